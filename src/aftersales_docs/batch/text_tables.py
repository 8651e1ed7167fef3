"""CSV and JSON Lines, read row by row: encoding and delimiter are found, not asked for."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any, Final, TextIO

from ..errors import DataError, Place, Problem, worded

__all__ = ["CsvForm", "Fault", "csv_form", "csv_rows", "json_heads", "json_rows"]

DELIMITERS: Final = (";", ",", "\t", "|")
_SAMPLE: Final = 256 * 1024
_LONGEST_FIELD: Final = 16 * 1024 * 1024
_LONGEST_LINE: Final = 32 * 1024 * 1024
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Russian words are runs of letters beyond ASCII; in German such letters stand alone.
_RUN: Final = re.compile(rb"[\x80-\xff]{3,}")
_HIGH: Final = re.compile(rb"[\x80-\xff]")
# What a list of failed rows puts before text that a spreadsheet would take for a formula.
_GUARDED: Final = re.compile(r"'+[=+\-@\t\r]")


@dataclass(frozen=True, slots=True)
class CsvForm:
    """How a CSV file is written: its encoding, its delimiter, and where its heads stand."""

    encoding: str
    delimiter: str
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row as a whole can't be read."""

    code: str
    message: str
    cure: str


def csv_form(path: Path, delimiter: str | None = None, encoding: str | None = None) -> CsvForm:
    """How the CSV file at ``path`` is written; what is given is not looked for.

    Raises:
        DataError: its encoding can't be told.

    """
    found = encoding or _encoding(path)
    with path.open(encoding=found, newline="", errors="replace") as file:
        sample = file.read(_SAMPLE)
    skipped = 0
    if match := re.match(r"\"?sep=(.)\"?\r?\n", sample):  # Excel's own mark.
        skipped, sample = 1, sample[match.end() :]
        delimiter = delimiter or match[1]
    return CsvForm(found, delimiter or _delimiter(sample), skipped)


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(4)
        for mark, name in _MARKS:
            if head.startswith(mark):
                return name
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        runs = high = 0
        is_utf8 = True
        while chunk := file.read(_SAMPLE):
            runs += sum(map(len, _RUN.findall(chunk)))
            high += len(_HIGH.findall(chunk))
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                is_utf8 = False
    if is_utf8:
        return "utf-8"
    return _of_windows(path, "cp1251" if runs * 2 > high else "cp1252")


def _of_windows(path: Path, encoding: str) -> str:
    """``encoding``, if the file can be read by it.

    Raises:
        DataError: it can't; with the line.

    """
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    with path.open("rb") as file:
        while chunk := file.read(_SAMPLE):
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError as error:
                line += chunk.count(b"\n", 0, error.start)
                raise DataError(
                    Problem(
                        "encoding-unknown",
                        "the encoding of the table can't be told.",
                        "Save it as CSV UTF-8, or name it with --encoding.",
                        place=Place(str(path), line),
                    )
                ) from error
            line += chunk.count(b"\n")
    return encoding


def _delimiter(sample: str) -> str:
    """The delimiter that parts the heads into most columns."""
    head = next(iter(csv_lines(sample)), "")

    def columns(delimiter: str) -> int:
        return len(next(csv.reader(io.StringIO(head), delimiter=delimiter), []))

    return max(DELIMITERS, key=columns)


def csv_lines(sample: str) -> Iterator[str]:
    """The records of ``sample``, a line break inside quotes being none."""
    start = 0
    quoted = False
    for match in re.finditer(r'["\n]', sample):
        if match[0] == '"':
            quoted = not quoted
        elif not quoted:
            if sample[start : match.start()].strip():
                yield sample[start : match.start()]
            start = match.end()
    if sample[start:].strip():
        yield sample[start:]


def csv_rows(path: Path, form: CsvForm) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold anything, each with its number, as a spreadsheet counts them.

    Raises:
        DataError: a quote is never closed, or a field is larger than any may be.

    """
    csv.field_size_limit(_LONGEST_FIELD)
    with path.open(encoding=form.encoding, newline="") as file:
        for _ in range(form.skipped):
            file.readline()
        reader = csv.reader(_whole_lines(file, path), delimiter=form.delimiter)
        number = 0
        try:
            for number, row in enumerate(reader, 1):
                cells = [cell[1:] if _GUARDED.match(cell) else cell for cell in row]
                if any(cell.strip() for cell in cells):
                    yield number, cells
        except UnicodeDecodeError as error:
            raise DataError(
                Problem(
                    "encoding-unknown",
                    "the encoding of the table can't be told.",
                    "Save it as CSV UTF-8, or name it with --encoding.",
                    place=Place(str(path)),
                )
            ) from error
        except csv.Error as error:
            raise DataError(
                Problem(
                    "table-unreadable",
                    worded("the table can't be read ({reason}).", reason=str(error)),
                    "Look for a quote that is opened there and not closed.",
                    place=Place(str(path), reader.line_num + form.skipped),
                )
            ) from error


def _whole_lines(file: TextIO, path: Path) -> Iterator[str]:
    """The lines of ``file``; one without end is refused before it fills the memory."""
    while line := file.readline(_LONGEST_LINE):
        if len(line) == _LONGEST_LINE:
            raise DataError(
                Problem(
                    "table-unreadable",
                    "a line is longer than any row may be.",
                    "Look for a quote that is opened and not closed, or for another file type.",
                    place=Place(str(path)),
                )
            )
        yield line.replace("\0", "\ufffd")


def json_rows(path: Path) -> Iterator[tuple[int, dict[str, Any] | Fault]]:
    """The rows of a JSON Lines file with the numbers of their lines."""
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="\n") as file:
        for number, line in enumerate(_whole_lines(file, path), 1):
            if line.strip():
                yield number, _of_json(line)


def _of_json(line: str) -> dict[str, Any] | Fault:
    try:
        found = json.loads(line, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        return Fault(
            "json-syntax",
            worded("the line is no JSON ({reason}).", reason=str(error)[:120]),
            'Write one object on one line: {"field": value, …}.',
        )
    if isinstance(found, dict):
        return found
    return Fault(
        "no-mapping", "the line holds no fields.", 'Write one object: {"field": value, …}.'
    )


def json_heads(path: Path, most: int) -> list[str]:
    """The names of all fields at the top of any row, in the order in which they come.

    No more than ``most`` are told; a table with more is refused anyway.
    """
    found: dict[str, None] = {}
    for _, row in json_rows(path):
        if isinstance(row, dict):
            found.update(dict.fromkeys(islice(row, most + 1)))
        if len(found) > most:
            break
    return list(found)
