"""Paragraphs of a Word file: their words and the numbers they show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .elements import Element, find, local, switched, value, w
from .numbering import Counting, List, Numbered
from .styles import Styles, position_of

# What stands in runs and is not shown itself.
_UNSEEN = {
    "rPr",
    "lastRenderedPageBreak",
    "commentReference",
    "annotationRef",
    "fldChar",
    "instrText",
    "delText",
    "delInstrText",
}
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


def is_hidden(paragraph: Element, styles: Styles) -> bool:
    """Whether the paragraph's own mark is hidden; it then has no number and is not counted.

    Not so a style separator, which is hidden too: it puts a numbered heading and the text
    below it into one line.
    """
    mark = find(paragraph, "pPr/rPr")
    if switched(mark, "specVanish"):
        return False
    hidden = switched(mark, "vanish")
    return styles.hidden(value(paragraph, "pPr/pStyle")) if hidden is None else hidden


def only_breaks_section(paragraph: Element) -> bool:
    """Whether a paragraph is empty but for a section break: Word gives it no number."""
    if find(paragraph, "pPr/sectPr") is None:
        return False
    return not any(_shows(node) for run in paragraph.iter(w("r")) for node in run)


def _shows(node: Element) -> bool:
    """Whether a reader sees anything of an element of a run."""
    name = local(node)
    if name == "t":
        return bool(node.text)
    return name not in _UNSEEN


def numbers_of(
    body: Element, styles: Styles, lists: Mapping[str, List]
) -> dict[Element, Numbered]:
    """The numbers that the paragraphs of a body show, by paragraph."""
    counting = Counting(lists)
    numbers: dict[Element, Numbered] = {}
    for element in body_paragraphs(body):
        if is_hidden(element, styles) or only_breaks_section(element):
            continue
        position = position_of(element, styles, lists)
        found = counting.next(position) if position is not None else None
        if found is not None:
            numbers[element] = found
    return numbers
