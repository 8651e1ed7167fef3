"""Filling templates: named values, and words that go by a number.

``{days}`` stands for a value. ``{days:day|days}`` stands for the word that goes with it: in
English and German one for 1 and one for the rest, in Russian three, as for 1, 2 and 5
(``{days:день|дня|дней}``). So each number of a sentence has its own, in the case it needs.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from .choice import UiLang


def _germanic(number: Decimal) -> int:
    return 0 if number == 1 else 1


def _russian(number: Decimal) -> int:
    if number != int(number):
        return 1
    whole = abs(int(number))
    if whole % 10 == 1 and whole % 100 != 11:
        return 0
    few = whole % 10 in {2, 3, 4} and whole % 100 not in {12, 13, 14}
    return 1 if few else 2


# How many forms a language has, and which one a number takes.
FORMS: Final[Mapping[UiLang, int]] = {"en": 2, "de": 2, "ru": 3}
# An input takes either form; English messages have that which no reader takes for another: in
# figures beside a file, on pages with the name of the month.
_DAYS: Final[Mapping[UiLang, str]] = {"en": "%Y-%m-%d", "de": "%d.%m.%Y", "ru": "%d.%m.%Y"}
_MONTHS: Final = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
_CHOOSE: Final[Mapping[UiLang, Callable[[Decimal], int]]] = {
    "en": _germanic,
    "de": _germanic,
    "ru": _russian,
}


def is_day(value: Any) -> bool:
    """Whether a value is a day, without a time."""
    return isinstance(value, date) and not isinstance(value, datetime)


def day_on_page(value: date, lang: UiLang) -> str:
    """A day as pages have it: the one form that each language has there, and inputs take."""
    if lang == "en":
        return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"
    return f"{value:{_DAYS[lang]}}"


class _Filler(string.Formatter):
    def __init__(self, lang: UiLang, inner: Callable[[Any], Any], *, on_page: bool) -> None:
        self.lang, self.inner, self.on_page = lang, inner, on_page

    def get_value(self, key: int | str, args: Any, kwargs: Mapping[str, Any]) -> Any:
        return self.inner(super().get_value(key, args, kwargs))

    def form_of(self, value: Any) -> str:
        """How a value is written that no form is asked for: days as the language has them."""
        return _DAYS[self.lang] if is_day(value) else ""

    def format_field(self, value: Any, format_spec: str) -> Any:
        if "|" not in format_spec:
            if self.on_page and not format_spec and is_day(value):
                return day_on_page(value, self.lang)
            told = super().format_field(value, format_spec or self.form_of(value))
            decimals = isinstance(value, float) or format_spec.endswith("f")
            return told.replace(".", ",") if decimals and self.lang != "en" else told
        words = format_spec.split("|")
        try:
            number = Decimal(str(value))
        except InvalidOperation:
            return words[-1]
        return words[min(_CHOOSE[self.lang](number), len(words) - 1)]


def filled(
    template: str,
    values: Mapping[str, Any],
    lang: UiLang,
    inner: Callable[[Any], Any],
    *,
    on_page: bool = False,
) -> str:
    """``template`` with ``values``, each as ``inner`` makes it; ``on_page``: for a form."""
    return _Filler(lang, inner, on_page=on_page).vformat(template, (), values)
