"""Identifiers that a loop of a template repeats, made different again.

Word wants the identifiers of drawings, bookmarks, content controls and paragraphs to be
different in the whole document; some versions take a file for damaged in which they are not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_ID, _VAL, _NAME = f"{_W}id", f"{_W}val", f"{_W}name"
_PARA_ID = f"{_W14}paraId"
_MAX_PARA_ID = 0x80000000
_LONGEST_NAME = 40  # Of a bookmark.

_Found = Iterator[tuple[str, etree._Element]]


def with_unique_identifiers(
    parts: Mapping[str, bytes], roots: Mapping[str, etree._Element]
) -> dict[str, bytes]:
    """``parts`` with their identifiers different; ``roots`` are the same parts, parsed.

    The first that has an identifier keeps it; a part without repeated ones keeps its bytes.
    """
    changed: set[str] = set()
    changed |= _renumber(_elements(roots, f"{_DRAWING}docPr"), "id")
    changed |= _renumber(_controls(roots), _VAL)
    changed |= _renumber_paragraphs(roots)
    changed |= _renumber_bookmarks(roots)
    changed |= _rename_bookmarks(roots)
    return {
        name: etree.tostring(roots[name], xml_declaration=True, encoding="UTF-8", standalone=True)
        if name in changed
        else content
        for name, content in parts.items()
    }


def _elements(roots: Mapping[str, etree._Element], *tags: str) -> _Found:
    for name, root in roots.items():
        for element in root.iter(*tags):
            yield name, element


def _controls(roots: Mapping[str, etree._Element]) -> _Found:
    """The identifiers of content controls."""
    for name, element in _elements(roots, f"{_W}sdtPr"):
        for identifier in element.findall(_ID):
            yield name, identifier


class _Numbers:
    """Numbers that are taken, and the next that is free."""

    def __init__(self, taken: Iterable[str | None]) -> None:
        numbers = [int(one) for one in taken if one and one.lstrip("-").isdecimal()]
        self.next = max([0, *numbers]) + 1
        self.seen: set[str] = set()

    def repeated(self, number: str) -> bool:
        """Whether ``number`` was met before; from now on it was."""
        if number in self.seen:
            return True
        self.seen.add(number)
        return False

    def fresh(self) -> str:
        """A number that nothing has."""
        self.next += 1
        return str(self.next - 1)


def _renumber(found: _Found, attribute: str) -> set[str]:
    elements = list(found)
    numbers = _Numbers(element.get(attribute) for _, element in elements)
    changed: set[str] = set()
    for name, element in elements:
        value = element.get(attribute)
        if value is not None and numbers.repeated(value):
            element.set(attribute, numbers.fresh())
            changed.add(name)
    return changed


def _renumber_paragraphs(roots: Mapping[str, etree._Element]) -> set[str]:
    seen: set[str] = set()
    changed: set[str] = set()
    free = 1
    for name, element in _elements(roots, f"{_W}p", f"{_W}tr"):
        value = str(element.get(_PARA_ID, "")).upper()
        if value and value in seen:
            while f"{free:08X}" in seen:
                free += 1
            value = f"{free % _MAX_PARA_ID:08X}"
            element.set(_PARA_ID, value)
            changed.add(name)
        seen.add(value)
    return changed


def _renumber_bookmarks(roots: Mapping[str, etree._Element]) -> set[str]:
    """Give repeated bookmarks numbers of their own, each with the end that belongs to it."""
    marks = list(_elements(roots, f"{_W}bookmarkStart", f"{_W}bookmarkEnd"))
    numbers = _Numbers(element.get(_ID) for _, element in marks)
    now: dict[str, str] = {}
    changed: set[str] = set()
    for name, element in marks:
        value = str(element.get(_ID))
        if element.tag == f"{_W}bookmarkStart":
            now[value] = numbers.fresh() if numbers.repeated(value) else value
        if now.get(value, value) != value:
            element.set(_ID, now[value])
            changed.add(name)
    return changed


def _rename_bookmarks(roots: Mapping[str, etree._Element]) -> set[str]:
    marks = list(_elements(roots, f"{_W}bookmarkStart"))
    taken = {str(element.get(_NAME)).lower() for _, element in marks}
    seen: set[str] = set()
    changed: set[str] = set()
    for part, element in marks:
        name = str(element.get(_NAME))
        if name.lower() in seen:
            count = 2
            while (other := _numbered(name, count)).lower() in taken:
                count += 1
            element.set(_NAME, other)
            taken.add(other.lower())
            changed.add(part)
            name = other
        seen.add(name.lower())
    return changed


def _numbered(name: str, count: int) -> str:
    return f"{name[: _LONGEST_NAME - len(str(count)) - 1]}_{count}"
