"""Where a warranty section falls short of Russian law, and where it is risky under it.

Terms that worsen the position of a consumer are void (art. 16 of the consumer law). For work
its chapter on works applies (arts. 27–39), not the one on goods: no fixed term for a repair,
no loan unit, no extension of the warranty by statute.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ...errors import Problem, worded
from ...rules.verdict import doubtful, forbidden
from .case import REASONABLE_REPAIR_DAYS, Section

# What lengthens the warranty of goods: by field, and whether a consumer bought them.
_EXTENSIONS = {
    ("repair", False): "civil_warranty_suspension",
    ("repair", True): "consumer_warranty_extension",
    ("replacement", False): "civil_warranty_replacement",
    ("replacement", True): "consumer_replacement_warranty",
}
_LENGTHENED = {
    "repair": (worded("the warranty grows by the time of repair"), "time-of-repair"),
    "replacement": (worded("a new warranty period begins after a replacement"), "new-period"),
}


def _remedies_key(case: Section) -> str:
    return "consumer_works_remedies" if case.work else "consumer_remedies"


def _limitation(case: Section) -> Iterator[Problem]:
    if case.model.limitation_months is not None:
        yield forbidden(
            "limitation-not-by-agreement",
            worded(
                "limitation periods and their calculation can't be agreed otherwise ({basis}).",
                basis=case.cite("limitation_agreement"),
            ),
            "Leave limitation_months out.",
            "limitation_months",
        )


def _contract(case: Section) -> Iterator[Problem]:
    if case.consumer and case.model.contract == "supply":
        yield forbidden(
            "supply-serves-business",
            worded(
                "a supply contract is for business buyers ({basis}).",
                basis=case.cite("supply_contract"),
            ),
            "Write contract: sale.",
            "contract",
        )


def _start(case: Section) -> Iterator[Problem]:
    start = case.period.start
    if case.consumer and start in {"delivery", "resale"}:
        key, right = (
            ("consumer_works_claim_terms", "acceptance")
            if case.work
            else ("consumer_claim_terms", "handover")
        )
        yield forbidden(
            "warranty-starts-too-early",
            worded(
                "towards a consumer the warranty runs from {right} ({cite}).",
                right=right,
                cite=case.cite(key),
            ),
            worded("Write period.start: {right}.", right=right),
            "period.start",
        )
    elif case.work and start in {"handover", "delivery", "resale"}:
        yield doubtful(
            "work-starts-at-acceptance",
            worded(
                (
                    "unless agreed otherwise, the warranty of a work runs from acceptance "
                    "({basis})."
                ),
                basis=case.cite("works_warranty_start"),
            ),
            "Write period.start: acceptance, unless another start is meant.",
            "period.start",
        )


def _choice(case: Section) -> Iterator[Problem]:
    if not case.consumer:
        return
    remedies, basis = case.remedies, case.cite(_remedies_key(case))
    if remedies.choice == "supplier":
        yield forbidden(
            "choice-is-the-consumers",
            worded("a consumer chooses between repair and replacement ({basis}).", basis=basis),
            "Write remedies.choice: buyer.",
            "remedies.choice",
        )
    if not remedies.withdrawal:
        yield forbidden(
            "withdrawal-excluded",
            worded("the consumer's right to cancel cannot be excluded ({basis}).", basis=basis),
            "Write remedies.withdrawal: true.",
            "remedies.withdrawal",
        )
    if not remedies.self_remedy:
        yield forbidden(
            "reimbursement-excluded",
            worded(
                ("a consumer may have the defect remedied elsewhere and be reimbursed ({basis})."),
                basis=basis,
            ),
            "Write remedies.self_remedy: true.",
            "remedies.self_remedy",
        )


def _business_withdrawal(case: Section) -> Iterator[Problem]:
    if not case.consumer and not case.remedies.withdrawal:
        basis = case.cite("works_remedies" if case.work else "civil_remedies")
        yield doubtful(
            "withdrawal-by-law",
            worded(
                (
                    "the section excludes withdrawal, which the law gives for substantial "
                    "defects ({basis}); a court may not follow it."
                ),
                basis=basis,
            ),
            "Write remedies.withdrawal: true, unless the exclusion is meant.",
            "remedies.withdrawal",
        )


def _goods_terms(case: Section) -> Iterator[Problem]:
    if not case.consumer_sale:
        return
    given = (
        ("remedies.repair_days", case.remedies.repair_days, "consumer_repair_term_max"),
        (
            "remedies.replacement_days",
            case.remedies.replacement_days,
            "consumer_replacement_term_check",
        ),
        ("loan_unit_days", case.loan_unit_days or 0, "consumer_loan_term"),
    )
    for field, days, key in given:
        limit = case.number(key)
        if days > limit:
            basis = case.cite(case.law.fact(key).citation_key)
            yield forbidden(
                "term-over-statutory",
                worded(
                    "{days} days are more than the {limit} that the law allows ({basis}).",
                    days=days,
                    limit=limit,
                    basis=basis,
                ),
                worded("Write {limit} or less.", limit=limit),
                field,
            )


def _works_terms(case: Section) -> Iterator[Problem]:
    if not case.consumer_work:
        return
    for field in ("repair_days", "replacement_days"):
        days = getattr(case.remedies, field)
        if days > REASONABLE_REPAIR_DAYS:
            yield doubtful(
                "term-perhaps-unreasonable",
                worded(
                    (
                        "the consumer sets a reasonable time for the repair of a work "
                        "({basis}); {days} days may be beyond it."
                    ),
                    basis=case.cite("consumer_works_repair_term"),
                    days=days,
                ),
                "Shorten the time limit.",
                f"remedies.{field}",
            )


def _services(case: Section) -> Iterator[Problem]:
    """What belongs to the sale of goods to a consumer besides the remedies."""
    model = case.model
    if not case.consumer_sale:
        return
    years = case.number("spare_parts_period")
    if model.spare_parts and model.spare_parts.years < years:
        yield doubtful(
            "spare-parts-too-short",
            worded(
                (
                    "the manufacturer must keep spare parts available throughout the "
                    "service life, {years} years where none is set ({basis})."
                ),
                years=years,
                basis=case.cite("manufacturer_duties"),
            ),
            worded("Write {years} or more, unless the service life is shorter.", years=years),
            "spare_parts.years",
        )


def _costs(case: Section) -> Iterator[Problem]:
    if case.consumer and case.model.costs.transport == "buyer":
        key = "consumer_works_remedies" if case.work else "consumer_transport"
        yield forbidden(
            "transport-cost-shifted",
            worded(
                "a consumer does not bear the transport for a repair ({cite}).",
                cite=case.cite(key),
            ),
            "Write costs.transport: supplier.",
            "costs.transport",
        )


def _extension(case: Section) -> Iterator[Problem]:
    # No statute extends the warranty of a work; the parties are free.
    if case.work:
        return
    for name in _LENGTHENED:
        if getattr(case.model.extension, name) == "none":
            yield _not_extended(case, name)


def _not_extended(case: Section, name: str) -> Problem:
    (words, cure), basis = _LENGTHENED[name], case.cite(_EXTENSIONS[name, case.consumer])
    field = f"extension.{name}"
    if case.consumer:
        return forbidden(
            "extension-missing",
            worded("{words} ({basis}).", words=words, basis=basis),
            worded("Write {field}: {cure}.", field=field, cure=cure),
            field,
        )
    return doubtful(
        "extension-by-law",
        worded(
            "the section is silent, so that by law {words} ({basis}).", words=words, basis=basis
        ),
        worded(
            "Write {field}: {cure}, or exclude it expressly in special_terms.",
            field=field,
            cure=cure,
        ),
        field,
    )


CHECKS: tuple[Callable[[Section], Iterator[Problem]], ...] = (
    _limitation,
    _contract,
    _start,
    _choice,
    _business_withdrawal,
    _goods_terms,
    _works_terms,
    _services,
    _costs,
    _extension,
)
