"""What a table holds, seen once when it comes in: sheets, heads, first rows."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Final

from ....batch.cells import text_of
from ....batch.heads import field_named, is_key, is_remark, likely_field, list_named
from ....batch.labels import folded, label_path
from ....batch.mapfile import ColumnMap
from ....batch.tables import Table, open_table
from ....errors import DataError, Problem, worded
from ....kinds import KINDS, Kind
from ....messages import UiLang
from ...bulk.models import Batch, KeptColumn

MOST_ROWS: Final = 5000
_FIRST: Final = 3
_SHOWN: Final = 60


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, heads and first rows as text; ``main`` has a row a document."""

    name: str
    heads: list[str]
    first: list[list[str]]
    main: bool = False

    def table(self, path: Path, others: Mapping[str, Table] | None = None) -> Table:
        """It as a table without rows, for what is to be told of its columns alone."""
        return Table(path, "sheet", tuple(self.heads), lambda: iter(()), others=others or {})


@dataclass(frozen=True, slots=True)
class Guess:
    """What a column is for as far as we know: ``sure`` by its head, or kept, or alike."""

    name: str
    head: str
    first: list[str]
    field: str
    label: str
    how: str
    wrong: bool = False


def looked_at(path: Path) -> tuple[list[Sheet], int]:
    """The sheets of the table at ``path``, and how many rows the first one has.

    Raises:
        DataError: it can't be read, or has more rows than the desk makes at once.

    """
    laid = Path(mkdtemp(prefix="aftersales-docs-table-"))
    try:
        table = open_table(path, laid)
        rows = sum(1 for _ in islice(table.rows(), MOST_ROWS + 1))
        _refuse_size(rows)
        sheets = [_seen(table.sheet, table, main=True)]
        sheets += [_seen(name, other) for name, other in table.others.items()]
        return sheets, rows
    finally:
        shutil.rmtree(laid, ignore_errors=True)


def _refuse_size(rows: int) -> None:
    if rows > MOST_ROWS:
        raise DataError(
            Problem(
                "too-many-rows",
                worded("the table has more than {most} rows.", most=MOST_ROWS),
                "Divide it, or let whoever runs the desk make it with 'aftersales-docs batch'.",
            )
        )
    if not rows:
        raise DataError(
            Problem("no-rows", "the table has no rows below its heads.", "Fill some in.")
        )


def _seen(name: str, table: Table, *, main: bool = False) -> Sheet:
    first = [
        [text_of(cell)[:_SHOWN] for cell in row.cells] for row in islice(table.rows(), _FIRST)
    ]
    return Sheet(name, list(table.heads), first, main)


def packed(sheets: list[Sheet]) -> str:
    """The sheets as JSON."""
    return json.dumps([asdict(one) for one in sheets], ensure_ascii=False)


def sheets_of(batch: Batch) -> list[Sheet]:
    """The sheets of a batch as they were seen."""
    return [Sheet(**one) for one in json.loads(batch.seen)]


def list_of(kind: Kind, sheet: Sheet) -> str:
    """The list whose entries a sheet holds; empty for the main one, or where it is for none."""
    return "" if sheet.main else list_named(kind, sheet.name) or ""


def guesses(batch: Batch, at: int, sheet: Sheet, lang: UiLang) -> Iterator[Guess]:
    """What each column of a sheet is for."""
    kind, typed = KINDS[batch.kind], json.loads(batch.columns)
    listed = list_of(kind, sheet)
    kept = dict(
        KeptColumn.objects.filter(office=batch.office, kind=batch.kind, listed=listed).values_list(
            "head", "field"
        )
    )
    labels = label_path(kind, lang, listed)
    for index, head in enumerate(sheet.heads):
        if not head.strip() or is_remark(head) or is_key(head):
            continue
        field, how = _guessed(kind, head, listed, kept, typed)
        first = [row[index] for row in sheet.first if index < len(row) and row[index]]
        yield Guess(f"c-{at}-{index}", head, first, field, labels.get(field, field), how)


def _guessed(
    kind: Kind, head: str, listed: str, kept: Mapping[str, str], typed: Mapping[str, Any]
) -> tuple[str, str]:
    key = folded(head)
    if key in typed:
        return typed[key] or "", "typed"
    if key in kept:
        return kept[key], "kept"
    if field := field_named(kind, head, listed):
        return field, "sure"
    field = likely_field(kind, head, listed)
    return field, "likely" if field else "none"


def column_map(batch: Batch) -> ColumnMap:
    """The fields by heads as they were settled, for the run."""
    return ColumnMap(fields=json.loads(batch.columns))
