"""Places to sign: stamps, signature blocks one below the other or side by side, closings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Any, cast

from ..document import Block, Closing, FormLine, Paragraph, SignaturePair, Signatures, Stamp
from .frame import ALONE, Frame, Neighbours
from .markup import KEEP_NEXT, cell, grid, paragraph, row, shares_of
from .paragraphs import text
from .runs import inlines, tab

_STAMP_STYLES = ("StampText", "StampName")
_FORM_STYLES = ("FormHeading", "FormText")
# Words alone in their line have all of it: nothing stands beside them.
_TO_THE_EDGE = '<w:tcMar><w:right w:w="0" w:type="dxa"/></w:tcMar>'
# Between the text and the two parties' names, in twentieths of a point.
_ABOVE_PARTIES = '<w:spacing w:before="280"/>'


def sign_mark(name: str, frame: Frame) -> str:
    """The bookmark of a place to sign."""
    return frame.bookmarks.around(f"sig-{name}", "")


def stamp(block: Stamp, frame: Frame, _around: Neighbours) -> str:
    """An approval in the upper right corner."""
    columns = max(len(line.cells) for line in block.lines)
    widths = shares_of(frame.sheet.stamp_width, frame.sheet.form_columns[columns])
    mark = sign_mark(block.id, frame)
    rows = [
        _form_row(line, frame, widths, _STAMP_STYLES, keep=True, mark="" if index else mark)
        for index, line in enumerate(block.lines)
    ]
    return grid("FormTable", widths, rows, right=True)


def signatures(blocks: Sequence[Signatures], frame: Frame) -> str:
    """Neighbouring signature blocks as one table; it stays on the page of the text before."""
    lines = [(block.id, line) for block in blocks for line in block.lines]
    columns = max(len(line.cells) for _, line in lines)
    widths = shares_of(frame.width, frame.sheet.form_columns[columns])
    marked: set[str] = set()
    rows: list[str] = []
    for index, (name, line) in enumerate(lines):
        mark = "" if name in marked else sign_mark(name, frame)
        marked.add(name)
        keep = index < len(lines) - 1
        rows.append(_form_row(line, frame, widths, _FORM_STYLES, keep=keep, mark=mark))
    return grid("FormTable", widths, rows)


def _form_row(  # noqa: PLR0913 (a row has as many sides)
    line: FormLine,
    frame: Frame,
    widths: Sequence[int],
    styles: tuple[str, str],
    *,
    keep: bool,
    mark: str = "",
) -> str:
    """A line of a form; ``styles`` are those of a cell alone and of cells side by side.

    The last cell takes the columns that are left.
    """
    alone, beside = styles
    last = len(line.cells) - 1
    cells: list[str] = []
    for index, part in enumerate(line.cells):
        style = "BlankCaption" if part.blank else beside if last else alone
        room = widths[index:] if index == last else widths[index : index + 1]
        words = (mark if index == 0 else "") + inlines(part.content, frame)
        line_of = paragraph(style, words, KEEP_NEXT if keep else "")
        cells.append(cell(sum(room), line_of, len(room), "" if last else _TO_THE_EDGE))
    return row(cells)


def signature_pair(
    block: SignaturePair, frame: Frame, _around: Neighbours, first: Sequence[str] = ()
) -> str:
    """Two parties' blocks side by side; line by line, so that they share their heights.

    ``first`` are rows above them, which must stand on their page.
    """
    widths = shares_of(frame.width, frame.sheet.columns.pair)
    count = max(len(block.left.lines), len(block.right.lines))
    rows = [
        row(
            [
                cell(widths[0], _party_line(block.left, index, frame)),
                cell(widths[1], paragraph("PartyText", "")),
                cell(widths[2], _party_line(block.right, index, frame)),
            ]
        )
        for index in range(count)
    ]
    return grid("FormTable", widths, [*first, *rows])


def _party_line(block: Signatures, index: int, frame: Frame) -> str:
    """One line of one party's block; empty where the other party has more lines."""
    if index >= len(block.lines):
        return paragraph("PartyText", "", KEEP_NEXT)
    part = block.lines[index].cells[0]
    mark = sign_mark(block.id, frame) if index == block.sign_line else ""
    style = "PartyBlank" if part.blank else "PartyText"
    above = "" if index else _ABOVE_PARTIES
    last = index == len(block.lines) - 1
    kept = "" if last else KEEP_NEXT
    return paragraph(style, mark + inlines(part.content, frame), kept + above)


@dataclass(frozen=True, slots=True)
class Ending:
    """A letter's closing, and what stands below it: the list of its enclosures."""

    closing: Closing
    below: tuple[Paragraph, ...]


def ended(blocks: Sequence[Block]) -> Sequence[Any]:
    """``blocks`` with a closing and the paragraphs below it as one, an ``Ending``."""
    start = next((at for at, one in enumerate(blocks) if isinstance(one, Closing)), None)
    if start is None:
        return blocks
    below = tuple(takewhile(lambda one: isinstance(one, Paragraph), blocks[start + 1 :]))
    ending = Ending(cast("Closing", blocks[start]), cast("tuple[Paragraph, ...]", below))
    return (*blocks[:start], ending, *blocks[start + 1 + len(below) :])


def ending(block: Ending, frame: Frame, _around: Neighbours) -> str:
    """How a letter ends: its lines stay together, with room for the signature between them.

    They are rows of a table, which no program parts: where a table stands above on the page,
    LibreOffice sets 'Yours sincerely,' on one page and the name overleaf, whatever is kept; and
    the list of enclosures would stand overleaf alone.
    """
    lines = _closing(block.closing, frame, KEEP_NEXT if block.below else "")
    last = len(block.below) - 1
    below = [
        text(one, frame, replace(ALONE, signed=index < last))
        for index, one in enumerate(block.below)
    ]
    rows = [row([cell(frame.width, one)]) for one in ("".join(lines), *below)]
    return grid("LetterTable", [frame.width], rows)


def _closing(block: Closing, frame: Frame, keep: str) -> list[str]:
    firsts = ["Closing"] + ["ClosingName"] * (len(block.above) - 1)
    above = [
        paragraph(style, inlines(line, frame), keep)
        for style, line in zip(firsts, block.above, strict=True)
    ]
    mark = sign_mark(block.id, frame)
    if frame.sheet.page.letter == "corner":
        # Post at the left, name at the right, the signature between them.
        line = tab(frame).join(inlines(part, frame) for part in block.below)
        return [*above, paragraph("ClosingLine", mark + line, keep)]
    room = paragraph("SignatureRoom", mark, keep)
    styles = ["ClosingName"] * (len(block.below) - 1) + ["ClosingEnd"]
    below = [
        paragraph(style, inlines(line, frame), keep)
        for style, line in zip(styles, block.below, strict=True)
    ]
    return [*above, room, *below]
