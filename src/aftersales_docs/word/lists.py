"""Bringing the lists of the house back into a template that another program saved anew.

LibreOffice keeps what lists look like, but not their names, by which the house finds the
one that a document counts by. The house's own lists are added beside those of the
template, and the styles of chapters and points are bound to them.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy

from lxml import etree

from .build import NUMBERED_STYLES

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NUMBERING = "word/numbering.xml"
STYLES = "word/styles.xml"
# Far above what programs give out, so that no list of the template is taken for one of ours.
OFFSET = 8000
FIRST_LIST, SECOND_LIST = 1, 2
_ITEMS = "items"


def _serialised(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _moved(element: etree._Element, name: str) -> etree._Element:
    """A copy whose identifier is one of ours."""
    copy = deepcopy(element)
    for holder in (copy, *copy.iterchildren(f"{_W}abstractNumId")):
        key = f"{_W}{name}" if holder is copy else f"{_W}val"
        holder.set(key, str(int(str(holder.get(key))) + OFFSET))
    return copy


def with_house_lists(
    parts: Mapping[str, bytes], house: Mapping[str, bytes], names: Mapping[str, str]
) -> dict[str, bytes]:
    """The numbering and styles of a template, with the lists of the ``house`` in them.

    ``names`` says how the template calls styles of the house.
    """
    numbering = etree.fromstring(parts[NUMBERING])
    called = {names.get(style, style) for style in NUMBERED_STYLES}
    for bound in list(numbering.iter(f"{_W}pStyle")):
        parent = bound.getparent()
        if bound.get(f"{_W}val") in called and parent is not None:
            parent.remove(bound)
    _add_lists(numbering, etree.fromstring(house[NUMBERING]), names)
    return {NUMBERING: _serialised(numbering), STYLES: _bound(parts[STYLES], called)}


def _add_lists(numbering: etree._Element, house: etree._Element, names: Mapping[str, str]) -> None:
    """Definitions stand before all lists, as the schema wants it."""
    place = len(numbering.findall(f"{_W}abstractNum"))
    for abstract in house.findall(f"{_W}abstractNum"):
        name = abstract.find(f"{_W}name")
        if name is None or name.get(f"{_W}val") == _ITEMS:
            continue
        copy = _moved(abstract, "abstractNumId")
        for style in copy.iter(f"{_W}pStyle"):
            own = str(style.get(f"{_W}val"))
            style.set(f"{_W}val", names.get(own, own))
        numbering.insert(place, copy)
        place += 1
    lists = {str(number) for number in (FIRST_LIST, SECOND_LIST)}
    for number in house.findall(f"{_W}num"):
        if number.get(f"{_W}numId") in lists:
            numbering.insert(place + len(numbering.findall(f"{_W}num")), _moved(number, "numId"))


def _bound(xml: bytes, called: set[str]) -> bytes:
    """Styles of chapters and points that count by the house's list; levels stay."""
    root = etree.fromstring(xml)
    for style in root.iter(f"{_W}style"):
        if style.get(f"{_W}styleId") in called:
            for number in style.iterfind(f"{_W}pPr/{_W}numPr/{_W}numId"):
                number.set(f"{_W}val", str(FIRST_LIST + OFFSET))
    return _serialised(root)
