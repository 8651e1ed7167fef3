"""A strict reader of PDF's own notation, for the parts of a file that every reader must agree on.

Viewers mend what is broken, each in its own way; here nothing is mended. What is not as
ISO 32000-2, 7.3 has it, or could be taken for two things (a key that stands twice, a
number such as ``7_2``), raises ``MalformedError``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from ..errors import worded

SPACE: Final = b"\x00\t\n\x0c\r "
_GAP = re.compile(rb"(?:[\x00\t\n\x0c\r ]+|%[^\r\n]*(?:[\r\n]|$))*")
_BLANKS = re.compile(rb"[\x00\t\n\x0c\r ]*")
_NAME = re.compile(rb"/[^\x00\t\n\x0c\r ()<>\[\]{}/%]*")
_NUMBER = re.compile(rb"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?=[\x00\t\n\x0c\r ()<>\[\]{}/%]|$)")
_REFERENCE = re.compile(
    rb"([0-9]{1,10})[\x00\t\n\x0c\r ]+([0-9]{1,5})[\x00\t\n\x0c\r ]+"
    rb"R(?![^\x00\t\n\x0c\r ()<>\[\]{}/%])"
)
_HEX = re.compile(rb"<[0-9A-Fa-f\x00\t\n\x0c\r ]*>")
_PART = re.compile(rb"[()\\]")
_WORD = re.compile(rb"(true|false|null)(?![^\x00\t\n\x0c\r ()<>\[\]{}/%])")
_HEADER = re.compile(rb"([0-9]{1,10})[\x00\t\n\x0c\r ]+([0-9]{1,5})[\x00\t\n\x0c\r ]+obj")
_STREAM = re.compile(rb"stream(?:\r\n|\n)")
_END_STREAM = re.compile(rb"[\x00\t\n\x0c\r ]{0,2}endstream")
_DEPTH: Final = 100


class MalformedError(Exception):
    """What stands at ``position`` can't be read in one way only; ``words`` say what it is."""

    def __init__(self, position: int, words: str) -> None:
        super().__init__(words)
        self.position = position
        self.words = words


class Name(bytes):
    """A name as it is written, with its slash."""


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference to an object."""

    number: int
    generation: int


Value = Name | Ref | int | float | bytes | bool | None | list["Value"] | dict[bytes, "Value"]


@dataclass(frozen=True, slots=True)
class Stored:
    """An object in the file: its identity, its value, where its stream's data lie, its end."""

    number: int
    generation: int
    value: Value
    data: tuple[int, int] | None
    end: int


def after_gap(content: bytes, at: int) -> int:
    """The place after white space and comments."""
    found = _GAP.match(content, at)
    return found.end() if found else at


def after_blanks(content: bytes, at: int) -> int:
    """The place after white space alone."""
    found = _BLANKS.match(content, at)
    return found.end() if found else at


def whole_number(value: object, at: int, what: str) -> int:
    """``value``, if it is a whole number of nought or more."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise MalformedError(at, worded("{what} is no whole number", what=what))
    return value


def value_at(content: bytes, at: int, depth: int = 0) -> tuple[Value, int]:
    """The value that begins at or after ``at``, and the place after it."""
    if depth > _DEPTH:
        raise MalformedError(at, worded("values are nested too deeply"))
    at = after_gap(content, at)
    first = content[at : at + 1]
    if first == b"<":
        if content[at + 1 : at + 2] == b"<":
            return _dictionary(content, at, depth)
        return _matched(_HEX, content, at)
    if first == b"/":
        text, end = _matched(_NAME, content, at)
        return Name(text), end
    if first == b"[":
        return _array(content, at, depth)
    if first == b"(":
        end = _string_end(content, at)
        return content[at:end], end
    return _simple(content, at)


def _matched(pattern: re.Pattern[bytes], content: bytes, at: int) -> tuple[bytes, int]:
    found = pattern.match(content, at)
    if not found:
        raise MalformedError(at, worded("a value is not written as the format has it"))
    return found[0], found.end()


def _simple(content: bytes, at: int) -> tuple[Value, int]:
    """A reference, a number, or one of the three words."""
    if found := _REFERENCE.match(content, at):
        return Ref(int(found[1]), int(found[2])), found.end()
    if found := _NUMBER.match(content, at):
        text = found[0]
        return (float(text) if b"." in text else int(text)), found.end()
    text, end = _matched(_WORD, content, at)
    return {b"true": True, b"false": False, b"null": None}[text], end


def _string_end(content: bytes, at: int) -> int:
    open_ones = 0
    place = at
    while found := _PART.search(content, place):
        place = found.end()
        if found[0] == b"\\":
            place += 1
        else:
            open_ones += 1 if found[0] == b"(" else -1
            if not open_ones:
                return place
    raise MalformedError(at, worded("a text has no end"))


def _array(content: bytes, at: int, depth: int) -> tuple[list[Value], int]:
    values: list[Value] = []
    place = after_gap(content, at + 1)
    while content[place : place + 1] != b"]":
        value, place = value_at(content, place, depth + 1)
        values.append(value)
        place = after_gap(content, place)
    return values, place + 1


def _dictionary(content: bytes, at: int, depth: int) -> tuple[dict[bytes, Value], int]:
    entries: dict[bytes, Value] = {}
    place = after_gap(content, at + 2)
    while content[place : place + 2] != b">>":
        key, after = _matched(_NAME, content, place)
        if key in entries:
            raise MalformedError(place, worded("a key stands twice"))
        entries[key], place = value_at(content, after, depth + 1)
        place = after_gap(content, place)
    return entries, place + 2


def identity_at(content: bytes, at: int) -> tuple[int, int, int] | None:
    """Number and generation of the object that begins at ``at``, and where its value does."""
    found = _HEADER.match(content, at)
    return (int(found[1]), int(found[2]), found.end()) if found else None


def object_at(content: bytes, at: int, resolved: Callable[[Ref], Value]) -> Stored:
    """The object that begins at ``at``; ``resolved`` looks up the length of its stream."""
    identity = identity_at(content, at)
    if identity is None:
        raise MalformedError(at, worded("no object begins where the table says that one does"))
    number, generation, place = identity
    value, place = value_at(content, place)
    place = after_gap(content, place)
    data = None
    if isinstance(value, dict) and (found := _STREAM.match(content, place)):
        length = value.get(b"/Length")
        length = resolved(length) if isinstance(length, Ref) else length
        begin = found.end()
        stop = begin + whole_number(length, place, worded("the length of a stream"))
        closed = _END_STREAM.match(content, stop)
        if not closed:
            raise MalformedError(begin, worded("a stream is not as long as it says"))
        data, place = (begin, stop), after_gap(content, closed.end())
    if content[place : place + 6] != b"endobj":
        raise MalformedError(place, worded("an object has no end"))
    return Stored(number, generation, value, data, place + 6)
