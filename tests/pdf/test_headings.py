"""A heading of two lines: the second begins where the words of the first do."""

from __future__ import annotations

import io

import pypdfium2
import pytest

from aftersales_docs.document import Block, Clause, Document, Parallel, Text
from aftersales_docs.pdf import ENGINES, Engine, write
from aftersales_docs.resources import templates
from tests.pdf.typst.trees import meta

# In letters that stand nowhere else on the page.
TITLE = "Щучья чаща желаемых щупалец"


def chapter(name: str) -> Clause:
    return Clause(name, 1, "1.", (Text(f"{TITLE} {TITLE} {TITLE}"),))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("columns", [False, True])
def test_lines_of_a_heading_hang(engine: Engine, *, columns: bool) -> None:
    """Of 'Проверка качества и разногласия о недостатках' the last word stood at the margin."""
    blocks: tuple[Block, ...] = (chapter("a"),)
    if columns:
        blocks = (Parallel((((chapter("a"),), (chapter("b"),)),), ("de", "en")),)
    document = Document(meta("contract-columns" if columns else "din"), blocks)
    found = edges(write(document, templates(), {}, engine=engine), columns=columns)
    for side in (False, True) if columns else (False,):
        lefts = [left for (where, _), left in found.items() if where == side]
        assert len(lefts) >= 2
        assert max(lefts) - min(lefts) < 2, lefts


def edges(content: bytes, *, columns: bool) -> dict[tuple[bool, int], float]:
    """Where the words of each line of the heading begin, by the half of the page and height."""
    pdf = pypdfium2.PdfDocument(io.BytesIO(content))
    page, found = pdf[0].get_textpage(), dict[tuple[bool, int], float]()
    for index, letter in enumerate(page.get_text_range()):
        if letter in TITLE.replace(" ", ""):
            left, _, _, _ = page.get_charbox(index)
            _, low, _, _ = page.get_charbox(index, loose=True)
            place = (left > 300 and columns, round(low / 8))
            found[place] = min(left, found.get(place, 1000))
    return found
