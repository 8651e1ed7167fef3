"""Opening files of others with care: what is refused, and XML parsed within bounds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lxml import etree

from ..errors import DataError, Place, Problem, term, worded
from ..filetypes import foreign_file
from .elements import WORD, Element

MAX_BYTES: Final = 256 * 2**20  # All parts unpacked; a contract with photographs stays far below.
MAX_XML_BYTES: Final = 64 * 2**20
MAX_ENTRIES: Final = 10_000
# A thousand pages have some 400,000; each takes memory, and time in every walk.
MAX_ELEMENTS: Final = 1_000_000
# Empty ones too: each is walked over and counted.
MAX_PARAGRAPHS: Final = 50_000
MAX_RUNS: Final = 200_000
_ENCODING = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([^"']{0,40})["']""")
_PARAGRAPHS = etree.XPath("count(//w:p)", namespaces={"w": WORD})
_RUNS = etree.XPath("count(//w:r)", namespaces={"w": WORD})
# The two that Open Packaging Conventions allow, and the part of UTF-8 that has a name of its own.
_ENCODINGS = {b"utf-8", b"utf8", b"us-ascii", b"ascii"}
_UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")


@dataclass(frozen=True, slots=True)
class FileErrors:
    """The errors for one file; ``name`` is what messages call it, empty where it has none."""

    name: str = ""

    def error(self, code: str, message: str, cure: str) -> DataError:
        """An error in this file."""
        place = Place(self.name) if self.name else None
        return DataError(Problem(code, message, cure, place=place))

    def not_docx(self, detail: str = "") -> DataError:
        """It is no Word file, or a damaged one."""
        return self.error(
            "file-not-docx",
            worded(
                "the file is not a sound Word file (.docx){detail}.",
                detail=term(detail) if detail else "",
            ),
            "Open it in Word or LibreOffice and save it as .docx.",
        )

    def foreign(self, content: bytes) -> DataError:
        """It is no archive: told as what it is, where that can be seen."""
        told = foreign_file(content, "docx")
        if told is None:
            return self.not_docx()
        message, cure = told
        return self.error("file-not-docx", worded("{message}.", message=message), cure)

    def encrypted(self) -> DataError:
        """It needs a password."""
        return self.error(
            "file-encrypted",
            "the file is encrypted with a password.",
            "Take the password off in Word (File, Info, Protect Document).",
        )

    def too_large(self) -> DataError:
        """It unpacks to more than any contract needs."""
        return self.error(
            "file-too-large",
            worded(
                (
                    "the file unpacks to more than {MAX_BYTES} MB, {MAX_ENTRIES} parts or "
                    "{MAX_ELEMENTS} elements."
                ),
                MAX_BYTES=MAX_BYTES // 2**20,
                MAX_ENTRIES=MAX_ENTRIES,
                MAX_ELEMENTS=MAX_ELEMENTS,
            ),
            "Take large pictures and embedded files out, or save it anew from Word.",
        )

    def macros(self) -> DataError:
        """It is a file with macros."""
        return self.error(
            "file-macros",
            "the file is a Word file with macros (.docm).",
            "Save it from Word as .docx, without macros.",
        )

    def entities(self) -> DataError:
        """Its XML declares entities."""
        return self.error(
            "file-entities",
            "the file's XML declares entities, which no word processor writes.",
            "Don't trust this file; ask for it anew, or save it anew from Word.",
        )

    def strict(self) -> DataError:
        """It is of the other variety of Office Open XML."""
        return self.error(
            "file-strict",
            "the file is saved as Strict Open XML.",
            "Save it from Word as an ordinary Word document (.docx).",
        )

    def too_long(self, what: str) -> DataError:
        """It holds more text than any contract; ``what`` says how much."""
        return self.error(
            "file-too-long",
            worded("the file holds more than {what}.", what=what),
            "Take it in parts.",
        )


def parse_part(content: bytes, errors: FileErrors) -> Element:
    """The root of an XML part.

    Raises:
        DataError: it is no well-formed XML, too large, or defines entities.

    """
    _check_size(content, errors)
    # huge_tree stays off: libxml2 then bounds depth, text and what entities grow into.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise errors.not_docx(": its XML is broken") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise errors.entities()
    check_amount((root,), errors)
    return root


def check_amount(roots: Iterable[Element], errors: FileErrors) -> None:
    """See that there are not more paragraphs and runs, empty ones too, than can be read.

    Raises:
        DataError: there are.

    """
    counted = [(_PARAGRAPHS(root), _RUNS(root)) for root in roots]
    paragraphs, runs = (sum(numbers) for numbers in zip(*counted, strict=True))
    if paragraphs > MAX_PARAGRAPHS or runs > MAX_RUNS:
        raise errors.too_long(
            worded(
                "{max_paragraphs} paragraphs or {max_runs} runs",
                max_paragraphs=MAX_PARAGRAPHS,
                max_runs=MAX_RUNS,
            )
        )


def _check_size(content: bytes, errors: FileErrors) -> None:
    """See that a tree of this part fits into memory, before there is one.

    Each element begins with one ``<`` that no ``/`` follows; so it must be known what bytes
    stand for ``<``.
    """
    if len(content) > MAX_XML_BYTES:
        raise errors.too_large()
    if not content.startswith(_UTF_16):
        declared = _ENCODING.search(content[:400])
        if declared is not None and declared[1].lower() not in _ENCODINGS:
            raise errors.not_docx(": its XML is neither in UTF-8 nor in UTF-16")
        if not content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
            raise errors.not_docx(": its XML is broken")
    if content.count(b"<") - content.count(b"</") > MAX_ELEMENTS:
        raise errors.too_large()


def read_file(path: Path) -> bytes:
    """The bytes of a file of others.

    Raises:
        DataError: it can't be read, or is far too large.

    """
    errors = FileErrors(str(path))
    try:
        if path.stat().st_size > MAX_BYTES:
            raise errors.error(
                "file-too-large",
                worded("the file is larger than {MAX_BYTES} MB.", MAX_BYTES=MAX_BYTES // 2**20),
                "Take large pictures and embedded files out, or save it anew from Word.",
            )
        return path.read_bytes()
    except OSError as error:
        raise errors.error(
            "file-unreadable",
            worded("the file can't be read ({strerror}).", strerror=error.strerror),
            "Name a file that you may read.",
        ) from error
