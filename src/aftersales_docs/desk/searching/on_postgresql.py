"""Conditions that PostgreSQL's indexes answer.

A GIN index has no order: it gives all that it finds. So it is asked about ranges of keys, each
wider than the one before, as long as too few are found; words of a range are found without those
of the others, as each document has a lexeme for its range (:func:`range_lexeme`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from .conditions import Keys

# Documents have a lexeme for their range of 4096 keys; so many ranges are named in a query.
RANGE_BITS = 12
_NAMED = 80
_NARROW = 1 << RANGE_BITS
_WIDER = 8
# So many times as many as are wanted are taken; where there are more, a narrower range is asked.
_TIMES = 2


def range_lexeme(key: int) -> str:
    """The lexeme of the range of keys in which a document lies; no word has that sign."""
    return f"§{key >> RANGE_BITS}"


def kind_lexeme(kind: str) -> str:
    """The lexeme of a kind of document."""
    return f"§{kind}"


def _keys(sql: str, values: list[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [int(row[0]) for row in cursor.fetchall()]


def _limit(low: int, high: int, most: int) -> int | None:
    """All of a range that is not divided any more, as they are in no order."""
    return most if high - low >= _NARROW else None


class _ByRange:
    """A condition that is asked a range at a time."""

    def newest(self, low: int, high: int, count: int) -> Keys:
        """In ranges that become wider until enough are found, and narrower where there are many.

        A year stands in few numbers of late and in all of its own: a range that reaches into
        those would give a hundred times what is wanted.
        """
        found: list[int] = []
        width, top, most = _NARROW, high, _TIMES * count
        while True:
            floor = max(low, top - width + 1)
            part = self.within(floor, top, most + 1)
            if len(part) > most and width > _NARROW:
                width //= _WIDER
                continue
            found += sorted(part, reverse=True)
            if len(found) > most:
                return Keys(found[:most], found[most - 1], ended=False)
            if len(found) >= count or floor <= low:
                return Keys(found, floor, floor <= low)
            top = floor - 1
            if len(found) * 4 < count:
                width *= _WIDER

    def within(self, low: int, high: int, most: int) -> set[int]:
        """All that fulfil it from ``low`` to ``high``; any ``most`` of them, if they are more."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class HasWords(_ByRange):
    """That a document holds the words of a query."""

    query: str

    def within(self, low: int, high: int, most: int) -> set[int]:
        """By the index on words; a range of few ranges by their lexemes too."""
        ranges = range(low >> RANGE_BITS, (high >> RANGE_BITS) + 1)
        query = self.query
        if len(ranges) <= _NAMED:
            named = " | ".join(f"'§{one}'" for one in ranges)
            query = f"({query}) & ({named})"
        sql = (
            "SELECT document_id FROM register_words WHERE stems @@ %s::tsquery "
            "AND document_id BETWEEN %s AND %s LIMIT %s"
        )
        return set(_keys(sql, [query, low, high, _limit(low, high, most)]))

    def among(self, keys: Sequence[int]) -> set[int]:
        """By looking up each."""
        sql = (
            "SELECT document_id FROM register_words WHERE document_id = ANY(%s) "
            "AND stems @@ %s::tsquery"
        )
        return set(_keys(sql, [list(keys), self.query]))


@dataclass(frozen=True, slots=True)
class Part(_ByRange):
    """That number, serial numbers or a name hold a part: ``marks``, ``party`` or ``product``."""

    column: str
    pattern: str

    def within(self, low: int, high: int, most: int) -> set[int]:
        """By the index on threes of characters, or by reading a short range."""
        sql = (
            f"SELECT document_id FROM register_parts WHERE {self.column} LIKE %s "  # noqa: S608
            "AND document_id BETWEEN %s AND %s LIMIT %s"
        )
        return set(_keys(sql, [self.pattern, low, high, _limit(low, high, most)]))

    def among(self, keys: Sequence[int]) -> set[int]:
        """By looking up each."""
        sql = (
            "SELECT document_id FROM register_parts WHERE document_id = ANY(%s) "  # noqa: S608
            f"AND {self.column} LIKE %s"
        )
        return set(_keys(sql, [list(keys), self.pattern]))


@dataclass(frozen=True, slots=True)
class Either(_ByRange):
    """That one of two conditions is fulfilled."""

    one: HasWords
    other: Part

    def within(self, low: int, high: int, most: int) -> set[int]:
        """Those of both."""
        return self.one.within(low, high, most) | self.other.within(low, high, most)

    def among(self, keys: Sequence[int]) -> set[int]:
        """Those of both."""
        return self.one.among(keys) | self.other.among(keys)
