"""Slips of people who write a file in their language, and what they are told of each."""

from __future__ import annotations

from pathlib import Path

import pytest

from aftersales_docs.checking import check
from aftersales_docs.errors import DataError, Problem
from aftersales_docs.messages import UiLang
from aftersales_docs.resources import data_root
from aftersales_docs.schemas.by_language import other_languages
from aftersales_docs.schemas.source import parse_source

JOB = """\
kind: job-description
lang: ru
law: ru
role: инженер по гарантии
place: Пермь
organisation: {name: ООО «Кама»}
"""
POST = "approval: {post: директор}\n"
AGREEMENT = data_root() / "samples" / "service-agreement" / "one-file.en.de.yaml"


def told(folder: Path, text: str) -> list[Problem]:
    file = folder / "файл.yaml"
    file.write_text(text, encoding="utf-8")
    return check(file)


@pytest.mark.parametrize(
    ("approval", "meant"),
    [("{роst: директор}", "post"), ("{pоst: д}", "post"), ("{post: д, реrson: {}}", "person")],
)
def test_a_look_alike_inside_one_of_several_groups_is_named(
    tmp_path: Path, approval: str, meant: str
) -> None:
    (problem,) = told(tmp_path, f"{JOB}approval: {approval}\n")
    assert problem.code == "unknown-field"
    assert "Cyrillic" in problem.message
    assert meant in problem.cure


@pytest.mark.parametrize("mark", ["–", "—", "•", "−"])
def test_a_dash_that_is_no_hyphen_is_not_taken_for_a_field(tmp_path: Path, mark: str) -> None:
    with pytest.raises(DataError) as caught:
        told(tmp_path, f"{JOB}{POST}duties:\n  add:\n  {mark} text: Ведёт учёт\n")
    (problem,) = caught.value.problems
    assert f"'{mark}' begins the line" in problem.message


@pytest.mark.parametrize("word", ["да", "нет", "ja", "Nein", "yes", "'true'"])
@pytest.mark.parametrize("field", ["tasks", "criteria"])
def test_a_section_is_switched_by_a_word(tmp_path: Path, field: str, word: str) -> None:
    assert told(tmp_path, f"{JOB}{POST}{field}: {word}\n") == []


@pytest.mark.parametrize(
    ("lang", "word", "offer"),
    [
        ("ru", "Обязаности", "«duties (Обязанности)»"),
        ("de", "Aufgabenn", "„duties (Aufgaben)“"),
        ("en", "dutees", "'duties'"),
    ],
)
def test_an_offer_has_the_words_of_the_reader(
    tmp_path: Path, lang: UiLang, word: str, offer: str
) -> None:
    (problem,) = told(tmp_path, f"{JOB}{POST}{word}: {{}}\n")
    assert offer in problem.in_language(lang).cure


@pytest.mark.parametrize("word", ["Версия", "Revision", "Редакция"])
def test_a_version_has_several_names(tmp_path: Path, word: str) -> None:
    assert told(tmp_path, f"{JOB}{POST}{word}: 2\n") == []


@pytest.mark.parametrize(
    ("word", "numbers"), [("римская", "roman"), ("römisch", "roman"), ("арабская", "decimal")]
)
def test_numbering_is_said_in_words(tmp_path: Path, word: str, numbers: str) -> None:
    assert told(tmp_path, f"{JOB}{POST}numbering: {word}\n") == []


def test_fields_that_a_group_wants_are_named_where_a_line_stands(tmp_path: Path) -> None:
    (problem,) = told(tmp_path, f"{JOB}approval: {{post: директор, person: Щербакова Мария}}\n")
    assert "surname" in problem.cure


def agreement(*changed: tuple[str, str]) -> str:
    text = AGREEMENT.read_text(encoding="utf-8")
    for old, new in changed:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def test_a_language_that_is_lacking_is_named(tmp_path: Path) -> None:
    problems = told(tmp_path, agreement(("second: de", "second: ru")))
    lacking = [one for one in problems if "not in ru" in one.message]
    assert "territory" in {one.field for one in lacking}
    assert not [one for one in problems if one.message == "this field must be filled in."]
    assert all(one.place and one.place.line and one.place.line > 1 for one in lacking)


@pytest.mark.parametrize("lang", ["de", "ru"])
def test_what_one_language_lacks_is_told_in_the_readers(tmp_path: Path, lang: UiLang) -> None:
    text = agreement() + "special_terms:\n  - {en: Parts of old deliveries are served as well.}\n"
    (problem,) = [one for one in told(tmp_path, text) if one.code == "languages-differ"]
    said = problem.in_language(lang)
    assert "nothing" not in said.message
    assert "file" not in problem.cure


def test_other_languages_of_what_stands_in_none_are_none() -> None:
    source = parse_source("a.yaml", b"lang: ru\nplace: X\n")
    assert other_languages(source, ("place",)) == ()


@pytest.mark.parametrize(("line", "cut"), [("number: 12 #3", True), ("number: 12 # so", False)])
def test_a_number_of_which_a_comment_takes_the_end_is_told(
    tmp_path: Path, line: str, cut: bool
) -> None:
    problems = told(tmp_path, f"{JOB}{POST}{line}\n")
    assert [one.code for one in problems] == (["text-cut"] if cut else [])
