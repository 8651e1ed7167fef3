"""The files that a PDF carries: the manifest and the input."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from ..embedding.manifest import NAME, Inside

_TYPES: Final = {"yaml": "application/yaml", "json": "application/json"}
# The day of files in a document that has none.
DAY_OF_NONE: Final = date(1980, 1, 1)


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file that belongs to the document, and how."""

    name: str
    content: bytes
    relationship: str
    description: str

    @property
    def mime(self) -> str:
        """Its type."""
        return mime_of(self.name)


def mime_of(name: str) -> str:
    """The type of a file by its name; another list would differ from machine to machine."""
    return _TYPES[name.rpartition(".")[2]]


def described_files(inside: Inside) -> list[AttachedFile]:
    """The manifest and the input, in the order of their names, as the PDF's list must be."""
    files = [
        AttachedFile(name, content, "Source", "The data of this document")
        for name, content in inside.inputs.items()
    ]
    manifest = inside.manifest.encode()
    files.append(AttachedFile(NAME, manifest, "Data", "What this document is made from"))
    return sorted(files, key=lambda file: file.name)
