"""Where a document is signed, and by whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .form_lines import FormLine
from .inlines import Inlines, plain
from .tree import Block, Closing, SignaturePair, Signatures, Stamp, flat

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
                if block.sign_line is not None:
                    yield SignaturePlace(
                        name, _label(name, _signer(lines, block.sign_line)), ruled=True
                    )


def _signer(lines: Sequence[FormLine], sign_line: int) -> list[Inlines]:
    """Who signs in a block: its first two lines, and what stands around the line to sign on.

    Between them an address or a bank account may stand, which name nobody.
    """
    sign_cell = lines[sign_line].sign_cell
    cells = [cell for line in lines[: sign_line + 1] for cell in line.cells]
    blank = len(cells) - len(lines[sign_line].cells) + (sign_cell or 0)
    cells += [cell for line in lines[sign_line + 1 :] for cell in line.cells]
    before = [cell.content for cell in cells[:blank] if cell.content]
    after = [cell.content for cell in cells[blank:] if cell.content and not cell.blank]
    return [*before[:2], *before[2:][-1:], *after[:1]]


def _label(name: str, words: Iterable[Inlines]) -> str:
    """Who signs, in one line."""
    said = (" ".join(plain(one).split()) for one in words)
    return ", ".join(one for one in said if one and _ROOM not in one) or name
