"""What people mistype: each mistake has one error, with its place, its cause and its cure."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from aftersales_docs.checking import check
from aftersales_docs.errors import DataError, Problem, Severity
from aftersales_docs.kinds import KINDS
from aftersales_docs.resources import data_root, templates
from aftersales_docs.starter import Starter
from aftersales_docs.texts.catalogue import roles
from tests.test_starter import filled

# A line that every kind can hold, wrong in the way that is named; the message; the cure.
LINES = {
    "a decimal comma in braces": (
        "extra: {price: 649,00, name: x}",
        "decimal comma inside { }: '649,00'",
        "649.00",
    ),
    "thousands and a decimal comma in braces": (
        "extra: {price: 1 649,50}",
        "decimal comma inside { }: '1 649,50'",
        "1649.50",
    ),
    "a rate with a decimal comma in a list of braces": (
        "extra:\n  - {quantity: 1,5, unit: h}",
        "decimal comma inside { }: '1,5'",
        "1.5",
    ),
    "an address with a comma in braces": (
        "extra: {address: Industriestraße 12, 30179 Hannover}",
        "ends the text before '30179 Hannover'",
        '"Industriestraße 12, 30179 Hannover"',
    ),
    "a Russian address in braces": (
        "extra: {address: г. Самара, ул. Заводская}",
        "ends the text before 'ул. Заводская'",
        '"г. Самара, ул. Заводская"',
    ),
    "an anchor": ("extra: &Leiterin Kundendienst", "can't begin with '&'", "quotes"),
    "an alias": ("extra: *Leiterin", "can't begin with '*'", "quotes"),
    "a tag": ("extra: !wichtig Frist", "the tag !wichtig has no meaning", "quotes"),
    "a standard tag": ("extra: !!str 5", "the tag !!str has no meaning", "Delete"),
    "an en dash as list mark": (
        "extra:\n  – type: repair\n    by: 1",
        "'–' begins the line",
        "'- '",
    ),
    "an em dash as list mark": (
        "extra:\n  — type: repair\n    by: 1",
        "'—' begins the line",
        "'- '",
    ),
    "a bullet as list mark": ("extra:\n  • type: repair\n    by: 1", "'•' begins", "'- '"),
    "an asterisk as list mark": ("extra:\n  * type: repair", "'*' begins", "'- '"),
    "no space after the hyphen": ("extra:\n  -{type: repair}", "space is missing", "'- {type:"),
    "no space after the hyphen, a field": (
        "extra:\n  -type: repair\n  -type: x",
        "space is missing",
        "'- type:",
    ),
    "German quotes around a colon": (
        "extra: „Achtung: heiß“",
        "the quote „",
        'straight quotes: "…"',
    ),
    "guillemets around a colon": ("extra: «Внимание: горячо»", "the quote «", "straight"),
    "English quotes around a colon": ("extra: “Note: hot”", "the quote “", "straight"),
    "a no-break space as indent": (
        "extra:\n\u00a0 a: 1\n  b: 2",
        "U+00A0 (no-break space) stands in the indent",
        "spaces",
    ),
    "two no-break spaces as indent": ("extra:\n  a: 1\n\u00a0\u00a0b: 2", "U+00A0", "spaces"),
    "a narrow no-break space": ("extra:\n  a: 1\n\u202f b: 2", "U+202F", "spaces"),
    "a zero-width space as indent": ("extra:\n  a: 1\n\u200b  b: 2", "U+200B", "spaces"),
    "a tab": ("extra:\n\ta: 1", "a tab stands where spaces should", "spaces"),
    "a colon without a space": ("extra:x\nmore: 1", "':' with a space", "field: value"),
    "a full-width colon": ("extra： x\nmore: 1", "U+FF1A", "ordinary ':'"),
    "a second colon": ("extra: a: b", "second ':'", "quotes"),
    "a field twice": ("law: ru", "stands here again", "Leave one"),
    "a second document": ("---\nkind: x", "second document", "file of its own"),
    "an open quote": ('extra: "x', "not closed", "Close"),
    "text after a quote": ('extra: "ООО "Волга""', "closing quote", "quotes"),
    "merged fields": ("extra:\n  <<: {a: 1}", "merging", "Write the fields out"),
    "a percent sign first": ("extra: %x", "can't begin", "quotes"),
    "an at sign first": ("extra: @x", "can't begin", "quotes"),
    "an unknown field": ("zzqq: 1", "this field is unknown", "Known here"),
}
# Read, but not as an input of fields.
WHOLE = {
    "Windows-1251": ("Фамилия: Кузнецова; сервисный центр", "cp1251", "Windows-1251"),
    "KOI8-R": ("Фамилия: Кузнецова; сервисный центр", "koi8-r", "KOI8-R"),
    "code page 866": ("Фамилия: Кузнецова; сервисный центр", "cp866", "866"),
    "Windows-1252": ("Straße: Lindenstraße; Größe: übergroß", "cp1252", "Windows-1252"),
    "UTF-16 with a mark": ("kind: Größe", "utf-16", "UTF-16"),
    "UTF-16 without a mark": ("kind: claim-response\nlang: de", "utf-16-le", "UTF-16"),
    "UTF-16 the other way": ("kind: claim-response\nlang: de", "utf-16-be", "UTF-16"),
    "UTF-32": ("kind: claim-response", "utf-32", "UTF-32"),
}


@pytest.fixture(scope="module")
def good() -> dict[str, str]:
    """A right input of each kind, in German."""
    found = {}
    for kind in KINDS.values():
        role = next(iter(roles(templates()).values())) if kind.from_role else None
        found[kind.id] = filled(Starter(kind, "de", "de", role, templates(), "x.yaml").text())
    return found


def errors(file: Path) -> list[Problem]:
    try:
        found = check(file)
    except DataError as error:
        found = list(error.problems)
    return [one for one in found if one.severity is Severity.ERROR]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("mistake", LINES)
def test_a_mistake_is_one_error_with_its_line_and_cure(
    mistake: str, kind: str, good: dict[str, str], tmp_path: Path
) -> None:
    line, words, cure = LINES[mistake]
    text = good[kind]
    file = tmp_path / "x.yaml"
    file.write_text(f"{text}{line}\n", encoding="utf-8")
    (one,) = errors(file)
    assert words in one.message, one
    assert cure in one.cure, one
    assert one.place
    first = text.count("\n") + 1
    assert one.place.line in range(first, first + 1 + line.count("\n")), one


@pytest.mark.parametrize("mistake", WHOLE)
def test_an_encoding_is_named(mistake: str, tmp_path: Path) -> None:
    text, encoding, name = WHOLE[mistake]
    file = tmp_path / "x.yaml"
    file.write_bytes(text.encode(encoding))
    (one,) = errors(file)
    assert f"looks like {name}" in one.message or f"({name}" in one.message or name in one.message
    assert "UTF-8" in one.cure


def archive(name: str) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as opened:
        opened.writestr(name, "x")
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (archive("word/document.xml"), "a Word file"),
        (archive("xl/workbook.xml"), "an Excel file"),
        (archive("ppt/x.xml"), "a PowerPoint file"),
        (archive("mimetype"), "an OpenDocument file"),
        (archive("letter.yaml"), "a ZIP archive"),
        (archive("x")[:30], "a damaged ZIP archive"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600, "an old Office file"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "a PDF file"),
        (b"{\\rtf1\\ansi x}", "Rich Text Format"),
        (b"<!DOCTYPE html><html></html>", "an HTML page"),
        (b"<?xml version='1.0'?><x/>", "an XML file"),
        (b"\x89PNG\r\n\x1a\n\0\0", "a picture (PNG)"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "a picture (JPEG)"),
        (b"\x1f\x8b\x08\0\0", "a compressed file"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
@pytest.mark.parametrize("name", ["x.yaml", "x.json", "x"])
def test_a_file_of_another_program_is_named(
    content: bytes, words: str, name: str, tmp_path: Path
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    (one,) = errors(file)
    assert words in one.message
    assert ("batch" if words == "an Excel file" else "input file") in one.cure


@pytest.mark.parametrize(
    ("text", "name"), [("- a: 1\n- b: 2\n", "x.yaml"), ('[{"a": 1}]', "x.json")]
)
def test_a_list_of_documents(text: str, name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_text(text)
    (one,) = errors(file)
    assert "a file is one document" in one.message
    assert "file of its own" in one.cure


CUT = [
    ("Leitung Kundendienst # Nord", "# Nord"),
    ("Auftrag #12", "#12"),
    ("Директор #по сервису", "#по сервису"),
    ("Größe # 7", "# 7"),
]
KEPT = [
    "repair # or replacement",
    "649.00 # net",
    "2026-11-23 # Monday",
    "Leitung  # a remark",
    '"Leitung # Nord"',
    "Auftrag#12",
    "Leitung Nord    # ◄ BITTE AUSFÜLLEN",
]


@pytest.mark.parametrize(("value", "lost"), CUT)
def test_text_that_a_comment_cuts_off_is_told(value: str, lost: str, tmp_path: Path) -> None:
    from aftersales_docs.schemas.source import read_source

    file = tmp_path / "x.yaml"
    file.write_text(f"a: 1\npost: {value}\nb: 2\n", encoding="utf-8")
    (one,) = read_source(str(file)).remarks
    assert (one.code, one.severity) == ("text-cut", Severity.WARNING)
    assert f"'{lost}'" in one.message
    assert one.place
    assert one.place.line == 2
    assert value[one.place.column - 7 :] == lost  # type: ignore[operator]


@pytest.mark.parametrize("value", KEPT)
def test_a_comment_that_is_one_says_nothing(value: str, tmp_path: Path) -> None:
    from aftersales_docs.schemas.source import read_source

    file = tmp_path / "x.yaml"
    file.write_text(f"post: {value}\n", encoding="utf-8")
    assert not read_source(str(file)).remarks


def test_no_sample_and_no_starter_is_cut(good: dict[str, str], tmp_path: Path) -> None:
    from aftersales_docs.schemas.source import parse_source

    for sample in (data_root() / "samples").glob("**/*.yaml"):
        if "own-templates" not in sample.parts:
            assert not parse_source(str(sample), sample.read_bytes()).remarks, sample
    for text in good.values():
        assert not parse_source("x.yaml", text.encode()).remarks


def test_a_cut_text_is_told_when_it_is_rendered_too(good: dict[str, str], tmp_path: Path) -> None:
    from click.testing import CliRunner

    from aftersales_docs.cli import main

    file = tmp_path / "x.yaml"
    text = good["claim-response"]
    file.write_text(f"{text}number: KD 7 # Nord\n", encoding="utf-8")
    for args in (["check", str(file)], ["render", str(file), "-o", str(tmp_path), "-f", "docx"]):
        assert "[text-cut]" in CliRunner().invoke(main, args).stderr
    args = ["render", str(file), "-o", str(tmp_path / "o"), "-f", "docx"]
    done = CliRunner().invoke(main, [*args, "--accept-warning", "text-cut"])
    assert done.exit_code == 0
    assert "[text-cut]" not in done.stderr


@pytest.mark.parametrize("mark", ["–", "—", "•", "*", "-"])
def test_a_dash_in_place_of_the_hyphen_of_a_list_of_words(
    mark: str, good: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "x.yaml"
    space = "" if mark in "*-" else " "
    lines = f"enclosures:\n  {mark}{space}Foto\n"
    file.write_text(good["claim-response"] + lines, encoding="utf-8")
    (one,) = errors(file)
    assert "hyphen" in str(one) or "'*'" in one.message, one
