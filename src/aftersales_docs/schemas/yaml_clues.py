"""What people mean whose YAML does not parse: seen in the line, where a parser sees signs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Final

from ..errors import worded
from .source_parts import Spot

Clue = tuple[str, str, Spot]

# Spaces that editors and messengers put in place of ordinary ones, and marks of no width.
_SPACES: Final = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_UNSEEN: Final = "\u00ad\u180e\u200b-\u200d\u2060\ufeff"
_ODD_INDENT: Final = re.compile(rf"[ \t]*(?:- )*(?P<odd>[{_SPACES}{_UNSEEN}])")
_LIST_MARK: Final = re.compile(
    r" *(?P<mark>[\u2010-\u2015\u2212\u2022\u2023\u2043\u25aa\u25cf\u25e6\u00b7\u2219*+])"
    rf"[ {_SPACES}]+\S"
)
_NO_SPACE: Final = re.compile(r" *(?P<mark>-)(?P<next>[^\s-]\S*)")
_CURLY: Final = re.compile(
    r":\s+(?P<quote>[\u201e\u201c\u201d\u201a\u2018\u2019\u00ab\u00bb]).*: "
)
_WIDE_COLON: Final = re.compile(r"\s*[\w-]+\s*(?P<colon>[\uff1a\ua789\u2236])")


def _named(char: str) -> str:
    return f"U+{ord(char):04X} ({unicodedata.name(char, 'unnamed').lower()})"


def _odd_indent(line: str) -> tuple[str, str, int] | None:
    if not (found := _ODD_INDENT.match(line)):
        return None
    message = worded(
        "the character {character} stands in the indent: it only looks like a space.",
        character=_named(found["odd"]),
    )
    return message, "Delete the indent and type ordinary spaces.", found.start("odd")


def _list_mark(line: str) -> tuple[str, str, int] | None:
    if not (found := _LIST_MARK.match(line)):
        return None
    message = worded(
        "'{mark}' begins the line: the mark of a list is a hyphen.", mark=found["mark"]
    )
    return message, "Write '- ' (hyphen, space) before each entry.", found.start("mark")


def _no_space(line: str) -> tuple[str, str, int] | None:
    found = _NO_SPACE.match(line)
    # A negative number needs none, and a line of hyphens parts documents.
    if not found or re.match(r"[0-9.]", found["next"]):
        return None
    message = "a space is missing after the hyphen of the list."
    return message, worded("Write '- {text}'.", text=found["next"][:20]), found.start("mark")


def _curly_quotes(line: str) -> tuple[str, str, int] | None:
    if not (found := _CURLY.search(line)):
        return None
    message = worded(
        "the quote {quote} does not hold text with a ':' together.", quote=found["quote"]
    )
    return message, 'Put the whole text in straight quotes: "…".', found.start("quote")


def _wide_colon(line: str) -> tuple[str, str, int] | None:
    if not (found := _WIDE_COLON.match(line)):
        return None
    message = worded("the character {character} is no colon.", character=_named(found["colon"]))
    return message, "Type an ordinary ':' and a space.", found.start("colon")


_LOOKS: Final[tuple[Callable[[str], tuple[str, str, int] | None], ...]] = (
    _odd_indent,
    _list_mark,
    _no_space,
    _wide_colon,
    _curly_quotes,
)


def odd_beginning(line: str, key: str) -> tuple[str, str, int] | None:
    """What stands before a field's name, and was read as a part of it."""
    if key.startswith("-"):
        return _no_space(line)
    return None if key[:1].isalnum() else _list_mark(line) or _odd_indent(line)


def clue(text: str, spot: Spot) -> Clue | None:
    """What in the line at ``spot``, or in one just above it, explains that it does not parse."""
    lines = text.split("\n")
    for number in (spot[0], spot[0] - 1, spot[0] - 2):
        if not 1 <= number <= len(lines):
            continue
        for look in _LOOKS:
            if found := look(lines[number - 1]):
                message, cure, column = found
                return message, cure, (number, column + 1)
    return None
