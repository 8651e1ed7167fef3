"""Characters that make text read otherwise than it is: those that reorder, and look-alikes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Final

from .messages import worded

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
_SCRIPTS: Final[Mapping[str, str]] = {
    "Latin": worded("Latin"),
    "Cyrillic": worded("Cyrillic"),
    "Greek": worded("Greek"),
}
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
# Where all letters of a script stand, and others too: a quick look, before each letter is asked.
_MAYBE_LATIN: Final = re.compile(
    "[A-Za-z\u00aa-\u02b8\u1d00-\u1eff\u2071-\u209c\u212a-\u2188\u2c60-\u2c7f\ua722-\uab69\U00010780-\U0001df2a]"
)
_MAYBE_OTHER: Final = re.compile(
    "[\u0370-\u052f\u1c80-\u1c8f\u1d26-\u1dbf\u1f00-\u1fff\u2de0-\u2dff\ua640-\ua69f\uab65\U0001e030-\U0001e08f]"
)


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
            return worded(
                "The letter '{char}' in it is {script}, not the Latin '{latin}'.",
                char=char,
                script=_SCRIPTS.get(_script(char), _script(char)),
                latin=_TO_LATIN[char],
            )
        if char in _UNSEEN or (char.isspace() and char != " "):
            return worded(
                "The character {character} in it can't be seen.", character=reordering_name(char)
            )
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
    if not may_be_mixed(text):
        return
    for word in filter(may_be_mixed, _WORD.findall(text)):
        latin = [char for char in word if _script(char) == "Latin"]
        others = [char for char in word if _script(char) in {"Cyrillic", "Greek"}]
        if not latin or not others:
            continue
        if all(char in _TO_LATIN for char in others):
            yield word, "".join(others)
        elif all(char in _FROM_LATIN for char in latin):
            yield word, "".join(latin)


def may_be_mixed(text: str) -> bool:
    """Whether letters of several scripts stand in ``text``, be it in different words."""
    return not text.isascii() and bool(_MAYBE_OTHER.search(text) and _MAYBE_LATIN.search(text))


def script_of(letters: str) -> str:
    """The script of the first of ``letters``, as Unicode calls it: ``Latin``, ``Cyrillic``."""
    script = _script(letters[0])
    return _SCRIPTS.get(script, script)


def _script(char: str) -> str:
    return unicodedata.name(char, "").partition(" ")[0].capitalize()
