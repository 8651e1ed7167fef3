"""Taking in a Word template that may come from others: read within bounds, nothing active.

A .docx can load files and pages from elsewhere, carry programs, and unpack to any size.
None of that belongs in a template of this house; each is refused by name.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml import etree

from ..errors import LibraryError, Place, Problem
from ..ooxml.package import DAMAGED_ZIP
from ..sandbox.pictures import picture_fault

MAX_BYTES = 64 * 2**20
MAX_XML_BYTES = 16 * 2**20
MAX_ENTRIES = 2000

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp")
_NEEDED = ("[Content_Types].xml", "_rels/.rels", "word/document.xml")
_LINKS = ("http://", "https://", "mailto:", "tel:")
# Relationships by the end of their type, and what they bring.
_FORBIDDEN_RELATIONS: Mapping[str, str] = {
    "attachedTemplate": "an attached template, which Word loads",
    "aFChunk": "another file that Word takes in (altChunk)",
    "subDocument": "a sub-document",
    "oleObject": "an embedded object (OLE)",
    "package": "an embedded file",
    "control": "an ActiveX control",
    "vbaProject": "macros",
    "wordVbaData": "macros",
    "keyMapCustomizations": "key assignments to macros",
    "frame": "a frame with another page",
    "mailMergeSource": "a data source for mail merge",
    "mailMergeHeaderSource": "a data source for mail merge",
    "recipientData": "a data source for mail merge",
}
_FORBIDDEN_ELEMENTS: Mapping[str, str] = {
    "altChunk": "another file that Word takes in (altChunk)",
    "object": "an embedded object (OLE)",
    "OLEObject": "an embedded object (OLE)",
    "control": "an ActiveX control",
    "subDoc": "a sub-document",
    "attachedTemplate": "an attached template, which Word loads",
    "mailMerge": "a data source for mail merge",
}
_FORBIDDEN_NAMES: tuple[tuple[str, str], ...] = (
    ("vba", "macros"),
    ("word/embeddings/", "an embedded file"),
    ("word/activex/", "an ActiveX control"),
    ("word/afchunk", "another file that Word takes in (altChunk)"),
)
# Fields that work with the document alone.
FIELDS = frozenset(
    {
        "PAGE",
        "NUMPAGES",
        "SECTION",
        "SECTIONPAGES",
        "PAGEREF",
        "REF",
        "NOTEREF",
        "STYLEREF",
        "SEQ",
        "TOC",
        "TC",
        "XE",
        "INDEX",
        "HYPERLINK",
        "TITLE",
        "AUTHOR",
        "SUBJECT",
        "KEYWORDS",
        "COMMENTS",
        "DOCPROPERTY",
        "NUMWORDS",
        "NUMCHARS",
        "FILENAME",
        "DATE",
        "TIME",
        "CREATEDATE",
        "SAVEDATE",
        "PRINTDATE",
        "FORMTEXT",
        "FORMCHECKBOX",
        "FORMDROPDOWN",
        "SYMBOL",
        "EQ",
        "LISTNUM",
        "IF",
        "=",
        "QUOTE",
        "SET",
    }
)


def refused(path: Path, code: str, message: str, cure: str) -> LibraryError:
    """The error for a template that is not taken in."""
    return LibraryError(Problem(code, message, cure, place=Place(str(path))))


def not_word(path: Path) -> LibraryError:
    """The error for a template that is no Word file."""
    return refused(
        path, "word-template", "this is not a Word file.", "Save the template from Word as .docx."
    )


def _too_large(path: Path, what: str) -> LibraryError:
    return refused(
        path, "word-template-too-large", f"{what}.", "Take large pictures and embedded files out."
    )


def _active(path: Path, what: str, part: str) -> LibraryError:
    return refused(
        path,
        "word-template-active",
        f"the template holds {what} ({part}).",
        "Take it out in Word; a template may hold text, looks and pictures of its own.",
    )


def read_parts(path: Path, content: bytes) -> dict[str, bytes]:
    """The parts of a user's own template, by name.

    Raises:
        LibraryError: it is no sound Word file, too large, or holds what is active or
            comes from elsewhere.

    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = _unpacked(path, archive)
    except DAMAGED_ZIP as error:
        raise not_word(path) from error
    if any(name not in parts for name in _NEEDED):
        raise not_word(path)
    for name in parts:
        _check_name(path, name)
    for name, part in parts.items():
        _check_part(path, name, part)
    return parts


