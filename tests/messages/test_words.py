"""Words of a template and values: in each language, for each reader, in each number."""

from __future__ import annotations

import pickle
import threading
from datetime import date
from decimal import Decimal

import pytest

from aftersales_docs.errors import Place, Problem, Severity, render_problem
from aftersales_docs.messages import (
    UiLang,
    chosen,
    current,
    finished,
    for_reader,
    joined,
    said,
    sentences,
    spaced,
    speaking,
    term,
    told,
    worded,
)
from aftersales_docs.messages.forms import filled

pytestmark = pytest.mark.own_words


@pytest.mark.parametrize(
    ("lang", "template", "expected"),
    [
        ("en", "{n:day|days}", {0: "days", 1: "day", 2: "days", 21: "days"}),
        ("de", "{n:Tag|Tage}", {0: "Tage", 1: "Tag", 2: "Tage", 21: "Tage"}),
        (
            "ru",
            "{n:день|дня|дней}",
            {0: "дней", 1: "день", 2: "дня", 4: "дня", 5: "дней", 11: "дней", 12: "дней"}
            | {14: "дней", 21: "день", 22: "дня", 25: "дней", 101: "день", 111: "дней"},
        ),
    ],
)
def test_words_go_by_their_number(lang: str, template: str, expected: dict[int, str]) -> None:
    for number, word in expected.items():
        for value in (number, str(number), Decimal(number)):
            assert filled(template, {"n": value}, lang, lambda one: one) == word  # type: ignore[arg-type]


def test_parts_of_a_number_are_counted_in_russian_as_a_few() -> None:
    assert filled("{n:год|года|лет}", {"n": Decimal("2.5")}, "ru", lambda one: one) == "года"


def test_words_are_said_in_the_language_of_the_reader() -> None:
    words = worded("there is no page {page}.", page=7)
    assert words == "there is no page 7."
    assert words.in_language("de") == "eine Seite 7 gibt es nicht."
    assert words.in_language("ru") == "страницы 7 нет."


def test_words_within_words_and_days_are_said_too() -> None:
    words = worded("found {found} where {what} should stand.", found="x", what=worded("a date"))
    assert words == "found x where a date should stand."
    assert words.in_language("de") == "hier steht: x; erwartet wird: ein Datum."
    given = worded("Promise it by {day} at the latest.", day=date(2026, 11, 3))
    assert given == "Promise it by 2026-11-03 at the latest."
    assert "03.11.2026" in given.in_language("de")
    assert "03.11.2026" in given.in_language("ru")


def test_a_value_of_a_user_is_never_taken_for_words_of_ours() -> None:
    assert worded("there is no role '{role}'.", role="a date").in_language("de") == (
        "es gibt keine Rolle „a date“."
    )
    assert worded("there is no role '{role}'.", role="{page} {0}").in_language("ru") == (
        "нет должности «{page} {0}»."
    )


def test_the_cure_fits_where_it_is_read() -> None:
    cure = for_reader("Write figures without quotes, e.g. 2.", form="Type figures, e.g. 2.")
    problem = Problem("c", worded("a date"), cure)
    assert "without quotes" in problem.in_language("en").cure
    assert problem.in_language("en", "form").cure == "Type figures, e.g. 2."
    assert problem.in_language("de", "form").cure == "Geben Sie Ziffern ein, z. B. 2."
    assert problem.in_language("ru", "program").cure == problem.in_language("ru").cure
    again = sentences(cure, cure).in_language("en", "form")
    assert again == "Type figures, e.g. 2. Type figures, e.g. 2."
    assert pickle.loads(pickle.dumps(cure)).in_language("ru", "form") == (  # noqa: S301
        "Введите цифры, например 2."
    )


def test_words_put_together_stay_words() -> None:
    several = joined([worded("a date"), worded("a list"), worded("a number")], worded(" or "))
    assert several == "a date, a list or a number"
    assert several.in_language("de") == "ein Datum, eine Liste oder eine Zahl"
    assert (worded("a date") + "!").in_language("ru") == "дата!"
    assert joined([]) == joined([], " or ") == sentences("", "") == spaced("") == ""
    assert finished(worded("a date")).in_language("de") == "ein Datum."
    assert finished("Which?") == "Which?"
    assert term("{braces}") == "{braces}"


def test_words_outlive_an_exception() -> None:
    error = str(ValueError(worded("a date")))
    assert said(error, "de") == "ein Datum"


@pytest.mark.parametrize(
    ("option", "configured", "environ", "expected"),
    [
        (None, None, {}, "en"),
        (None, None, {"LANG": "de_DE.UTF-8"}, "de"),
        (None, None, {"LANG": "fr_FR.UTF-8"}, "en"),
        (None, None, {"LANG": "de_DE", "LC_MESSAGES": "ru_RU"}, "ru"),
        (None, None, {"LANG": "de_DE", "LC_ALL": "C.UTF-8"}, "en"),
        (None, None, {"LANG": "de_DE", "LC_ALL": ""}, "de"),
        (None, "ru", {"LANG": "de_DE"}, "ru"),
        (None, "ru", {"AFTERSALES_DOCS_LANG": "de"}, "de"),
        ("en", "ru", {"AFTERSALES_DOCS_LANG": "de"}, "en"),
        (None, None, {"AFTERSALES_DOCS_LANG": "klingon", "LANG": "ru_RU.KOI8-R"}, "ru"),
        (None, None, {"LANG": "deu"}, "en"),
        (None, None, {"LANG": "RU"}, "ru"),
    ],
)
def test_which_language_is_spoken(
    option: str | None, configured: str | None, environ: dict[str, str], expected: str
) -> None:
    assert chosen(option, configured, environ) == expected


def test_two_languages_in_one_process() -> None:
    heard: dict[str, str] = {}

    def speak(lang: str) -> None:
        with speaking(lang):  # type: ignore[arg-type]
            barrier.wait()
            heard[lang] = told("a date")

    barrier = threading.Barrier(3)
    threads = [threading.Thread(target=speak, args=(lang,)) for lang in ("de", "ru", "en")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert heard == {"de": "ein Datum", "ru": "дата", "en": "a date"}
    assert current() == "en"


@pytest.mark.parametrize(
    ("lang", "told"), [("en", "1.5, 19.5"), ("de", "1,5, 19,5"), ("ru", "1,5, 19,5")]
)
def test_decimals_are_written_as_the_language_does(lang: UiLang, told: str) -> None:
    assert filled("{a}, {b:.1f}", {"a": 1.5, "b": Decimal("19.50")}, lang, lambda one: one) == told


def test_a_problem_on_one_line_in_each_language() -> None:
    problem = Problem(
        "a-code",
        worded("there is no role '{role}'.", role="x\x1b[31m"),
        "Choose another name.",
        "role",
        Place("a.yaml", 3, 1),
        Severity.WARNING,
    )
    english = (
        "a.yaml:3:1: warning [a-code]: role: there is no role 'x\\u001b[31m'. Choose another name."
    )
    assert render_problem(problem, "en") == str(problem) == english
    assert render_problem(problem, "ru") == (
        "a.yaml:3:1: предупреждение [a-code]: role: нет должности «x\\u001b[31m». "
        "Выберите другое имя."
    )
    german = problem.in_language("de")
    assert (german.code, german.field, german.place) == ("a-code", "role", problem.place)
    assert german.cure == "Wählen Sie einen anderen Namen."
