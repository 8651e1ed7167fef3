"""The bundled fonts: the files we name and no others, each used, each with its licence."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from weasyprint import HTML

from aftersales_docs import fonts
from aftersales_docs.errors import LibraryError
from aftersales_docs.fonts import folders
from aftersales_docs.pdf.fonts import font_configuration
from aftersales_docs.resources import data_root

FONTS = data_root() / "fonts"
FILES = sorted(FONTS.glob("*/*.ttf"))

# A word that only this font of ours can set, or sets before the others.
RARE = {
    "Noto-Emoji": "\U0001f44d \u2611",  # thumbs up, ticked box
    "Noto-Sans": "Ωμέγα Nguyễn",
    "Noto-Sans-Arabic": "غسالة",
    "Noto-Sans-Armenian": "Երևան",
    "Noto-Sans-Bengali": "ঢাকা",
    "Noto-Sans-Devanagari": "हिन्दी",
    "Noto-Sans-Ethiopic": "አዲስ",
    "Noto-Sans-Georgian": "თბილისი",
    "Noto-Sans-Gujarati": "ગુજરાત",
    "Noto-Sans-Gurmukhi": "ਪੰਜਾਬ",
    "Noto-Sans-Hebrew": "מכונה",
    "Noto-Sans-Kannada": "ಕನ್ನಡ",
    "Noto-Sans-Khmer": "ភ្នំពេញ",
    "Noto-Sans-Lao": "ວຽງຈັນ",
    "Noto-Sans-Malayalam": "കേരളം",
    "Noto-Sans-Myanmar": "ရန်ကုန်",
    "Noto-Sans-Oriya": "ଓଡ଼ିଶା",
    "Noto-Sans-Sinhala": "කොළඹ",
    "Noto-Sans-Symbols": "\u2460 \u2672",  # circled one, recycling
    "Noto-Sans-Tamil": "தமிழ்",
    "Noto-Sans-Telugu": "తెలుగు",
    "Noto-Sans-Thai": "ไทย",
}


def embedded(body: str) -> set[str]:
    """The fonts in the PDF of that HTML, by the names that PDF gives them."""
    html = f"<html lang='de'><title>t</title><body style='font-family: PT Serif'>{body}"
    content = HTML(string=html).write_pdf(font_config=font_configuration())
    with pikepdf.open(io.BytesIO(content)) as pdf:
        fonts = pdf.pages[0].Resources.Font
        return {str(font.BaseFont).split("+")[-1] for font in fonts.values()}


def test_the_files_are_those_that_are_named() -> None:
    lines = (FONTS / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    named = {name: digest for digest, name in (line.split("  ") for line in lines)}
    found = {
        file.relative_to(FONTS).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in FILES
    }
    assert found == named


def test_every_folder_of_fonts_is_shown_to_fontconfig() -> None:
    assert sorted(folders()) == sorted({file.parent for file in FILES})


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_the_licence_beside_a_font_is_the_one_it_tells_of(file: Path) -> None:
    names = TTFont(file)["name"]
    assert "Open Font License" in names.getDebugName(13)
    licence = (file.parent / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1 - 26 February 2007" in licence
    if file.parent.name == "noto":
        notice, _, rest = licence.partition("This Font Software")
        assert rest
        assert f"{names.getDebugName(0)}\n    " in notice
        assert file.name in notice
    else:
        assert "ParaType Ltd" in names.getDebugName(0)
        assert "Copyright (c) 2010, ParaType Ltd." in licence


def test_every_fallback_sets_what_the_text_fonts_lack() -> None:
    assert embedded("<p>Gerät, стиральная машина, washing machine") == {"PT-Serif"}
    for name, word in RARE.items():
        assert name in embedded(f"<p>{word}"), name
    assert "Noto-Sans-Italic" in embedded("<p><i>Ωμέγα</i>")


def test_no_fallback_is_there_for_nothing() -> None:
    names = {
        TTFont(file)["name"].getDebugName(16) or TTFont(file)["name"].getDebugName(1)
        for file in FONTS.glob("noto/*.ttf")
    }
    assert {name.replace(" ", "-") for name in names} == set(RARE)


def test_the_text_fonts_have_every_character_of_our_texts() -> None:
    templates = data_root() / "templates"
    texts = [*templates.glob("texts/**/*.md"), *templates.glob("catalogue/**/*.yaml")]
    assert texts
    needed = {char for text in texts for char in text.read_text(encoding="utf-8")}
    for file in FILES:
        if file.parent.name != "noto":
            lacking = {
                c for c in needed if ord(c) > 32 and ord(c) not in TTFont(file).getBestCmap()
            }
            assert not lacking, (file.name, lacking)


def test_a_folder_of_fonts_that_is_missing_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "data_root", lambda: tmp_path)
    with pytest.raises(LibraryError, match=r"pt-serif: error: a folder of fonts is missing"):
        fonts.folders()