def _unpacked(path: Path, archive: zipfile.ZipFile) -> dict[str, bytes]:
    """The parts, with no trust in the sizes that the archive claims."""
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > MAX_ENTRIES:
        raise _too_large(path, f"the file holds more than {MAX_ENTRIES} parts")
    left = MAX_BYTES
    parts: dict[str, bytes] = {}
    for entry in entries:
        with archive.open(entry) as stream:
            part = stream.read(left + 1)
        left -= len(part)
        if left < 0:
            raise _too_large(path, f"the file unpacks to more than {MAX_BYTES // 2**20} MB")
        if entry.filename in parts:
            raise not_word(path)
        parts[entry.filename] = part
    return parts


def _check_name(path: Path, name: str) -> None:
    if name.startswith("/") or "\\" in name or ".." in name.split("/"):
        raise not_word(path)
    for mark, what in _FORBIDDEN_NAMES:
        found = posixpath.basename(name) if mark == "vba" else name
        if found.lower().startswith(mark):
            raise _active(path, what, name)


def _check_part(path: Path, name: str, part: bytes) -> None:
    if name.endswith((".xml", ".rels", ".vml")):
        root = _parsed(path, name, part)
        if name.endswith(".rels"):
            _check_relations(path, name, root)
        else:
            _check_elements(path, name, root)
    elif name.lower().endswith(_PICTURES):
        _check_picture(path, name, part)


def _parsed(path: Path, name: str, part: bytes) -> etree._Element:
    if len(part) > MAX_XML_BYTES:
        raise _too_large(path, f"the part {name} has more than {MAX_XML_BYTES // 2**20} MB")
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise _active(path, "a document type with entities", name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(part, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise refused(
            path,
            "word-template-xml",
            f"the part {name} is no sound XML ({error}).",
            "Open it in Word or LibreOffice and save it as .docx.",
        ) from error
    # A document type in another encoding escapes a search of bytes.
    if root.getroottree().docinfo.internalDTD is not None:
        raise _active(path, "a document type with entities", name)
    return root


def _check_relations(path: Path, name: str, root: etree._Element) -> None:
    for relation in root:
        kind = str(relation.get("Type")).rpartition("/")[2]
        target = str(relation.get("Target"))
        if kind in _FORBIDDEN_RELATIONS:
            raise _active(path, _FORBIDDEN_RELATIONS[kind], f"{name}: {target}")
        external = relation.get("TargetMode") == "External"
        if kind == "hyperlink" and external and target.lower().startswith(_LINKS):
            continue
        if external or "://" in target:
            raise _active(
                path, "something that Word would load from elsewhere", f"{name}: {target}"
            )


def _check_elements(path: Path, name: str, root: etree._Element) -> None:
    if name == "[Content_Types].xml" and b"macroEnabled" in etree.tostring(root):
        raise _active(path, "macros", name)
    for element in root.iter(etree.Element):
        local = etree.QName(element).localname
        if local in _FORBIDDEN_ELEMENTS:
            raise _active(path, _FORBIDDEN_ELEMENTS[local], name)
        source = element.get("src") or element.get(f"{_W}src") or ""
        if "://" in source or source.startswith("\\\\"):
            raise _active(
                path, "something that Word would load from elsewhere", f"{name}: {source}"
            )
    for code in field_codes(root):
        _check_field(path, name, code)


def _check_field(path: Path, name: str, code: str) -> None:
    if "{{" in code or "{%" in code:
        raise _active(
            path,
            "a tag in the code of a field, where values could give orders",
            f"{name}: {code.strip()[:60]}",
        )
    word = re.match(r"\s*([A-Za-z]+|=)?", code)
    found = (word[1] or "").upper() if word else ""
    if found and found not in FIELDS:
        raise _active(path, f"the field {found}, which reaches beyond the document", name)


def field_codes(root: etree._Element) -> Iterator[str]:
    """The code of every field; Word may tear one into many runs, and nest them."""
    open_codes: list[list[str]] = []
    for element in root.iter(f"{_W}fldSimple", f"{_W}fldChar", f"{_W}instrText"):
        if element.tag == f"{_W}fldSimple":
            yield element.get(f"{_W}instr") or ""
        elif element.tag == f"{_W}instrText":
            if not open_codes:  # Outside any field; what Word makes of it is not known.
                open_codes.append([])
            open_codes[-1].append(element.text or "")
        elif element.get(f"{_W}fldCharType") == "begin":
            open_codes.append([])
        elif element.get(f"{_W}fldCharType") == "end" and open_codes:
            yield "".join(open_codes.pop())
    for code in open_codes:
        yield "".join(code)


def _check_picture(path: Path, name: str, part: bytes) -> None:
    if fault := picture_fault(part):
        raise _too_large(path, f"the picture {name} {fault}")
