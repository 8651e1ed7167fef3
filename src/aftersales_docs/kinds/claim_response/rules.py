"""What the law makes of a claim and of the answer to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ...errors import Problem, worded
from ...language.legal_forms import entrepreneur
from ...rules.business_letter import letter_problems
from ...rules.conflict_of_laws import consumer_abroad
from ...rules.verdict import Assessment, doubtful, forbidden, judged, note
from ...schemas.draft import UnknownFieldError
from .case import Case
from .choice import choice_problems
from .consumer_sale import consumer_sale_problems
from .costs import cost_problems
from .free_text import word_problems
from .handover import handover_problems
from .money import amount_problems
from .promises import Promise, answer_due, promises
from .recalls import recall_problems
from .refusal import ground_problems
from .schema import ClaimResponse


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimAssessment(Assessment[Case]):
    """A claim as the law sees it, with the promised remedies.

    ``due`` is the day the answer is due on, ``due_by`` what sets it; ``None`` for a draft that
    does not tell.
    """

    promises: tuple[Promise, ...]
    due: date | None
    due_by: str


def _dates(case: Case) -> Iterator[Problem]:
    model, product, claim = case.model, case.model.product, case.model.claim
    pairs = (
        ("claim.received", case.demanded, "date", model.date),
        ("contract_date", model.contract_date, "claim.received", case.demanded),
        ("contract_date", model.contract_date, "product.handed_over", product.handed_over),
        ("product.purchased", product.purchased, "claim.received", case.demanded),
        ("product.handed_over", product.handed_over, "claim.received", case.demanded),
        ("product.handed_over", product.handed_over, "claim.earlier_repair", claim.earlier_repair),
        ("claim.earlier_repair", claim.earlier_repair, "claim.received", case.demanded),
        ("claim.defect_appeared", claim.defect_appeared, "date", model.date),
        ("claim.goods_received", claim.goods_received, "date", model.date),
        ("claim.dated", claim.dated, "claim.received", case.demanded),
    )
    for early, first, late, second in pairs:
        if first and second and first > second:
            yield forbidden(
                "dates-out-of-order",
                worded(
                    "'{early}' ({first}) is after '{late}' ({second}).",
                    early=early,
                    first=first,
                    late=late,
                    second=second,
                ),
                "Check both dates against your claim file.",
                early,
            )
    for index, finding in enumerate(model.findings):
        if finding.date > model.date:
            yield forbidden(
                "dates-out-of-order",
                "the finding is of a later day than the answer that rests on it.",
                "Check both dates against the report.",
                f"findings[{index}].date",
            )


def _unknown(case: Case) -> Iterator[Problem]:
    model = case.model
    if case.handover is None and model.decision not in {"recall", "duplicate"}:
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
        elif remedy.type == "penalty" and model.goodwill:
            yield forbidden(
                "penalty-of-goodwill",
                "a penalty is owed for a duty not performed in time, but by goodwill: true the "
                "answer says that there is no duty.",
                "Write goodwill: false, or type: refund with the amount that you pay.",
                f"remedies[{index}].type",
            )


def _appointment(case: Case) -> Iterator[Problem]:
    examination = case.model.examination
    if examination and examination.date < case.model.date:
        yield forbidden(
            "appointment-in-the-past",
            worded(
                "the examination of {date} is before the answer that invites to it.",
                date=examination.date,
            ),
            "Give the day of an examination to come.",
            "examination.date",
        )


def _answer(case: Case) -> Iterator[Problem]:
    """Whether the answer is in time."""
    due, due_by = answer_due(case)
    if due < case.model.date:
        yield doubtful(
            "answer-late",
            worded("the answer was due on {due} ({due_by}).", due=due, due_by=due_by),
            "Send it at once.",
            "date",
        )
    else:
        message = worded("the answer must go out by {due} ({due_by}).", due=due, due_by=due_by)
        yield note("answer-due", message, "date")


def _sender(case: Case) -> Iterator[Problem]:
    yield from letter_problems(case.model.organisation, "organisation", case.law_of_letter)


def _greeting(case: Case) -> Iterator[Problem]:
    """Whether a natural person in business is greeted by name."""
    claimant = case.model.claimant
    if claimant.person is None and entrepreneur(claimant.company or "") is not None:
        yield note(
            "entrepreneur-unnamed",
            "the claimant is a natural person in business, whom the letter greets like a firm; "
            "give claimant.person, and it greets by name.",
            "claimant",
        )


def _promised(case: Case) -> tuple[tuple[Promise, ...], list[Problem]]:
    """What is promised; nothing where a draft does not hold enough to tell."""
    try:
        return promises(case)
    except UnknownFieldError:
        return (), []


def _due(case: Case) -> tuple[date | None, str]:
    try:
        return answer_due(case)
    except UnknownFieldError:
        return None, ""


def _conflict_of_laws(case: Case) -> Iterator[Problem]:
    """A consumer who lives elsewhere than where the law applied comes from."""
    if case.consumer:
        yield from consumer_abroad(case, case.model.claimant.address, "claimant.address")


_CHECKS = (
    _dates,
    ground_problems,
    choice_problems,
    cost_problems,
    recall_problems,
    _unknown,
    consumer_sale_problems,
    handover_problems,
    word_problems,
    _sender,
    _greeting,
    _appointment,
    _answer,
    _conflict_of_laws,
)


def assess(model: ClaimResponse) -> ClaimAssessment:
    """Judge ``model``: its terms by the law of its dates, its decision by what the law allows."""
    case = Case(model)
    found, notes = _promised(case)
    compared = judged([lambda case: amount_problems(case, found)], case)
    problems = (*notes, *compared, *judged(_CHECKS, case))
    due, due_by = _due(case)
    return ClaimAssessment(case, problems, promises=found, due=due, due_by=due_by)
