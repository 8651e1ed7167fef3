"""Taking in a Word template that may come from others: read within bounds, nothing active.

A .docx can load files and pages from elsewhere, carry programs, and unpack to any size.
None of that belongs in a template of this house; each is refused by name.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from ..errors import LibraryError, worded
from ..filetypes import foreign_file
from ..ooxml.package import DAMAGED_ZIP
from .active_content import TYPES, PartsReview, refused, too_large

MAX_BYTES = 64 * 2**20
MAX_ENTRIES = 2000
_NEEDED = (TYPES, "_rels/.rels", "word/document.xml")


def not_word(path: Path, content: bytes = b"") -> LibraryError:
    """The error for a template that is no Word file, or none that can be opened."""
    message, cure = (foreign_file(content, "docx") if content else None) or (
        worded("this is not a Word file"),
        "Save the template from Word as .docx.",
    )
    return refused(path, "word-template", worded("{message}.", message=message), cure)


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
        raise not_word(path, content) from error
    if any(name not in parts for name in _NEEDED):
        raise not_word(path, content)
    PartsReview(path, parts).check()
    return parts


def _unpacked(path: Path, archive: zipfile.ZipFile) -> dict[str, bytes]:
    """The parts, with no trust in the sizes that the archive claims."""
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > MAX_ENTRIES:
        raise too_large(
            path, worded("the file holds more than {max_entries} parts", max_entries=MAX_ENTRIES)
        )
    left = MAX_BYTES
    parts: dict[str, bytes] = {}
    folded: set[str] = set()
    for entry in entries:
        with archive.open(entry) as stream:
            part = stream.read(left + 1)
        left -= len(part)
        if left < 0:
            raise too_large(
                path,
                worded(
                    "the file unpacks to more than {max_bytes} MB", max_bytes=MAX_BYTES // 2**20
                ),
            )
        if entry.filename.lower() in folded or _is_no_part(entry.filename):
            raise not_word(path)
        folded.add(entry.filename.lower())
        parts[entry.filename] = part
    return parts


def _is_no_part(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ".." in name.split("/")
