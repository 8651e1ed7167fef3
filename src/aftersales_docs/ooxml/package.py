"""A .docx as a package: opened with care, and packed again with all else unchanged."""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from ..errors import worded
from .bounded import MAX_BYTES, MAX_ENTRIES, FileErrors, parse_part
from .elements import WORD, Element, local

# What reading an archive may raise that is damaged, or was made to do harm.
DAMAGED_ZIP: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)

_STORIES = {
    "header": worded("a header"),
    "footer": worded("a footer"),
    "footnotes": worded("a footnote"),
    "endnotes": worded("an endnote"),
    "comments": worded("a comment"),
}
_EPOCH = (1980, 1, 1, 0, 0, 0)
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
CONTENT_TYPES = "[Content_Types].xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/"
_DOCUMENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_NUMBERING_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"


@dataclass(slots=True)
class Package:
    """A Word file: its parts by name, in their order, and how they hang together.

    ``errors`` know what messages call it.
    """

    parts: dict[str, bytes]
    main: str
    _entries: list[zipfile.ZipInfo]
    _related: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    errors: FileErrors = field(default_factory=FileErrors)

    def related(self, kind: str) -> str | None:
        """The name of the main document's part of a kind (``styles``, ``numbering`` …)."""
        return next(iter(self._related.get(kind, ())), None)

    def all_related(self, kind: str) -> tuple[str, ...]:
        """The names of all the main document's parts of a kind (``header`` …)."""
        return self._related.get(kind, ())

    def stories(self) -> Iterator[tuple[str, str]]:
        """The parts beside the body that hold text: what a reader calls them, and their name."""
        for kind, called in _STORIES.items():
            for name in self._related.get(kind, ()):
                yield called, name

    def xml(self, name: str | None) -> Element | None:
        """The root of a part; ``None`` where there is no such part.

        Raises:
            DataError: it is no well-formed XML, too large, or defines entities.

        """
        content = self.parts.get(name) if name else None
        return None if content is None else parse_part(content, self.errors)

    def change(self, name: str, root: Element) -> None:
        """Put the changed root of a part back, or add a part."""
        self.parts[name] = etree.tostring(
            root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True
        )

    def add_numbering(self, root: Element) -> None:
        """Add a numbering part with its relationship and content type."""
        folder = posixpath.dirname(self.main)
        name = posixpath.join(folder, "numbering.xml")
        self.change(name, root)
        self._relate("numbering", "numbering.xml")
        types = parse_part(self.parts[CONTENT_TYPES], self.errors)
        override = etree.SubElement(types, f"{{{_PACKAGE}/content-types}}Override")
        override.set("PartName", f"/{name}")
        override.set("ContentType", _NUMBERING_TYPE)
        self.change(CONTENT_TYPES, types)

    def add_custom(self, parts: Mapping[str, bytes]) -> None:
        """Add custom XML parts, which no word processor shows and all keep."""
        for name, content in parts.items():
            self.parts[name] = content
            self._relate("customXml", posixpath.relpath(name, posixpath.dirname(self.main)))
        if parts:
            self._declare_xml()

    def _declare_xml(self) -> None:
        """See that parts whose names end in ``.xml`` have a content type."""
        types = parse_part(self.parts[CONTENT_TYPES], self.errors)
        tag = f"{{{_PACKAGE}/content-types}}Default"
        if any(str(node.get("Extension", "")).lower() == "xml" for node in types.iter(tag)):
            return
        default = etree.Element(tag)
        default.set("Extension", "xml")
        default.set("ContentType", "application/xml")
        types.insert(0, default)
        self.change(CONTENT_TYPES, types)

    def _relate(self, kind: str, target: str) -> None:
        name = relations_of(self.main)
        tag = f"{{{_PACKAGE}/relationships}}Relationship"
        root = self.xml(name)
        if root is None:
            spaces = {None: f"{_PACKAGE}/relationships"}
            root = etree.Element(f"{tag}s", nsmap=spaces)  # type: ignore[arg-type]
        taken = {relation.get("Id") for relation in root}
        number = next(n for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        relation = etree.SubElement(root, tag)
        relation.set("Id", f"rId{number}")
        relation.set("Type", f"{_OFFICE}/{kind}")
        relation.set("Target", target)
        self.change(name, root)

    def pack(self) -> bytes:
        """The package again; entries keep their order, names and times."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            written = set()
            for entry in self._entries:
                archive.writestr(_twin(entry), self.parts[entry.filename])
                written.add(entry.filename)
            for name, content in self.parts.items():
                if name not in written:
                    info = zipfile.ZipInfo(name, _EPOCH)
                    info.compress_type = zipfile.ZIP_DEFLATED
                    info.create_system = 3
                    archive.writestr(info, content)
        return buffer.getvalue()


def _twin(entry: zipfile.ZipInfo) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(entry.filename, entry.date_time)
    stored = entry.compress_type == zipfile.ZIP_STORED
    info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    info.create_system = entry.create_system
    info.external_attr = entry.external_attr
    info.comment = entry.comment
    return info


def relations_of(name: str) -> str:
    """The name of the part that holds the relationships of ``name``."""
    folder, base = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def target_of(relation: Element, folder: str) -> str:
    """The name of the part that a relationship of a part in ``folder`` leads to."""
    target = str(relation.get("Target", ""))
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _relations(
    content: bytes | None, folder: str, errors: FileErrors
) -> dict[str, tuple[str, ...]]:
    """Part names by kind of relationship."""
    found: dict[str, tuple[str, ...]] = {}
    if content is None:
        return found
    for relation in parse_part(content, errors):
        if not isinstance(relation.tag, str) or relation.get("TargetMode") == "External":
            continue
        kind = str(relation.get("Type", "")).rpartition("/")[2]
        found[kind] = (*found.get(kind, ()), target_of(relation, folder))
    return found


def _unpacked(
    content: bytes, errors: FileErrors
) -> tuple[dict[str, bytes], list[zipfile.ZipInfo]]:
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise errors.encrypted()
        raise errors.not_docx(": it is an old .doc or another Office file")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if any(entry.flag_bits & 1 for entry in entries):
                raise errors.encrypted()
            if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_BYTES:
                raise errors.too_large()
            if len({entry.filename for entry in entries}) != len(entries):
                raise errors.not_docx(": it holds two parts of one name")
            return {entry.filename: archive.read(entry) for entry in entries}, entries
    except DAMAGED_ZIP as error:
        raise errors.foreign(content) from error


def _check_type(types: Element, main: str, errors: FileErrors) -> None:
    """See that the main part is an ordinary Word document."""
    overrides = {
        str(node.get("PartName", "")).lstrip("/"): str(node.get("ContentType", ""))
        for node in types.iter(f"{{{_PACKAGE}/content-types}}Override")
    }
    kind = overrides.get(main, _DOCUMENT_TYPE)
    if "macroEnabled" in kind:
        raise errors.macros()
    if "template.main" in kind:
        raise errors.not_docx(": it is a Word template (.dotx)")
    if kind != _DOCUMENT_TYPE:
        raise errors.not_docx(": its main part is no Word document")


def open_package(content: bytes, name: str = "") -> Package:
    """The package of a Word file; ``name`` is what messages call it.

    Raises:
        DataError: it is no .docx, is encrypted, has macros, is too large or unsafe.

    """
    errors = FileErrors(name)
    parts, entries = _unpacked(content, errors)
    if CONTENT_TYPES not in parts:
        raise errors.not_docx()
    roots = _relations(parts.get("_rels/.rels"), "", errors)
    main = next(iter(roots.get("officeDocument", ())), "")
    if main not in parts:
        raise errors.not_docx(": it has no main part")
    _check_type(parse_part(parts[CONTENT_TYPES], errors), main, errors)
    root = parse_part(parts[main], errors)
    if root.tag == f"{{{_STRICT}wordprocessingml/main}}document":
        raise errors.strict()
    if local(root) != "document" or root.find(f"{{{WORD}}}body") is None:
        raise errors.not_docx(": its main part holds no text")
    related = _relations(parts.get(relations_of(main)), posixpath.dirname(main), errors)
    signed = {"origin": ("signed",)} if any(p.startswith("_xmlsignatures/") for p in parts) else {}
    return Package(parts, main, entries, related | signed, errors)
