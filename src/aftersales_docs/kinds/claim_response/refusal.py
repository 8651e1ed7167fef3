"""Whether a refusal, or another remedy than the one demanded, stands up in law."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from ...errors import Problem
from ...rules.verdict import doubtful, forbidden
from .case import Case
from .schema import Ground, GroundType

# Grounds that say where the defect comes from; they want evidence.
CAUSES: frozenset[GroundType] = frozenset(
    {"no-defect", "improper-use", "normal-wear", "third-party-repair", "no-manufacturing-defect"}
)
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
                "the lack of a receipt alone is no ground to refuse a consumer's claim "
                f"({case.cite('consumer_receipt')}).",
                "Ask for other evidence of the purchase (decision: more-information), or name "
                "another ground.",
                field,
            )
    else:
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
            f"the warranty runs until {until.isoformat()}; the defect showed on "
            f"{case.appeared.isoformat()}.",
            "Compare the dates, or name another ground.",
            field,
        )
    elif case.claims_until and case.appeared <= case.claims_until:
        yield from _statutory_rights_left(case, field)


def _statutory_rights_left(case: Case, field: str) -> Iterator[Problem]:
    until = case.claims_until.isoformat() if case.claims_until else ""
    if case.ru:
        key = "consumer_two_years" if case.consumer else "civil_defect_terms"
        yield doubtful(
            "two-years-not-over",
            f"until {until} the buyer may still prove that the defect arose before handover "
            f"({case.cite(key)}){'; the answer says so' if case.consumer else ''}.",
            "Refuse only if there is no such evidence.",
            field,
        )
    elif not case.ru and case.model.responding_as == "seller":
        yield forbidden(
            "liability-not-over",
            f"the seller answers for defects until {until}, whatever a guarantee says "
            f"({case.cite('sale_limitation')}).",
            "Judge the claim by the statutory rights, or name another ground.",
            field,
        )


def _period_key(case: Case) -> str:
    """The citation of the period within which defects must show, or be claimed."""
    if not case.ru:
        return "sale_limitation"
    return "consumer_claim_terms" if case.consumer else "civil_defect_terms"


def _limited(case: Case, field: str) -> Iterator[Problem]:
    until = case.discovery_until if case.ru else case.claims_until
    if until is None:
        yield forbidden(
            "limitation-unknown",
            "the claim is said to be too late, but the end of the period does not follow.",
            "Give product.handed_over.",
            field,
        )
    elif (case.appeared if case.ru else case.demanded) <= until:
        shown = f"defect of {case.appeared.isoformat()}"
        claimed = f"claim of {case.demanded.isoformat()}"
        basis = case.cite(_period_key(case))
        yield forbidden(
            "limitation-not-over",
            f"the {shown if case.ru else claimed} was in time: the period ends on "
            f"{until.isoformat()} ({basis}).",
            "Name another ground.",
            field,
        )
    elif (
        case.consumer
        and case.model.responding_as != "seller"
        and case.service_life_until
        and case.demanded <= case.service_life_until
    ):
        yield doubtful(
            "substantial-defect-possible",
            "after two years the manufacturer still removes substantial defects until the end of "
            f"the service life, {case.service_life_until.isoformat()} "
            f"({case.cite('consumer_substantial_defects')}).",
            "Refuse only if the defect is not substantial.",
            field,
        )


def _late_notice(case: Case, field: str) -> Iterator[Problem]:
    if case.consumer:
        yield forbidden(
            "no-notice-duty",
            "a consumer has no duty to give notice of a defect within a set time.",
            "Name another ground.",
            field,
        )
    elif not all(ground.details for ground in case.model.grounds if ground.type == "late-notice"):
        need = (
            "how the delay made it impossible or unreasonably costly to meet the demand"
            if case.ru
            else "when the defect could be seen and when notice came"
        )
        basis = case.cite("civil_notice" if case.ru else "merchant_notice")
        yield doubtful(
            "late-notice-unexplained",
            f"a late notice bars the claim only if the facts bear it out ({basis}).",
            f"Say in the ground's details {need}.",
            field,
        )


def _not_substantial(case: Case, field: str) -> Iterator[Problem]:
    """Withdrawal may be refused for a slight defect; in Russia for complex goods only.

    There replacement too; no law knows it as a ground against repair.
    """
    demanded = set(case.model.claim.demanded)
    if demanded and not demanded & ({"refund", "replacement"} if case.ru else {"refund"}):
        barred = "replacement and refund" if case.ru else "withdrawal"
        key = "sale_withdrawal" if not case.ru else "civil_remedies"
        basis = case.cite("consumer_complex_goods" if case.ru and case.consumer else key)
        yield forbidden(
            "slight-defect-still-repaired",
            f"that a defect is slight bars {barred} only ({basis}), and they were not demanded.",
            "Grant the repair, or name another ground.",
            field,
        )
    if not case.consumer or not case.ru:
        return
    if not case.model.product.technically_complex:
        yield forbidden(
            "not-complex-goods",
            "only for technically complex goods does it matter whether a defect is substantial "
            f"({case.cite('consumer_complex_goods')}).",
            "Write product.technically_complex: true, if the goods are on the list; else name "
            "another ground.",
            field,
        )
    elif not case.complex_period_over:
        yield forbidden(
            "within-fifteen-days",
            "within 15 days of handover any defect entitles to replacement or refund "
            f"({case.cite('consumer_complex_goods')}).",
            "Grant the claim, or name another ground.",
            field,
        )
    elif (case.model.claim.days_out_of_use or 0) > int(
        case.law.fact("consumer_unusable_days").value
    ):
        yield forbidden(
            "unusable-too-long",
            "goods that could not be used for more than 30 days of a warranty year owing to "
            "repairs may be returned, substantial defect or not "
            f"({case.cite('consumer_complex_goods')}).",
            "Grant the claim, or name another ground.",
            field,
        )


def _disproportionate(case: Case, field: str) -> Iterator[Problem]:
    if case.ru:
        yield forbidden(
            "not-under-this-law",
            "Russian law knows no refusal of a remedy for disproportionate cost.",
            "Name another ground.",
            field,
        )


_CHECKS: Mapping[GroundType, _Check] = {
    "no-proof-of-purchase": _no_receipt,
    "warranty-expired": _expired,
    "limitation": _limited,
    "late-notice": _late_notice,
    "defect-not-substantial": _not_substantial,
    "disproportionate": _disproportionate,
}


def _evidence(case: Case, ground: Ground, field: str) -> Iterator[Problem]:
    """A ground that says where the defect comes from must rest on a finding."""
    if ground.type not in CAUSES:
        return
    findings = case.model.findings
    if not findings:
        yield forbidden(
            "ground-without-evidence",
            f"the ground '{ground.type}' rests on no inspection and no examination.",
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


def ground_problems(case: Case) -> Iterator[Problem]:
    """What the law has against the grounds of a refusal."""
    for index, ground in enumerate(case.model.grounds):
        field = _field(index)
        yield from _evidence(case, ground, field)
        check = _CHECKS.get(ground.type)
        if check:
            yield from check(case, field)
    if case.model.grounds and case.model.decision == "granted":
        yield forbidden(
            "ground-though-granted",
            "the claim is granted in full, but there are grounds for a refusal.",
            "Write decision: partly-granted, or leave grounds out.",
            "grounds",
        )


def choice_problems(case: Case) -> Iterator[Problem]:
    """Whether what is granted is what was demanded: the choice is the claimant's."""
    model = case.model
    demanded, given = set(model.claim.demanded), {remedy.type for remedy in model.remedies}
    if model.decision == "granted" and demanded and not demanded <= given:
        missing = ", ".join(sorted(demanded - given))
        yield forbidden(
            "granted-differs",
            f"the claim is granted in full, but what was demanded is missing: {missing}.",
            "Add it to remedies, or write decision: partly-granted or alternative.",
            "decision",
        )
    if model.decision == "alternative" and case.consumer and case.ru:
        yield doubtful(
            "choice-is-the-consumers",
            "the consumer chooses among the remedies "
            f"({case.cite('consumer_remedies')}) and may insist on the one demanded.",
            "Have the consumer's consent confirmed in writing; the answer asks for it.",
            "decision",
        )
