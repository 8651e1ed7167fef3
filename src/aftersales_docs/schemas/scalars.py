"""The plain values of input files: lines and paragraphs of text, days.

A value typed without quotes (``number: 007``) counts as text exactly as typed.
"""

from __future__ import annotations

import calendar
import contextlib
import re
from datetime import date
from typing import Annotated, Any, NoReturn, TypeAlias, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from ..errors import worded
from ..messages import for_reader
from .refusal import refusal

T = TypeVar("T")
# A list in the file; kept as a tuple, since models are frozen.
Many: TypeAlias = Annotated[tuple[T, ...], Field(strict=False)]

_ONE_LINE = for_reader(
    "Write it in one line; in YAML '>-' joins lines.",
    form="Write it in one line.",
    program="Write it in one line.",
)
LINE_LENGTH = 500
SHORT_LINE_LENGTH = 120
PARAGRAPH_LENGTH = 12_000


def as_typed(value: Any) -> Any:
    """The characters that stand in the file for a number; else the value itself."""
    return getattr(value, "source_text", value)


def _with_plain_breaks(value: Any) -> Any:
    """``value`` as typed, every line break being a newline."""
    text = as_typed(value)
    return text.replace("\r\n", "\n").replace("\r", "\n") if isinstance(text, str) else text


# What Word, PDF or XML can't hold: controls, halves of pairs, line and paragraph separators,
# noncharacters; direction marks and emoji are fine.
_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    chr(plane << 16 | last) for plane in range(0x11) for last in (0xFFFE, 0xFFFF)
)
_UNPRINTABLE = re.compile(f"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff{_NONCHARACTERS}]")
_UNPRINTABLE_IN_LINES = re.compile(
    f"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff{_NONCHARACTERS}]"
)


def _refuse(char: str, position: int) -> NoReturn:
    if char in "\n\r\u2028\u2029":
        raise refusal(
            "line-break",
            "there is a line break at character {position}, but this is one line",
            {"position": position, "cure": _ONE_LINE},
        )
    if char == "\t":
        raise refusal(
            "tab",
            "there is a tab at character {position}",
            {"position": position, "cure": "Write a space instead."},
        )
    raise refusal(
        "control-character",
        "there is the control character {name} at character {position}",
        {"name": f"U+{ord(char):04X}", "position": position, "cure": "Delete it."},
    )


def _one_line(text: str) -> str:
    if bad := _UNPRINTABLE.search(text):
        _refuse(bad[0], bad.start() + 1)
    return text


def _lines(text: str) -> str:
    if bad := _UNPRINTABLE_IN_LINES.search(text):
        _refuse(bad[0], bad.start() + 1)
    return text


def _bounds(length: int) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, min_length=1, max_length=length)


def _schema(length: int) -> WithJsonSchema:
    """The JSON Schema of text that is not blank; a number without quotes is text as well."""
    return WithJsonSchema(
        {"type": ["string", "number"], "minLength": 1, "maxLength": length, "pattern": r"\S"}
    )


# The order matters: the bounds stand at ``str``, the conversion outside them.
Line: TypeAlias = Annotated[
    str,
    _bounds(LINE_LENGTH),
    BeforeValidator(as_typed),
    AfterValidator(_one_line),
    _schema(LINE_LENGTH),
]
ShortLine: TypeAlias = Annotated[
    str,
    _bounds(SHORT_LINE_LENGTH),
    BeforeValidator(as_typed),
    AfterValidator(_one_line),
    _schema(SHORT_LINE_LENGTH),
]
Paragraph: TypeAlias = Annotated[
    str,
    _bounds(PARAGRAPH_LENGTH),
    BeforeValidator(_with_plain_breaks),
    AfterValidator(_lines),
    _schema(PARAGRAPH_LENGTH),
]

# Programs that know days as midnights only write the time of day too.
_ISO = re.compile(
    r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?(?:Z|\+00:00)?)?"
)
_POINTED = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_SLASHED = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_SHORT_YEAR = re.compile(r"[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2}")
_EXAMPLE = worded("Write year-month-day, e.g. 2026-11-23.")
MONTHS = (
    worded("January"),
    worded("February"),
    worded("March"),
    worded("April"),
    worded("May"),
    worded("June"),
    worded("July"),
    worded("August"),
    worded("September"),
    worded("October"),
    worded("November"),
    worded("December"),
)


def _wrong_day(code: str, message: str, cure: str) -> PydanticCustomError:
    return refusal(code, "{message}", {"message": message, "cure": cure})


def _ambiguous(first: int, second: int, year: int) -> PydanticCustomError:
    """The error of ``01/02/2026``; the cure reads day first, unless only month first fits."""
    day, month = (second, first) if second > 12 else (first, second)
    cure = _EXAMPLE
    with contextlib.suppress(ValueError):  # Neither reading is a day of the calendar.
        meant = date(year, month, day)
        cure = worded("Write {date}, if that day is meant.", date=meant)
    return _wrong_day(
        "ambiguous-date", worded("day and month can be mistaken for each other"), cure
    )


def _existing(year: int, month: int, day: int) -> date:
    """The day of the calendar.

    Raises:
        PydanticCustomError: there is none; says which part is impossible.
    """
    if year < 1:
        what = worded("there is no year 0")
    elif not 1 <= month <= 12:
        what = worded("there is no month {month}", month=month)
    elif not 1 <= day <= 31:
        what = worded("no month has a day {day}", day=day)
    elif day > (last := calendar.monthrange(year, month)[1]):
        what = worded(
            "{day} {month} {year} does not exist: {month} {year} has {last} days",
            day=day,
            month=MONTHS[month - 1],
            year=year,
            last=last,
        )
    else:
        return date(year, month, day)
    raise _wrong_day("impossible-date", what, "Write a day of the calendar, e.g. 2026-11-23.")


def _day(value: Any) -> Any:
    """A day from ``2026-11-23`` or ``23.11.2026``."""
    text = as_typed(value)
    if not isinstance(text, str):
        return value
    text = text.strip()
    if match := _ISO.fullmatch(text):
        year, month, day = map(int, match.groups())
        return _existing(year, month, day)
    if match := _POINTED.fullmatch(text):
        day, month, year = map(int, match.groups())
        return _existing(year, month, day)
    if match := _SLASHED.fullmatch(text):
        first, second, year = map(int, match.groups())
        raise _ambiguous(first, second, year)
    if _SHORT_YEAR.fullmatch(text):
        raise _wrong_day("short-year", worded("the year has two figures only"), _EXAMPLE)
    raise _wrong_day(
        "not-a-date",
        worded("this is not a date") if text else worded("the date is empty"),
        _EXAMPLE,
    )


Day: TypeAlias = Annotated[
    date,
    BeforeValidator(_day),
    WithJsonSchema(
        {
            "type": "string",
            "anyOf": [
                {"format": "date"},
                {"pattern": r"^[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}$"},
            ],
            "examples": ["2026-11-23", "23.11.2026"],
        }
    ),
]

_TRUTHS = {
    **dict.fromkeys(("true", "yes", "ja", "да"), True),
    **dict.fromkeys(("false", "no", "nein", "нет"), False),
}


def truth_said(words: str) -> bool | None:
    """The truth that is written as a word; ``None`` if it is no such word."""
    return _TRUTHS.get(words.strip().casefold())
