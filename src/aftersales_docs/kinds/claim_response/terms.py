"""Terms that the law sets for what a consumer demands, and the penalty once they are over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, cast

from ...law import law_of
from ...law.counting import Deadline, Unit, deadline
from ...law.facts import Fact
from ...rules.sums import to_cents
from .case import Case
from .remedies import PAYMENTS, RemedyType, Replacement

Event = Literal["demand", "loan-demand", "goods", "answer"]
_REPLACEMENT: Mapping[str, str] = {
    "in-stock": "consumer_replacement_term",
    "check-needed": "consumer_replacement_term_check",
    "not-in-stock": "consumer_replacement_term_absent",
}
# From this day on the penalty ends at the price (Federal Law 500-FZ of 28.12.2025).
PENALTY_CAP = date(2026, 2, 1)


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the law that binds the company, from its event on."""

    fact: Fact
    event: Event
    start: date
    deadline: Deadline


def end_of(case: Case, start: date, fact: Fact) -> Deadline:
    """The last day of the statutory term ``fact`` that begins with ``start``."""
    unit = cast("Unit", fact.unit)
    return deadline(start, int(fact.value), unit, case.model.law, case.model.land)


def stock_of(case: Case) -> str:
    """Where the goods for a promised replacement are."""
    found = (remedy.stock for remedy in case.model.remedies if isinstance(remedy, Replacement))
    return next(found, "in-stock")


def statutory_term(case: Case, type_: RemedyType) -> Term | None:
    """The term that Russian law sets for a consumer's demand; elsewhere none.

    Repair has no term of its own: the law caps the term that the parties agree on. The term
    for a loan unit begins when one is demanded, and not before.
    """
    if not case.ru or not case.consumer:
        return None
    claim = case.model.claim
    event: Event = "demand"
    start = claim.received
    if type_ == "replacement":
        key = _REPLACEMENT[stock_of(case)]
    elif type_ == "loan-unit":
        if not claim.loan_demanded and "loan-unit" not in claim.demanded:
            return None
        key, event, start = "consumer_loan_term", "loan-demand", claim.loan_demanded or start
    elif type_ in PAYMENTS - {"penalty"}:
        key = "consumer_payment_term"
    else:
        return None
    fact = case.law.fact(key)
    return Term(fact, event, start, end_of(case, start, fact))


def repair_cap(case: Case) -> Fact | None:
    """The longest term that may be agreed for a repair, where the law has one.

    Twenty days bind the manufacturer where a substantial defect shows after the warranty
    and after two years (art. 19(6)); forty-five days everyone else (art. 20(1)).
    """
    if not case.ru or not case.consumer:
        return None
    if case.from_manufacturer:
        return case.law.fact("consumer_manufacturer_repair_term")
    return case.law.fact("consumer_repair_term_max")


def repair_start(case: Case) -> date | None:
    """The day from which a repair's days are counted; ``None`` if the goods are to come.

    The manufacturer's twenty days run from the demand itself (art. 19(6)).
    """
    return case.demanded if case.from_manufacturer else case.model.claim.goods_received


def repair_limit(case: Case) -> Deadline | None:
    """The last day on which a repair is still in time by law, as far as it is known."""
    cap = repair_cap(case)
    start = repair_start(case) or case.demanded
    return end_of(case, start, cap) if cap else None


def penalty(case: Case, days: int) -> Decimal | None:
    """The penalty for ``days`` of delay: a share of the price a day (art. 23(1)).

    By an answer of 01.02.2026 or later not more than what was paid. ``None`` without a price.
    """
    price = case.model.product.price
    if price is None:
        return None
    rate = case.law.fact("consumer_penalty_rate").value / 100
    amount = price * rate * days
    on_the_day = law_of(case.model.law, case.model.date)
    if on_the_day.has_fact("consumer_penalty_cap"):
        cap = on_the_day.fact("consumer_penalty_cap").value / 100
        amount = min(amount, price * cap)
    return to_cents(amount)
