"""What a warranty section says where its input is silent: lawful for every buyer and law."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from ...law import LawCode
from .schema import PeriodStart, WarrantySection

# Days and attempts usual between businesses.
_DAYS: Final = 30
_ATTEMPTS: Final = 2
# The longest replacement that Russian law allows a seller of goods who examines them, and the
# time for a loan unit.
_REPLACEMENT: Final[Mapping[LawCode, int]] = {"ru": 20}
_LOAN: Final[Mapping[LawCode, int]] = {"ru": 3}


@dataclass(frozen=True, slots=True)
class Remedies:
    """The remedies with everything said."""

    choice: Literal["buyer", "supplier"]
    repair_days: int
    replacement_days: int
    attempts: int
    self_remedy: bool
    withdrawal: bool


@dataclass(frozen=True, slots=True)
class FilledPeriod:
    """The warranty period with its start."""

    months: int
    start: PeriodStart
    latest_months: int | None


def remedies_of(model: WarrantySection) -> Remedies:
    """The remedies: what the input says, else what the law demands for this buyer."""
    given, consumer, work = model.remedies, model.consumer, model.contract == "work"
    # In German works the choice is the contractor's (§ 635 BGB); elsewhere the consumer's.
    buyers = consumer and not (work and model.law == "de")
    replacement = _REPLACEMENT.get(model.law, _DAYS) if consumer and not work else _DAYS
    return Remedies(
        given.choice or ("buyer" if buyers else "supplier"),
        given.repair_days or _DAYS,
        given.replacement_days or replacement,
        given.attempts or (1 if consumer else _ATTEMPTS),
        given.self_remedy,
        given.withdrawal,
    )


def period_of(model: WarrantySection) -> FilledPeriod:
    """The warranty period: its start is what the law has where the input is silent."""
    given = model.period
    usual: PeriodStart = "delivery"
    if model.contract == "work":
        usual = "acceptance"
    elif model.consumer:
        usual = "handover"
    return FilledPeriod(given.months, given.start or usual, given.latest_months)


def loan_unit_days_of(model: WarrantySection) -> int | None:
    """Within how many days a loan unit comes: where the law gives one, without a word."""
    owed = model.consumer and model.contract != "work"
    return model.loan_unit_days or (_LOAN.get(model.law) if owed else None)
