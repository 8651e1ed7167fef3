"""Where a service agreement falls short of mandatory law, and where it is risky."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from ...errors import Problem
from ...rules.own_words import asks_for_paper
from ...rules.under_law import Judged
from ...rules.vat import valid_rates, wrong_rate
from ...rules.verdict import Assessment, doubtful, forbidden, judged
from .schema import ServiceAgreement

# Beyond these, courts reduce penalties or hold them void in standard terms; no statute
# names a number.
_USUAL_DAILY_PERCENT = Decimal("0.5")
_USUAL_CAP_PERCENT = Decimal(5)
_REASONABLE_REPAIR_DAYS = 30


@dataclass(frozen=True)
class Agreement(Judged[ServiceAgreement]):
    """An agreement with the law of its day."""

    @property
    def ru_consumers(self) -> bool:
        """Whether Russian consumer law binds those who perform."""
        return self.ru and self.model.consumers


def _over(case: Agreement, field: str, given: int, key: str, what: str) -> Iterator[Problem]:
    """``given`` days are more than the law of Russian consumers allows."""
    limit = case.number(key)
    if given > limit:
        basis = case.cite(case.law.fact(key).citation_key)
        yield forbidden(
            "term-over-statutory",
            f"{given} days for {what} are more than the {limit} that the law allows ({basis}).",
            f"Write {limit} or less.",
            field,
        )


def _terms(case: Agreement) -> Iterator[Problem]:
    model = case.model
    levels = model.service_levels
    if case.ru_consumers:
        yield from _over(
            case, "service_levels.repair_days", levels.repair_days, "consumer_repair_term_max",
            "a repair",
        )  # fmt: skip
        yield from _over(
            case, "service_levels.answer_days", levels.answer_days, "consumer_payment_term",
            "an answer to a demand for money",
        )  # fmt: skip
        if model.loan_units:
            yield from _over(
                case, "loan_units.days", model.loan_units.days, "consumer_loan_term",
                "a loan unit",
            )  # fmt: skip
    elif case.de and model.consumers and levels.repair_days > _REASONABLE_REPAIR_DAYS:
        yield doubtful(
            "term-perhaps-unreasonable",
            f"whether {levels.repair_days} days are still a reasonable time for repair depends on "
            f"the goods ({case.cite('consumer_performance')}).",
            "Shorten the term, or provide loan units.",
            "service_levels.repair_days",
        )
    for days, what, field in (
        (levels.diagnosis_days, "diagnosis", "service_levels.diagnosis_days"),
        (model.examination.days, "examination", "examination.days"),
    ):
        if days > levels.repair_days:
            yield doubtful(
                "diagnosis-after-repair",
                f"the {what} may take longer than the whole repair.",
                "Compare both terms.",
                field,
            )


def _missing_services(case: Agreement) -> Iterator[Problem]:
    """What Russian law has consumers get, and the agreement gives to nobody to do."""
    model = case.model
    if not case.ru_consumers:
        return
    if model.loan_units is None:
        yield doubtful(
            "loan-units-missing",
            "a consumer may demand a loan unit during the repair "
            f"({case.cite('consumer_loan_unit')}); the agreement says nothing of it.",
            "Add loan_units, unless all the goods are on the list of exceptions.",
            "loan_units",
        )
    limit = case.number("consumer_bulky_weight")
    if model.bulky_transport is None:
        yield doubtful(
            "bulky-transport-missing",
            f"goods over {limit} kg are delivered for repair at the company's cost "
            f"({case.cite('consumer_transport')}); the agreement says nothing of it.",
            "Add bulky_transport, unless all the goods are lighter.",
            "bulky_transport",
        )
    elif model.bulky_transport.from_kg > limit:
        yield forbidden(
            "bulky-limit-too-high",
            f"the duty to collect begins above {limit} kg ({case.cite('consumer_transport')}), "
            f"not above {model.bulky_transport.from_kg} kg.",
            f"Write {limit} or less.",
            "bulky_transport.from_kg",
        )


def _warranty(case: Agreement) -> Iterator[Problem]:
    model = case.model
    for index, group in enumerate(model.products):
        field = f"products[{index}].warranty_start"
        if model.consumers and group.warranty_start in {"delivery", "production"}:
            if case.ru_consumers:
                yield forbidden(
                    "warranty-starts-too-early",
                    "towards consumers the warranty runs from handover to them "
                    f"({case.cite('consumer_claim_terms')}).",
                    "Write warranty_start: handover.",
                    field,
                )
            else:
                yield doubtful(
                    "warranty-starts-too-early",
                    "a guarantee that began before the consumer had the goods will surprise him; "
                    f"it must be plain ({case.cite('consumer_guarantee')}).",
                    "Write warranty_start: handover, or say so on the guarantee card.",
                    field,
                )
    for index, exclusion in enumerate(model.warranty.exclusions):
        if model.consumers and asks_for_paper(exclusion):
            yield forbidden(
                "exclusion-void",
                "towards consumers neither a receipt nor the packaging is a condition of rights.",
                "Leave the exclusion out.",
                f"warranty.exclusions[{index}]",
            )


def _service_life(case: Agreement) -> Iterator[Problem]:
    for index, group in enumerate(case.model.products):
        if group.service_life_years and group.service_life_years * 12 < group.warranty_months:
            yield doubtful(
                "service-life-too-short",
                f"the service life of {group.service_life_years} years ends before the warranty "
                f"of {group.warranty_months} months.",
                "Compare both.",
                f"products[{index}].service_life_years",
            )


def _spare_parts(case: Agreement) -> Iterator[Problem]:
    model = case.model
    if not case.ru_consumers:
        return
    if model.spare_parts is None:
        yield doubtful(
            "spare-parts-missing",
            "the manufacturer has spare parts ready for the service life "
            f"({case.cite('manufacturer_duties')}); the agreement says nothing of them.",
            "Add spare_parts, unless another contract governs them.",
            "spare_parts",
        )
        return
    default = case.number("consumer_service_life_default")
    needed = max(group.service_life_years or default for group in model.products)
    if model.spare_parts.years < needed:
        yield forbidden(
            "spare-parts-too-short",
            f"spare parts are to be had for the service life, here {needed} years "
            f"({case.cite('manufacturer_duties')}).",
            f"Write {needed} or more, or give the products their service life.",
            "spare_parts.years",
        )


def _payment(case: Agreement) -> Iterator[Problem]:
    model = case.model
    if wrong_rate(case.law, model.law, model.settlement.vat):
        rates = ", ".join(f"{rate.normalize():f}" for rate in valid_rates(case.law, model.law))
        yield forbidden(
            "vat-rate-not-valid",
            f"there is no VAT rate of {model.settlement.vat} % on {model.date.isoformat()} "
            f"(law: {model.law}).",
            f"Write one of: {rates}, none.",
            "settlement.vat",
        )
    if case.de and model.settlement.payment_days > case.number("payment_term_max"):
        yield doubtful(
            "payment-term-long",
            f"a payment term over {case.number('payment_term_max')} days holds only if it is "
            f"agreed expressly and is not grossly unfair ({case.cite('payment_term')}).",
            "Shorten it, or record why it is fair.",
            "settlement.payment_days",
        )


def _review(case: Agreement) -> Iterator[Problem]:
    """How long the work may be checked before the price falls due."""
    if not case.de:
        return
    limit = case.number("review_term_max")
    if case.model.settlement.check_days > limit:
        yield doubtful(
            "review-term-long",
            f"a time over {limit} days for checking the work holds only if "
            f"it is agreed expressly and is not grossly unfair ({case.cite('review_term')}).",
            "Shorten it, or record why it is fair.",
            "settlement.check_days",
        )


def _notices(case: Agreement) -> Iterator[Problem]:
    """Notices go by e-mail, but a party gives no address for them."""
    if case.model.notices.electronic != "email":
        return
    for name in ("principal", "seller"):
        if getattr(case.model, name).email is None:
            yield doubtful(
                "no-address-for-notices",
                "notices may be given by e-mail, but this party states no address.",
                "Add email, or write notices: {electronic: none}.",
                f"{name}.email",
            )


def _liability(case: Agreement) -> Iterator[Problem]:
    model = case.model
    if case.de and model.liability.cap != "none" and not model.liability.negotiated:
        yield doubtful(
            "cap-in-standard-terms",
            "in standard terms a cap on liability for a breach of essential duties holds only "
            "down to the foreseeable damage, also between businesses "
            f"({case.cite('fair_terms')}).",
            "Negotiate it and write negotiated: true, or write cap: none.",
            "liability.cap",
        )


def _penalties(case: Agreement) -> Iterator[Problem]:
    penalties = case.model.penalties
    if penalties is None:
        return
    daily = max(penalties.repair_percent, penalties.payment_percent or Decimal(0))
    if daily > _USUAL_DAILY_PERCENT or (case.de and penalties.cap_percent > _USUAL_CAP_PERCENT):
        yield doubtful(
            "penalty-high",
            "courts reduce penalties of this height, or hold them void in standard terms "
            f"({case.cite('penalty_reduction')}).",
            f"Up to {_USUAL_DAILY_PERCENT} % a day and {_USUAL_CAP_PERCENT} % in all is usual.",
            "penalties",
        )


def _data(case: Agreement) -> Iterator[Problem]:
    if case.model.consumers and case.model.data_protection is None:
        yield doubtful(
            "data-protection-missing",
            "complaints of consumers carry personal data, but the agreement says nothing of it.",
            "Add data_protection.",
            "data_protection",
        )


def _dates(case: Agreement) -> Iterator[Problem]:
    model = case.model
    if model.term.starts < model.date:
        yield doubtful(
            "starts-before-signing",
            "the agreement begins before its own date.",
            "Say in recitals that the parties want that, or correct the date.",
            "term.starts",
        )


_CHECKS: tuple[Callable[[Agreement], Iterator[Problem]], ...] = (
    _terms,
    _missing_services,
    _warranty,
    _service_life,
    _spare_parts,
    _payment,
    _review,
    _notices,
    _liability,
    _penalties,
    _data,
    _dates,
)


def assess(model: ServiceAgreement) -> Assessment[Agreement]:
    """An agreement as the law sees it: errors with the article, and warnings."""
    case = Agreement(model)
    return Assessment(case, judged(_CHECKS, case))
