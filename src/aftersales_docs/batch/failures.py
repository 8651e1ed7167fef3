"""The failed rows as a table like the one they came from, ready to be mended and run again."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, Protocol

from ..errors import Problem, printable
from ..messages import said
from ..schemas.problems import field_name
from .cells import text_of
from .heads import REMARK_HEADS, is_remark
from .joined import JoinedTable
from .labels import SEPARATOR
from .tables import Row, Table
from .workbook import CellError

__all__ = [
    "REMARK_HEADS",
    "SheetWriter",
    "errors_name",
    "remove_failures",
    "write_failures",
    "write_rows",
]

MOST_ROWS: Final = 1_048_575  # What a sheet holds below its heads.
_FORMULA: Final = re.compile(r"'*[=+\-@\t\r]")
_NUMBER: Final = re.compile(r"[+-]?[0-9][0-9 .,\u00a0]*")
_ENDINGS: Final[Mapping[str, str]] = {
    "csv": ".csv",
    "sheet": ".xlsx",
    "jsonl": ".jsonl",
    "parquet": ".jsonl",
}


class Failed(Protocol):
    """What is wrong with each failed row, by its number."""

    def get(self, number: int, /) -> Sequence[Problem] | None:
        """What is wrong with a row; ``None`` if nothing is."""
        ...


def errors_name(table: Table, folder: Path, count: int = 0) -> str:
    """The file for the failed rows; never the table that is being read."""
    ending = ".csv" if table.format == "sheet" and count > MOST_ROWS else _ENDINGS[table.format]
    name = f"errors{ending}"
    number = 2
    while (folder / name).exists() and (folder / name).samefile(table.path):
        name = f"errors-{number}{ending}"
        number += 1
    return name


def write_failures(path: Path, joined: JoinedTable, failed: Failed) -> None:
    """Write the rows whose numbers are in ``failed``, with what is wrong, to ``path``."""
    if path.suffix == ".csv":
        _write_csv(path, joined, failed)
    elif path.suffix == ".jsonl":
        _write_json(path, joined, failed)
    else:
        _write_workbook(path, joined, failed)


def _remarks(
    number: int, problems: Sequence[Problem], called: Mapping[str, str] | None = None
) -> list[str]:
    """What the added columns say of a row: a line each problem.

    ``called``: the heads under which fields stand, for those who read the table.
    """
    heads = called or {}
    names = (heads.get(one.field) or heads.get(_plain(one.field), one.field) for one in problems)
    return [
        str(number),
        "\n".join(map(printable, names)),
        "\n".join(printable(_with_cell(one, number)) for one in problems),
        "\n".join(printable(said(one.cure, medium="form")) for one in problems),
    ]


def _plain(field: str) -> str:
    """``field`` whichever entry of a list it stands in."""
    return re.sub(r"\[\d+\]", "", field)


def _called(joined: JoinedTable) -> dict[str, str]:
    """The heads of a table and its further sheets, by the fields that stand under them."""
    table = joined.table
    found = {field_name(column.path): table.heads[column.index] for column in joined.columns.main}
    for sheet in joined.columns.lists:
        heads = table.others[sheet.sheet].heads
        for column in sheet.columns:
            name = f"{sheet.listed}.{_plain(field_name(column.path))}"
            found[name] = f"{sheet.sheet}{SEPARATOR}{heads[column.index]}"
    return found


def _with_cell(problem: Problem, number: int) -> str:
    """The message, with the place where that is in another row or file."""
    place = problem.place
    elsewhere = place is not None and place.line != number
    message = said(problem.message, medium="form")
    return f"{place}: {message}" if elsewhere else message


def _kept(table: Table) -> list[int]:
    """The columns that are data: not those that an earlier run added."""
    return [i for i, head in enumerate(table.heads) if not is_remark(head)]


def _cells(row: Row, kept: Sequence[int]) -> list[Any]:
    return [row.cells[i] if i < len(row.cells) else None for i in kept]


def guarded(text: str) -> str:
    """``text`` so that no spreadsheet takes it for a formula; read back as it was."""
    if _FORMULA.match(text) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def _failed_rows(joined: JoinedTable, failed: Failed) -> Iterator[tuple[Row, Sequence[Problem]]]:
    for row in joined.rows():
        if (problems := failed.get(row.number)) is not None:
            yield row, problems


def remove_failures(path: Path, joined: JoinedTable) -> None:
    """Remove what an earlier run wrote to ``path`` and beside it: all is mended."""
    for one in (path, *(_list_file(path, sheet.listed) for sheet in joined.columns.lists)):
        one.unlink(missing_ok=True)


def _list_file(path: Path, listed: str) -> Path:
    """The CSV file beside ``path`` in which the entries of a list are looked for."""
    return path.with_name(f"{path.stem}.{listed}.csv")


def _write_csv(path: Path, joined: JoinedTable, failed: Failed) -> None:
    table = joined.table
    kept = _kept(table)
    delimiter = table.form.delimiter if table.form else ";"
    called = _called(joined)

    def rows() -> Iterator[list[str]]:
        for row, problems in _failed_rows(joined, failed):
            cells = [text_of(cell) for cell in _cells(row, kept)]
            yield [*cells, *_remarks(row.number, problems, called)]

    write_rows(
        path, [*(table.heads[i] for i in kept), *map(said, REMARK_HEADS)], rows(), delimiter
    )
    for sheet in joined.columns.lists:
        beside = _list_file(path, sheet.listed)
        heads = table.others[sheet.sheet].heads
        if not write_rows(beside, heads, _entries(joined, failed, sheet.listed), delimiter):
            beside.unlink()


def _entries(joined: JoinedTable, failed: Failed, listed: str) -> Iterator[list[str]]:
    """The entries of a list that belong to failed rows."""
    for row, _ in _failed_rows(joined, failed):
        for _, cells in row.entries.get(listed, ()):
            yield [text_of(cell) for cell in cells]


def write_rows(path: Path, heads: Sequence[str], rows: Iterator[list[str]], delimiter: str) -> int:
    """Write a CSV file, and tell how many rows it has."""
    count = 0
    # The mark at the beginning tells Excel that it is UTF-8.
    with path.open("w", encoding="utf-8-sig", newline="", errors="replace") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow([guarded(head) for head in heads])
        for cells in rows:
            writer.writerow([guarded(cell) for cell in cells])
            count += 1
    return count


def _write_json(path: Path, joined: JoinedTable, failed: Failed) -> None:
    table = joined.table
    kept = _kept(table)
    with path.open("w", encoding="utf-8", errors="replace") as file:
        for row, problems in _failed_rows(joined, failed):
            cells = dict(zip((table.heads[i] for i in kept), _cells(row, kept), strict=True))
            given = {head: cell for head, cell in cells.items() if cell is not None}
            remarks = dict(
                zip(map(str, REMARK_HEADS), _remarks(row.number, problems), strict=True)
            )
            file.write(json.dumps(given | remarks, ensure_ascii=False, default=str) + "\n")


def _write_workbook(path: Path, joined: JoinedTable, failed: Failed) -> None:
    from xlsxwriter import Workbook

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd",
    }
    table = joined.table
    with Workbook(str(path), options) as book:
        writer = SheetWriter(book)
        kept = _kept(table)
        called = _called(joined)
        # What is wrong stands first: a table may have more columns than a screen shows.
        heads = [*map(said, REMARK_HEADS), *(table.heads[i] for i in kept)]
        writer.begin(table.sheet or "table", heads)
        for row, problems in _failed_rows(joined, failed):
            writer.add([*_remarks(row.number, problems, called), *_cells(row, kept)])
        for sheet in joined.columns.lists:
            writer.begin(sheet.sheet, table.others[sheet.sheet].heads)
            for row, _ in _failed_rows(joined, failed):
                for _, cells in row.entries.get(sheet.listed, ()):
                    writer.add(cells)


class SheetWriter:
    """Writes rows of cells, each of its own type, and none as a formula."""

    def __init__(self, book: Any) -> None:
        self.book = book
        # What is typed into such a cell stays as it is typed.
        self.text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        self.day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
        self.moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss", "valign": "top"})
        self.time = book.add_format({"num_format": "hh:mm:ss", "valign": "top"})
        self.head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})

    def begin(self, name: str, heads: Sequence[str]) -> None:
        """A new sheet with its heads."""
        self.sheet = self.book.add_worksheet(name)
        self.sheet.freeze_panes(1, 0)
        self.sheet.set_column(0, max(len(heads) - 1, 0), 18)
        self.row = 0
        for column, head in enumerate(heads):
            self.sheet.write_string(0, column, head, self.head)

    def add(self, cells: Sequence[Any], row: int | None = None) -> None:
        """The next row, or the one of that number, counted from 0."""
        self.row = self.row + 1 if row is None else row
        for column, cell in enumerate(cells):
            self._write(column, cell)

    def _write(self, column: int, cell: Any) -> None:
        match cell:
            case None | "":
                return
            case bool():
                self.sheet.write_boolean(self.row, column, cell)
            case int() | float() | Decimal():
                self.sheet.write_number(self.row, column, cell)
            case datetime():
                self.sheet.write_datetime(self.row, column, cell, self.moment)
            case date():
                self.sheet.write_datetime(self.row, column, cell, self.day)
            case time() | timedelta():
                self.sheet.write_datetime(self.row, column, cell, self.time)
            case CellError():
                self.sheet.write_string(self.row, column, cell.text, self.text)
            case _:
                # A sheet holds 32 767 characters a cell; what is longer is at fault anyway.
                self.sheet.write_string(self.row, column, str(cell)[:32_767], self.text)
