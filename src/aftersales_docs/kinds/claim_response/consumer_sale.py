"""What a letter to a German consumer must tell: cure, repair by the maker, dispute resolution."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from ...errors import Problem, worded
from ...rules.verdict import doubtful, note
from .case import REPAIR_ACT, Case
from .refusal import CAUSES

# Decisions that say nothing of the buyer's rights.
_UNJUDGED = frozenset({"recall", "duplicate", "more-information", "forwarded"})
RepairDuty = Literal["owed", "open", "none"]


def cured(case: Case) -> bool:
    """Whether the answer promises a cure, of which the buyer must be told beforehand."""
    model = case.model
    types = {remedy.type for remedy in model.remedies}
    return case.seller and not model.goodwill and bool(types & {"repair", "replacement"})


def without_rights(case: Case) -> bool:
    """Whether the letter says that no rights against the seller are there, or are left.

    Either there was no defect when the risk passed, or the limitation is over.
    """
    model = case.model
    if model.decision not in {"refused", "partly-granted", "forwarded"}:
        return False
    over = case.claims_until is not None and case.demanded > case.claims_until
    return over or any(ground.type in CAUSES for ground in model.grounds)


def repair_duty(case: Case) -> RepairDuty:
    """Whether the maker owes a repair for money though nobody is liable (§§ 479a ff. BGB).

    Open where the goods were sold before the Act was in force, where the day of the sale is
    not known, and where an importer answers, who owes it only for a maker outside the Union.
    """
    model = case.model
    grouped = model.product.group not in {None, "other"}
    begun = case.demanded >= REPAIR_ACT
    concerned = case.de and case.consumer and not case.seller and grouped and begun
    if not concerned or not without_rights(case):
        return "none"
    return "owed" if case.repair_act and model.responding_as == "manufacturer" else "open"


def tells_of_repair(case: Case) -> bool:
    """Whether the letter offers that repair: where it is owed, and where the user says so."""
    duty = repair_duty(case)
    return duty == "owed" or (duty == "open" and case.model.repair_service is not None)


def _contract_day(case: Case) -> Iterator[Problem]:
    """Which day's law was taken."""
    contract = case.contract
    if case.model.decision in _UNJUDGED:
        return
    if contract is None:
        yield doubtful(
            "contract-day-unknown",
            "the law depends on the day of the contract, which is not given; the law of the day "
            "of the claim was taken.",
            "Give contract_date or product.purchased.",
            "contract_date",
        )
    elif case.repair_act is None:
        yield _day_open(case, contract.day)
    else:
        yield note(
            "law-of-contract-day",
            worded(
                (
                    "the buyer's rights are judged by the law of {day} ({field}), the day "
                    "of the contract."
                ),
                day=contract.day,
                field=contract.field,
            ),
            contract.field,
        )


def _day_open(case: Case, handed_over: date) -> Problem:
    """The goods were handed over under the new law, and may have been sold under the old."""
    return doubtful(
        "contract-day-unknown",
        worded(
            (
                "goods handed over on {day} may have been sold before {REPAIR_ACT}, "
                "when the law changed ({basis}); the law of the day of handover was "
                "taken."
            ),
            day=handed_over,
            REPAIR_ACT=REPAIR_ACT,
            basis=case.cite("transition_repair"),
        ),
        "Give contract_date or product.purchased.",
        "contract_date",
    )


def _repair(case: Case) -> Iterator[Problem]:
    duty, model = repair_duty(case), case.model
    if duty == "open" and model.repair_service is None:
        yield doubtful(
            "repair-duty-open",
            worded(
                ("whether you owe a repair for a reasonable price ({basis}) is open: {why_open}."),
                basis=case.cite("repair_duty"),
                why_open=_why_open(case),
            ),
            "If you offer it, add repair_service; the letter then says so.",
            "repair_service",
        )
    if duty != "none" and tells_of_repair(case):
        service = model.repair_service
        if service is None or not (service.guide_prices or service.impossible_because):
            yield doubtful(
                "guide-prices-missing",
                worded(
                    (
                        "a maker must publish guide prices for typical repairs on a web page "
                        "({basis})."
                    ),
                    basis=case.cite("repair_guide_prices"),
                ),
                "Add repair_service.guide_prices.",
                "repair_service",
            )
    yield from _group_unknown(case)


def _group_unknown(case: Case) -> Iterator[Problem]:
    """Whether goods are listed decides whether their maker owes a repair."""
    model = case.model
    unknown = case.de and case.consumer and not case.seller and model.product.group is None
    if unknown and case.demanded >= REPAIR_ACT and without_rights(case):
        yield doubtful(
            "product-group-unknown",
            worded(
                (
                    "a maker of goods listed in the Directive on repair owes a repair even "
                    "where nobody is liable for the defect ({basis})."
                ),
                basis=case.cite("repair_scope"),
            ),
            "Give product.group ('other' if the goods are not listed).",
            "product.group",
        )


def _why_open(case: Case) -> str:
    if case.model.responding_as == "importer":
        return worded(
            (
                "an importer owes it only if the manufacturer is outside the Union and has "
                "no representative there ({cite})"
            ),
            cite=case.cite("repair_outside_union"),
        )
    return worded(
        "the goods were sold before the Act was in force, or may have been ({cite})",
        cite=case.cite("transition_repair"),
    )


def _reparability(case: Case) -> Iterator[Problem]:
    grounds = {ground.type for ground in case.model.grounds}
    if case.seller and case.repair_act and "no-defect" in grounds:
        yield note(
            "reparability",
            worded(
                "that goods can be repaired is part of their usual quality ({basis}).",
                basis=case.cite("sale_repairability"),
            ),
            "grounds",
        )


def _dispute_body(case: Case) -> Iterator[Problem]:
    model = case.model
    if model.decision not in {"refused", "partly-granted"}:
        return
    body = model.dispute_resolution
    if body is None and case.seller:
        yield doubtful(
            "dispute-body-missing",
            worded(
                (
                    "after a dispute that could not be settled a trader must tell the "
                    "consumer of the competent conciliation body ({basis})."
                ),
                basis=case.cite("dispute_body"),
            ),
            "Add dispute_resolution.",
            "dispute_resolution",
        )
    if body and not (body.body and body.address and body.website):
        yield doubtful(
            "dispute-body-incomplete",
            worded(
                (
                    "the consumer must be told the conciliation body with its address and "
                    "website, also by a trader who takes no part ({basis})."
                ),
                basis=case.cite("dispute_body"),
            ),
            "Add body, address and website.",
            "dispute_resolution",
        )


def consumer_sale_problems(case: Case) -> Iterator[Problem]:
    """What German law has against a letter to a consumer."""
    if not (case.de and case.consumer):
        return
    yield from _contract_day(case)
    yield from _repair(case)
    yield from _reparability(case)
    yield from _dispute_body(case)
