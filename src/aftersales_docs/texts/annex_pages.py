"""Which annexes begin a page: short ones share a page, so that none stands almost empty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..document import Annex, Block, Table, plain

# In lines: what of a page tables may fill, an annex's head with the gaps around it, the room
# between two rows. In characters: a table's line.
_PAGE = 54.0
_HEAD = 7.0
_ROW = 0.3
_LINE = 88


def shared_pages(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """``blocks`` with their annexes told whether they begin a page.

    An annex begins one unless it fits below the annexes before it on the same page.
    """
    arranged = list(blocks)
    starts = [index for index, block in enumerate(blocks) if isinstance(block, Annex)]
    ends = [*starts[1:], len(blocks)][: len(starts)]
    filled = _PAGE
    for start, end in zip(starts, ends, strict=True):
        height = _height(blocks[start + 1 : end])
        annex = blocks[start]
        if not isinstance(annex, Annex):  # pragma: no cover (starts are those of annexes)
            continue
        newpage = start == starts[0] or filled + height > _PAGE
        filled = height if newpage else filled + height
        arranged[start] = replace(annex, newpage=newpage)
    return tuple(arranged)


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
