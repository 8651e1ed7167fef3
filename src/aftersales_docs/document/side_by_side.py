"""Which rows of two languages side by side stay on one page."""

from __future__ import annotations

from collections.abc import Sequence

from .inlines import plain
from .tree import Block
from .visitors import inlines_of

# A row of no more lines in either language is not parted: Word and LibreOffice mind no widows in
# a table, a line of it would stand alone overleaf. A longer one would leave too much white.
_LINES = 9
# The characters of a line in half a page.
_HALF = 42


def stays_whole(left: Sequence[Block], right: Sequence[Block]) -> bool:
    """Whether a row is so low that all of it goes overleaf, not a line of it."""
    return max(_lines(left), _lines(right)) <= _LINES


def _lines(blocks: Sequence[Block]) -> int:
    """About how many lines a cell has."""
    return sum(
        -(-len(plain(words)) // _HALF) for block in blocks for words in inlines_of(block) if words
    )
