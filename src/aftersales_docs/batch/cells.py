"""What a spreadsheet makes of a value, made into what the field takes; or why it can't be.

A cell is accepted where it can mean one thing only. Where a spreadsheet has lost something
(zeros in front of a number, a number that became a date), that is an error with a cure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from ..errors import AftersalesError, worded
from ..schemas.source import parse_source
from .fields import Takes
from .labels import TRUTH, folded
from .workbook import CellError

__all__ = ["ABSENT", "CellFaultError", "Reading", "converted", "text_of"]


class _Absent:
    """The mark of a cell in which nothing stands."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Final = _Absent()
LONGEST: Final = 100_000  # Characters; the longest paragraph has 12 000.
_DIGITS: Final = 15  # What a spreadsheet keeps of a number.
_EPOCH: Final = date(1899, 12, 30)
_FIRST_DAY, _LAST_DAY = 18_264, 73_415  # 1950 to 2100, as a spreadsheet counts days.
_SPACES: Final = str.maketrans(dict.fromkeys("\u00a0\u202f\u2007\u2009", " "))
_USE: Final = re.compile(r"@([^\W\d]\w*(?:\.\w+)*)")
_GROUPED: Final = re.compile(
    r"([+-]?[0-9]{1,3}(?:([ .,'’])[0-9]{3})(?:\2[0-9]{3})*)([.,])([0-9]+)"
)
_MILLIONS: Final = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:([ .,'’])[0-9]{3})(?:\1[0-9]{3})+")
_STAMP: Final = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4})"
    r"[T ][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?"
)
# Figures in quotes, as a YAML file wants them for text: no value of ours has such quotes.
_QUOTED: Final = re.compile(r"[\"']([+0-9][0-9 ()./-]*)[\"']")
_WHOLE: Final = re.compile(r"[+-]?[0-9]+(?:[.,]0+)?")
_TRUTH: Final[Mapping[str, bool]] = {
    **{word: index == 0 for words in TRUTH.values() for index, word in enumerate(words)},
    **dict.fromkeys(("true", "wahr", "истина", "1"), True),
    **dict.fromkeys(("false", "falsch", "ложь", "0"), False),
}
_FAULTS: Final = re.compile(
    r"#(?:N/A|NV|Н/Д|REF!|BEZUG!|ССЫЛКА!|VALUE!|WERT!|ЗНАЧ!|DIV/0!|ДЕЛ/0!|NAME\?|ИМЯ\?|NUM!|ZAHL!"
    r"|ЧИСЛО!|NULL!|ПУСТО!)"
)


class CellFaultError(Exception):
    """A cell whose value can't be told, with code, message and cure."""

    def __init__(self, code: str, message: str, cure: str) -> None:
        super().__init__(message)
        self.code, self.message, self.cure = code, message, cure


@dataclass(frozen=True, slots=True)
class Reading:
    """How cells are read: ``typed`` says that they come from a spreadsheet.

    ``days`` says that a plain number may be a day there; ``facts`` are the names at the top of
    the house file, ``None`` where there is none.
    """

    typed: bool = True
    days: bool = True
    facts: frozenset[str] | None = None


def _fault(code: str, message: str, cure: str) -> CellFaultError:
    return CellFaultError(code, message, cure)


