"""Tables: labelled values, rows under a head, totals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..document import TOTAL_COLUMNS, Fields, Inlines, Table
from .frame import Frame, Neighbours
from .markup import FIRST_COLUMN, FIRST_ROW, KEEP_NEXT, cell, grid, paragraph, row, shares_of
from .runs import inlines

_HEADS = {"l": "TableHead", "c": "TableHeadCentred", "r": "TableHeadRight"}
_CELLS = {"l": "TableText", "c": "TableCentred", "r": "TableNumber"}


def fields(block: Fields, frame: Frame, _around: Neighbours) -> str:
    """Labels beside their values."""
    widths = shares_of(frame.width, frame.sheet.columns.fields)
    rows: list[str] = []
    for index, (label, value) in enumerate(block.rows):
        words = frame.bookmarks.around("" if index else block.id, inlines(label, frame))
        left = cell(widths[0], paragraph("TableHead", words))
        rows.append(row([left, cell(widths[1], paragraph("TableText", inlines(value, frame)))]))
    return grid("HouseTable", widths, rows, look=FIRST_COLUMN)


def table(block: Table, frame: Frame, _around: Neighbours) -> str:
    """Rows under a head that each page repeats, and totals."""
    widths = shares_of(frame.width, block.widths)
    head_size, size = frame.sheet.table_sizes
    heads = frame
    if block.size != 1.0:
        heads, frame = frame.sized(head_size * block.size), frame.sized(size * block.size)
    align = block.align or "l" * len(widths)
    height = f'<w:trHeight w:val="{frame.sheet.form_row}" w:hRule="atLeast"/>'
    rows = [_head(block, heads, widths, align)]
    rows += [
        row(
            _cells(content, frame, widths, align, keep=_kept(block, index)),
            height if block.form else "",
        )
        for index, content in enumerate(block.rows)
    ]
    rows += _totals(block, frame, widths)
    return grid("HouseTable", widths, rows, look=FIRST_ROW)


def _head(block: Table, frame: Frame, widths: Sequence[int], align: str) -> str:
    cells: list[str] = []
    for index, (width, content, side) in enumerate(zip(widths, block.header, align, strict=True)):
        words = frame.bookmarks.around("" if index else block.id, inlines(content, frame))
        cells.append(cell(width, paragraph(_HEADS[side], words)))
    return row(cells, "<w:tblHeader/>")


def _cells(
    contents: Sequence[Inlines], frame: Frame, widths: Sequence[int], align: str, *, keep: bool
) -> list[str]:
    extra = KEEP_NEXT if keep else ""
    return [
        cell(width, paragraph(_CELLS[side], inlines(content, frame), extra))
        for width, content, side in zip(widths, contents, align, strict=True)
    ]


def _kept(block: Table, index: int) -> bool:
    """Whether a row stays with what follows: in a short table, or as the last above totals."""
    last = index == len(block.rows) - 1
    return bool(block.foot) if last else block.whole


def _totals(block: Table, frame: Frame, widths: Sequence[int]) -> Iterator[str]:
    """The rows below a table: a label, and an amount over the last columns."""
    last = len(block.foot) - 1
    before, across = widths[:-TOTAL_COLUMNS], widths[-TOTAL_COLUMNS:]
    for index, (label, amount) in enumerate(block.foot):
        style = "Strong" if index == last else ""
        words = inlines(label, frame, style)
        name = frame.bookmarks.around("" if index else block.foot_id, words)
        left = cell(sum(before), paragraph("TableTotalLabel", name), len(before))
        figure = paragraph("TableTotal", inlines(amount, frame, style))
        yield row([left, cell(sum(across), figure, len(across))])
