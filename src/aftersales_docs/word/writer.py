"""Writing a document tree as a Word file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from lxml import etree
from markupsafe import Markup

from ..document import Annex, Contents, Document, flat, logo_of, with_kept_hyphens
from ..document.fit import fitted
from ..document.house import house_of
from ..embedding.attachments import as_xml
from ..embedding.manifest import NAME, Inside, inside_of
from ..errors import LibraryError, Place, Problem, worded
from ..fonts import Face
from ..language import LANGUAGE_TAGS
from ..ooxml.pack import pack
from ..resources import Templates
from ..sandbox import TEMPLATE_ERRORS, context, rendered
from ..sandbox.fields import view
from .body import body, foot
from .draft_mark import with_draft_mark
from .fonts import faces_of
from .frame import Pages
from .identifiers import with_unique_identifiers
from .lists import SECOND_LIST
from .media import Media, unpacked, with_media
from .needs import BEGIN
from .prepare import custom_parts
from .running_logo import with_running_logo
from .tags import NO_PARAGRAPHS
from .template import LINE_END, WordTemplate, tag_error, word_template

_TEXT = re.compile(r"(<w:t(?: [^>]*)?>)([^<]*)")
_WORD_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'


def _filled(template: WordTemplate, values: Mapping[str, Any]) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    for name, part in template.filled.items():
        paragraphs = template.paragraphs.get(name, NO_PARAGRAPHS)
        try:
            xml = rendered(part, values)
        except TEMPLATE_ERRORS as error:
            raise tag_error(template.path, name, paragraphs, error) from error
        parts[name] = _with_breaks(xml).encode()
    if not template.own:
        return parts
    roots = {name: _sound(template, name, content) for name, content in parts.items()}
    return with_unique_identifiers(parts, roots)


def _with_breaks(xml: str) -> str:
    """Line ends of values as Word's own, inside text; elsewhere they are spaces."""
    if LINE_END not in xml:
        return xml
    broken = _TEXT.sub(lambda found: found[1] + found[2].replace(LINE_END, _WORD_BREAK), xml)
    return broken.replace(LINE_END, " ")


def _sound(template: WordTemplate, name: str, content: bytes) -> etree._Element:
    """The part as XML: the tags of a user's template did not tear it apart."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise LibraryError(
            Problem(
                "word-template-torn",
                worded("filled in, the part {name} is no sound XML any more.", name=name),
                "A block begins in one cell or table and ends in another: "
                "'aftersales-docs templates check' tells which.",
                place=Place(str(template.path)),
            )
        ) from error


def _pages(document: Document, template: WordTemplate, pages: Mapping[str, int]) -> Pages:
    """What a table of contents says of pages; those of the user's own page may be others."""
    lists = (block.entries for block in document.blocks if isinstance(block, Contents))
    entries = {entry.target: entry for listed in lists for entry in listed}
    annexes = {block.id for block in flat(document.blocks) if isinstance(block, Annex)}
    marked = {name: entry for name, entry in entries.items() if name in annexes}
    uncertain = template.own or not entries.keys() <= pages.keys()
    return Pages(pages, marked, uncertain)


def context_of(  # noqa: PLR0913, PLR0917 (what a template may ask for, each by name)
    document: Document,
    template: WordTemplate,
    templates: Templates,
    data: Any,
    media: Media | None = None,
    pages: Mapping[str, int] = MappingProxyType({}),
) -> dict[str, Any]:
    """The values that a Word template's tags may ask for; ``media`` takes the pictures."""
    meta = document.meta
    tag = LANGUAGE_TAGS[meta.lang]
    found = _pages(document, template, pages)
    page = fitted(document, house_of(templates), template.sheet.width / 20)
    blocks = with_kept_hyphens(page).blocks
    values = {
        "body": _placed(body(blocks, template.sheet, tag, media or Media(), found), template),
        "foot": _placed(foot(blocks, template.sheet, tag), template),
        "meta": meta,
        "labels": view(meta.labels),
        "language_tag": tag,
        "data": data,
    }
    return context("docx", values)


_STYLE = re.compile(r'(<w:(?:pStyle|rStyle|tblStyle) w:val=")([^"]+)')


def _placed(xml: str, template: WordTemplate) -> Markup:
    """XML of the body, its styles as the template calls them."""
    names, offset = template.fit.aliases, template.fit.offset
    if names:
        xml = _STYLE.sub(lambda found: found[1] + names.get(found[2], found[2]), xml)
    if offset:
        second = '<w:numId w:val="{}"/>'
        xml = xml.replace(second.format(SECOND_LIST), second.format(SECOND_LIST + offset))
    return Markup(xml)  # noqa: S704 (escaped as it was written)


def carried_parts(inside: Inside) -> dict[str, bytes]:
    """The manifest and the input as custom XML parts, by their names in a Word file."""
    files = {NAME: inside.manifest.encode(), **inside.inputs}
    parts = custom_parts(len(inside.inputs))
    return {
        part: as_xml(name, content)
        for part, (name, content) in zip(parts, files.items(), strict=True)
    }


def _faces(document: Document, templates: Templates) -> tuple[Face, ...]:
    """The faces to embed: none where the document or its page names its fonts only."""
    meta, house = document.meta, house_of(templates)
    wanted = meta.fonts or house.on(meta.layout).word_fonts
    return faces_of(document.blocks, house) if wanted == "embedded" else ()


def write(
    document: Document,
    templates: Templates,
    data: Any,
    inside: Inside | None = None,
    pages: Mapping[str, int] = MappingProxyType({}),
) -> bytes:
    """The .docx of ``document``.

    ``data`` are the input's own fields as templates see them (``templating.fields``);
    ``inside`` is what the file carries, without it the manifest alone. ``pages`` says on which
    page the entries of a table of contents stand, by their targets; without it Word is told
    to find out.

    Raises:
        LibraryError: the Word template can't be read or asks for what is not there.

    """
    meta = document.meta
    carried = inside or inside_of(document)
    template = word_template(
        templates,
        meta.layout,
        meta.numbering,
        meta.lang,
        meta.first,
        meta.kind,
        len(carried.inputs),
        _faces(document, templates),
    )
    lost = template.fit.lost_numbering
    if lost and any(True for _ in document.clauses()):
        raise LibraryError(Problem("lists-missing", lost, BEGIN, place=Place(str(template.path))))
    media = Media()
    parts = _filled(template, context_of(document, template, templates, data, media, pages))
    content = pack({**parts, **carried_parts(carried)}, template.base)
    if media.pictures:
        content = _with_pictures(content, document, template, media)
    return pack(with_draft_mark(unpacked(content), meta.draft)) if meta.draft else content


def _with_pictures(
    content: bytes, document: Document, template: WordTemplate, media: Media
) -> bytes:
    """The file with its pictures, and the logo at the head of later pages where it is wanted."""
    parts = with_media(unpacked(content), media)
    logo = logo_of(document.blocks)
    if logo is not None and logo.pages == "all":
        parts = with_running_logo(parts, logo, template.sheet.page.top, media)
    return pack(parts)
