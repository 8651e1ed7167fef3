"""The same words for all: a finished document as styled lines, and whether a file holds them."""

from __future__ import annotations

import io
import re
import zipfile
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count

import pypdfium2
from lxml import etree

from aftersales_docs.document import (
    Block,
    Document,
    Inlines,
    Text,
    inlines_of,
    map_inlines,
    plain,
)

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True)
class Line:
    """A line of a document and its style in the templates of the peers."""

    style: str
    text: str


STYLES = ("Heading 1", "Normal")


def lines_of(document: Document) -> list[Line]:
    """All words of ``document``, a line for each run of them."""
    return [line for block in document.blocks for line in _lines(block)]


def _lines(block: Block) -> list[Line]:
    style = STYLES[0] if getattr(block, "level", 0) == 1 else STYLES[1]
    found = [plain(content).replace("\n", " ") for content in inlines_of(block)]
    return [Line(style, text) for text in found if text.strip()]


def never_the_same(document: Document) -> Iterator[Document]:
    """``document``, then ever others of the same length: no line of theirs is set before.

    Typst keeps what it has set, and would be measured at remembering.
    """
    yield document
    for number in count(1):

        def changed(content: Inlines, number: int = number) -> Inlines:
            return tuple(
                Text(f"{node.text} {number}")
                if isinstance(node, Text) and len(node.text) > 12
                else node
                for node in content
            )

        blocks = tuple(map_inlines(block, changed) for block in document.blocks)
        yield replace(document, blocks=blocks)


def words_of(content: bytes) -> str:
    """What a .docx or .pdf says, without the spaces and hyphens of its layout."""
    said = _word(content) if content[:2] == b"PK" else _pdf(content)
    return squeezed(said)


def squeezed(text: str) -> str:
    """``text`` without what layout adds or takes: spaces, hyphens, line ends."""
    return re.sub(r"[\s\u00ad\u200b\u00a0\u202f\ufffe\-‑]+", "", text)


def _word(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if re.match(r"word/\w+\d*\.xml$", name)]
        roots = [etree.fromstring(archive.read(name)) for name in sorted(names)]
    return "".join(node.text or "" for root in roots for node in root.iter(f"{_W}t"))


def _pdf(content: bytes) -> str:
    pdf = pypdfium2.PdfDocument(content)
    return "".join(page.get_textpage().get_text_range() for page in pdf)


def missing(content: bytes, lines: list[Line]) -> list[str]:
    """The lines that a file lacks; what stands on two pages is looked for in pieces."""
    said = words_of(content)
    return [line.text for line in lines if not _held(squeezed(line.text), said)]


def _held(text: str, said: str) -> bool:
    """Whether ``text`` is said in pieces, each as long as a page lets it be."""
    if text in said:
        return True
    # A page's foot and head stand in the middle of a line that goes on overleaf.
    start = bisect_left(range(len(text) + 1), True, key=lambda end: text[:end] not in said) - 1
    return start >= min(8, len(text) // 2) and _held(text[start:], said)
