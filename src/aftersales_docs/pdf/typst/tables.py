"""Tables and labelled values as data for the Typst source."""

from __future__ import annotations

from ...document import Fields, Inlines, Table
from ...document.fit import widths_of
from .blocks import CELL_SIDES, BlockWriter, Data, Frame
from .heights import SURE, most_lines
from .inlines import Words

# A rule takes its room from the cells beside it.
_RULE = 0.5
# What is reckoned for bold type and kerning, and has been when words were broken for the cell.
_NEARLY = 1.1
_SIDES = {"l": "left", "c": "center", "r": "right", "": "left"}


def table(writer: BlockWriter, block: Table, frame: Frame) -> Data:
    """Rows under one header row, and totals."""
    widths = [width - CELL_SIDES for width in widths_of(frame.width, block.widths)]
    size = (writer.style.house.sizes.small + 1) * block.size
    heights = [_height(writer, row, widths, size) for row in block.rows]
    head = _height(writer, block.header, widths, size)
    foot = sum(_height(writer, total, widths[-2:], size) for total in block.foot)
    data: Data = {
        "t": "table",
        "widths": block.widths,
        "size": block.size,
        "align": [_SIDES[block.align[i : i + 1]] for i in range(len(block.widths))],
        "head": [writer.words(cell, width / size) for cell, width in _cells(block.header, widths)],
        "rows": [
            [_fitted(writer, cell, width / size) for cell, width in _cells(row, widths)]
            for row in block.rows
        ],
        "totals": [[writer.small(cell, widths[-1]) for cell in total] for total in block.foot],
        "span": block.total_columns,
        # The last row stands with the totals, in an unbroken foot.
        "parted": _parted(writer, heights),
        "footed": bool(block.foot) and writer.whole(foot + (heights or [0])[-1] + head) == 1,
        "a": 2,
        "b": 8,
    }
    if block.form:
        least = writer.style.house.form_row
        # A row of a fixed height must hold its words for certain.
        data["form"] = [height <= least for height in heights]
    if block.whole:
        data["w"] = writer.whole(sum(heights) + head + foot)
        # What is whole needs no foot to keep the totals with a row.
        data["footed"] = data["footed"] and data["w"] != 1
    if block.foot and block.whole:
        data["k"] = True
    return data


def _fitted(writer: BlockWriter, content: Inlines, room: float) -> Words:
    """``content`` of a cell, whose words have been broken where they are too wide for it.

    They are not broken once more for being nearly as wide as the cell.
    """
    return writer.words(content, room * _NEARLY if writer.style.known else room)


def _cells(row: tuple[Inlines, ...], widths: list[float]) -> list[tuple[Inlines, float]]:
    return list(zip(row, widths, strict=True))


def _height(
    writer: BlockWriter, row: tuple[Inlines, ...], widths: list[float], size: float
) -> float:
    """How high a row is at most."""
    lines = max(
        (most_lines(cell, width, size) for cell, width in zip(row, widths, strict=False)),
        default=1,
    )
    return _height_of(writer, lines)


def _height_of(writer: BlockWriter, lines: float) -> float:
    house = writer.style.house
    return lines * house.table_line + 2 * house.gaps.cell + _RULE


def _parted(writer: BlockWriter, heights: list[float]) -> list[int]:
    """Which rows may be parted: those that are not proven to fit a page, and those of one line.

    Nothing parts a line; a row that stays whole is set once more, to see whether it does.
    """
    if not writer.style.known:
        return list(range(len(heights)))
    most, least = SURE * writer.style.height - 60, _height_of(writer, 1)
    return [index for index, height in enumerate(heights) if not least < height <= most]


def fields(writer: BlockWriter, block: Fields, frame: Frame) -> Data:
    """Labelled values, one a row."""
    widths = [
        width - CELL_SIDES for width in widths_of(frame.width, writer.style.house.columns.fields)
    ]
    size = writer.style.house.sizes.small + 1
    heights = [_height(writer, row, widths, size) for row in block.rows]
    return {
        "t": "fields",
        "rows": [
            [
                writer.words(label, widths[0] / size),
                _fitted(writer, value, widths[1] / size),
            ]
            for label, value in block.rows
        ],
        "parted": _parted(writer, heights),
        "a": 2,
        "b": 8,
    }
