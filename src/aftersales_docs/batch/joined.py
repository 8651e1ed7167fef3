"""The rows of further sheets, found by the key of the row that they belong to."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from ..errors import DataError, Problem, worded
from .cells import text_of
from .heads import Columns
from .spool import packed, unpacked
from .tables import Row, Table

__all__ = ["JoinedTable", "joined"]

_MOST_TOLD: Final = 10
_TABLES: Final = """
create table entries (list text, key text, number integer, cells text);
create table keys (key text primary key, row integer);
"""


def key_text(cell: Any) -> str:
    """A key as it is compared: ``12.0`` of a spreadsheet is ``12``."""
    return text_of(cell).strip().casefold()


@dataclass(frozen=True, slots=True)
class JoinedTable:
    """A table whose rows have their entries; what joins them lies on the disk."""

    table: Table
    columns: Columns
    store: sqlite3.Connection | None = None

    def rows(self) -> Iterator[Row]:
        """All rows from the first on, each with its entries."""
        for row in self.table.rows():
            yield row if self.store is None else replace(row, entries=self._entries(row))

    def key(self, row: Row) -> str:
        """The key by which the entries of ``row`` are found; empty if it has none."""
        at = self.columns.key
        return key_text(row.cells[at]) if at is not None and at < len(row.cells) else ""

    def _entries(self, row: Row) -> dict[str, list[tuple[int, list[Any]]]]:
        found: dict[str, list[tuple[int, list[Any]]]] = {}
        key = self.key(row)
        if not key or self.store is None:
            return found
        query = "select list, number, cells from entries where key=? order by number"
        for listed, number, cells in self.store.execute(query, (key,)):
            found.setdefault(listed, []).append((number, [unpacked(c) for c in json.loads(cells)]))
        return found

    def refuse_strays(self) -> None:
        """See that every row of a further sheet belongs to one row, and to one only.

        Raises:
            DataError: some do not; what they say would be lost, or stand in two documents.

        """
        if self.store is None:
            return
        twice = self._noted_keys()
        problems = [*self._strays(), *self._shared(twice)]
        if problems:
            raise DataError(problems[:_MOST_TOLD])

    def _noted_keys(self) -> dict[str, int]:
        """Note the key of each row; gives back those that a second row has too."""
        twice: dict[str, int] = {}
        assert self.store is not None  # noqa: S101 (the caller has looked)
        for row in self.table.rows():
            key = self.key(row)
            try:
                if key:
                    self.store.execute("insert into keys values (?, ?)", (key, row.number))
            except sqlite3.IntegrityError:
                if len(twice) < _MOST_TOLD * _MOST_TOLD:
                    twice.setdefault(key, row.number)
        return twice

    def _strays(self) -> Iterator[Problem]:
        assert self.store is not None  # noqa: S101
        query = (
            "select list, number, key from entries where key not in (select key from keys) limit ?"
        )
        for listed, number, key in self.store.execute(query, (_MOST_TOLD,)):
            yield Problem(
                "stray-entry",
                worded("no row has the key '{key}' of this entry.", key=key[:60]),
                "Compare the key columns of both sheets.",
                listed,
                self._sheet(listed).place(number),
            )

    def _shared(self, twice: dict[str, int]) -> Iterator[Problem]:
        assert self.store is not None  # noqa: S101
        for key, row in twice.items():
            found = self.store.execute("select list from entries where key=? limit 1", (key,))
            if (first := found.fetchone()) is not None:
                yield Problem(
                    "key-twice",
                    worded("two rows have the key '{key}', and a list has it too.", key=key[:60]),
                    "Give each row a key of its own.",
                    first[0],
                    self.table.place(row, self.columns.key),
                )

    def _sheet(self, listed: str) -> Table:
        name = next(one.sheet for one in self.columns.lists if one.listed == listed)
        return self.table.others[name]


def joined(table: Table, columns: Columns, folder: Path) -> JoinedTable:
    """``table`` with the rows of its further sheets laid out in ``folder``, to be found by key."""
    if not columns.lists:
        return JoinedTable(table, columns)
    path = folder / "lists.sqlite"
    path.unlink(missing_ok=True)
    store = sqlite3.connect(path, isolation_level=None)
    store.execute("pragma synchronous=off")  # It is made anew by every run.
    store.executescript(_TABLES)
    store.execute("begin")
    for sheet in columns.lists:
        for row in table.others[sheet.sheet].rows():
            cell = row.cells[sheet.key] if sheet.key < len(row.cells) else None
            cells = json.dumps([packed(one) for one in row.cells], ensure_ascii=False)
            values = (sheet.listed, key_text(cell), row.number, cells)
            store.execute("insert into entries values (?, ?, ?, ?)", values)
    store.execute("create index entries_by_key on entries (key, number)")
    return JoinedTable(table, columns, store)
