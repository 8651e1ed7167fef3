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


class _ByRange:
    """A condition that is asked a range at a time."""

    def newest(self, low: int, high: int, count: int) -> Keys:
        """In ranges that become wider until enough are found."""
        found: list[int] = []
        width, top = _NARROW, high
        while True:
            floor = max(low, top - width + 1)
            found += sorted(self.within(floor, top), reverse=True)
            if len(found) >= count or floor <= low:
                return Keys(found, floor, floor <= low)
            top = floor - 1
            if len(found) * 4 < count:
                width *= _WIDER

    def within(self, low: int, high: int) -> set[int]:
        """All that fulfil it from ``low`` to ``high``."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class HasWords(_ByRange):
    """That a document holds the words of a query."""

    query: str

    def within(self, low: int, high: int) -> set[int]:
        """By the index on words; a range of few ranges by their lexemes too."""
        ranges = range(low >> RANGE_BITS, (high >> RANGE_BITS) + 1)
        query = self.query
        if len(ranges) <= _NAMED:
            named = " | ".join(f"'§{one}'" for one in ranges)
            query = f"({query}) & ({named})"
        sql = (
            "SELECT document_id FROM register_words WHERE stems @@ %s::tsquery "
            "AND document_id BETWEEN %s AND %s"
        )
        return set(_keys(sql, [query, low, high]))

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

    def within(self, low: int, high: int) -> set[int]:
        """By the index on threes of characters, or by reading a short range."""
        sql = (
            f"SELECT document_id FROM register_parts WHERE {self.column} LIKE %s "  # noqa: S608
            "AND document_id BETWEEN %s AND %s"
        )
        return set(_keys(sql, [self.pattern, low, high]))

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

    def within(self, low: int, high: int) -> set[int]:
        """Those of both."""
        return self.one.within(low, high) | self.other.within(low, high)

    def among(self, keys: Sequence[int]) -> set[int]:
        """Those of both."""
        return self.one.among(keys) | self.other.among(keys)
