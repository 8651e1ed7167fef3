"""Logos as SVG: drawn shapes alone, without anything that acts, loads or grows without end.

What is not known to be harmless is refused by name. Words in fonts are refused too: another
machine would set them in another font.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from ..document import Picture
from ..errors import worded
from .faults import fault

_SVG: Final = "http://www.w3.org/2000/svg"
_XLINK_HREF: Final = "{http://www.w3.org/1999/xlink}href"
_SHAPES: Final = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})
_GROUPS: Final = frozenset({"svg", "g", "defs", "symbol", "use", "clipPath", "style"})
_COLOURS: Final = frozenset({"linearGradient", "radialGradient", "stop"})
_KNOWN: Final = _SHAPES | _GROUPS | _COLOURS
# What says something of the drawing and draws nothing.
_SILENT: Final = frozenset({"title", "desc", "metadata"})
_URL: Final = re.compile(r"url\(\s*['\"]?(?!\s*#)", re.IGNORECASE)
_IMPORT: Final = re.compile(r"@import|expression\s*\(|javascript:|\\", re.IGNORECASE)
_LENGTH: Final = re.compile(r"\s*(\d*\.?\d+)\s*(px|pt|mm|cm|in|pc)?\s*")
_IN_PIXELS: Final = {
    None: 1.0, "px": 1.0, "pt": 96 / 72, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "pc": 16.0
}  # fmt: skip
MAX_BYTES: Final = 1024 * 1024
_MAX_ELEMENTS: Final = 20_000
_MAX_DEPTH: Final = 40
_MAX_DRAWN: Final = 50_000
_MAX_SIDE: Final = 20_000.0
_OUTLINES: Final = (
    "In the drawing program turn words into paths, take pictures and effects out, and save it "
    "as a plain SVG; or give a PNG."
)


def clean_svg(content: bytes) -> Picture:
    """The drawing in ``content`` with nothing but shapes, groups and colours.

    Its size is in CSS pixels.

    Raises:
        DataError: it is no SVG, or holds what a logo needs not.

    """
    root = _root(content)
    for count, element in enumerate(list(root.iter())):
        if count > _MAX_ELEMENTS:
            raise _refused(worded("more than {count} elements", count=_MAX_ELEMENTS))
        _clean(element)
    _check_uses(root)
    width, height = _size(root)
    root.set("width", f"{width:g}")
    root.set("height", f"{height:g}")
    etree.cleanup_namespaces(root)
    plain = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return Picture("image/svg+xml", plain, max(1, round(width)), max(1, round(height)))


def _refused(what: str) -> Exception:
    return fault(
        "svg-refused",
        worded("the drawing holds {what}, which a logo may not.", what=what),
        _OUTLINES,
    )


def _root(content: bytes) -> etree._Element:
    if len(content) > MAX_BYTES:
        raise _refused(worded("more than {megabytes} MB", megabytes=MAX_BYTES // 2**20))
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise fault("svg-damaged", "the drawing is no sound SVG.", _OUTLINES) from error
    document = root.getroottree().docinfo
    if document.internalDTD is not None and _entities(document.internalDTD):
        raise _refused(worded("entities of its own"))
    if root.tag != f"{{{_SVG}}}svg":
        raise fault("svg-damaged", "the drawing is no sound SVG.", _OUTLINES)
    # Without a DOCTYPE, which some programs write.
    return etree.fromstring(etree.tostring(root), parser)


def _entities(dtd: etree.DTD) -> bool:
    return any(True for _ in dtd.iterentities())  # type: ignore[attr-defined]


def _clean(element: etree._Element) -> None:
    """Take ``element`` away where it only speaks; raise where it is not known to be harmless."""
    parent = element.getparent()
    if not isinstance(element.tag, str):
        raise _refused(worded("entities of its own"))
    if sum(1 for _ in element.iterancestors()) > _MAX_DEPTH:
        raise _refused(worded("groups in groups, more than {depth} deep", depth=_MAX_DEPTH))
    name = etree.QName(element)
    if name.namespace != _SVG or name.localname in _SILENT:
        # What other programs note for themselves is not drawn.
        if parent is not None:
            _take_out(element, parent)
        return
    if name.localname not in _KNOWN:
        raise _refused(worded("<{name}>", name=name.localname[:40]))
    for attribute, value in list(element.attrib.items()):
        _check_attribute(element, str(attribute), str(value))
    if name.localname == "style":
        _check_style(element.text or "")
    else:
        element.text = element.tail = None


def _take_out(element: etree._Element, parent: etree._Element) -> None:
    parent.remove(element)


def _check_attribute(element: etree._Element, name: str, value: str) -> None:
    if name.lower().startswith("on"):
        raise _refused(worded("scripts ({name})", name=name[:40]))
    if name in {"href", _XLINK_HREF}:
        if not value.strip().startswith("#"):
            raise _refused(worded("a link to another file"))
        return
    if name.startswith("{"):
        del element.attrib[name]  # A note of another program.
        return
    _check_style(value)


def _check_style(value: str) -> None:
    if _URL.search(value) or _IMPORT.search(value):
        raise _refused(worded("a link to another file"))


def _check_uses(root: etree._Element) -> None:
    """See that what is drawn again and again does not grow without end."""
    named = {name: one for one in root.iter() if (name := one.get("id"))}
    drawn: dict[etree._Element, int] = {}

    def count(element: etree._Element, above: tuple[etree._Element, ...]) -> int:
        if element in above or len(above) > 4 * _MAX_DEPTH:
            raise _refused(worded("a shape that draws itself"))
        if element not in drawn:
            found = 1 + sum(count(child, (*above, element)) for child in element)
            for target in _drawn_by(element):
                if target in named:
                    found += count(named[target], (*above, element))
            drawn[element] = found
        if drawn[element] > _MAX_DRAWN:
            raise _refused(worded("more than {count} shapes", count=_MAX_DRAWN))
        return drawn[element]

    count(root, ())


def _drawn_by(element: etree._Element) -> Iterator[str]:
    """The names of what ``element`` draws besides what is in it."""
    for name in ("href", _XLINK_HREF):
        if target := element.get(name):
            yield target.strip().removeprefix("#")
    for value in element.attrib.values():
        for target in re.findall(r"url\(\s*['\"]?#([^'\")\s]+)", str(value)):
            yield target


def _size(root: etree._Element) -> tuple[float, float]:
    """The size in CSS pixels, by width and height or by the box of the view."""
    box = re.findall(r"-?\d*\.?\d+(?:[eE][-+]?\d+)?", root.get("viewBox", ""))
    sides = [_pixels(root.get(name)) for name in ("width", "height")]
    viewed = (float(box[2]), float(box[3])) if len(box) == 4 else (None, None)
    width, height = (side or of_view for side, of_view in zip(sides, viewed, strict=True))
    if not width or not height or not (0 < width <= _MAX_SIDE and 0 < height <= _MAX_SIDE):
        raise fault(
            "svg-damaged",
            "the drawing does not say how large it is.",
            "Save it with a width and a height, or with a viewBox.",
        )
    return width, height


def _pixels(length: str | None) -> float | None:
    found = _LENGTH.fullmatch(length or "")
    return float(found[1]) * _IN_PIXELS[found[2]] if found else None


def drawn_as_png(picture: Picture, width: float) -> bytes:
    """The drawing as a PNG for a width of so many millimetres, at the resolution of print."""
    import pypdfium2
    from weasyprint import HTML

    page = (
        f"<style>@page {{ size: {picture.width}px {picture.height}px; margin: 0 }}"
        "body { margin: 0 } svg { display: block; width: 100% }</style><body>"
    )
    inner = picture.content.decode().partition("?>")[2]
    content = HTML(string=page + inner, url_fetcher=_no_file).write_pdf()
    scale = min(width / 25.4 * 600, 2400) / (picture.width * 0.75)
    drawn = pypdfium2.PdfDocument(content)[0].render(
        scale=scale, fill_color=(255, 255, 255, 0), maybe_alpha=True
    )
    stream = io.BytesIO()
    drawn.to_pil().convert("RGBA").save(stream, "PNG")
    return stream.getvalue()


def _no_file(url: str, *_: object, **__: object) -> object:
    raise ValueError(url)
