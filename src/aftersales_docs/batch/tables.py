"""A table of any format, as heads and rows: CSV, XLSX, ODS, JSON Lines, Parquet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

from ..errors import DataError, Place, Problem, UsageError, worded
from ..nearest import did_you_mean
from .spool import COLUMNS, Sheet, rows_of, spooled
from .text_tables import CsvForm, Fault, csv_form, csv_rows, json_heads, json_rows

__all__ = ["FORMATS", "CellPlace", "Row", "Rows", "Table", "open_table"]

Format = Literal["csv", "sheet", "jsonl", "parquet"]
FORMATS: Final[Mapping[str, Format]] = {
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".xlsx": "sheet",
    ".xlsm": "sheet",
    ".ods": "sheet",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
}
# The mark of sheets that are no part of the data.
_ASIDE: Final = "_"


@dataclass(frozen=True, slots=True)
class CellPlace(Place):
    """A cell of a table: file, row and column, and what a spreadsheet calls it."""

    sheet: str = ""

    def __str__(self) -> str:
        cell = f"{_letters(self.column)}{self.line}" if self.column else f"{self.line}"
        return f"{self.file}: {self.sheet}!{cell}" if self.sheet else f"{self.file}: {cell}"


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the file, its cells in the order of the heads.

    ``entries`` are the rows of other sheets that belong to it, by list; ``fault`` says why
    the row can't be read at all.
    """

    number: int
    cells: list[Any]
    fault: Fault | None = None
    entries: Mapping[str, list[tuple[int, list[Any]]]] = field(default_factory=dict)


Rows = Callable[[], Iterator[Row]]


@dataclass(frozen=True, slots=True)
class Table:
    """Heads and rows of one sheet; ``others`` are the further sheets, by name.

    ``rows`` may be called again and again, each time from the first row on.
    """

    path: Path
    format: Format
    heads: tuple[str, ...]
    rows: Rows = field(repr=False)
    sheet: str = ""
    days: bool = True
    form: CsvForm | None = None
    others: Mapping[str, Table] = field(default_factory=dict)

    def place(self, number: int, column: int | None = None) -> CellPlace:
        """The place of a cell; ``column`` counts from 0."""
        return CellPlace(
            str(self.path), number, None if column is None else column + 1, sheet=self.sheet
        )


def _empty(path: Path, sheet: str = "") -> DataError:
    return DataError(
        Problem(
            "table-empty",
            "the table has no heads and no rows.",
            "Write the heads of the columns in the first row; "
            "'aftersales-docs batch template KIND' makes a table to start from.",
            place=CellPlace(str(path), 1, sheet=sheet),
        )
    )


def open_table(
    path: Path,
    folder: Path,
    *,
    sheet: str | None = None,
    delimiter: str | None = None,
    encoding: str | None = None,
) -> Table:
    """The table at ``path``; ``folder`` is where a workbook may be laid out.

    ``sheet`` is the name of the main sheet; else it is the first.

    Raises:
        DataError: it can't be read, is empty or too large.
        UsageError: its format is not known, or there is no such sheet.

    """
    format_ = _format(path)
    if format_ == "csv":
        return _csv_with_others(path, delimiter, encoding)
    if format_ == "jsonl":
        return _json_table(path)
    return _spooled_table(path, format_, folder, sheet)


def _format(path: Path) -> Format:
    """The format of the table at ``path``, by its ending."""
    if not path.is_file():
        raise DataError(
            Problem(
                "not-found",
                "there is no such file.",
                "Look at the name and the folder.",
                place=Place(str(path)),
            )
        )
    format_ = FORMATS.get(path.suffix.lower())
    if format_ is None:
        raise UsageError(
            Problem(
                "table-format",
                worded("the ending '{ending}' names no table.", ending=path.suffix[:20]),
                worded("Give one of: {endings}.", endings=", ".join(FORMATS)),
                place=Place(str(path)),
            )
        )
    return format_


def _csv_with_others(path: Path, delimiter: str | None, encoding: str | None) -> Table:
    """A CSV file, with those beside it that hold its lists: ``claims.remedies.csv``."""
    beside = sorted(path.parent.glob(f"{_plain(path.stem)}.*{path.suffix}"))
    others = {
        one.stem.removeprefix(f"{path.stem}."): _csv_table(one, delimiter, encoding)
        for one in beside
        if one != path
    }
    return _csv_table(path, delimiter, encoding, others)


