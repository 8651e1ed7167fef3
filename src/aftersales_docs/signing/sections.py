"""The tables of a PDF that say where its objects lie, read strictly (ISO 32000-2, 7.5).

A revision has one section: a table with a trailer, or a stream that is both, or both
together. Whatever could lead two readers to different objects raises ``MalformedError``.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from ..errors import worded
from .syntax import (
    MalformedError,
    Name,
    Ref,
    Stored,
    Value,
    after_blanks,
    identity_at,
    object_at,
    value_at,
    whole_number,
)

_SUBSECTION = re.compile(rb"([0-9]{1,10}) ([0-9]{1,10})[ \t]*(?:\r\n|\r|\n)")
# Offsets padded with blanks instead of noughts are read alike everywhere.
_ENTRY = re.compile(rb"([ 0-9]{9}[0-9]) ([ 0-9]{4}[0-9]) ([nf])(?:[ \r][\r\n])")
_WIDTH: Final = 20
_PADDED = re.compile(rb" *[0-9]+")
_LARGEST: Final = 64 * 1024 * 1024  # of an unpacked table, in bytes
_MOST: Final = 2_000_000  # entries of one table
_BOTH = frozenset({b"n", b"c"})


class XrefEntry(NamedTuple):
    """Where an object lies.

    ``kind`` is ``n`` at a place in the file, ``c`` in an object stream, ``f`` nowhere.
    ``first`` and ``second`` are place and generation, or number of the object stream and
    index in it, or the next free object and generation.
    """

    kind: bytes
    first: int
    second: int


@dataclass(frozen=True, slots=True)
class Section:
    """One section: where it begins and ends, its entries, and those of a stream beside a table."""

    start: int
    end: int
    entries: dict[int, XrefEntry]
    trailer: dict[bytes, Value]
    beside: dict[int, XrefEntry] = field(default_factory=dict)

    @property
    def effective(self) -> dict[int, XrefEntry]:
        """The entries as a reader that knows both kinds of table sees them."""
        if not self.beside:
            return self.entries
        hidden = {
            number: entry
            for number, entry in self.beside.items()
            if number not in self.entries or self.entries[number].kind == b"f"
        }
        return self.entries | hidden

    @property
    def previous(self) -> int | None:
        """Where the section before it is said to begin."""
        if b"/Prev" not in self.trailer:
            return None
        return whole_number(
            self.trailer[b"/Prev"], self.start, worded("the place of an earlier table")
        )


def section_at(content: bytes, start: int) -> Section:
    """The section that begins at ``start``, or after white space there."""
    at = after_blanks(content, start)
    if content[at : at + 4] == b"xref":
        section = _table(content, at)
    elif identity_at(content, at):
        section = _stream(content, at)
    else:
        raise MalformedError(start, worded("there is no table where one is said to be"))
    _check(section)
    return section


def _check(section: Section) -> None:
    size = whole_number(
        section.trailer.get(b"/Size"), section.start, worded("the number of objects")
    )
    numbers = (*section.entries, *section.beside)
    if numbers and max(numbers) >= size:
        raise MalformedError(section.start, worded("a table lists more objects than there are"))
    for number, entry in section.beside.items():
        mine = section.entries.get(number)
        if mine and mine != entry and mine.kind != b"f":
            raise MalformedError(
                section.start, worded("two tables of one revision say different things")
            )
        if mine and mine.kind == b"f" and mine.second == 1 and entry.kind in _BOTH:
            raise MalformedError(
                section.start, worded("two tables of one revision say different things")
            )


def _table(content: bytes, start: int) -> Section:
    entries: dict[int, XrefEntry] = {}
    at = after_blanks(content, start + 4)
    while found := _SUBSECTION.match(content, at):
        first, count = int(found[1]), int(found[2])
        at = found.end()
        if count * _WIDTH > len(content) - at:
            raise MalformedError(at, worded("a table is shorter than it says"))
        for number in range(first, first + count):
            if number in entries:
                raise MalformedError(at, worded("a table lists an object twice"))
            entries[number] = _entry(content, at)
            at += _WIDTH
        at = after_blanks(content, at)
    if content[at : at + 7] != b"trailer":
        raise MalformedError(at, worded("a table is not written as the format has it"))
    trailer, end = value_at(content, at + 7)
    if not isinstance(trailer, dict):
        raise MalformedError(at, worded("a table has no trailer"))
    beside: dict[int, XrefEntry] = {}
    if b"/XRefStm" in trailer:
        place = whole_number(trailer[b"/XRefStm"], at, worded("the place of a second table"))
        beside = _stream(content, after_blanks(content, place)).entries
    return Section(start, end, entries, trailer, beside)


def _entry(content: bytes, at: int) -> XrefEntry:
    found = _ENTRY.match(content, at)
    if not found or not (_PADDED.fullmatch(found[1]) and _PADDED.fullmatch(found[2])):
        raise MalformedError(at, worded("an entry of a table is not written as the format has it"))
    return XrefEntry(found[3], int(found[1]), int(found[2]))


def _nothing(_: Ref) -> Value:
    """A table can't say where its own length lies."""
    return None


