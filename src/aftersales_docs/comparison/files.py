"""Opening the two files that are compared: with care, and with messages that name them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from lxml import etree

from ..errors import DataError, Place, Problem
from ..ooxml.elements import Element
from ..ooxml.package import MAX_BYTES, Package, open_package, relations_of, target_of

_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CURES = {
    "host-encrypted": "Take the password off in Word (File, Info, Protect Document).",
    "host-macros": "Save it from Word as .docx, without macros.",
    "host-entities": "Don't trust this file; ask for it anew.",
}


@dataclass(slots=True)
class File:
    """A Word file: its name for messages, and its package."""

    name: str
    package: Package


def open_file(content: bytes, name: str) -> File:
    """Open a Word file; ``name`` is what messages call it.

    Raises:
        DataError: it is no .docx, is encrypted, has macros, is too large or unsafe.

    """
    with told_of(name):
        return File(name, open_package(content))


def read_bytes(path: Path) -> bytes:
    """The bytes of a file that may be compared.

    Raises:
        DataError: it can't be read, or is far too large.

    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise DataError(
                Problem(
                    "file-too-large",
                    f"the file is larger than {MAX_BYTES // 2**20} MB.",
                    "Take large pictures and embedded files out, or save it anew from Word.",
                    place=Place(str(path)),
                )
            )
        return path.read_bytes()
    except OSError as error:
        raise DataError(
            Problem(
                "file-unreadable",
                f"the file can't be read ({error.strerror}).",
                "Name a file that you may read.",
                place=Place(str(path)),
            )
        ) from error


@contextmanager
def told_of(name: str) -> Iterator[None]:
    """Problems of a file get its name, and a cure that fits a comparison."""
    try:
        yield
    except DataError as error:
        raise DataError([_named(problem, name) for problem in error.problems]) from error


def _named(problem: Problem, name: str) -> Problem:
    return replace(
        problem,
        code=problem.code.replace("host-", "file-"),
        message=problem.message.replace("the contract", "the file"),
        cure=_CURES.get(problem.code, problem.cure).replace("the contract", "it"),
        place=problem.place or Place(name),
    )


def too_long(paragraphs: int, characters: int) -> DataError:
    """The error for a file with more text than any contract has."""
    return DataError(
        Problem(
            "file-too-long",
            f"the file holds more than {paragraphs} paragraphs or {characters} characters.",
            "Compare it in parts.",
        )
    )


def relations(package: Package, part: str) -> Iterator[Element]:
    """The relationships of a part; with an empty name those of the package."""
    root = package.xml(relations_of(part))
    yield from () if root is None else root.iter(_RELATIONS)


def links_of(package: Package, part: str) -> dict[str, str]:
    """Where the links of a part lead, by the relationship's identifier."""
    return {
        one.get("Id", ""): one.get("Target", "")
        for one in relations(package, part)
        if one.get("TargetMode") == "External"
    }


def targets_of(package: Package, part: str) -> dict[str, str]:
    """The parts that a part refers to, by the relationship's identifier."""
    folder = posixpath.dirname(part)
    return {
        one.get("Id", ""): target_of(one, folder)
        for one in relations(package, part)
        if one.get("TargetMode") != "External"
    }


def canonical(root: Element) -> bytes:
    """A tree in the one form that does not depend on who wrote it."""
    return etree.tostring(root, method="c14n")
