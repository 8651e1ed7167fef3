"""The Russian morphological dictionary (pymorphy3), read at the first question."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Set

    from .codes import Case

_CYRILLIC = re.compile("[А-ЯЁа-яё-]+")

# The names of the numbers in pymorphy3's tags.
Number = Literal["sing", "plur"]

# The names of cases in pymorphy3's tags.
TAGS: dict[Case, str] = {
    "nom": "nomn",
    "gen": "gent",
    "dat": "datv",
    "acc": "accs",
    "ins": "ablt",
    "prp": "loct",
}


class Tag(Protocol):
    """The grammatical tag of a reading."""

    @property
    def POS(self) -> str | None:  # noqa: N802 - the library's own name
        """The part of speech."""
        ...

    @property
    def gender(self) -> str | None:
        """One of masc, femn, neut."""
        ...

    @property
    def grammemes(self) -> Set[str]:
        """All marks of the reading."""
        ...


class Reading(Protocol):
    """One possible reading of a word."""

    @property
    def word(self) -> str:
        """The word in small letters."""
        ...

    @property
    def tag(self) -> Tag:
        """The grammar of the reading."""
        ...

    @property
    def is_known(self) -> bool:
        """Whether the word stands in the dictionary, rather than being guessed."""
        ...

    def inflect(self, required_grammemes: Set[str]) -> Reading | None:
        """Give the form with these marks, if there is one."""
        ...


class _Analyser(Protocol):
    def parse(self, word: str) -> list[Reading]: ...


@cache
def _analyser() -> _Analyser:
    # Reading the dictionary takes a third of a second: only when Russian cases are asked for.
    import pymorphy3

    return cast("_Analyser", pymorphy3.MorphAnalyzer(lang="ru"))


@lru_cache(maxsize=4096)
def nominatives(word: str, number: Number = "sing") -> tuple[Reading, ...]:
    """Give the readings of ``word`` as a nominative of the number, likeliest first.

    A word with other than Cyrillic letters has none.
    """
    if not _CYRILLIC.fullmatch(word):
        return ()
    return tuple(
        reading for reading in _analyser().parse(word) if {"nomn", number} <= reading.tag.grammemes
    )


@lru_cache(maxsize=4096)
def readings(word: str) -> tuple[Reading, ...]:
    """Give all readings of ``word``, likeliest first; none with other than Cyrillic letters."""
    return tuple(_analyser().parse(word)) if _CYRILLIC.fullmatch(word) else ()


@lru_cache(maxsize=4096)
def is_common_word(word: str) -> bool:
    """Whether the dictionary has ``word``, and not likeliest as a name of a person or place."""
    if not _CYRILLIC.fullmatch(word):
        return False
    readings = _analyser().parse(word.lower())
    names = {"Name", "Surn", "Patr", "Geox", "Orgn", "Abbr"}
    return bool(readings) and readings[0].is_known and not readings[0].tag.grammemes & names


def graft(original: str, inflected: str) -> str:
    """Give ``original`` the ending of ``inflected``, keeping its capitals and its ё or е.

    >>> graft("Приемщик", "приёмщика")
    'Приемщика'
    """
    common = 0
    for ours, theirs in zip(_plain(original), _plain(inflected), strict=False):
        if ours != theirs:
            break
        common += 1
    ending = inflected[common:]
    if len(original) > 1 and original.isupper():
        ending = ending.upper()
    return original[:common] + ending


def _plain(word: str) -> str:
    return word.lower().replace("ё", "е")
