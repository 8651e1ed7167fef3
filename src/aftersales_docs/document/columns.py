"""How wide the columns of a table must be, so that no figure and no word is torn.

A column never gets narrower than its longest piece that has no place to break: an amount, a
number, a word. What such a column lacks, those that have room to spare give. Where all
together need more than the page has, the type gets smaller; where that is not enough, words
give way to figures: a word may be parted between two lines, an amount may not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .tree import Inlines, Table, plain

# The text area of the pages that documents stand on, and both paddings of a cell (mm).
_WIDTH = 165.0
_PADDING = 3.4
# Type of 10.5 points: an em in millimetres, and the widths of characters in em.
_EM = 10.5 * 25.4 / 72
# How much smaller the type of a dense table is.
_DENSE = 8.5 / 10.5
_NARROW = re.compile(r"[\s\u00a0\u202f.,;:'’‘!|ilj1()/\[\]–-]")
_WIDE = re.compile(r"[%mwMWШЩЖЮФМшщжюфм@€—]")
_UPPER = re.compile(r"[A-ZА-ЯÄÖÜ№&]")
# The part of what they need that columns of words keep in any case.
_LEAST = 0.35
# Where a line may end: spaces, and after hyphens; no-break spaces hold.
_BREAK = re.compile(r"[ \t\n]+|(?<=[-–—])(?=\w)")


def _length(piece: str) -> float:
    """The width of ``piece`` in millimetres, rather too much than too little."""
    em = 0.0
    for character in piece:
        if _NARROW.match(character) and character != "1":
            em += 0.3
        elif _WIDE.match(character):
            em += 0.88
        elif _UPPER.match(character):
            em += 0.72
        else:
            em += 0.55
    return em * _EM


def _needed(cells: Sequence[Inlines], scale: float = 1.0) -> float:
    pieces = (piece for cell in cells for piece in _BREAK.split(plain(cell)))
    return max(map(_length, pieces), default=0.0) * scale + _PADDING


def fitted(table: Table) -> Table:
    """``table`` with columns wide enough for what they hold; as it is where they are."""
    whole = sum(table.widths)
    if not whole or not table.rows:
        return table
    given = [width / whole * _WIDTH for width in table.widths]
    columns = [*zip(table.header, *table.rows, strict=True)]
    needed = [_needed(cells) for cells in columns]
    if all(has >= needs for has, needs in zip(given, needed, strict=True)):
        return table
    if sum(needed) <= _WIDTH:
        return replace(table, widths=_shared_out(given, needed))
    small = [_needed(cells, _DENSE) for cells in columns]
    fits = sum(small) <= _WIDTH
    widths = _shared_out(given, small) if fits else _figures_first(small, table.align)
    return replace(table, widths=widths, dense=True)


def _shared_out(given: Sequence[float], needed: Sequence[float]) -> tuple[int, ...]:
    """Widths in tenths of a millimetre: what some lack, the others give of what they spare."""
    lacking = sum(max(0.0, needs - has) for has, needs in zip(given, needed, strict=True))
    spare = sum(max(0.0, has - needs) for has, needs in zip(given, needed, strict=True))
    part = lacking / spare if spare else 0.0
    widths = (
        needs if has <= needs else has - (has - needs) * part
        for has, needs in zip(given, needed, strict=True)
    )
    return tuple(round(width * 10) for width in widths)


def _figures_first(needed: Sequence[float], align: str) -> tuple[int, ...]:
    """Widths where not all fit: columns of figures whole, columns of words what is left."""
    figures = [side == "r" for side in align or "l" * len(needed)]
    left = _WIDTH - sum(needs for needs, whole in zip(needed, figures, strict=True) if whole)
    words = sum(needs for needs, whole in zip(needed, figures, strict=True) if not whole)
    part = left / words if words and left > words * _LEAST else 1.0
    widths = (
        needs if whole else needs * part for needs, whole in zip(needed, figures, strict=True)
    )
    return tuple(round(width * 10) for width in widths)
