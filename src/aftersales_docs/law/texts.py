"""Official texts of acts, and whether the places that we cite still say what they said.

A folder of texts holds a Markdown file an act and day, ``bgb-2026-08-19.md``, with a heading
a section: ``# § 433 – Vertragstypische Pflichten beim Kaufvertrag``. Below a heading ``Art.
229`` sections are counted anew. A section's numbered paragraphs begin with ``(1)``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Literal

from ..errors import Place as FilePlace
from ..errors import Problem, UsageError, worded
from .acts import Statutes
from .facts import Citation, holds
from .places import Provision

_NAME = re.compile(r"(?P<act>\w+)-(?P<day>\d{4}-\d{2}-\d{2})")
_HEADING = re.compile(r"^#+ (?P<words>.*)$", re.MULTILINE)
_SECTION = re.compile(r"§\s(?P<number>\d+[a-z]?)\b")
_ARTICLE = re.compile(r"(?:Art\.|Artikel|Article|Статья|ст\.)\s(?P<number>\d+(?:\.\d+)*[a-z]?)")
_PARAGRAPH = re.compile(r"^\((\d+[a-z]?)\) ", re.MULTILINE)
_ITEM = {
    "number": re.compile(r"^(\d+[a-z]?)\. ", re.MULTILINE),
    "letter": re.compile(r"^([a-z])\) ", re.MULTILINE),
    "double_letter": re.compile(r"^([a-z]{2})\) ", re.MULTILINE),
}
_RANGE = re.compile(r"(\d+)([a-z]?)–(\d+)([a-z]?)")
_TAG = re.compile(r"<[^>]*>")
_GONE = re.compile(r"\(weggefallen\)|\(aufgehoben\)|утратил")

Outcome = Literal["same", "changed", "moved", "gone", "not compared"]
WRONG: tuple[Outcome, ...] = ("changed", "moved", "gone")


@dataclass(frozen=True, slots=True)
class Collation:
    """What the comparison of one citation came to.

    ``text`` is the name of the text it was compared with, ``fingerprint`` that of the place
    in it; ``place`` is where the words stand now, if they moved.
    """

    citation: Citation
    outcome: Outcome
    text: str = ""
    fingerprint: str = ""
    place: str = ""


@dataclass(frozen=True)
class OfficialText:
    """One act as it stood on one day: its sections by number."""

    name: str
    act: str
    day: date
    sections: Mapping[str, str]

    @classmethod
    def read(cls, path: Path) -> OfficialText | None:
        """The text in the file ``path``; ``None`` if its name isn't that of an act and day.

        Raises:
            UsageError: it can't be read.

        """
        match = _NAME.fullmatch(path.stem)
        if match is None:
            return None
        try:
            text = path.read_text(encoding="utf-8")
            day = date.fromisoformat(match["day"])
        except (OSError, UnicodeDecodeError, ValueError) as error:
            raise UsageError(
                Problem(
                    "text-unreadable",
                    worded("this is no text of an act ({error}).", error=error),
                    "Name it after act and day, bgb-2026-08-19.md, and save it as UTF-8.",
                    place=FilePlace(str(path)),
                )
            ) from error
        return cls(path.name, match["act"], day, dict(_sections(text)))

    def passages(self, place: Provision) -> tuple[str, ...] | None:
        """The sections or paragraphs that ``place`` names; ``None`` if one is not there."""
        found: list[str] = []
        for number, named in _numbers(place.section or place.article, self.sections):
            inside = f"{place.article}/{number}" if place.section and place.article else number
            section = self.sections.get(inside)
            if section is None or _GONE.search(section.partition("\n")[0]):
                if named:
                    return None
                continue
            body = self._body(inside)
            if not place.paragraph:
                found.append(body)
                continue
            paragraphs = dict(_split(_PARAGRAPH, body))
            for paragraph, _ in _numbers(place.paragraph, paragraphs):
                if paragraph not in paragraphs:
                    return None
                found.append(paragraphs[paragraph])
        return tuple(found) if all(_has_item(passage, place) for passage in found) else None

    def _body(self, number: str) -> str:
        """The words of a section, or of an article with the sections below it."""
        below = [words for key, words in self.sections.items() if key.startswith(f"{number}/")]
        return "\n".join([self.sections[number].partition("\n")[2], *below])

    @cached_property
    def by_fingerprint(self) -> Mapping[str, str]:
        """Where a passage stands, by its fingerprint: every section, every paragraph."""
        found: dict[str, str] = {}
        for number in self.sections:
            body = self._body(number)
            found.setdefault(fingerprint((body,)), number)
            for paragraph, words in _split(_PARAGRAPH, body):
                found.setdefault(fingerprint((words,)), f"{number}({paragraph})")
        return found


def fingerprint(passages: tuple[str, ...]) -> str:
    """A short mark of the words of ``passages``; spaces, breaks and tags don't matter."""
    words = "\n".join(" ".join(_TAG.sub("", passage).split()) for passage in passages)
    return f"sha256:{sha256(words.encode()).hexdigest()[:16]}"


