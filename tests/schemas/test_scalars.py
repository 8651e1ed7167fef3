"""The plain values: what is taken, what is refused, and what is said."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from aftersales_docs.schemas.base import StrictModel
from aftersales_docs.schemas.scalars import Day, Line, Paragraph, ShortLine
from aftersales_docs.schemas.source import TypedDecimal, TypedInt


class Values(StrictModel):
    line: Line = "x"
    short: ShortLine = "x"
    paragraph: Paragraph = "x"
    day: Day = date(2026, 11, 23)


def value(field: str, given_: Any) -> Any:
    return getattr(Values.model_validate({field: given_}), field)


def error(field: str, given_: Any) -> tuple[str, str, str]:
    with pytest.raises(ValidationError) as caught:
        Values.model_validate({field: given_})
    (only,) = caught.value.errors()
    return only["type"], only["msg"], str(only.get("ctx", {}).get("cure", ""))


def test_lengths() -> None:
    for field, most in (("line", 500), ("short", 120), ("paragraph", 12_000)):
        assert value(field, "x" * most) == "x" * most
        assert value(field, f"  {'x' * most}\n") == "x" * most
        assert error(field, "x" * (most + 1))[0] == "string_too_long"
        assert error(field, " \n")[0] == "string_too_short"
    assert len(value("paragraph", "ж" * 10_000)) == 10_000


@pytest.mark.parametrize("field", ["line", "short", "paragraph"])
def test_numbers_count_as_typed(field: str) -> None:
    assert value(field, TypedInt("007")) == "007"
    assert value(field, TypedDecimal("1.10")) == "1.10"
    for wrong in (True, None, ["x"], {"x": 1}, 7):
        assert error(field, wrong)[0] == "string_type"


@pytest.mark.parametrize(
    "text", ["Köln 😀", "שלום\u200f", "👩\u200d🔧", "a\u00adb", "г.\u00a0Самара", "עברית", "𝔘"]
)
def test_marks_and_emoji_are_fine(text: str) -> None:
    assert value("line", text) == value("paragraph", text) == text


@pytest.mark.parametrize(
    ("char", "code"),
    [
        ("\n", "line-break"),
        ("\r", "line-break"),
        ("\u2028", "line-break"),
        ("\t", "tab"),
        ("\x00", "control-character"),
        ("\x1b", "control-character"),
        ("\x7f", "control-character"),
        ("\x85", "control-character"),
        ("\ud83d", "control-character"),
        ("\ufffe", "control-character"),
        ("\ufdd0", "control-character"),
        ("\U0001ffff", "control-character"),
    ],
)
def test_what_can_not_be_printed(char: str, code: str) -> None:
    if char == "\ud83d":
        # Pydantic itself refuses lone surrogates.
        assert error("line", "a" + char)[0] in {"string_unicode", code}
        assert error("paragraph", "a" + char)[0] in {"string_unicode", code}
        return
    kind, message, cure = error("line", f"ab{char}c")
    assert kind == code
    assert "character 3" in message
    assert cure
    if char in "\n\r":
        assert value("paragraph", f"ab{char}c") == "ab\nc"
    else:
        assert error("paragraph", f"ab{char}c")[0] == code


def test_line_breaks_become_newlines() -> None:
    assert value("paragraph", "a\r\nb\rc\n\nd\n") == "a\nb\nc\n\nd"


@pytest.mark.parametrize("text", ["2026-11-23", "23.11.2026", " 2026-11-23 ", date(2026, 11, 23)])
def test_days(text: Any) -> None:
    assert value("day", text) == date(2026, 11, 23)


@given(day=st.dates())
def test_every_day_in_both_forms(day: date) -> None:
    assert value("day", day.isoformat()) == day
    assert value("day", f"{day.day}.{day.month}.{day.year:04}") == day


@pytest.mark.parametrize(
    ("text", "code", "words", "cure"),
    [
        ("2026-02-30", "impossible-date", "30 February 2026 does not exist", "2026-11-23"),
        ("29.02.2027", "impossible-date", "29 February 2027 does not exist", "2026-11-23"),
        ("2026-13-01", "impossible-date", "month 13", "2026-11-23"),
        ("2026-00-01", "impossible-date", "month 0", "2026-11-23"),
        ("32.01.2026", "impossible-date", "day 32", "2026-11-23"),
        ("0000-01-01", "impossible-date", "year 0", "2026-11-23"),
        ("01/02/2026", "ambiguous-date", "mistaken", "2026-02-01"),
        ("02/13/2026", "ambiguous-date", "mistaken", "2026-02-13"),
        ("13/13/2026", "ambiguous-date", "mistaken", "2026-11-23"),
        ("23.11.26", "short-year", "year", "2026-11-23"),
        ("soon", "not-a-date", "not a date", "2026-11-23"),
        ("2026-11-23T10:00", "not-a-date", "not a date", "2026-11-23"),
        ("٢٠٢٦-١١-٢٣", "not-a-date", "not a date", "2026-11-23"),
        ("", "not-a-date", "empty", "2026-11-23"),
        (TypedInt("2026"), "not-a-date", "not a date", "2026-11-23"),
        (TypedDecimal("23.11"), "not-a-date", "not a date", "2026-11-23"),
    ],
)
def test_days_that_are_none(text: Any, code: str, words: str, cure: str) -> None:
    kind, message, said = error("day", text)
    assert kind == code
    assert words in message
    assert cure in said


@pytest.mark.parametrize("wrong", [None, True, ["2026-11-23"], datetime(2026, 11, 23, 10, 0)])
def test_days_of_another_type(wrong: Any) -> None:
    assert error("day", wrong)[0].startswith("date")


def test_numbers_stay_typed_when_copied() -> None:
    import copy

    for number in (TypedInt("007"), TypedDecimal("1.10")):
        again = copy.deepcopy(number)
        assert again == number
        assert again.source_text == number.source_text


def test_json_schema() -> None:
    schema = Values.model_json_schema()["properties"]
    for field, most in (("line", 500), ("short", 120), ("paragraph", 12_000)):
        # A number without quotes is text as it was typed.
        assert schema[field]["type"] == ["string", "number"]
        assert (schema[field]["minLength"], schema[field]["maxLength"]) == (1, most)
    assert schema["day"]["type"] == "string"
    assert {"format": "date"} in schema["day"]["anyOf"]


def test_a_model_takes_nothing_surplus_and_stays_as_it_is() -> None:
    with pytest.raises(ValidationError):
        Values.model_validate({"other": 1})
    with pytest.raises(ValidationError):
        Values().line = "y"  # type: ignore[misc]
    with pytest.raises(ValidationError):
        TypeAdapter(Values).validate_python("x")


def test_typed_values_from_a_file(tmp_path: Path) -> None:
    from aftersales_docs.schemas.problems import validate
    from aftersales_docs.schemas.source import read_source

    file = tmp_path / "a.yaml"
    file.write_text("line: 007\nshort: 1.10\nparagraph: |\n  a\n  b\nday: 2026-11-23\n")
    read = validate(read_source(str(file)), Values)
    assert (read.line, read.short, read.paragraph) == ("007", "1.10", "a\nb")
    assert read.day == date(2026, 11, 23)
