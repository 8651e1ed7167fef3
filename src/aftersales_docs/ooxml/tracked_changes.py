"""Tracked changes: a tree as it reads once they are all accepted, or all rejected.

What stays of a tracked change is marked with who made it and when, so that a reader of
the settled tree still knows which words were tracked.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from .elements import Element, find, local, new, w

_BY = "{urn:aftersales-docs:comparison}by"
_INSERTED, _DELETED = ("ins", "moveTo"), ("del", "moveFrom")
_ACCEPTED = w("accepted")
_IN_PROPERTIES = {"rPr", "trPr", "tcPr", "pPr"}
_LIVE = {"delText": "t", "delInstrText": "instrText"}
_FORMATS = ("rPrChange", "pPrChange")
_OTHER_FORMATS = (
    "sectPrChange",
    "tblPrChange",
    "tblPrExChange",
    "trPrChange",
    "tcPrChange",
    "tblGridChange",
    "numberingChange",
)


@dataclass(frozen=True, slots=True)
class Revision:
    """Who tracked a change and when, as the file says; both may be empty, and both may lie."""

    author: str
    date: str


def revision_of(node: Element) -> Revision | None:
    """The tracked change that ``node`` of a settled tree belongs to."""
    mark = node.get(_BY)
    if mark is None:
        return None
    author, _, date = mark.partition("\n")
    return Revision(author, date)


ChangeKey = tuple[str, str, str]


def change_keys(root: Element) -> frozenset[ChangeKey]:
    """What tells the tracked changes of a tree from others: kind, author, date.

    Not the words: Word tears a change apart where another begins in it. Whoever borrows a
    sign gains nothing, for what is known is only accepted, and so compared as text.
    """
    marks = root.iter(*(w(name) for name in (*_INSERTED, *_DELETED)))
    return frozenset(_change_key(node) for node in marks)


def _change_key(node: Element) -> ChangeKey:
    return local(node), node.get(w("author"), ""), node.get(w("date"), "")


def settled(root: Element, *, accept: bool, known: frozenset[ChangeKey] = frozenset()) -> Element:
    """A copy of ``root`` with all tracked changes accepted, or all rejected.

    Those that are ``known`` were there before and are accepted in any case.
    """
    twin = deepcopy(root)
    # Word reads on over a comment in the middle of a word; so do we.
    etree.strip_tags(twin, etree.Comment, etree.PI)
    if known:
        _accept_known(twin, known)
    kept, dropped = (_INSERTED, _DELETED) if accept else (_DELETED, _INSERTED)
    if not accept:
        _restore_formats(twin)
    _drop(twin, [*_FORMATS, *_OTHER_FORMATS])
    _settle_rows(twin, kept, dropped, accept=accept)
    for name in dropped:
        for node in _containers(twin, name):
            _remove(node)
    for name in kept:
        for node in _containers(twin, name):
            _unwrap(node)
    _settle_marks(twin, kept, dropped)
    return twin


def _accept_known(root: Element, known: frozenset[ChangeKey]) -> None:
    for name in (*_INSERTED, *_DELETED):
        # From the end, so that what runs into the next paragraph is moved once only.
        for node in reversed(list(root.iter(w(name)))):
            if node.getparent() is not None and _change_key(node) in known:
                _accept(node)
    etree.strip_tags(root, _ACCEPTED)


def _accept(node: Element) -> None:
    """Accept one change; one that inserted is only renamed, and its tags stripped with all."""
    above, gone = node.getparent(), local(node) in _DELETED
    if local(above) not in _IN_PROPERTIES:
        if gone:
            _remove(node)
        else:
            node.tag = _ACCEPTED
    elif not gone:
        above.remove(node)
    elif local(above) == "rPr":
        _join_next(above.getparent().getparent())
    elif local(above) == "trPr":
        _remove(above.getparent())


def _containers(root: Element, name: str) -> Iterator[Element]:
    """The elements of a name that hold runs; those in properties are marks, not containers."""
    for node in list(root.iter(w(name))):
        above = node.getparent()
        if above is not None and local(above) not in _IN_PROPERTIES:
            yield node


def _remove(node: Element) -> None:
    above = node.getparent()
    if above is not None:
        above.remove(node)


def _drop(root: Element, names: list[str]) -> None:
    for node in list(root.iter(*(w(name) for name in names))):
        _remove(node)


def _stamp(node: Element, change: Element) -> None:
    """Mark ``node`` and the runs in it as part of ``change``; the innermost wins."""
    text = f"{change.get(w('author'), '')}\n{change.get(w('date'), '')}".translate(_PLAIN)
    for part in (node, *node.iter(w("r"), w("p"))):
        if part.get(_BY) is None:
            part.set(_BY, text)


_PLAIN = {code: " " for code in range(32) if code != 10}


def _unwrap(node: Element) -> None:
    """Put the content of a change in its place."""
    _stamp(node, node)
    for text in list(node.iter(w("delText"), w("delInstrText"))):
        text.tag = w(_LIVE[local(text)])
    for child in list(node):
        node.addprevious(child)
    _remove(node)


def _restore_formats(root: Element) -> None:
    for change in list(root.iter(*(w(name) for name in _FORMATS))):
        properties = change.getparent()
        if properties is None:
            continue
        before = find(change, local(properties))
        keep = [child for child in properties if local(child) in {"rPr", "sectPr"}]
        for child in list(properties):
            if child not in keep:
                properties.remove(child)
        for place, child in enumerate(list(before) if before is not None else []):
            properties.insert(place, child)


def _settle_rows(
    root: Element, kept: tuple[str, ...], dropped: tuple[str, ...], *, accept: bool
) -> None:
    """Rows and cells that were tracked as inserted or deleted."""
    for row in list(root.iter(w("tr"))):
        _settle_part(row, [f"trPr/{name}" for name in kept], [f"trPr/{name}" for name in dropped])
    cell_kept, cell_dropped = ("cellIns", "cellDel") if accept else ("cellDel", "cellIns")
    for cell in list(root.iter(w("tc"))):
        _settle_part(cell, [f"tcPr/{cell_kept}"], [f"tcPr/{cell_dropped}"])
    for row in list(root.iter(w("tr"))):
        if find(row, "tc") is None and find(row, "sdt") is None:
            _remove(row)
    for table in list(root.iter(w("tbl"))):
        if find(table, "tr") is None and find(table, "sdt") is None:
            _remove(table)


def _settle_part(part: Element, kept: list[str], dropped: list[str]) -> None:
    if any(find(part, path) is not None for path in dropped):
        _remove(part)
        return
    for path in kept:
        change = find(part, path)
        if change is not None:
            _stamp(part, change)


def _settle_marks(root: Element, kept: tuple[str, ...], dropped: tuple[str, ...]) -> None:
    """Paragraph marks: where one goes, its paragraph runs into the next."""
    for paragraph in reversed(list(root.iter(w("p")))):
        marks = find(paragraph, "pPr/rPr")
        if marks is None:
            continue
        if any(find(marks, name) is not None for name in dropped):
            _join_next(paragraph)
        for name in kept:
            change = find(marks, name)
            if change is not None:
                text = f"{change.get(w('author'), '')}\n{change.get(w('date'), '')}"
                paragraph.set(_BY, text.translate(_PLAIN))


def _join_next(paragraph: Element) -> None:
    content = [child for child in paragraph if local(child) != "pPr"]
    following = paragraph.getnext()
    while following is not None and local(following) in {"bookmarkStart", "bookmarkEnd"}:
        following = following.getnext()
    if following is not None and local(following) == "p":
        place = 1 if find(following, "pPr") is not None else 0
        for child in reversed(content):
            following.insert(place, child)
        _remove(paragraph)
    elif not any(local(child) == "r" for child in content):
        _remove_lone(paragraph)


def _remove_lone(paragraph: Element) -> None:
    """Take an empty paragraph out, unless its cell would have none."""
    above = paragraph.getparent()
    if above is None:
        return
    if local(above) != "tc" or len(above.findall(w("p"))) > 1:
        _remove(paragraph)
    else:
        paragraph.getparent().replace(paragraph, new("p"))


def unstamped(root: Element) -> None:
    """Take the marks of settling out again."""
    for node in root.iter():
        if node.get(_BY) is not None:
            del node.attrib[_BY]
