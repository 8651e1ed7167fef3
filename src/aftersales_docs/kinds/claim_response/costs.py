"""Who may be made to bear the costs of a claim."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import Problem, worded
from ...rules.verdict import doubtful, forbidden
from .case import Case
from .refusal import CAUSES

_JUSTIFIED = frozenset({"granted", "partly-granted", "alternative", "recall"})
_OPEN = frozenset({"examination", "more-information"})


def _caused(case: Case) -> bool:
    """Whether the claim is refused for where the defect comes from."""
    return any(ground.type in CAUSES for ground in case.model.grounds)


def _examined(case: Case) -> bool:
    """Whether an examination showed that the company does not answer for the defect."""
    return _caused(case) and any(one.type == "examination" for one in case.model.findings)


def _fault(case: Case, field: str) -> Iterator[Problem]:
    """A German buyer pays for an unfounded claim only if he could have known better."""
    told = case.model.costs.examination_reason
    message = worded(
        (
            "a buyer pays for an unfounded claim only if it was at least negligent not "
            "to see where the fault lay ({cite})"
        ),
        cite=case.cite("unjustified_claim_costs"),
    )
    if told:
        yield doubtful(
            "fault-needed",
            worded("{message}; a court may see it otherwise.", message=message),
            "Charge it only if the reason given bears it out.",
            field,
        )
    else:
        yield forbidden(
            "fault-needed",
            worded("{message}, and the letter does not say why.", message=message),
            "Say in costs.examination_reason why the claimant could have known, or write company.",
            field,
        )


def _shifted(case: Case, code: str, what: str, basis: str, field: str) -> Problem:
    """Costs that a justified claim puts on the claimant: void for consumers."""
    report = forbidden if case.consumer else doubtful
    return report(
        code,
        worded(
            (
                "{what} can't be put on the claimant while the claim is justified or still "
                "open ({basis})."
            ),
            what=what,
            basis=basis,
        ),
        worded("Write {field}: company.", field=field),
        field,
    )


def _examination(case: Case) -> Iterator[Problem]:
    model, field = case.model, "costs.examination"
    if model.costs.examination != "claimant" or model.goodwill:
        return
    if model.decision != "refused":
        if case.ru and not case.consumer:
            return
        key = case.by_law({"ru": "consumer_examination", "de": "sale_performance_costs"})
        what = worded("the cost of the examination")
        yield _shifted(case, "examination-cost-shifted", what, case.cite(key), field)
    elif case.de:
        yield from _fault(case, field)
    elif case.ru and case.consumer and not _examined(case):
        yield forbidden(
            "examination-cost-shifted",
            worded(
                (
                    "the consumer has to reimburse the cost of an examination only if it "
                    "shows that the seller is not liable for the defect ({basis})."
                ),
                basis=case.cite("consumer_examination"),
            ),
            "Add the examination under findings, or write costs.examination: company.",
            field,
        )


def _transport(case: Case) -> Iterator[Problem]:
    model, field = case.model, "costs.transport"
    if model.costs.transport != "claimant" or model.goodwill:
        return
    justified = model.decision in _JUSTIFIED | _OPEN
    if case.de and justified:
        basis = case.cite("sale_performance_costs")
        yield _shifted(case, "transport-cost-shifted", "transport", basis, field)
    elif case.de:
        yield from _fault(case, field)
    elif case.ru and case.consumer and justified:
        yield from _bulky(case, field)
    elif case.ru and case.consumer and _caused(case) and not _examined(case):
        yield forbidden(
            "transport-cost-shifted",
            worded(
                (
                    "the consumer has to reimburse transport only if an examination shows "
                    "that the seller is not liable for the defect ({basis})."
                ),
                basis=case.cite("consumer_examination"),
            ),
            "Write costs.transport: company.",
            field,
        )


def _bulky(case: Case, field: str) -> Iterator[Problem]:
    weight = case.model.product.weight_kg
    limit = case.law.fact("consumer_bulky_weight").value
    if weight is None or weight > limit:
        known = (
            worded("the goods weigh {weight} kg", weight=weight)
            if weight
            else worded("their weight is not given")
        )
        yield forbidden(
            "transport-cost-shifted",
            worded(
                (
                    "bulky goods and goods of more than {limit} kg are delivered at the "
                    "company's cost ({basis}); {known}."
                ),
                limit=limit,
                basis=case.cite("consumer_transport"),
                known=known,
            ),
            "Write costs.transport: company, or give product.weight_kg.",
            field,
        )


def _heavy_goods(case: Case) -> Iterator[Problem]:
    """Whether a Russian consumer is asked to carry what the company has to fetch."""
    model, weight = case.model, case.model.product.weight_kg
    asked = model.handover is not None and model.handover.how != "collect"
    if not (case.ru and case.consumer and asked and weight) or model.goodwill:
        return
    limit = case.law.fact("consumer_bulky_weight").value
    if weight > limit and model.decision in _JUSTIFIED | _OPEN:
        yield doubtful(
            "heavy-goods-carried",
            worded(
                (
                    "the goods weigh {weight} kg; goods of more than {limit} kg are "
                    "delivered by the company and at its cost ({basis})."
                ),
                weight=weight,
                limit=limit,
                basis=case.cite("consumer_transport"),
            ),
            "Write handover.how: collect.",
            "handover.how",
        )


def _account(case: Case) -> Iterator[Problem]:
    """Who is asked for money must be able to pay it."""
    costs = case.model.costs
    charged = costs.examination == "claimant" or costs.transport == "claimant"
    if charged and not (costs.pay_by and costs.account):
        yield doubtful(
            "payment-details-missing",
            "costs are claimed, but not by when and to which account they are to be paid.",
            "Add costs.pay_by and costs.account.",
            "costs",
        )


def cost_problems(case: Case) -> Iterator[Problem]:
    """Costs that the law does not let the claimant bear."""
    yield from _examination(case)
    yield from _transport(case)
    yield from _heavy_goods(case)
    yield from _account(case)
