"""Where the parts of a letter stand in Word, by the rules of the place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from aftersales_docs import compose, load, write
from aftersales_docs.resources import data_root
from tests.inputs import samples
from tests.made import made
from tests.reading import NS, W, docx_part


def before(sample: str, style: str) -> list[int]:
    """The room above each paragraph of a style, where it has room of its own, in twips."""
    document = compose(load(data_root() / "samples" / "claim-response" / f"{sample}.yaml"))
    found = []
    for paragraph in docx_part(write(document, "docx")).iter(f"{W}p"):
        named: Any = paragraph.find("w:pPr/w:pStyle", NS)
        if named is not None and named.get(f"{W}val") == style:
            room = paragraph.find("w:pPr/w:spacing", NS)
            found.append(0 if room is None else int(room.get(f"{W}before")))
    return found


@pytest.mark.parametrize(
    ("sample", "style", "first"),
    [
        # Between the sender's numbers and the day of the letter there is a gap, as in the PDF.
        ("refund.ru.ru", "CornerReference", 160),
        # DIN 5008 form B: the information block begins 50 mm from the paper's edge.
        ("granted-repair.de.de", "Reference", 283),
        ("forwarded.en.de", "Reference", 0),
    ],
)
def test_the_first_reference_keeps_its_distance(sample: str, style: str, first: int) -> None:
    room, *others = before(sample, style)
    assert room == first
    assert not any(others)


@pytest.mark.parametrize("sample", samples("claim-response"), ids=lambda path: path.stem)
def test_a_closing_is_one_row_that_no_program_parts(sample: Path) -> None:
    """LibreOffice set 'Yours sincerely,' on the first page and the name on the second."""
    rows = [
        row
        for row in docx_part(made(sample, "docx")).iterfind(".//w:tr", NS)
        if row.find(".//w:pStyle[@w:val='Closing']", NS) is not None
    ]
    (row,) = rows
    assert row.find("w:trPr/w:cantSplit", NS) is not None
    ends = {"ClosingEnd", "ClosingLine"}
    assert ends & {one.get(f"{W}val") for one in row.iterfind(".//w:pStyle", NS)}
