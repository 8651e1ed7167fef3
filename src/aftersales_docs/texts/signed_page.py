"""What goes overleaf with signatures and closings: never these alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile
from math import inf

from ..document import (
    Block,
    Clause,
    Closing,
    Heading,
    Inlines,
    Paragraph,
    SignaturePair,
    Signatures,
    plain,
)

# So many paragraphs or points of the text stand on one page with the place to sign; fewer where
# they have so many lines, except in a letter, whose closing is low.
_KEPT, _ENOUGH = 2, 2
# A last chapter of no more characters than this goes there as a whole: about ten lines.
_SHORT_CHAPTER = 900
# And with the place to sign it is no higher than this, in lines: two fifths of a page. What is
# higher would leave half a page white where it does not fit below the words before.
_TOGETHER = 20.0
# In characters: a line of text, and one of a party's half of the page.
_LINE, _HALF = 85, 42
# In lines: the room between two paragraphs, a heading; of places to sign their headings, a line to
# sign on with the room above, a line of a party's block, what parts the two blocks from the text.
_GAP, _HEAD = 0.4, 2.4
_FORM_HEAD, _FORM_LINE, _PARTY_LINE, _PARTY_SIGNED, _PARTY_ABOVE = 1.8, 2.3, 1.1, 3.2, 0.7


def accompanied(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """``blocks`` with the last paragraphs before a place to sign kept on its page.

    Of a chapter that is short all of it, with its heading: what is declared stands with the
    signatures. Lists of enclosures are not counted: they say nothing that is signed.
    """
    kept = list(blocks)
    for end, block in enumerate(blocks):
        if _is_place(block):
            start = _start(blocks, end)
            kept[start:end] = [_leading(one) for one in kept[start:end]]
    return tuple(kept)


def _start(blocks: Sequence[Block], end: int) -> int:
    """Where that begins which stands on one page with the place to sign at ``end``."""
    counted = length = lines = 0
    start = end
    enough = _ENOUGH if not isinstance(blocks[end], Closing) else inf
    for index in range(end - 1, -1, -1):
        before = lines
        match blocks[index]:
            case Paragraph(content=content, flush=flush):
                counted += not flush
            case Clause(content=content, level=level):
                if level == 1:
                    signed = (*blocks[index:end], *takewhile(_is_place, blocks[end:]))
                    short = length <= _SHORT_CHAPTER and _height(signed) <= _TOGETHER
                    return index if short else start
                counted += 1
            case Heading() | Signatures():
                content = ()
            case _:
                return start
        length += len(plain(content))
        lines += _lines(content, _LINE)
        if counted <= _KEPT and before < enough:
            start = index
        elif length > _SHORT_CHAPTER:
            return start
    return start


def _is_place(block: Block) -> bool:
    return isinstance(block, Closing | Signatures | SignaturePair)


def _height(blocks: Sequence[Block]) -> float:
    """About how many lines ``blocks`` take."""
    height = 0.0
    for block in blocks:
        match block:
            case Heading() | Clause(level=1):
                height += _HEAD
            case Clause(content=content) | Paragraph(content=content):
                height += _lines(content, _LINE) + _GAP
            case SignaturePair(left=left, right=right):
                height += _PARTY_ABOVE + max(_party_height(left), _party_height(right))
            case Signatures(lines=lines):
                height += sum(_FORM_LINE if len(one.cells) > 1 else _FORM_HEAD for one in lines)
    return height


def _party_height(party: Signatures) -> float:
    cells = (line.cells[0] for line in party.lines)
    return sum(
        _PARTY_SIGNED if one.blank else _PARTY_LINE * max(_lines(one.content, _HALF), 1)
        for one in cells
    )


def _lines(content: Inlines, width: int) -> int:
    return -(-len(plain(content)) // width)


def _leading(block: Block) -> Block:
    """``block`` kept with what follows it, as a chapter's heading is anyway."""
    match block:
        case Paragraph() | Clause(level=2 | 3):
            return replace(block, lead=True)
        case _:
            return block
