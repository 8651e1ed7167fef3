"""What the tests of tables of contents share: which samples have one, and its lines in Word."""

from __future__ import annotations

from typing import Any

from aftersales_docs.document import Contents, ContentsEntry, Document
from tests.inputs import samples
from tests.reading import W, docx_part

LISTED = [one for one in samples("service-agreement") if "\ncontents: true" in one.read_text()]


def entries(document: Document) -> list[ContentsEntry]:
    """The entries of the table of contents."""
    return [
        one for block in document.blocks if isinstance(block, Contents) for one in block.entries
    ]


def shown(paragraph: Any) -> str:
    """A paragraph's words, with its tabs."""
    return "".join(
        "\t" if node.tag == f"{W}tab" else node.text or ""
        for node in paragraph.iter(f"{W}t", f"{W}tab")
        if node.getparent().tag == f"{W}r"
    )


def word_lines(content: bytes) -> list[str]:
    """The lines of the table of contents as a Word file holds them."""
    paragraphs = docx_part(content).iter(f"{W}p")
    return [
        shown(one)
        for one in paragraphs
        if one.find(f"{W}pPr/{W}pStyle") is not None
        and one.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == "TOC1"
    ]
