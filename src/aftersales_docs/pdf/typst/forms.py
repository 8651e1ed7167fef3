"""Places to sign as data for the Typst source: stamps, signature blocks, a letter's closing.

A field to sign in lies on its line, as high as the room above that is certainly free.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...document import Cell, Closing, FormLine, Inlines, SignaturePair, Signatures, Stamp, plain
from ...document.fit import POINTS_IN_MM, widths_of
from ...fonts import text_width
from .blocks import BlockWriter, Data, Frame
from .heights import most_lines

_GAP = 3 * POINTS_IN_MM
# The room above a line to sign on, in points: of a block's, of one of two parties'.
_ROOM = 22.0
_PARTY_ROOM = 34.0
_CLOSING_ROOM = 25.0
_SIGNED_ROOM = 26.0
_NARROW = 25 * POINTS_IN_MM
_HIGHEST = 15 * POINTS_IN_MM
_AIR = 1.0


def stamp(writer: BlockWriter, block: Stamp, _frame: Frame) -> Data:
    """An approval block in the upper right corner."""
    width = writer.style.house.stamp_width * POINTS_IN_MM
    height = _height(writer, block.lines, width)
    return {
        "t": "stamp",
        "lines": _lines(writer, block, width, above=0.0),
        "w": writer.whole(height),
    }


def signatures(writer: BlockWriter, blocks: Sequence[Signatures], frame: Frame) -> Data:
    """Signature blocks, one below the other."""
    height = sum(_height(writer, block.lines, frame.width) for block in blocks)
    return {
        "t": "signatures",
        "blocks": [_lines(writer, block, frame.width, above=14.0) for block in blocks],
        "w": writer.whole(height),
    }


def _lines(
    writer: BlockWriter, block: Stamp | Signatures, width: float, *, above: float
) -> list[Data]:
    size = writer.style.house.sizes.small + 1
    lines: list[Data] = []
    for number, line in enumerate(block.lines):
        if len(line.cells) == 1:
            lines.append({"alone": writer.small(line.cells[0].content, width)})
            continue
        shares = writer.style.house.form_columns[len(line.cells)]
        widths = [one - _GAP for one in widths_of(width, shares)]
        cells: list[Data] = [
            {"c": writer.words(cell.content, one / size), "blank": cell.blank}
            for cell, one in zip(line.cells, widths, strict=True)
        ]
        if number == block.sign_line and line.sign_cell is not None:
            start = sum(widths_of(width, shares)[: line.sign_cell])
            before = block.lines[number - 1] if number else None
            free = _ROOM + (_free_above(before, start, size, above) if before else 0.0)
            cells[line.sign_cell]["sign"] = block.id
            cells[line.sign_cell]["free"] = min(free - _AIR, _HIGHEST)
        lines.append({"cells": cells, "shares": shares})
    return lines


def _free_above(line: FormLine, start: float, size: float, above: float) -> float:
    """The room that the line before leaves free right of ``start``."""
    if len(line.cells) > 1:
        return 0.0
    text = plain(line.cells[0].content)
    wide = text_width(text, display=True) * size * 1.1 > start - 4
    return 0.0 if wide or "\n" in text else above + 14.0


def _height(writer: BlockWriter, lines: Sequence[FormLine], width: float) -> float:
    """How high the lines are at most."""
    return sum(_line_height(writer, line, width) for line in lines)


def _line_height(writer: BlockWriter, line: FormLine, width: float) -> float:
    size = writer.style.house.sizes.small + 1
    shares = writer.style.house.form_columns[len(line.cells)]
    widths = widths_of(width, shares)
    lines = max(
        most_lines(cell.content, one - _GAP, size)
        for cell, one in zip(line.cells, widths, strict=True)
    )
    return lines * 14 + _ROOM + 6


def pair(writer: BlockWriter, block: SignaturePair, frame: Frame) -> Data:
    """Two parties side by side: what stands above, posts and lines to sign are level."""
    left, gap, right = widths_of(frame.width, writer.style.house.columns.pair)
    sides = [_party(writer, block.left, left), _party(writer, block.right, right)]
    height = max(_party_height(writer, one, left) for one in (block.left, block.right))
    return {
        "t": "pair",
        "sides": sides,
        "gap": gap,
        "width": left,
        "a": 11,
        "b": 14,
        "w": writer.whole(height),
    }


def _party(writer: BlockWriter, block: Signatures, width: float) -> list[list[Data]]:
    """What stands above; the post; the line to sign on and what stands below it."""
    lines = block.lines
    sign = len(lines) if block.sign_line is None else block.sign_line
    post = max(sign - 1, 1)
    written = [_party_line(writer, line.cells[0], width) for line in lines]
    if sign < len(lines):
        written[sign] |= {"sign": block.id, "free": _PARTY_ROOM - _AIR}
    return [written[:post], written[post:sign], written[sign:]]


def _party_line(writer: BlockWriter, cell: Cell, width: float) -> Data:
    return {"c": writer.small(cell.content, width) or "\u00a0", "blank": cell.blank}


def _party_height(writer: BlockWriter, block: Signatures, width: float) -> float:
    size = writer.style.house.sizes.small + 1
    return sum(
        most_lines(line.cells[0].content, width, size) * 14 + _PARTY_ROOM for line in block.lines
    )


def closing(writer: BlockWriter, block: Closing, frame: Frame) -> Data:
    """How a letter ends: room to sign between lines, or beside the name."""
    size = writer.style.house.sizes.text
    data: Data = {
        "t": "closing",
        "above": [writer.body(line, frame.width) for line in block.above],
        "below": [writer.body(line, frame.width) for line in block.below],
        "sign": block.id,
        "free": _CLOSING_ROOM - _AIR,
        "room": _CLOSING_ROOM,
        "a": 6,
        "b": 4,
        "k": True,
        "w": writer.whole(
            sum(
                most_lines(line, frame.width / 2, size) * writer.style.house.line
                for line in (*block.above, *block.below)
            )
            + 2 * _SIGNED_ROOM
        ),
    }
    if writer.style.letter == "corner":
        data |= _beside(writer, block.below, frame.width)
    return data


def _beside(writer: BlockWriter, below: Sequence[Inlines], width: float) -> Data:
    """Room to sign between the post and the name, or above them where they leave none."""
    size = writer.style.house.sizes.text
    wide = sum(text_width(plain(line)) * size * 1.08 for line in below)
    between = len(below) < 3 and width - wide >= _NARROW
    line = writer.style.house.line
    return {
        "beside": True,
        "between": between,
        "room": _SIGNED_ROOM,
        "b": 12,
        "free": min(_HIGHEST, _SIGNED_ROOM + line) - 2 * _AIR if between else _SIGNED_ROOM - _AIR,
    }
