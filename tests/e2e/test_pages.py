"""Finished pages, as our PDF and as LibreOffice prints the Word file: windows, long bills."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pypdfium2
import pytest

from aftersales_docs import api
from aftersales_docs.kinds.completion_certificate.schema import CompletionCertificate, WorkLine
from tests.e2e.office import print_with_office
from tests.inputs import SAMPLES, samples

pytestmark = pytest.mark.slow
MM = 72 / 25.4
BILLS = ("paid-repair.de.de", "paid-service-mixed-vat.ru.ru", "paid-repair.en.ru")
# DIN 5008 form B: the address field, of 85 by 45 mm, begins 20 mm from the left and 45 mm
# from the top; its upper 17.7 mm are the sender's.
FIELD_LEFT, FIELD_TOP, FIELD_BOTTOM, ADDRESS_TOP = 20.0, 45.0, 90.0, 62.7


@dataclass(frozen=True)
class Box:
    """Where words stand on a page, in millimetres from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


def _where(page: pypdfium2.PdfPage, words: str) -> Box:
    height = page.get_height()
    text = page.get_textpage()
    found = text.search(words).get_next()
    assert found, words
    boxes = [text.get_charbox(found[0] + offset) for offset in range(found[1])]
    return Box(
        min(box[0] for box in boxes) / MM,
        (height - max(box[3] for box in boxes)) / MM,
        max(box[2] for box in boxes) / MM,
        (height - min(box[1] for box in boxes)) / MM,
    )


def _pages(content: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content)]


def _long(name: str, count: int) -> api.Input:
    """The sample ``name`` with ``count`` lines, of which each is told by its own word."""
    (sample,) = [sample for sample in SAMPLES if sample.stem == name]
    data = api.load(sample)
    model = data.model
    assert isinstance(model, CompletionCertificate)
    first = model.lines[0]

    def line(number: int) -> WorkLine:
        # Every third line is so long that it takes several rows of text.
        more = " mit einer sehr langen Beschreibung" * (3 if number % 3 == 0 else 0)
        return first.model_copy(update={"description": f"Z{number:03}A{more} Z{number:03}E"})

    lines = tuple(line(number) for number in range(1, count + 1))
    return replace(data, model=model.model_copy(update={"lines": lines, "totals": None}))


def _german_letters() -> list[Path]:
    found = [one for one in samples("claim-response") if one.stem.split(".")[1] == "de"]
    assert found
    return found


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Bills of one line and of 500, and the German letters, in both formats."""
    folder = tmp_path_factory.mktemp("pages")
    cases = {f"{name}-{count}": _long(name, count) for name in BILLS for count in (1, 500)}
    cases |= {sample.stem: api.load(sample) for sample in _german_letters()}
    for name, data in cases.items():
        document = api.compose(data)
        (folder / f"{name}.pdf").write_bytes(api.write(document, "pdf"))
        (folder / f"{name}.docx").write_bytes(api.write(document, "docx"))
    print_with_office(folder)
    return folder


def _both(folder: Path, name: str) -> Iterator[bytes]:
    yield (folder / f"{name}.pdf").read_bytes()
    yield (folder / "office" / f"{name}.pdf").read_bytes()


def test_the_address_stands_in_the_window(printed: Path) -> None:
    for sample in _german_letters():
        model = api.load(sample).model
        address = [model.claimant.person.surname, *model.claimant.address]  # type: ignore[attr-defined]
        sender = model.organisation.name  # type: ignore[attr-defined]
        for content in _both(printed, sample.stem):
            page = pypdfium2.PdfDocument(content)[0]
            boxes = [_where(page, words.replace("\u00a0", " ")) for words in address]
            assert min(box.top for box in boxes) >= ADDRESS_TOP - 0.5, sample.stem
            assert max(box.bottom for box in boxes) <= FIELD_BOTTOM, sample.stem
            assert min(box.left for box in boxes) >= FIELD_LEFT + 4.5, sample.stem
            assert max(box.right for box in boxes) <= FIELD_LEFT + 85, sample.stem
            returned = _where(page, f"{sender} ·")
            assert FIELD_TOP <= returned.top <= returned.bottom <= ADDRESS_TOP, sample.stem


@pytest.mark.parametrize("name", BILLS)
def test_a_bill_of_500_lines_repeats_its_header_and_splits_no_row(
    printed: Path, name: str
) -> None:
    header = {"de": "Bezeichnung", "ru": "Наименование", "en": "Description"}[name.split(".")[1]]
    for content in _both(printed, f"{name}-500"):
        pages = _pages(content)
        shown = [sum(f"Z{number:03}A" in page for page in pages) for number in range(1, 501)]
        assert set(shown) == {1}, "every line once"
        for page in pages:
            starts = {number for number in range(1, 501) if f"Z{number:03}A" in page}
            assert starts == {number for number in range(1, 501) if f"Z{number:03}E" in page}
            assert not starts or header in page


@pytest.mark.parametrize("name", BILLS)
@pytest.mark.parametrize("count", [1, 500])
def test_totals_and_signatures_are_never_alone(printed: Path, name: str, count: int) -> None:
    data = _long(name, count)
    document = api.compose(data)
    total = {"de": "Gesamtbetrag", "ru": "Всего с НДС", "en": "Total"}[name.split(".")[1]]
    signer = data.model.contractor.representative.person.surname  # type: ignore[attr-defined]
    clauses = [clause.number for clause in document.clauses()]
    for content in _both(printed, f"{name}-{count}"):
        pages = [" ".join(page.split()) for page in _pages(content)]
        (with_total,) = [page for page in pages if f"Z{count:03}E" in page]
        assert total in with_total, "the totals stand with the last line"
        assert signer in pages[-1]
        assert clauses[-1] in pages[-1], "a clause stands above the signatures"
