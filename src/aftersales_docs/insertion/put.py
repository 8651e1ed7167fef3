"""The section in its place: what it replaces goes, what hangs on that stays where it can."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..ooxml.elements import Element, find, local, new, w
from ..ooxml.tracked_change_writer import strike_run
from .host import Host
from .names import Tracker
from .place import Spot
from .properties import blank_like, is_blank

_STARTS = {
    "bookmarkStart",
    "commentRangeStart",
    "permStart",
    "moveFromRangeStart",
    "moveToRangeStart",
}
_ENDS = {name.replace("Start", "End") for name in _STARTS}


@dataclass(frozen=True, slots=True)
class Lost:
    """What went with a replaced section: names of bookmarks, and how many notes and comments."""

    bookmarks: frozenset[str] = frozenset()
    comments: int = 0
    notes: int = 0


def put_section(host: Host, spot: Spot, written: list[Element], tracker: Tracker) -> Lost:
    """Put the elements in their place; the marker or the section there goes.

    A section of a host that tracks changes stays behind the new one, marked as deleted.
    """
    body = host.body
    replaced = list(body[spot.index : spot.end]) if spot.end is not None else []
    if not replaced:
        written = _spaced(host, spot, written)
    following = body[spot.index] if spot.index < len(body) else None
    for node in written:
        if following is None:
            body.append(node)
        else:
            following.addprevious(node)
    lost = Lost()
    if spot.marker is not None:
        _replace(spot.marker.element, written)
    elif replaced and tracker.on:
        for node in replaced:
            _delete(node, tracker)
    elif replaced:
        lost = _remove(replaced, written)
    _part_tables(written)
    return lost


def _spaced(host: Host, spot: Spot, written: list[Element]) -> list[Element]:
    """The section with the empty lines that the host keeps between its paragraphs."""
    before = host.body[spot.index - 1] if spot.index else None
    if spot.marker is None and before is not None and is_blank(before):
        return [*written, blank_like(before)]
    return written


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


# A whole section


def _delete(node: Element, tracker: Tracker) -> None:
    """Mark a block as deleted: its runs, its paragraphs' ends, its tables' rows."""
    for run in list(node.iter(w("r"))):
        strike_run(run, lambda: tracker.change("del"))
    for paragraph in node.iter(w("p")):
        if find(paragraph, "pPr/sectPr") is None and _has_next(paragraph):
            tracker.mark_end(paragraph, "del")
    for row in node.iter(w("tr")):
        tracker.mark_row(row, "del")


def _has_next(paragraph: Element) -> bool:
    """Whether a paragraph follows into which this one could run."""
    return next(paragraph.itersiblings(w("p")), None) is not None


def _remove(replaced: Sequence[Element], written: Sequence[Element]) -> Lost:
    """Take a section out; its page settings and what reaches beyond it stay."""
    last = written[-1]
    _keep_names(replaced[0], written[0])
    whole = _pairs(replaced)
    bookmarks = [node for node in _markers(replaced) if _pair(node) in whole]
    lost = Lost(
        frozenset(str(node.get(w("name"))) for node in bookmarks if node.get(w("name"))),
        _count(replaced, "commentReference"),
        _count(replaced, "footnoteReference") + _count(replaced, "endnoteReference"),
    )
    for node in replaced:
        for marker in _markers([node]):
            if _pair(marker) not in whole:
                last.addnext(marker)
                last = marker
        for section in list(node.iter(w("sectPr"))):
            kept = new("p", new("pPr", new("spacing", before=0, after=0), section))
            last.addnext(kept)
            last = kept
        node.getparent().remove(node)
    return lost


def _keep_names(heading: Element, first: Element) -> None:
    """Give the bookmarks of a heading to the new one: references to it still lead there."""
    if local(first) != "p":
        return
    whole = _pairs([heading])
    place = 1 if find(first, "pPr") is not None else 0
    for marker in _markers([heading]):
        if _pair(marker) not in whole or not local(marker).startswith("bookmark"):
            continue
        if local(marker) == "bookmarkStart":
            first.insert(place, marker)
            place += 1
        else:
            first.append(marker)


def _markers(nodes: Sequence[Element]) -> list[Element]:
    """Starts and ends of bookmarks, comments, permissions and moves, in their order."""
    names = [w(name) for name in (*_STARTS, *_ENDS)]
    return [marker for node in nodes for marker in node.iter(*names)]


def _pair(marker: Element) -> tuple[str, str]:
    kind = local(marker).removesuffix("Start").removesuffix("End")
    return kind, str(marker.get(w("id")))


def _pairs(nodes: Sequence[Element]) -> set[tuple[str, str]]:
    """What both begins and ends in ``nodes``."""
    starts = {_pair(marker) for marker in _markers(nodes) if local(marker) in _STARTS}
    ends = {_pair(marker) for marker in _markers(nodes) if local(marker) in _ENDS}
    return starts & ends


def _count(nodes: Sequence[Element], name: str) -> int:
    return sum(1 for _ in _all(nodes, name))


def _all(nodes: Sequence[Element], name: str) -> Iterator[Element]:
    for node in nodes:
        yield from node.iter(w(name))
