"""A letter's own parts as data for the Typst source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...document import Foot, Inlines, Letterhead, Opening, Salutation, Strong, Subject, plain
from ...document.fit import POINTS_IN_MM
from ...fonts import text_width
from .blocks import BlockWriter, Data, Frame
from .pictures import beside, logo

# How wide the parts of an opening are, in millimetres, by the letter: head, address, references.
_WIDTHS = {
    "window": (165.0, 80.0, 75.0),
    "corner": (75.0, 77.0, 75.0),
    "plain": (160.0, 92.0, 63.0),
}


def letterhead(writer: BlockWriter, block: Letterhead, frame: Frame) -> Data:
    """Who issues the document."""
    wide = frame.width - beside(block.logo)
    lines = _head(writer, block.lines, wide)
    return {"t": "letterhead", "lines": lines, "b": 14} | logo(writer, block.logo)


def _head(writer: BlockWriter, lines: Sequence[Inlines], width: float) -> list[Data]:
    """Lines of a letterhead; a name stands larger, on a line of its own."""
    found: list[Data] = []
    for line in lines:
        rest: list[Any] = []
        for node in line:
            if isinstance(node, Strong):
                if rest:
                    found.append({"c": writer.small(tuple(rest), width)})
                    rest = []
                found.append({"name": writer.small(node.children, width)})
            else:
                rest.append(node)
        if rest:
            found.append({"c": writer.small(tuple(rest), width)})
    return found


def opening(writer: BlockWriter, block: Opening, frame: Frame) -> Data:
    """Who writes, to whom, with what reference."""
    sizes = writer.style.house.sizes
    head, address, references = (
        min(width * POINTS_IN_MM, frame.width)
        for width in _WIDTHS.get(writer.style.letter, _WIDTHS["plain"])
    )
    label = block.label * POINTS_IN_MM
    if writer.style.letter != "corner":
        head -= beside(block.logo)
    return logo(writer, block.logo) | {
        "t": "opening",
        "head": _head(writer, block.letterhead, head),
        "return": writer.words(block.return_line, address / (sizes.caption - 1)),
        "address": [writer.small(line, address) for line in block.address],
        "label": label,
        "references": [
            {
                "l": writer.words(name, references / sizes.small),
                "v": writer.words(value, (references - label) / sizes.small),
                "far": text_width(plain(name)) * sizes.small > label - 2,
            }
            for name, value in block.references
        ],
    }


def subject(writer: BlockWriter, block: Subject, frame: Frame) -> Data:
    """What a letter is about: its first heading."""
    corner = writer.style.letter == "corner"
    aside = 85 * POINTS_IN_MM if corner else 0.0
    return {
        "t": "subject",
        "c": writer.body(block.content, frame.width - aside),
        "a": 10,
        "b": 10 if corner else 8,
        "k": True,
    }


def salutation(writer: BlockWriter, block: Salutation, frame: Frame) -> Data:
    """How a letter addresses its reader."""
    return {
        "t": "salutation",
        "c": writer.body(block.content, frame.width),
        "b": writer.style.house.gaps.point + 2,
        "k": True,
    }


def foot(_writer: BlockWriter, _block: Foot, _frame: Frame) -> list[Data]:
    """The particulars stand at the foot of the page, not in the flow."""
    return []
