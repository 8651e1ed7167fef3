"""Putting a composed section into a user's own contract, in the contract's looks and numbers.

Everything else in the contract stays as it was: of its parts only the text itself
changes, and the numbering definitions where the section needs a list of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from ..document import Block
from ..errors import Problem
from ..language import LANGUAGE_TAGS, Lang
from ..ooxml.elements import Element, find, local, new, w
from ..ooxml.numbering import FIGURES, is_deleted
from ..ooxml.package import Package, open_package
from .fill import Filler, first_label, typed_references
from .host import Host, Para
from .levels import Shapes, shapes
from .lists import NewLists
from .look import blank_like, is_blank, text_width
from .place import AfterHeading, Marker, Place, Spot, cut, ends, find_spot, warning
from .write import HostWriter, Names, Tracking, WrittenClause

__all__ = ["AfterHeading", "Inserted", "Marker", "Place", "insert"]

_IDS = re.compile(rb'\bw:id="(\d+)"')
_NAMES = re.compile(rb'<w:bookmarkStart\b[^>]*\bw:name="([^"]*)"')
_STARTS = {
    "bookmarkStart", "commentRangeStart", "permStart", "moveFromRangeStart", "moveToRangeStart",
}  # fmt: skip
_ENDS = {name.replace("Start", "End") for name in _STARTS}
_SHOWN = 5  # How many examples a warning names.


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
) -> Inserted:
    """Insert ``blocks`` (clauses, paragraphs, items, tables, fields) into a .docx.

    Where the host tracks changes, the insertion is tracked under ``author`` and ``date``.
    ``parts`` are custom XML parts that the host is to carry, by name.

    Raises:
        DataError: the host can't be read or the place is not there, not one, or unfit.
        ValueError: there are no blocks, or one that has no place in a section.

    """
    if not blocks:
        raise ValueError("there is nothing to insert")
    package = open_package(host)
    read = Host.read(package)
    spot = find_spot(read, place)
    ways = shapes(read, spot)
    lists = NewLists(read)
    stamp = date.strftime("%Y-%m-%dT%H:%M:%SZ") if date else ""
    writer = HostWriter(
        read, ways, LANGUAGE_TAGS[lang], text_width(read.body, spot.index), _names(package), lists,
        blocks, Tracking(author, stamp) if read.tracked() else None,
    )  # fmt: skip
    written = _spaced(read, spot, writer.write())
    later = [para for para in read.tops if para.index >= spot.index and para is not spot.marker]
    before = [para for para in read.tops if para.index < spot.index]
    _put(read.body, spot, written)
    filler = Filler(read, read.count(), before)
    filler.fill(writer.clauses, writer.references)
    package.change(package.main, read.root)
    _save_lists(package, read, lists)
    carries = any(name in package.parts for name in parts or {})
    if not carries:
        package.add_custom(parts or {})
    clauses = [entry.clause for entry in writer.clauses]
    return Inserted(
        content=package.pack(),
        number=first_label(clauses, filler.labels),
        numbers={name: label.text for name, label in filler.labels.items()},
        warnings=(
            *spot.warnings,
            *_warnings(read, ways, writer, before, later),
            *(_CARRIES if carries else ()),
        ),
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


def _save_lists(package: Package, host: Host, lists: NewLists) -> None:
    if not lists.changed:
        return
    part = package.related("numbering")
    if part is None or lists.created:
        package.add_numbering(host.numbering)
    else:
        package.change(part, host.numbering)


# Into the tree


def _spaced(host: Host, spot: Spot, written: list[Element]) -> list[Element]:
    """The section with the empty lines that the host keeps between its paragraphs."""
    before = host.body[spot.index - 1] if spot.index else None
    if spot.marker is None and before is not None and is_blank(before):
        written = [*written, blank_like(before)]
    return written


def _put(body: Element, spot: Spot, written: list[Element]) -> None:
    """Put the elements in their place, and take the marker away."""
    following = body[spot.index] if spot.index < len(body) else None
    for node in written:
        if following is None:
            body.append(node)
        else:
            following.addprevious(node)
    if spot.marker is not None:
        _replace(spot.marker.element, written)
    _part_tables(written)


def _replace(marker: Element, written: Sequence[Element]) -> None:
    """Take the marker away, but keep its bookmarks, comments and section break."""
    for node in list(marker.iter()):
        if local(node) in _STARTS:
            written[0].addprevious(node)
        elif local(node) in _ENDS:
            marker.addprevious(node)
    comments = [r for r in marker.iter(w("r")) if find(r, "commentReference") is not None]
    section = find(marker, "pPr/sectPr")
    if comments or section is not None:
        rest = new("p")
        if section is not None:
            rest.append(new("pPr", new("spacing", before=0, after=0), section))
        rest.extend(comments)
        marker.addprevious(rest)
    marker.getparent().remove(marker)


def _part_tables(written: Sequence[Element]) -> None:
    """Keep a table apart from what would join it: another table, or nothing at all."""
    first, last = written[0], written[-1]
    if local(last) == "tbl" and _name(last.getnext()) != "p":
        last.addnext(_gap())
    if local(first) == "tbl" and _name(first.getprevious()) == "tbl":
        first.addprevious(_gap())


def _gap() -> Element:
    return new("p", new("pPr", new("spacing", before=0, after=0)))


def _name(node: Element | None) -> str:
    return "" if node is None else local(node)


# Warnings

_CARRIES = (
    warning(
        "host-carries-data",
        "the contract says already what it was made from; of the section it does not.",
        "Keep the section's input file.",
    ),
)


def _warnings(
    host: Host, ways: Shapes, writer: HostWriter, before: Sequence[Para], later: Sequence[Para]
) -> list[Problem]:
    found: list[Problem] = []
    if not writer.clauses:
        return [*_whole(host), *_unknown(writer)]
    top = writer.clauses[0]
    chapters = [para for para in later if para.sign is not None and para.sign == ways.sign]
    if top.shape.mode == "typed":
        named = "; ".join(f"“{cut(para.text)}”" for para in chapters[:_SHOWN])
        found.append(
            warning(
                "host-typed-numbers",
                "the contract's numbers are typed; sections and references after the new one"
                " keep theirs." + (f" Later sections: {named}." if named else ""),
                "Renumber them by hand." if named else "",
            )
        )
    elif top.shape.mode in {"live", "restart"} and chapters:
        found.append(_renumbered(chapters, [*before, *later]))
    if top.shape.mode == "own" or any(entry.shape.mode == "own" for entry in writer.clauses):
        found.append(_own(top.shape.mode == "own"))
    found += _mid_section(ways, top, later)
    return [*found, *_tracked(before), *_figures(host, writer), *_whole(host), *_unknown(writer)]


def _mid_section(ways: Shapes, top: WrittenClause, later: Sequence[Para]) -> list[Problem]:
    following = next((para for para in later if para.sign is not None), None)
    look = top.shape.look
    if top.clause.level > 1 or look is None or following is None:
        return []
    if following.sign == ways.sign or ends(look, following):
        return []
    return [
        warning(
            "host-mid-section",
            f"what follows the new section, from “{cut(following.text)}” on, now counts as part"
            " of it.",
            "Move the marker to the end of a section.",
        )
    ]


def _renumbered(chapters: Sequence[Para], paras: Sequence[Para]) -> Problem:
    first = chapters[0]
    number = first.numbered.counts[-1] if first.numbered else 0
    typed = typed_references(paras, number)
    named = f" Typed references to look at: {'; '.join(typed[:_SHOWN])}." if typed else ""
    return warning(
        "host-renumbered",
        f"the sections from “{first.label} {cut(first.text)}” on have moved up by the new"
        f" one.{named}",
        "Update the fields in Word (Ctrl+A, F9), and look through references typed by hand.",
    )


def _own(all_of_it: bool) -> Problem:
    if all_of_it:
        return warning(
            "host-unnumbered",
            "the contract numbers no sections; the new one keeps its own numbers, typed.",
            "Look whether they suit the contract.",
        )
    return warning(
        "host-level-unnumbered",
        "the contract has no numbers for points of this depth; they are typed.",
        "Look whether they suit the contract.",
    )


def _tracked(before: Sequence[Para]) -> list[Problem]:
    if not any(para.numbered and is_deleted(para.element) for para in before):
        return []
    return [
        warning(
            "host-tracked-numbers",
            "numbered paragraphs before the section are marked as deleted; its numbers change"
            " once that is accepted.",
        )
    ]


def _figures(host: Host, writer: HostWriter) -> list[Problem]:
    used = {entry.shape.position for entry in writer.clauses if entry.shape.position}
    kinds = {host.lists[place.number].levels[place.level].figure for place in used}
    strange = sorted(kinds - set(FIGURES))
    if not strange:
        return []
    return [
        warning(
            "host-figures",
            f"the contract numbers in a way that is not known here ({', '.join(strange)});"
            " references in the section show plain figures.",
            "Update the fields in Word (Ctrl+A, F9).",
        )
    ]


def _whole(host: Host) -> list[Problem]:
    """What concerns the contract as a whole."""
    found: list[Problem] = []
    if host.package.related("origin") is not None:
        found.append(
            warning(
                "host-signed",
                "the contract carries a digital signature, which no longer holds.",
                "Have it signed anew.",
            )
        )
    settings = host.package.xml(host.package.related("settings"))
    protection = find(settings, "documentProtection")
    if protection is not None and protection.get(w("enforcement"), "0") in {"1", "true", "on"}:
        found.append(
            warning(
                "host-protected",
                "the contract is protected against editing; the section was inserted all the"
                " same, and the protection stays.",
            )
        )
    return found


def _unknown(writer: HostWriter) -> list[Problem]:
    if not writer.unknown:
        return []
    return [
        warning(
            "host-reference",
            f"references lead out of the section: {', '.join(writer.unknown[:_SHOWN])}.",
            "Put the right numbers in by hand.",
        )
    ]
