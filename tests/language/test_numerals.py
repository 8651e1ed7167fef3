"""Numbers as words and spans of time, each form as a grammar has it."""

from __future__ import annotations

from typing import Any

import pytest

from aftersales_docs.language.numerals import numeral, period


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("de", 1, "day", "gen"), "eines Tages"),
        (("de", 1, "month", "dat"), "einem Monat"),
        (("de", 1, "week", "dat"), "einer Woche"),
        (("de", 1, "year", "acc"), "ein Jahr"),
        (("de", 2, "day", "gen"), "zwei Tagen"),
        (("de", 3, "month", "dat"), "drei Monaten"),
        (("de", 12, "month"), "zwölf Monate"),
        (("de", 14, "day", "dat"), "14 Tagen"),
        (("de", 30, "day"), "30 Tage"),
        (("ru", 1, "day", "gen"), "одного дня"),
        (("ru", 1, "week", "acc"), "одну неделю"),
        (("ru", 2, "day", "gen"), "двух дней"),
        (("ru", 2, "week"), "две недели"),
        (("ru", 3, "month"), "три месяца"),
        (("ru", 5, "year"), "пять лет"),
        (("ru", 10, "year", "gen"), "десяти лет"),
        (("ru", 14, "day"), "14 дней"),
        (("ru", 21, "day", "gen"), "21 дня"),
        (("ru", 22, "month"), "22 месяца"),
        (("ru", 24, "month", "gen"), "24 месяцев"),
        (("ru", 112, "day"), "112 дней"),
        (("ru", 3, "day", "ins"), "тремя днями"),
        (("en", 1, "month"), "one month"),
        (("en", 10, "day"), "ten days"),
        (("en", 11, "day"), "11 days"),
    ],
)
def test_spans_of_time(args: Any, said: str) -> None:
    assert period(*args).replace("\u00a0", " ") == said


def test_figures_never_part_from_their_unit() -> None:
    assert period("de", 30, "day") == "30\u00a0Tage"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("de", 2, "dat", "f"), "zwei"),
        (("de", 1, "dat", "f"), "einer"),
        (("de", 13), "13"),
        (("ru", 2, "prp", "m"), "двух"),
        (("ru", 1, "acc", "n"), "одно"),
        (("en", 2), "two"),
        (("en", 12), "12"),
    ],
)
def test_numbers_as_words(args: Any, said: str) -> None:
    assert numeral(*args) == said
