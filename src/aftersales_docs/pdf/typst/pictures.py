"""Pictures as data for the Typst source: the logo, enclosed photographs, covers of enclosed PDFs.

A picture itself is a file beside the source, once however often it stands on the pages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ...document import (
    AttachedFile,
    Block,
    Logo,
    Picture,
    PicturePage,
    logo_of,
    picture_sizes,
    plain,
    running_logo,
)
from ...document.fit import POINTS_IN_MM
from .blocks import BlockWriter, Data, Frame

# Between a logo and the words beside it.
_GAP: Final = 6.0
# Between a heading and the picture below it, in points.
_BELOW_HEADING: Final = 8.0
# What no text in a PDF may hold, though no font has to show it here.
_NO_TEXT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufeff\ufffe\uffff\ud800-\udfff]")
_ENDINGS: Final = {"image/png": "png", "image/jpeg": "jpg", "image/svg+xml": "svg"}


def picture(writer: BlockWriter, image: Picture, width: float, height: float) -> Data:
    """A picture of ``width`` and ``height`` millimetres."""
    names = {content: name for name, content in writer.pictures.items()}
    name = names.get(image.content)
    if name is None:
        name = f"{len(names)}.{_ENDINGS[image.media_type]}"
        writer.pictures[name] = image.content
    size = (width * POINTS_IN_MM, height * POINTS_IN_MM)
    return {"src": name, "alt": _NO_TEXT.sub("", image.alt), "size": size}


def beside(given: Logo | None) -> float:
    """The room in points that a logo takes from the words beside it."""
    return (given.width + _GAP) * POINTS_IN_MM if given else 0.0


def logo(writer: BlockWriter, given: Logo | None) -> Data:
    """The logo of a letterhead, under its name; nothing where there is none."""
    return {"logo": picture(writer, given.picture, given.width, given.height)} if given else {}


def running(writer: BlockWriter, blocks: Sequence[Block]) -> Data:
    """The logo at the head of later pages; nothing where it stands on the first alone."""
    given = logo_of(blocks)
    if given is None or given.pages == "first":
        return {}
    size = running_logo(given, writer.style.page.margins.top)
    return picture(writer, given.picture, *size)


def page(writer: BlockWriter, block: PicturePage, frame: Frame) -> list[Data]:
    """A page of enclosed pictures."""
    sizes = picture_sizes(block, writer.style.page)
    columns = 2 if block.per_page == 4 else 1
    width = (frame.width - (columns - 1) * _GAP * POINTS_IN_MM) / columns
    shown = [
        picture(writer, image, *size) | {"c": writer.body(caption, width)}
        for image, size, caption in zip(block.pictures, sizes, block.captions, strict=True)
    ]
    heading = writer.heading_of(block.heading, frame, block.id, new=True, b=_BELOW_HEADING)
    return [heading, {"t": "pictures", "columns": columns, "pictures": shown}]


def attached(writer: BlockWriter, block: AttachedFile, frame: Frame) -> list[Data]:
    """The page that names an enclosed PDF, behind which its pages come."""
    # Its page is asked for, whether a reference leads there or not.
    writer.targets.add(block.id)
    gap = writer.style.house.gaps.point
    said = [
        {"t": "text", "c": writer.body(words, frame.width), "b": gap}
        for words in (block.title, block.extent)
        if plain(words)
    ]
    return [writer.heading_of(block.heading, frame, block.id, new=True), *said]
