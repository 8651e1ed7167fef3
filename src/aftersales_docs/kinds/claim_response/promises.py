"""What the company promises in its answer, and by when: terms of the law and of the house."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, cast

from ...errors import Problem
from ...law.counting import Deadline, Unit, deadline
from ...law.facts import Fact
from ...rules.verdict import doubtful, forbidden
from ...schemas.correspondence import CURRENCY_OF
from .case import Case
from .schema import PAYMENTS, Remedy, RemedyType

Event = Literal["demand", "loan-demand", "goods", "answer"]
_CENT = Decimal("0.01")
_REPLACEMENT: Mapping[str, str] = {
    "in-stock": "consumer_replacement_term",
    "check-needed": "consumer_replacement_term_check",
    "not-in-stock": "consumer_replacement_term_absent",
}
# Longer than this, a German court may ask whether the term was still reasonable.
_REASONABLE_DAYS = 30


# Where each remedy stands in the law: Russian consumers, Russian business, Germany.
_RU_CONSUMER: Mapping[RemedyType, tuple[str, ...]] = {
    "repair": ("consumer_remedies", "consumer_repair_term"),
    "replacement": ("consumer_remedies", "consumer_replacement_term"),
    "price-reduction": ("consumer_remedies", "consumer_payment_term"),
    "refund": ("consumer_remedies", "consumer_payment_term"),
    "repair-costs": ("consumer_remedies", "consumer_payment_term"),
    "damages": ("consumer_remedies", "consumer_payment_term"),
    "loan-unit": ("consumer_loan_unit",),
    "transport": ("consumer_transport",),
    "penalty": ("consumer_penalty",),
}
_RU_BUSINESS: Mapping[RemedyType, tuple[str, ...]] = dict.fromkeys(
    ("repair", "replacement", "price-reduction", "refund", "repair-costs"), ("civil_remedies",)
)
_DE: Mapping[RemedyType, tuple[str, ...]] = {
    "repair": ("sale_remedies", "sale_performance"),
    "replacement": ("sale_remedies", "sale_performance"),
    "price-reduction": ("sale_remedies", "sale_price_reduction"),
    "refund": ("sale_remedies", "sale_withdrawal_effects"),
    "repair-costs": ("sale_damages",),
    "damages": ("sale_damages",),
    "transport": ("sale_performance_costs",),
}


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the law that binds the company, from its event on."""

    fact: Fact
    event: Event
    start: date
    deadline: Deadline


@dataclass(frozen=True, slots=True)
class Promise:
    """One remedy with its term.

    ``due`` is the day it is promised for; ``None`` where the term runs from the handover
    of goods that are not there yet, and ``days`` then says how long it is. ``moved`` says
    that the term ends later because of a day off. ``term`` is the statutory term, if the
    law sets one; ``late_days`` counts from its end to the answer.
    """

    remedy: Remedy
    index: int
    term: Term | None
    due: date | None
    days: int | None
    moved: bool
    late_days: int = 0

    @property
    def own(self) -> bool:
        """Whether the day is the company's own promise rather than the end of a term of law."""
        return self.term is None or self.due != self.term.deadline.day

    @property
    def late(self) -> bool:
        """Whether the statutory term was over when the answer was written."""
        return self.late_days > 0


def basis(case: Case, type_: RemedyType) -> tuple[str, ...]:
    """The citation keys of what obliges the company; empty where it acts out of goodwill."""
    if case.model.goodwill:
        return ()
    if not case.ru:
        return _DE.get(type_, ()) if case.model.responding_as == "seller" else ("guarantee",)
    return (_RU_CONSUMER if case.consumer else _RU_BUSINESS).get(type_, ())


def statutory_term(case: Case, type_: RemedyType, stock: str = "in-stock") -> Term | None:
    """The term that Russian law sets a seller for a consumer's demand; elsewhere none.

    Repair has no term of its own: the law caps the term that the parties agree on.
    """
    if not case.ru or not case.consumer:
        return None
    claim = case.model.claim
    event: Event = "demand"
    start = claim.received
    if type_ == "replacement":
        key = _REPLACEMENT[stock]
    elif type_ == "loan-unit":
        key, event, start = "consumer_loan_term", "loan-demand", claim.loan_demanded or start
    elif type_ in PAYMENTS - {"penalty"}:
        key = "consumer_payment_term"
    else:
        return None
    fact = case.law.fact(key)
    return Term(fact, event, start, _end(case, start, fact))


