"""Conditions on columns that have an index of their own: kind, state and office."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection

from .conditions import Keys

COLUMNS: Final = ("kind", "state", "office")


@dataclass(frozen=True, slots=True)
class OfColumn:
    """That a document has a value in one of :data:`COLUMNS`."""

    column: str
    value: str

    def newest(self, low: int, high: int, count: int) -> Keys:
        """The newest with that value."""
        keys = self._keys("BETWEEN %s AND %s ORDER BY id DESC LIMIT %s", [low, high, count])
        ended = len(keys) < count
        return Keys(keys, low if ended else keys[-1], ended)

    def among(self, keys: Sequence[int]) -> set[int]:
        """By looking up each."""
        return set(self._keys(f"IN ({', '.join(['%s'] * len(keys))})", list(keys)))

    def _keys(self, where: str, values: list[Any]) -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT id FROM register_document WHERE {self.column} = %s AND id {where}",  # noqa: S608
                [self.value, *values],
            )
            return [int(row[0]) for row in cursor.fetchall()]
