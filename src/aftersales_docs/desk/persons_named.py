"""A person as somebody names them, and whether a text tells of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from ..errors import DataError, Problem
from .words import folded, stems_of, words_in

# Given name, patronymic and surname stand in fields side by side, with their names between.
_NEAR: Final = 12


@dataclass(frozen=True)
class Person:
    """A person by all words of a name, in any order, case and inflection."""

    name: str

    @cached_property
    def _words(self) -> list[str]:
        return words_in(self.name)

    @cached_property
    def _stems(self) -> list[set[str]]:
        return [set(stems_of(word)) for word in self._words]

    def told_of_in(self, text: str) -> bool:
        """Whether all words of the name stand near each other in ``text``."""
        places: list[list[int]] = [[] for _ in self._stems]
        for at, word in enumerate(words_in(text)):
            found = set(stems_of(word))
            for index, stems in enumerate(self._stems):
                if stems & found or _inflected(self._words[index], word):
                    places[index].append(at)
        return bool(places) and any(
            all(any(abs(at - first) <= _NEAR for at in others) for others in places)
            for first in places[0]
        )


def _inflected(one: str, other: str) -> bool:
    """Whether two Russian names are one but for the ending, which stemmers of words mistake."""
    short, long = sorted((folded(one), folded(other)), key=len)
    cyrillic = "а" <= short[:1] <= "я"
    return cyrillic and len(short) > 3 and long.startswith(short) and len(long) - len(short) <= 3


def person(name: str) -> Person:
    """The person of that name.

    Raises:
        DataError: it has no letters, or is a single letter.

    """
    if sum(char.isalnum() for char in name) < 2 or not words_in(name):
        raise DataError(
            Problem("no-name", "that is no name.", "Give the name of the person, as typed.")
        )
    return Person(name)
