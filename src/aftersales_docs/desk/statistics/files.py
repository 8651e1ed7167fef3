"""The figures as files: CSV, a workbook, JSON, plots, a report."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Final

from ...messages import UiLang
from ..exporting import safe_cell
from ..sheets import written
from .figures import Figures
from .plots import bars
from .sheet import sheet
from .tables import Table, as_data, plainly, tables

Maker = Callable[[Figures, UiLang, date], bytes]


def _as_csv(figures: Figures, lang: UiLang, _day: date) -> bytes:
    """All tables one below the other, each under its title; UTF-8 with a mark."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    for at, table in enumerate(tables(figures, lang)):
        if at:
            writer.writerow([])
        writer.writerow([safe_cell(table.title)])
        writer.writerow([safe_cell(head) for head in table.heads])
        writer.writerows([safe_cell(plainly(cell)) for cell in row] for row in table.rows)
    return buffer.getvalue().encode("utf-8-sig")


def _as_xlsx(figures: Figures, lang: UiLang, _day: date) -> bytes:
    """A workbook with a sheet for each table; text is never a formula or link."""
    import xlsxwriter

    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"created": _CREATED})
        head, percent = book.add_format({"bold": True}), book.add_format({"num_format": "0.0%"})
        for table in tables(figures, lang) or [_EMPTY]:
            page = book.add_worksheet(_sheet_name(table.title))
            for column, name in enumerate(table.heads):
                page.write_string(0, column, name, head)
            for line, row in enumerate(table.rows, start=1):
                for column, cell in enumerate(row):
                    value = plainly(cell)
                    if isinstance(value, str):
                        page.write_string(line, column, value[:32_767])
                    else:
                        form = percent if column in table.percent else None
                        page.write_number(line, column, value, form)
            page.set_column(0, 0, 40)
            page.freeze_panes(1, 0)
    return buffer.getvalue()


_EMPTY: Final = Table("empty", "–", (), ())
_CREATED: Final = datetime(2000, 1, 1)
_NOT_IN_A_NAME: Final = str.maketrans("", "", "[]:*?/\\'")


def _sheet_name(title: str) -> str:
    return title.translate(_NOT_IN_A_NAME)[:31] or "–"


def _as_json(figures: Figures, _lang: UiLang, _day: date) -> bytes:
    return (json.dumps(as_data(figures), ensure_ascii=False, indent=1) + "\n").encode()


def _as_pdf(figures: Figures, lang: UiLang, day: date) -> bytes:
    return written(sheet(figures, lang, day), "pdf")


def _as_docx(figures: Figures, lang: UiLang, day: date) -> bytes:
    return written(sheet(figures, lang, day), "docx")


FILES: Final[Mapping[str, Maker]] = {
    "csv": _as_csv,
    "xlsx": _as_xlsx,
    "json": _as_json,
    "pdf": _as_pdf,
    "docx": _as_docx,
}


def plots(figures: Figures, lang: UiLang) -> dict[str, bytes]:
    """A plot of each table that can be drawn, by file name."""
    return {
        f"{table.name.replace('.', '-')}.svg": bars(table, lang)
        for table in tables(figures, lang)
        if table.bars is not None
    }
