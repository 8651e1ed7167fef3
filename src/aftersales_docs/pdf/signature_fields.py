"""Empty signature fields on the places to sign, for software that signs.

A field lies on its line, as high as the free room above allows. It shows nothing until
it is signed, so that on paper the printed line serves as before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pydyf
from weasyprint import Document as Rendering
from weasyprint.formatting_structure import boxes

from ..document import SignaturePlace
from .tagging import Tagged

ANCHOR = "sig-"
_MM = 96 / 25.4  # CSS pixels.
_POINTS = 0.75  # Points in a CSS pixel.
_HEIGHT = 15 * _MM
_WIDTH = 80 * _MM
_NARROW = 25 * _MM
_AIR = 1.0
_PRINT = 4


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in CSS pixels from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


def _texts(page: Any) -> list[Box]:
    """Where words stand on a page."""
    return [
        Box(
            one.position_x, one.position_y, one.position_x + one.width, one.position_y + one.height
        )
        for one in page._page_box.descendants(placeholders=True)
        if isinstance(one, boxes.TextBox) and one.text.strip()
    ]


def _within(text: Box, area: Box) -> bool:
    return (
        area.left - _AIR <= text.left
        and text.right <= area.right + _AIR
        and area.top - _AIR <= (text.top + text.bottom) / 2 <= area.bottom + _AIR
    )


def field_box(area: Box, texts: Sequence[Box], *, ruled: bool) -> Box:
    """Where the field goes: on the upper edge of a ``ruled`` area, else inside it.

    ``area`` is the HTML element that marks the place. Without a rule the signature stands
    beside the words there, or takes the whole area where there are none.
    """
    left, right, base = area.left, min(area.right, area.left + _WIDTH), area.top
    if not ruled:
        inside = sorted(
            (words for words in texts if _within(words, area)), key=lambda words: words.left
        )
        edges = [area.left, *(words.right for words in inside)]
        ends = [*(words.left for words in inside), area.right]
        gaps = [(end - edge, edge, end) for edge, end in zip(edges, ends, strict=True)]
        widest, edge, end = max(gaps)
        if widest >= _NARROW:
            left, right, base = edge, min(end, edge + _WIDTH), area.bottom
            if inside:
                left, right = left + 2 * _AIR, right - 2 * _AIR
    above = [
        words.bottom
        for words in texts
        if words.left < right and words.right > left and words.bottom <= base + _AIR
    ]
    top = max(base - _HEIGHT, max(above, default=0.0) + 2 * _AIR)
    return Box(left, min(top, base - _AIR), right, base)


def add_signature_fields(
    pdf: pydyf.PDF, rendering: Rendering, places: Iterable[SignaturePlace], seen: Tagged
) -> None:
    """Put an empty field on each of ``places`` that the pages show, named by its identifier."""
    fields = pydyf.Array()
    for place, number, box in _found(rendering, places):
        page = pdf.objects[int(pdf.page_references[number].split()[0])]
        widget = _widget(pdf, place, page, rendering.pages[number].height, box)
        page.setdefault("Annots", pydyf.Array()).append(widget.reference)
        fields.append(widget.reference)
        _tag(pdf, widget, page, seen.named.get(ANCHOR + place.id) or _top(pdf))
    if fields:
        pdf.catalog["AcroForm"] = pydyf.Dictionary({"Fields": fields})


def _found(
    rendering: Rendering, places: Iterable[SignaturePlace]
) -> Iterator[tuple[SignaturePlace, int, Box]]:
    """The places with their page and box, each once."""
    texts: dict[int, list[Box]] = {}
    for place in {place.id: place for place in places}.values():
        for number, page in enumerate(rendering.pages):
            if ANCHOR + place.id in page.anchors:
                words = texts.setdefault(number, _texts(page))
                area = Box(*page.anchors[ANCHOR + place.id])
                yield place, number, field_box(area, words, ruled=place.ruled)
                break


def _widget(
    pdf: pydyf.PDF, place: SignaturePlace, page: pydyf.Dictionary, height: float, box: Box
) -> pydyf.Dictionary:
    corners = (box.left, height - box.bottom, box.right, height - box.top)
    rectangle = [round(corner * _POINTS, 2) for corner in corners]
    sides = (rectangle[2] - rectangle[0], rectangle[3] - rectangle[1])
    # PDF/A wants a picture of every field; this one is blank.
    blank = pydyf.Stream(
        [],
        {
            "Type": "/XObject",
            "Subtype": "/Form",
            "BBox": pydyf.Array([0, 0, *(round(side, 2) for side in sides)]),
        },
    )
    pdf.add_object(blank)
    widget = pydyf.Dictionary(
        {
            "Type": "/Annot",
            "Subtype": "/Widget",
            "FT": "/Sig",
            "T": pydyf.String(place.id),
            "TU": pydyf.String(place.label),
            "Rect": pydyf.Array(rectangle),
            "F": _PRINT,
            "P": page.reference,
            "AP": pydyf.Dictionary({"N": blank.reference}),
        }
    )
    pdf.add_object(widget)
    return widget


def _tag(
    pdf: pydyf.PDF, widget: pydyf.Dictionary, page: pydyf.Dictionary, parent: pydyf.Dictionary
) -> None:
    """Hang the field into the tag tree, where its place stands."""
    form = pydyf.Dictionary(
        {
            "Type": "/StructElem",
            "S": "/Form",
            "P": parent.reference,
            "Pg": page.reference,
        }
    )
    pdf.add_object(form)
    link = {"Type": "/OBJR", "Obj": widget.reference, "Pg": page.reference}
    # The object itself, not a list of it: so that software which reviews changes sees that
    # signing the field changes nothing else.
    form["K"] = pydyf.Dictionary(link)
    parent["K"].append(form.reference)
    numbers = _parent_numbers(pdf)
    number = max(numbers[::2], default=-1) + 1
    numbers.extend((number, form.reference))
    widget["StructParent"] = number


def _top(pdf: pydyf.PDF) -> pydyf.Dictionary:
    """The tag of the whole document."""
    root: Mapping[str, Any] = pdf.objects[int(pdf.catalog["StructTreeRoot"].split()[0])]
    top: pydyf.Dictionary = pdf.objects[int(root["K"][0].split()[0])]
    return top


def _parent_numbers(pdf: pydyf.PDF) -> list[Any]:
    root: Mapping[str, bytes] = pdf.objects[int(pdf.catalog["StructTreeRoot"].split()[0])]
    numbers: list[Any] = pdf.objects[int(root["ParentTree"].split()[0])]["Nums"]
    return numbers
