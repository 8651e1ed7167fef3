"""Spreadsheets and Parquet files, read in a process of their own and laid out as lines.

A workbook comes whole into memory, and one made to harm grows there without end: a child with
bounds of memory and time reads it and writes its rows to a file, a JSON line each, which is then
read row by row. When the child is stopped, the table is refused and nothing else is lost.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from types import NoneType
from typing import Any, Final, TextIO

from ..errors import DataError, Place, Problem, UsageError, worded
from .workbook import CellError, counts_from_1904, faults

__all__ = ["Sheet", "SpooledRow", "packed", "rows_of", "spooled", "unpacked"]

MEMORY: Final = 640 * 1024**2  # Bytes of address space; 100,000 rows of 25 columns fit.
SECONDS: Final = 600  # Of the processor.
UNPACKED: Final = 1024**3
COLUMNS: Final = 4096
_PROGRAM: Final = "from aftersales_docs.batch.spool import main; main()"
_SLICE: Final = 5000  # Rows of a Parquet file at a time.
_TOO_LARGE: Final = 3  # Exit codes of the child; what is wrong stands in its output.


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, laid out in ``file``: its name, and the numbers of its rows and columns.

    ``days`` says that a plain number may be a day, counted as most spreadsheets count.
    """

    name: str
    file: Path
    rows: int
    columns: int
    days: bool = True


SpooledRow = tuple[int, list[Any]]


def spooled(path: Path, folder: Path) -> list[Sheet]:
    """The sheets of a workbook or Parquet file, laid out as files in ``folder``.

    Raises:
        DataError: it can't be read, or is larger than a table may be.
        UsageError: a Parquet file, and polars is not installed.

    """
    _refuse_bomb(path)
    words = os.pathsep.join(entry for entry in sys.path if entry)
    done = subprocess.run(  # noqa: S603 (our own interpreter, our own program)
        [sys.executable, "-P", "-c", _PROGRAM, str(path), str(folder)],
        capture_output=True,
        env=os.environ | {"PYTHONPATH": words, "POLARS_MAX_THREADS": "1"},
        check=False,
    )
    if done.returncode == 0:
        told = json.loads(done.stdout)
        return [Sheet(**{**one, "file": folder / one["file"]}) for one in told]
    raise _refused(path, done.returncode, done.stdout.decode(errors="replace"))


def _refused(path: Path, code: int, said: str) -> DataError | UsageError:
    place = Place(str(path))
    if code == 1 and said:
        what, _, detail = said.partition(":")
        if what == "no-polars":
            return UsageError(
                Problem(
                    "no-polars",
                    "Parquet files are read by polars, which is not installed.",
                    "Install it: pip install 'aftersales-docs[parquet]'.",
                    place=place,
                )
            )
        return DataError(
            Problem(
                "table-unreadable",
                worded("the table can't be read ({reason}).", reason=detail.strip()[:200]),
                "Open it in the program it came from, and save it anew without a password.",
                place=place,
            )
        )
    return _too_large(place)


def _too_large(place: Place) -> DataError:
    return DataError(
        Problem(
            "table-too-large",
            "the table needs more memory or time than a table may; a cell far off to the right "
            "or below can be the cause.",
            "Save it as CSV (UTF-8), which is read row by row.",
            place=place,
        )
    )


def _refuse_bomb(path: Path) -> None:
    """See that what a workbook unpacks to is within bounds, as far as it says so itself."""
    if not zipfile.is_zipfile(path):
        return
    with zipfile.ZipFile(path) as package:
        if sum(one.file_size for one in package.infolist()) > UNPACKED:
            raise _too_large(Place(str(path)))


def main() -> None:
    """The child: read the file named first into the folder named second."""
    path, folder = Path(sys.argv[1]), Path(sys.argv[2])
    parquet = path.suffix.lower() == ".parquet"
    if not parquet:  # Polars reserves far more than it uses.
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        found = list(_parquet(path, folder) if parquet else _workbook(path, folder))
    except MemoryError:
        sys.exit(_TOO_LARGE)
    except ModuleNotFoundError:
        sys.stdout.write("no-polars:")
        sys.exit(1)
    except Exception as error:  # Whatever the reader meets, one message tells it.
        sys.stdout.write(f"unreadable: {error}")
        sys.exit(1)
    sys.stdout.write(json.dumps(found))


