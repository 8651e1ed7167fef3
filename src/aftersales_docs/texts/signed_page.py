"""What goes overleaf with signatures and closings: never these alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..document import (
    Block,
    Clause,
    Closing,
    Heading,
    Paragraph,
    SignaturePair,
    Signatures,
    plain,
)

# So many paragraphs or points of the text stand on one page with the place to sign.
_KEPT = 2
# A last chapter of no more characters than this goes there as a whole: about ten lines.
_SHORT_CHAPTER = 900


def accompanied(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """``blocks`` with the last paragraphs before a place to sign kept on its page.

    Of a chapter that is short all of it, with its heading: what is declared stands with the
    signatures. Lists of enclosures are not counted: they say nothing that is signed.
    """
    kept = list(blocks)
    for end, block in enumerate(blocks):
        if isinstance(block, Closing | Signatures | SignaturePair):
            start = _start(blocks, end)
            kept[start:end] = [_leading(one) for one in kept[start:end]]
    return tuple(kept)


def _start(blocks: Sequence[Block], end: int) -> int:
    """Where that begins which stands on one page with the place to sign at ``end``."""
    counted = length = 0
    start = end
    for index in range(end - 1, -1, -1):
        match blocks[index]:
            case Paragraph(content=content, flush=flush):
                counted += not flush
            case Clause(content=content, level=level):
                if level == 1:
                    return index if length <= _SHORT_CHAPTER else start
                counted += 1
            case Heading() | Signatures():
                content = ()
            case _:
                return start
        length += len(plain(content))
        if counted <= _KEPT:
            start = index
        elif length > _SHORT_CHAPTER:
            return start
    return start


def _leading(block: Block) -> Block:
    """``block`` kept with what follows it, as a chapter's heading is anyway."""
    match block:
        case Paragraph() | Clause(level=2 | 3):
            return replace(block, lead=True)
        case _:
            return block
