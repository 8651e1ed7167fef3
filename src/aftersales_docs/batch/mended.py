"""A table with some of its cells typed anew, each row where it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from .cells import text_of
from .failures import SheetWriter, write_rows
from .tables import Row, Table

__all__ = ["Edits", "write_mended"]

# What was typed, by number of the row and by index of the column.
Edits = Mapping[int, Mapping[int, str]]
_OPTIONS: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}


def write_mended(path: Path, table: Table, edits: Edits) -> None:
    """Write ``table`` with ``edits`` of its main sheet to ``path``.

    A CSV file stays one (in UTF-8; its lists lie beside it as before); anything else becomes a
    workbook with all sheets.
    """
    if table.format == "csv":
        delimiter = table.form.delimiter if table.form else ";"
        rows = ([text_of(cell) for cell in cells] for _, cells in _rows(table, edits))
        write_rows(path, table.heads, rows, delimiter)
        return
    from xlsxwriter import Workbook

    with Workbook(str(path), _OPTIONS) as book:
        writer = SheetWriter(book)
        for name, sheet in ((table.sheet or "table", table), *table.others.items()):
            writer.begin(name, sheet.heads)
            for row, cells in _rows(sheet, edits if sheet is table else {}):
                writer.add(cells, row.number - 1)


def _rows(table: Table, edits: Edits) -> Iterator[tuple[Row, list[Any]]]:
    for row in table.rows():
        typed = edits.get(row.number, {})
        cells = [*row.cells, *[None] * (len(table.heads) - len(row.cells))]
        yield row, [typed.get(index, cell) for index, cell in enumerate(cells)]
