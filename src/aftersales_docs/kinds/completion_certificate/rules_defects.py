"""What the law has against a certificate of a repair that was owed: days, information, terms."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import Problem, worded
from ...rules.verdict import doubtful, forbidden
from .case import Certificate


def _told_on_return(case: Certificate) -> Iterator[Problem]:
    """What a Russian consumer is told in writing when goods come back from repair."""
    model = case.model
    if not (case.ru and case.consumer and case.cure):
        return
    basis = case.cite("consumer_repair_information")
    missing = [
        f"times.{name}"
        for name in ("demanded", "received", "ready", "returned")
        if getattr(model.times, name) is None
    ]
    if not model.defect_found:
        missing.append("defect_found")
    for name in missing:
        yield forbidden(
            "repair-information-missing",
            worded(
                ("on return from repair the consumer must be told this in writing ({basis})."),
                basis=basis,
            ),
            worded("Add {name}.", name=name),
            name,
        )


def _repair_time(case: Certificate) -> Iterator[Problem]:
    times = case.model.times
    start = times.received or times.demanded
    if case.late_for_law and times.returned and start:
        yield doubtful(
            "term-passed",
            worded(
                (
                    "the repair took {days} days; the law allows "
                    "{consumer_repair_term_max} ({basis})."
                ),
                days=(times.returned - start).days,
                consumer_repair_term_max=case.number("consumer_repair_term_max"),
                basis=case.cite("consumer_repair_term"),
            ),
            "The consumer may demand the penalty; decide whether to offer it.",
            "times.returned",
        )


def _period_over(case: Certificate) -> Iterator[Problem]:
    """A period that had ended before the demand is not extended, and may be a slip of the pen."""
    until = case.model.warranty.original_until if case.model.warranty else None
    if not (case.warranty_over and until and case.demanded and (case.cure or case.guarantee)):
        return
    what = case.by_law({"ru": "warranty", "de": "guarantee"})
    yield doubtful(
        "period-over",
        worded(
            (
                "the {what} ended on {until}, before the claim of {demanded}; the "
                "certificate does not extend it."
            ),
            what=what,
            until=until,
            demanded=case.demanded,
        ),
        "Check the year; if it is right, consider cost: goodwill.",
        "warranty.original_until",
    )


def _contract_day(case: Certificate) -> Iterator[Problem]:
    """The day of the sale decides which rights a German consumer has."""
    cost = case.cure or case.guarantee
    if not (case.de and case.consumer and cost and cost.contract_date is None):
        return
    if case.cure or (case.guarantee and case.guarantee.taken_in_for_seller):
        yield forbidden(
            "contract-date-missing",
            worded(
                "the law of the day of the sale applies ({first}, {second}), but the day is not "
                "given.",
                first=case.cite("transition_sale_reform"),
                second=case.cite("transition_repair"),
            ),
            "Add contract_date: the day of the contract of sale.",
            "cost",
        )


def _limitation(case: Certificate) -> Iterator[Problem]:
    if case.limitation and case.limitation.end is None:
        yield doubtful(
            "limitation-not-counted",
            worded(
                (
                    "without the day of delivery the new end of the limitation period is "
                    "not stated ({basis})."
                ),
                basis=case.cite("consumer_limitation"),
            ),
            "Add cost.handed_over.",
            "cost",
        )
    if case.cure and case.barred and case.demanded:
        yield doubtful(
            "limitation-over",
            worded(
                (
                    "the claim of {demanded} came after the limitation period had ended "
                    "({basis}); the certificate does not extend it."
                ),
                demanded=case.demanded,
                basis=case.cite("sale_limitation"),
            ),
            "Check the days; a repair that is owed no more is cost: goodwill.",
            "cost.handed_over",
        )


def _agreed_limitation(case: Certificate) -> Iterator[Problem]:
    months = case.cure.limitation_months if case.cure else None
    if not (case.de and case.consumer and months):
        return
    least = case.number("consumer_limitation_min_used") * 12
    if months < least:
        yield forbidden(
            "limitation-too-short",
            worded(
                (
                    "towards a consumer the limitation is {least} months at least, and "
                    "that for used goods only ({basis})."
                ),
                least=least,
                basis=case.cite("consumer_limitation_deviation"),
            ),
            "Leave limitation_months out, or correct it.",
            "cost.limitation_months",
        )


def _informed(case: Certificate) -> Iterator[Problem]:
    """Before cure the consumer is told of his choice and of the longer limitation (§ 475(4))."""
    cure = case.cure
    due = case.de and case.consumer and cure and cure.contract_date
    if not (due and cure and case.law.has_fact("repair_limitation_extension")):
        return
    place = case.cite("consumer_cure_information")
    begun = case.model.times.ready or case.model.date
    if cure.informed is None:
        yield doubtful(
            "cure-information-missing",
            worded(
                (
                    "before cure the consumer must be told of the choice between repair "
                    "and replacement and of the longer limitation period ({place}); the "
                    "certificate says nothing of it."
                ),
                place=place,
            ),
            "Add cost.informed: the day on which this was done.",
            "cost",
        )
    elif cure.informed > begun:
        yield forbidden(
            "cure-information-late",
            worded(
                (
                    "the information of {informed} came after the repair ({begun}); it is "
                    "due before ({place})."
                ),
                informed=cure.informed,
                begun=begun,
                place=place,
            ),
            "Check both days; leave cost.informed out if it was not given before.",
            "cost.informed",
        )


def defect_checks(case: Certificate) -> Iterator[Problem]:
    """All that is to be said of a repair that was owed."""
    for check in (
        _told_on_return,
        _repair_time,
        _period_over,
        _contract_day,
        _limitation,
        _agreed_limitation,
        _informed,
    ):
        yield from check(case)
