"""Small numbers in words, with nouns in their cases, in all languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest

from aftersales_docs.language import CASES, LANGS, language_of
from aftersales_docs.language.numerals import (
    ENGLISH_NOUNS,
    GERMAN_NOUNS,
    NOUN_GENDERS,
    RUSSIAN_NOUNS,
    CountedNoun,
)

if TYPE_CHECKING:
    from aftersales_docs.language import Case, Lang
    from aftersales_docs.language.numerals import NounGender


@pytest.mark.parametrize(
    ("code", "n", "noun", "case", "text"),
    [
        ("de", 1, "day", "gen", "eines Tages"),
        ("de", 5, "day", "gen", "fünf Tagen"),
        ("de", 1, "month", "dat", "einem Monat"),
        ("de", 3, "month", "dat", "drei Monaten"),
        ("de", 1, "week", "acc", "eine Woche"),
        ("de", 1, "day", "acc", "einen Tag"),
        ("de", 2, "copy", "dat", "zwei Ausfertigungen"),
        ("de", 1, "copy", "dat", "einer Ausfertigung"),
        ("de", 12, "working_day", "dat", "zwölf Werktagen"),
        ("de", 14, "day", "dat", "14~Tagen"),
        ("de", 1, "year", "nom", "ein Jahr"),
        ("ru", 1, "day", "gen", "одного дня"),
        ("ru", 3, "day", "gen", "трёх дней"),
        ("ru", 2, "day", "nom", "два дня"),
        ("ru", 5, "day", "nom", "пять дней"),
        ("ru", 2, "week", "acc", "две недели"),
        ("ru", 1, "week", "acc", "одну неделю"),
        ("ru", 2, "week", "gen", "двух недель"),
        ("ru", 3, "working_day", "nom", "три рабочих дня"),
        ("ru", 10, "working_day", "gen", "десяти рабочих дней"),
        ("ru", 5, "calendar_day", "acc", "пять календарных дней"),
        ("ru", 2, "copy", "prp", "двух экземплярах"),
        ("ru", 5, "year", "gen", "пяти лет"),
        ("ru", 8, "month", "ins", "восемью месяцами"),
        ("ru", 14, "day", "gen", "14~дней"),
        ("ru", 21, "day", "gen", "21~дня"),
        ("ru", 22, "day", "nom", "22~дня"),
        ("ru", 111, "day", "nom", "111~дней"),
        ("en", 1, "month", "nom", "one month"),
        ("en", 10, "working_day", "nom", "ten working days"),
        ("en", 1, "month", "gen", "one month’s"),
        ("en", 3, "month", "gen", "three months’"),
        ("en", 14, "day", "gen", "14~days’"),
        ("en", 14, "day", "nom", "14~days"),
        ("en", 2, "copy", "nom", "two originals"),
    ],
)
def test_counted(code: Lang, n: int, noun: CountedNoun, case: Case, text: str) -> None:
    assert language_of(code).counted(n, noun, case) == text.replace("~", "\u00a0")


@pytest.mark.parametrize(
    ("code", "n", "case", "gender", "text"),
    [
        ("de", 2, "dat", "m", "zweiten"),
        ("de", 1, "nom", "f", "erste"),
        ("de", 3, "acc", "m", "dritten"),
        ("de", 3, "acc", "n", "dritte"),
        ("de", 13, "dat", "m", "13."),
        ("ru", 2, "nom", "m", "второй"),
        ("ru", 2, "prp", "f", "второй"),
        ("ru", 3, "gen", "m", "третьего"),
        ("ru", 3, "nom", "f", "третья"),
        ("ru", 4, "gen", "f", "четвёртой"),
        ("ru", 1, "nom", "m", "первый"),
        ("ru", 11, "nom", "m", "11-й"),
        ("ru", 11, "gen", "m", "11-го"),
        ("ru", 11, "gen", "f", "11-й"),
        ("en", 2, "nom", "m", "second"),
        ("en", 11, "nom", "m", "11th"),
        ("en", 21, "nom", "m", "21st"),
        ("en", 112, "nom", "m", "112th"),
    ],
)
def test_ordinals(code: Lang, n: int, case: Case, gender: NounGender, text: str) -> None:
    assert language_of(code).ordinal(n, case, gender) == text


@pytest.mark.parametrize("code", LANGS)
@pytest.mark.parametrize("noun", get_args(CountedNoun))
def test_every_noun_in_every_case(code: Lang, noun: CountedNoun) -> None:
    language = language_of(code)
    for case in CASES:
        for n in (0, 1, 2, 5, 11, 12, 13, 21, 101):
            written = language.counted(n, noun, case)
            assert written.split()[0]
            assert len(written.split()) >= 2
        for gender in NOUN_GENDERS:
            assert language.numeral(1, case, gender)
            assert language.ordinal(3, case, gender)


def test_every_language_counts_the_same_nouns() -> None:
    nouns = set(get_args(CountedNoun))
    assert set(GERMAN_NOUNS) == set(ENGLISH_NOUNS) == set(RUSSIAN_NOUNS) == nouns
