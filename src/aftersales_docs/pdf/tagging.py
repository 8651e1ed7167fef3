"""The tag tree, with what WeasyPrint leaves out: languages, and heads and feet set aside.

WeasyPrint builds the tree box by box and forgets which HTML element a tag came from. The
seam is the one function that does it; WeasyPrint's range of versions is narrow in
``pyproject.toml``, and a test holds the seam.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, MutableMapping
from dataclasses import dataclass, field
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes

# The margin boxes' marks lead nowhere; in the array of a page's marks they are nothing.
NOTHING = b"null"
# Their language is that of the file; the function yields what stands in them.
_WHOLE = {"html", "body"}
# Tags for which HTML has no element: the attribute `data-tag` of a block names them.
_ROLES = {"TOC", "TOCI"}
_POINTS = 0.75  # Points in a CSS pixel.


@dataclass(slots=True)
class Tagged:
    """What was seen while one PDF was tagged.

    ``named`` are the tags of HTML elements with an ``id``; ``aside`` the marks (MCIDs) of
    heads and feet, by the index of their page; ``fragments`` the tags of one kind that an
    HTML element has, by the index of the page.
    """

    named: dict[str, pydyf.Dictionary] = field(default_factory=dict)
    aside: dict[int, set[int]] = field(default_factory=dict)
    fragments: dict[tuple[Any, str], dict[int, pydyf.Dictionary]] = field(default_factory=dict)


def tagged(pdf: pydyf.PDF) -> Tagged:
    """What was seen while ``pdf`` was tagged."""
    seen: Tagged = pdf.__dict__.setdefault("_aftersales_docs_tagged", Tagged())
    return seen


def build_box_tree(build: Callable[..., Any]) -> Callable[..., Iterator[pydyf.Dictionary]]:
    """What stands in for WeasyPrint's function ``build``, and calls it but for heads and feet."""

    def build_ours(  # noqa: PLR0913, PLR0917 (WeasyPrint's own parameters)
        box: Any,
        parent: pydyf.Dictionary,
        pdf: pydyf.PDF,
        page_number: int,
        nums: dict[int, bytes],
        annotations: list[Any],
        marks: MutableMapping[Any, Any],
    ) -> Iterator[pydyf.Dictionary]:
        if isinstance(box, boxes.MarginBox):
            _set_aside(box, tagged(pdf).aside.setdefault(page_number, set()), nums, marks)
            return
        for tag in build(box, parent, pdf, page_number, nums, annotations, marks):
            _describe(tag, box, page_number, tagged(pdf))
            if tag["S"] == "/Figure":
                _place(tag, pdf, page_number)
            yield tag

    return build_ours


def _set_aside(
    box: Any, aside: set[int], nums: dict[int, bytes], marks: MutableMapping[Any, Any]
) -> None:
    for inner in box.descendants(placeholders=True):
        mark = marks.pop(inner, None)
        if mark is not None:
            aside.add(mark["mcid"])
            nums[mark["mcid"]] = NOTHING


def _place(figure: pydyf.Dictionary, pdf: pydyf.PDF, page_number: int) -> None:
    """Give a picture's box in the page's own points from below; WeasyPrint tells CSS pixels."""
    page = pdf.objects[int(pdf.page_references[page_number].split()[0])]
    height = page["MediaBox"][3]
    left, top, right, bottom = (float(side) * _POINTS for side in figure["A"]["BBox"])
    corners = (left, height - bottom, right, height - top)
    figure["A"]["BBox"] = pydyf.Array(round(corner, 2) for corner in corners)


def _describe(tag: pydyf.Dictionary, box: Any, page: int, seen: Tagged) -> None:
    """Tell a tag the language and the scope of its HTML element, and keep its name."""
    element = getattr(box, "element", None)
    if element is None or box.element_tag != element.tag or element.tag in _WHOLE:
        return
    if (role := element.get("data-tag")) in _ROLES:
        tag["S"] = f"/{role}"
    if lang := element.get("lang"):
        tag["Lang"] = pydyf.String(lang)
    if name := element.get("id"):
        seen.named.setdefault(name, tag)
    if tag["S"] == "/TH":
        row = element.get("scope") in {"row", "rowgroup"}
        tag["A"]["Scope"] = "/Row" if row else "/Column"
    seen.fragments.setdefault((element, tag["S"]), {}).setdefault(page, tag)
