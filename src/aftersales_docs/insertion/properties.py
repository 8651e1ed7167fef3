"""Properties taken from a host's paragraphs and runs, but nothing of what they say."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from ..ooxml.elements import Element, copied, drop, find, local, new, put, value, w, whole
from ..ooxml.numbering import Position
from .host import Host, HostParagraph

_PARAGRAPH_ONLY = ("sectPr", "pPrChange", "framePr", "pageBreakBefore", "divId", "cnfStyle")
_TRACKED = ("ins", "del", "moveFrom", "moveTo", "rPrChange")
_RUN_ONLY = (
    *_TRACKED,
    "noProof",
    "vanish",
    "webHidden",
    "highlight",
    "effect",
    "fitText",
    "vertAlign",
    "em",
    "lang",
    "specVanish",
    "oMath",
)
# Character styles that mark what a run does, not how the text looks.
_FUNCTIONS = ("link", "reference", "placeholder", "marker")
_A4 = (11906, 1134)  # Width and margins in twips, where the host names none.


def paragraph_properties(example: HostParagraph | None) -> Element:
    """A fresh ``w:pPr`` like that of ``example``."""
    properties = copied(find(example.element, "pPr") if example else None, "pPr", _PARAGRAPH_ONLY)
    mark = find(properties, "rPr")
    if mark is not None:
        drop(mark, _RUN_ONLY)
    numbers = find(properties, "numPr")
    if numbers is not None:
        drop(numbers, ("ins", "numberingChange"))
    return properties


def unnumbered(host: Host, properties: Element) -> Element:
    """The same properties without number, rank and the indents that go with a number."""
    drop(properties, ("numPr", "ind", "tabs", "outlineLvl", "keepNext"))
    style = value(properties, "pStyle")
    if style and (
        host.styles.outline(style) is not None or host.styles.position(style, host.lists)
    ):
        drop(properties, ("pStyle",))
    return properties


def numbered(properties: Element, position: Position) -> Element:
    """Put a paragraph into a list."""
    numbers = new("numPr", new("ilvl", val=position.level), new("numId", val=position.number))
    put(properties, numbers)
    return properties


def _text_runs(paragraph: Element) -> Iterator[tuple[Element, int]]:
    """The runs with text and how long it is."""
    for run in paragraph.iter(w("r")):
        length = sum(len(node.text or "") for node in run.findall(w("t")))
        if length:
            yield run, length


def run_properties(example: HostParagraph | None, *, first: bool = False) -> Element:
    """A fresh ``w:rPr`` like that of most of the text of ``example``, or of its ``first`` run."""
    runs = list(_text_runs(example.element)) if example else []
    if not runs:
        return new("rPr")
    chosen = runs[0] if first else max(runs, key=lambda found: found[1])
    properties = copied(find(chosen[0], "rPr"), "rPr", _RUN_ONLY)
    style = (value(properties, "rStyle") or "").lower()
    if any(word in style for word in _FUNCTIONS):
        drop(properties, ("rStyle",))
    return properties


def text_width(body: Element, index: int) -> int:
    """The room for text, in twips, in the page section of the body's block ``index``."""
    sections = (
        node if local(node) == "sectPr" else next(node.iter(w("sectPr")), None)
        for node in body[index:]
    )
    section = next((found for found in sections if found is not None), None)
    size, margins = find(section, "pgSz"), find(section, "pgMar")

    def twips(node: Element | None, name: str, default: int) -> int:
        found = None if node is None else whole(node.get(w(name)))
        return default if found is None else found

    width = twips(size, "w", _A4[0])
    width -= twips(margins, "left", _A4[1]) + twips(margins, "right", _A4[1])
    columns = find(section, "cols")
    count = max(1, twips(columns, "num", 1))
    return (width - (count - 1) * twips(columns, "space", 720)) // count


def is_blank(node: Element) -> bool:
    """Whether this is an empty paragraph that only keeps a distance."""
    if local(node) != "p" or find(node, "pPr/sectPr") is not None:
        return False
    return all(local(child) in {"pPr", "proofErr"} for child in node)


def blank_like(node: Element) -> Element:
    """An empty paragraph like ``node``, without its marks."""
    twin = new("p")
    properties = find(node, "pPr")
    if properties is not None:
        kept = copied(deepcopy(properties), "pPr", _PARAGRAPH_ONLY)
        mark = find(kept, "rPr")
        if mark is not None:
            drop(mark, _TRACKED)
        twin.append(kept)
    return twin
