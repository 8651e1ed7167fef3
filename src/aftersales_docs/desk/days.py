"""Days as a person gives them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from ..errors import DataError, Problem, worded
from ..messages import for_reader


def today() -> date:
    """The day it is here."""
    return datetime.now(UTC).astimezone().date()


def refuse_reversed(since: date | None, until: date | None) -> None:
    """See that a period does not end before it begins.

    Raises:
        DataError: it does.

    """
    if since and until and since > until:
        raise DataError(
            Problem("days-reversed", "the period ends before it begins.", "Swap the two days.")
        )


def day_given(text: str | None) -> str:
    """A day as the register writes it, today if none is given.

    Raises:
        DataError: it is no day, or one to come.

    """
    try:
        day = date.fromisoformat(text) if text else today()
    except ValueError as error:
        raise DataError(
            Problem(
                "not-a-day",
                worded("'{text}' is not a date.", text=text),
                for_reader(
                    "Write year-month-day, e.g. 2026-11-23.",
                    form="Write it as 3.12.2026, 3 Dec or 2026-12-03.",
                ),
            )
        ) from error
    if day > today():
        raise DataError(
            Problem(
                "day-to-come",
                worded("{day} is still to come.", day=day.isoformat()),
                "Record a step once it was taken.",
            )
        )
    return day.isoformat()
