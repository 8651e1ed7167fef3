"""Word pages as they are looked at: what is enclosed, logos, the end of a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from aftersales_docs import api
from aftersales_docs.document import Block, Document, Letterhead, Opening, PicturePage
from tests.inputs import SAMPLES, samples
from tests.made import composed, made
from tests.reading import NS, W, docx_part

EXTENT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
EMU_IN_TWIP = 635
# What a table takes from each side of a cell where neither it nor its style says so.
USUAL_MARGIN = 108
WITH_PICTURES = [one for one in SAMPLES if one.stem.startswith("photographs")]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_file_ends_with_a_paragraph(sample: Path) -> None:
    """Letters without enclosures ended with a table, below which Word sets a line of its own."""
    *_, last, section = docx_part(made(sample, "docx")).find("w:body", NS)
    assert (last.tag, section.tag) == (f"{W}p", f"{W}sectPr")


@pytest.mark.parametrize("sample", samples("claim-response"), ids=lambda path: path.stem)
def test_enclosures_are_listed_on_the_page_of_the_signature(sample: Path) -> None:
    """LibreOffice set the list of eight enclosures overleaf, its last two lines alone."""
    (table,) = [
        one
        for one in docx_part(made(sample, "docx")).iterfind(".//w:tbl", NS)
        if one.find(".//w:pStyle[@w:val='Closing']", NS) is not None
    ]
    rows = table.findall("w:tr", NS)
    kept = [row.findall(".//w:pPr", NS) for row in rows[:-1]]
    below: Any = table.getnext().find("w:pPr/w:pStyle", NS)
    assert below is None or not below.get(f"{W}val").startswith("BodyText")
    assert all(one.find("w:keepNext", NS) is not None for row in kept for one in row)
    assert all(row.find("w:trPr/w:cantSplit", NS) is not None for row in rows)


def changed(document: Document, width: float) -> Document:
    """``document`` with a logo so wide, and four of the pictures on a page."""

    def change(block: Block) -> Block:
        match block:
            case Opening(logo=logo) | Letterhead(logo=logo) if logo is not None:
                return replace(block, logo=replace(logo, width=width, height=5.0))
            case PicturePage():
                return replace(block, per_page=4)
            case _:
                return block

    return replace(document, blocks=tuple(map(change, document.blocks)))


def cells_with_pictures(content: bytes) -> Iterator[tuple[int, int]]:
    """The room in each cell with a picture, and the picture's width, in twips."""
    for table in docx_part(content).iterfind(".//w:tbl", NS):
        own = table.find("w:tblPr/w:tblCellMar/w:left", NS)
        styled = table.find("w:tblPr/w:tblStyle", NS) is not None
        margin = 0 if styled or (own is not None and own.get(f"{W}w") == "0") else USUAL_MARGIN
        for cell in table.iterfind("w:tr/w:tc", NS):
            given = int(cell.find("w:tcPr/w:tcW", NS).get(f"{W}w")) - 2 * margin
            for paragraph in cell.iterfind("w:p", NS):
                indent = paragraph.find("w:pPr/w:ind", NS)
                right = 0 if indent is None else int(indent.get(f"{W}right") or 0)
                for extent in paragraph.iter(EXTENT):
                    yield given - right, int(extent.get("cx")) // EMU_IN_TWIP


@pytest.mark.parametrize("width", [20.0, 60.0, 73.0])
@pytest.mark.parametrize("sample", WITH_PICTURES, ids=lambda path: path.stem)
def test_no_picture_is_wider_than_its_cell(sample: Path, width: float) -> None:
    """Of four pictures on a page the right edge was cut off; a wide logo left the text."""
    found = list(cells_with_pictures(api.write(changed(composed(sample), width), "docx")))
    assert len(found) >= 3
    assert [pair for pair in found if pair[1] > pair[0] + 1] == []
