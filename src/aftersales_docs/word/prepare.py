"""What is made ready in a Word template once, before it is filled: lists, languages, relations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from lxml import etree

from ..language import LANGUAGE_TAGS, Lang
from .lists import FIRST_LIST, NUMBERING, SECOND_LIST, STYLES

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CUSTOM = "customXml/aftersales-docs"
_A4_TEXT = 9638  # 170 mm between the margins, where a template names no page.
_SETTINGS = "word/settings.xml"
_RELATIONS = "word/_rels/document.xml.rels"
_RELATIONS_NS = "http://schemas.openxmlformats.org/package/2006/relationships"
_NO_RELATIONS = f'<Relationships xmlns="{_RELATIONS_NS}"/>'.encode()
_CUSTOM_XML = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"


@dataclass(frozen=True, slots=True)
class Choice:
    """What of a document decides on its template: language, numbering, files carried.

    Chapters count from ``first`` by the scheme ``numbering``; its lists have numbers higher
    by ``offset``; the files carry so many ``inputs``.
    """

    lang: Lang
    numbering: str
    first: int
    offset: int
    inputs: int


def prepare(parts: dict[str, bytes], choice: Choice) -> None:
    """Make ``parts`` a template for documents of this ``choice``."""
    for part in (STYLES, _SETTINGS):
        _changed(parts, part, lambda xml: _in_language(xml, LANGUAGE_TAGS[choice.lang]))
    _changed(parts, NUMBERING, lambda xml: _numbered(xml, choice))
    relations = parts.get(_RELATIONS, _NO_RELATIONS)
    parts[_RELATIONS] = _with_custom_parts(relations, custom_parts(choice.inputs))


def _numbered(xml: bytes, choice: Choice) -> bytes:
    """Let the house's lists count as chosen, and drop the others.

    List 1 counts the text, list 2 the second language of a contract in two; the offset is
    added to both where they were brought back.
    """
    numbering, offset = choice.numbering, choice.offset
    root = etree.fromstring(xml)
    names = {
        name.get(f"{_W}val"): abstract
        for abstract in root.findall(f"{_W}abstractNum")
        if (name := abstract.find(f"{_W}name")) is not None
    }
    if numbering not in names:
        return xml
    chosen = {
        str(FIRST_LIST + offset): names[numbering],
        str(SECOND_LIST + offset): names.get(f"{numbering}-second", names[numbering]),
    }
    for abstract in chosen.values():
        start = abstract.find(f"{_W}lvl/{_W}start")
        if start is not None:
            start.set(f"{_W}val", str(choice.first))
    used = _bound(root, chosen)
    for abstract in names.values():
        if abstract.get(f"{_W}abstractNumId") not in used:
            root.remove(abstract)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _bound(root: etree._Element, chosen: Mapping[str, etree._Element]) -> set[str | None]:
    """The definitions in use, once the lists in ``chosen`` count by those given there."""
    used: set[str | None] = set()
    for number in root.findall(f"{_W}num"):
        link = number.find(f"{_W}abstractNumId")
        if link is None:
            continue
        own = chosen.get(str(number.get(f"{_W}numId")))
        if own is not None:
            link.set(f"{_W}val", str(own.get(f"{_W}abstractNumId")))
        used.add(link.get(f"{_W}val"))
    return used


def _in_language(xml: bytes, tag: str) -> bytes:
    """Make ``tag`` the language of all text that names none, and of the whole file."""
    root = etree.fromstring(xml)
    for lang in (*root.iterfind(f"{_W}docDefaults//{_W}lang"), *root.iter(f"{_W}themeFontLang")):
        lang.set(f"{_W}val", tag)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def custom_parts(inputs: int) -> list[str]:
    """The names of the parts that hold the manifest and so many input files."""
    return [f"{_CUSTOM}.xml", *(f"{_CUSTOM}-input{n}.xml" for n in range(1, inputs + 1))]


def _with_custom_parts(xml: bytes, names: Iterable[str]) -> bytes:
    """Let the document name the parts that hold its manifest and its input."""
    root = etree.fromstring(xml)
    for number, name in enumerate(names):
        etree.SubElement(
            root,
            f"{{{_RELATIONS_NS}}}Relationship",
            Id=f"rIdInput{number}" if number else "rIdManifest",
            Type=_CUSTOM_XML,
            Target=f"../{name}",
        )
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def text_width(document: bytes) -> int:
    """The room between the margins of the last section, in twips."""
    root = etree.fromstring(document)
    sizes, margins = root.findall(f".//{_W}pgSz"), root.findall(f".//{_W}pgMar")
    if not sizes or not margins:
        return _A4_TEXT
    sides = (margins[-1].get(f"{_W}left"), margins[-1].get(f"{_W}right"))
    return int(str(sizes[-1].get(f"{_W}w"))) - sum(int(str(side)) for side in sides)


def _changed(parts: dict[str, bytes], name: str, change: Callable[[bytes], bytes]) -> None:
    """Change a part, if the template has it: one drawn up in Word alone may not."""
    if name in parts:
        parts[name] = change(parts[name])
