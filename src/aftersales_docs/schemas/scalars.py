"""The plain values of input files: lines and paragraphs of text, days.

A value typed without quotes (``number: 007``) counts as text exactly as typed.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Annotated, Any, TypeAlias, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

T = TypeVar("T")
# A list in the file; kept as a tuple, since models are frozen.
Many: TypeAlias = Annotated[tuple[T, ...], Field(strict=False)]

_NONCHARACTERS = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")


def as_typed(value: Any) -> Any:
    """The characters that stand in the file for a number or a date; else the value itself."""
    return getattr(value, "source_text", value)


def _bad_character(text: str, allowed: str) -> str | None:
    for char in text:
        category = unicodedata.category(char)
        bad = category in {"Cc", "Cs", "Zl", "Zp"} or (ord(char) & 0xFFFE) == 0xFFFE
        if (bad or _NONCHARACTERS.match(char)) and char not in allowed:
            return char
    return None


def _checked(allowed: str) -> Any:
    def check(text: str) -> str:
        bad = _bad_character(text, allowed)
        if bad is not None:
            raise PydanticCustomError(
                "control-character",
                "the text holds the control character {name} at position {position}",
                {
                    "name": f"U+{ord(bad):04X}",
                    "position": text.index(bad) + 1,
                    "cure": "Delete it; it can't be printed.",
                },
            )
        return text

    return check


def _stripped(text: str) -> str:
    stripped = text.strip()
    if not stripped:
        raise PydanticCustomError("empty", "the text is empty", {"cure": "Fill it in."})
    return stripped


Line: TypeAlias = Annotated[
    str,
    BeforeValidator(as_typed),
    AfterValidator(_checked("")),
    AfterValidator(_stripped),
    Field(max_length=500),
]
ShortLine: TypeAlias = Annotated[
    str,
    BeforeValidator(as_typed),
    AfterValidator(_checked("")),
    AfterValidator(_stripped),
    Field(max_length=120),
]
Paragraph: TypeAlias = Annotated[
    str,
    BeforeValidator(as_typed),
    AfterValidator(_checked("\n")),
    AfterValidator(_stripped),
    Field(max_length=12_000),
]

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_POINTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def _no_day(text: str) -> PydanticCustomError:
    return PydanticCustomError(
        "not-a-date",
        "this is not a date",
        {"cure": "Write year-month-day, e.g. 2026-11-23.", "found": text},
    )


def _day(value: Any) -> Any:
    """A day from ``2026-11-23`` or ``23.11.2026``."""
    text = as_typed(value)
    if not isinstance(text, str):
        return value
    text = text.strip()
    if match := _ISO.fullmatch(text):
        year, month, day = map(int, match.groups())
    elif match := _POINTED.fullmatch(text):
        day, month, year = map(int, match.groups())
    else:
        raise _no_day(text)
    return _existing(year, month, day)


def _existing(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        named = 1 <= month <= 12
        raise PydanticCustomError(
            "impossible-date",
            "{what} does not exist",
            {
                "what": f"{day} {_MONTHS[month - 1]} {year}" if named else f"month {month}",
                "cure": "Write a day of the calendar, e.g. 2026-11-23.",
            },
        ) from error


Day: TypeAlias = Annotated[
    date,
    BeforeValidator(_day, json_schema_input_type=date),
]
