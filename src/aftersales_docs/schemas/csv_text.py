"""The text of a CSV file as spreadsheets write it: its encoding, and what parts its cells."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Sequence
from typing import Final

from ..errors import DataError, Place, Problem

_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# Letters in a row beyond ASCII: Russian words in Windows-1251; German has them one by one.
_RUN: Final = re.compile(rb"[\xa8\xb8\xc0-\xff]{3,}")
_DELIMITERS: Final = (";", "\t", ",")
# An Excel file, new or old, and a PDF.
_FOREIGN: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-")


def text_of(content: bytes, name: str) -> str:
    """The text of ``content``, called ``name``: UTF-8, UTF-16, Windows-1251 or Windows-1252.

    Raises:
        DataError: it is none of these, or no text at all.

    """
    if content.startswith(_FOREIGN):
        raise DataError(
            Problem(
                "no-csv",
                "this is a file of an office program or a PDF, no CSV file.",
                "Open the table in its program and save it as CSV (UTF-8).",
                place=Place(name),
            )
        )
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decoded(content, encoding, name)
    return _decoded(content, _without_mark(content), name)


def _without_mark(content: bytes) -> str:
    """The encoding of a text that does not say it."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1251" if _RUN.search(content) else "cp1252"
    return "utf-8"


def _decoded(content: bytes, encoding: str, name: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise _no_text(name) from error
    if "\0" in text:
        raise _no_text(name)
    return text


def _no_text(name: str) -> DataError:
    return DataError(
        Problem(
            "no-csv",
            "the file is no text in an encoding that is known here.",
            "Save the table as CSV (UTF-8).",
            place=Place(name),
        )
    )


def delimiter_of(lines: Sequence[str], known: Callable[[Sequence[str]], int]) -> str:
    """What parts the cells: by which the first line holds most names that are ``known``.

    Where none is known, what stands in it most often.
    """
    first = next((line for line in lines if line.strip()), "")

    def worth(delimiter: str) -> tuple[int, int]:
        cells = next(csv.reader([first], delimiter=delimiter), [])
        return known(cells), first.count(delimiter)

    return max(_DELIMITERS, key=worth)
