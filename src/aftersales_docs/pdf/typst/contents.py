"""A table of contents as data for the Typst source, which finds the pages."""

from __future__ import annotations

from ...document import Contents, ContentsEntry
from ...document.fit import POINTS_IN_MM
from .blocks import BlockWriter, Data, Frame

# Room for the number of a page at the right, in millimetres.
_PAGE = 14.0


def contents(writer: BlockWriter, block: Contents, frame: Frame) -> list[Data]:
    """The heading, which the outline does not list, and an entry a line."""
    heading = writer.heading_of(block.heading, frame, block.id, unlisted=True)
    table = {
        "t": "contents",
        "indent": writer.style.indent("chapter"),
        "room": _PAGE * POINTS_IN_MM,
        "entries": [
            _entry(writer, entry, frame) | {"k": index in block.leading}
            for index, entry in enumerate(block.entries)
        ],
        "apart": block.apart,
        "b": 14,
    }
    return [heading, table] if block.entries else [heading]


def _entry(writer: BlockWriter, entry: ContentsEntry, frame: Frame) -> Data:
    width = frame.width - writer.style.indent("chapter") - _PAGE * POINTS_IN_MM
    writer.targets.add(entry.target)
    # One that leads nowhere is made a label when all places are known.
    link = ["ref", entry.target]
    writer.references.append(link)
    return {"link": link, "n": entry.number, "c": writer.small(entry.title, width)}
