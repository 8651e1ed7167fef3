"""Places in acts, as German, Russian and English texts write them.

Two ways of writing are known. Acts counted in *sections* are German: ``§ 438 Abs. 1 Nr. 3
BGB``, ``п. 3 абз. 1 § 438 BGB``, ``section 438(1) No. 3 of the German Civil Code (BGB)``.
Acts counted in *articles* are Russian acts, acts of the Union and treaties: ``п. 1 ст. 18
Закона``, ``Art. 18 Abs. 1 des Gesetzes``, ``Article 18(1) of the Law``. What is written
unlike both is put into words in the act's file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, model_validator

CITED_LANGS = ("de", "ru", "en")
Lang = Literal["de", "ru", "en"]
NBSP = "\u00a0"
_NUMBER = re.compile(r"\d+(?:\.\d+)*[a-z]?")
_SENTENCES = {
    "1": ("первое предложение", "первого предложения", "first sentence"),
    "2": ("второе предложение", "второго предложения", "second sentence"),
    "3": ("третье предложение", "третьего предложения", "third sentence"),
    "4": ("четвёртое предложение", "четвёртого предложения", "fourth sentence"),
}


class Data(BaseModel):
    """A piece of an act's file: what it doesn't know is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Provision(Data):
    """A place in an act.

    It has a ``section`` (``433 ff.``, ``443, 479``), an ``article`` (``470 and 471``,
    ``721–724``), a section within an article (Art. 229 § 58), or a ``chapter``.
    ``paragraph`` is the numbered paragraph (Absatz, пункт or часть), ``number`` an item of it
    (Nummer, подпункт), ``letter`` and ``double_letter`` what stands below; ``sentence`` counts
    the sentences of the paragraph, ``subparagraphs`` its unnumbered paragraphs (абзацы) from
    its first. ``act`` is the stem of the file of another act than the one it stands in.
    """

    act: str = ""
    section: str = ""
    article: str = ""
    chapter: str = ""
    paragraph: str = ""
    number: str = ""
    letter: str = ""
    double_letter: str = ""
    sentence: Literal["", "1", "2", "3", "4"] = ""
    subparagraphs: str = ""

    @model_validator(mode="after")
    def _one_head(self) -> Provision:
        if bool(self.chapter) == bool(self.section or self.article):
            raise ValueError("a place has a section, an article or a chapter")
        return self

    @property
    def head(self) -> str:
        """The number of the section, article or chapter."""
        return self.section or self.article or self.chapter

    @property
    def several(self) -> bool:
        """Whether it is more than one section or article."""
        if self.section:
            return not self.section.isalnum()
        return any(mark in self.head for mark in (",", "–", " and "))


class Words(Data):
    """How Russian calls the numbered paragraph of an article and the item of it."""

    paragraph: str = "п."
    number: str = "подп."


class Act(Data):
    """An act: how each language names it behind a place, and its title for sources.

    The Russian name comes in the genitive; one that begins with a no-break space is joined
    with it.
    """

    title: str
    names: Mapping[Lang, str]
    words: Words = Words()

    @model_validator(mode="after")
    def _every_language(self) -> Act:
        missing = [lang for lang in CITED_LANGS if lang not in self.names]
        if missing:
            raise ValueError(f"the act has no name in {', '.join(missing)}")
        return self


def written(place: Provision, act: Act) -> dict[str, str]:
    """``place`` of ``act`` by language."""
    return {
        "de": f"{_german(place)} {act.names['de']}",
        "ru": _russian(place, act.words) + joined(act.names["ru"]),
        "en": f"{_english(place)} of {act.names['en']}",
    }


def source(place: Provision, act: Act) -> str:
    """Where ``place`` can be read."""
    if place.section:
        return f"{act.title}, {_german(place)}".replace(NBSP, " ").replace(", Art.", ", art.")
    lines = f", subparagraphs {place.subparagraphs}" if place.subparagraphs else ""
    word = "chapter" if place.chapter else "art."
    return f"{act.title}, {word} {place.head}{_bracketed(place)}{lines}"


def located(place: Provision, lang: Lang, words: Words | None = None) -> str:
    """``place`` without its act; ``words`` are those of a Russian act."""
    if lang == "ru":
        return _russian(place, words or Words())
    return _german(place) if lang == "de" else _english(place)


def joined(name: str) -> str:
    """The Russian name of an act as it stands behind a place, with the space before it."""
    return name if name.startswith(NBSP) else f" {name}"


def _part(word: str, number: str, *, before: str = " ", after: str = "") -> str:
    return f"{before}{word}{NBSP}{number}{after}" if number else ""


def _german(place: Provision) -> str:
    head = place.head.replace(" and ", " und ").replace(" ff.", f"{NBSP}ff.")
    sign = "§§" if place.several else "§"
    word = sign if place.section else "Kapitel" if place.chapter else "Art."
    within = f"Art.{NBSP}{place.article} " if place.section and place.article else ""
    return (
        f"{within}{word}{NBSP}{head}"
        + _part("Abs.", place.paragraph.replace(" and ", " und "))
        + _part("Satz", place.sentence)
        + _part("Nr.", place.number)
        + _part("Buchst.", place.letter)
        + _part("Doppelbuchst.", place.double_letter)
        + _part("Unterabs.", place.subparagraphs)
    )


def _russian(place: Provision, words: Words) -> str:
    def before(word: str, number: str) -> str:
        return _part(word, number.replace(" and ", " и "), before="", after=" ")

    def quoted(letter: str) -> str:
        return f"«{letter}»" if letter else ""

    head = place.head.replace(" and ", " и ").replace(" ff.", " и сл.")
    # A number of a sentence governs the genitive: «п. 1 второго предложения».
    case = 1 if place.number or place.letter else 0
    sentence = f"{_SENTENCES[place.sentence][case]} " if place.sentence else ""
    deep = before("подп.", quoted(place.double_letter)) + before("подп.", quoted(place.letter))
    if place.section:
        inner = before("п.", place.number) + sentence + before("абз.", place.paragraph)
        within = f" ст.{NBSP}{place.article}" if place.article else ""
        return f"{deep}{inner}{'§§' if place.several else '§'}{NBSP}{head}{within}"
    inner = (
        before(words.number, place.number) + sentence + before(words.paragraph, place.paragraph)
    )
    word = "гл." if place.chapter else "ст."
    return f"{before('абз.', place.subparagraphs)}{deep}{inner}{word}{NBSP}{head}"


def _bracketed(place: Provision) -> str:
    """``(2) and (3)``, not ``(2 and 3)``; an item stands in brackets of its own."""
    paragraph = _NUMBER.sub(lambda number: f"({number[0]})", place.paragraph)
    if place.sentence:
        paragraph += f", {_SENTENCES[place.sentence][2]},"
    letters = "".join(f"({part})" for part in (place.letter, place.double_letter) if part)
    if place.section:
        return paragraph + _part("no.", place.number) + letters
    return paragraph + (f"({place.number})" if place.number else "") + letters


def _english(place: Provision) -> str:
    first, comma, last = place.head.replace(" ff.", " et seq.").rpartition(", ")
    head = f"{first} and {last}" if comma else last
    name = "section" if place.section else "Chapter" if place.chapter else "Article"
    word = f"{name}s" if place.several else name
    lines = f"subparagraphs{NBSP}{place.subparagraphs} of " if place.subparagraphs else ""
    within = f"Article{NBSP}{place.article} " if place.section and place.article else ""
    return f"{within}{lines}{word}{NBSP}{head}{_bracketed(place)}"