def _end(case: Case, start: date, fact: Fact) -> Deadline:
    unit = cast("Unit", fact.unit)
    return deadline(start, int(fact.value), unit, case.model.law, case.model.land)


def repair_cap(case: Case) -> Fact | None:
    """The longest term that may be agreed for a repair, where the law has one.

    Twenty days bind the manufacturer where a substantial defect shows after the warranty
    and after two years (art. 19(6)); forty-five days everyone else (art. 20(1)).
    """
    if not case.ru or not case.consumer:
        return None
    beyond = case.claims_until is not None and case.appeared > case.claims_until
    if beyond and not case.under_warranty and case.model.responding_as != "seller":
        return case.law.fact("consumer_manufacturer_repair_term")
    return case.law.fact("consumer_repair_term_max")


def penalty(case: Case, days: int) -> Decimal | None:
    """The penalty for ``days`` of delay: a share of the price a day (art. 23(1)).

    Since 01.02.2026 not more than what was paid. ``None`` without a price.
    """
    price = case.model.product.price
    if price is None:
        return None
    rate = case.law.fact("consumer_penalty_rate").value / 100
    amount = price * rate * days
    if case.law.has_fact("consumer_penalty_cap"):
        cap = case.law.fact("consumer_penalty_cap").value / 100
        amount = min(amount, price * cap)
    return amount.quantize(_CENT, ROUND_HALF_UP)


def _field(index: int, name: str) -> str:
    return f"remedies[{index}].{name}"


def _house(case: Case, remedy: Remedy, start: date | None) -> tuple[date | None, int, bool]:
    """The day, the length and the shift of a term that the house sets itself."""
    days = remedy.days or case.model.house_term_days
    if remedy.by:
        return remedy.by, days, False
    if start is None:
        return None, days, False
    end = deadline(start, days, "days", case.model.law, case.model.land)
    return end.day, days, end.moved


def _repair(case: Case, index: int, remedy: Remedy, notes: list[Problem]) -> Promise:
    """A repair: its term begins when the goods are there."""
    start = case.model.claim.goods_received
    due, days, moved = _house(case, remedy, start)
    cap = repair_cap(case)
    if cap:
        notes += _over_cap(case, index, remedy, cap, due)
    elif not case.ru and case.consumer:
        # A day given outright is as long as the time until then.
        whole = (due - (start or case.model.date)).days if remedy.by and due else days
        notes += [_long_term(index, whole)] if whole > _REASONABLE_DAYS else []
    return Promise(remedy, index, None, due, None if due else days, moved)


def _over_cap(
    case: Case, index: int, remedy: Remedy, cap: Fact, due: date | None
) -> Iterator[Problem]:
    limit = int(cap.value)
    start = case.model.claim.goods_received or case.demanded
    last = _end(case, start, cap)
    basis = case.cite(cap.citation_key)
    days = remedy.days or (0 if due else case.model.house_term_days)
    if days > limit:
        yield forbidden(
            "repair-term-too-long",
            f"a repair term of {days} days is longer than the {limit} days that the law "
            f"allows ({basis}).",
            f"Write {limit} or less.",
            _field(index, "days") if remedy.days else "house_term_days",
        )
    elif due and due > last.day and last.day >= case.model.date:
        yield forbidden(
            "repair-term-too-long",
            f"the repair would end on {due.isoformat()}, after the {limit} days that the law "
            f"allows ({basis}).",
            f"Promise it by {last.day.isoformat()} at the latest.",
            _field(index, "by" if remedy.by else "type"),
        )
    elif last.day < case.model.date:
        yield doubtful(
            "term-passed",
            f"the {limit} days for the repair ended on {last.day.isoformat()} ({basis}).",
            "The consumer may now choose another remedy and demand the penalty.",
            _field(index, "type"),
        )


