"""What is the matter with a file that can't be used as the PDF (or Word file) it should be.

Encrypted, cut off, damaged and foreign files are told as what they are, by every command.
"""

from __future__ import annotations

import io
import zipfile
from typing import Final

from ..errors import Problem, worded
from ..filetypes import foreign_file, is_pdf

_SEARCHED: Final = 1024  # So far from its ends do readers look for a PDF's marks.
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PASSWORD = "EncryptedPackage".encode("utf-16-le")
NOT_A_PDF: Final = Problem("not-a-pdf", "this is not a PDF file.", "Give a PDF.")
ENCRYPTED: Final = Problem(
    "encrypted-pdf",
    "the file is encrypted.",
    "Take the encryption off first: open it with its password and save it without one.",
)
CUT_OFF: Final = Problem(
    "damaged-pdf",
    "the file is damaged: its end is missing.",
    "Fetch or copy it once more; it was cut off on the way.",
)
DAMAGED: Final = Problem(
    "damaged-pdf",
    "the file is damaged: a part of it can't be read.",
    "Take an undamaged copy, or make the file again.",
)


def trouble_of_pdf(content: bytes) -> Problem | None:
    """Why ``content`` can't be read as a PDF; ``None`` where it can."""
    if not is_pdf(content):
        return NOT_A_PDF
    import pikepdf  # It takes its time, and most files are never asked about.

    try:
        with pikepdf.open(io.BytesIO(content), suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                return ENCRYPTED
            readable = len(pdf.pages) > 0
    except pikepdf.PasswordError:
        return ENCRYPTED
    except (pikepdf.PdfError, AttributeError, KeyError, TypeError, ValueError, RuntimeError):
        readable = False
    if b"%%EOF" not in content[-_SEARCHED:]:
        return CUT_OFF
    return None if readable else DAMAGED


def trouble_of(content: bytes) -> Problem | None:
    """Why a file that should be Word or PDF can't be read as either; ``None`` where it can."""
    if is_pdf(content):
        return trouble_of_pdf(content)
    told = foreign_file(content, "docx or pdf")
    if told is None:
        return None
    message, cure = told
    return Problem(_code_of(content), worded("{message}.", message=message), cure)


def _code_of(content: bytes) -> str:
    if content.startswith(_OLE):
        return "encrypted-word" if _PASSWORD in content else "old-word"
    damaged = content.startswith(b"PK") and not zipfile.is_zipfile(io.BytesIO(content))
    return "damaged-word" if damaged else "not-a-document"
