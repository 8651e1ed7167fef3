"""Two languages side by side: a low row goes overleaf as a whole, not a line of it."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import pypdfium2
import pytest

from aftersales_docs.document import Block, Clause, Parallel, Text, inlines_of, plain
from aftersales_docs.document.side_by_side import stays_whole
from tests.inputs import SAMPLES
from tests.made import composed, made
from tests.reading import NS, docx_part

# A cell of no more characters is low, one of more is not, whatever the lines are counted by.
LOW, HIGH = 220, 620


def rows(sample: Path) -> Iterator[tuple[str, str]]:
    for block in composed(sample).blocks:
        if isinstance(block, Parallel) and block.columns:
            for left, right in block.rows:
                yield said(left), said(right)


def said(blocks: Sequence[Block]) -> str:
    return "".join(squeezed(plain(words)) for block in blocks for words in inlines_of(block))


def squeezed(text: str) -> str:
    return "".join(text.replace("\u2011", "-").split())


SIDE_BY_SIDE = [one for one in SAMPLES if any(rows(one))]
NAMES = pytest.mark.parametrize("sample", SIDE_BY_SIDE, ids=lambda path: path.stem)


def test_nine_lines_in_either_language_stay_whole_ten_do_not() -> None:
    def cell(lines: int) -> tuple[Clause, ...]:
        return (Clause("a", 2, "1.1.", (Text("x" * 42 * lines),)),)

    assert stays_whole(cell(9), cell(1))
    assert stays_whole(cell(1), ())
    assert not stays_whole(cell(9), cell(10))
    assert not stays_whole(cell(10), cell(1))


def test_there_are_such_samples() -> None:
    assert len(SIDE_BY_SIDE) > 2


@NAMES
def test_word_parts_no_low_row(sample: Path) -> None:
    """In one-file.en.de, as LibreOffice prints it, a line began six pages alone."""
    flowing = {}
    for row in docx_part(made(sample, "docx")).iterfind(".//w:tr", NS):
        cells = [squeezed("".join(cell.itertext())) for cell in row.iterfind("w:tc", NS)]
        flowing["|".join(cells)] = row.find("w:trPr/w:cantSplit", NS) is None
    low = [pair for pair in rows(sample) if max(map(len, pair)) < LOW]
    high = [pair for pair in rows(sample) if max(map(len, pair)) > HIGH]
    assert len(low) > 5
    assert not any(flowing.get("||".join(pair)) for pair in low)
    found = [flowing["||".join(pair)] for pair in high if "||".join(pair) in flowing]
    assert all(found)


@NAMES
def test_no_low_row_is_parted_in_the_pdf(sample: Path) -> None:
    pdf = pypdfium2.PdfDocument(io.BytesIO(made(sample, "pdf")))
    pages = [squeezed(page.get_textpage().get_text_range()) for page in pdf]
    clauses = [one for pair in rows(sample) for one in pair if 80 < len(one) < LOW]
    for one in clauses:
        first, last = one[:20], one[-20:]
        if any(first in page for page in pages) and any(last in page for page in pages):
            assert any(first in page and last in page for page in pages), one
