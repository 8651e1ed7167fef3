"""Conditions that SQLite's indexes answer: each is read from the newest backwards, as a range."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from .conditions import Keys

# One look-up of a document costs about as much as reading a range of so many keys.
_LOOK_UP = 500


def _keys(sql: str, values: list[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [int(row[0]) for row in cursor.fetchall()]


def _matched(table: str) -> str:
    return f"SELECT rowid FROM {table} WHERE {table} MATCH %s AND rowid"  # noqa: S608


@dataclass(frozen=True, slots=True)
class Matched:
    """That one of several queries of FTS5 tables finds a document: table and query of each."""

    ways: tuple[tuple[str, str], ...]

    def newest(self, low: int, high: int, count: int) -> Keys:
        """The newest of all ways, as far down as each of them was read."""
        found: set[int] = set()
        floor, ended = low, True
        for table, query in self.ways:
            sql = f"{_matched(table)} BETWEEN %s AND %s"
            keys = _keys(f"{sql} ORDER BY rowid DESC LIMIT %s", [query, low, high, count])
            found.update(keys)
            if len(keys) == count:
                floor, ended = max(floor, keys[-1]), False
        return Keys(sorted((one for one in found if one >= floor), reverse=True), floor, ended)

    def among(self, keys: Sequence[int]) -> set[int]:
        """By looking up each, or by reading the range in which they lie."""
        found: set[int] = set()
        low, high = keys[-1], keys[0]
        single = len(keys) * _LOOK_UP < high - low
        for table, query in self.ways:
            sql = _matched(table)
            if single:
                for key in keys:
                    found.update(_keys(f"{sql} = %s", [query, key]))
            else:
                found.update(_keys(f"{sql} BETWEEN %s AND %s", [query, low, high]))
        return found
