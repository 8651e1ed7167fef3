"""What the law makes of work done: sums, VAT, warranty extended, what must be said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from ...errors import Problem
from ...law import Law, law_of
from ...law.counting import deadline, last_day
from ...rules.sums import Rate, Sums, sums_of, to_cents
from ...rules.under_law import Judged
from ...rules.vat import valid_rates, wrong_rate
from ...rules.verdict import Assessment, doubtful, forbidden, judged
from ...schemas.correspondence import CURRENCY_OF
from .schema import CompletionCertificate


@dataclass(frozen=True)
class Certificate(Judged[CompletionCertificate]):
    """A certificate with what follows from its lines and dates."""

    @property
    def consumer(self) -> bool:
        """Whether the customer is a consumer."""
        return self.model.customer.type == "consumer"

    @property
    def currency(self) -> str:
        """The currency: as given, else that of the country whose law applies."""
        return self.model.currency or CURRENCY_OF[self.model.law]

    @cached_property
    def law_of_supply(self) -> Law:
        """The law by which VAT is reckoned.

        In Germany that of the day on which the work was done (§ 27(1) UStG), in Russia that
        of the day of the act, when the work is handed over.
        """
        times = self.model.times
        done = None if self.ru else (times.ready or times.returned)
        return law_of(self.model.law, done or self.model.date)

    @cached_property
    def sums(self) -> Sums:
        """The lines, VAT and totals."""
        return sums_of(self.model.lines, self.model.prices, self.model.rounding)

    @cached_property
    def payable(self) -> Decimal:
        """What the customer pays: all, nothing, or the agreed share, VAT included."""
        match self.model.cost:
            case "paid":
                return self.sums.gross
            case "shared":
                share = self.model.customer_share_percent or Decimal(0)
                return to_cents(self.sums.gross * share / 100)
        return Decimal("0.00")

    @cached_property
    def extension_days(self) -> int | None:
        """By how many days the warranty grows: from the demand to the return (art. 20(3))."""
        times = self.model.times
        if not (self.ru and self.model.cost == "warranty" and times.returned):
            return None
        start = times.demanded or times.received
        return (times.returned - start).days if start else None

    @cached_property
    def extended_until(self) -> date | None:
        """The last day of the warranty with the time of repair added."""
        until = self.model.warranty.original_until if self.model.warranty else None
        if until is None or not self.extension_days:
            return None
        return until + timedelta(days=self.extension_days)

    @cached_property
    def work_warranty_until(self) -> date | None:
        """The last day of the warranty on the work, counted from return or the act's day."""
        months = self.model.warranty.work_months if self.model.warranty else None
        if months is None:
            return None
        return last_day(self.model.times.returned or self.model.date, months, "months")

    @cached_property
    def rates(self) -> tuple[Decimal, ...]:
        """The VAT rates that hold on the day of the certificate, 0 % among them."""
        return valid_rates(self.law_of_supply, self.model.law)


def _vat(case: Certificate) -> Iterator[Problem]:
    day = (case.law_of_supply.on or case.model.date).isoformat()
    rates = ", ".join(f"{rate.normalize():f}" for rate in case.rates)
    for index, line in enumerate(case.model.lines):
        if line.vat != "none" and wrong_rate(case.law_of_supply, case.model.law, line.vat):
            yield forbidden(
                "vat-rate-not-valid",
                f"there is no VAT rate of {line.vat.normalize():f} % on {day} "
                f"(law: {case.model.law}).",
                f"Write one of: {rates}, none.",
                f"lines[{index}].vat",
            )
    if _ground_missing(case):
        yield forbidden(
            "vat-ground-missing",
            "there are lines without VAT or at 0 %, but the ground is not named.",
            "Give vat_ground, e.g. the article of the tax law.",
            "vat_ground",
        )


def exempt_warranty_repair(case: Certificate) -> bool:
    """Whether the work is free of charge under warranty, and so exempt in Russia.

    Tax Code, art. 149(3)(37): repair and maintenance during the warranty, without an
    additional charge.
    """
    return case.ru and case.model.cost == "warranty"


def _untaxed(rate: Rate) -> bool:
    return rate in {"none", 0}


