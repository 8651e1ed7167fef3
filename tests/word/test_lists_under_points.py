"""A list under a point begins where the point's words do, or further in, in both formats."""

from __future__ import annotations

import io
import re
import subprocess
from pathlib import Path

import pypdfium2
import pytest

from aftersales_docs.document import Document
from aftersales_docs.document.house import house_of
from aftersales_docs.pdf import write as write_pdf
from aftersales_docs.resources import templates
from aftersales_docs.word import write as write_word
from aftersales_docs.word.build import twips
from tests.reading import NS, W, docx_lines, docx_part
from tests.texts.making import composed

TEXT = """## Chapter {#c}

1. {#p} Pointwords lead on:

   - pointitem
   - more

1. {#q} Next:

   1. {#s} Subwords lead on:

      - subitem

   1. {#t} Lastwords.
"""


@pytest.fixture
def document(tmp_path: Path) -> Document:
    return composed(tmp_path, TEXT)


def _left(content: bytes, word: str) -> int:
    """Where in Word a list's dash stands, in twips."""
    (paragraph,) = (
        one for one in docx_part(content).iterfind(".//w:p", NS) if word in "".join(one.itertext())
    )
    indent = paragraph.find("w:pPr/w:ind", NS)
    return int(indent.get(f"{W}left")) - int(indent.get(f"{W}hanging"))


def test_words_hang_as_far_behind_the_dash_in_both_formats(document: Document) -> None:
    """6 mm in Word; the PDF sets a tab of this width."""
    page = pypdfium2.PdfDocument(io.BytesIO(write_pdf(document, templates(), {})))[0]
    text = page.get_textpage()
    shown = text.get_text_range()
    for word in ("pointitem", "subitem"):
        left, foot, _, _ = text.get_charbox(shown.index(word), loose=True)
        boxes = [text.get_charbox(n, loose=True) for n, one in enumerate(shown) if one == "–"]
        (dash,) = [box[0] for box in boxes if abs(box[1] - foot) < 1]
        assert abs(left - dash - 6 * 72 / 25.4) < 0.8, word


def test_in_word(document: Document) -> None:
    content = write_word(document, templates(), {})
    indents = house_of(templates()).on("din").indents
    assert _left(content, "pointitem") >= twips(indents.point)
    assert _left(content, "subitem") >= twips(indents.point + indents.subpoint)
    # What leads on to a list keeps its number.
    assert [line.split()[0] for line in docx_lines(content)] == [
        "1.",
        "1.1.",
        "–",
        "–",
        "1.2.",
        "1.2.1.",
        "–",
        "1.2.2.",
    ]


def test_every_style_of_the_body_is_in_the_template(document: Document) -> None:
    content = write_word(document, templates(), {})
    known = {one.get(f"{W}styleId") for one in docx_part(content, "word/styles.xml")}
    used = {one.get(f"{W}val") for one in docx_part(content).iterfind(".//w:pStyle", NS)}
    assert used <= known


def test_in_pdf(document: Document) -> None:
    done = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"],
        input=write_pdf(document, templates(), {}),
        capture_output=True,
        check=True,
    )
    found = re.findall(r'xMin="([\d.]+)"[^>]*>([^<]+)</word>', done.stdout.decode())
    at = {word: float(x) for x, word in found}
    # The dash stands before the item's word in the same line.
    dashes = [float(x) for x, word in found if word == "–"]
    assert dashes[0] >= at["Pointwords"]
    assert dashes[-1] >= at["Subwords"]
    assert at["pointitem"] > dashes[0]
    assert at["subitem"] > dashes[-1]
