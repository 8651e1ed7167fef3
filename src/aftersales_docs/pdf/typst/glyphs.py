"""Characters that Typst can set; others would stop the document, or vanish."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from ...fonts import missing_characters

# What the two text fonts hold, and plain spaces: nearly every text is of these alone.
_COMMON: Final = (
    "\n -~\u00a0-\u00ff\u0401\u0410-\u044f\u0451\u2011\u2013\u2014\u2018\u2019\u201a"
    "\u201c-\u201e\u2022\u2026\u202f\u20ac\u2116\u2212"
)
_PLAIN: Final = re.compile(f"[{_COMMON}]*")
# In JSON, a word with a character that is not common.
_RARE: Final = re.compile(rf'[^ \n"\\]*[^"\\{_COMMON}][^ \n"\\]*')
_UNCOMMON: Final = re.compile(f"[^{_COMMON}]")
# An empty box stands for a character that no font has, as in other programs.
REPLACEMENT: Final = "\u25fb"
# Controls that break a line in a text, and a tab, which has no width of its own.
_SPACES: Final = {"\t": " "} | dict.fromkeys("\r\x0b\x0c\x85\u2028\u2029", "\n")
# How the names of marks begin that stand on letters of several scripts.
_ANY_SCRIPT: Final = frozenset({"COMBINING", "VARIATION", "VEDIC"})
# Text of no character: private use, halves of pairs.
_NO_TEXT: Final = {"Co", "Cs"}


def settable(text: str) -> str:
    """``text`` with every character that can't be set in another's place."""
    if _PLAIN.fullmatch(text):
        return text
    plain = "".join(map(_settable, text.replace("\r\n", "\n")))
    return plain if plain.isascii() else "".join(_standing(plain))


def _standing(text: str) -> Iterator[str]:
    """``text`` with a mark of one script that stands on a letter of none of its own replaced.

    The mark's font sets a dotted circle below it and says of both glyphs that they are the
    mark: a reading aid would say it twice, and not where it stands.
    """
    base = ""
    for char in text:
        category = unicodedata.category(char)
        if category[0] == "M":
            script = _script(char)
            fits = script in _ANY_SCRIPT or script == _script(base)
            yield char if fits else REPLACEMENT
            continue
        if category != "Cf":  # A joiner stands between a letter and its mark.
            base = char
        yield char


@lru_cache(maxsize=4096)
def _script(char: str) -> str:
    """The script of a character, which is how its name begins; nothing of no character."""
    return unicodedata.name(char, "").partition(" ")[0] if char else ""


@lru_cache(maxsize=4096)
def _settable(char: str) -> str:
    if char in _SPACES:
        return _SPACES[char]
    category = unicodedata.category(char)
    if (category == "Cc" and char != "\n") or char in "\ufeff\ufffe\uffff":
        return ""
    if category in _NO_TEXT or missing_characters(char):
        return REPLACEMENT
    return char


def mended(data: str, sets: Callable[[Sequence[str]], bool]) -> str:
    """``data`` (JSON) without the rare characters of those words that can't be set.

    Each font may have each character, and none a letter with the mark that stands on it.
    ``sets`` tells whether some words can all be set.
    """
    refused = set(_refused(list(dict.fromkeys(_RARE.findall(data))), sets))
    return _RARE.sub(
        lambda word: _UNCOMMON.sub(REPLACEMENT, word[0]) if word[0] in refused else word[0], data
    )


def _refused(words: list[str], sets: Callable[[Sequence[str]], bool]) -> list[str]:
    """Those of ``words`` that can't be set, found by halves."""
    if not words or sets(words):
        return []
    if len(words) == 1:
        return words
    middle = len(words) // 2
    return _refused(words[:middle], sets) + _refused(words[middle:], sets)


def without_marks(data: str) -> str:
    """``data`` with every rare mark that stands on a letter in another's place.

    A mark may begin a text and stand on the last letter of the one before it.
    """
    return _UNCOMMON.sub(
        lambda char: REPLACEMENT if unicodedata.category(char[0])[0] == "M" else char[0], data
    )


def common(data: str) -> str:
    """``data`` with every rare character in another's place."""
    return _UNCOMMON.sub(REPLACEMENT, data)
