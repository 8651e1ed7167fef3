"""The files that a PDF carries: the manifest and the input."""

from __future__ import annotations

from datetime import UTC, date, datetime

from weasyprint import Attachment

from ..embedding.manifest import NAME, Inside


def attachments_of(inside: Inside, issued: date | None) -> list[Attachment]:
    """The manifest and the input as attached files, of the document's own day.

    They stand in the order of their names, as the PDF's list of them must.
    """
    day = issued or date(1980, 1, 1)
    made = datetime(day.year, day.month, day.day, tzinfo=UTC)
    files = [
        (name, content, "Source", "The data of this document")
        for name, content in inside.inputs.items()
    ]
    files.append((NAME, inside.manifest.encode(), "Data", "What this document is made from"))
    return [
        Attachment(
            string=content,
            name=name,
            description=description,
            created=made,
            modified=made,
            relationship=relationship,
        )
        for name, content, relationship, description in sorted(files)
    ]
