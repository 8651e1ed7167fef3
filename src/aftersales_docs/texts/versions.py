"""Versions of clauses: which one a document holds, and what each said.

``templates/versions/<kind>.<lang>.json`` keeps for each clause every wording it ever had,
oldest first; its version is its place in that list, counted from 1. ``make versions``
appends what has changed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import ndiff
from functools import lru_cache

from ..errors import LibraryError, Place, Problem, worded
from ..language import Lang
from ..resources import Templates
from .reading import read_text
from .source import Source, TextFile

History = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Wording:
    """One clause of the library as it stands, with its version.

    ``version`` is a number, or eight digits of a hash where a user's own text says
    something that the history does not hold.
    """

    id: str
    version: str
    text: str


def _rows(source: Source) -> Iterator[str]:
    for index, part in enumerate(source.parts):
        if index:
            yield "---"
        yield from (" | ".join(row.cells) for row in part)


def written(source: Source) -> str:
    """What a clause says, with the conditions under which it does."""
    attributes = source.attributes
    named = (("when", attributes.when), ("each", attributes.each), *attributes.options.items())
    head = " ".join(
        f'{name}="{value}"' if value else name
        for name, value in named
        if value or name not in {"when", "each"}
    )
    lines = [f"({head})"] if head else []
    return "\n".join([*lines, *([source.text] if source.text else []), *_rows(source)])


def _clauses(sources: Sequence[Source]) -> Iterator[tuple[str, str]]:
    for source in sources:
        if source.attributes.id:
            yield source.attributes.id, written(source)
        yield from _clauses(source.children)


def clauses_of(text: TextFile) -> dict[str, str]:
    """All clauses of a text by identifier, in its order."""
    return dict(_clauses(text.blocks))


def _file(kind: str, lang: Lang) -> str:
    return f"versions/{kind}.{lang}.json"


@lru_cache(maxsize=64)
def history(templates: Templates, kind: str, lang: Lang) -> History:
    """Every wording that each clause of a text had; none where nobody keeps a history.

    Raises:
        LibraryError: the file is no history.

    """
    if not templates.has(_file(kind, lang)):
        return {}
    path = templates.find(_file(kind, lang))
    try:
        data = json.loads(templates.read(_file(kind, lang)))
        return {str(name): tuple(map(str, texts)) for name, texts in data.items()}
    except (ValueError, AttributeError, TypeError) as error:
        raise LibraryError(
            Problem(
                "versions-file",
                worded("this is no history of clauses: {error}.", error=error),
                "Take the built-in file and run 'make versions'.",
                place=Place(str(path)),
            )
        ) from error


def grown(old: History, clauses: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """``old`` with what is new in ``clauses`` appended; what is gone stays known."""
    new = dict(old)
    for name, text in clauses.items():
        known = new.get(name, ())
        if not known or known[-1] != text:
            new[name] = (*known, text)
    return new


def version_of(known: Sequence[str], text: str) -> str:
    """The version of ``text`` among the wordings known, or a hash if it is none of them."""
    for index in range(len(known), 0, -1):
        if known[index - 1] == text:
            return str(index)
    return hashlib.sha256(text.encode()).hexdigest()[:8]


@lru_cache(maxsize=64)
def library(templates: Templates, kind: str, lang: Lang) -> Mapping[str, Wording]:
    """The clauses of a text as they stand today, with their versions, in its order."""
    text = read_text(templates, kind, lang)
    known = history(templates, kind, lang)
    return {
        name: Wording(name, version_of(known.get(name, ()), said), said)
        for name, said in clauses_of(text).items()
    }


@dataclass(frozen=True, slots=True)
class Change:
    """A clause that reads otherwise today; ``None`` where it was or is not there.

    ``old`` is empty too where the old wording was a user's own, which no history holds.
    """

    id: str
    version: str | None
    old: str | None
    new: Wording | None

    def lines(self) -> list[str]:
        """The change as lines, what is gone after ``-``, what is new after ``+``."""
        new = self.new
        version = new.version if new else worded("left out")
        head = worded("{id}: {old} -> {new}", id=self.id, old=self.version, new=version)
        if self.old is None:
            return [head, worded("  (the old wording is not in the history)")]
        diff = ndiff(self.old.splitlines(), new.text.splitlines() if new else [])
        return [head, *(f"  {line}" for line in diff if not line.startswith("?"))]


def changes(
    templates: Templates, kind: str, lang: Lang, held: Mapping[str, str]
) -> Iterator[Change]:
    """What has changed since a document was made that holds the versions ``held``."""
    now = library(templates, kind, lang)
    known = history(templates, kind, lang)
    for name, version in held.items():
        new = now.get(name)
        if new is not None and new.version == version:
            continue
        texts = known.get(name, ())
        index = int(version) if version.isdigit() and len(version) < 8 else 0
        old = texts[index - 1] if 0 < index <= len(texts) else None
        yield Change(name, version, old, new)
