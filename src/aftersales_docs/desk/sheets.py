"""Sheets of the register itself (statistics, proofs) as Word and PDF, on the writers of documents.

PDFs are PDF/A-3a and PDF/UA-1 as those of documents are; the same tree gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, Literal

from ..document import (
    Block,
    Document,
    Fields,
    Heading,
    Inlines,
    Items,
    Meta,
    Paragraph,
    Table,
    Text,
    Title,
)
from ..errors import printable, worded
from ..language import Lang
from ..messages import said
from ..resources import templates
from ..sandbox.fields import view

SheetFormat = Literal["pdf", "docx"]
_LAYOUT: Final[dict[Lang, str]] = {
    "de": "certificate-din",
    "en": "certificate-din",
    "ru": "certificate-gost",
}
_PAGE: Final = worded("Page")
_OF: Final = worded("of")


def words(text: str) -> Inlines:
    """Plain words; what a terminal or an XML file would not take stands as its escape."""
    return (Text(printable(text)),)


def title(text: str, below: Iterable[str] = ()) -> Title:
    """The title of a sheet, and lines below it."""
    return Title(words(text), tuple(words(one) for one in below))


def heading(name: str, text: str) -> Heading:
    """A heading; ``name`` is its identifier."""
    return Heading(name, words(text))


def paragraph(text: str) -> Paragraph:
    """Running text."""
    return Paragraph(words(text))


def items(texts: Iterable[str]) -> Items:
    """A list."""
    return Items(tuple(words(one) for one in texts))


def fields(name: str, rows: Iterable[tuple[str, str]]) -> Fields:
    """Labelled values; those without a value are left out."""
    return Fields(name, tuple((words(label), words(value)) for label, value in rows if value))


def table(
    name: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    widths: Sequence[int],
    align: str = "",
) -> Table:
    """A table; ``widths`` are relative, ``align`` a letter a column (``l``, ``r``)."""
    return Table(
        name,
        tuple(words(head) for head in heads),
        tuple(tuple(words(cell) for cell in row) for row in rows),
        tuple(widths),
        align=align,
    )


def sheet(kind: str, lang: Lang, called: str, issued: date, blocks: Iterable[Block]) -> Document:
    """The sheet as a document tree: ``kind`` names the sort, ``called`` the file."""
    labels = {"page": said(_PAGE, lang), "of": said(_OF, lang)}
    meta = Meta(
        kind=kind,
        lang=lang,
        law="ru" if lang == "ru" else "de",
        layout=_LAYOUT[lang],
        numbering="decimal",
        title=printable(called),
        author="aftersales-docs",
        issued=issued,
        labels=labels,
    )
    return Document(meta, tuple(blocks))


def written(document: Document, format_: SheetFormat) -> bytes:
    """The bytes of a sheet."""
    house = templates()
    if format_ == "docx":
        from ..word import write as write_word

        return write_word(document, house, view({}))
    from ..pdf import write as write_pdf

    return write_pdf(document, house, view({}))
