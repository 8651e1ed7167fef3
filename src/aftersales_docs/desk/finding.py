"""Finding one document by what a person says of it: its number, a kind, an edition."""

from __future__ import annotations

from ..errors import DataError, Problem, worded
from .register.models import Document


def numbered(document: Document) -> str:
    """The number of a document, with its edition where it is not the first."""
    first = document.edition == 1
    return document.number if first else f"{document.number} ({document.edition})"


def the_document(number: str, kind: str = "", edition: int | None = None) -> Document:
    """The document of that number: its newest edition, or the one that is named.

    Raises:
        DataError: there is none, or more than one kind has that number.

    """
    found = Document.objects.filter(number=number).order_by("-edition", "pk")
    if kind:
        found = found.filter(kind=kind)
    if edition is not None:
        found = found.filter(edition=edition)
    kinds = sorted({one.kind for one in found})
    if not kinds:
        raise DataError(
            Problem(
                "not-in-register",
                worded("the register has no such document: '{number}'.", number=number),
                worded("Look for it with: register find {number}.", number=number),
            )
        )
    if len(kinds) > 1:
        raise DataError(
            Problem(
                "number-of-several",
                worded(
                    "'{number}' is the number of several kinds: {kinds}.",
                    number=number,
                    kinds=", ".join(kinds),
                ),
                "Say which with --kind.",
            )
        )
    return found[0]
