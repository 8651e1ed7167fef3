"""The heading of the signatures never stands without them, in two languages either."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from aftersales_docs.document import Parallel, SignaturePair, inlines_of, leads, plain
from tests.inputs import SAMPLES
from tests.made import composed, made
from tests.reading import NS, docx_part, paragraph_text, words


def before_signatures(sample: Path) -> Parallel | None:
    """Two languages side by side that lead on to the signatures of both parties."""
    for block, after in pairwise(composed(sample).blocks):
        if isinstance(block, Parallel) and isinstance(after, SignaturePair):
            return block if block.columns and leads(block.rows[-1][0]) else None
    return None


def test_the_words_that_lead_to_signatures_are_rows_of_their_table() -> None:
    """No program keeps the last row of a table with the first of another."""
    bilingual = [one for one in SAMPLES if "bilingual" in one.stem]
    side_by_side = {one: last for one in bilingual if (last := before_signatures(one))}
    assert side_by_side
    for sample, last in side_by_side.items():
        _rows_of_the_table(sample, last)


def _rows_of_the_table(sample: Path, last: Parallel) -> None:
    table = next(
        one
        for one in docx_part(made(sample, "docx")).iterfind("w:body/w:tbl", NS)
        if one.find(".//w:pStyle[@w:val='PartyBlank']", NS) is not None
    )
    for side in (0, 1):
        heading = words(plain(inlines_of(last.rows[-1][side][-1])[0]))
        cells = [row.findall("w:tc", NS)[2 * side] for row in table.iterfind("w:tr", NS)]
        said = [words(paragraph_text(cell)) for cell in cells]
        assert heading in said
    first = table.find("w:tr", NS).findall("w:tc", NS)[1]
    assert first.find("w:p/w:pPr/w:keepNext", NS) is not None
