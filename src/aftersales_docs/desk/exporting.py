"""The register's rows as a table, CSV, XLSX and JSON; no cell is taken for a formula."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from .register.models import Document

COLUMNS: Final = (
    "number",
    "edition",
    "kind",
    "state",
    "office",
    "dated",
    "issued_at",
    "party",
    "product",
    "serials",
    "title",
    "lang",
    "law",
)
# What a spreadsheet takes for the beginning of a formula, or as a way to one.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def row_of(document: Document) -> dict[str, Any]:
    """A document as a row of the export."""
    return {name: getattr(document, name) for name in COLUMNS}


def safe_cell(value: Any) -> Any:
    """``value`` so that no spreadsheet computes it: an apostrophe before what looks like it."""
    text = value.lstrip(" ") if isinstance(value, str) else ""
    return f"'{value}" if text.startswith(_FORMULA) else value


def as_csv(documents: Iterable[Document]) -> bytes:
    """CSV in UTF-8 with a mark, which spreadsheets ask for; separated by commas."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    for one in documents:
        writer.writerow([safe_cell(value) for value in row_of(one).values()])
    return buffer.getvalue().encode("utf-8-sig")


def as_xlsx(documents: Iterable[Document]) -> bytes:
    """A workbook with one sheet; every text is written as text, never as formula or link."""
    import xlsxwriter

    buffer = io.BytesIO()
    options = {
        "constant_memory": True,
        "in_memory": False,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(buffer, options) as book:
        sheet = book.add_worksheet("register")
        head = book.add_format({"bold": True})
        for column, name in enumerate(COLUMNS):
            sheet.write_string(0, column, name, head)
        line = 0
        for line, one in enumerate(documents, start=1):
            for column, value in enumerate(row_of(one).values()):
                if isinstance(value, int):
                    sheet.write_number(line, column, value)
                else:
                    sheet.write_string(line, column, str(value)[:32_767])
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(line, 1), len(COLUMNS) - 1)
    return buffer.getvalue()


def as_json(documents: Iterable[Document]) -> bytes:
    """A list of objects."""
    rows = [row_of(one) for one in documents]
    return (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()


EXPORTS: Final[Mapping[str, Callable[[Iterable[Document]], bytes]]] = {
    "csv": as_csv,
    "xlsx": as_xlsx,
    "json": as_json,
}
