"""Where a document is signed, and by whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .tree import (
    Block,
    Closing,
    FormLine,
    Inlines,
    SignaturePair,
    Signatures,
    Stamp,
    flat,
    plain,
)

_ROOM = "__"  # Room to write, among printed words.


@dataclass(frozen=True, slots=True)
class SignaturePlace:
    """A place to sign: the identifier of its block, and who signs there.

    ``ruled`` says that there is a line to sign on; a letter leaves room instead.
    """

    id: str
    label: str
    ruled: bool


def signature_places(blocks: Iterable[Block]) -> Iterator[SignaturePlace]:
    """The places to sign in ``blocks``, from top to bottom; of two languages both."""
    for block in flat(blocks):
        match block:
            case Closing(id=name, above=above, below=below):
                yield SignaturePlace(name, _label(name, [*above[1:], *below]), ruled=False)
            case SignaturePair(left=left, right=right):
                yield from signature_places((left, right))
            case Signatures(id=name, lines=lines) | Stamp(id=name, lines=lines):
                if any(cell.blank for line in lines for cell in line.cells[:2]):
                    yield SignaturePlace(name, _label(name, _signer(lines)), ruled=True)


def _signer(lines: Iterable[FormLine]) -> list[Inlines]:
    """Who signs in a block: its first two lines, and what stands around the line to sign on.

    Between them an address or a bank account may stand, which name nobody.
    """
    cells = [cell for line in lines for cell in line.cells]
    blank = next(index for index, cell in enumerate(cells) if cell.blank)
    before = [cell.content for cell in cells[:blank] if cell.content]
    after = [cell.content for cell in cells[blank:] if cell.content and not cell.blank]
    return [*before[:2], *before[2:][-1:], *after[:1]]


def _label(name: str, words: Iterable[Inlines]) -> str:
    """Who signs, in one line."""
    said = (" ".join(plain(one).split()) for one in words)
    return ", ".join(one for one in said if one and _ROOM not in one) or name
