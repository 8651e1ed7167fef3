"""Word counts by its own lists, bound to styles, and comes to the tree's own numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from aftersales_docs import api
from aftersales_docs.document import Clause
from tests.inputs import composed, job_description
from tests.reading import NS, W, WordNumbers, docx_part


@pytest.fixture(params=["decimal", "roman"])
def made(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[list[str], bytes, str]:
    data = job_description("after_sales_manager", "ru", "ru", numbering=request.param)
    document = composed(tmp_path, data)
    numbers = [block.number for block in document.blocks if isinstance(block, Clause)]
    return numbers, api.write(document, "docx"), request.param


def test_word_counts_as_the_tree_does(made: tuple[list[str], bytes, str]) -> None:
    numbers, content, _ = made
    counter = WordNumbers.of(content)
    styles = [
        style.get(f"{W}val") for style in docx_part(content).iterfind(".//w:pPr/w:pStyle", NS)
    ]
    assert [label for style in styles if (label := counter.label(style))] == numbers


def test_levels_are_bound_to_paragraph_styles(made: tuple[list[str], bytes, str]) -> None:
    _, content, name = made
    root = docx_part(content, "word/numbering.xml")
    named = root.xpath(f"w:abstractNum[w:name/@w:val='{name}']", namespaces=NS)
    assert len(named) == 1
    assert named[0].xpath("w:multiLevelType/@w:val", namespaces=NS) == ["multilevel"]
    bound = named[0].xpath("w:lvl/w:pStyle/@w:val", namespaces=NS)
    assert bound == ["Heading1", "Point", "Subpoint"]
    styles = docx_part(content, "word/styles.xml")
    for level, style in enumerate(bound):
        found = styles.xpath(f"w:style[@w:styleId='{style}']/w:pPr/w:numPr", namespaces=NS)[0]
        assert found.xpath("w:ilvl/@w:val", namespaces=NS) == [str(level)]


def test_other_numberings_are_left_out(made: tuple[list[str], bytes, str]) -> None:
    _, content, name = made
    names = docx_part(content, "word/numbering.xml").xpath(
        "w:abstractNum/w:name/@w:val", namespaces=NS
    )
    assert set(names) == {name, f"{name}-second", "items"}


def test_no_paragraph_carries_a_typed_number(made: tuple[list[str], bytes, str]) -> None:
    _, content, _ = made
    for paragraph in docx_part(content).iterfind(".//w:p", NS):
        assert paragraph.find("w:pPr/w:numPr", NS) is None
        style = paragraph.find("w:pPr/w:pStyle", NS).get(f"{W}val")
        text = "".join(paragraph.itertext())
        assert not (style in {"Heading1", "Point", "Subpoint"} and text[:1].isdigit())
