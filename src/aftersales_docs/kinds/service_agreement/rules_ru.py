"""Where a service agreement falls short of Russian law, and where it is risky under it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ...errors import Problem, worded
from ...rules.free_text import texts_at, void_word_problems
from ...rules.verdict import doubtful, forbidden
from .case import Agreement


def _over(case: Agreement, field: str, given: int, key: str, what: str) -> Iterator[Problem]:
    """``given`` days are more than the law of consumers allows."""
    limit = case.number(key)
    if given > limit:
        basis = case.cite(case.law.fact(key).citation_key)
        yield forbidden(
            "term-over-statutory",
            worded(
                (
                    "{given} days for {what} are more than the {limit} that the law allows "
                    "({basis})."
                ),
                given=given,
                what=what,
                limit=limit,
                basis=basis,
            ),
            worded("Write {limit} or less.", limit=limit),
            field,
        )


def _terms(case: Agreement) -> Iterator[Problem]:
    if not case.consumers:
        return
    levels, loans = case.model.service_levels, case.model.loan_units
    repair, answer = "service_levels.repair_days", "service_levels.answer_days"
    yield from _over(
        case, repair, levels.repair_days, "consumer_repair_term_max", worded("a repair")
    )
    yield from _over(
        case,
        answer,
        levels.answer_days,
        "consumer_payment_term",
        worded("an answer to a demand for money"),
    )
    if loans:
        yield from _over(
            case, "loan_units.days", loans.days, "consumer_loan_term", worded("a loan unit")
        )


def _missing_services(case: Agreement) -> Iterator[Problem]:
    """What the law has consumers get, and the agreement gives to nobody to do."""
    model = case.model
    if not case.consumers:
        return
    if model.loan_units is None:
        yield doubtful(
            "loan-units-missing",
            worded(
                (
                    "a consumer may demand a loan unit during the repair ({basis}); the "
                    "agreement says nothing of it."
                ),
                basis=case.cite("consumer_loan_unit"),
            ),
            "Add loan_units, unless all the goods are on the list of exceptions.",
            "loan_units",
        )
    yield from _bulky(case)


def _bulky(case: Agreement) -> Iterator[Problem]:
    """Who collects heavy goods, and from what weight on."""
    model = case.model
    limit = case.number("consumer_bulky_weight")
    if model.bulky_transport is None:
        yield doubtful(
            "bulky-transport-missing",
            worded(
                (
                    "goods over {limit} kg must be collected for repair at the company's "
                    "cost ({basis}); the agreement says nothing of it."
                ),
                limit=limit,
                basis=case.cite("consumer_transport"),
            ),
            "Add bulky_transport, unless all the goods are lighter.",
            "bulky_transport",
        )
    elif model.bulky_transport.from_kg > limit:
        yield forbidden(
            "bulky-limit-too-high",
            worded(
                ("the duty to collect begins above {limit} kg ({basis}), not above {from_kg} kg."),
                limit=limit,
                basis=case.cite("consumer_transport"),
                from_kg=model.bulky_transport.from_kg,
            ),
            worded("Write {limit} or less.", limit=limit),
            "bulky_transport.from_kg",
        )


def _warranty_start(case: Agreement) -> Iterator[Problem]:
    for index, group in enumerate(case.model.products):
        if case.consumers and group.warranty_start in {"delivery", "production"}:
            yield forbidden(
                "warranty-starts-too-early",
                worded(
                    "for consumers the warranty runs from handover to them ({basis}).",
                    basis=case.cite("consumer_claim_terms"),
                ),
                "Write warranty_start: handover.",
                f"products[{index}].warranty_start",
            )


def _exclusions(case: Agreement) -> Iterator[Problem]:
    """The law names in full what frees a seller; other causes are void towards consumers."""
    texts = texts_at(case.model, "warranty.exclusions[]")
    for problem in void_word_problems(case, texts, consumer=case.consumers, excluding=True):
        if not problem.code.endswith(("-receipt", "-card", "-packaging")):
            yield problem


def _spare_parts(case: Agreement) -> Iterator[Problem]:
    model = case.model
    if not case.consumers:
        return
    if model.spare_parts is None:
        yield doubtful(
            "spare-parts-missing",
            worded(
                (
                    "the manufacturer must keep spare parts available throughout the "
                    "service life ({basis}); the agreement says nothing of them."
                ),
                basis=case.cite("manufacturer_duties"),
            ),
            "Add spare_parts, unless another contract governs them.",
            "spare_parts",
        )
        return
    default = case.number("consumer_service_life_default")
    needed = max(group.service_life_years or default for group in model.products)
    if model.spare_parts.years < needed:
        yield forbidden(
            "spare-parts-too-short",
            worded(
                (
                    "spare parts must be available throughout the service life, here "
                    "{needed} years ({basis})."
                ),
                needed=needed,
                basis=case.cite("manufacturer_duties"),
            ),
            worded(
                "Write {needed} or more, or give the products their service life.", needed=needed
            ),
            "spare_parts.years",
        )


CHECKS: tuple[Callable[[Agreement], Iterator[Problem]], ...] = (
    _terms,
    _missing_services,
    _warranty_start,
    _exclusions,
    _spare_parts,
)
