"""What stands in narrow cells is not torn; decided once, for Word and PDF alike.

Columns are widened, type is made smaller, or a line is broken where a reader expects it.
An amount, a tax number, a name or an address that is wider than its cell would else be
broken anywhere, by each program in its own way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from ..fonts import text_width
from ..language.typography import is_address, keep_hyphens
from .form_lines import FormLine
from .house import House
from .inlines import Break, Inline, Inlines, Text, plain
from .tree import (
    LABEL_WIDTH,
    Block,
    Document,
    Fields,
    Opening,
    Parallel,
    SignaturePair,
    Signatures,
    Table,
)
from .visitors import children_of, with_children

POINTS_IN_MM = 72 / 25.4
# A cell's margins, in points: those of the style sheet and of the Word template.
_PADDING = 8.6
# Kerning and the other program's rounding.
_SLACK = 1.03
_SIZES = (1.0, 0.9, 0.8, 0.7)
# Other columns keep so much of their share before type is made smaller.
_KEPT = 0.55
# A single word takes no more of a table than this; a longer one is broken.
_MOST = 0.42
# Where lines part: at spaces, and behind a hyphen between letters.
_SPACES = re.compile(r"[ \t\n\u200b]+|(?<=[^\W\d]-)(?=\w)")
# Where a word that is too long may be broken: behind these, or at a space that keeps groups
# of figures together.
_BEHIND = "@./_-–,;:?&="
# A hyphen at a line's end would be read as one that is not the address's own.
_IN_ADDRESSES = "@./_:;,?&="
# A word that is broken anywhere leaves so many letters for the next line.
_LEAST = 4
_KEEPING = "\u00a0\u202f"
# The widths, in millimetres, of the references and of the address in an opening, by its letter.
_OPENINGS = {"window": (75.0, 80.0), "corner": (75.0, 77.0), "plain": (63.0, 92.0)}
# Where values stand behind their labels on one line, these take so much of it.
_CORNER_LABEL = 15.0
# Between a label and its value; and how much of the references labels take at most.
_LABEL_GAP = 2.0
_MOST_LABEL = 0.6


@dataclass(frozen=True, slots=True)
class _Room:
    """Where blocks stand: its width, and the size of type in its tables, in points."""

    width: float
    size: float
    house: House
    letter: str


def fitted(document: Document, house: House, width: float) -> Document:
    """``document`` with its narrow cells fitted to a page of ``width`` points between margins.

    ``house`` is the house style.
    """
    letter = house.layout(document.meta.layout).letter
    style = house.on(document.meta.layout)
    room = _Room(round(width), style.sizes.small + 1, style, letter)
    blocks = tuple(_fitted(block, room) for block in document.blocks)
    return document if blocks == document.blocks else replace(document, blocks=blocks)


def _fitted(block: Block, room: _Room) -> Block:
    match block:
        case Table() if block.header:
            return _table(block, room)
        case Fields():
            return _fields(block, room)
        case SignaturePair():
            return _pair(block, room)
        case Opening():
            return _opening(block, room)
        case Parallel():
            return _parallel(block, room)
        case _:
            return block


def _table(table: Table, room: _Room) -> Table:
    heads = [_widest(cell, display=True) * room.size for cell in table.header]
    words = [
        max([_widest(row[column]) * room.size for row in table.rows], default=0.0)
        for column in range(len(table.header))
    ]
    words = _with_totals(table, words, room)
    most = _MOST * room.width
    needs = [min(max(pair), most) for pair in zip(heads, words, strict=True)]
    widths, size = _columns(table.widths, needs, room.width)
    if size == 1.0 and list(widths) == list(table.widths) and max([*heads, *words]) <= most:
        return table
    # Half a point for what rounding took from the widths.
    rooms = [room.width * width / sum(widths) - _PADDING + 0.5 for width in widths]
    rows = tuple(
        tuple(
            broken(cell, inner / (room.size * size))
            for cell, inner in zip(row, rooms, strict=True)
        )
        for row in table.rows
    )
    return replace(table, rows=rows, widths=tuple(widths), size=size)


def _with_totals(table: Table, words: list[float], room: _Room) -> list[float]:
    """The needs of columns, with those of the amounts that stand below several of them."""
    if not table.foot:
        return words
    # The last total is bold.
    amount = max(_widest(amount) for _, amount in table.foot) * room.size * 1.08
    last = words[-table.total_columns :]
    lacking = max(0.0, amount - sum(last) - _PADDING * (len(last) - 1))
    return [*words[:-1], words[-1] + lacking]


def _columns(
    shares: Sequence[int], needs: Sequence[float], width: float
) -> tuple[tuple[int, ...], float]:
    """The shares of columns whose longest words need so many points, and the size of type."""
    for size in _SIZES:
        wanted = [need * size * _SLACK + _PADDING for need in needs]
        found = _shared(shares, wanted, width)
        if found is not None:
            return found, size
    smallest = [need * _SIZES[-1] * _SLACK + _PADDING for need in needs]
    return tuple(round(10 * need) for need in smallest), _SIZES[-1]


def _shared(
    shares: Sequence[int], wanted: Sequence[float], width: float
) -> tuple[int, ...] | None:
    """``width`` shared so that each column has what it needs; ``None`` where that is too much."""
    total = sum(shares)
    given = [width * share / total for share in shares]
    if all(has >= need for has, need in zip(given, wanted, strict=True)):
        return tuple(shares)
    lacking: set[int] = set()
    while True:
        rest = width - sum(wanted[index] for index in lacking)
        free = sum(share for index, share in enumerate(shares) if index not in lacking)
        parts = [
            wanted[index] if index in lacking else rest * share / max(free, 1)
            for index, share in enumerate(shares)
        ]
        more = {i for i, part in enumerate(parts) if part < wanted[i] - 0.01} - lacking
        if not more:
            break
        lacking |= more
    kept = rest / width * total / max(free, 1)
    enough = rest >= 0 if not free else kept >= _KEPT
    return tuple(round(10 * part) for part in parts) if enough else None


def _fields(block: Fields, room: _Room) -> Fields:
    left, right = widths_of(room.width, room.house.columns.fields)
    rows = tuple(
        (
            broken(label, (left - _PADDING) / room.size, display=True),
            broken(value, (right - _PADDING) / room.size),
        )
        for label, value in block.rows
    )
    return block if rows == block.rows else replace(block, rows=rows)


def widths_of(width: float, shares: Sequence[int]) -> list[float]:
    """``width`` divided by ``shares``."""
    return [width * share / sum(shares) for share in shares]


def _pair(block: SignaturePair, room: _Room) -> SignaturePair:
    left, _, right = widths_of(room.width, room.house.columns.pair)
    return SignaturePair(
        _party(block.left, (left - _PADDING) / room.size),
        _party(block.right, (right - _PADDING) / room.size),
    )


def _party(block: Signatures, width: float) -> Signatures:
    lines = tuple(
        FormLine(tuple(replace(cell, content=broken(cell.content, width)) for cell in line.cells))
        for line in block.lines
    )
    return block if lines == block.lines else replace(block, lines=lines)


def _opening(block: Opening, room: _Room) -> Opening:
    width, lines = _OPENINGS.get(room.letter, _OPENINGS["plain"])
    size = room.house.sizes.small / POINTS_IN_MM
    label, beside = block.label, _CORNER_LABEL
    if room.letter != "corner":
        label = beside = _label_width(block.references, width, size)
    references = tuple(
        (label, broken(value, (width - beside) / size)) for label, value in block.references
    )
    address = tuple(broken(line, lines * POINTS_IN_MM / room.size) for line in block.address)
    return replace(block, references=references, address=address, label=label)


def _label_width(
    references: Sequence[tuple[Inlines, Inlines]], width: float, size: float
) -> float:
    """What labels take of ``width``: more where one is long, less where a value is.

    All in millimetres, ``size`` too, which is that of the type.
    """
    labels = max((text_width(plain(label)) for label, _ in references), default=0.0)
    values = max((_widest(value) for _, value in references), default=0.0)
    least = labels * size + _LABEL_GAP
    wanted = max(least, LABEL_WIDTH)
    if wanted + values * size * _SLACK > width:
        wanted = max(least, min(wanted, width - values * size * _SLACK))
    return round(min(wanted, _MOST_LABEL * width), 1)


def _parallel(block: Parallel, room: _Room) -> Parallel:
    inner = room
    if block.columns:
        inner = replace(room, width=widths_of(room.width, room.house.columns.parallel)[0])
    rows = tuple(
        (tuple(_fitted(one, inner) for one in left), tuple(_fitted(one, inner) for one in right))
        for left, right in block.rows
    )
    return replace(block, rows=rows)


def _words(content: Inlines, *, display: bool) -> Iterator[str]:
    """What should stay on one line: words, of a compound each part; of a head the whole."""
    for word in re.split(r"[ \n]", keep_hyphens(plain(content))):
        parts = () if display else _SPACES.split(word)
        # Most words have one part: whether they are addresses makes no difference.
        if len(parts) < 2 or is_address(word):
            yield word
        else:
            yield from (one for one in parts if one)


def _widest(content: Inlines, *, display: bool = False) -> float:
    """The widest word of a cell, in the type size 1."""
    return max(
        (text_width(word, display=display) for word in _words(content, display=display)),
        default=0.0,
    )


def broken(content: Inlines, width: float, *, display: bool = False) -> Inlines:
    """``content`` with words broken that are wider than ``width``, in the type size 1."""
    if _widest(content, display=display) * _SLACK <= width:
        return content

    def measure(text: str) -> float:
        return text_width(text, display=display) * _SLACK

    return tuple(part for node in content for part in _broken_node(node, width, measure))


def _broken_node(node: Inline, width: float, measure: Callable[[str], float]) -> Iterator[Inline]:
    if isinstance(node, Text):
        yield from _broken_text(node.text, width, measure)
    elif children := children_of(node):
        yield with_children(
            node, tuple(part for child in children for part in _broken_node(child, width, measure))
        )
    else:
        yield node


def _broken_text(text: str, width: float, measure: Callable[[str], float]) -> Iterator[Inline]:
    """``text`` in lines: a break stands inside each word that is too wide."""
    line = ""
    for word in re.split(r"(?<=[ \t\n\u200b])", text):
        rest = word
        while measure(rest.rstrip()) > width and len(rest) > 1:
            head, rest = _cut(rest, width, measure)
            yield Text(line + head)
            yield Break()
            line = ""
        line += rest
    if line:
        yield Text(line)


def _cut(word: str, width: float, measure: Callable[[str], float]) -> tuple[str, str]:
    """The part of ``word`` that fits, up to where it may be broken, and the rest."""
    most = next(
        (count - 1 for count in range(2, len(word) + 1) if measure(word[:count]) > width), 1
    )
    at = word.find("@") + 1
    if 0 < at <= most and measure(word[at:]) <= width:
        return word[:at], word[at:]
    for signs in (_IN_ADDRESSES, _BEHIND) if at else (_BEHIND,):
        for count in range(most, 0, -1):
            if word[count] in _KEEPING:
                return word[:count], word[count + 1 :]
            if word[count - 1] in signs and 3 * count >= most:
                return word[:count], word[count:]
    # No letter or two alone in the next line.
    most = max(min(most, len(word.rstrip()) - _LEAST), 1)
    return word[:most], word[most:]