def _ground_missing(case: Certificate) -> bool:
    untaxed = any(_untaxed(line.vat) for line in case.model.lines)
    return untaxed and not case.model.vat_ground and not exempt_warranty_repair(case)


def _totals(case: Certificate) -> Iterator[Problem]:
    given = case.model.totals
    if given is None:
        return
    for name in ("net", "vat", "gross"):
        stated, found = getattr(given, name), getattr(case.sums, name)
        if stated is not None and stated != found:
            yield forbidden(
                "totals-differ",
                f"the lines make {found}, not {stated} (prices: {case.model.prices}, rounding: "
                f"{case.model.rounding}).",
                "Correct the lines or the total; a hundredth more or less comes of the rounding.",
                f"totals.{name}",
            )


def _signers(case: Certificate) -> Iterator[Problem]:
    """Posts of those who answer for the fact: a primary document needs them (402-FZ)."""
    if not case.ru:
        return
    basis = case.cite("accounting_document")
    signer = case.model.contractor.representative
    if signer is None or signer.person is None:
        yield forbidden(
            "signer-missing",
            "a primary accounting document names the post and the name of who signs for the "
            f"contractor ({basis}).",
            "Add contractor.representative with post and person.",
            "contractor",
        )
    customer = case.model.customer
    if customer.type == "business" and (customer.person is None or customer.post is None):
        yield forbidden(
            "signer-missing",
            "a primary accounting document names the post and the name of who signs for the "
            f"customer ({basis}).",
            "Add customer.post and customer.person.",
            "customer",
        )


def _told_on_return(case: Certificate) -> Iterator[Problem]:
    """What a Russian consumer is told in writing when goods come back from warranty repair."""
    model = case.model
    if not (case.ru and case.consumer and model.cost == "warranty"):
        return
    basis = case.cite("consumer_repair_information")
    missing = [
        f"times.{name}"
        for name in ("demanded", "received", "ready", "returned")
        if getattr(model.times, name) is None
    ]
    if not model.defect_found:
        missing.append("defect_found")
    for name in missing:
        yield forbidden(
            "repair-information-missing",
            f"on return from warranty repair the consumer is told this in writing ({basis}).",
            f"Add {name}.",
            name,
        )


def _repair_time(case: Certificate) -> Iterator[Problem]:
    times = case.model.times
    if not (case.ru and case.consumer and case.model.cost == "warranty" and times.returned):
        return
    start = times.received or times.demanded
    limit = case.number("consumer_repair_term_max")
    if start and times.returned > deadline(start, limit, "days", "ru", None).day:
        yield doubtful(
            "term-passed",
            f"the repair took {(times.returned - start).days} days; the law allows {limit} "
            f"({case.law.cite('en')['consumer_repair_term']}).",
            "The consumer may demand the penalty; decide whether to offer it.",
            "times.returned",
        )


def _dates(case: Certificate) -> Iterator[Problem]:
    times, day = case.model.times, case.model.date
    for name in ("demanded", "received", "ready"):
        given = getattr(times, name)
        if given and given > day:
            yield forbidden(
                "dates-out-of-order",
                f"'{name}' is after the day of the certificate ({day.isoformat()}).",
                "Compare both with the repair order.",
                f"times.{name}",
            )


def _seller_particulars(case: Certificate) -> Iterator[Problem]:
    """What an invoice of a German business would need, for a business customer."""
    model = case.model
    if case.ru or case.consumer or model.cost in {"warranty", "goodwill"}:
        return
    if not (model.contractor.vat_id or model.contractor.tax_number):
        yield doubtful(
            "tax-number-missing",
            "without tax number or VAT number no invoice can follow from this certificate "
            f"({case.law.cite('en')['invoice']}).",
            "Add contractor.vat_id or contractor.tax_number.",
            "contractor",
        )


def assess(model: CompletionCertificate) -> Assessment[Certificate]:
    """A certificate as the law sees it, and what the law or the arithmetic has against it."""
    case = Certificate(model)
    checks = (
        _vat,
        _totals,
        _signers,
        _told_on_return,
        _repair_time,
        _dates,
        _seller_particulars,
    )
    return Assessment(case, judged(checks, case))
