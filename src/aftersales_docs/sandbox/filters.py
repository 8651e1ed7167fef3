"""What a page template can do with a value: dates, money, names, cases of its language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from markupsafe import Markup, escape

from ..errors import worded
from ..language import CASES, Lang, Language, language_of
from ..language.typography import NBSP
from .fields import Fields, source_of

# What Jinja brings itself that only reads or arranges values. The others reach for
# attributes by computed names, switch escaping off, depend on chance, or blow text up.
PLAIN_FILTERS = frozenset(
    {
        "abs",
        "batch",
        "capitalize",
        "count",
        "d",
        "default",
        "e",
        "escape",
        "first",
        "float",
        "groupby",
        "int",
        "join",
        "last",
        "length",
        "list",
        "lower",
        "map",
        "max",
        "min",
        "reject",
        "rejectattr",
        "replace",
        "reverse",
        "round",
        "select",
        "selectattr",
        "slice",
        "sort",
        "string",
        "sum",
        "title",
        "trim",
        "truncate",
        "unique",
        "upper",
        "wordcount",
    }
)


def _date(language: Language, value: Any, form: str = "long") -> str:
    if not isinstance(value, date):
        raise TypeError(worded("'date' wants a date, not {called}", called=_called(value)))
    if form not in {"long", "short", "iso"}:
        raise ValueError(
            worded("'date' has no form '{form}'; it has long, short and iso", form=form)
        )
    if form == "iso":
        return value.isoformat()
    return language.date_long(value) if form == "long" else language.date_short(value)


def _figure(name: str, value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise TypeError(
            worded("'{name}' wants a number, not {called}", name=name, called=_called(value))
        )
    return Decimal(value)


def _called(value: Any) -> str:
    if value is None:
        return worded("a value that was not given")
    return _NAMES.get(type(value)) or worded("a value of another kind")


_NAMES: Mapping[type, str] = {
    str: worded("a text"),
    bool: worded("yes or no"),
    Fields: worded("a group of values"),
    tuple: worded("a list"),
    date: worded("a date"),
    int: worded("a number"),
    Decimal: worded("a number"),
}


def _words(value: Any) -> str:
    """The words of ``value``, which has some."""
    if not isinstance(value, str | Fields):
        raise TypeError(worded("this filter wants words, not {called}", called=_called(value)))
    return str(value)


def _person(function: Callable[..., str], value: Any, *case: Any) -> str:
    if not isinstance(value, Fields) or "surname" not in value:
        raise TypeError(worded("this filter wants a person, not {called}", called=_called(value)))
    return function(source_of(value), *case)


def _decline(language: Language, case: Any, value: Any) -> str:
    source = source_of(value)
    return language.decline(source, case) if hasattr(source, "forms") else _words(value)


def _lines(value: Any) -> Markup:
    """``value`` with its line ends kept; Word keeps them by itself."""
    return Markup("<br>").join(escape(line) for line in _words(value).split("\n"))


def _joined(language: Language, items: Iterable[Any]) -> str:
    return language.join([_words(item) for item in items])


def filters(lang: Lang, *, html: bool) -> dict[str, Callable[..., Any]]:
    """The filters of a page template in ``lang``, besides Jinja's own plain ones."""
    language = language_of(lang)
    return {
        **{case: partial(_decline, language, case) for case in CASES},
        "date": partial(_date, language),
        "long": partial(_date, language),
        "short": partial(_date, language, form="short"),
        "number": lambda value, places=None: language.number(_figure("number", value), places),
        "money": lambda value, currency: language.money(_figure("money", value), currency),
        "amount": lambda value: language.amount(_figure("amount", value)),
        "in_words": lambda value, currency: language.amount_in_words(
            _figure("in_words", value), currency
        ),
        "plural": lambda value, *forms: language.plural(_figure("plural", value), *forms),
        "full_name": partial(_person, language.full_name),
        "signature_name": partial(_person, language.signature_name),
        "initials": partial(_person, language.surname_initials),
        "honorific": partial(_person, language.honorific),
        "salutation": partial(_person, language.salutation),
        "quote": lambda value: language.quote(_words(value)),
        "cap": lambda value: language.capitalise(_words(value)),
        "phone": lambda value: _words(value).replace(" ", NBSP),
        "joined": partial(_joined, language),
        "lines": _lines if html else _words,
    }


def printed(language: Language, value: Any) -> Any:
    """What a value becomes where a template puts it in without a filter.

    Raises:
        TypeError: it is no text, number or date, and would come out as something else.

    """
    if isinstance(value, bool):
        raise TypeError(worded("yes or no can't be printed; ask it with {{% if … %}}"))
    if isinstance(value, date):
        return language.date_short(value)
    if isinstance(value, int | Decimal):
        return language.number(value)
    if isinstance(value, tuple | list):
        raise TypeError(
            worded("a list can't be printed as it is; use {{% for … %}} or the filter 'joined'")
        )
    if value is None:
        raise TypeError(
            worded(
                "a value that was not given is printed; ask for it first with {{% if … %}}, "
                'or write … or ""'
            )
        )
    return str(value) if isinstance(value, Fields) else value
