"""Fonts in a Word file: which faces a document needs, and how the format holds them.

ECMA-376, part 4, obfuscates an embedded font: the first 32 bytes are combined (XOR) with the
bytes of a key that the font table names, in reverse. The whole font goes in, so that who edits
the file finds every letter.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from lxml import etree

from ..document import (
    Annex,
    Block,
    Clause,
    Contents,
    Emphasis,
    Fields,
    Heading,
    Letterhead,
    Opening,
    Stamp,
    Strong,
    Subject,
    Table,
    Title,
    flat,
    inlines_of,
    walk,
)
from ..document.house import House
from ..fonts import FACES, Face, Style
from ..ooxml.fonts import unmasked

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_TYPES_NS = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS_NS = "http://schemas.openxmlformats.org/package/2006/relationships"
_NO_RELATIONS = f'<Relationships xmlns="{_RELATIONS_NS}"/>'
_FONT_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/font"
_OBFUSCATED = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
_TYPES, _TABLE, _SETTINGS = "[Content_Types].xml", "word/fontTable.xml", "word/settings.xml"
# As they follow each other in the font table.
_ELEMENTS: Final[Mapping[Style, str]] = {
    "regular": "embedRegular",
    "bold": "embedBold",
    "italic": "embedItalic",
    "bold-italic": "embedBoldItalic",
}
# What of a document is set in the font of headings: wholly, or in its labels.
_DISPLAY = (Annex, Contents, Heading, Letterhead, Subject, Title)
_MIXED = (Fields, Opening, Stamp, Table)


def faces_of(blocks: Sequence[Block], house: House) -> tuple[Face, ...]:
    """The faces that ``blocks`` are set in, as far as they are the house's to embed.

    A font that is not bundled is only named; so are those for characters that both lack.
    """
    text, display = house.fonts.text.family, house.fonts.display.family
    wanted: set[Face] = {(text, "regular"), (display, "regular"), (display, "bold")}
    for block in flat(blocks):
        chapter = isinstance(block, _DISPLAY) or (isinstance(block, Clause) and block.level == 1)
        families = (
            (display,) if chapter else (text, display) if isinstance(block, _MIXED) else (text,)
        )
        wanted |= {(family, style) for style in _styles(block) for family in families}
    return tuple(face for face in FACES if face in wanted)


def _styles(block: Block) -> Iterator[Style]:
    for content in inlines_of(block):
        for node in walk(content):
            if isinstance(node, Strong):
                yield "bold"
            elif isinstance(node, Emphasis):
                yield "italic"


def embed(parts: dict[str, bytes], faces: Sequence[Face]) -> None:
    """Put ``faces`` into the ``parts`` of a Word file whose font table names their families."""
    if not faces:
        return
    table = etree.fromstring(parts[_TABLE])
    relations = etree.fromstring(_NO_RELATIONS)
    fonts = {str(font.get(f"{_W}name")): font for font in table.iter(f"{_W}font")}
    for number, (family, style) in enumerate(faces, start=1):
        if family not in fonts:
            continue
        key, content = obfuscated((family, style))
        name = f"fonts/font{number}.odttf"
        parts[f"word/{name}"] = content
        etree.SubElement(
            fonts[family],
            f"{_W}{_ELEMENTS[style]}",
            {f"{_R}id": f"rId{number}", f"{_W}fontKey": key},
        )
        etree.SubElement(
            relations,
            f"{{{_RELATIONS_NS}}}Relationship",
            Id=f"rId{number}",
            Type=_FONT_RELATION,
            Target=name,
        )
    parts[_TABLE] = _serialised(table)
    parts["word/_rels/fontTable.xml.rels"] = _serialised(relations)
    parts[_TYPES] = _with_type(parts[_TYPES])
    parts[_SETTINGS] = _saying_so(parts[_SETTINGS])


@lru_cache(maxsize=16)
def obfuscated(face: Face) -> tuple[str, bytes]:
    """The key of a face, a GUID made of its bytes, and the font as a Word file holds it."""
    content = FACES[face].read_bytes()
    digest = hashlib.sha256(content).hexdigest()[:32].upper()
    parts = (digest[:8], digest[8:12], digest[12:16], digest[16:20], digest[20:])
    key = f"{{{'-'.join(parts)}}}"
    return key, unmasked(content, key)


def _with_type(xml: bytes) -> bytes:
    root = etree.fromstring(xml)
    kind = etree.Element(f"{{{_TYPES_NS}}}Default", Extension="odttf", ContentType=_OBFUSCATED)
    root.insert(0, kind)
    return _serialised(root)


def _saying_so(xml: bytes) -> bytes:
    """Settings by which Word keeps the fonts when it saves; the schema wants them behind zoom."""
    root = etree.fromstring(xml)
    zoom = root.find(f"{_W}zoom")
    place = 0 if zoom is None else root.index(zoom) + 1
    root.insert(place, etree.Element(f"{_W}embedTrueTypeFonts"))
    return _serialised(root)


def _serialised(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
