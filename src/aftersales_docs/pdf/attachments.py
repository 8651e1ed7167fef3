"""The attached files as WeasyPrint takes them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from weasyprint import Attachment

from ..embedding.manifest import Inside
from .attached import DAY_OF_NONE, described_files


def attachments_of(inside: Inside, issued: date | None) -> list[Attachment]:
    """The manifest and the input as attached files, of the document's own day."""
    day = issued or DAY_OF_NONE
    made = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return [
        Attachment(
            string=file.content,
            name=file.name,
            description=file.description,
            created=made,
            modified=made,
            relationship=file.relationship,
        )
        for file in described_files(inside)
    ]
