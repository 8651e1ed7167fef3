"""How wide the columns of a table must be, so that no figure and no word is torn.

A column never gets narrower than its longest piece that has no place to break: an amount, a
number, a word. What such a column lacks, those that have room to spare give. Where all
together need more than the page has, each gives in proportion, and the writers break where
they must.
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
_NARROW = re.compile(r"[\s\u00a0\u202f.,;:'’‘!|ilj1()/\[\]–-]")
_WIDE = re.compile(r"[%mwMWШЩЖЮФМшщжюфм@€—]")
_UPPER = re.compile(r"[A-ZА-ЯÄÖÜ№&]")
# Where a line may end: spaces, and after hyphens; no-break spaces hold.
_BREAK = re.compile(r"[ \t\n]+|(?<=[-–—])(?=\w)")


def _length(piece: str) -> float:
    """The width of ``piece`` in millimetres, rather too much than too little."""
    em = 0.0
    for character in piece:
        if _NARROW.match(character) and character != "1":
            em += 0.33
        elif _WIDE.match(character):
            em += 0.88
        elif _UPPER.match(character):
            em += 0.72
        else:
            em += 0.55
    return em * _EM


def _needed(cells: Sequence[Inlines]) -> float:
    pieces = (piece for cell in cells for piece in _BREAK.split(plain(cell)))
    return max(map(_length, pieces), default=0.0) + _PADDING


def fitted(table: Table) -> Table:
    """``table`` with columns wide enough for what they hold; as it is where they are."""
    whole = sum(table.widths)
    if not whole or not table.rows:
        return table
    given = [width / whole * _WIDTH for width in table.widths]
    columns = zip(table.header, *table.rows, strict=True)
    needed = [_needed(cells) for cells in columns]
    if all(has >= needs for has, needs in zip(given, needed, strict=True)):
        return table
    lacking = sum(max(0.0, needs - has) for has, needs in zip(given, needed, strict=True))
    spare = sum(max(0.0, has - needs) for has, needs in zip(given, needed, strict=True))
    if spare <= lacking:
        return replace(table, widths=tuple(round(needs * 10) for needs in needed))
    part = lacking / spare
    widths = (
        needs if has <= needs else has - (has - needs) * part
        for has, needs in zip(given, needed, strict=True)
    )
    return replace(table, widths=tuple(round(width * 10) for width in widths))
