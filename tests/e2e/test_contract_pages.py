"""Pages of contracts, in our PDF and as LibreOffice prints the Word file: nothing stands alone."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pypdfium2
import pytest

from aftersales_docs import api
from aftersales_docs.document import Annex, Clause, Heading, Table, flat, plain
from tests.e2e.office import printed as office_print
from tests.inputs import samples
from tests.made import composed, made
from tests.reading import words

pytestmark = pytest.mark.slow
AGREEMENTS = samples("service-agreement")
# The words at the foot of a page stand below this line, in points from the top.
FOOT = 842 - 25 * 72 / 25.4
NAMES = pytest.mark.parametrize("sample", AGREEMENTS, ids=lambda path: path.stem)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("contracts")
    for sample in AGREEMENTS:
        (folder / f"{sample.stem}.pdf").write_bytes(made(sample, "pdf"))
    return folder


def both(folder: Path, sample: Path) -> Iterator[Path]:
    yield folder / f"{sample.stem}.pdf"
    yield office_print(sample)


@cache
def lines(file: Path, page: int, top: float, bottom: float) -> list[str]:
    """The lines of one page between two heights."""
    area = ["-x", "0", "-y", str(round(top)), "-W", "600", "-H", str(round(bottom - top))]
    done = subprocess.run(
        ["pdftotext", "-layout", "-nopgbrk", "-f", str(page), "-l", str(page), *area, file, "-"],
        capture_output=True,
        check=True,
        text=True,
    )
    return [words(line) for line in done.stdout.splitlines() if line.strip()]


def pages(file: Path) -> range:
    return range(1, len(pypdfium2.PdfDocument(file)) + 1)


def body(file: Path, page: int) -> list[str]:
    return lines(file, page, 40, FOOT)


@NAMES
def test_every_page_says_which_of_how_many_it_is(printed: Path, sample: Path) -> None:
    meta = composed(sample).meta
    for file in both(printed, sample):
        count = len(pages(file))
        for page in pages(file):
            foot = " ".join(lines(file, page, FOOT, 842)).replace("\u00a0", " ")
            assert f"{meta.labels['page']} {page} {meta.labels['of']} {count}" in foot, file.name
            assert all(name in foot for name in meta.initials), "places for initials"


@NAMES
def test_no_heading_ends_a_page(printed: Path, sample: Path) -> None:
    headings = {
        words(f"{block.number} {plain(block.content)}").replace("\u00a0", " ")
        for block in flat(composed(sample).blocks)
        if isinstance(block, Clause) and block.level == 1
    }
    assert len(headings) > 10
    for file in both(printed, sample):
        for page in pages(file):
            last = body(file, page)[-1].replace("\u00a0", " ")
            # A line of the table of contents ends with the number of a page.
            if not last[-1].isdigit():
                assert not any(last.startswith(one) for one in headings), (file.name, page)


@NAMES
def test_an_annex_begins_a_page_or_stands_below_another(printed: Path, sample: Path) -> None:
    annexes = [block for block in flat(composed(sample).blocks) if isinstance(block, Annex)]
    for file in both(printed, sample):
        found = [
            [line.replace("\u00a0", " ") for line in body(file, page)] for page in pages(file)
        ]
        for annex in annexes:
            mark = words(f"{plain(annex.before)}{annex.number}").replace("\u00a0", " ")
            first = any(mark in page[0] for page in found if page)
            later = any(mark in line for page in found for line in page[1:])
            assert first if annex.newpage else (first or later), (file.name, mark)


@NAMES
def test_a_short_table_stays_on_one_page(printed: Path, sample: Path) -> None:
    (duties,) = [
        block
        for block in composed(sample).blocks
        if isinstance(block, Table) and block.id == "duties-table"
    ]
    first, last = plain(duties.header[0]), plain(duties.rows[-1][0])
    for file in both(printed, sample):
        found = [" ".join(body(file, page)) for page in pages(file)]
        assert any(first in page and last in page for page in found), file.name


@NAMES
def test_signatures_stand_below_their_heading(printed: Path, sample: Path) -> None:
    document = composed(sample)
    (heading,) = [
        plain(block.content)
        for block in flat(document.blocks)
        if isinstance(block, Heading) and block.id == "signatures"
    ]
    (last,) = [block.number for block in document.clauses() if block.id == "final-copies"]
    model = api.load(sample).model
    names = [getattr(model, who).representative.person.surname for who in ("principal", "seller")]
    for file in both(printed, sample):
        found = [" ".join(body(file, page)).replace("\u00a0", " ") for page in pages(file)]
        assert any(
            heading in page and last in page and all(name in page for name in names)
            for page in found
        ), "a clause stands above the signatures"
