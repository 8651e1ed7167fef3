"""Numbers from patterns (``WR-{year}-{seq:05}``): in each series without gaps or doubles.

A series is a pattern with all but ``seq`` filled in: ``WR-2026-{seq:05}``. Its counter is put up
in the same transaction that writes the document's row, so a number that is not used is not
given.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import connection

from ..errors import DataError, Problem, worded
from ..messages import for_reader
from .chain import Act, append
from .register.models import Counter, Document, Pattern

# Numbers come from the input, whatever they are.
FREE: Final = "*"
_FIELD: Final = re.compile(r"\{(?:(year|yy|office)|seq(?::0([1-9]))?)\}")
_PLAIN: Final = re.compile(r"[\w ./\-–№#()]*")


@dataclass(frozen=True, slots=True)
class Series:
    """A kind's numbers of one pattern, year and office: what stands before and after ``seq``."""

    kind: str
    before: str
    digits: int
    after: str

    @property
    def key(self) -> str:
        """The name of its counter."""
        return f"{self.before}{{seq:0{self.digits}}}{self.after}"

    def number(self, seq: int) -> str:
        """The number that is ``seq`` in this series."""
        return f"{self.before}{seq:0{self.digits}}{self.after}"

    def seq_of(self, number: str) -> int | None:
        """Which of this series ``number`` is; ``None`` if it is none of it."""
        found = re.fullmatch(
            f"{re.escape(self.before)}([0-9]{{1,18}}){re.escape(self.after)}", number
        )
        seq = int(found[1]) if found else 0
        return seq if seq and self.number(seq) == number else None


def refuse_bad(pattern: str) -> None:
    """See that ``pattern`` is one.

    Raises:
        DataError: it is none.

    """
    fields = [found[0] for found in _FIELD.finditer(pattern)]
    plain = _FIELD.sub("", pattern)
    counted = sum(one.startswith("{seq") for one in fields)
    if pattern == FREE or (counted == 1 and _PLAIN.fullmatch(plain) and len(pattern) <= 80):
        return
    raise DataError(
        Problem(
            "number-pattern",
            worded("'{pattern}' is no pattern for numbers.", pattern=pattern),
            worded(
                "Write {example}: letters and figures, one {seq}, and {year}, {yy} or {office} "
                "if you like; or {free}, where all numbers come from the input.",
                example="WR-{year}-{seq:05}",
                seq="{seq}",
                year="{year}",
                yy="{yy}",
                office="{office}",
                free=FREE,
            ),
        )
    )


def default_pattern(kind: str) -> str:
    """The pattern of a kind for which none was set: the first letters of its name."""
    return "".join(word[0] for word in kind.upper().split("-")) + "-{office}{year}-{seq:05}"


MAIN: Final = "main"


def pattern_of(kind: str, office: str) -> str:
    """The pattern by which ``office`` numbers documents of ``kind``."""
    found = Pattern.objects.filter(kind=kind, office=office).first()
    return found.pattern if found else default_pattern(kind)


def series_of(kind: str, office: str, day: date, pattern: str) -> Series:
    """The series that a document of ``day`` belongs to."""
    values = {
        "year": f"{day.year:04}",
        "yy": f"{day.year % 100:02}",
        # The main office needs no name where nothing else was asked for.
        "office": "" if pattern == default_pattern(kind) and office == MAIN else office,
    }
    if pattern == default_pattern(kind) and values["office"]:
        values["office"] += "-"
    parts: list[str] = [""]
    digits, end = 1, 0
    for found in _FIELD.finditer(pattern):
        parts[-1] += pattern[end : found.start()]
        end = found.end()
        if found[1]:
            parts[-1] += values[found[1]]
        else:
            digits = int(found[2] or 1)
            parts.append("")
    parts[-1] += pattern[end:]
    return Series(kind, parts[0], digits, parts[1])


def last_given(series: Series) -> int:
    """The last number of ``series`` that was given; 0 for none."""
    found = Counter.objects.filter(kind=series.kind, series=series.key).first()
    return found.last if found else 0


def count_up(series: Series) -> int:
    """The next of ``series``, taken in the transaction that is open."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO register_counter (kind, series, last) VALUES (%s, %s, 1) "
            "ON CONFLICT (kind, series) DO UPDATE SET last = register_counter.last + 1 "
            "RETURNING last",
            [series.kind, series.key],
        )
        return int(cursor.fetchone()[0])


def take(series: Series | None, kind: str, number: str) -> None:
    """Take a number that the input gives, in the transaction that is open.

    Raises:
        DataError: it is not of the pattern, not free, or would leave a gap.

    """
    if series is not None:
        _count_to(series, number)
    if Document.objects.filter(kind=kind, number=number).exists():
        raise _refused(
            "number-taken",
            worded("the number '{number}' is taken.", number=number),
            "Leave 'number' out of the input, or issue a new edition with --replaces.",
        )


def _count_to(series: Series, number: str) -> None:
    """Count the series up to the ``number`` given, if that is its next."""
    seq = series.seq_of(number)
    if seq is None:
        raise _refused(
            "number-not-of-pattern",
            worded(
                "the number '{number}' does not fit the numbers of this kind, {series}.",
                number=number,
                series=series.key,
            ),
            for_reader(
                "Leave 'number' out of the input, or set a pattern that allows it with "
                "'register pattern'.",
                form="Leave the number empty: it is given when the document is issued.",
            ),
        )
    last = last_given(series)
    if seq > last + 1:
        raise _refused(
            "number-leaves-gap",
            worded(
                "the number '{number}' would leave a gap: the next is {following}.",
                number=number,
                following=series.number(last + 1),
            ),
            "Leave 'number' out of the input; or, where numbers up to it were given without "
            "this register, say so with 'register pattern --next'.",
        )
    if seq == last + 1:
        count_up(series)


def _refused(code: str, message: str, cure: str) -> DataError:
    return DataError(Problem(code, message, cure, "number"))


def set_pattern(
    kind: str, office: str, pattern: str, who: str, first: tuple[int, int] | None = None
) -> None:
    """Number documents of ``kind`` in ``office`` by ``pattern``, in the transaction that is open.

    ``first`` is a year and the next number of its series, where others were given before the
    register was.

    Raises:
        DataError: it is no pattern, or ``first`` was given already.

    """
    refuse_bad(pattern)
    Pattern.objects.update_or_create(kind=kind, office=office, defaults={"pattern": pattern})
    facts: dict[str, Any] = {"kind": kind, "office": office, "pattern": pattern}
    if first is not None and pattern != FREE:
        series = series_of(kind, office, date(first[0], 1, 1), pattern)
        skipped = [last_given(series) + 1, first[1] - 1]
        _start_at(series, first[1])
        facts |= {"series": series.key, "skipped": skipped}
    append("pattern", Act(who, clear=facts))


def _start_at(series: Series, first: int) -> None:
    last = last_given(series)
    if first <= last:
        raise DataError(
            Problem(
                "number-given",
                worded(
                    "{number} can't be the next: {last} was given already.",
                    number=series.number(first),
                    last=series.number(last),
                ),
                "Give a higher one.",
            )
        )
    Counter.objects.update_or_create(
        kind=series.kind, series=series.key, defaults={"last": first - 1}
    )
