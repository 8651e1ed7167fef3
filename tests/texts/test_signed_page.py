"""No place to sign begins a page alone: words of the letter or chapter stand with it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import takewhile
from pathlib import Path

import pypdfium2
import pytest

from aftersales_docs.document import (
    Block,
    Cell,
    Clause,
    Closing,
    Document,
    FormLine,
    Paragraph,
    SignaturePair,
    Signatures,
    Text,
    plain,
    shows_files,
)
from aftersales_docs.texts.signed_page import accompanied
from tests.e2e.office import printed
from tests.inputs import SAMPLES
from tests.made import composed, made

PLACES = (Closing, Signatures, SignaturePair)
# The closing, the signature and the two paragraphs before them, in lines.
LEAST = 7


def words(text: str, *, flush: bool = False) -> Paragraph:
    return Paragraph((Text(text),), flush=flush)


def point(text: str, level: int = 2) -> Clause:
    return Clause(text[:4], level, "1.", (Text(text),))


CLOSING = Closing("signatory", ((Text("Mit freundlichen Grüßen"),),), ((Text("Vogt"),),))


def led(blocks: Sequence[Block]) -> list[bool]:
    return [bool(getattr(block, "lead", False)) for block in accompanied(blocks)]


def test_two_paragraphs_go_with_a_closing_and_enclosures_do_not_count() -> None:
    blocks = (words("a"), words("b"), words("c"), words("Anlage", flush=True), CLOSING)
    assert led(blocks) == [False, True, True, True, False]


def test_a_short_last_chapter_goes_with_its_signatures_a_long_one_in_part() -> None:
    signed = Signatures("customer", ())
    before = (point("Kosten", 1), point("3.1"), point("Abnahme", 1))
    short = (*before, point("5.1"), point("5.2"), point("5.3"), signed)
    assert led(short) == [False, False, False, True, True, True, False]
    long = (*before, point("x" * 950), point("5.2"), point("5.3"), signed)
    assert led(long) == [False, False, False, False, True, True, False]


def test_of_a_long_chapter_no_more_goes_overleaf_than_two_lines_need() -> None:
    """Half of page 4 was white in key-account-manager.de.de: five lines more went overleaf."""
    signed = Signatures("customer", ())
    points = (point("Schluss", 1), point("x" * 950), point("x" * 400), point("x" * 90), signed)
    assert led(points) == [False, False, False, True, False]
    # In a letter two paragraphs do: its closing is low.
    letter = (words("x" * 950), words("x" * 400), words("x" * 90), CLOSING)
    assert led(letter) == [False, True, True, False]


def party(lines: int) -> Signatures:
    """A party's block of so many lines, the one to sign on among them."""
    told = [FormLine((Cell((Text("GmbH"),)),))] * (lines - 1)
    return Signatures("customer", (*told, FormLine((Cell((Text("Unterschrift"),), blank=True),))))


def test_a_chapter_that_would_leave_most_of_a_page_white_with_the_signatures_goes_in_part() -> (
    None
):
    """In bilingual.ru.ru three quarters of page 14 were white, in after-sales-manager.en.ru half
    of page 5.
    """
    points = (point("Schluss", 1), *(point("x" * 150) for _ in range(4)))
    low = SignaturePair(party(4), party(3))
    assert led((*points, low)) == [False, True, True, True, True, False]
    high = SignaturePair(party(12), party(4))
    assert led((*points, high)) == [False, False, False, False, True, False]
    # Lines of a form, one below the other: of 3 posts, of 6.
    form = FormLine((Cell((Text("Leitung"),)), Cell((Text("Unterschrift"),), blank=True)))
    assert led((*points, Signatures("a", (form,) * 3)))[1]
    assert not led((*points, Signatures("a", (form,) * 3), Signatures("b", (form,) * 3)))[1]


def squeezed(text: str) -> str:
    return "".join(text.replace("\u2011", "-").split())


def last_words(document: Document) -> list[tuple[str, str]]:
    """For each place to sign at the text's end: the ends of all that stands with it, its words."""
    found = []
    for index, block in enumerate(document.blocks):
        if isinstance(block, PLACES) and not isinstance(document.blocks[index - 1], PLACES):
            before = [
                one
                for one in document.blocks[:index]
                if (isinstance(one, Paragraph) and not one.flush)
                or (isinstance(one, Clause) and one.level > 1)
            ]
            kept = list(takewhile(lambda one: one.lead, reversed(before))) or before[-1:]
            found += [(squeezed(plain(one.content))[-24:], sign(block)) for one in kept]
    return found


def sign(block: Block) -> str:
    if isinstance(block, Closing):
        return squeezed(plain(block.above[0]))
    lines = block.left.lines if isinstance(block, SignaturePair) else block.lines  # type: ignore[union-attr]
    return squeezed(plain(next(line.cells[0].content for line in lines if line.cells)))


def check(document: Document, content: bytes | Path) -> None:
    pdf = pypdfium2.PdfDocument(content if isinstance(content, Path) else io.BytesIO(content))
    pages = [page.get_textpage().get_text_range() for page in pdf]
    for text, signed in last_words(document):
        assert any(text in one and signed in one for one in map(squeezed, pages)), (text, signed)
    # Behind what is enclosed the letter has no last page of its own.
    signed_last = any(isinstance(block, Closing) for block in document.blocks)
    if signed_last and len(pages) > 1 and not shows_files(document):
        assert len([line for line in pages[-1].splitlines() if line.strip()]) > LEAST


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_no_signature_stands_alone_on_a_page_of_the_pdf(sample: Path) -> None:
    check(composed(sample), made(sample, "pdf"))


@pytest.mark.slow
def test_no_signature_stands_alone_on_a_page_of_the_word_file() -> None:
    for sample in SAMPLES:
        check(composed(sample), printed(sample))
