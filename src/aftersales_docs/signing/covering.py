"""Signature fields that cover what a document says: a signature put there could say otherwise.

An empty field shows nothing. Whoever prepares a file can lay one over a price, and show
another price as the "appearance" of a signature once the other party has signed.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import pikepdf

from ..errors import worded
from .places import words_in
from .revisions import LARGEST_PART

_DEPTH: Final = 20
_MOST: Final = 1000


@dataclass(frozen=True, slots=True)
class Shown:
    """A widget of a signature field: the field's name, its page from 0, its edges in points."""

    name: str
    page: int
    edges: tuple[float, float, float, float]


def covering(content: bytes) -> dict[str, str]:
    """What the signature fields of ``content`` cover that is more than a place to sign."""
    import pypdfium2

    found: dict[str, str] = {}
    document = pypdfium2.PdfDocument(content)
    try:
        for one in _widgets(content):
            page = document[one.page]
            words = words_in(page.get_textpage(), one.edges)
            if _too_large(page, one.edges):
                found[one.name] = worded("it takes more than a quarter of the page")
            elif words:
                found[one.name] = worded("it lies over words of the page")
    finally:
        document.close()
    return found


def _too_large(page: Any, edges: tuple[float, float, float, float]) -> bool:
    left, bottom, right, top = page.get_cropbox()
    area = (edges[2] - edges[0]) * (edges[3] - edges[1])
    return bool(area > LARGEST_PART * (right - left) * (top - bottom))


def _widgets(content: bytes) -> Iterator[Shown]:
    """The widgets of signature fields that stand on a page, as the pages list them."""
    with pikepdf.open(io.BytesIO(content), suppress_warnings=True) as pdf:
        for number, page in enumerate(pdf.pages):
            listed: Any = page.obj.get("/Annots")
            many = len(listed) if isinstance(listed, pikepdf.Array) else 0
            for index in range(min(many, _MOST)):
                one = listed[index]
                edges = _edges(one) if isinstance(one, pikepdf.Dictionary) else None
                if edges and _inherited(one, "/FT") == "/Sig":
                    yield Shown(_name(one), number, edges)


def _edges(widget: Any) -> tuple[float, float, float, float] | None:
    rectangle = widget.get("/Rect")
    if not isinstance(rectangle, pikepdf.Array) or len(rectangle) != 4:
        return None
    x, y, other_x, other_y = (float(rectangle[i]) for i in range(4))
    left, right = sorted((x, other_x))
    bottom, top = sorted((y, other_y))
    return (left, bottom, right, top) if left < right and bottom < top else None


def _inherited(widget: Any, key: str) -> Any:
    for _ in range(_DEPTH):
        if not isinstance(widget, pikepdf.Dictionary):
            break
        if key in widget:
            return widget.get(key)
        widget = widget.get("/Parent")
    return None


def _name(widget: Any) -> str:
    """The full name of the field of a widget."""
    parts: list[str] = []
    for _ in range(_DEPTH):
        if not isinstance(widget, pikepdf.Dictionary):
            break
        if "/T" in widget:
            parts.append(str(widget.get("/T")))
        widget = widget.get("/Parent")
    return ".".join(reversed(parts))