def _plain(stem: str) -> str:
    """``stem`` without what a pattern of names would obey."""
    return "".join(f"[{char}]" if char in "*?[" else char for char in stem)


def _csv_table(
    path: Path,
    delimiter: str | None,
    encoding: str | None,
    others: Mapping[str, Table] | None = None,
) -> Table:
    form = csv_form(path, delimiter, encoding)
    first = next(csv_rows(path, form), None)
    if first is None:
        raise _empty(path)
    heads = tuple(first[1])
    _refuse_wide(path, len(heads))

    def rows() -> Iterator[Row]:
        found = csv_rows(path, form)
        next(found)
        for number, cells in found:
            yield Row(number, cells, _surplus(cells, heads))

    return Table(path, "csv", heads, rows, days=False, form=form, others=others or {})


def _is_blank(cell: Any) -> bool:
    return cell is None or not str(cell).strip()


def _surplus(cells: list[Any], heads: tuple[str, ...]) -> Fault | None:
    unnamed = (i for i, head in enumerate(heads[: len(cells)]) if not head.strip())
    blank = next((i for i in unnamed if not _is_blank(cells[i])), None)
    if blank is not None:
        return Fault(
            "column-without-head",
            worded(
                "there is a value in column {column}, which has no head.",
                column=_letters(blank + 1),
            ),
            "Give the column a head, or empty it.",
        )
    if all(map(_is_blank, cells[len(heads) :])):
        return None
    return Fault(
        "too-many-cells",
        worded(
            "the row has {found} {found:cell|cells}, "
            "but the table has {wanted} {wanted:column|columns}.",
            found=len(cells),
            wanted=len(heads),
        ),
        "Put text that holds the delimiter in quotes.",
    )


def _refuse_wide(path: Path, columns: int) -> None:
    if columns > COLUMNS:
        raise DataError(
            Problem(
                "table-too-wide",
                worded("the table has more than {most} {most:column|columns}.", most=COLUMNS),
                "Take out what is not needed.",
                place=Place(str(path), 1),
            )
        )


def _json_table(path: Path) -> Table:
    heads = tuple(json_heads(path, COLUMNS))
    _refuse_wide(path, len(heads))
    if not heads:
        raise _empty(path)

    def rows() -> Iterator[Row]:
        for number, found in json_rows(path):
            if isinstance(found, Fault):
                yield Row(number, [], found)
            else:
                yield Row(number, [found.get(head) for head in heads])

    return Table(path, "jsonl", heads, rows, days=False)


def _spooled_table(path: Path, format_: Format, folder: Path, sheet: str | None) -> Table:
    sheets = [one for one in spooled(path, folder) if one.rows and not one.name.startswith(_ASIDE)]
    if not sheets:
        raise _empty(path)
    main = sheets[0] if sheet is None else _named(path, sheets, sheet)
    others = {one.name: _sheet_table(path, format_, one, {}) for one in sheets if one is not main}
    return _sheet_table(path, format_, main, others)


def _named(path: Path, sheets: list[Sheet], name: str) -> Sheet:
    for one in sheets:
        if one.name == name:
            return one
    names = [one.name for one in sheets]
    raise UsageError(
        Problem(
            "no-such-sheet",
            worded("there is no sheet '{name}'.", name=name[:60]),
            did_you_mean(name, names) or worded("There are: {names}.", names=", ".join(names)),
            place=Place(str(path)),
        )
    )


def _sheet_table(path: Path, format_: Format, sheet: Sheet, others: Mapping[str, Table]) -> Table:
    with sheet.file.open(encoding="utf-8") as file:
        _, first = next(rows_of(file))
    heads = tuple("" if cell is None else str(cell) for cell in first)

    def rows() -> Iterator[Row]:
        with sheet.file.open(encoding="utf-8") as file:
            found = rows_of(file)
            next(found)
            for number, cells in found:
                yield Row(number, cells, _surplus(cells, heads))

    name = sheet.name if format_ == "sheet" else ""
    return Table(path, format_, heads, rows, name, sheet.days, others=others)
