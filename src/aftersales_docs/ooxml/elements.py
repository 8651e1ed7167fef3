"""Small tools for WordprocessingML trees: names, values, and the order elements stand in."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from functools import lru_cache
from typing import Any, TypeAlias

from lxml import etree

Element: TypeAlias = Any  # An lxml element; the stubs know too little of them to help.

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_OFF = {"0", "false", "off"}

# The order that the schema asks for; Word calls a file damaged that breaks it.
_PARAGRAPH: list[str] = (  # noqa: SIM905
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers "
    "pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE "
    "autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents "
    "suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle "
    "rPr sectPr pPrChange"
).split()
_RUN: list[str] = (  # noqa: SIM905
    "ins del moveFrom moveTo rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline "
    "shadow emboss imprint noProof snapToGrid vanish webHidden color spacing w kern position sz "
    "szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish "
    "oMath rPrChange"
).split()
_ORDER = {
    "pPr": {name: place for place, name in enumerate(_PARAGRAPH)},
    "rPr": {name: place for place, name in enumerate(_RUN)},
}


def w(name: str) -> str:
    """The full name of a WordprocessingML element or attribute."""
    return f"{{{WORD}}}{name}"


def local(node: Element) -> str:
    """The name of a WordprocessingML element; empty for anything else."""
    tag = node.tag
    return tag[len(WORD) + 2 :] if isinstance(tag, str) and tag.startswith(f"{{{WORD}}}") else ""


def find(node: Element | None, path: str) -> Element | None:
    """The first element at ``path`` (names parted by ``/``)."""
    return None if node is None else node.find(_full(path))


@lru_cache(maxsize=1024)
def _full(path: str) -> str:
    """``path`` of full names; each paragraph is asked for the same few."""
    return "/".join(w(part) for part in path.split("/"))


def value(node: Element | None, path: str = "") -> str | None:
    """The ``w:val`` of the element at ``path``, or of ``node`` itself."""
    found = find(node, path) if path else node
    return None if found is None else found.get(w("val"))


def whole(text: str | None) -> int | None:
    """``text`` as a whole number; ``None`` where it is none."""
    try:
        return None if text is None else int(text)
    except ValueError:
        return None


def switched(node: Element | None, path: str) -> bool | None:
    """Whether the on-off element at ``path`` is on; ``None`` where it is absent."""
    found = find(node, path)
    return None if found is None else found.get(w("val"), "1").lower() not in _OFF


def new(name: str, /, *children: Element, **attributes: str | int) -> Element:
    """A new element with ``w:`` attributes."""
    node = etree.Element(w(name), nsmap={"w": WORD})
    for key, content in attributes.items():
        node.set(w(key), str(content))
    node.extend(children)
    return node


def text_node(text: str) -> Element:
    """A ``w:t`` that keeps its spaces."""
    node = new("t")
    node.set(XML_SPACE, "preserve")
    node.text = text
    return node


def put(properties: Element, node: Element) -> None:
    """Put ``node`` into a ``w:pPr`` or ``w:rPr`` where the schema wants it, replacing its like."""
    drop(properties, (local(node),))
    order = _ORDER[local(properties)]
    rank = order[local(node)]
    after = (child for child in properties if order.get(local(child), 999) > rank)
    following = next(after, None)
    if following is None:
        properties.append(node)
    else:
        following.addprevious(node)


def drop(properties: Element, names: Iterable[str]) -> None:
    """Take the children of these names out."""
    for name in names:
        for child in properties.findall(w(name)):
            properties.remove(child)


def paragraph_mark(paragraph: Element) -> Element:
    """The ``w:rPr`` of a paragraph's end, made where there is none."""
    properties = find(paragraph, "pPr")
    if properties is None:
        properties = new("pPr")
        paragraph.insert(0, properties)
    mark = find(properties, "rPr")
    if mark is None:
        mark = new("rPr")
        put(properties, mark)
    return mark


def copied(node: Element | None, name: str, without: Iterable[str]) -> Element:
    """A copy of a ``w:pPr`` or ``w:rPr`` without some children; an empty one for ``None``."""
    if node is None:
        return new(name)
    twin = deepcopy(node)
    twin.tail = None
    drop(twin, without)
    return twin
