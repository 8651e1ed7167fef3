"""What the law makes of a claim and of the answer to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ...errors import Problem
from ...rules.verdict import Assessment, doubtful, forbidden, note
from .case import Case
from .costs import cost_problems
from .promises import Promise, answer_due, promises
from .refusal import choice_problems, ground_problems
from .schema import ClaimResponse, Examination

_REPAIR_DIRECTIVE = date(2026, 7, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimAssessment(Assessment[Case]):
    """A claim as the law sees it, with the promised remedies.

    ``due`` is the day the answer is due on, ``due_by`` what sets it.
    """

    promises: tuple[Promise, ...]
    due: date
    due_by: str


def _dates(case: Case) -> Iterator[Problem]:
    model = case.model
    pairs = (
        ("claim.received", case.demanded, "date", model.date),
        ("product.purchased", model.product.purchased, "claim.received", case.demanded),
        ("product.handed_over", model.product.handed_over, "claim.received", case.demanded),
        ("claim.defect_appeared", model.claim.defect_appeared, "date", model.date),
        ("claim.goods_received", model.claim.goods_received, "date", model.date),
        ("claim.dated", model.claim.dated, "claim.received", case.demanded),
    )
    for early, first, late, second in pairs:
        if first and first > second:
            yield forbidden(
                "dates-out-of-order",
                f"'{early}' ({first.isoformat()}) is after '{late}' ({second.isoformat()}).",
                "Compare both with the file.",
                early,
            )
    for index, finding in enumerate(model.findings):
        if finding.date > model.date:
            yield forbidden(
                "dates-out-of-order",
                "the finding is of a later day than the answer that rests on it.",
                "Compare both with the report.",
                f"findings[{index}].date",
            )


def _law_gaps(case: Case) -> Iterator[Problem]:
    model = case.model
    if case.handover is None:
        yield doubtful(
            "handover-unknown",
            "without a day of purchase or handover neither warranty nor burden of proof can be "
            "derived; the answer says nothing of them.",
            "Give product.handed_over or product.purchased.",
            "product",
        )
    for index, remedy in enumerate(model.remedies):
        if remedy.type == "penalty" and not (case.ru and case.consumer):
            yield forbidden(
                "no-statutory-penalty",
                "there is a statutory penalty for delay only for consumers under Russian law.",
                "Write type: damages, if you pay interest or damages for delay.",
                f"remedies[{index}].type",
            )
    if not case.ru and case.consumer:
        yield from _german_gaps(case)


def _mended(model: ClaimResponse) -> bool:
    """Whether the answer promises what the buyer has to be told of before a repair."""
    return not model.goodwill and any(remedy.type == "repair" for remedy in model.remedies)


def _german_gaps(case: Case) -> Iterator[Problem]:
    model = case.model
    if model.date < _REPAIR_DIRECTIVE and model.repair_directive:
        yield forbidden(
            "repair-directive-not-yet",
            "the right to repair by Directive (EU) 2024/1799 is to be applied from 31.07.2026 on.",
            "Write repair_directive: false.",
            "repair_directive",
        )
    elif model.date >= _REPAIR_DIRECTIVE and _mended(model) and not model.repair_directive:
        yield doubtful(
            "repair-directive",
            "since 31.07.2026 Directive (EU) 2024/1799 is to be applied; whether the German Act "
            "(duty to tell of the extension by 12 months after repair) is in force is not "
            "confirmed here.",
            "Once it is in force, write repair_directive: true.",
            "law",
        )
    refused = model.decision in {"refused", "partly-granted"}
    if refused and model.dispute_resolution is None and model.responding_as == "seller":
        yield doubtful(
            "dispute-body-missing",
            "after a dispute that could not be settled a trader tells the consumer of the "
            f"competent conciliation body ({case.law.cite('en')['dispute_body']}).",
            "Add dispute_resolution.",
            "dispute_resolution",
        )
    body = model.dispute_resolution
    if refused and body and not (body.body and body.address and body.website):
        yield doubtful(
            "dispute-body-incomplete",
            "the consumer is told the conciliation body with its address and website, also by "
            f"a trader who takes no part ({case.law.cite('en')['dispute_body']}).",
            "Add body, address and website.",
            "dispute_resolution",
        )


def _appointment(case: Case, examination: Examination) -> Iterator[Problem]:
    if examination.date < case.model.date:
        yield forbidden(
            "appointment-in-the-past",
            f"the examination of {examination.date.isoformat()} is before the answer that "
            "invites to it.",
            "Give the day of an examination to come.",
            "examination.date",
        )


def assess(model: ClaimResponse) -> ClaimAssessment:
    """Judge ``model``: its terms by the law of its dates, its decision by what the law allows."""
    case = Case(model)
    found, problems = promises(case)
    due, due_by = answer_due(case)
    problems += _dates(case)
    problems += ground_problems(case)
    problems += choice_problems(case)
    problems += cost_problems(case)
    problems += _law_gaps(case)
    if model.examination:
        problems += _appointment(case, model.examination)
    if due < model.date:
        problems.append(
            doubtful(
                "answer-late",
                f"the answer was due on {due.isoformat()} ({due_by}).",
                "Send it at once.",
                "date",
            )
        )
    else:
        problems.append(note("answer-due", f"due out by {due.isoformat()} ({due_by}).", "date"))
    return ClaimAssessment(case, tuple(problems), promises=found, due=due, due_by=due_by)