def _workbook(path: Path, folder: Path) -> Iterator[dict[str, Any]]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum

    wrong = faults(path)
    days = not counts_from_1904(path)
    with CalamineWorkbook.from_path(path) as book:
        for index, meta in enumerate(book.sheets_metadata):
            if meta.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_index(index)
            left = sheet.start[1] if sheet.start else 0
            rows = ([None] * left + row for row in sheet.iter_rows())
            marked = _with_faults(rows, wrong.get(meta.name, {}))
            yield _laid_out(meta.name, marked, folder / f"{index}.jsonl") | {"days": days}


def _with_faults(
    rows: Iterable[list[Any]], wrong: Mapping[tuple[int, int], str]
) -> Iterator[list[Any]]:
    """``rows`` with the faults of formulas, which the reader leaves out, in their cells."""
    by_row: dict[int, list[tuple[int, str]]] = {}
    for (line, column), fault in wrong.items():
        by_row.setdefault(line, []).append((column, fault))
    for number, row in enumerate(rows):
        for column, fault in by_row.get(number, ()):
            row.extend([None] * (column + 1 - len(row)))
            row[column] = CellError(fault)
        yield row


def _parquet(path: Path, folder: Path) -> Iterator[dict[str, Any]]:
    import polars

    frame = polars.scan_parquet(path)
    heads = frame.collect_schema().names()

    def rows() -> Iterator[list[Any]]:
        yield heads
        offset = 0
        while True:
            part = frame.slice(offset, _SLICE).collect()
            if not part.height:
                return
            yield from (list(row) for row in part.iter_rows())
            offset += part.height

    yield _laid_out(path.stem, rows(), folder / "0.jsonl") | {"days": True}


def _laid_out(name: str, rows: Iterable[list[Any]], file: Path) -> dict[str, Any]:
    """Write the rows that hold anything to ``file``; cells that only follow are left out."""
    count = columns = 0
    with file.open("w", encoding="utf-8") as out:
        for number, row in enumerate(rows, 1):
            while row and (row[-1] is None or row[-1] == ""):
                row.pop()
            if not row:
                continue
            if len(row) > COLUMNS:
                raise ValueError(f"row {number} has {len(row)} columns; {COLUMNS} are the most")
            out.write(json.dumps([number, [packed(cell) for cell in row]], ensure_ascii=False))
            out.write("\n")
            count, columns = count + 1, max(columns, len(row))
    return {"name": name, "file": file.name, "rows": count, "columns": columns}


def packed(cell: Any) -> Any:
    """``cell`` as JSON holds it: what JSON has no type for, with a letter that tells it."""
    for type_, pack in _PACKS:
        if isinstance(cell, type_):
            return pack(cell)
    raise ValueError(f"a value of type {type(cell).__name__} can't stand in a table")


# A datetime is a date too, so it comes first.
_PACKS: Final[tuple[tuple[type | tuple[type, ...], Callable[[Any], Any]], ...]] = (
    ((NoneType, bool, int, float, str), lambda cell: cell),
    (CellError, lambda cell: {"e": cell.text}),
    (datetime, lambda cell: {"d": cell.isoformat()}),
    (date, lambda cell: {"d": cell.isoformat()}),
    (time, lambda cell: {"t": cell.isoformat()}),
    (timedelta, lambda cell: {"s": cell.total_seconds()}),
    (Decimal, lambda cell: {"n": str(cell)}),
    ((list, tuple), lambda cell: {"l": [packed(one) for one in cell]}),
    (dict, lambda cell: {"m": {str(key): packed(one) for key, one in cell.items()}}),
)


def _day(text: str) -> date:
    found = datetime.fromisoformat(text)
    return found.date() if len(text) == len("2026-11-23") else found


_UNPACKS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "d": _day,
    "t": time.fromisoformat,
    "s": lambda seconds: timedelta(seconds=seconds),
    "n": Decimal,
    "l": lambda cells: [unpacked(one) for one in cells],
    "m": lambda cells: {key: unpacked(one) for key, one in cells.items()},
    "e": CellError,
}


def unpacked(cell: Any) -> Any:
    """The cell that was written as ``cell``."""
    if not isinstance(cell, dict):
        return cell
    (tag, value), *_ = cell.items()
    return _UNPACKS[tag](value)


def rows_of(file: TextIO) -> Iterator[SpooledRow]:
    """The rows that were laid out in ``file``, each with its number in the sheet."""
    for line in file:
        number, cells = json.loads(line)
        yield number, [unpacked(cell) for cell in cells]
