"""Whether the grounds of a refusal stand up in law."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import get_args

from ...errors import Problem, worded
from ...law import LawCode
from ...law.counting import last_day
from ...law.listing import listed
from ...rules.verdict import doubtful, forbidden
from ...schemas.field_words import choice_said
from .case import Case
from .grounds import CauseType, Ground, GroundType, LateNotice
from .remedies import PAYMENTS, RemedyType

# Grounds that say where the defect comes from; they want evidence.
CAUSES: frozenset[GroundType] = frozenset(get_args(CauseType))
_Check = Callable[[Case, str], Iterator[Problem]]


def _field(index: int) -> str:
    return f"grounds[{index}].type"


def _no_receipt(case: Case, field: str) -> Iterator[Problem]:
    if not case.consumer:
        return
    if case.ru:
        if {ground.type for ground in case.model.grounds} == {"no-proof-of-purchase"}:
            yield forbidden(
                "receipt-no-ground",
                worded(
                    (
                        "the lack of a receipt alone is no ground to refuse a consumer's claim "
                        "({basis})."
                    ),
                    basis=case.cite("consumer_receipt"),
                ),
                "Ask for other evidence of the purchase (decision: more-information), or name "
                "another ground.",
                field,
            )
    elif case.de:
        yield doubtful(
            "receipt-not-needed",
            "a purchase can be proved without a receipt: by a bank statement, a witness, an "
            "entry in your own records.",
            "Ask for other evidence first (decision: more-information).",
            field,
        )


def _expired(case: Case, field: str) -> Iterator[Problem]:
    until = case.warranty_until
    if until is None:
        yield forbidden(
            "warranty-unknown",
            "the warranty is said to have expired, but its end does not follow from the data.",
            "Give product.warranty_months and product.handed_over.",
            field,
        )
    elif case.under_warranty:
        yield forbidden(
            "warranty-not-expired",
            worded(
                "the warranty runs until {until}; the defect showed on {appeared}.",
                until=until,
                appeared=case.appeared,
            ),
            "Compare the dates, or name another ground.",
            field,
        )
    else:
        counts_from_defect = case.by_law({"ru": True, "de": not case.seller})
        if counts_from_defect and not case.model.claim.defect_appeared:
            yield _defect_day_unknown(case, field, "durability_guarantee")
        if case.claims_until and case.appeared <= case.claims_until:
            yield from _statutory_rights_left(case, field)


def _defect_day_unknown(
    case: Case, field: str, german: str = "consumer_limitation_after_defect"
) -> Problem:
    """What counts is when a defect showed, not when the company heard of it."""
    russian = "consumer_claim_terms" if case.consumer else "civil_defect_terms"
    key = case.by_law({"ru": russian, "de": german})
    return doubtful(
        "defect-day-unknown",
        worded(
            (
                "the time runs from the day on which the defect showed ({cite}), and "
                "that day is not given; that of the claim was taken."
            ),
            cite=case.cite(key),
        ),
        "Ask the claimant, and give claim.defect_appeared.",
        field,
    )


def _statutory_rights_left(case: Case, field: str) -> Iterator[Problem]:
    until = case.claims_until or ""
    if case.ru:
        key = "consumer_two_years" if case.consumer else "civil_defect_terms"
        yield doubtful(
            "two-years-not-over",
            worded(
                (
                    "until {until} the buyer may still prove that the defect arose before "
                    "handover ({cite}){consumer}."
                ),
                until=until,
                cite=case.cite(key),
                consumer=worded("; the answer says so") if case.consumer else "",
            ),
            "Refuse only if there is no such evidence.",
            field,
        )
    elif case.de and case.seller:
        yield forbidden(
            "liability-not-over",
            worded(
                (
                    "the seller is liable for defects until {until}, whatever a guarantee "
                    "says ({limitation_basis})."
                ),
                until=until,
                limitation_basis=_limitation_basis(case),
            ),
            "Judge the claim by the statutory rights, or name another ground.",
            field,
        )


def _limitation_basis(case: Case) -> str:
    keys = case.limitation[1] if case.limitation else ("sale_limitation",)
    return listed(case.law.cite("en")[key] for key in keys)


# Businesses may agree on a shorter period, and consumers on one for used goods (§ 476(2) BGB).
_OWN_PERIOD = worded(
    "Name another ground; if a shorter period was agreed on, as the law allows, say so in a "
    "ground of type: other."
)


def _limited(case: Case, field: str) -> Iterator[Problem]:
    until = case.claims_end
    if until is None:
        yield forbidden(
            "limitation-unknown",
            "the claim is said to be too late, but the end of the period does not follow.",
            "Give product.handed_over.",
            field,
        )
    elif case.by_law({"ru": case.appeared, "de": case.demanded}) <= until:
        shown = worded("defect of {appeared}", appeared=case.appeared)
        claimed = worded("claim of {demanded}", demanded=case.demanded)
        yield forbidden(
            "limitation-not-over",
            worded(
                ("the {shown} was in time: the period ends on {until} ({limitation_basis})."),
                shown=case.by_law({"ru": shown, "de": claimed}),
                until=until,
                limitation_basis=_limitation_basis(case),
            ),
            case.by_law({"ru": "Name another ground.", "de": _OWN_PERIOD}),
            field,
        )
    else:
        yield from _perhaps_not_over(case, field)
        yield from _substantial_defects(case, field)


def _perhaps_not_over(case: Case, field: str) -> Iterator[Problem]:
    """A defect that showed in time would give a German consumer four months more."""
    if not (case.de and case.consumer) or case.model.claim.defect_appeared:
        return
    if not case.limitation or not case.law.has_fact("consumer_limitation_after_defect"):
        return
    months = int(case.law.fact("consumer_limitation_after_defect").value)
    if case.demanded <= last_day(case.limitation[0], months, "months"):
        yield _defect_day_unknown(case, field)


def _substantial_defects(case: Case, field: str) -> Iterator[Problem]:
    end = case.service_life_until
    if case.consumer and not case.seller and end and case.demanded <= end:
        yield doubtful(
            "substantial-defect-possible",
            worded(
                (
                    "after two years the manufacturer still removes substantial defects "
                    "until the end of the service life, {end} ({basis})."
                ),
                end=end,
                basis=case.cite("consumer_substantial_defects"),
            ),
            "Refuse only if the defect is not substantial.",
            field,
        )


# What a late notice rests on, and what its ground's details have to say.
_LATE_NOTICE: Mapping[LawCode, tuple[str, str]] = {
    "ru": (
        "civil_notice",
        worded("how the delay made it impossible or unreasonably costly to meet the demand"),
    ),
    "de": ("merchant_notice", worded("when the defect could be seen and when notice came")),
}


def _late_notice(case: Case, field: str) -> Iterator[Problem]:
    if case.consumer:
        yield forbidden(
            "no-notice-duty",
            "a consumer does not lose rights by giving late notice of a defect.",
            "Name another ground.",
            field,
        )
        return
    grounds = [one for one in case.model.grounds if isinstance(one, LateNotice)]
    if not all(ground.details for ground in grounds):
        key, need = case.by_law(_LATE_NOTICE)
        yield doubtful(
            "late-notice-unexplained",
            worded(
                "a late notice bars the claim only if the facts bear it out ({basis}).",
                basis=case.cite(key),
            ),
            worded("Say in the ground's details {need}.", need=need),
            field,
        )
    if case.de:
        yield doubtful(
            "both-merchants",
            worded(
                (
                    "the buyer loses rights by late notice only if the sale is a "
                    "commercial one for both sides ({basis})."
                ),
                basis=case.cite("merchant_notice"),
            ),
            "Refuse for it only if the claimant is a merchant too.",
            field,
        )


_CHECKS: Mapping[GroundType, _Check] = {
    "no-proof-of-purchase": _no_receipt,
    "warranty-expired": _expired,
    "limitation": _limited,
    "late-notice": _late_notice,
}


def _evidence(case: Case, ground: Ground, field: str) -> Iterator[Problem]:
    """A ground that says where the defect comes from must rest on a finding."""
    if ground.type not in CAUSES:
        return
    findings = case.model.findings
    if not findings:
        yield forbidden(
            "ground-without-evidence",
            worded(
                "the ground '{type}' is not supported by any inspection or examination.",
                type=choice_said(ground, "type", case.model.kind),
            ),
            "Add what was found under findings, or have the goods examined first (decision: "
            "examination).",
            field,
        )
    elif (
        case.consumer
        and case.burden == "company"
        and not any(finding.type == "examination" for finding in findings)
    ):
        yield doubtful(
            "inspection-only",
            "the burden of proof is the company's, and there is only an inspection of its own; "
            "if the consumer disputes the cause, an examination at the company's cost is due.",
            "Offer the examination in the answer, or have it made first.",
            field,
        )


def _guarantee(case: Case) -> Iterator[Problem]:
    """A refusal while a guarantee runs must deal with the guarantee too (§ 443 BGB)."""
    model = case.model
    refused = model.decision in {"refused", "partly-granted"}
    if not case.de or not case.under_warranty or not refused:
        return
    until = case.warranty_until or ""
    if case.guarantee_by is None:
        yield doubtful(
            "guarantor-unknown",
            worded(
                (
                    "a guarantee runs until {until}, but who gives it is not said, so that "
                    "the letter can't say what follows from it ({basis})."
                ),
                until=until,
                basis=case.cite("durability_guarantee"),
            ),
            "Give product.guarantee_by.",
            "product.guarantee_by",
        )
    elif case.own_guarantee and not any(ground.details for ground in model.grounds):
        yield doubtful(
            "guarantee-terms",
            worded(
                (
                    "your own guarantee runs until {until}; while it does, it is presumed "
                    "to cover the defect ({basis})."
                ),
                until=until,
                basis=case.cite("durability_guarantee"),
            ),
            "Say in a ground's details which of its terms excludes the claim.",
            "grounds[0].details",
        )


# What settles a claim; a unit on loan or the way back of the goods does not.
_SETTLING: frozenset[RemedyType] = frozenset({"repair", "replacement", *PAYMENTS})
_UNDECIDED = frozenset({"more-information", "examination", "forwarded", "duplicate"})


def _promised_all_the_same(case: Case) -> Iterator[Problem]:
    """A remedy beside a refusal, or before there is a decision."""
    model = case.model
    settling = any(remedy.type in _SETTLING for remedy in model.remedies)
    if not settling or model.goodwill:
        return
    if model.decision == "refused":
        yield forbidden(
            "remedy-though-refused",
            "the claim is refused, but the letter promises a remedy for it.",
            "Leave remedies out, or write decision: partly-granted; what is given without a duty "
            "is goodwill: true.",
            "remedies",
        )
    elif model.decision in _UNDECIDED:
        yield doubtful(
            "remedy-before-decision",
            "the letter leaves open whether the claim is justified, but promises a remedy for it.",
            "Leave remedies out until the claim is decided, or write goodwill: true.",
            "remedies",
        )


def _nothing_refused(case: Case) -> Iterator[Problem]:
    if case.model.grounds and case.model.decision == "granted":
        yield forbidden(
            "ground-though-granted",
            "the claim is granted in full, but there are grounds for a refusal.",
            "Write decision: partly-granted, or leave grounds out.",
            "grounds",
        )


def ground_problems(case: Case) -> Iterator[Problem]:
    """What the law has against the grounds of a refusal."""
    for index, ground in enumerate(case.model.grounds):
        field = _field(index)
        yield from _evidence(case, ground, field)
        check = _CHECKS.get(ground.type)
        if check:
            yield from check(case, field)
    yield from _guarantee(case)
    yield from _nothing_refused(case)
    yield from _promised_all_the_same(case)
