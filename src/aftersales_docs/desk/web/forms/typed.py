"""Days and figures as people type them, and as they are shown again.

What can't be read, or could be read in two ways, stays as it was typed: the check of the document
says what is the matter with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any, Final

from babel.dates import get_month_names

from ....language import LANGS
from ....messages import UiLang
from ....messages.forms import day_on_page
from ....schemas.scalars import as_typed

_NUMBER_OF_DAYS: Final[Mapping[str, int]] = {
    "today": 0, "heute": 0, "сегодня": 0,
    "tomorrow": 1, "morgen": 1, "завтра": 1,
    "yesterday": -1, "gestern": -1, "вчера": -1,
    "übermorgen": 2, "послезавтра": 2, "vorgestern": -2, "позавчера": -2,
}  # fmt: skip
_AHEAD: Final = re.compile(r"([+-])\s*([0-9]{1,3})")
_ISO: Final = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_POINTED: Final = re.compile(
    r"([0-9]{1,2})\.\s*([0-9]{1,2})\.?\s*([0-9]{4}|[0-9]{2})?(?:\s*г\.?)?"
)
_NAMED: Final = re.compile(
    r"([0-9]{1,2})\.?\s+([^\W\d_]{3,})\.?,?\s*([0-9]{4}|[0-9]{2})?(?:\s*г\.?)?"
)
_NAMED_FIRST: Final = re.compile(r"([^\W\d_]{3,})\.?\s+([0-9]{1,2}),?\s*([0-9]{4})?")
_WHOLE: Final = re.compile(r"[+-]?[0-9]+")
_DECIMAL: Final = re.compile(r"[+-]?[0-9]+[.,][0-9]+")
_GROUPED: Final = re.compile(r"[+-]?[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+(?:[.,][0-9]+)?")
_DOUBTFUL: Final = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}")


@cache
def _months() -> Mapping[str, int]:
    """The months by the beginnings of their names, of three letters, in all languages."""
    found: dict[str, int] = {}
    for lang in LANGS:
        for form in ("format", "stand-alone"):
            for number, name in get_month_names("wide", form, locale=lang).items():
                found[name.casefold()[:3]] = number
    return {**found, "мая": 5, "май": 5, "mrz": 3}


def day_typed(text: str, today: date) -> str:
    """The day that ``text`` means as ``2026-11-23``; else the text itself.

    Without a year it is the next such day that is not more than half a year away, or the last.
    """
    found = _day(text.strip().casefold(), today)
    return found.isoformat() if found else text.strip()


def _day(text: str, today: date) -> date | None:
    ahead = _AHEAD.fullmatch(text)
    days = int(f"{ahead[1]}{ahead[2]}") if ahead else _NUMBER_OF_DAYS.get(text)
    if days is not None:
        return today + timedelta(days=days)
    return _of_figures(text, today) or _of_words(text, today)


def _of_figures(text: str, today: date) -> date | None:
    if iso := _ISO.fullmatch(text):
        return _of(iso[1], int(iso[2]), iso[3], today)
    if pointed := _POINTED.fullmatch(text):
        return _of(pointed[3], int(pointed[2]), pointed[1], today)
    return None


def _of_words(text: str, today: date) -> date | None:
    named = _NAMED.fullmatch(text)
    first = _NAMED_FIRST.fullmatch(text)
    if named and (month := _months().get(named[2][:3])):
        return _of(named[3], month, named[1], today)
    if first and (month := _months().get(first[1][:3])):
        return _of(first[3], month, first[2], today)
    return None


def _of(year: str | None, month: int, day: str, today: date) -> date | None:
    years = [int(year) + (2000 if len(year) == 2 else 0)] if year else list(_near(today))
    found = [made for one in years if (made := _made(one, month, int(day))) is not None]
    return min(found, key=lambda one: abs((one - today).days), default=None)


def _near(today: date) -> Iterator[int]:
    yield from (today.year, today.year + 1, today.year - 1)


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def day_shown(value: Any, lang: UiLang) -> str:
    """A day of an input as pages have it, so that it is read again."""
    text = as_typed(value)
    iso = _ISO.fullmatch(text.strip()) if isinstance(text, str) else None
    day = _made(*map(int, iso.groups())) if iso else None
    if day is None:
        return "" if value is None else str(text)
    return day_on_page(day, lang)


def whole_typed(text: str) -> int | str:
    """A whole number; else the text itself."""
    return int(text) if _WHOLE.fullmatch(text) and len(text) < 19 else text


def decimal_typed(text: str) -> str:
    """A number with a point for its decimals and no other mark; else the text itself."""
    text = re.sub(r"\A[\u2212\u2013]\s*(?=[0-9])", "-", text.strip())
    if _GROUPED.fullmatch(text):
        return re.sub(r"[ \u00a0\u202f]", "", text).replace(",", ".")
    if _DECIMAL.fullmatch(text) and not _DOUBTFUL.fullmatch(text):
        return text.replace(",", ".")
    return text


def decimal_shown(value: Any, lang: UiLang) -> str:
    """A number as ``lang`` writes it.

    It gets a zero more where three decimals look like thousands.
    """
    text = str(as_typed(value))
    if not isinstance(value, str) and _DOUBTFUL.fullmatch(text):
        text = f"{text}0"
    if not _DECIMAL.fullmatch(text) or _DOUBTFUL.fullmatch(text):
        return text
    return text.replace(".", ",") if lang in {"de", "ru"} else text


def alike(one: Any, other: Any) -> bool:
    """Whether two inputs say the same, however their figures were typed; no value is none."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        keys = {key for found in (one, other) for key, value in found.items() if value is not None}
        return all(alike(one.get(key), other.get(key)) for key in keys)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(alike, one, other))
    if isinstance(one, bool) or isinstance(other, bool) or one is None or other is None:
        return one is other
    if isinstance(one, Mapping | list) or isinstance(other, Mapping | list):
        return False
    return _plain(one) == _plain(other)


def _plain(value: Any) -> str:
    text = str(as_typed(value)).strip()
    figures = text.replace(",", ".")
    if re.fullmatch(r"[+-]?[0-9]+\.[0-9]+", figures):
        return figures.rstrip("0").rstrip(".")
    return text