def _stream(content: bytes, start: int) -> Section:
    stored = object_at(content, start, _nothing)
    value = stored.value
    if not isinstance(value, dict) or value.get(b"/Type") != b"/XRef" or stored.data is None:
        raise MalformedError(start, worded("there is no table where one is said to be"))
    data = _unpacked(content, stored, value)
    return Section(start, stored.end, dict(_entries(data, value, start)), value)


def _unpacked(content: bytes, stored: Stored, value: dict[bytes, Value]) -> bytes:
    begin, end = stored.data or (0, 0)
    data, at = content[begin:end], begin
    filters, parameters = _only(value.get(b"/Filter")), _only(value.get(b"/DecodeParms"))
    if filters is None:
        return data
    if filters != Name(b"/FlateDecode"):
        raise MalformedError(at, worded("a table is packed in a way that is not customary"))
    unpacker = zlib.decompressobj()
    try:
        data = unpacker.decompress(data, _LARGEST)
    except zlib.error as error:
        raise MalformedError(at, worded("a table can't be unpacked")) from error
    if unpacker.unconsumed_tail or not unpacker.eof:
        raise MalformedError(at, worded("a table can't be unpacked"))
    if not isinstance(parameters, dict):
        return data
    predictor = whole_number(parameters.get(b"/Predictor", 1), at, worded("a predictor"))
    columns = whole_number(parameters.get(b"/Columns", 1), at, worded("a number of columns"))
    return data if predictor == 1 else b"".join(_rows(data, columns, at))


def _only(value: Value) -> Value:
    """The one filter, or its parameters, that stand alone or in a list of one."""
    if isinstance(value, list):
        return value[0] if len(value) == 1 else Name(b"/several") if value else None
    return value


def _rows(data: bytes, columns: int, at: int) -> Iterator[bytes]:
    """The rows that PNG's predictors (RFC 2083, 6) were applied to, a byte a pixel."""
    width = columns + 1
    if not columns or len(data) % width:
        raise MalformedError(at, worded("a table can't be unpacked"))
    above = bytes(columns)
    for begin in range(0, len(data), width):
        row = bytearray(data[begin + 1 : begin + width])
        kind = data[begin]
        if kind > 4:
            raise MalformedError(at, worded("a table can't be unpacked"))
        for i in range(columns) if kind else ():
            left, corner = (row[i - 1], above[i - 1]) if i else (0, 0)
            row[i] = (row[i] + _predicted(kind, left, above[i], corner)) & 255
        above = bytes(row)
        yield above


def _predicted(kind: int, left: int, above: int, corner: int) -> int:
    if kind < 4:
        return (0, left, above, (left + above) // 2)[kind]
    guess = left + above - corner
    return min((left, above, corner), key=lambda one: abs(guess - one))


def _entries(data: bytes, value: dict[bytes, Value], at: int) -> Iterator[tuple[int, XrefEntry]]:
    widths = value.get(b"/W")
    if not isinstance(widths, list) or len(widths) != 3:
        raise MalformedError(at, worded("a table is not written as the format has it"))
    sizes = [whole_number(one, at, worded("a width")) for one in widths]
    index = value.get(b"/Index", [0, value.get(b"/Size")])
    if not isinstance(index, list) or len(index) % 2:
        raise MalformedError(at, worded("a table is not written as the format has it"))
    pairs = [whole_number(one, at, worded("a number of a table")) for one in index]
    width = sum(sizes)
    count = sum(pairs[1::2])
    if not width or count > _MOST or len(data) != width * count:
        raise MalformedError(at, worded("a table is not as long as it says"))
    seen: set[int] = set()
    place = 0
    for first, many in zip(pairs[::2], pairs[1::2], strict=True):
        for number in range(first, first + many):
            if number in seen:
                raise MalformedError(at, worded("a table lists an object twice"))
            seen.add(number)
            yield number, _packed(data[place : place + width], sizes, at)
            place += width


def _packed(row: bytes, sizes: list[int], at: int) -> XrefEntry:
    one, two, _ = sizes
    kind = int.from_bytes(row[:one], "big") if one else 1
    if kind > 2:
        raise MalformedError(at, worded("a table has an entry of no known kind"))
    first = int.from_bytes(row[one : one + two], "big")
    second = int.from_bytes(row[one + two :], "big")
    return XrefEntry((b"f", b"n", b"c")[kind], first, second)
