"""What a file is that can't be read as what it should be: encrypted, damaged, of another program.

A file is told by its first bytes, as its name may lie.
"""

from __future__ import annotations

import csv
import io
import re
import struct
import zipfile
import zlib
from typing import Final, Literal

from .errors import worded

Wanted = Literal["docx", "pdf", "docx or pdf"]

_OLE: Final = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED_OFFICE: Final = "EncryptedPackage".encode("utf-16-le")
_HEAD: Final = 1024
_TAIL: Final = 2048
_SAVE_AS: Final = "Open it in its program and save it as .docx."
_WHOLE: Final = "Take an undamaged copy, or have it sent again."
_CALLED: Final = {
    "docx": worded("a Word file (.docx)"),
    "pdf": worded("a PDF file"),
    "docx or pdf": worded("a Word file (.docx) or a PDF"),
}


def is_pdf(content: bytes) -> bool:
    """Whether ``content`` begins as a PDF does: its mark may stand a little after the start.

    A ZIP archive, of which a Word file is one, may hold that mark in its first part.
    """
    return b"%PDF-" in content[:_HEAD] and not content.startswith(b"PK")


def foreign_file(content: bytes, wanted: Wanted) -> tuple[str, str] | None:
    """What ``content`` is in place of a sound file of the ``wanted`` sort, and the cure.

    ``None`` where nothing is to be told: it looks sound, and is of that sort. The message has
    no full stop at its end.
    """
    if not content:
        return worded("this is an empty file, not {called}", called=_CALLED[wanted]), _WHOLE
    if content.startswith(_OLE):
        return _of_ole(content)
    if content.startswith(b"PK"):
        return _of_zip(content, wanted)
    if is_pdf(content):
        return _of_pdf(content, wanted)
    return worded(
        "this is {sort_of}, not {called}", sort_of=_sort_of(content), called=_CALLED[wanted]
    ), "Look at the file's name."


_SIGNATURES: Final = (
    (b"%PDF-", worded("a PDF file")),
    (b"{\\rtf", worded("a file in Rich Text Format (.rtf)")),
    (b"\x89PNG", worded("a picture (PNG)")),
    (b"\xff\xd8\xff", worded("a picture (JPEG)")),
    (b"GIF8", worded("a picture (GIF)")),
    (b"\x1f\x8b", worded("a compressed file (.gz)")),
    (b"7z\xbc\xaf", worded("a compressed file (.7z)")),
    (b"Rar!", worded("a compressed file (.rar)")),
    (b"SQLite format 3", worded("a database (SQLite)")),
)


def sort_of_no_input(content: bytes) -> str:
    """What ``content`` is that no text of fields can be; empty where it may be text."""
    if content.startswith(_OLE):
        return worded("an old Office file (.doc, .xls), or one with a password")
    if content.startswith(b"PK\x03\x04") or content.startswith(b"PK\x05\x06"):
        return _sort_of_zip(content)
    if found := next((name for sign, name in _SIGNATURES if content.startswith(sign)), ""):
        return found
    head = content[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html")):
        return worded("an HTML page")
    return worded("an XML file") if head.startswith(b"<?xml") else ""


_SEPARATORS: Final = ";\t,|"
_ROWS: Final = 20  # Looked at: as many tell.
_FIELD_LINE: Final = re.compile(r"\s*(?:- )?[\w-]+:(?:\s|$)")


def is_table(text: str) -> bool:
    """Whether ``text`` is a table of separated values: rows of one length, and no field."""
    lines = [line for line in text.split("\n") if line.strip()][:_ROWS]
    if not lines or any(map(_FIELD_LINE.match, lines)) or lines[0].lstrip()[:1] in "{[-#":
        return False
    least = 1 if len(lines) > 1 else 2
    for mark in _SEPARATORS:
        try:
            lengths = {len(row) for row in csv.reader(lines, delimiter=mark)}
        except csv.Error:  # No cell of a table is as long.
            continue
        if len(lengths) == 1 and lengths.pop() > least:
            return True
    return False


def _sort_of_zip(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = {entry.filename.lower() for entry in archive.infolist()}
    except (zipfile.BadZipFile, struct.error, zlib.error, ValueError, OSError, EOFError):
        return worded("a damaged ZIP archive or Office file")
    parts = (
        ("word/", worded("a Word file")),
        ("xl/", worded("an Excel file")),
        ("ppt/", worded("a PowerPoint file")),
    )
    for folder, sort in parts:
        if any(name.startswith(folder) for name in names):
            return sort
    return worded("an OpenDocument file") if "mimetype" in names else worded("a ZIP archive")


def _of_ole(content: bytes) -> tuple[str, str]:
    if _ENCRYPTED_OFFICE in content:
        return (
            worded("the file is encrypted with a password"),
            "Take the password off in Word (File, Info, Protect Document) and save it.",
        )
    return worded("this is an old Word file (.doc) or another old Office file"), _SAVE_AS


def _of_zip(content: bytes, wanted: Wanted) -> tuple[str, str] | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, struct.error, zlib.error, ValueError, OSError, EOFError):
        return worded("the file is damaged or was cut off: it is no whole ZIP archive"), _WHOLE
    if any(entry.flag_bits & 1 for entry in entries):
        return worded(
            "the file is encrypted with a password"
        ), "Take the password off and save it."
    names = {entry.filename.lower() for entry in entries}
    return _of_names(names, wanted)


def _of_names(names: set[str], wanted: Wanted) -> tuple[str, str] | None:
    if any(name.startswith("word/") for name in names):
        word = worded("this is a Word file, not a PDF file"), "Give the PDF."
        return word if wanted == "pdf" else None
    if any(name.startswith(("xl/", "ppt/")) for name in names):
        return worded(
            "this is an Excel or PowerPoint file, not {called}", called=_CALLED[wanted]
        ), _SAVE_AS
    if "mimetype" in names:
        return worded(
            "this is an OpenDocument file, not {called}", called=_CALLED[wanted]
        ), _SAVE_AS
    return worded(
        "this is a ZIP archive, not {called}", called=_CALLED[wanted]
    ), "Take the document out of it."


def _of_pdf(content: bytes, wanted: Wanted) -> tuple[str, str] | None:
    if wanted == "docx":
        return worded("this is a PDF file, not a Word file (.docx)"), "Give the Word file."
    if b"%%EOF" not in content[-_TAIL:] or b"startxref" not in content[-_TAIL:]:
        return worded("the PDF is damaged or was cut off: its end is missing"), _WHOLE
    if re.search(rb"/Encrypt[\s<]", content):
        return worded("the PDF is encrypted"), "Take the encryption off first."
    return None


def _sort_of(content: bytes) -> str:
    head = content[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"{\\rtf"):
        return worded("a file in Rich Text Format (.rtf)")
    if head.startswith((b"<!doctype html", b"<html")):
        return worded("an HTML page")
    if head.startswith(b"<"):
        return worded("an XML file")
    try:
        content[: 4 * _HEAD].decode()
    except UnicodeDecodeError as error:
        # A character may be cut in two where the piece ends.
        if error.start < min(len(content), 4 * _HEAD) - 4:
            return worded("a file of another program")
    return (
        worded("a file of another program") if b"\0" in content[:_HEAD] else worded("a text file")
    )
