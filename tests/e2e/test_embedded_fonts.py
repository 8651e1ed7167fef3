"""Word files with their fonts inside look the same where no font is installed at all."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from aftersales_docs import api
from aftersales_docs.document import Document
from tests.e2e.office import print_with_office, sdk_report
from tests.inputs import SAMPLES
from tests.reading import letters

pytestmark = pytest.mark.slow
NAMES = (
    "full.de.de",
    "lean.ru.de",
    "after-sales-manager.ru.ru",
    "head-of-warranty.en.de",
    "sale-used.de.de",
    "warranty-repair.ru.ru",
    "refund.ru.ru",
    "granted-repair.de.de",
)


def composed(name: str) -> Document:
    """The sample ``name``, its fonts embedded also where letters only name them."""
    (sample,) = [one for one in SAMPLES if one.stem == name]
    document = api.compose(api.load(sample))
    return replace(document, meta=replace(document.meta, fonts="embedded"))


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fonts")
    for name in NAMES:
        document = composed(name)
        for format_ in api.FORMATS:
            (folder / f"{name}.{format_}").write_bytes(
                api.write(document, format_, pdf_engine="html")
            )
    print_with_office(folder, fonts=False)
    return folder


def pages(file: Path) -> list[str]:
    """The words of each page, without spaces, which kerning may swallow."""
    found = (page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(file))
    return ["".join(text.split()) for text in found]


def families(file: Path) -> set[str]:
    """The families that a PDF is set in."""
    done = subprocess.run(["pdffonts", str(file)], capture_output=True, text=True, check=True)
    names = (line.split()[0].partition("+")[2] for line in done.stdout.splitlines()[2:])
    return {name.partition("-")[0] for name in names}


@pytest.mark.parametrize("name", NAMES)
def test_pages_are_the_same_without_an_installed_font(printed: Path, name: str) -> None:
    shown, meant = pages(printed / "office" / f"{name}.pdf"), pages(printed / f"{name}.pdf")
    assert len(shown) == len(meant)
    assert families(printed / "office" / f"{name}.pdf") <= {"PTSerif", "PTSans"}
    for number, (one, other) in enumerate(zip(shown, meant, strict=True), start=1):
        # Dashes and marks of lists, and what is said twice at the foot, are no words.
        assert not letters(other) - letters(one), (name, number)


@pytest.mark.parametrize("name", NAMES)
def test_the_validator_finds_nothing_amiss(printed: Path, name: str) -> None:
    report = sdk_report(printed / f"{name}.docx")
    assert report["ok"], report["errors"]
