"""Names of output from fields: safe on every system, one file one name."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftersales_docs import load
from aftersales_docs.errors import DataError, OutputError, UsageError
from aftersales_docs.naming import NamePattern, refuse_same_names, safe_name
from tests.inputs import SAMPLES

DATA = {
    "number": "KD-2026/1187",
    "date": date(2026, 11, 23),
    "price": Decimal("649.00"),
    "consumer": True,
    "claimant": {"person": {"surname": "Öztürk"}, "name": None},
    "lines": [{"name": "Pumpe"}],
    "post": {"text": "Leitung"},
}


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("{number}-{claimant.person.surname}", "KD-2026-1187-Öztürk"),
        ("{date} {price}", "2026-11-23 649.00"),
        ("{claimant.name|claimant.person.surname}", "Öztürk"),
        ("{consumer}_{lines[0].name}", "true_Pumpe"),
        ("{post.text}", "Leitung"),
        ("{stem}.answer {number}", "in.answer KD-2026-1187"),
    ],
)
def test_fields_in_braces(pattern: str, name: str) -> None:
    assert NamePattern.read(pattern).name(DATA, {"stem": "in"}) == name


def test_a_model_gives_the_same() -> None:
    for sample in SAMPLES:
        model = load(sample).model
        found = NamePattern.read("{kind}-{lang}-{law}").name(model)
        assert found == f"{model.kind}-{model.lang}-{model.law}"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("letter", "names no field"),
        ("{number", "brace stands alone"),
        ("number}", "brace stands alone"),
        ("out/{number}", "path"),
        ("..\\{number}", "path"),
        ("{}", "no name of a field"),
        ("{number!r}", "no name of a field"),
        ("{number:>99999999}", "no name of a field"),
        ("{__class__.__mro__}", "no field"),
        ("{claimant.__class__}", "no field"),
        ("{nummer}", "Did you mean 'number'"),
        ("{claimant}", "no single value"),
        ("{lines}", "no single value"),
        ("{lines.name}", "no field"),
    ],
)
def test_patterns_that_can_not_be(pattern: str, words: str) -> None:
    with pytest.raises(UsageError) as caught:
        NamePattern.read(pattern).name(DATA)
    assert words in str(caught.value)


def test_a_model_gives_its_fields_and_nothing_else() -> None:
    for path in ("model_fields", "__dict__", "model_dump", "kind.upper"):
        with pytest.raises(UsageError):
            NamePattern.read(f"{{{path}}}").name(load(SAMPLES[0]).model)


def test_what_is_not_given_is_told_with_the_file() -> None:
    with pytest.raises(DataError) as caught:
        NamePattern.read("{claimant.name}").name(DATA, file="in.yaml")
    assert "in.yaml" in str(caught.value)
    assert "'claimant.name', which is not given" in str(caught.value)
    with pytest.raises(DataError) as caught:
        NamePattern.read("{number}").name({"number": " /../. "}, file="in.yaml")
    assert "no name is left" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\Windows\\x", "C-Windows-x"),
        ("a\x00b\x1bc\u202ed\u200be\nf\tg", "abcde f g"),
        ("CON", "CON_"),
        ("nul.tar", "nul_.tar"),
        ("Com1", "Com1_"),
        ("COM¹", "COM¹_"),
        ("console", "console"),
        ("-rf", "rf"),
        (".hidden", "hidden"),
        ("end. . ", "end"),
        ("~", ""),
        ("№ 12/а «Волга»", "№ 12-а «Волга»"),
        ("a∕b⁄c／d", "a-b-c-d"),
        ("e\u0301", "é"),
    ],
)
def test_safe_names(text: str, name: str) -> None:
    assert safe_name(text) == name


@given(st.text(max_size=400))
def test_any_text_becomes_one_name_that_every_system_takes(text: str) -> None:
    name = safe_name(text)
    assert len(name.encode()) <= 201
    assert not set(name) & set('<>:"/\\|?*')
    assert not any(unicodedata.category(char) in {"Cc", "Cf", "Cs"} for char in name)
    assert name == name.strip(" .")
    assert not name.startswith("-")
    assert safe_name(name) == name
    stem = name.partition(".")[0].upper()
    assert stem not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT9"}


def test_a_long_name_is_cut_between_letters() -> None:
    assert safe_name("ы" * 300) == "ы" * 100
    cut = safe_name("q\u0323" * 300)
    assert not len(cut) % 2


def test_two_inputs_are_not_one_file() -> None:
    refuse_same_names([("a", "x"), ("b", "y")])
    for other in ("x", "X", "Ä", "A\u0308"):
        with pytest.raises(OutputError) as caught:
            refuse_same_names([("a", other.swapcase()), ("b", "z"), ("c", other)])
        assert "'c' and 'a' would both become" in str(caught.value)
