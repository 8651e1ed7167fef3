"""The failed rows as a table on the page: mended there, and made again."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from ....batch.cells import text_of
from ....batch.heads import Column, columns_of, is_remark
from ....batch.mended import write_mended
from ....batch.tables import Table, open_table
from ....errors import AftersalesError
from ....kinds import KINDS
from ....schemas.problems import field_name
from ...bulk.models import Batch
from ...writing import written
from ..signed_in import with_right
from ..starting import the_register
from .looking import column_map, looked_at, packed, sheets_of
from .making import begun
from .places import errors_of, table_of, the_batch

SHOWN: Final = 50
_MOST: Final = 5000
_CELL: Final = re.compile(r"cell-(\d{1,7})-(\d{1,4})")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that can be typed anew; ``name`` is that of its input."""

    name: str
    head: str
    value: str


@dataclass(frozen=True, slots=True)
class FailedRow:
    """A failed row: its number, what is wrong and the cure, and the cells at fault."""

    number: int
    lines: list[tuple[str, str]]
    cells: list[Cell]


@contextmanager
def _opened(path: Path) -> Iterator[Table]:
    laid = Path(mkdtemp(prefix="aftersales-docs-table-"))
    try:
        yield open_table(path, laid)
    finally:
        shutil.rmtree(laid, ignore_errors=True)


def failed_rows(batch: Batch) -> list[FailedRow]:
    """The first failed rows of the last run."""
    path = errors_of(batch)
    if path is None:
        return []
    try:
        with _opened(path) as table:
            columns = columns_of(KINDS[batch.kind], table, column_map(batch)).main
            places = _places(table, batch)
            return [
                _failed(table, columns, places, row.cells) for row in islice(table.rows(), SHOWN)
            ]
    except AftersalesError:  # Then there is still the file to download.
        return []


def _places(table: Table, batch: Batch) -> dict[int, int]:
    """Where each column of failed rows stands in the table that came in.

    Columns of remarks are added before or behind, and those of an earlier run are left out.
    """
    heads = next(one.heads for one in sheets_of(batch) if one.main)
    came, told = (
        [at for at, head in enumerate(found) if not is_remark(head)]
        for found in (heads, table.heads)
    )
    return dict(zip(told, came, strict=True))


def _failed(
    table: Table, columns: tuple[Column, ...], places: Mapping[int, int], cells: list[object]
) -> FailedRow:
    texts = [text_of(cell) for cell in cells] + [""] * (len(table.heads) - len(cells))
    number, fields, messages, cures = (
        texts[at] for at, head in enumerate(table.heads) if is_remark(head)
    )
    named = fields.split("\n")
    wrong = [
        one
        for one in columns
        if one.index in places and (table.heads[one.index] in named or _at_fault(one, named))
    ]
    row = int(float(number)) if number.replace(".", "").isdigit() else 0
    return FailedRow(
        row,
        list(zip(messages.split("\n"), [*cures.split("\n"), *messages.split("\n")], strict=False)),
        [
            Cell(
                f"cell-{row}-{places[one.index]}",
                table.heads[one.index],
                texts[one.index].lstrip("'"),
            )
            for one in wrong
        ],
    )


def _at_fault(column: Column, fields: list[str]) -> bool:
    """Whether a field that no column is for alone has this one in it."""
    name = field_name(column.path)
    for field in fields:
        if field and (field == name or name.startswith((f"{field}.", f"{field}["))):
            return True
    return False


@with_right("write")
@require_POST
def mend(request: HttpRequest, batch: int) -> HttpResponse:
    """Take the cells that were typed anew into the table, and make what is missing."""
    shown = the_batch(request, batch)
    edits = _edits(request.POST)
    if shown.busy or not table_of(shown).is_file():
        raise Http404
    if edits:
        _rewrite(shown, edits)
    begun(shown)
    return redirect("bulk:batch", batch)


def _edits(given: Mapping[str, str]) -> dict[int, dict[int, str]]:
    found: dict[int, dict[int, str]] = {}
    for name, value in given.items():
        if match := _CELL.fullmatch(name):
            found.setdefault(int(match[1]), {})[int(match[2])] = value[:_MOST]
    return found


def _rewrite(shown: Batch, edits: dict[int, dict[int, str]]) -> None:
    """Put the mended table in the place of the old one; a workbook becomes an XLSX file."""
    old = table_of(shown)
    with _opened(old) as table:
        ending = old.suffix if table.format == "csv" else ".xlsx"
        part = old.with_name(f".mended{ending}")
        write_mended(part, table, edits)
    new = old.with_suffix(ending)
    part.replace(new)
    if new != old:
        old.unlink()
    sheets, rows = looked_at(new)
    fields = {"name": new.name, "seen": packed(sheets), "rows": rows}
    written(the_register(), lambda: Batch.objects.filter(pk=shown.pk).update(**fields))
    shown.name = new.name
