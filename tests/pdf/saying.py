"""Whether a PDF says all that its tree says: asked of every PDF that a test of Typst makes."""

from __future__ import annotations

from aftersales_docs.document import Document, flat, inlines_of, plain
from aftersales_docs.pdf.typst.glyphs import settable
from tests.reading import pdf_reading


def squeezed(text: str) -> str:
    """``text`` without spaces, and without hyphens that show at a line's end alone."""
    return "".join(text.split()).replace("\u00ad", "").replace("\u200b", "")


def read_in_order(content: bytes) -> str:
    """What a reading aid says, spaces aside; dashes before items are not said."""
    return squeezed(
        "".join(text for tag, text in pdf_reading(content) if (tag, text.strip()) != ("Lbl", "–"))
    )


def assert_says_all(content: bytes, document: Document, *, ordered: bool = True) -> None:
    """See that all words of ``document``, feet of pages aside, are in the PDF, in their order.

    Not ``ordered`` are two parties, and clauses in columns that are too high for a page.
    """
    said = read_in_order(content)
    at = 0
    for block in flat(document.blocks):
        if type(block).__name__ in {"Foot", "Opening"}:
            continue
        for words in inlines_of(block):
            wanted = squeezed(settable(plain(words)))
            found = said.find(wanted, at if ordered else 0)
            assert found >= 0, f"{wanted[:80]!r} is not there behind {said[at - 60 : at]!r}"
            at = found + len(wanted)
