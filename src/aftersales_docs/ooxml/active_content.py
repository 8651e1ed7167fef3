"""What a Word file carries that is no text: programs, embedded files, what is loaded with it.

Programs go by different marks: Word by content types and relationships, LibreOffice by
relationships and names. So each part is judged by all three.
"""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Iterator, Mapping
from typing import Final

from ..errors import DataError, worded
from .bounded import parse_part
from .elements import Element
from .package import CONTENT_TYPES, Package, target_of

_MACROS: Final = "macros"
_KEYS: Final = worded("key assignments to macros")
_ACTIVEX: Final = worded("an ActiveX control")
_OLE: Final = worded("an embedded object (OLE)")
_EMBEDDED: Final = worded("an embedded file")
_RIBBON: Final = worded("commands for Word's own window (customUI)")
_ADD_IN: Final = worded("an add-in that Word would load")
_CHUNK: Final = worded("another file that Word takes in (altChunk)")
_MERGE: Final = worded("a data source for mail merge")
# Marks in small letters: a part of the content type, the end of the relationship's type, the
# beginning of the name.
ACTIVE_TYPES: Final[Mapping[str, str]] = {
    "vbaproject": _MACROS,
    "vbadata": _MACROS,
    "macroenabled": _MACROS,
    "keymapcustomizations": _KEYS,
    "activex": _ACTIVEX,
    "oleobject": _OLE,
    "webextension": _ADD_IN,
    "spreadsheetml.sheet": _EMBEDDED,
    "presentationml.presentation": _EMBEDDED,
}
ACTIVE_RELATIONS: Final[Mapping[str, str]] = {
    "vbaproject": _MACROS,
    "wordvbadata": _MACROS,
    "keymapcustomizations": _KEYS,
    "attachedtoolbars": _RIBBON,
    "extensibility": _RIBBON,
    "usercustomization": _RIBBON,
    "control": _ACTIVEX,
    "activexcontrolbinary": _ACTIVEX,
    "oleobject": _OLE,
    "package": _EMBEDDED,
    "afchunk": _CHUNK,
    "subdocument": worded("a part kept in another file"),
    "attachedtemplate": worded("an attached template, which Word loads"),
    "frame": worded("a frame with another page"),
    "webextensiontaskpanes": _ADD_IN,
    "webextension": _ADD_IN,
    "mailmergesource": _MERGE,
    "mailmergeheadersource": _MERGE,
    "recipientdata": _MERGE,
}
ACTIVE_NAMES: Final[Mapping[str, str]] = {
    "word/vba": _MACROS,
    "word/customizations": _KEYS,
    "customui/": _RIBBON,
    "usercustomization/": _RIBBON,
    "word/activex/": _ACTIVEX,
    "word/embeddings/oleobject": _OLE,
    "word/embeddings/": _EMBEDDED,
    "word/afchunk": _CHUNK,
    "word/webextensions/": _ADD_IN,
}


def active_parts(package: Package) -> dict[str, set[str]]:
    """What is active in a file, with the fingerprints of the parts that are it."""
    names = {name.lower(): name for name in package.parts}
    found: dict[str, set[str]] = {}
    for name, what in (*_by_type(package), *_by_relationship(package), *_by_name(package)):
        content = package.parts.get(names.get(name.lower(), ""), name.encode())
        found.setdefault(what, set()).add(hashlib.sha256(content).hexdigest())
    return found


def _by_type(package: Package) -> Iterator[tuple[str, str]]:
    overrides: dict[str, str] = {}
    defaults: dict[str, str] = {}
    for node in parse_part(package.parts[CONTENT_TYPES], package.errors):
        kind = str(node.get("ContentType", "")).lower()
        if node.get("PartName") is not None:
            overrides[str(node.get("PartName")).lstrip("/").lower()] = kind
        else:
            defaults[str(node.get("Extension", "")).lower()] = kind
    for name in package.parts:
        extension = posixpath.basename(name).rpartition(".")[2].lower()
        kind = overrides.get(name.lower(), defaults.get(extension, ""))
        yield from ((name, what) for mark, what in ACTIVE_TYPES.items() if mark in kind)


def _by_relationship(package: Package) -> Iterator[tuple[str, str]]:
    for folder, relationship in all_relationships(package):
        kind = str(relationship.get("Type", "")).rpartition("/")[2].lower()
        if kind in ACTIVE_RELATIONS:
            outside = str(relationship.get("TargetMode", "")).lower() == "external"
            target = str(relationship.get("Target", ""))
            yield (
                target if outside else target_of(relationship, folder),
                ACTIVE_RELATIONS[kind],
            )


def _by_name(package: Package) -> Iterator[tuple[str, str]]:
    for name in package.parts:
        mark = next((mark for mark in ACTIVE_NAMES if name.lower().startswith(mark)), None)
        if mark is not None:
            yield name, ACTIVE_NAMES[mark]


def all_relationships(package: Package) -> Iterator[tuple[str, Element]]:
    """All relationships of a file, each with the folder of the part whose it is."""
    for name in package.parts:
        if name.lower().endswith(".rels"):
            folder = posixpath.dirname(posixpath.dirname(name))
            root = package.xml(name)
            for node in () if root is None else root:
                if isinstance(node.tag, str):
                    yield folder, node


def xml_roots(package: Package, but: Package | None = None) -> Iterator[tuple[str, Element]]:
    """The roots of all parts that are XML, whatever their names; what can't be read is none.

    Parts that ``but`` holds under the same name, byte for byte, are left out.
    """
    for name, content in package.parts.items():
        if but is not None and but.parts.get(name) == content:
            continue
        if not content.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00").startswith(b"<"):
            continue
        try:
            yield name, parse_part(content, package.errors)
        except DataError:
            continue
