"""Independent judges: LibreOffice opens every Word file, Microsoft's SDK validates it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pypdfium2
import pytest

from aftersales_docs import api
from aftersales_docs.enclosing.files import EnclosedPdf
from aftersales_docs.kinds import KINDS
from tests.e2e.office import printed, sdk_report
from tests.inputs import VARIED
from tests.made import made
from tests.reading import docx_lines, golden_words, letters, pdf_words
from tests.word.test_standards import CHOSEN

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Samples as Word and PDF."""
    folder = tmp_path_factory.mktemp("samples")
    for sample in VARIED:
        for format_ in api.FORMATS:
            # The layout whose pages are Word's; Typst's differ in single breaks of lines.
            content = made(sample, format_, engine="html" if format_ == "pdf" else None)
            (folder / f"{named(sample)}.{format_}").write_bytes(content)
    return folder


def named(sample: Path) -> str:
    return f"{sample.parent.name}-{sample.stem}"


def test_libreoffice_shows_the_same_pages_and_words(rendered: Path) -> None:
    for sample in VARIED:
        office = printed(sample).read_bytes()
        ours = (rendered / f"{named(sample)}.pdf").read_bytes()
        lines = docx_lines((rendered / f"{named(sample)}.docx").read_bytes())
        # Kerning may swallow a space in what is read back; letters and order must agree.
        shown, meant = pdf_words(office), golden_words(lines)
        if sample.parent.name == "job-description":
            assert shown.replace(" ", "") == meant.replace(" ", ""), sample.stem
        else:  # What stands side by side is printed in another order.
            assert not letters(meant) - letters(shown), sample.stem
        appended = sum(
            one.content.pages
            for one in api.load(sample).files.enclosed
            if isinstance(one.content, EnclosedPdf)
        )
        pages = len(pypdfium2.PdfDocument(ours)) - appended
        assert len(pypdfium2.PdfDocument(office)) == pages, sample.stem


def test_every_word_file_is_valid_office_open_xml(rendered: Path) -> None:
    """Those with their data inside too are judged in ``tests/word/test_standards.py``."""
    others = [sample for sample in VARIED if sample not in CHOSEN]
    assert {sample.parent.name for sample in (*others, *CHOSEN)} == set(KINDS)
    for file in (rendered / f"{named(sample)}.docx" for sample in others):
        report = sdk_report(file)
        assert report["ok"], (file.name, report["errors"])


def test_every_pdf_is_sound_and_embeds_its_fonts(rendered: Path) -> None:
    for sample in VARIED:
        file = str(rendered / f"{named(sample)}.pdf")
        assert (
            subprocess.run(["qpdf", "--check", file], capture_output=True, check=False).returncode
            == 0
        )
        fonts = subprocess.run(["pdffonts", file], capture_output=True, text=True, check=True)
        for line in fonts.stdout.splitlines()[2:]:
            assert line.split()[-5] == "yes", line
