"""Pictures in Word: in line with the text, at the head of pages, and on pages of their own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from xml.sax.saxutils import quoteattr

from ..document import AttachedFile, Inlines, Logo, Picture, PicturePage, picture_sizes
from ..document.pictures import within
from .frame import Frame, Neighbours
from .markup import KEEP_NEXT, cell, paragraph, shares_of
from .media import Media
from .runs import inlines

_EMU_IN_MM: Final = 36_000
_A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PIC: Final = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_WP: Final = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CENTRED: Final = '<w:ind w:firstLine="0"/><w:jc w:val="center"/>'
_BELOW: Final = '<w:spacing w:after="340"/>'
_FLUSH: Final = '<w:ind w:firstLine="0"/>'
# Between a heading and the picture below it, in twentieths of a point.
_ABOVE_PICTURES: Final = '<w:spacing w:after="160"/>'
# A picture is as wide as its cell: what margins take from it would be cut off.
_NO_MARGINS: Final = (
    '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
)
# A column between two pictures, as wide as the gap in the PDF, in millimetres.
_GAP: Final = 6.0


def emu(millimetres: float) -> int:
    """Millimetres as DrawingML counts lengths."""
    return round(millimetres * _EMU_IN_MM)


def _graphic(relation: str, size: tuple[int, int], number: int) -> str:
    width, height = size
    return (
        f'<a:graphic xmlns:a="{_A}"><a:graphicData uri="{_PIC}"><pic:pic xmlns:pic="{_PIC}">'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="Picture {number}"/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip xmlns:r="{_R}" r:embed="{relation}"/>'
        f"<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
        f'<a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        f"</a:graphicData></a:graphic>"
    )


def _described(number: int, alt: str) -> str:
    words = quoteattr(alt)
    return f'<wp:docPr id="{number}" name="Picture {number}" descr={words}/>'


def drawing(picture: Picture, size: tuple[float, float], media: Media) -> str:
    """A run with ``picture`` in line with the text; ``size`` is in millimetres."""
    width, height = map(emu, size)
    number = media.number()
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{_WP}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/>{_described(number, picture.alt)}'
        f"{_graphic(media.relation(picture), (width, height), number)}"
        f"</wp:inline></w:drawing></w:r>"
    )


def running_drawing(logo: Logo, size: tuple[float, float], top: float, number: int) -> str:
    """A run that shows ``logo`` at the right of a head ``top`` millimetres high.

    It floats, so that the head keeps its height; its relationship is ``rIdLogo``.
    """
    width, height = map(emu, size)
    below = emu(max((top - size[1]) / 2, 2.0))
    return (
        f'<w:r><w:drawing><wp:anchor xmlns:wp="{_WP}" distT="0" distB="0" distL="0" distR="0" '
        f'simplePos="0" relativeHeight="{number}" behindDoc="1" locked="0" layoutInCell="1" '
        f'allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="margin"><wp:align>right</wp:align></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{below}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f"<wp:wrapNone/>{_described(number, logo.picture.alt)}<wp:cNvGraphicFramePr/>"
        f"{_graphic('rIdLogo', (width, height), number)}</wp:anchor></w:drawing></w:r>"
    )


def picture_page(block: PicturePage, frame: Frame, _around: Neighbours) -> str:
    """Enclosed pictures on a page of their own, each above its caption."""
    room = frame.width * 25.4 / 1440  # A template of the user's own may have wider margins.
    sizes = [
        within(*size, (min(size[0], room), size[1]))
        for size in picture_sizes(block, frame.sheet.layout)
    ]
    pairs = [
        _captioned(picture, size, caption, frame)
        for picture, size, caption in zip(block.pictures, sizes, block.captions, strict=True)
    ]
    body = _in_columns(pairs, frame.width) if block.per_page == 4 else "".join(pairs)
    return _heading(block, frame, _ABOVE_PICTURES) + body


def _heading(block: PicturePage | AttachedFile, frame: Frame, gap: str = "") -> str:
    words = frame.bookmarks.around(block.id, inlines(block.heading, frame))
    return paragraph("HeadingUnnumbered", words, f"<w:pageBreakBefore/>{gap}")


def _captioned(picture: Picture, size: tuple[float, float], caption: Inlines, frame: Frame) -> str:
    shown = paragraph("BodyText", drawing(picture, size, frame.media), KEEP_NEXT + _CENTRED)
    return shown + paragraph("BodyText", inlines(caption, frame), _BELOW + _CENTRED)


def _in_columns(pairs: Sequence[str], width: int) -> str:
    """Two pictures side by side, in a table without lines."""
    gap = round(_GAP * 1440 / 25.4)
    widths = shares_of(width - gap, (1, 1))
    empty = paragraph("BodyText", "")
    rows = []
    for left in range(0, len(pairs), 2):
        right = pairs[left + 1] if left + 1 < len(pairs) else empty
        cells = [cell(widths[0], pairs[left]), cell(gap, empty), cell(widths[1], right)]
        rows.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>")
    return plain_table((widths[0], gap, widths[1]), rows)


def plain_table(widths: Sequence[int], rows: Sequence[str]) -> str:
    """A table without lines and margins, of columns of these ``widths`` in twips."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{_NO_MARGINS}<w:tblLook w:val="0600"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def attached_file(block: AttachedFile, frame: Frame, _around: Neighbours) -> str:
    """The page that names an enclosed PDF; its own pages a Word file can't hold."""
    lines = (
        paragraph("BodyText", inlines(one, frame), _FLUSH) for one in (block.title, block.extent)
    )
    return _heading(block, frame) + "".join(lines)
