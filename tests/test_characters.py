"""Characters that no bundled font has are told with field and place, in every kind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from fontTools.ttLib import TTFont
from weasyprint import HTML

from aftersales_docs import api
from aftersales_docs.checking import check
from aftersales_docs.cli import main
from aftersales_docs.fonts import folders, missing_characters
from aftersales_docs.kinds import KINDS
from aftersales_docs.pdf.fonts import font_configuration
from aftersales_docs.schemas.characters import CODE
from tests.inputs import SAMPLES, samples

DRAGON = "\u9f8d"  # 龍


def _own_texts(value: Any, field: str = "") -> Iterator[tuple[str, dict[str, Any], str]]:
    """The fields ``name`` of a mapping: any kind has one that a user writes freely."""
    if isinstance(value, dict):
        for key, inner in value.items():
            path = f"{field}.{key}" if field else key
            if key in {"name", "number", "details", "text"} and isinstance(inner, str):
                yield path, value, key
            yield from _own_texts(inner, path)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _own_texts(inner, f"{field}[{index}]")


def _with_dragon(kind: str) -> tuple[dict[str, Any], str, Path]:
    for sample in samples(kind):
        data = api.load(sample).source.data
        if "bilingual" in data or "house" in sample.stem:
            continue
        for field, holder, key in _own_texts(data):
            holder[key] += f" {DRAGON}"
            return data, field, sample
    raise AssertionError(kind)


@pytest.mark.parametrize("kind", KINDS)
def test_a_character_without_a_glyph_is_told_with_its_field(kind: str) -> None:
    data, field, _ = _with_dragon(kind)
    told = [one for one in check(data) if one.code == CODE]
    assert [one.field for one in told] == [field]
    assert "U+9F8D" in told[0].message
    assert [one.field for one in api.remarks(api.load(data)) if one.code == CODE] == [field]


@pytest.mark.parametrize("kind", KINDS)
def test_a_draft_is_told_too(kind: str) -> None:
    data, field, _ = _with_dragon(kind)
    del data["lang"]
    assert field in {one.field for one in check(data) if one.code == CODE}


def test_render_and_check_say_it_on_the_line(tmp_path: Path) -> None:
    (sample,) = [one for one in SAMPLES if one.stem == "granted-repair.de.de"]
    text = sample.read_text(encoding="utf-8")
    line = next(n for n, words in enumerate(text.splitlines(), 1) if "number:" in words)
    lines = text.splitlines()
    key, value = lines[line - 1].split(":", 1)
    lines[line - 1] = f'{key}: "{value.strip().strip(chr(34))} {DRAGON}"'
    file = tmp_path / "letter.yaml"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    for command in (
        ["check", str(file)],
        ["render", str(file), "-o", str(tmp_path), "-f", "docx"],
    ):
        done = CliRunner().invoke(main, command)
        assert f"letter.yaml:{line}:" in done.output, done.output
        assert f"[{CODE}]" in done.output


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_samples_have_all_their_characters(sample: Path) -> None:
    assert CODE not in {one.code for one in api.assess(api.load(sample)).problems}


def test_fonts_have_what_their_character_maps_say() -> None:
    mapped: set[int] = set()
    for path in (file for folder in folders() for file in folder.glob("*.ttf")):
        mapped |= TTFont(path).getBestCmap().keys()
    for char in ("ß", "Ж", "€", "Ω", "ễ", "غ", "\U0001f44d", "\u2611"):
        assert ord(char) in mapped
        assert not missing_characters(char)
    for char in (DRAGON, "\ud55c", "\u3042", "\U0001d49e", "\ue123"):
        assert ord(char) not in mapped
        assert missing_characters(f"a{char}b{char}") == [char]


def test_what_needs_no_glyph_is_not_missed() -> None:
    assert not missing_characters("a\u00a0b\u2009c\u202fd\u200be\u00adf\ufe0f\u200d\u2060\u200f")
    assert not missing_characters("e\u0323\u0302")  # Letter and accents, one by one.


@pytest.mark.parametrize(
    ("text", "boxed"), [(DRAGON, True), ("\u03a9\u03bc\u1eab \u2460 \u063a", False)]
)
def test_it_is_told_where_the_page_would_show_a_box(
    text: str, boxed: bool, caplog: pytest.LogCaptureFixture
) -> None:
    html = f"<html lang='de'><title>t</title><body style='font-family: PT Serif'>{text}"
    HTML(string=html).write_pdf(font_config=font_configuration())
    assert (".notdef glyph" in caplog.text) is boxed
    assert bool(missing_characters(text)) is boxed
