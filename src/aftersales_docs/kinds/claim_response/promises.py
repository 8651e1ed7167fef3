"""What the company promises in its answer, and by when: terms of the law and of the house."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ...errors import Problem, worded
from ...law.counting import deadline, is_working_day
from ...law.facts import Fact
from ...rules.verdict import doubtful, forbidden, note
from ...schemas.correspondence import CURRENCY_OF
from ...schemas.field_words import choice_said
from .case import Case
from .remedies import Payment, Remedy, Repair, Transport
from .terms import (
    PENALTY_CAP,
    Term,
    end_of,
    penalty,
    repair_cap,
    repair_start,
    statutory_term,
)

# Longer than this, a German court may ask whether the term was still reasonable.
_REASONABLE_DAYS = 30


@dataclass(frozen=True, slots=True)
class Promise:
    """One remedy with its term, from the rule to the text.

    ``due`` is the day it is promised for; ``None`` where the term runs from the handover
    of goods that are not there yet, and ``days`` then says how long it is. ``moved`` says
    that the term ends later because of a day off. ``term`` is the statutory term, if the
    law sets one; ``late_days`` counts from its end to the answer. ``basis`` is what obliges
    the company, in the words of the letter's language; the rules leave it empty.
    """

    remedy: Remedy
    index: int
    term: Term | None
    due: date | None
    days: int | None
    moved: bool
    late_days: int = 0
    basis: str = ""

    @property
    def amount(self) -> Decimal:
        """The amount to be paid."""
        return self.remedy.amount if isinstance(self.remedy, Payment) else Decimal(0)

    @property
    def ended(self) -> date | None:
        """The last day of the statutory term, if there is one."""
        return self.term.deadline.day if self.term else None

    @property
    def term_days(self) -> int | None:
        """The statutory term, if it is counted in days."""
        counted = self.term is not None and self.term.fact.unit != "months"
        return int(self.term.fact.value) if self.term and counted else None

    @property
    def term_months(self) -> int | None:
        """The statutory term, if it is counted in months."""
        counted = self.term is not None and self.term.fact.unit == "months"
        return int(self.term.fact.value) if self.term and counted else None

    @property
    def voluntary(self) -> bool:
        """Whether the day is the company's own promise rather than the end of a term of law."""
        return self.term is None or self.due != self.term.deadline.day

    @property
    def late(self) -> bool:
        """Whether the statutory term was over when the answer was written."""
        return self.late_days > 0


def _field(index: int, name: str) -> str:
    return f"remedies[{index}].{name}"


def _days(remedy: Remedy) -> int | None:
    return None if isinstance(remedy, Transport) else remedy.days


def _house(case: Case, remedy: Remedy, start: date | None) -> tuple[date | None, int, bool]:
    """The day, the length and the shift of a term that the house sets itself."""
    days = _days(remedy) or case.model.house_term_days
    if remedy.by:
        return remedy.by, days, False
    if start is None:
        return None, days, False
    end = deadline(start, days, "days", case.model.law, case.model.land)
    return end.day, days, end.moved


def _repair(case: Case, index: int, remedy: Repair, notes: list[Problem]) -> Promise:
    """A repair: its term begins when the goods are there."""
    start = repair_start(case)
    due, days, moved = _house(case, remedy, start)
    cap = repair_cap(case)
    if cap:
        notes += _over_cap(case, index, remedy, cap, due)
    elif case.de and case.consumer:
        # A day given outright is as long as the time until then.
        whole = (due - (start or case.model.date)).days if remedy.by and due else days
        notes += [_long_term(case, index, whole)] if whole > _REASONABLE_DAYS else []
    return Promise(remedy, index, None, due, None if due else days, moved)


def _over_cap(
    case: Case, index: int, remedy: Repair, cap: Fact, due: date | None
) -> Iterator[Problem]:
    limit = int(cap.value)
    basis = case.cite(cap.citation_key)
    days = remedy.days or (0 if due else case.model.house_term_days)
    if days > limit:
        yield forbidden(
            "repair-term-too-long",
            worded(
                (
                    "{days} days for a repair are more than the {limit} days that the law "
                    "allows ({basis})."
                ),
                days=days,
                limit=limit,
                basis=basis,
            ),
            worded("Write {limit} or less.", limit=limit),
            _field(index, "days") if remedy.days else "house_term_days",
        )
    else:
        yield from _past_cap(case, index, remedy, cap, due)


def _past_cap(
    case: Case, index: int, remedy: Repair, cap: Fact, due: date | None
) -> Iterator[Problem]:
    """The cap ends before the day promised, or has ended already."""
    limit = int(cap.value)
    last = end_of(case, repair_start(case) or case.demanded, cap)
    basis = case.cite(cap.citation_key)
    if due and due > last.day and last.day >= case.model.date:
        yield forbidden(
            "repair-term-too-long",
            worded(
                (
                    "the repair would end on {due}, after the {limit} days that the law "
                    "allows ({basis})."
                ),
                due=due,
                limit=limit,
                basis=basis,
            ),
            worded("Promise it by {day} at the latest.", day=last.day),
            _field(index, "by" if remedy.by else "type"),
        )
    elif last.day < case.model.date:
        yield doubtful(
            "term-passed",
            worded(
                "the {limit} days for the repair ended on {day} ({basis}).",
                limit=limit,
                day=last.day,
                basis=basis,
            ),
            "The consumer may now choose another remedy and demand the penalty.",
            _field(index, "type"),
        )


