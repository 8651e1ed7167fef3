"""A logo at the head of the later pages of a Word file."""

from __future__ import annotations

import posixpath
from typing import Final

from lxml import etree

from ..document import Logo, running_logo
from ..ooxml.package import CONTENT_TYPES, relations_of
from .media import DOCUMENT_RELATIONS, Media, declared, related, stored
from .pictures import running_drawing

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DOCUMENT: Final = "word/document.xml"
_FIRST_HEAD: Final = "word/header-first-page.xml"
_HEADER_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
_EMPTY_HEAD: Final = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    b'<w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr></w:p></w:hdr>'
)
# What stands behind titlePg in the properties of a section.
_BEHIND: Final = ("textDirection", "bidi", "rtlGutter", "docGrid", "printerSettings")


def with_running_logo(
    parts: dict[str, bytes], logo: Logo, top: float, media: Media
) -> dict[str, bytes]:
    """``parts`` with ``logo`` at the head of all pages but the first, which shows it large.

    ``top`` is the upper margin in millimetres. A template of the user's own without a head for
    its pages has no place for it, and stays as it is.
    """
    document = etree.fromstring(parts[_DOCUMENT])
    sections = list(document.iter(f"{_W}sectPr"))
    head = _head_of(parts, sections[-1]) if sections else None
    if head is None:
        return parts
    root = etree.fromstring(parts[head])
    paragraph = root.find(f"{_W}p")
    if paragraph is None:
        return parts
    run = running_drawing(logo, running_logo(logo, top), top, media.number())
    wrapped = f'<w:p xmlns:w="{_W[1:-1]}">{run}</w:p>'
    paragraph.extend(list(etree.fromstring(wrapped)))
    parts[head] = _written(root)
    ending, content = stored(logo.picture)
    parts[f"word/media/logo.{ending}"] = content
    relations = relations_of(head)
    parts[relations] = related(parts.get(relations), "rIdLogo", "image", f"media/logo.{ending}")
    parts[CONTENT_TYPES] = declared(parts[CONTENT_TYPES], {})
    if sections[-1].find(f"{_W}titlePg") is None:
        _part_first_page(parts, sections[-1])
        parts[_DOCUMENT] = _written(document)
    return parts


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _head_of(parts: dict[str, bytes], section: etree._Element) -> str | None:
    """The part that is the head of a section's pages."""
    for reference in section.iter(f"{_W}headerReference"):
        if reference.get(f"{_W}type") == "default":
            wanted = reference.get(f"{_R}id")
            for relation in etree.fromstring(parts[DOCUMENT_RELATIONS]):
                if relation.get("Id") == wanted:
                    target = str(relation.get("Target"))
                    name = posixpath.normpath(posixpath.join("/word", target)).lstrip("/")
                    return name if name in parts else None
    return None


def _part_first_page(parts: dict[str, bytes], section: etree._Element) -> None:
    """Give the first page an empty head and the foot of the others."""
    parts[_FIRST_HEAD] = _EMPTY_HEAD
    parts[DOCUMENT_RELATIONS] = related(
        parts[DOCUMENT_RELATIONS], "rIdFirstHead", "header", _FIRST_HEAD.removeprefix("word/")
    )
    parts[CONTENT_TYPES] = declared(parts[CONTENT_TYPES], {_FIRST_HEAD: _HEADER_TYPE})
    _refer(section, "header", "rIdFirstHead")
    foot = next(
        (
            one.get(f"{_R}id")
            for one in section.iter(f"{_W}footerReference")
            if one.get(f"{_W}type") == "default"
        ),
        None,
    )
    if foot is not None:
        _refer(section, "footer", foot)
    before = next((one for one in section if etree.QName(one).localname in _BEHIND), None)
    mark = etree.Element(f"{_W}titlePg")
    if before is None:
        section.append(mark)
    else:
        before.addprevious(mark)


def _refer(section: etree._Element, sort: str, identifier: str) -> None:
    """Let the first page of ``section`` have this head or foot, where it has none of its own."""
    references = list(section.iter(f"{_W}{sort}Reference"))
    if any(one.get(f"{_W}type") == "first" for one in references):
        return
    reference = etree.Element(f"{_W}{sort}Reference")
    reference.set(f"{_W}type", "first")
    reference.set(f"{_R}id", identifier)
    references[-1].addnext(reference)
