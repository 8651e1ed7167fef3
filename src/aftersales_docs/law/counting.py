"""Counting terms: from an event to the last day, over holidays and month ends.

Both laws count alike here: the day of the event does not count (art. 191 of the Russian
Civil Code, § 187(1) BGB); a term of months or years ends on the day with the same number,
or on the month's last day where there is none (art. 192, § 188); a term whose last day is
no working day ends on the next one (art. 193, § 193).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache, partial
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Literal

import holidays
from dateutil.relativedelta import relativedelta
from holidays.registry import COUNTRIES

from .acts import ACTS, about

Unit = Literal["days", "working days", "months", "years"]
UNITS: tuple[Unit, ...] = ("days", "working days", "months", "years")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of a term.

    ``counted`` is the day that counting led to; ``day`` is the working day the term really
    ends on, later where ``counted`` is none.
    """

    day: date
    counted: date

    @property
    def moved(self) -> bool:
        """Whether the term ends later because its last day is no working day."""
        return self.day != self.counted


@lru_cache(maxsize=16)
def _calendar(country: str) -> Callable[..., holidays.HolidayBase]:
    """The calendar of one ``country``, by its code of two letters.

    The library would read those of all its three hundred countries at once.
    """
    for file, names in COUNTRIES.items():
        path = Path(holidays.__file__).parent / "countries" / f"{file}.py"
        if country in names and path.is_file():
            spec = spec_from_file_location(f"{__name__}.{file}", path)
            if spec and spec.loader:
                module = module_from_spec(spec)
                spec.loader.exec_module(module)
                found: Callable[..., holidays.HolidayBase] = getattr(module, names[0])
                return found
    return partial(holidays.country_holidays, country)


@lru_cache(maxsize=64)
def _holidays(law: str, land: str | None) -> holidays.HolidayBase:
    return _calendar(about(ACTS / law).country)(subdiv=land)


def is_working_day(day: date, law: str, land: str | None = None) -> bool:
    """Whether ``day`` is a working day; ``land`` adds the holidays of a German Land.

    Days off and working Saturdays that the Russian Government moved count as decreed.
    """
    return _holidays(law, land).is_working_day(day)


def next_working_day(day: date, law: str, land: str | None = None) -> date:
    """``day`` itself if it is a working day, else the next one."""
    while not is_working_day(day, law, land):
        day += _DAY
    return day


def plus_months(day: date, months: int) -> date:
    """The day with the same number ``months`` later, or the last day of that month."""
    return day + relativedelta(months=months)


def _after_working_days(start: date, count: int, law: str, land: str | None) -> date:
    day = start
    for _ in range(count):
        day = next_working_day(day + _DAY, law, land)
    return day


def deadline(start: date, value: int, unit: Unit, law: str, land: str | None = None) -> Deadline:
    """The last day of a term of ``value`` ``unit`` after the event on the day ``start``."""
    match unit:
        case "days":
            counted = start + timedelta(days=value)
        case "working days":
            counted = _after_working_days(start, value, law, land)
        case "months":
            counted = plus_months(start, value)
        case "years":
            counted = plus_months(start, 12 * value)
    return Deadline(next_working_day(counted, law, land), counted)


def last_day(start: date, value: int, unit: Literal["months", "years"]) -> date:
    """The last day of a period that says how long a right lasts, such as a warranty.

    Nothing is to be done on that day, so that it is not moved to a working day.
    """
    return plus_months(start, value if unit == "months" else 12 * value)
