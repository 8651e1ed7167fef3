"""Word and both PDFs say the same: words, order, numbers, places to sign. Over all samples."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from lxml import html

from aftersales_docs.document import (
    AttachedFile,
    Block,
    Document,
    SignaturePair,
    flat,
    plain,
    signature_places,
)
from aftersales_docs.document.fit import fitted
from aftersales_docs.document.house import house_of
from aftersales_docs.ooxml.bookmarks import bookmark
from aftersales_docs.pdf.templates import pdf_template
from aftersales_docs.pdf.writer import html_of
from aftersales_docs.resources import templates
from tests.contents import entries
from tests.inputs import SAMPLES
from tests.made import composed, made
from tests.pdf.parts import fields
from tests.pdf.saying import read_in_order
from tests.reading import NS, W, WordNumbers, docx_part, paragraph_text

# A letter's opening stands side by side, each format in rows or columns of its own.
OPENING = "opening"


def squeezed(text: str) -> str:
    return "".join(text.split())


@cache
def html_text(sample: Path) -> str:
    """The page from which the PDF is made, as a text."""
    document = composed(sample)
    meta = document.meta
    template = pdf_template(templates(), meta.layout, meta.lang, meta.kind)
    found = fitted(document, house_of(templates()), template.width)
    # A place to break a line is no word.
    return html_of(found, template, {}).replace("&#8203;", "")


def page_of(sample: Path) -> Any:
    return html.fromstring(html_text(sample)).find("body")


def html_words(body: Any) -> tuple[str, str]:
    """The words of the page, and those of a letter's opening."""
    opening = ""
    for part in list(body):
        called = str(part.get("class", "")).split()
        if called and (called[0].startswith("running-") or called[0] == "mark"):
            body.remove(part)
        elif OPENING in called:
            opening = squeezed(part.text_content())
            body.remove(part)
    return squeezed(body.text_content()), opening


def is_style(table: Any, name: str) -> bool:
    style = table.find("w:tblPr/w:tblStyle", NS)
    return style is not None and style.get(f"{W}val") == name


def is_pair(table: Any) -> bool:
    """Two parties side by side: read one after the other."""
    rows = table.findall("w:tr", NS)
    return is_style(table, "FormTable") and all(
        len(cells := row.findall("w:tc", NS)) == 3 and not squeezed("".join(cells[1].itertext()))
        for row in rows
    )


def by_column(rows: list[list[Any]]) -> list[list[Any]]:
    """Two parties' rows, one party after the other; what stands above them goes row by row."""
    styles = [row[0].find("w:p/w:pPr/w:pStyle", NS).get(f"{W}val") for row in rows]
    above = next(n for n, style in enumerate(styles) if style.startswith("Party"))
    return rows[:above] + [[row[column] for row in rows[above:]] for column in (0, 2)]


class WordReader:
    """Reads a Word file's body as a reader sees it; an opening's words are kept apart."""

    def __init__(self, content: bytes) -> None:
        self.numbers = WordNumbers.of(content)
        self.opening = ""
        self.words = "".join(self.blocks(docx_part(content).find("w:body", NS)))

    def paragraph(self, node: Any) -> str:
        style = node.find("w:pPr/w:pStyle", NS)
        called = "" if style is None else style.get(f"{W}val")
        if called == "TOC1":
            # The pages of a table of contents are no words.
            return squeezed(paragraph_text(node)).rstrip("0123456789")
        bullet = called == "ListBullet"
        number = self.numbers.of_paragraph(node)
        return squeezed(("" if bullet else number) + paragraph_text(node))

    def blocks(self, parent: Any) -> Iterator[str]:
        for node in parent:
            if node.tag == f"{W}p":
                yield self.paragraph(node)
            elif node.tag == f"{W}tbl":
                yield from self.table(node)

    def table(self, node: Any) -> Iterator[str]:
        rows = [row.findall("w:tc", NS) for row in node.findall("w:tr", NS)]
        # A closing is such a table too: its rows have one cell.
        if is_style(node, "LetterTable") and any(len(cells) > 1 for cells in rows):
            self.opening += "".join(map(self.paragraph, node.iter(f"{W}p")))
            return
        for cells in by_column(rows) if is_pair(node) else rows:
            for cell in cells:
                yield from self.blocks(cell)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_both_say_the_same_in_the_same_order(sample: Path) -> None:
    document = composed(sample)
    content = made(sample, "docx")
    page, page_opening = html_words(page_of(sample))
    reader = WordReader(content)
    word, word_opening = reader.words, reader.opening
    assert len(word) > 200
    if document.meta.layout == "letter-plain":
        # There Word has the letterhead above the table.
        assert Counter(word_opening + word) == Counter(page_opening + page)
        assert word.endswith(page)
    else:
        assert word == page
        assert Counter(word_opening) == Counter(page_opening)


def without_pages(said: str, document: Document) -> str:
    """``said`` without the pages of a table of contents, which are no words."""
    listed = [squeezed(f"{one.number}{plain(one.title)}") for one in entries(document)]
    if not listed:
        return said
    table = r"\d+?".join(map(re.escape, listed)) + r"\d+(?!\d)"
    found = re.search(table, said)
    assert found, "each entry is listed with its page"
    return said[: found.start()] + "".join(listed) + said[found.end() :]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_typst_says_what_the_page_says_and_offers_the_same_places(sample: Path) -> None:
    document = composed(sample)
    content = made(sample, "pdf", engine="typst")
    words, opening = (part.replace("\u00ad", "") for part in html_words(page_of(sample)))
    said = without_pages(read_in_order(content), document)
    for block in document.blocks:
        if isinstance(block, AttachedFile):  # Its words stand in the PDF alone.
            said = said.replace(read_in_order(block.content), "", 1)
    assert said.endswith(words), "everything, in the same order, with the same numbers"
    assert Counter(said) == Counter(opening + words), "and nothing else"
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert list(fields(pdf)) == [one.id for one in signature_places(document.blocks)]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_both_have_the_same_places_to_sign(sample: Path) -> None:
    document = composed(sample)
    wanted = [place.id for place in signature_places(document.blocks)]
    page = [
        str(node.get("id")).removeprefix("sig-")
        for node in page_of(sample).iter()
        if str(node.get("id")).startswith("sig-")
    ]
    marks = [
        node.get(f"{W}name") for node in docx_part(made(sample, "docx")).iter(f"{W}bookmarkStart")
    ]
    assert page == wanted
    assert [mark for mark in marks if mark in {bookmark(f"sig-{name}") for name in wanted}] == (
        in_word_order(document, wanted)
    )


def in_word_order(document: Document, names: list[str]) -> list[str]:
    """Bookmarks of the places; of two parties side by side the upper line comes first."""
    order: list[str] = []
    for block in flat(document.blocks):
        order += [place.id for place in _places(block)]
    assert sorted(order) == sorted(names)
    return [bookmark(f"sig-{name}") for name in order]


def _places(block: Block) -> list[Any]:
    places = list(signature_places([block]))
    if isinstance(block, SignaturePair):
        lines = [block.left.sign_line or 0, block.right.sign_line or 0]
        assert lines[0] == lines[1], "both sign at one height"
    return places
