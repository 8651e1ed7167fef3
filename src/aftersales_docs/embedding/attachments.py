"""The files inside a finished file: in a PDF attached, in a Word file custom XML parts.

What is read here may come from anyone. Parts of a Word file are unpacked no further than they
may be large. PDFium unpacks a whole attachment at once, however large: it works in a guarded
process, whose time and memory the system bounds.
"""

from __future__ import annotations

import base64
import binascii
import io
import zipfile
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from lxml import etree

from .. import sandbox
from ..filetypes import is_pdf
from ..ooxml.package import DAMAGED_ZIP

MANIFEST_NAME: Final = "manifest.json"
MANIFEST_NAMESPACE: Final = "urn:aftersales-docs:manifest:1"
INPUT_NAMESPACE: Final = "urn:aftersales-docs:input:1"
MAX_BYTES: Final = 4 * 1024 * 1024
MAX_FILES: Final = 200
_BASE64 = "base64"


def as_xml(name: str, content: bytes) -> bytes:
    """A file as the XML part that carries it in Word: its text, or base64 where XML can't."""
    namespace, tag = (
        (MANIFEST_NAMESPACE, "manifest") if name == MANIFEST_NAME else (INPUT_NAMESPACE, "input")
    )
    root = etree.Element(f"{{{namespace}}}{tag}", nsmap={tag[0]: namespace})
    if tag == "input":
        root.set("name", name)
    try:
        root.text = content.decode()
    except ValueError:  # No UTF-8, or characters that XML forbids.
        root.text = base64.b64encode(content).decode()
        root.set("encoding", _BASE64)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


@lru_cache(maxsize=1)
def attached_files(content: bytes) -> Mapping[str, bytes]:
    """The files inside a Word or PDF file, by name; of two with one name the first.

    A file that is damaged, or neither Word nor PDF, holds none.

    Raises:
        DataError: what is inside takes more time or memory than any file of this program.

    """
    if is_pdf(content):
        return sandbox.run_reader(files_in_pdf, content)
    return _named(_in_word(content))


def files_in_pdf(content: bytes) -> dict[str, bytes]:
    """The files attached to a PDF; for the guarded process, as it unpacks them whole."""
    return _named(_in_pdf(content))


def _named(found: Iterator[tuple[str, bytes]]) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    try:
        for name, inside in found:
            files.setdefault(name, inside)
    except (*DAMAGED_ZIP, etree.XMLSyntaxError):
        pass
    return files


def _in_word(content: bytes) -> Iterator[tuple[str, bytes]]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [one for one in archive.infolist() if one.filename.startswith("customXml/")]
        for entry in parts[:MAX_FILES]:
            with archive.open(entry) as stream:
                part = stream.read(MAX_BYTES + 1)  # Whatever size the archive claims.
            if len(part) > MAX_BYTES:
                continue
            try:
                root = etree.fromstring(part, parser)
            except etree.XMLSyntaxError:  # A part of others that is broken is not ours.
                continue
            if root.tag == f"{{{MANIFEST_NAMESPACE}}}manifest":
                yield MANIFEST_NAME, (root.text or "").encode()
            elif root.tag == f"{{{INPUT_NAMESPACE}}}input":
                yield str(root.get("name", "")), _unwrapped(root)


def _unwrapped(root: etree._Element) -> bytes:
    text = root.text or ""
    if root.get("encoding") != _BASE64:
        return text.encode()
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        return b""


def _in_pdf(content: bytes) -> Iterator[tuple[str, bytes]]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
        for index in range(min(document.count_attachments(), MAX_FILES)):
            attachment = document.get_attachment(index)
            inside = bytes(attachment.get_data())
            if len(inside) <= MAX_BYTES:
                yield attachment.get_name(), inside
    except pypdfium2.PdfiumError:
        return
