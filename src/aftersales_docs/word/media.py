"""The pictures of one Word file as its parts, and what must be told of them elsewhere in it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from ..document import Picture
from ..ooxml.package import CONTENT_TYPES

_ENDINGS: Final = {"image/png": "png", "image/jpeg": "jpeg"}
_TYPES: Final = {ending: type_ for type_, ending in _ENDINGS.items()}
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NO_RELATIONS: Final = f'<Relationships xmlns="{_PACKAGE}/relationships"/>'.encode()
DOCUMENT_RELATIONS: Final = "word/_rels/document.xml.rels"
# Identifiers of drawings: far from those that a template of the user's own may hold.
_FIRST_ID: Final = 7_001


@dataclass(slots=True)
class Media:
    """The pictures of one Word file: each once, with the relationship by which it is found."""

    pictures: list[Picture] = field(default_factory=list)
    drawn: int = 0

    def relation(self, picture: Picture) -> str:
        """The identifier of the relationship that leads to ``picture``."""
        known = [one.content for one in self.pictures]
        if picture.content not in known:
            self.pictures.append(picture)
            known.append(picture.content)
        return f"rIdPicture{known.index(picture.content) + 1}"

    def number(self) -> int:
        """An identifier for one more drawing."""
        self.drawn += 1
        return _FIRST_ID + self.drawn - 1

    def parts(self) -> dict[str, bytes]:
        """The pictures as parts of the file, by their names."""
        return {
            f"word/media/{stem}.{ending}": content
            for stem, ending, content in (
                (f"picture{number}", *stored(picture))
                for number, picture in enumerate(self.pictures, 1)
            )
        }


def stored(picture: Picture) -> tuple[str, bytes]:
    """The ending and the bytes of a picture in a Word file: vectors as the PNG of them."""
    if picture.fallback:
        return "png", picture.fallback
    return _ENDINGS[picture.media_type], picture.content


def related(content: bytes | None, identifier: str, kind: str, target: str) -> bytes:
    """A part's relationships with one more, to ``target``."""
    root = etree.fromstring(content or _NO_RELATIONS)
    relation = etree.SubElement(root, f"{{{_PACKAGE}/relationships}}Relationship")
    relation.set("Id", identifier)
    relation.set("Type", f"{_OFFICE}/{kind}")
    relation.set("Target", target)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def declared(types: bytes, names: Mapping[str, str]) -> bytes:
    """The content types with those of the parts in ``names``, and of pictures by their ending."""
    root = etree.fromstring(types)
    tag = f"{{{_PACKAGE}/content-types}}"
    known = {str(one.get("Extension", "")).lower() for one in root.iter(f"{tag}Default")}
    for ending, type_ in _TYPES.items():
        if ending not in known:
            default = etree.Element(f"{tag}Default")
            default.set("Extension", ending)
            default.set("ContentType", type_)
            root.insert(0, default)
    for name, type_ in names.items():
        override = etree.SubElement(root, f"{tag}Override")
        override.set("PartName", f"/{name}")
        override.set("ContentType", type_)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def unpacked(content: bytes) -> dict[str, bytes]:
    """The parts of a Word file of ours, in their order."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_media(parts: dict[str, bytes], media: Media) -> dict[str, bytes]:
    """``parts`` with the pictures, and the relationships by which the document finds them."""
    stored_parts = media.parts()
    for number, name in enumerate(stored_parts, 1):
        parts[DOCUMENT_RELATIONS] = related(
            parts.get(DOCUMENT_RELATIONS),
            f"rIdPicture{number}",
            "image",
            name.removeprefix("word/"),
        )
    parts[CONTENT_TYPES] = declared(parts[CONTENT_TYPES], {})
    return {**parts, **stored_parts}
