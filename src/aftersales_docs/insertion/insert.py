"""Putting a section into a user's own contract, formatted and numbered as the contract is.

Everything else in the contract stays as it was: of its parts only the text itself
changes, and the numbering definitions where the section needs a list of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from ..document import Block
from ..errors import Problem, worded
from ..language import LANGUAGE_TAGS, Lang
from ..ooxml.package import Package, open_package
from .fill import ClauseNumberer, first_label
from .host import Host
from .inlines import InlineWriter
from .levels import shapes
from .names import Names, Tracker, Tracking
from .new_lists import NewLists
from .place import AfterHeading, Marker, Place, ReplaceHeading, find_spot
from .properties import text_width
from .put import put_section
from .references import host_texts
from .warnings import Situation, warnings_of
from .write import HostWriter

__all__ = ["AfterHeading", "Inserted", "Marker", "Place", "ReplaceHeading", "insert"]

_IDS = re.compile(rb'\bw:id="(\d{1,18})"')
# A name ends its element's start tag: what hangs open is not searched to the end of the part.
_NAMES = re.compile(rb'<w:bookmarkStart\b[^<>]*\bw:name="([^"<>]*)"')


@dataclass(frozen=True, slots=True)
class Inserted:
    """A contract with the section in it.

    ``number`` is the number of the section's first clause as a reader sees it (``7.``,
    ``§ 7``); ``numbers`` are those of all clauses, by identifier. Both are empty where the
    host does not number. ``warnings`` say what the user should look at.
    """

    content: bytes
    number: str
    numbers: Mapping[str, str] = field(hash=False)
    warnings: tuple[Problem, ...] = ()


def insert(  # noqa: PLR0913 (author and date only matter to hosts that track)
    host: bytes,
    blocks: Sequence[Block],
    place: Place,
    *,
    lang: Lang,
    author: str = "aftersales-docs",
    date: datetime | None = None,
    parts: Mapping[str, bytes] | None = None,
    name: str = "",
) -> Inserted:
    """Insert ``blocks`` (clauses, paragraphs, items, tables, fields) into a .docx.

    Where the host tracks changes, the insertion is tracked under ``author`` and ``date``, and
    so is the deletion of a section that it replaces. ``parts`` are custom XML parts that the
    host is to carry, by name; ``name`` is what messages call the host.

    Raises:
        DataError: the host can't be read or the place is not there, not one, or unfit.
        ValueError: there are no blocks, or one that has no place in a section.

    """
    if not blocks:
        raise ValueError(worded("there is nothing to insert"))
    read = Host.read(open_package(host, name))
    spot = find_spot(read, place)
    ways = shapes(read, spot)
    names = _names(read.package)
    stamp = date.strftime("%Y-%m-%dT%H:%M:%SZ") if date else ""
    tracker = Tracker(names, Tracking(author, stamp) if read.tracked() else None)
    inlines = InlineWriter(ways, LANGUAGE_TAGS[lang], names, blocks)
    width = text_width(read.body, spot.index)
    writer = HostWriter(read, ways, width, NewLists(read), inlines, tracker)
    written = writer.write()
    texts = host_texts(read, spot)
    lost = put_section(read, spot, written, tracker)
    filler = ClauseNumberer(read, read.count(), [p for p in read.tops if p.index < spot.index])
    filler.fill(writer.clauses, inlines.references)
    situation = Situation(read, spot, ways, writer, lost, texts)
    return _finished(situation, filler, parts or {})


def _finished(
    situation: Situation, filler: ClauseNumberer, parts: Mapping[str, bytes]
) -> Inserted:
    """The contract packed again, with the custom XML parts where it has none of that name."""
    read, writer = situation.host, situation.writer
    package = read.package
    package.change(package.main, read.root)
    _save_lists(read, writer.lists)
    carries = any(name in package.parts for name in parts)
    if not carries:
        package.add_custom(parts)
    clauses = [entry.clause for entry in writer.clauses]
    return Inserted(
        content=package.pack(),
        number=first_label(clauses, filler.labels),
        numbers={name: label.text for name, label in filler.labels.items()},
        warnings=tuple(warnings_of(situation, carries=carries)),
    )


def _names(package: Package) -> Names:
    """What names and numbers the host has given, in any of its parts."""
    ids: set[int] = set()
    names: set[str] = set()
    for part, content in package.parts.items():
        if part.endswith(".xml"):
            ids.update(int(number) for number in _IDS.findall(content))
            names.update(
                found.decode("utf-8", "replace").lower() for found in _NAMES.findall(content)
            )
    return Names(names, ids)


def _save_lists(host: Host, lists: NewLists) -> None:
    if not lists.changed:
        return
    part = host.package.related("numbering")
    if part is None or lists.created:
        host.package.add_numbering(host.numbering)
    else:
        host.package.change(part, host.numbering)
