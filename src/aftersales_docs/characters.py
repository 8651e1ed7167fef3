"""Characters that make text read otherwise than it is: those that reorder, and look-alikes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Final

# Bidirectional controls, and marks that nobody sees but that turn figures round (UAX #9).
REORDERING: Final = re.compile("[\u061c\u200f\u202a-\u202e\u2066-\u2069]")

# Letters of other scripts that look like Latin ones in the fonts of documents.
_TO_LATIN: Final[Mapping[str, str]] = dict(
    zip(
        "аеорсухіјѕһԁԛԝАВЕКМНОРСТУХІЈЅЗ" + "αονρυχικΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
        "aeopcyxijshdqwABEKMHOPCTYXIJS3" + "aovpuxikABEZHIKMNOPTYX",
        strict=True,
    )
)
# Latin letters that pass for Russian ones.
_FROM_LATIN: Final = frozenset("aeopcyxABEKMHOPCTX")
# Marks of no width that come along when text is copied from a page or a messenger.
_UNSEEN: Final = frozenset("\u00ad\u180e\u200b\u200c\u200d\u2060\ufeff")
_WORD: Final = re.compile(r"[^\W\d_]{2,}")


def reordering_name(character: str) -> str:
    """How messages call a character that reorders text: its number and its name."""
    return f"U+{ord(character):04X} ({unicodedata.name(character, 'unnamed').lower()})"


def lookalike_in(name: str) -> str:
    """What to say of a letter in ``name``, a name in Latin letters, that only looks Latin.

    Or of a character that nobody sees; empty where there is neither.
    """
    # A word of another language looks like none of ours.
    foreign = any(_script(char) in {"Cyrillic", "Greek"} for char in _others(name))
    for char in name:
        if char in _TO_LATIN and not foreign:
            return (
                f"The letter '{char}' in it is {_script(char)}, not the Latin '{_TO_LATIN[char]}'."
            )
        if char in _UNSEEN or (char.isspace() and char != " "):
            return f"The character {reordering_name(char)} in it can't be seen."
    return ""


def _others(name: str) -> str:
    """The characters of ``name`` that look like no Latin letter."""
    return "".join(char for char in name if char not in _TO_LATIN)


def as_latin(name: str) -> str:
    """``name`` with the Latin letters that its letters look like."""
    return "".join(_TO_LATIN.get(char, char) for char in name)


def mixed_words(text: str) -> Iterator[tuple[str, str]]:
    """Words of two scripts in which all letters of one look like the other's, and those letters.

    ``СMS`` with a Cyrillic С is one; ``SMSки`` is none, as nobody would take it for another.
    """
    for word in _WORD.findall(text):
        latin = [char for char in word if _script(char) == "Latin"]
        others = [char for char in word if _script(char) in {"Cyrillic", "Greek"}]
        if not latin or not others:
            continue
        if all(char in _TO_LATIN for char in others):
            yield word, "".join(others)
        elif all(char in _FROM_LATIN for char in latin):
            yield word, "".join(latin)


def script_of(letters: str) -> str:
    """The script of the first of ``letters``, as Unicode calls it: ``Latin``, ``Cyrillic``."""
    return _script(letters[0])


def _script(char: str) -> str:
    return unicodedata.name(char, "").partition(" ")[0].capitalize()
