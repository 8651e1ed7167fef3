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
# An input takes either form; English messages have that which no reader takes for another.
_DAYS: Final[Mapping[UiLang, str]] = {"en": "%Y-%m-%d", "de": "%d.%m.%Y", "ru": "%d.%m.%Y"}
_CHOOSE: Final[Mapping[UiLang, Callable[[Decimal], int]]] = {
    "en": _germanic,
    "de": _germanic,
    "ru": _russian,
}


class _Filler(string.Formatter):
    def __init__(self, lang: UiLang, inner: Callable[[Any], Any]) -> None:
        self.lang, self.inner = lang, inner

    def get_value(self, key: int | str, args: Any, kwargs: Mapping[str, Any]) -> Any:
        return self.inner(super().get_value(key, args, kwargs))

    def form_of(self, value: Any) -> str:
        """How a value is written that no form is asked for: days as the language has them."""
        day = isinstance(value, date) and not isinstance(value, datetime)
        return _DAYS[self.lang] if day else ""

    def format_field(self, value: Any, format_spec: str) -> Any:
        if "|" not in format_spec:
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
    template: str, values: Mapping[str, Any], lang: UiLang, inner: Callable[[Any], Any]
) -> str:
    """``template`` with ``values``, each as ``inner`` makes it."""
    return _Filler(lang, inner).vformat(template, (), values)
