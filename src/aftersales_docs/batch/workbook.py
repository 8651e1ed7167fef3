"""What the reader of workbooks does not tell: faults of formulas, and from when days are counted.

The reader gives an empty cell for ``#N/A``; whoever left it there would get a letter in which
something is missing in silence.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from lxml import etree

__all__ = ["CellError", "counts_from_1904", "faults"]

_CHUNK: Final = 1024 * 1024
_ERROR_CELL: Final = re.compile(
    rb"<(?:\w+:)?c\b(?=[^>]*\bt=\"e\")[^>]*\br=\"([A-Z]{1,3}[0-9]{1,7})\"[^>]*>"
    rb"(?:<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>))?\s*<(?:\w+:)?v>([^<]{1,20})<"
)
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_OVERLAP: Final = 16 * 1024  # A formula may be this long.
_SMALL: Final = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class CellError:
    """The fault of a formula (``#N/A``) that stands in a cell."""

    text: str


def _tree(package: zipfile.ZipFile, name: str) -> etree._Element | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        with package.open(name) as part:
            return etree.fromstring(part.read(_SMALL), parser)
    except (KeyError, etree.XMLSyntaxError):
        return None


def counts_from_1904(path: Path) -> bool:
    """Whether a workbook counts days from 1904, as old ones of the Macintosh do."""
    with _package(path) as package:
        book = _tree(package, "xl/workbook.xml") if package else None
        found = book.find("{*}workbookPr") if book is not None else None
        return found is not None and found.get("date1904") in {"1", "true"}


class _NoPackage:
    def __enter__(self) -> None:
        return None

    def __exit__(self, *_: object) -> None:
        return None


def _package(path: Path) -> zipfile.ZipFile | _NoPackage:
    return zipfile.ZipFile(path) if zipfile.is_zipfile(path) else _NoPackage()


def faults(path: Path) -> Mapping[str, Mapping[tuple[int, int], str]]:
    """The faults of formulas by sheet and by row and column, both from 0."""
    found: dict[str, dict[tuple[int, int], str]] = {}
    with _package(path) as package:
        for sheet, part in _parts(package) if package else ():
            with package.open(part) as file:  # type: ignore[union-attr]
                found[sheet] = dict(_in_sheet(file))
    return found


def _parts(package: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Each sheet with the part it stands in."""
    book = _tree(package, "xl/workbook.xml")
    links = _tree(package, "xl/_rels/workbook.xml.rels")
    if book is None or links is None:
        return
    targets = {one.get("Id"): one.get("Target", "") for one in links}
    names = set(package.namelist())
    for sheet in book.iterfind("{*}sheets/{*}sheet"):
        target = targets.get(sheet.get(_RELATION), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part in names:
            yield sheet.get("name", ""), part


def _in_sheet(file: IO[bytes]) -> Iterator[tuple[tuple[int, int], str]]:
    rest = b""
    while chunk := file.read(_CHUNK):
        text = rest + chunk
        for match in _ERROR_CELL.finditer(text):
            yield _position(match[1].decode()), match[2].decode(errors="replace")
        rest = text[-_OVERLAP:]


def _position(reference: str) -> tuple[int, int]:
    letters = reference.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(reference[len(letters) :]) - 1, column - 1
