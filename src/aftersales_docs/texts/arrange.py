"""The composed blocks brought into the order and the groups in which they are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

from ..document import (
    Block,
    Cell,
    Clause,
    Closing,
    FormLine,
    Heading,
    Items,
    Paragraph,
    SignaturePair,
    Signatures,
    Table,
    plain,
)

_SIGNED = (Signatures, SignaturePair)
_EMPTY = FormLine((Cell(()),))


def arranged(blocks: Iterable[Block], beside: Mapping[str, str]) -> tuple[Block, ...]:
    """``blocks`` as they are written: lists and totals joined, signatures paired.

    ``beside`` says which signature block stands right of which.
    """
    return tuple(_marked_leads(list(_paired(_joined(blocks), beside))))


def _joined(blocks: Iterable[Block]) -> list[Block]:
    """Neighbouring list items as one list, totals as the foot of the table above them."""
    joined: list[Block] = []
    for block in blocks:
        match joined[-1] if joined else None, block:
            case Items(items=before, ids=names, level=level), Items(level=same) if level == same:
                joined[-1] = Items(before + block.items, names + block.ids, level)
            case Table() as table, Table(id=name, header=(), foot=foot):
                joined[-1] = replace(table, foot=foot, foot_id=name)
            case _:
                joined.append(block)
    return joined


def _paired(blocks: Sequence[Block], pairs: Mapping[str, str]) -> Iterator[Block]:
    """Signature blocks side by side where ``pairs`` says which stands right of which."""
    waiting = iter([*zip_longest(blocks, blocks[1:])])
    for block, after in waiting:
        match block, after:
            case Signatures(id=left), Signatures(id=right) if pairs.get(left) == right:
                yield _level(block, after)
                next(waiting)
            case _:
                yield block


def _level(left: Signatures, right: Signatures) -> SignaturePair:
    """Two blocks whose lines to sign on stand at one height, and so do the posts above them.

    Where one says less, the room is left above the post and what is filled in by hand (place and
    day), not under its name.
    """
    places = [left.sign_line or 0, right.sign_line or 0]
    lowest = max(places)
    sides = []
    for block, place in zip((left, right), places, strict=True):
        above = max(place - 1, 1) if place else 0
        while above > 1 and _by_hand(block.lines[above - 1]):
            above -= 1
        room = [_EMPTY] * (lowest - place)
        sides.append(replace(block, lines=(*block.lines[:above], *room, *block.lines[above:])))
    return SignaturePair(*sides)


def _by_hand(line: FormLine) -> bool:
    """Whether a line of a form ends with room to write on."""
    return plain(line.cells[-1].content).rstrip().endswith("_")


def _marked_leads(blocks: Sequence[Block]) -> Iterator[Block]:
    """Tell the texts that introduce what follows, so that no writer parts them."""
    for index, block in enumerate(blocks):
        after, then = [*blocks[index + 1 : index + 3], None, None][:2]
        if isinstance(block, Clause | Paragraph) and _introduces(block, after, then):
            yield replace(block, lead=True)
        else:
            yield block


def _introduces(block: Clause | Paragraph, after: Block | None, then: Block | None) -> bool:
    """Whether ``block`` must not stand without ``after``, which ``then`` follows."""
    match block, after:
        # Signatures under a heading or words of their own have a clause above them too.
        case Clause(level=level), Clause(level=1) | Heading() | Paragraph() if level > 1:
            return isinstance(then, _SIGNED)
        case (Paragraph(), Clause(level=level)) | (Clause(level=level), Table()):
            return level > 1
        case Paragraph(), Items() | Table() | Signatures() | SignaturePair() | Closing():
            return True
        case Clause(level=level), Items(level=under):
            return under >= level > 1
        case Clause(level=level), Clause(level=under):
            return under > level > 1
    return False
