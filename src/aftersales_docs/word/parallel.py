"""The same in two languages: side by side in a table without lines, or one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from ..document import Annex, Block, Foreign, Inlines, Parallel, Text, leads
from ..document.side_by_side import stays_whole
from ..language.codes import LANGUAGE_TAGS, NATIVE_NAMES, Lang
from .frame import Frame
from .markup import (
    FIRST_ROW,
    KEEP_NEXT,
    PAGE_BREAK,
    TABLE_GAP,
    cell,
    flowing_row,
    grid,
    paragraph,
    row,
    shares_of,
)
from .runs import inlines

# Between the name of a language and its words, in twentieths of a point.
_BELOW_NAME = '<w:spacing w:after="80"/>'

Write = Callable[[Sequence[Block], Frame], str]


def parallel(block: Parallel, frame: Frame, write: Write) -> str:
    """Two languages; ``write`` writes the blocks of each."""
    second = frame.in_second(LANGUAGE_TAGS[block.langs[1]])
    if block.columns:
        return _columns(block, frame, write)
    return "".join(_begun(block, right) + write(right, second) for _, right in block.rows)


def _columns(block: Parallel, frame: Frame, write: Write) -> str:
    widths = shares_of(frame.width, frame.sheet.columns.parallel)
    heads = [
        cell(width, paragraph("TableHead", inlines(name, frame), _BELOW_NAME))
        for width, name in zip(widths, _names(block.langs), strict=True)
    ]
    rows = [flowing_row(heads, "<w:tblHeader/>"), *_rows(block, frame, widths, write)]
    return grid("ParallelTable", widths, rows, look=FIRST_ROW)


def _rows(
    block: Parallel, frame: Frame, widths: Sequence[int], write: Write, between: str = ""
) -> Iterator[str]:
    """A row for each pair; ``between`` are properties of the empty words between the two."""
    second = frame.in_second(LANGUAGE_TAGS[block.langs[1]])
    for left, right in block.rows:
        contents = (
            write(left, frame.narrowed(widths[0])),
            "",
            write(right, second.narrowed(widths[0])),
        )
        written = row if stays_whole(left, right) else flowing_row
        yield written(
            [
                cell(width, content or paragraph("PartyText", "", between))
                for width, content in zip(widths, contents, strict=True)
            ]
        )


def parted(block: Parallel) -> tuple[Parallel, Parallel]:
    """``block`` without its last rows that lead on to what follows it, and these."""
    start = len(block.rows)
    while start and leads(block.rows[start - 1][0]):
        start -= 1
    if not start:  # All of it leads: nothing would be left.
        start = len(block.rows)
    return replace(block, rows=block.rows[:start]), replace(block, rows=block.rows[start:])


def leading_rows(block: Parallel, frame: Frame, write: Write) -> list[str]:
    """Its rows as the first of the table that follows: rows of one table stay together."""
    widths = shares_of(frame.width, frame.sheet.columns.pair)
    return list(_rows(block, frame, widths, write, KEEP_NEXT))


def _names(langs: tuple[Lang, Lang]) -> tuple[Inlines, Inlines, Inlines]:
    """The columns' heads: each language calls itself."""
    first, second = ((Foreign(lang, (Text(NATIVE_NAMES[lang]),)),) for lang in langs)
    return first, (), second


def _begun(block: Parallel, blocks: Sequence[Block]) -> str:
    """What parts a second language from what stands before it."""
    if not block.newpage:
        return TABLE_GAP
    # An annex begins a page by itself.
    return "" if isinstance(blocks[0], Annex) else PAGE_BREAK