def _long_term(case: Case, index: int, days: int) -> Problem:
    return doubtful(
        "term-perhaps-unreasonable",
        worded(
            (
                "whether {days} days are still a reasonable time for cure depends on "
                "the case ({basis})."
            ),
            days=days,
            basis=case.cite("consumer_performance"),
        ),
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
    days = _days(remedy)
    if given is None and days:
        given = deadline(term.start, days, "days", case.model.law, case.model.land).day
    if given and given > last:
        basis = case.cite(term.fact.citation_key)
        notes.append(
            forbidden(
                "term-over-statutory",
                worded(
                    "{given} is after the last day that the law allows ({basis}).",
                    given=given,
                    basis=basis,
                ),
                worded("Promise it by {last} at the latest.", last=last),
                _field(index, "by" if remedy.by else "days"),
            )
        )
    due = given or last
    return Promise(remedy, index, term, due, None, term.deadline.moved and due == last)


def _so_far(case: Case, last: date) -> str:
    """The penalty that has accrued, for a message; nothing without a price."""
    sum_ = penalty(case, (case.model.date - last).days)
    if sum_ is None:
        return ""
    currency = case.model.currency or CURRENCY_OF[case.model.law]
    capped = sum_ == case.model.product.price and last < PENALTY_CAP <= case.model.date
    doubt = worded(
        "; whether the cap of 1 February 2026 also holds for the days before it is not settled"
    )
    return worded(
        "; so far {sum} {currency}{doubt}",
        sum=sum_,
        currency=currency,
        doubt=doubt if capped else "",
    )


def _late(case: Case, index: int, remedy: Remedy, term: Term, notes: list[Problem]) -> Promise:
    """A remedy whose term is over: the penalty runs."""
    last = term.deadline.day
    days = (case.model.date - last).days
    basis = case.cite(term.fact.citation_key)
    promised = any(one.type == "penalty" for one in case.model.remedies)
    notes.append(
        doubtful(
            "term-passed",
            worded(
                (
                    "the statutory time limit for '{type}' ended on {last} ({basis}); the "
                    "consumer may demand a penalty of 1% of the price for each day{so_far}."
                ),
                type=choice_said(remedy, "type", case.model.kind),
                last=last,
                basis=basis,
                so_far=_so_far(case, last),
            ),
            "Perform at once."
            if promised
            else "Perform at once; consider type: penalty among the remedies.",
            _field(index, "type"),
        )
    )
    due, _, moved = _house(case, remedy, case.model.date)
    return Promise(remedy, index, term, due, None, moved, days)


def _promise(case: Case, index: int, remedy: Remedy, notes: list[Problem]) -> Promise:
    if isinstance(remedy, Repair):
        return _repair(case, index, remedy, notes)
    term = statutory_term(case, remedy.type)
    if term:
        return _with_term(case, index, remedy, term, notes)
    waits = remedy.type in {"replacement", "loan-unit"} and case.model.handover is not None
    start = case.model.claim.goods_received or (None if waits else case.model.date)
    due, days, moved = _house(case, remedy, max(start, case.model.date) if start else None)
    if case.de and case.consumer and days > _REASONABLE_DAYS and remedy.type == "replacement":
        notes.append(_long_term(case, index, days))
    return Promise(remedy, index, None, due, None if due else days, moved)


def _given_day(case: Case, promise: Promise) -> Iterator[Problem]:
    """What is to be said of a day that was given outright."""
    model, day = case.model, promise.remedy.by
    if day is None:
        return
    if day < model.date:
        yield forbidden(
            "promise-in-the-past",
            worded(
                "the letter is dated {date} but promises something by {day}.",
                date=model.date,
                day=day,
            ),
            "Give a later day, or correct the date of the answer.",
            _field(promise.index, "by"),
        )
    elif not is_working_day(day, model.law, model.land) and promise.remedy.type != "transport":
        yield note(
            "promised-for-a-day-off",
            worded(
                ("{day} is not a working day; the letter nevertheless promises it for that day."),
                day=day,
            ),
            _field(promise.index, "by"),
        )


def promises(case: Case) -> tuple[tuple[Promise, ...], list[Problem]]:
    """All remedies with their terms, and what the law has against them."""
    notes: list[Problem] = []
    found = tuple(
        _promise(case, index, remedy, notes) for index, remedy in enumerate(case.model.remedies)
    )
    for promise in found:
        notes += _given_day(case, promise)
    return found, notes


def answer_due(case: Case) -> tuple[date, str]:
    """The day by which the answer must be out, and why (a citation, or the house's own time).

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
    if "house_term_days" in model.model_fields_set:
        return end.day, worded("the time limit of your house, house_term_days")
    return end.day, worded(
        "{days} days, unless house_term_days says otherwise; no law sets a day",
        days=model.house_term_days,
    )
