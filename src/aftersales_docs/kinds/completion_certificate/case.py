"""A certificate with what follows from its lines and dates."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from ...language.legal_forms import entrepreneur
from ...law import Law, law_of, law_on
from ...law.counting import deadline, last_day
from ...rules.sums import NOTHING, Sums, share_of, sums_of
from ...rules.under_law import Judged
from ...rules.vat import valid_rates
from ...schemas.correspondence import CURRENCY_OF
from .cost import FREE, Cure, Guarantee
from .limitation import Limitation, barred_before, limitation_of
from .schema import CompletionCertificate


@dataclass(frozen=True)
class Certificate(Judged[CompletionCertificate]):
    """A certificate with what follows from its lines and dates."""

    @property
    def consumer(self) -> bool:
        """Whether the customer is a consumer."""
        return self.model.customer.type == "consumer"

    @property
    def free(self) -> bool:
        """Whether the work is free of charge: cure, guarantee or goodwill."""
        return self.model.cost.type in FREE

    @property
    def cure(self) -> Cure | None:
        """The statutory cure, if the work is that."""
        return self.model.cost if isinstance(self.model.cost, Cure) else None

    @property
    def guarantee(self) -> Guarantee | None:
        """The guarantee, if the work is done under one."""
        return self.model.cost if isinstance(self.model.cost, Guarantee) else None

    @property
    def currency(self) -> str:
        """The currency: as given, else that of the country whose law applies."""
        return self.model.currency or CURRENCY_OF[self.model.law]

    @property
    def done(self) -> date | None:
        """The day on which the work was done, as far as it is known."""
        return self.model.times.ready or self.model.times.returned

    @property
    def demanded(self) -> date | None:
        """The day on which the customer asked for the work."""
        return self.model.times.demanded or self.model.times.received

    @cached_property
    def law(self) -> Law:
        """The law of the days that decide: contract, demand, performance, certificate."""
        model = self.model
        contract = getattr(model.cost, "contract_date", None) or model.basis.date
        return law_on(
            model.law,
            document=model.date,
            contract=contract or model.date,
            demand=self.demanded or model.date,
            performance=self.done or model.date,
            market=model.date,
        )

    @property
    def cited_law(self) -> Law:
        """The text cites the law of the same days."""
        return self.law

    @cached_property
    def law_of_supply(self) -> Law:
        """The law by which VAT is reckoned.

        In Germany that of the day on which the work was done (§ 27(1) UStG), in Russia that
        of the day of the act, when the work is handed over.
        """
        day = self.by_law({"ru": self.model.date, "de": self.done or self.model.date})
        return law_of(self.model.law, day)

    @cached_property
    def sums(self) -> Sums:
        """The lines, VAT and totals."""
        return sums_of(self.model.lines, self.model.prices, self.model.rounding)

    @cached_property
    def charged(self) -> Sums:
        """What the customer is charged, with the VAT in it: all, nothing, or his share."""
        match self.model.cost.type:
            case "paid":
                return self.sums
            case "shared":
                return share_of(self.sums, self.model.customer_percent or Decimal(0))
        return NOTHING

    @property
    def payable(self) -> Decimal:
        """What the customer pays, VAT included; below zero he is paid."""
        return self.charged.gross

    @property
    def vat_shown(self) -> bool:
        """Whether VAT is shown: in Germany only what is charged (§ 14c UStG).

        In Russia work without a price is a supply too, whose tax the contractor owes; the act
        shows it for his accounts.
        """
        return self.sums.taxed and self.tax_owed

    @property
    def tax_owed(self) -> bool:
        """Whether the work is a supply that bears VAT: in Germany not what is free of charge."""
        return self.by_law({"ru": True, "de": not self.free})

    @cached_property
    def handed_in(self) -> bool:
        """Whether the unit was given to the contractor, so that it comes back."""
        times, back = self.model.times, self.model.handback
        told = back and (back.condition or back.complete)
        return bool(times.received or times.returned or told)

    @cached_property
    def warranty_over(self) -> bool:
        """Whether the period given had ended before the customer asked for the work."""
        warranty = self.model.warranty
        until = warranty.original_until if warranty else None
        return bool(until and self.demanded and self.demanded > until)

    @cached_property
    def late_for_law(self) -> bool:
        """Whether a Russian consumer waited longer than the law allows (art. 20(1))."""
        times = self.model.times
        start = times.received or times.demanded
        if not (self.ru and self.consumer and self.cure and times.returned and start):
            return False
        limit = self.number("consumer_repair_term_max")
        return times.returned > deadline(start, limit, "days", "ru", None).day

    @property
    def late(self) -> bool:
        """Whether the program knows that the work came too late."""
        return self.late_for_law or self.late_for_contract

    @property
    def late_for_contract(self) -> bool:
        """Whether the day agreed had passed when the work was done."""
        agreed = self.model.times.agreed
        return bool(agreed and self.done and self.done > agreed)

    @property
    def on_time(self) -> bool:
        """Whether the program knows that the work was done by the day agreed."""
        agreed = self.model.times.agreed
        return bool(agreed and self.done and self.done <= agreed and not self.late)

    @cached_property
    def extension_days(self) -> int | None:
        """By how many days the warranty grows: from the demand to the return (art. 20(3))."""
        returned = self.model.times.returned
        if not (self.ru and self.cure and returned and not self.warranty_over):
            return None
        return (returned - self.demanded).days if self.demanded else None

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
    def barred(self) -> bool:
        """Whether the claims against the seller were time-barred when the work was asked for."""
        cost = self._against_seller
        return bool(cost and self.demanded and barred_before(cost, self.law, self.demanded))

    @property
    def _against_seller(self) -> Cure | Guarantee | None:
        """The cost of a repair that bears on a German consumer's claims against the seller."""
        cost = self.cure or self.guarantee
        if not (self.de and self.consumer and cost and cost.contract_date):
            return None
        return None if isinstance(cost, Guarantee) and not cost.taken_in_for_seller else cost

    @cached_property
    def limitation(self) -> Limitation | None:
        """What becomes of the limitation of those claims; claims that were barred stay so."""
        cost = self._against_seller
        if cost is None or self.barred:
            return None
        returned = self.model.times.returned if self.handed_in else None
        found = limitation_of(self.law, cost, returned)
        # Whether cure was given where the customer says it was not, a court decides.
        refused = self.model.acceptance.result == "refused"
        return replace(found, lengthened=False, extended=None) if refused else found

    @cached_property
    def rates(self) -> tuple[Decimal, ...]:
        """The VAT rates that hold on the day of the certificate, 0 % among them."""
        return valid_rates(self.law_of_supply, self.model.law)

    @property
    def contractor_alone(self) -> str | None:
        """The name of a contractor who is a natural person in business and signs himself."""
        return entrepreneur(self.model.contractor.name, self.model.contractor.legal_form)

    @property
    def customer_alone(self) -> str | None:
        """The same of a customer."""
        return entrepreneur(self.model.customer.company or "")
