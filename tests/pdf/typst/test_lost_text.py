"""The traps of Typst: what is too high, too long or has no glyph is there all the same."""

from __future__ import annotations

import json

import pypdfium2
import pytest

from aftersales_docs.document import Document, Fields, Paragraph, SignaturePair, Table, Text
from aftersales_docs.document.fit import fitted
from aftersales_docs.document.house import house_of
from aftersales_docs.pdf.typst import write
from aftersales_docs.pdf.typst.compiler import compiled
from aftersales_docs.pdf.typst.glyphs import REPLACEMENT
from aftersales_docs.pdf.typst.style import style_of
from aftersales_docs.pdf.typst.visitor import written
from aftersales_docs.resources import templates
from tests.pdf.saying import assert_says_all, read_in_order, squeezed
from tests.pdf.typst.trees import blocks, meta, tree, words

HIGH = " ".join(f"Satz {number} zieht sich über eine Zeile." for number in range(260))
UNORDERED = {"SignaturePair", "Parallel"}


@pytest.mark.parametrize("name", blocks(""))
def test_what_is_higher_than_a_page_goes_on_overleaf(name: str) -> None:
    """Whatever must not be parted: Typst would cut it off at the foot of the page."""
    document = tree(name, HIGH)
    content = write(document, templates())
    assert len(pypdfium2.PdfDocument(content)) >= 2
    assert_says_all(content, document, ordered=name not in UNORDERED)
    if name == "Opening":
        assert read_in_order(content).count(squeezed(HIGH)) == 4


@pytest.mark.parametrize("name", blocks(""))
def test_what_may_just_fit_a_page_or_not_is_whole_somewhere(name: str) -> None:
    """About as much as a page holds, where a guess of its height is most likely wrong."""
    for count in (24, 40, 56):
        document = tree(name, HIGH[: count * 40])
        content = write(document, templates())
        assert_says_all(content, document, ordered=name not in UNORDERED)


def test_the_source_itself_does_cut_off() -> None:
    """What the test above would see: the same block, declared whole against better knowledge."""
    style = style_of(templates(), "din")
    document = fitted(tree("Signatures", HIGH), house_of(templates()), style.width)
    data = json.loads(written(document, style).text)
    assert data["blocks"][1]["w"] == 2, "it is measured"
    data["blocks"][1]["w"] = 1
    raw = compiled({"house": style.text, "document": json.dumps(data)}, None)
    with pytest.raises(AssertionError):
        assert_says_all(raw, document)


def test_rows_of_one_line_stand_where_unbroken_ones_do() -> None:
    """They may be parted, and are not, wherever the page ends: it costs less to set them."""
    style = style_of(templates(), "din")
    rows = ((words("a"), words("b")),) * 8
    table = Table("t", (words("A"), words("B")), rows, (1, 1))
    document = Document(meta(), (Paragraph(words("x")), table, Fields("f", rows)))
    data = json.loads(written(document, style).text)
    assert [block.get("parted") for block in data["blocks"]] == [None, [*range(8)], [*range(8)]]
    for above in range(380, 500, 13):
        data["blocks"][0]["a"] = above
        pages = set()
        for parted in (list(range(8)), []):
            for block in data["blocks"][1:]:
                block["parted"] = parted
            pages.add(compiled({"house": style.text, "document": json.dumps(data)}, None))
        assert len(pages) == 1, above


RARE = {
    "漢字": f"{REPLACEMENT}{REPLACEMENT}",
    "\u2713": REPLACEMENT,
    "\ue000": REPLACEMENT,
    "a\u0007b": "ab",
    "a\ufeffb": "ab",
    "a\u064b": f"a{REPLACEMENT}",  # A letter with another script's accent: no font has both.
    "\u1680": REPLACEMENT,
    "\U000110bd": REPLACEMENT,
    "и\u0306": "и\u0306",
    "Ελλάδα": "Ελλάδα",
    "\U0001f44d": "\U0001f44d",
}


@pytest.mark.parametrize("name", ["Paragraph", "Heading", "Table", "Stamp", "Opening", "Title"])
def test_a_character_without_a_glyph_stops_nothing(name: str) -> None:
    document = tree(name, "Wort " + " ".join(RARE) + " Ende")
    said = read_in_order(write(document, templates()))
    for wanted in RARE.values():
        assert wanted in said or (wanted == "и\u0306" and "й" in said), wanted
    assert "Wort" in said
    assert "Ende" in said


def test_a_tab_parts_words_and_lines_end_where_they_did() -> None:
    document = Document(meta(), (Paragraph((Text("eins\tzwei\r\ndrei\u2028vier\nfünf"),)),))
    page = pypdfium2.PdfDocument(write(document, templates()))[0].get_textpage()
    lines = [line.strip() for line in page.get_text_range().splitlines()]
    assert lines[:4] == ["eins zwei", "drei", "vier", "fünf"]


@pytest.mark.parametrize("name", blocks(""))
def test_a_word_without_a_place_to_break_stays_on_the_paper(name: str) -> None:
    """On the page, and copied as one word."""
    word = "https://example.org/" + "Wort" * 60
    document = tree(name, word)
    content = write(document, templates())
    assert read_in_order(content).count(word) >= 1
    for page in pypdfium2.PdfDocument(content):
        text = page.get_textpage()
        for number in range(text.count_chars()):
            left, _, right, _ = text.get_charbox(number)
            assert 0 <= left <= right <= 595, (name, text.get_text_range(number, 1))


def test_two_parties_are_read_one_after_the_other() -> None:
    document = tree("SignaturePair", "Links")
    pair = document.blocks[1]
    assert isinstance(pair, SignaturePair)
    said = read_in_order(write(document, templates()))
    assert said.endswith("LinksPostUnterschriftLinksNamePostUnterschriftName")
