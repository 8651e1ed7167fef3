"""What is to be said of a document's files, though they are sound."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..document import Document, logo_of
from ..errors import Problem, worded
from ..rules.verdict import doubtful, note
from .files import EnclosedPdf, Files

NOT_IN_WORD: Final = "enclosure-not-in-word"


def file_remarks(files: Files) -> Iterator[Problem]:
    """Enclosures that one of the two formats can't hold."""
    for index, one in enumerate(files.enclosed):
        if isinstance(one.content, EnclosedPdf):
            yield doubtful(
                NOT_IN_WORD,
                worded(
                    "the enclosure '{name}' is a PDF: the PDF has its pages, the Word file only "
                    "names it.",
                    name=one.name,
                ),
                "Send the enclosure beside the Word file.",
                f"enclosures[{index}].file",
            )


def logo_remarks(files: Files, document: Document) -> Iterator[Problem]:
    """A logo that the document has no place for."""
    if files.logo is not None and logo_of(document.blocks) is None:
        yield note(
            "logo-not-shown",
            "this kind of document has no letterhead, so the logo is not shown.",
        )
