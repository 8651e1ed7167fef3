"""Who may be made to bear the costs of a claim."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import Problem
from ...rules.verdict import doubtful, forbidden
from .case import Case
from .refusal import CAUSES

_JUSTIFIED = frozenset({"granted", "partly-granted", "alternative", "recall"})


def _examined(case: Case) -> bool:
    """Whether an examination showed that the company does not answer for the defect."""
    found = any(finding.type == "examination" for finding in case.model.findings)
    return found and any(ground.type in CAUSES for ground in case.model.grounds)


def _examination(case: Case) -> Iterator[Problem]:
    model, field = case.model, "costs.examination"
    if model.costs.examination != "claimant" or not case.consumer:
        return
    if model.decision != "refused":
        basis = case.cite("consumer_examination" if case.ru else "sale_performance_costs")
        yield forbidden(
            "examination-cost-shifted",
            "the cost of the examination can't be put on a consumer whose claim is justified or "
            f"still open ({basis}).",
            "Write costs.examination: company.",
            field,
        )
    elif case.ru and not _examined(case):
        yield forbidden(
            "examination-cost-shifted",
            "the consumer refunds an examination only if it showed that the seller does not "
            f"answer for the defect ({case.law.cite('en')['consumer_examination']}).",
            "Add the examination under findings, or write costs.examination: company.",
            field,
        )
    elif not case.ru:
        yield doubtful(
            "fault-needed",
            "a buyer pays for an unfounded claim only if it was at least negligent not to see "
            f"where the fault lay ({case.law.cite('en')['unjustified_claim_costs']}).",
            "Say in the ground's details why the claimant could have known.",
            field,
        )


def _transport(case: Case) -> Iterator[Problem]:
    model, field = case.model, "costs.transport"
    if model.costs.transport != "claimant" or not case.consumer:
        return
    justified = model.decision in _JUSTIFIED or model.decision == "examination"
    if not case.ru:
        if justified:
            yield forbidden(
                "transport-cost-shifted",
                "transport for subsequent performance is at the seller's cost "
                f"({case.law.cite('en')['sale_performance_costs']}).",
                "Write costs.transport: company.",
                field,
            )
        return
    basis = case.cite("consumer_transport")
    weight = model.product.weight_kg
    bulky = case.law.fact("consumer_bulky_weight").value
    if justified and (weight is None or weight > bulky):
        known = f"the goods weigh {weight} kg" if weight else "their weight is not given"
        yield forbidden(
            "transport-cost-shifted",
            f"bulky goods and goods of more than {bulky} kg are delivered at the company's cost "
            f"({basis}); "
            f"{known}.",
            "Write costs.transport: company, or give product.weight_kg.",
            field,
        )


def cost_problems(case: Case) -> Iterator[Problem]:
    """Costs that the law does not let the claimant bear."""
    yield from _examination(case)
    yield from _transport(case)
