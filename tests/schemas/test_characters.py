"""Characters that show text otherwise than it is read: refused, or named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftersales_docs import api, compose, load
from aftersales_docs.characters import mixed_words
from aftersales_docs.errors import DataError, LibraryError
from aftersales_docs.resources import templates
from aftersales_docs.schemas.house_file import with_house
from aftersales_docs.schemas.source import parse_source, read_source
from aftersales_docs.template_check.check import check
from tests.inputs import SAMPLES
from tests.template_check.making import BUILT_IN, built_in, word

REORDERING = [chr(n) for n in (0x61C, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))]
NAMES = [f"U+{ord(one):04X}" for one in REORDERING]


@pytest.mark.parametrize("char", REORDERING, ids=NAMES)
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.yaml", "a: 1\nb: 'x{}y'\n"),
        ("a.yaml", "a: 1 # {}\n"),
        ("a.yaml", "a: 1\nx{}y: 1\n"),
        ("a.json", '{{"a": 1,\n "b": "x{}y"}}'),
    ],
)
def test_what_turns_text_round_is_refused_where_it_stands(char: str, name: str, text: str) -> None:
    content = text.format(char)
    with pytest.raises(DataError, match=f"U\\+{ord(char):04X}") as caught:
        parse_source(name, content.encode())
    (problem,) = caught.value.problems
    line = content.count("\n", 0, content.index(char)) + 1
    assert problem.place
    assert problem.place.line == line


@pytest.mark.parametrize("char", REORDERING, ids=NAMES)
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.yaml", 'a: 1\nb: "x\\u{:04x}y"\n'),
        ("a.yaml", 'a: 1\n"x\\u{:04x}y": 1\n'),
        ("a.json", '{{"a": 1,\n "b": "x\\u{:04x}y"}}'),
        ("a.json", '{{"a": 1,\n "x\\u{:04x}y": 1}}'),
    ],
)
def test_nor_does_it_come_in_as_an_escape(char: str, name: str, text: str) -> None:
    with pytest.raises(DataError, match=f"U\\+{ord(char):04X}") as caught:
        parse_source(name, text.format(ord(char)).encode())
    (problem,) = caught.value.problems
    assert problem.place
    assert problem.place.line == 2


def test_nor_from_another_program() -> None:
    with pytest.raises(DataError, match=r"U\+202E"):
        load({"kind": "claim-response", "number": "1\u202e2"})


def test_nor_in_a_house_file(tmp_path: Path) -> None:
    (tmp_path / "house.yaml").write_text('a: "x\\u202ey"\n', encoding="utf-8")
    (tmp_path / "input.yaml").write_text("house: house.yaml\nb: {use: a}\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"house\.yaml:1:4.*U\+202E"):
        with_house(read_source(str(tmp_path / "input.yaml")))


TEXTS = (
    "texts/claim-response/de.md",
    "catalogue/roles.yaml",
    "house.yaml",
    "pdf/document.html",
    "pdf/document.css",
)


@pytest.mark.parametrize("name", TEXTS)
def test_nor_in_a_file_of_templates(name: str, tmp_path: Path) -> None:
    path = built_in(tmp_path, name)
    text = (BUILT_IN / name).read_text(encoding="utf-8")
    path.write_text(f"{text}\n\u202e", encoding="utf-8")
    with pytest.raises(LibraryError, match=r"U\+202E"):
        templates(tmp_path).read(name)
    assert "reordering-character" in {one.code for one in check(tmp_path)}


def test_nor_in_a_word_template(tmp_path: Path) -> None:
    word(tmp_path, "100\u202e002")
    assert "reordering-character" in {one.code for one in check(tmp_path)}


# Look-alikes


@pytest.mark.parametrize(
    ("text", "letter"),
    [
        ("kind: claim-response\nnumbеr: 1\n", "Cyrillic"),
        ("kind: clаim-response\n", "Cyrillic"),
        ("kind: claim-response\nlang: dе\n", "Cyrillic"),
        ("kind: claim-response\nnumb\u03bfr: 1\n", "Greek"),
    ],
)
def test_a_letter_that_only_looks_latin_is_named(text: str, letter: str, tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=f"is {letter}, not the Latin"):
        load(file)


@pytest.mark.parametrize("name", ["a.yaml", "a.json"])
def test_two_keys_that_look_alike_are_refused(name: str) -> None:
    data = {"parties": {"seller": 1, "s\u0435ller": 2}}
    with pytest.raises(DataError, match=r"looks like another one.*'е' in it is Cyrillic"):
        parse_source(name, json.dumps(data, ensure_ascii=False).encode())


@pytest.mark.parametrize(
    ("word", "letters"),
    [("Nоrdwerk", "о"), ("СMS", "С"), ("ВMW", "В"), ("Сervice", "С"), ("привeт", "e")],
)
def test_a_word_of_two_alphabets_is_found(word: str, letters: str) -> None:
    assert list(mixed_words(f"der {word} und")) == [(word, letters)]


@pytest.mark.parametrize("text", ["SMSки", "USB-кабель", "кВт", "QR-код", "Größe", "№ 5А"])
def test_what_nobody_would_take_for_another_is_none(text: str) -> None:
    assert list(mixed_words(text)) == []


def test_a_name_of_two_alphabets_is_warned_of() -> None:
    (sample,) = (one for one in SAMPLES if one.stem == "granted-repair.de.de")
    data = load(sample)
    assert "mixed-script" not in {one.code for one in api.remarks(data)}
    source = parse_source(
        str(sample), sample.read_bytes().replace(b"Nordwerk", "N\u043erdwerk".encode(), 1)
    )
    from dataclasses import replace

    (found,) = (
        one for one in api.remarks(replace(data, source=source)) if one.code == "mixed-script"
    )
    assert "Cyrillic" in found.message
    assert found.place
    assert compose(data)


def test_no_sample_is_warned_of() -> None:
    for sample in SAMPLES:
        assert "mixed-script" not in {one.code for one in api.remarks(load(sample))}, sample


@given(st.text(max_size=40))
def test_text_that_is_read_turns_nothing_round(text: str) -> None:
    try:
        source = parse_source("a.json", json.dumps({"a": text}).encode())
    except DataError:
        return
    assert source.data["a"] == text
    assert not set(REORDERING) & set(text)
