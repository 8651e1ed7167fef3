"""What is wrong with the data, in plain words: field, line and column, message, cure."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import Discriminator, Field, Tag, field_validator, model_validator
from pydantic_core import PydanticCustomError

from aftersales_docs.errors import DataError, Place, Problem, Severity, printable
from aftersales_docs.nearest import nearest
from aftersales_docs.schemas.base import StrictModel
from aftersales_docs.schemas.problems import field_name, shown, validate
from aftersales_docs.schemas.scalars import Day, Line, Many, ShortLine
from aftersales_docs.schemas.source import read_source

# The models here have checks with words of their own.
pytestmark = pytest.mark.own_words


class Organisation(StrictModel):
    name: Line
    inn: ShortLine | None = None


class Holder(StrictModel):
    post: Line
    person: Line | None = None


class Changes(StrictModel):
    drop: Many[Line] = ()
    add: Many[Line] = ()


class Own(StrictModel):
    text: Line


_Entry = Annotated[
    Annotated[ShortLine, Tag("key")] | Annotated[Own, Tag("own")],
    Discriminator(lambda value: "own" if isinstance(value, dict) else "key"),
]


class Document(StrictModel):
    place: Line
    organisation: Organisation
    law: Literal["ru", "de"] = "ru"
    copies: Annotated[int, Field(ge=1, le=20)] = 2
    agreed: Many[Holder] = ()
    seal: bool = False
    date: Day | None = None
    forms: dict[Literal["gen", "dat"], Line] = Field(default_factory=dict)
    duties: Annotated[
        Annotated[tuple[_Entry, ...], Field(min_length=1, strict=False), Tag("list")]
        | Annotated[Changes, Tag("changes")],
        Discriminator(lambda value: "changes" if isinstance(value, dict) else "list"),
    ] = ("x",)
    either: int | Line | None = None
    part: Own | Line | None = None
    code: Annotated[str, Field(pattern="^[0-9]+$")] = "1"
    few: Annotated[tuple[Line, ...], Field(min_length=2, max_length=3, strict=False)] = ("a", "b")
    checked: Line | None = None

    @field_validator("checked")
    @classmethod
    def _checked(cls, value: str | None) -> str | None:
        if value == "plain":
            raise ValueError("this is plainly wrong")
        if value:
            raise PydanticCustomError(
                "not-so", "'{word}' is not so", {"word": value, "cure": "Make it so."}
            )
        return value

    @model_validator(mode="after")
    def _seal_needs_date(self) -> Document:
        if self.seal and self.date is None:
            raise PydanticCustomError(
                "seal-without-date",
                "a seal needs a date",
                {"field": "date", "cure": "Give the date."},
            )
        return self


GOOD = "place: Köln\norganisation:\n  name: X\n"


def problems(folder: Path, text: str) -> tuple[Problem, ...]:
    file = folder / "a.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        validate(read_source(str(file)), Document)
    for one in caught.value.problems:
        assert one.cure
        assert "http" not in str(one)
        assert "Input should" not in str(one)
        assert "String should" not in str(one)
        assert str(one).isprintable()
    return caught.value.problems


def told(folder: Path, text: str) -> tuple[Any, ...]:
    (one,) = problems(folder, text)
    assert one.place
    return one.code, one.field, one.place.line, one.place.column


def test_good_data(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(GOOD, encoding="utf-8")
    assert validate(read_source(str(file)), Document).organisation.name == "X"


@pytest.mark.parametrize(
    ("text", "expected", "words"),
    [
        ("place: Köln\n", ("missing", "organisation", 1, 1), ["must be filled in"]),
        ("place: Köln\norganisation: {}\n", ("missing", "organisation.name", 2, 15), ["filled"]),
        (f"{GOOD}agreed:\n  - post: a\n  - person: b\n", ("missing", "agreed[1].post", 6, 5), []),
        ("place:\norganisation: {name: X}\n", ("empty", "place", 1, 1), ["is empty", "Fill it"]),
        ("place: ' '\norganisation: {name: X}\n", ("empty", "place", 1, 8), ["is empty"]),
        ("place: K\norganisation:\n", ("empty", "organisation", 2, 1), ["is empty"]),
        (
            f"{GOOD}organization: 1\n",
            ("unknown-field", "organization", 4, 1),
            ["Did you mean 'organisation'?"],
        ),
        (f"{GOOD}  Inn-: 1\n", ("unknown-field", "organisation.Inn-", 4, 3), ["'inn'"]),
        (f"{GOOD}duties:\n  ad: [x]\n", ("unknown-field", "duties.ad", 5, 3), ["'add'"]),
        (
            f"{GOOD}duties:\n  - txet: x\n    text: y\n",
            ("unknown-field", "duties[0].txet", 5, 5),
            ["'text'"],
        ),
        (
            f"{GOOD}agreed:\n  - post: a\n    zzz: 1\n",
            ("unknown-field", "agreed[0].zzz", 6, 5),
            ["post, person"],
        ),
        (f"{GOOD}law: du\n", ("not-a-choice", "law", 4, 6), ["'du'", "ru, de"]),
        (f"{GOOD}law: dee\n", ("not-a-choice", "law", 4, 6), ["Did you mean 'de'?"]),
        (f"{GOOD}forms:\n  gan: x\n", ("not-a-choice", "forms.gan", 5, 3), ["'gan'", "gen, dat"]),
        (f"{GOOD}copies: two\n", ("wrong-type", "copies", 4, 9), ["'two'", "whole number"]),
        (f"{GOOD}copies: '2'\n", ("wrong-type", "copies", 4, 9), ["without quotes"]),
        (f"{GOOD}copies: 2.50\n", ("wrong-type", "copies", 4, 9), ["the number 2.50"]),
        (f"{GOOD}copies: true\n", ("wrong-type", "copies", 4, 9), ["found true"]),
        (f"{GOOD}copies: 0\n", ("too-small", "copies", 4, 9), ["1 or more"]),
        (f"{GOOD}copies: 21\n", ("too-large", "copies", 4, 9), ["20 or less"]),
        (f"{GOOD}seal: yes\n", ("wrong-type", "seal", 4, 7), ["true or false"]),
        (f"{GOOD}agreed: x\n", ("wrong-type", "agreed", 4, 9), ["a list", "'- …'"]),
        (f"{GOOD}agreed: [x]\n", ("wrong-type", "agreed[0]", 4, 10), ["fields", "name: value"]),
        ("place: true\norganisation: {name: X}\n", ("wrong-type", "place", 1, 8), ['"true"']),
        ("place: [x]\norganisation: {name: X}\n", ("wrong-type", "place", 1, 8), ["a list"]),
        ("place: {x: 1}\norganisation: {name: X}\n", ("wrong-type", "place", 1, 8), ["fields"]),
        (f"{GOOD}date: 2026-02-30\n", ("impossible-date", "date", 4, 7), ["30 February 2026"]),
        (f"{GOOD}date: 01/02/2026\n", ("ambiguous-date", "date", 4, 7), ["2026-02-01"]),
        (
            f"place: {'x' * 501}\norganisation: {{name: X}}\n",
            ("too-long", "place", 1, 8),
            ["501", "500"],
        ),
        (f"{GOOD}duties: []\n", ("too-short", "duties", 4, 9), ["list is empty"]),
        (f"{GOOD}few: [a]\n", ("too-short", "few", 4, 6), ["2 or more"]),
        (f"{GOOD}few: [a, b, c, d]\n", ("too-long", "few", 4, 6), ["3 at most"]),
        (f"{GOOD}code: abc\n", ("wrong-form", "code", 4, 7), ["'abc'"]),
        (f"{GOOD}checked: x\n", ("not-so", "checked", 4, 10), ["'x' is not so. Make it so."]),
        (f"{GOOD}checked: plain\n", ("value_error", "checked", 4, 10), ["plainly wrong."]),
        (f"{GOOD}seal: true\n", ("seal-without-date", "date", 1, 1), ["Give the date."]),
        (f"{GOOD}either: [x]\n", ("wrong-type", "either", 4, 9), ["a whole number or text"]),
        (f"{GOOD}either: ''\n", ("empty", "either", 4, 9), ["is empty"]),
        (f"{GOOD}part: {{}}\n", ("missing", "part.text", 4, 7), []),
    ],
)
def test_each_problem(
    text: str, expected: tuple[Any, ...], words: list[str], tmp_path: Path
) -> None:
    assert told(tmp_path, text) == expected
    (one,) = problems(tmp_path, text)
    for word in words:
        assert word in f"{one.message} {one.cure}"


def test_all_at_once_from_top_to_bottom(tmp_path: Path) -> None:
    text = (
        "copies: 0\norganisation:\n  inn: [1]\n  foo: 1\n"
        "agreed:\n  - post: x\n    persn: y\n  - post:\nlaw: x\n"
    )
    assert [(one.field, one.place) for one in problems(tmp_path, text)] == [
        (field, Place(str(tmp_path / "a.yaml"), *spot))
        for field, spot in [
            ("place", (1, 1)),
            ("copies", (1, 9)),
            ("organisation.name", (3, 3)),
            ("organisation.inn", (3, 8)),
            ("organisation.foo", (4, 3)),
            ("agreed[0].persn", (7, 5)),
            ("agreed[1].post", (8, 5)),
            ("law", (9, 6)),
        ]
    ]


@pytest.mark.parametrize("field", ["law", "copies", "zzz", "date", "checked", "code"])
def test_no_huge_values_and_nothing_a_terminal_obeys(field: str, tmp_path: Path) -> None:
    value = "\x1b[31m\x07\u202e" + "w" * 400
    file = tmp_path / "a.json"
    base = {"place": "K", "organisation": {"name": "X"}}
    file.write_text(json.dumps(base | {field: value, value: 1}), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        validate(read_source(str(file)), Document)
    for one in caught.value.problems:
        text = str(one).removeprefix(str(one.place))
        assert "w" * 61 not in text
        assert str(one).isprintable()


@settings(max_examples=60, deadline=None)
@given(
    key=st.text(min_size=1, max_size=90),
    value=st.text(max_size=90) | st.integers() | st.booleans() | st.none() | st.just([]),
)
def test_any_value_gives_lines_that_print(
    key: str, value: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("any") / "a.json"
    names = {key, "law", "copies", "agreed", "forms", "duties", "part", "checked"}
    file.write_text(json.dumps(dict.fromkeys(sorted(names), value)), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        validate(read_source(str(file)), Document)
    for line in str(caught.value).split("\n"):
        line.encode()
        assert line.startswith(str(file))
        assert "\x1b" not in line
        assert "\x9b" not in line
    assert len(str(caught.value).split("\n")) == len(caught.value.problems)


def test_a_lone_surrogate_can_be_printed(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text('{"place": "\\ud83d", "law": "\\udc00"}', encoding="utf-8")
    with pytest.raises(DataError) as caught:
        validate(read_source(str(file)), Document)
    str(caught.value).encode()
    found = {one.field: one.code for one in caught.value.problems}
    assert found == {
        "place": "control-character",
        "organisation": "missing",
        "law": "control-character",
    }


def test_the_file_name_is_printed_safely(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        read_source(str(tmp_path / "a\x1b[31m.yaml"))
    assert "\x1b" not in str(caught.value)
    assert "a\\u001b[31m.yaml" in str(caught.value)


def test_printable() -> None:
    assert printable("a\nb\t\x9b\u202e\ud800\U000e0001") == (
        "a\\u000ab\\u0009\\u009b\\u202e\\ud800\\U000e0001"
    )
    assert printable("Köln 👩\u200d🔧 г.\u00a0Самара") == "Köln 👩\u200d🔧 г.\u00a0Самара"


def test_a_problem_as_a_line() -> None:
    one = Problem("c", "it is wrong.", "Mend it.", "agreed[0].post", Place("a.yaml", 3, 5))
    assert str(one) == "a.yaml:3:5: error: agreed[0].post: it is wrong. Mend it."
    bare = Problem("c", "it is odd.", severity=Severity.WARNING)
    assert str(bare) == "warning [c]: it is odd."


def test_field_names_and_shown_values() -> None:
    assert field_name(("agreed", 1, "post")) == "agreed[1].post"
    assert field_name(()) == ""
    assert shown("w" * 60) == "w" * 60
    assert shown("w" * 61) == "w" * 60 + "…"


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("organization", "organisation"),
        ("claim-wrok", "claim_work"),
        ("claim_work", "claim_work"),
        ("CLAIM WORK", "claim_work"),
        ("zzz", None),
        ("", None),
        ("???", None),
    ],
)
def test_nearest(word: str, expected: str | None) -> None:
    assert nearest(word, ["claim_work", "organisation", "place"]) == expected


def test_nearest_of_nothing() -> None:
    assert nearest("a", []) is None