def _sections(text: str) -> Iterator[tuple[str, str]]:
    """Number, and heading with body, of every section or article of ``text``."""
    headings = list(_HEADING.finditer(text))
    article = ""
    for index, heading in enumerate(headings):
        end = headings[index + 1].start() if index + 1 < len(headings) else len(text)
        body = f"{heading['words']}\n{text[heading.end() : end]}"
        if section := _SECTION.match(heading["words"]):
            number = section["number"]
            yield (f"{article}/{number}" if article else number), body
        elif found := _ARTICLE.match(heading["words"]):
            article = found["number"]
            yield article, body


def _split(mark: re.Pattern[str], text: str) -> Iterator[tuple[str, str]]:
    """The parts of ``text`` that begin with ``mark``, each with its number."""
    marks = list(mark.finditer(text))
    for index, found in enumerate(marks):
        end = marks[index + 1].start() if index + 1 < len(marks) else len(text)
        yield found[1], text[found.end() : end]


def _numbers(written: str, known: Mapping[str, str]) -> Iterator[tuple[str, bool]]:
    """The numbers that ``written`` means: ``96–98``, ``443, 479``, ``433 ff.``, ``2 and 3``.

    With each, whether it is named; what lies between the ends of a range is not.
    """
    for part in re.split(r", | and ", written.removesuffix(" ff.")):
        ends = _RANGE.fullmatch(part)
        if ends is None:
            yield part, True
            continue
        first, last = part.split("–")
        bounds = (int(ends[1]), ends[2]), (int(ends[3]), ends[4])
        yield first, True
        for number in known:
            counted = re.fullmatch(r"(\d+)([a-z]?)", number)
            if counted and bounds[0] < (int(counted[1]), counted[2]) < bounds[1]:
                yield number, False
        yield last, True


def _has_item(passage: str, place: Provision) -> bool:
    """Whether ``passage`` has the number and letters that ``place`` names."""
    for level, mark in _ITEM.items():
        wanted = getattr(place, level)
        if not wanted:
            continue
        items = dict(_split(mark, passage))
        if wanted not in items:
            return False
        passage = items[wanted]
    return True


def read_texts(folder: Path) -> tuple[OfficialText, ...]:
    """The official texts in ``folder``.

    Raises:
        UsageError: there is none, or one can't be read.

    """
    found = (OfficialText.read(path) for path in sorted(folder.glob("*.md")))
    texts = tuple(text for text in found if text is not None)
    if not texts:
        raise UsageError(
            Problem(
                "no-texts",
                "there is no text of an act in this folder.",
                "Name each file after act and day: bgb-2026-08-19.md.",
                place=FilePlace(str(folder)),
            )
        )
    return texts


def compare(statutes: Statutes, texts: tuple[OfficialText, ...]) -> Iterator[Collation]:
    """Every citation of ``statutes`` beside the texts of the days on which it holds."""
    by_day: dict[date, dict[str, OfficialText]] = {}
    for text in texts:
        by_day.setdefault(text.day, {})[text.act] = text
    for citation in statutes.citations:
        acts = {statutes.texts.get(act, "") for _, act in citation.places}
        days = (of_day for day, of_day in sorted(by_day.items()) if holds(citation, day))
        yield _compared(statutes, citation, [day for day in days if acts and acts <= set(day)])


def _compared(
    statutes: Statutes, citation: Citation, days: list[dict[str, OfficialText]]
) -> Collation:
    """What stands at the places of ``citation``: an excerpt that lacks them is passed over."""
    seen = Collation(citation, "not compared")
    lacking: OfficialText | None = None
    for texts in days:
        text = texts[statutes.texts[citation.places[0][1]]]
        passages = _passages(statutes, citation, texts)
        if passages is None:
            lacking = text
            continue
        mark = fingerprint(passages)
        if citation.fingerprint and mark != citation.fingerprint:
            place = text.by_fingerprint.get(citation.fingerprint, "")
            return Collation(citation, "moved" if place else "changed", text.name, mark, place)
        seen = Collation(
            citation, "same" if citation.fingerprint else seen.outcome, text.name, mark
        )
    if lacking is None or seen.text or not citation.fingerprint:
        return seen
    place = lacking.by_fingerprint.get(citation.fingerprint, "")
    return Collation(citation, "moved" if place else "gone", lacking.name, place=place)


def _passages(
    statutes: Statutes, citation: Citation, texts: Mapping[str, OfficialText]
) -> tuple[str, ...] | None:
    """The passages of all places of ``citation``; ``None`` if one is not there."""
    found: list[str] = []
    for place, act in citation.places:
        part = texts[statutes.texts[act]].passages(place)
        if part is None:
            return None
        found.extend(part)
    return tuple(found)
