"""The fonts in a PDF come from the pinned HarfBuzz, whatever the machine has."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from weasyprint.pdf import fonts as weasyprint_fonts

from aftersales_docs import api
from tests.inputs import composed, job_description


@pytest.fixture
def made(tmp_path: Path) -> bytes:
    data = job_description("sales_manager", "ru", "ru", duties=[{"text": "Смайлик 😀"}])
    return api.write(composed(tmp_path, data), "pdf", pdf_engine="html")


def embedded(content: bytes) -> list[TTFont]:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return [
            TTFont(io.BytesIO(item.FontFile2.read_bytes()))
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and "/FontFile2" in item
        ]


def test_every_font_is_a_small_sound_subset(made: bytes) -> None:
    found = embedded(made)
    assert len(found) >= 4
    for font in found:
        assert "GSUB" not in font
        glyf = font["glyf"]
        drawn = [name for name in font.getGlyphOrder() if glyf[name].numberOfContours]
        assert 1 <= len(drawn) < 150


def test_the_seam_is_where_it_was() -> None:
    """WeasyPrint still calls the method that is replaced, with what it is replaced for."""
    source = Path(weasyprint_fonts.__file__).read_text(encoding="utf-8")
    assert "def subset(self, to_unicode, hinting):" in source
    assert "self.subset(to_unicode, hinting)" in source


def test_the_machines_library_makes_no_difference(
    made: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(weasyprint_fonts, "harfbuzz_subset", None)
    data = job_description("sales_manager", "ru", "ru", duties=[{"text": "Смайлик 😀"}])
    assert api.write(composed(tmp_path, data), "pdf", pdf_engine="html") == made
