"""Paragraphs of a Word file: their words and the numbers they show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .elements import Element, local, w
from .numbering import Counting, List, Numbered, is_hidden
from .styles import Styles, position_of

_HIDDEN = {"del", "moveFrom", "txbxContent"}


def seen(text: str) -> str:
    """``text`` with all runs of spaces made one, for comparing."""
    return " ".join(text.split())


def paragraph_text(paragraph: Element) -> str:
    """What a reader sees of a paragraph once tracked changes are accepted."""
    parts: list[str] = []

    def walk(node: Element) -> None:
        for child in node:
            name = local(child)
            if name == "t":
                parts.append(child.text or "")
            elif name in {"tab", "ptab"}:
                parts.append("\t")
            elif name in {"br", "cr"}:
                parts.append("\n")
            elif name == "noBreakHyphen":
                parts.append("-")
            elif name not in _HIDDEN and name != "pPr":
                walk(child)

    walk(paragraph)
    return "".join(parts)


def body_paragraphs(body: Element) -> Iterator[Element]:
    """All paragraphs of the body in their order, in tables too, but not in text boxes."""
    for element in body.iter(w("p")):
        if not any(local(above) == "txbxContent" for above in element.iterancestors()):
            yield element


def numbers_of(
    body: Element, styles: Styles, lists: Mapping[str, List]
) -> dict[Element, Numbered]:
    """The numbers that the paragraphs of a body show, by paragraph."""
    counting = Counting(lists)
    numbers: dict[Element, Numbered] = {}
    for element in body_paragraphs(body):
        position = None if is_hidden(element) else position_of(element, styles, lists)
        found = counting.next(position) if position is not None else None
        if found is not None:
            numbers[element] = found
    return numbers
