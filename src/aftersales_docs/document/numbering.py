"""The numberings a document can have; composition counts by them, and so does Word.

``%1`` stands for the number of the first level, ``%2`` for that of the second, as in
Word's own level texts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import zip_longest
from types import MappingProxyType
from typing import Literal, TypeAlias

from roman_numerals import RomanNumeral

Figure: TypeAlias = Literal["decimal", "upperRoman"]


@dataclass(frozen=True, slots=True)
class Level:
    """How one level is written: its text and the figures of its own number."""

    text: str
    figure: Figure = "decimal"


Scheme: TypeAlias = tuple[Level, ...]

SCHEMES: Mapping[str, Scheme] = MappingProxyType(
    {
        "decimal": (Level("%1."), Level("%1.%2."), Level("%1.%2.%3.")),
        "roman": (Level("%1.", "upperRoman"), Level("%2."), Level("%2.%3.")),
    }
)


def roman(number: int) -> str:
    """``number`` (1 to 3,999) in Roman figures."""
    return RomanNumeral(number).to_uppercase()


@lru_cache(maxsize=16)
def _pieces(text: str) -> tuple[tuple[str, str], ...]:
    """A level text as what stands before each number, and whose level's number it is."""
    split = re.split(r"%(\d)", text)
    return tuple(zip_longest(split[::2], split[1::2], fillvalue=""))


@dataclass(slots=True)
class Counter:
    """Counts the clauses of one document, from top to bottom.

    ``first`` is the number of its first chapter.
    """

    scheme: Scheme
    first: int = 1
    _counts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self._counts = [self.first - 1, *[0] * (len(self.scheme) - 1)]

    def next(self, level: int) -> str:
        """The number of the next clause of ``level`` (1 is the highest)."""
        self._counts[level - 1] += 1
        self._counts[level:] = [0] * (len(self.scheme) - level)
        return "".join(
            text + (self._figure(int(place)) if place else "")
            for text, place in _pieces(self.scheme[level - 1].text)
        )

    def _figure(self, level: int) -> str:
        index = level - 1
        number = self._counts[index]
        return roman(number) if self.scheme[index].figure == "upperRoman" else str(number)
