"""The pictures that a document shows: which there are, and how large they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .house import Layout
from .inlines import plain
from .pictures import Logo, Picture, sizes_of
from .tree import AttachedFile, Block, Document, Letterhead, Opening, PicturePage, flat


def logo_of(blocks: Iterable[Block]) -> Logo | None:
    """The logo in the letterhead of a document; ``None`` where there is none."""
    found = (block.logo for block in flat(blocks) if isinstance(block, Letterhead | Opening))
    return next((logo for logo in found if logo is not None), None)


def pictures_of(blocks: Iterable[Block]) -> Iterator[Picture]:
    """All pictures of a document, as often as they stand there."""
    for block in flat(blocks):
        match block:
            case Letterhead(logo=logo) | Opening(logo=logo) if logo is not None:
                yield logo.picture
            case PicturePage(pictures=pictures):
                yield from pictures
            case _:
                pass


def picture_sizes(page: PicturePage, layout: Layout) -> list[tuple[float, float]]:
    """The width and height in millimetres of each picture of ``page`` on a page of ``layout``."""
    return sizes_of(page.pictures, [plain(one) for one in page.captions], page.per_page, layout)


def shows_files(document: Document) -> bool:
    """Whether a document shows files besides its words: a logo, pictures, PDFs."""
    attached = any(isinstance(block, AttachedFile) for block in document.blocks)
    return attached or next(pictures_of(document.blocks), None) is not None
