"""Versions of a document: which one it is, which it replaces, and what was changed when."""

from __future__ import annotations

import datetime
import re
from typing import Protocol, Self

from pydantic import model_validator

from .base import StrictModel
from .correspondence import lacking
from .refusal import refusal
from .scalars import Day, Line, ShortLine


class ReplacedVersion(StrictModel):
    """The version that a document takes the place of."""

    version: ShortLine | None = None
    number: ShortLine | None = None
    date: Day | None = None

    @model_validator(mode="after")
    def _is_named(self) -> Self:
        if not (self.version or self.number or self.date):
            raise lacking("version", "an earlier version is replaced, but which?")
        return self


class RecordedChange(StrictModel):
    """One line of the record of changes."""

    version: ShortLine
    date: Day
    what: Line
    approved_by: Line | None = None


class Versioned(Protocol):
    """A document that comes in versions; some are of a day."""

    @property
    def version(self) -> str | None:
        """What this version is called."""
        ...

    @property
    def replaces(self) -> ReplacedVersion | None:
        """The version before."""
        ...

    @property
    def valid_from(self) -> datetime.date | None:
        """The day from which this version holds."""
        ...

    @property
    def changes(self) -> tuple[RecordedChange, ...]:
        """The record of changes."""
        ...

    @property
    def date(self) -> datetime.date | None:
        """The day of the document."""
        ...


def check_versions(model: Versioned) -> None:
    """See that versions, their record and their days are in order.

    Raises:
        PydanticCustomError: they are not; with the field.

    """
    _check_replaced(model)
    _check_record(model)
    _check_days(model)


def _check_replaced(model: Versioned) -> None:
    before = model.replaces.version if model.replaces else None
    if before and not model.version:
        raise lacking("version", "an earlier version is replaced, but which one is this?")
    if before and model.version and not later(model.version, before):
        raise refusal(
            "version-not-later",
            "version {version} can't replace version {before}: it is not a later one",
            {
                "version": model.version,
                "before": before,
                "cure": "Give this document a later version.",
                "field": "replaces.version",
            },
        )


def _check_record(model: Versioned) -> None:
    for index in range(1, len(model.changes)):
        one, other = model.changes[index - 1 : index + 1]
        if other.date < one.date or not later(other.version, one.version):
            raise refusal(
                "record-out-of-order",
                "the record of changes goes from the oldest version to the newest",
                {"cure": "Compare versions and days.", "field": f"changes[{index}]"},
            )
    if model.changes and model.version and model.changes[-1].version != model.version:
        raise refusal(
            "version-not-recorded",
            "the record of changes ends with version {last}, but this is version {version}",
            {
                "last": model.changes[-1].version,
                "version": model.version,
                "cure": "Add what this version changes, or compare both versions.",
                "field": "changes",
            },
        )


def _check_days(model: Versioned) -> None:
    day = model.date
    replaced = model.replaces.date if model.replaces else None
    if day and model.valid_from and model.valid_from < day:
        raise refusal(
            "valid-before-date",
            "the document is valid from {valid}, but it is of {day}, a later day",
            {
                "valid": model.valid_from.isoformat(),
                "day": day.isoformat(),
                "cure": "Compare both days.",
                "field": "valid_from",
            },
        )
    if day and replaced and replaced > day:
        raise refusal(
            "replaces-later",
            "the version replaced is of {replaced}, later than this document of {day}",
            {
                "replaced": replaced.isoformat(),
                "day": day.isoformat(),
                "cure": "Compare both days.",
                "field": "replaces.date",
            },
        )


def later(version: str, before: str) -> bool:
    """Whether ``version`` comes after ``before``, as far as figures tell: 2.10 after 2.9."""
    first, second = (tuple(map(int, re.findall(r"\d+", one))) for one in (before, version))
    return version != before and (not first or not second or first < second)
