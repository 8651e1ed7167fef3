"""What a finished file says of itself to programs: kind, clauses and their versions.

The Word file carries it as a custom XML part, the PDF as an attached file; neither
holds a word of the input.
"""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any, Final

from lxml import etree

from .document import Meta
from .errors import DataError, Place, Problem

NAME: Final = "manifest.json"
NAMESPACE: Final = "urn:aftersales-docs:manifest:1"
_LIMIT = 4 * 1024 * 1024


def manifest_of(meta: Meta) -> str:
    """The manifest of a document as JSON; the same document gives the same text."""
    data: dict[str, Any] = {
        "kind": meta.kind,
        "lang": meta.lang,
        "law": meta.law,
        "title": meta.title,
        "issued": meta.issued.isoformat() if meta.issued else None,
        "accepted_warnings": list(meta.accepted),
        "clauses": dict(meta.clauses),
    }
    return json.dumps(data, ensure_ascii=False, indent=1)


def read_manifest(content: bytes, name: str) -> dict[str, Any]:
    """The manifest of a Word or PDF file; ``name`` is what messages call it.

    Raises:
        DataError: the file carries none, or is neither Word nor PDF.

    """
    found = _from_pdf(content) if content.startswith(b"%PDF-") else _from_word(content)
    try:
        data = json.loads(found) if found else None
    except ValueError:
        data = None
    if not isinstance(data, dict) or not isinstance(data.get("clauses"), dict):
        raise DataError(
            Problem(
                "no-manifest",
                "the file does not say which clauses it holds.",
                "Give a Word or PDF file that this program made.",
                place=Place(name),
            )
        )
    return data


def _from_word(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _text_of(archive)
    except (zipfile.BadZipFile, etree.XMLSyntaxError):
        return ""


def _text_of(archive: zipfile.ZipFile) -> str:
    """The words of the custom XML part that holds the manifest."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    for entry in archive.infolist():
        if not entry.filename.startswith("customXml/") or entry.file_size > _LIMIT:
            continue
        root = etree.fromstring(archive.read(entry), parser)
        if root.tag == f"{{{NAMESPACE}}}manifest":
            return root.text or ""
    return ""


def _from_pdf(content: bytes) -> str:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        return ""
    for index in range(document.count_attachments()):
        attachment = document.get_attachment(index)
        if attachment.get_name() == NAME:
            return bytes(attachment.get_data()).decode("utf-8", "replace")
    return ""
