"""The mark of a draft across each page of a Word file: in all heads, behind the words.

A head is no part of the text: screen readers pass over it, and nothing moves when the mark goes.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import quoteattr

from lxml import etree

from ..fonts import DISPLAY_FAMILY
from ..ooxml.package import CONTENT_TYPES
from .media import DOCUMENT_RELATIONS, declared, related

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DOCUMENT: Final = "word/document.xml"
_SETTINGS: Final = "word/settings.xml"
_HEADER_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
_EMPTY_HEAD: Final = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    b'<w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr></w:p></w:hdr>'
)
_NAMESPACES: Final = (
    f'xmlns:w="{_W[1:-1]}" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office"'
)
# Word's own shape for words along a line.
_TYPE: Final = (
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
    'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/>'
    '<v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>'
    '<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/>'
    '<v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>'
    '<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/>'
    '<v:f eqn="sum @6 0 @5"/></v:formulas><v:path textpathok="t" o:connecttype="custom" '
    'o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>'
    '<v:textpath on="t" fitshape="t"/><o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype>'
)
# In points: as long as the page is wide, and so high that the letters keep their shape.
_WIDTH: Final = 500
_LETTER: Final = 1.5


def with_draft_mark(parts: dict[str, bytes], mark: str) -> dict[str, bytes]:
    """``parts`` of a Word file with ``mark`` across all its pages."""
    document = etree.fromstring(parts[_DOCUMENT])
    heads: dict[str, None] = {}
    before: dict[str, str] = {}
    for section in document.iter(f"{_W}sectPr"):
        for sort in _sorts(parts, section):
            named = _named(section, sort)
            if named is None and sort not in before:
                named = _new_head(parts, section, sort)
            if named is not None:
                before[sort] = named
        heads.update(dict.fromkeys(before.values()))
    parts[_DOCUMENT] = _written(document)
    targets = _targets(parts)
    for number, relation in enumerate(heads, 1):
        part = targets.get(relation)
        if part is not None and part in parts:
            parts[part] = _marked(parts[part], mark, number)
    return parts


def _sorts(parts: dict[str, bytes], section: etree._Element) -> Iterator[str]:
    """Which heads the pages of a section have."""
    yield "default"
    if section.find(f"{_W}titlePg") is not None:
        yield "first"
    if b"evenAndOddHeaders" in parts.get(_SETTINGS, b""):
        yield "even"


def _named(section: etree._Element, sort: str) -> str | None:
    for reference in section.iter(f"{_W}headerReference"):
        if reference.get(f"{_W}type") == sort:
            return reference.get(f"{_R}id")
    return None


def _new_head(parts: dict[str, bytes], section: etree._Element, sort: str) -> str:
    """An empty head for a section whose pages have none; the relation that leads to it."""
    name, relation = f"header-draft-{sort}.xml", f"rIdDraft{sort.capitalize()}"
    parts[f"word/{name}"] = _EMPTY_HEAD
    parts[DOCUMENT_RELATIONS] = related(parts.get(DOCUMENT_RELATIONS), relation, "header", name)
    parts[CONTENT_TYPES] = declared(parts[CONTENT_TYPES], {f"word/{name}": _HEADER_TYPE})
    reference = etree.Element(f"{_W}headerReference")
    reference.set(f"{_W}type", sort)
    reference.set(f"{_R}id", relation)
    section.insert(0, reference)
    return relation


def _targets(parts: dict[str, bytes]) -> dict[str, str]:
    """The parts that the document's relations lead to."""
    found: dict[str, str] = {}
    for relation in etree.fromstring(parts[DOCUMENT_RELATIONS]):
        if relation.get("TargetMode") != "External":
            path = posixpath.normpath(posixpath.join("/word", str(relation.get("Target"))))
            found[str(relation.get("Id"))] = path.lstrip("/")
    return found


def _marked(content: bytes, mark: str, number: int) -> bytes:
    """A head with the mark, in the first of its paragraphs."""
    root = etree.fromstring(content)
    paragraph = root.find(f"{_W}p")
    if paragraph is None:
        paragraph = etree.SubElement(root, f"{_W}p")
    paragraph.extend(list(etree.fromstring(_drawn(mark, number))))
    return _written(root)


def _drawn(mark: str, number: int) -> str:
    height = round(_WIDTH / len(mark) * _LETTER)
    style = (
        f"position:absolute;margin-left:0;margin-top:0;width:{_WIDTH}pt;height:{height}pt;"
        "rotation:305;z-index:-251658752;mso-position-horizontal:center;"
        "mso-position-horizontal-relative:page;mso-position-vertical:center;"
        "mso-position-vertical-relative:page"
    )
    font = quoteattr(f"font-family:'{DISPLAY_FAMILY}';font-size:1pt;font-weight:bold")
    return (
        f"<w:p {_NAMESPACES}><w:r><w:rPr><w:noProof/></w:rPr><w:pict>{_TYPE}"
        f'<v:shape id="DraftMark{number}" type="#_x0000_t136" alt="" style="{style}" '
        'o:allowincell="f" fillcolor="#dedede" stroked="f">'
        f"<v:textpath style={font} string={quoteattr(mark)}/></v:shape></w:pict></w:r></w:p>"
    )


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
