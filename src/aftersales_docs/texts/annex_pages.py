"""Which annexes begin a page: short ones share a page, so that none stands almost empty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..document import Annex, Block, Table, plain

# In lines: what of a page tables may fill, an annex's head with the gaps around it, the room
# between two rows. In characters: a table's line.
_PAGE = 54.0
_HEAD = 7.0
_ROW = 0.3
_LINE = 88


def shared_pages(blocks: Sequence[Block], languages: int = 1) -> tuple[Block, ...]:
    """``blocks`` with their annexes told whether they begin a page.

    They take as few pages as may be, filled as evenly as may be, so that none stands alone on a
    page where another could stand with it. Of ``languages`` that follow each other annex by annex
    those of one annex stand on one page, if it holds them.
    """
    arranged = list(blocks)
    starts = [index for index, block in enumerate(blocks) if isinstance(block, Annex)]
    ends = [*starts[1:], len(blocks)][: len(starts)]
    heights = [_height(blocks[start + 1 : end]) for start, end in zip(starts, ends, strict=True)]
    units = list(_units(heights, languages))
    first = 0
    begins = _begins([sum(unit) for unit in units])
    for number, unit in enumerate(units):
        for start in starts[first : first + len(unit)]:
            annex = blocks[start]
            if isinstance(annex, Annex):
                newpage = number in begins and start == starts[first]
                arranged[start] = replace(annex, newpage=newpage)
        first += len(unit)
    return tuple(arranged)


def _units(heights: Sequence[float], languages: int) -> Iterator[Sequence[float]]:
    """The heights of what stays on one page: an annex in all languages, where a page holds it."""
    for start in range(0, len(heights), languages):
        unit = heights[start : start + languages]
        if sum(unit) <= _PAGE:
            yield unit
        else:
            yield from ((one,) for one in unit)


def _begins(heights: Sequence[float]) -> frozenset[int]:
    """Which of what has these ``heights`` begin a page."""
    # For what is left from each on: how many pages, how uneven, where they begin.
    best: list[tuple[int, float, frozenset[int]]] = [(0, 0.0, frozenset())]
    for start in reversed(range(len(heights))):
        found = []
        for count in range(1, len(heights) - start + 1):
            filled = sum(heights[start : start + count])
            if count > 1 and filled > _PAGE:
                break
            pages, uneven, begins = best[count - 1]
            found.append((pages + 1, uneven + filled**2, begins | {start}))
        best.insert(0, min(found, key=lambda one: one[:2]))
    return best[0][2]


def _height(blocks: Sequence[Block]) -> float:
    """About how many lines an annex takes; a page and more if it is no table."""
    if not blocks or not all(isinstance(block, Table) and not block.form for block in blocks):
        return _PAGE
    return _HEAD + sum(_lines(block) for block in blocks if isinstance(block, Table))


def _lines(table: Table) -> float:
    """The lines of a table, each row as high as its fullest cell."""
    rows = (table.header, *table.rows)
    total = sum(table.widths)
    room = [max(_LINE * width // total, 1) for width in table.widths]
    return sum(
        _ROW
        + max(-(-len(plain(cell)) // chars) or 1 for cell, chars in zip(row, room, strict=True))
        for row in rows
    )
