"""Where a warranty section falls short of mandatory law, and where it is risky."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from ..errors import Problem
from ..law import Law, law_of
from ..schemas.warranty_section import WarrantySection
from .problems import doubtful, forbidden

_REASONABLE_REPAIR_DAYS = 30
# Two attempts are what § 440 BGB presumes to be enough.
_USUAL_ATTEMPTS = 2


@dataclass(frozen=True)
class Section:
    """A warranty section with the law of its day."""

    model: WarrantySection

    @property
    def de(self) -> bool:
        """Whether German law applies."""
        return self.model.law == "de"

    @property
    def ru_consumer(self) -> bool:
        """Whether the buyer is a consumer under Russian law."""
        return self.model.law == "ru" and self.model.consumer

    @property
    def de_consumer(self) -> bool:
        """Whether the buyer is a consumer under German law."""
        return self.de and self.model.consumer

    @cached_property
    def law(self) -> Law:
        """The law of the day of the section."""
        return law_of(self.model.law, self.model.date)

    def cite(self, key: str) -> str:
        """A citation for a message."""
        return str(self.law.cite("en")[key])

    def number(self, key: str) -> int:
        """A statutory number in its unit."""
        return int(self.law.fact(key).value)


def _period(case: Section) -> Iterator[Problem]:
    model = case.model
    months, field = model.period.months, "period.months"
    limit = model.limitation_months
    shortest = min(months, limit) if limit else months
    if case.de_consumer:
        key = "consumer_limitation_min_used" if model.used else "consumer_limitation_min"
        floor = case.number(key) * 12
        if shortest < floor:
            yield forbidden(
                "period-too-short",
                f"towards a consumer the period can't be under {floor} months "
                f"({case.cite('consumer_deviation')}).",
                f"Write {floor} or more.",
                field if months < floor else "limitation_months",
            )
        elif model.used and shortest < case.number("consumer_limitation_min") * 12:
            yield doubtful(
                "used-goods-need-express-agreement",
                "a period under two years for used goods holds only if the consumer was told of "
                "it separately before and agreed to it expressly "
                f"({case.cite('consumer_deviation')}).",
                "Have it signed on a sheet of its own.",
                field,
            )
    elif case.de and model.standard_terms:
        floor = case.number("terms_limitation_min") * 12
        if shortest < floor:
            yield forbidden(
                "period-too-short",
                f"standard terms can't bring the period under {floor} months, also between "
                f"businesses ({case.cite('fair_terms')}).",
                f"Write {floor} or more.",
                field if months < floor else "limitation_months",
            )
    if case.model.law == "ru" and limit is not None:
        yield forbidden(
            "limitation-not-by-agreement",
            "limitation and its reckoning can't be changed by agreement "
            f"({case.cite('limitation_agreement')}).",
            "Leave limitation_months out.",
            "limitation_months",
        )
    if model.consumer and model.period.start in {"resale", "delivery"} and case.ru_consumer:
        yield forbidden(
            "warranty-starts-too-early",
            "towards a consumer the warranty runs from handover "
            f"({case.cite('consumer_claim_terms')}).",
            "Write period.start: handover.",
            "period.start",
        )


def _notice(case: Section) -> Iterator[Problem]:
    if case.model.consumer and case.model.notice is not None:
        yield forbidden(
            "no-notice-duty",
            "a consumer loses no rights for telling of a defect late.",
            "Leave notice out.",
            "notice",
        )


def _remedies(case: Section) -> Iterator[Problem]:
    model, remedies = case.model, case.model.remedies
    if model.consumer and remedies.choice == "supplier":
        basis = case.cite("sale_performance" if case.de else "consumer_remedies")
        yield forbidden(
            "choice-is-the-consumers",
            f"a consumer chooses between repair and replacement ({basis}).",
            "Write remedies.choice: buyer.",
            "remedies.choice",
        )
    if not remedies.withdrawal and (model.consumer or (case.de and model.standard_terms)):
        basis = case.cite("consumer_remedies" if case.ru_consumer else "fair_terms")
        yield forbidden(
            "withdrawal-excluded",
            f"withdrawal after failed repair can't be excluded here ({basis}).",
            "Write remedies.withdrawal: true.",
            "remedies.withdrawal",
        )
    if case.ru_consumer:
        yield from _russian_terms(case)
    elif model.consumer and remedies.repair_days > _REASONABLE_REPAIR_DAYS:
        yield doubtful(
            "term-perhaps-unreasonable",
            f"whether {remedies.repair_days} days are still reasonable depends on the goods.",
            "Shorten the term.",
            "remedies.repair_days",
        )
    if case.de and remedies.attempts > _USUAL_ATTEMPTS:
        yield doubtful(
            "many-attempts",
            f"after two attempts a repair counts as failed ({case.cite('sale_withdrawal')}).",
            f"Write attempts: {_USUAL_ATTEMPTS}.",
            "remedies.attempts",
        )


def _russian_terms(case: Section) -> Iterator[Problem]:
    model = case.model
    given = (
        ("remedies.repair_days", model.remedies.repair_days, "consumer_repair_term_max"),
        (
            "remedies.replacement_days", model.remedies.replacement_days,
            "consumer_replacement_term_check",
        ),
        ("loan_unit_days", model.loan_unit_days or 0, "consumer_loan_term"),
    )  # fmt: skip
    for field, days, key in given:
        limit = case.number(key)
        if days > limit:
            basis = case.cite(case.law.fact(key).citation_key)
            yield forbidden(
                "term-over-statutory",
                f"{days} days are more than the {limit} that the law allows ({basis}).",
                f"Write {limit} or less.",
                field,
            )
    if model.loan_unit_days is None:
        yield doubtful(
            "loan-units-missing",
            "a consumer may demand a loan unit during the repair "
            f"({case.cite('consumer_loan_unit')}); the section says nothing of it.",
            "Add loan_unit_days, unless the goods are on the list of exceptions.",
            "loan_unit_days",
        )


def _costs(case: Section) -> Iterator[Problem]:
    model = case.model
    if model.costs.transport != "buyer":
        return
    if model.consumer:
        basis = case.cite("sale_performance_costs" if case.de else "consumer_transport")
        yield forbidden(
            "transport-cost-shifted",
            f"a consumer does not bear the transport for subsequent performance ({basis}).",
            "Write costs.transport: supplier.",
            "costs.transport",
        )
    elif case.de and model.standard_terms:
        yield doubtful(
            "transport-cost-shifted-terms",
            "standard terms that put the costs of subsequent performance on the buyer are mostly "
            f"void, also between businesses ({case.cite('fair_terms')}).",
            "Write costs.transport: supplier, or negotiate it.",
            "costs.transport",
        )


def _extension(case: Section) -> Iterator[Problem]:
    extension = case.model.extension
    if not case.ru_consumer:
        return
    if extension.repair == "none":
        yield forbidden(
            "extension-missing",
            "the warranty grows by the time of repair "
            f"({case.cite('consumer_warranty_extension')}).",
            "Write extension.repair: time-of-repair.",
            "extension.repair",
        )
    if extension.replacement == "none":
        yield forbidden(
            "extension-missing",
            "after a replacement the warranty runs anew "
            f"({case.cite('consumer_replacement_warranty')}).",
            "Write extension.replacement: new-period.",
            "extension.replacement",
        )


_CHECKS: tuple[Callable[[Section], Iterator[Problem]], ...] = (
    _period,
    _notice,
    _remedies,
    _costs,
    _extension,
)


def section_problems(model: WarrantySection) -> tuple[Problem, ...]:
    """All that the law has against the section: errors with the article, and warnings."""
    case = Section(model)
    return tuple(problem for check in _CHECKS for problem in check(case))
