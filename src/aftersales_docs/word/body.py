"""The document tree as the XML of a Word body.

All looks come from the template's styles; what stands here directly is structure:
bookmarks, fields, languages, and what must stay together on a page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby, zip_longest
from typing import Any

from ..document import (
    Annex,
    AttachedFile,
    Block,
    Clause,
    Contents,
    Fields,
    Foot,
    Heading,
    Items,
    Letterhead,
    Opening,
    Paragraph,
    Parallel,
    PicturePage,
    Salutation,
    SignaturePair,
    Signatures,
    Spread,
    Stamp,
    Subject,
    Table,
    Title,
)
from . import letter, paragraphs, pictures, signature_blocks, tables
from .bookmarks import Bookmarks
from .contents import contents
from .frame import NO_PAGES, Frame, Neighbours, Pages, Sheet
from .markup import TABLE_END, TABLE_GAP, paragraph
from .media import Media
from .parallel import leading_rows, parallel, parted
from .runs import inlines

# What Word sets as a table, and of it what is ruled; what must not begin a page alone.
_TABLES = (Fields, Table, Stamp, Signatures, SignaturePair, Parallel)
_RULED = (Fields, Table)
_SIGNED = (Signatures, SignaturePair, signature_blocks.Ending)


def body(
    blocks: Sequence[Block], sheet: Sheet, language: str, media: Media, pages: Pages = NO_PAGES
) -> str:
    """The XML of a whole document's ``blocks``; ``language`` is a tag (``de-DE``).

    ``media`` takes the pictures that the XML refers to.
    """
    return _written(
        blocks, Frame(sheet, Bookmarks(), sheet.width, language, media=media, pages=pages)
    )


def foot(blocks: Sequence[Block], sheet: Sheet, language: str) -> str:
    """The particulars of the sender, for the footer of the first page."""
    frame = Frame(sheet, Bookmarks(), sheet.width, language)
    lines = [line for block in blocks if isinstance(block, Foot) for line in block.lines]
    return "".join(paragraph("Particulars", inlines(line, frame)) for line in lines)


def _written(blocks: Sequence[Block], frame: Frame) -> str:
    parts: list[str] = []
    before: Block | None = None
    leading: list[str] = []
    blocks = signature_blocks.ended(blocks)
    for is_signature, group in groupby(zip_longest(blocks, blocks[1:]), key=_is_signature):
        if is_signature:
            members = [block for block, _ in group if isinstance(block, Signatures)]
            parts.append(signature_blocks.signatures(members, frame))
            before = members[-1]
            continue
        for block, after in group:
            around = Neighbours(
                isinstance(before, _RULED),
                isinstance(after, _SIGNED),
                paragraphs.ends_subpoints(block, after),
            )
            if _touching(before, block):
                parts.append(TABLE_GAP)
            if isinstance(block, Parallel) and block.columns and isinstance(after, SignaturePair):
                # No program keeps the last row of a table with the next table.
                block, tail = parted(block)  # noqa: PLW2901
                leading = leading_rows(tail, frame, _written)
            if leading and isinstance(block, SignaturePair):
                parts.append(signature_blocks.signature_pair(block, frame, around, leading))
                leading = []
            else:
                parts.append(_WRITERS[type(block)](block, frame, around))
            before = block
    xml = "".join(parts)
    return xml + TABLE_END if xml.endswith("</w:tbl>") else xml


def _touching(before: Block | None, block: Block) -> bool:
    """Whether the two are tables that Word and others would join, or with no room between."""
    ruled = isinstance(before, _RULED) and isinstance(block, _RULED)
    columns = isinstance(block, Parallel) and block.columns
    return ruled or (columns and isinstance(before, SignaturePair))


def _is_signature(pair: tuple[Block, Block | None]) -> bool:
    return isinstance(pair[0], Signatures)


def _parallel(block: Parallel, frame: Frame, _around: Neighbours) -> str:
    return parallel(block, frame, _written)


def _nothing(_block: Foot, _frame: Frame, _around: Neighbours) -> str:
    """The foot stands in the footer, not in the body."""
    return ""


# A writer gets its own type of block.
_WRITERS: Mapping[type, Callable[[Any, Frame, Neighbours], str]] = {
    Letterhead: paragraphs.letterhead,
    Title: paragraphs.title,
    Contents: contents,
    Spread: paragraphs.spread,
    Fields: tables.fields,
    Heading: paragraphs.heading,
    Annex: paragraphs.annex,
    Paragraph: paragraphs.text,
    Clause: paragraphs.clause,
    Items: paragraphs.items,
    Table: tables.table,
    Stamp: signature_blocks.stamp,
    Opening: letter.opening,
    Subject: letter.subject,
    Salutation: letter.salutation,
    signature_blocks.Ending: signature_blocks.ending,
    Foot: _nothing,
    SignaturePair: signature_blocks.signature_pair,
    Parallel: _parallel,
    PicturePage: pictures.picture_page,
    AttachedFile: pictures.attached_file,
}
