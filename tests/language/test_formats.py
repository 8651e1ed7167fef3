"""Dates, numbers, plurals, joining; and that starting stays cheap."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

import pytest

from aftersales_docs.language import LANGS, language_of

if TYPE_CHECKING:
    from aftersales_docs.language import Lang


DAY = date(2026, 11, 3)


@pytest.mark.parametrize(
    ("code", "long", "short"),
    [
        ("de", "3.~November 2026", "03.11.2026"),
        ("ru", "3~ноября 2026~г.", "03.11.2026"),
        ("en", "3~November 2026", "3~Nov~2026"),
    ],
)
def test_dates(code: Lang, long: str, short: str) -> None:
    language = language_of(code)
    assert language.date_long(DAY) == long.replace("~", "\u00a0")
    assert language.date_short(DAY) == short.replace("~", "\u00a0")
    assert language.typeset(language.date_long(DAY)) == language.date_long(DAY)


def test_blank_dates() -> None:
    assert (
        language_of("ru").date_blank().replace("\u00a0", " ") == "«____» ______________ 20___ г."
    )
    for code in LANGS:
        assert "20__" in language_of(code).date_blank()


@pytest.mark.parametrize(
    ("code", "value", "places", "text"),
    [
        ("de", Decimal("1234567.5"), 2, "1.234.567,50"),
        ("ru", Decimal("1234567.5"), 2, "1~234~567,50"),
        ("en", Decimal("1234567.5"), 2, "1,234,567.50"),
        ("de", 1234, None, "1.234"),
        ("ru", Decimal("0.123456"), None, "0,123456"),
        ("en", Decimal("2.005"), 2, "2.01"),
        ("de", Decimal("2.5"), 0, "3"),
        ("de", Decimal("-1234.5"), 2, "-1.234,50"),
    ],
)
def test_numbers(code: Lang, value: int | Decimal, places: int | None, text: str) -> None:
    assert language_of(code).number(value, places) == text.replace("~", "\u00a0")


@pytest.mark.parametrize(
    ("n", "form"),
    [
        (0, "лет"),
        (1, "год"),
        (2, "года"),
        (5, "лет"),
        (11, "лет"),
        (12, "лет"),
        (21, "год"),
        (24, "года"),
        (111, "лет"),
        (Decimal("1.5"), "года"),
    ],
)
def test_russian_plural(n: int | Decimal, form: str) -> None:
    assert language_of("ru").plural(n, "год", "года", "лет") == form


@pytest.mark.parametrize("code", ["de", "en"])
def test_german_and_english_plural(code: Lang) -> None:
    chosen = [language_of(code).plural(n, "one", "other") for n in (0, 1, 2, 21)]
    assert chosen == ["other", "one", "other", "other"]


@pytest.mark.parametrize("code", LANGS)
def test_wrong_number_of_plural_forms_is_refused(code: Lang) -> None:
    with pytest.raises(ValueError, match="plural forms"):
        language_of(code).plural(1, "only")


@pytest.mark.parametrize(
    ("code", "conjunction", "text"),
    [
        ("de", "and", "a, b und c"),
        ("de", "or", "a, b oder c"),
        ("ru", "and", "a, b и c"),
        ("ru", "or", "a, b или c"),
        ("en", "and", "a, b and c"),
        ("en", "or", "a, b or c"),
    ],
)
def test_join(code: Lang, conjunction: Literal["and", "or"], text: str) -> None:
    language = language_of(code)
    assert language.join(["a", "b", "c"], conjunction) == text
    assert language.join(["a", "b"], conjunction) == text.replace("a, b", "a").replace("c", "b")
    assert language.join(["a"], conjunction) == "a"
    assert language.join([], conjunction) == ""


def test_capitalise() -> None:
    language = language_of("ru")
    assert language.capitalise("заместитель ООО") == "Заместитель ООО"
    assert language.capitalise("«сервис» и ремонт") == "«Сервис» и ремонт"
    assert language.capitalise("5 лет") == "5 лет"
    assert language.capitalise("") == ""


def test_languages_are_single_objects() -> None:
    for code in LANGS:
        assert language_of(code) is language_of(code)
        assert language_of(code).code == code
    with pytest.raises(ValueError, match="unknown language 'fr'"):
        language_of("fr")


def test_dictionaries_are_not_read_before_a_case_is_asked_for() -> None:
    program = (
        "import sys; from datetime import date\n"
        "import aftersales_docs.language as room\n"
        "assert 'babel' not in sys.modules\n"
        "ru = room.language_of('ru'); ru.date_long(date(2026, 1, 1)); ru.typeset('№ 5')\n"
        "assert not {'pymorphy3', 'pytrovich.maker'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.parametrize(
    ("code", "text", "going_on"),
    [
        ("ru", "Неисправен переключатель", "неисправен переключатель"),
        ("ru", "Имеется ли недостаток?", "имеется ли недостаток?"),
        ("ru", "Сетевой шнур нагревается", "сетевой шнур нагревается"),
        ("ru", "Волгоприбор отозвал изделие", "Волгоприбор отозвал изделие"),
        ("ru", "НДС не начислен", "НДС не начислен"),
        ("ru", "Москва", "Москва"),
        ("ru", "Aqua не включается", "Aqua не включается"),
        ("ru", "шумит при отжиме", "шумит при отжиме"),
        ("de", "Die Pumpe ist defekt", "die Pumpe ist defekt"),
        ("de", "Worauf beruht die Blockade?", "worauf beruht die Blockade?"),
        ("de", "Netzkabel überhitzt", "Netzkabel überhitzt"),
        ("de", "USB-Anschluss lose", "USB-Anschluss lose"),
        ("en", "The mains cable overheats", "the mains cable overheats"),
        ("en", "Bearing worn", "Bearing worn"),
        ("en", "LED dead", "LED dead"),
        ("en", "", ""),
    ],
)
def test_going_on_after_a_colon(code: Lang, text: str, going_on: str) -> None:
    assert language_of(code).uncapitalise(text) == going_on