def text_of(cell: Any) -> str:
    """What stands in a cell, as a person reads it."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        whole = cell.is_integer() and abs(cell) < 10**_DIGITS
        return str(int(cell)) if whole else f"{_exact(cell):f}"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return cell.text if isinstance(cell, CellError) else str(cell)


def converted(cell: Any, takes: Takes, words: Mapping[str, str], reading: Reading) -> Any:
    """What ``cell`` means for a field that ``takes`` this; ``ABSENT`` for an empty one.

    ``words`` are the keys of the field's choices by the words that stand for them.

    Raises:
        CellFaultError: it can't be told.

    """
    if cell is None:
        return ABSENT
    for type_, read in _READERS:
        if isinstance(cell, type_):
            return read(cell, takes, words, reading)
    return cell  # A list or mapping of JSON or Parquet.


def _formula(text: str) -> CellFaultError:
    return _fault(
        "formula-error",
        worded("the cell holds the error {found} of a formula.", found=text),
        "Mend the formula, or type the value.",
    )


def _of_error(cell: CellError, *_: Any) -> Any:
    raise _formula(cell.text)


def _of_truth(cell: bool, takes: Takes, *_: Any) -> Any:
    if takes.bare and not takes.truth:
        return {} if cell else ABSENT
    if takes.truth or not takes.plain:
        return cell
    raise _fault(
        "wrong-type",
        worded(
            "found {found} where something else should stand.", found="true" if cell else "false"
        ),
        "Type the value as text.",
    )


def _of_day(cell: date, takes: Takes, *_: Any) -> Any:
    day = cell.date() if isinstance(cell, datetime) else cell
    if takes.day:
        return day.isoformat()
    raise _fault(
        "became-a-date",
        worded("the spreadsheet has made a date of what stood here ({day}).", day=day),
        "Format the column as text, then type the value again.",
    )


def _of_time(cell: time | timedelta, takes: Takes, *_: Any) -> Any:
    if isinstance(cell, timedelta):
        minutes, seconds = divmod(round(cell.total_seconds()), 60)
        text = f"{minutes // 60:02d}:{minutes % 60:02d}" + (f":{seconds:02d}" if seconds else "")
    else:
        text = cell.isoformat("seconds" if cell.second else "minutes")
    if takes.text:
        return text
    raise _fault(
        "wrong-type",
        worded("the cell holds a time of day ({time}).", time=text),
        "Type what belongs there.",
    )


def _exact(cell: float | Decimal) -> Decimal:
    """The number that the spreadsheet shows: it keeps 15 figures."""
    return Decimal(f"{cell:.{_DIGITS}g}") if isinstance(cell, float) else Decimal(cell)


def _of_number(
    cell: float | Decimal, takes: Takes, _words: Mapping[str, str], reading: Reading
) -> Any:
    number = _exact(cell)
    if not number.is_finite():
        raise _formula(str(cell))
    whole = number == number.to_integral_value()
    if takes.decimal:
        return _share(number, takes, reading)
    if takes.day and whole and _FIRST_DAY <= number <= _LAST_DAY and reading.days:
        return (_EPOCH + timedelta(days=int(number))).isoformat()
    if takes.whole and whole:
        return int(number)
    if takes.truth and number in {0, 1}:
        return bool(number)
    if takes.text or takes.entry is not None or takes.models:
        return _number_as_text(cell, number, whole)
    return number if not whole else int(number)


def _share(number: Decimal, takes: Takes, reading: Reading) -> Decimal:
    if takes.percent and reading.typed and 0 < number < 1:
        raise _fault(
            "percent-unclear",
            worded(
                "it is unclear whether {number} or {hundredfold} per cent is meant.",
                number=number,
                hundredfold=(number * 100).normalize(),
            ),
            worded(
                "Type the per cent as text: '{number} %' or '{hundredfold} %'.",
                number=number,
                hundredfold=(number * 100).normalize(),
            ),
        )
    return number


def _number_as_text(cell: float | Decimal, number: Decimal, whole: bool) -> str:
    """A number where text is wanted: a serial number, a postcode typed without quotes."""
    if whole and abs(number) < 10**_DIGITS:
        return str(int(number))
    if whole or isinstance(cell, float):
        message = worded(
            "the spreadsheet has made the number {number} of it; zeros or figures may be lost.",
            number=text_of(cell),
        )
        cure = "Format the column as text, then type the value again."
        raise _fault("became-a-number", message, cure)
    return f"{number:f}"


def _of_text(cell: str, takes: Takes, words: Mapping[str, str], reading: Reading) -> Any:
    text = cell.strip().strip("\u200b\ufeff").strip()
    if quoted := _QUOTED.fullmatch(text):
        text = quoted[1]
    if not text:
        return ABSENT
    if len(text) > LONGEST:
        raise _fault(
            "too-long",
            worded("the cell holds {length} {length:character|characters}.", length=len(text)),
            worded("At most {most} fit; shorten it.", most=LONGEST),
        )
    if _FAULTS.fullmatch(text):
        raise _formula(text)
    if (found := _used(text, takes, reading)) is not None:
        return found
    if text[0] in "{[" and (takes.models or takes.keyed or takes.entry is not None):
        return _flow(text)
    return _plain_text(text, takes, words, reading)


def _used(text: str, takes: Takes, reading: Reading) -> Any:
    """The fact of the house file that ``@parties.seller`` stands for."""
    match = _USE.fullmatch(text)
    if match is None:
        return None
    known = reading.facts is not None and match[1].partition(".")[0] in reading.facts
    if known or (not takes.text and not takes.choices):
        if reading.facts is None:
            raise _fault(
                "no-house-file",
                worded("'{text}' is a fact of the house, but no house file is named.", text=text),
                "Name it with --house, or in the file of --defaults: 'house: house.yaml'.",
            )
        return {"use": match[1]}
    return None


def _flow(text: str) -> Any:
    """Fields written out in the cell, as YAML or JSON has them on one line."""
    try:
        return parse_source("cell.yaml", f"value: {' '.join(text.split())}\n".encode()).data[
            "value"
        ]
    except AftersalesError as error:
        first = error.problems[0]
        raise _fault(first.code, first.message, first.cure) from error


def _plain_text(text: str, takes: Takes, words: Mapping[str, str], reading: Reading) -> Any:
    folded_text = folded(text)
    if takes.choices and (key := words.get(folded_text)) is not None:
        return key if takes.entry is None else [key]
    if (takes.truth or takes.bare) and folded_text in _TRUTH:
        return _of_truth(_TRUTH[folded_text], takes)
    if takes.entry is not None:
        return _entries(text, takes.entry, words, reading)
    if takes.decimal:
        return _decimal(text, takes)
    return text if takes.text else _figures(text.translate(_SPACES), takes)


def _figures(text: str, takes: Takes) -> Any:
    """A day or a whole number, as far as it is one; else the text, of which the model judges."""
    if takes.day:
        stamp = _STAMP.fullmatch(text)
        return stamp[1] if stamp else text
    return int(re.split("[.,]", text)[0]) if takes.whole and _WHOLE.fullmatch(text) else text


def _entries(text: str, takes: Takes, words: Mapping[str, str], reading: Reading) -> list[Any]:
    """The entries of a list in one cell: a line each; choices may stand behind commas too."""
    only_choices = bool(takes.choices) and not takes.text and not takes.models
    parts = re.split(r"[\r\n,;]+" if only_choices else r"[\r\n]+", text)
    found = (_of_text(part, takes, words, reading) for part in parts)
    return [one for one in found if one is not ABSENT]


def _decimal(text: str, takes: Takes) -> Any:
    """The number in ``text`` where that is certain; else the text, of which the model judges."""
    flat = text.translate(_SPACES).replace("−", "-")
    if takes.percent:
        flat = flat.removesuffix("%").rstrip()
    match = _GROUPED.fullmatch(flat)
    try:
        if match is not None and match[2] != match[3]:
            return Decimal(re.sub(r"[^0-9+-]", "", match[1]) + "." + match[4])
        if _MILLIONS.fullmatch(flat) and not takes.percent:
            return Decimal(re.sub(r"[^0-9+-]", "", flat))
    except InvalidOperation:  # pragma: no cover (both patterns hold figures only)
        return text
    return flat


# A truth is a number too, and a moment a day, so they come first.
_READERS: Final[tuple[tuple[Any, Callable[..., Any]], ...]] = (
    (str, _of_text),
    (bool, _of_truth),
    (int | float | Decimal, _of_number),
    (date, _of_day),
    (time | timedelta, _of_time),
    (CellError, _of_error),
)