def _long_term(index: int, days: int) -> Problem:
    return doubtful(
        "term-perhaps-unreasonable",
        f"whether {days} days are still a reasonable term for subsequent performance depends "
        "on the case (§ 475(5) BGB).",
        "Say in 'details' why it takes so long, or shorten it.",
        _field(index, "days"),
    )


def _with_term(
    case: Case, index: int, remedy: Remedy, term: Term, notes: list[Problem]
) -> Promise:
    """A remedy for which the law sets a term."""
    last = term.deadline.day
    if last < case.model.date:
        return _late(case, index, remedy, term, notes)
    given = remedy.by
    if given is None and remedy.days:
        given = deadline(term.start, remedy.days, "days", case.model.law, case.model.land).day
    if given and given > last:
        basis = case.cite(term.fact.citation_key)
        notes.append(
            forbidden(
                "term-over-statutory",
                f"{given.isoformat()} is after the end of the statutory term ({basis}).",
                f"Promise it by {last.isoformat()} at the latest.",
                _field(index, "by" if remedy.by else "days"),
            )
        )
    due = given or last
    return Promise(remedy, index, term, due, None, term.deadline.moved and due == last)


def _late(case: Case, index: int, remedy: Remedy, term: Term, notes: list[Problem]) -> Promise:
    """A remedy whose term is over: the penalty runs."""
    last = term.deadline.day
    days = (case.model.date - last).days
    sum_ = penalty(case, days)
    currency = case.model.currency or CURRENCY_OF[case.model.law]
    cost = f"; so far {sum_} {currency}" if sum_ is not None else ""
    basis = case.cite(term.fact.citation_key)
    notes.append(
        doubtful(
            "term-passed",
            f"the statutory term ended on {last.isoformat()} ({basis}); the consumer may demand "
            f"a penalty of 1 % of the price for each day{cost}.",
            "Perform at once; consider the remedy 'penalty'.",
            _field(index, "type"),
        )
    )
    due, _, moved = _house(case, remedy, case.model.date)
    return Promise(remedy, index, term, due, None, moved, days)


def _promise(case: Case, index: int, remedy: Remedy, notes: list[Problem]) -> Promise:
    if remedy.type == "repair":
        return _repair(case, index, remedy, notes)
    term = statutory_term(case, remedy.type, remedy.stock)
    if term:
        return _with_term(case, index, remedy, term, notes)
    waits = remedy.type in {"replacement", "loan-unit"} and case.model.handover is not None
    start = case.model.claim.goods_received or (None if waits else case.model.date)
    due, days, moved = _house(case, remedy, max(start, case.model.date) if start else None)
    if not case.ru and case.consumer and days > _REASONABLE_DAYS and remedy.type == "replacement":
        notes.append(_long_term(index, days))
    return Promise(remedy, index, None, due, None if due else days, moved)


def _in_past(case: Case, promise: Promise) -> Iterator[Problem]:
    if promise.remedy.by and promise.remedy.by < case.model.date:
        yield forbidden(
            "promise-in-the-past",
            f"the answer of {case.model.date.isoformat()} promises something for "
            f"{promise.remedy.by.isoformat()}.",
            "Give a later day, or correct the date of the answer.",
            _field(promise.index, "by"),
        )


def promises(case: Case) -> tuple[tuple[Promise, ...], list[Problem]]:
    """All remedies with their terms, and what the law has against them."""
    notes: list[Problem] = []
    found = tuple(
        _promise(case, index, remedy, notes) for index, remedy in enumerate(case.model.remedies)
    )
    for promise in found:
        notes += _in_past(case, promise)
    return found, notes


def answer_due(case: Case) -> tuple[date, str]:
    """The day by which the answer must be out, and why (a citation, or the house's own term).

    In Russia the earliest statutory term of what the consumer demands; elsewhere the
    house's own term, which no law sets.
    """
    demanded = case.model.claim.demanded
    terms = [term for type_ in demanded if (term := statutory_term(case, type_))]
    if terms:
        first = min(terms, key=lambda term: term.deadline.day)
        return first.deadline.day, case.cite(first.fact.citation_key)
    model = case.model
    end = deadline(case.demanded, model.house_term_days, "days", model.law, model.land)
    return end.day, "the house's own term"
