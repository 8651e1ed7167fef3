"""Tables of a section: ruled, in the width and the words' formatting of the host."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..document import TOTAL_COLUMNS, Fields, Inlines, Table
from ..document.house import house_of
from ..ooxml.elements import Element, new, put
from ..resources import templates
from .inlines import InlineWriter, with_added
from .names import Tracker

_SIDES = {"l": "left", "c": "center", "r": "right"}


@dataclass(frozen=True, slots=True)
class TableWriter:
    """Writes tables. ``width`` is in twips; ``style`` and ``formatting`` are the cells'."""

    inlines: InlineWriter
    tracker: Tracker
    width: int
    style: str | None
    formatting: Element

    def table(self, block: Table) -> Iterator[Element]:
        widths = _shares(self.width, block.widths)
        sides = block.align or "l" * len(widths)
        rows = [self._row(block.header, widths, sides, head=True)]
        height = round(house_of(templates()).form_row * 20) if block.form else 0
        rows += [self._row(row, widths, sides, height=height) for row in block.rows]
        last = len(block.foot) - 1
        for index, (label, amount) in enumerate(block.foot):
            parts = [sum(widths[:-TOTAL_COLUMNS]), sum(widths[-TOTAL_COLUMNS:])]
            spans = [len(widths) - TOTAL_COLUMNS, TOTAL_COLUMNS]
            rows.append(self._row((label, amount), parts, "rr", spans=spans, bold=index == last))
        yield _grid(widths, rows)

    def fields(self, block: Fields) -> Iterator[Element]:
        widths = _shares(self.width, house_of(templates()).columns.fields)
        yield _grid(widths, [self._row(row, widths, "ll", labelled=True) for row in block.rows])

    def _row(  # noqa: PLR0913 (a table's row has as many sides)
        self,
        cells: Sequence[Inlines],
        widths: Sequence[int],
        sides: str,
        *,
        head: bool = False,
        height: int = 0,
        spans: Sequence[int] = (),
        bold: bool = False,
        labelled: bool = False,
    ) -> Element:
        properties = new("trPr", new("cantSplit"))
        if height:
            properties.append(new("trHeight", val=height, hRule="atLeast"))
        if head:
            properties.append(new("tblHeader"))
        if self.tracker.on:
            properties.append(self.tracker.change())
        row = new("tr", properties)
        for index, content in enumerate(cells):
            cell = new("tcPr", new("tcW", w=widths[index], type="dxa"))
            if spans and spans[index] > 1:
                cell.append(new("gridSpan", val=spans[index]))
            weighty = head or bold or (labelled and index == 0)
            paragraph = self._cell(content, _SIDES[sides[index]], bold=weighty, keep=head)
            row.append(new("tc", cell, paragraph))
        return row

    def _cell(self, content: Inlines, side: str, *, bold: bool, keep: bool) -> Element:
        properties = new("pPr")
        if self.style:
            put(properties, new("pStyle", val=self.style))
        if keep:
            put(properties, new("keepNext"))
        put(properties, new("spacing", before=40, after=40))
        put(properties, new("ind", left=0, right=0, firstLine=0))
        put(properties, new("jc", val=side))
        formatting = self.formatting
        paragraph = new("p", properties)
        self.inlines.write(
            paragraph, content, with_added(formatting, "b", "bCs") if bold else formatting
        )
        return self.tracker.inserted(paragraph)


def _shares(width: int, shares: Sequence[int]) -> list[int]:
    parts = [width * share // sum(shares) for share in shares]
    parts[-1] += width - sum(parts)
    return parts


def _grid(widths: Sequence[int], rows: Sequence[Element]) -> Element:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = [new(side, val="single", sz=4, space=0, color="auto") for side in sides]
    properties = new(
        "tblPr",
        new("tblW", w=sum(widths), type="dxa"),
        new("tblBorders", *borders),
        new("tblLayout", type="fixed"),
    )
    grid = new("tblGrid", *[new("gridCol", w=width) for width in widths])
    return new("tbl", properties, grid, *rows)
