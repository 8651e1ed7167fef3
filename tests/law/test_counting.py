"""Counting terms over holidays, month ends, leap days and year ends."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftersales_docs.law import LAWS, LawCode
from aftersales_docs.law.acts import ACTS, about
from aftersales_docs.law.counting import (
    UNITS,
    Unit,
    deadline,
    is_working_day,
    last_day,
    next_working_day,
)

days = st.dates(date(2015, 1, 1), date(2035, 12, 31))
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("start", "value", "unit", "law", "counted", "day"),
    [
        (date(2026, 11, 16), 10, "days", "ru", date(2026, 11, 26), date(2026, 11, 26)),
        (date(2026, 11, 18), 10, "days", "ru", date(2026, 11, 28), date(2026, 11, 30)),
        # Over the Russian New Year holidays, with the day off moved to 9 January.
        (date(2025, 12, 25), 10, "days", "ru", date(2026, 1, 4), date(2026, 1, 12)),
        (date(2026, 12, 21), 10, "days", "ru", date(2026, 12, 31), date(2027, 1, 11)),
        # Saturday 1 November 2025 was made a working day.
        (date(2025, 10, 22), 10, "days", "ru", date(2025, 11, 1), date(2025, 11, 1)),
        (date(2026, 12, 11), 14, "days", "de", date(2026, 12, 25), date(2026, 12, 28)),
        (date(2026, 1, 31), 1, "months", "ru", date(2026, 2, 28), date(2026, 3, 2)),
        (date(2028, 1, 31), 1, "months", "de", date(2028, 2, 29), date(2028, 2, 29)),
        (date(2024, 2, 29), 1, "years", "de", date(2025, 2, 28), date(2025, 2, 28)),
        (date(2026, 4, 30), 3, "working days", "de", date(2026, 5, 6), date(2026, 5, 6)),
        (date(2026, 4, 30), 3, "working days", "ru", date(2026, 5, 6), date(2026, 5, 6)),
    ],
)
def test_known_terms(
    start: date, value: int, unit: Unit, law: LawCode, counted: date, day: date
) -> None:
    found = deadline(start, value, unit, law)
    assert (found.counted, found.day) == (counted, day)
    assert found.moved == (counted != day)


def test_the_land_matters() -> None:
    epiphany = date(2026, 1, 6)
    assert is_working_day(epiphany, "de")
    assert not is_working_day(epiphany, "de", "BY")
    assert next_working_day(epiphany, "de", "BY") == date(2026, 1, 7)


@given(
    start=days, value=st.integers(1, 60), unit=st.sampled_from(UNITS), law=st.sampled_from(LAWS)
)
def test_a_term_ends_on_the_first_working_day(
    start: date, value: int, unit: Unit, law: LawCode
) -> None:
    found = deadline(start, value, unit, law)
    assert start < found.counted <= found.day
    assert is_working_day(found.day, law)
    between = (found.day - found.counted).days
    assert not any(is_working_day(found.counted + n * DAY, law) for n in range(between))


@given(start=days, months=st.integers(1, 120))
def test_a_period_ends_on_the_same_day_of_the_month_or_on_its_last(
    start: date, months: int
) -> None:
    end = last_day(start, months, "months")
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day == start.day or (end.day < start.day and (end + DAY).day == 1)


@pytest.mark.parametrize("law", LAWS)
def test_the_calendar_of_one_country_is_the_library_s(law: LawCode) -> None:
    country = about(ACTS / law).country
    (code,) = [code for code in holidays.list_supported_countries() if code == country]
    for land in (None, *holidays.list_supported_countries()[code]):
        known = holidays.country_holidays(country, subdiv=land)
        for number in range(0, 366 * 3, 7 if land else 1):
            day = date(2025, 1, 1) + number * DAY
            assert is_working_day(day, law, land) == known.is_working_day(day)


def test_other_countries_are_not_read() -> None:
    """Three hundred modules, a twentieth of the first letter's time."""
    program = (
        "import sys; from datetime import date; from aftersales_docs.law.counting import *\n"
        "assert not is_working_day(date(2026, 10, 3), 'de')\n"
        "assert not is_working_day(date(2026, 6, 12), 'ru')\n"
        "assert 'holidays.countries' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
