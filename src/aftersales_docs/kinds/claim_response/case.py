"""A claim with what follows from its dates: periods, burden of proof, limitation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Literal

from ...law import Law, law_of
from ...law.counting import last_day, next_working_day
from ...law.facts import Fact
from ...rules.under_law import Judged
from .schema import ClaimResponse

Side = Literal["company", "claimant"]
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Case(Judged[ClaimResponse]):
    """One claim under one law; what its dates do not tell is ``None``."""

    @property
    def consumer(self) -> bool:
        """Whether the claimant is a consumer."""
        return self.model.claimant.type == "consumer"

    @cached_property
    def law_at_sale(self) -> Law:
        """The law of the day of the contract, by which the buyer's rights are judged."""
        return law_of(self.model.law, self.model.product.purchased or self.handover)

    @property
    def handover(self) -> date | None:
        """The day from which periods run: handover, else purchase."""
        return self.model.product.handed_over or self.model.product.purchased

    @property
    def demanded(self) -> date:
        """The day on which the claim was received."""
        return self.model.claim.received

    @property
    def appeared(self) -> date:
        """The day on which the defect showed, at the latest that of the claim."""
        return self.model.claim.defect_appeared or self.demanded

    @cached_property
    def warranty_until(self) -> date | None:
        """The last day of the warranty period that manufacturer or seller set."""
        months = self.model.product.warranty_months
        return last_day(self.handover, months, "months") if self.handover and months else None

    @property
    def discovery_until(self) -> date | None:
        """The last day on which a defect must have shown for claims under Russian law.

        The end of the warranty or of two years from handover, whichever is later.
        """
        ends = [end for end in (self.warranty_until, self.claims_until) if end]
        return max(ends) if ends else None

    @property
    def under_warranty(self) -> bool | None:
        """Whether the defect showed within the warranty period."""
        return None if self.warranty_until is None else self.appeared <= self.warranty_until

    def _period(self, fact: Fact) -> date | None:
        unit: Literal["months", "years"] = "years" if fact.unit == "years" else "months"
        return last_day(self.handover, int(fact.value), unit) if self.handover else None

    @cached_property
    def claims_until(self) -> date | None:
        """The last day for claims without regard to a warranty period.

        Two years from handover: for a Russian consumer by art. 19(1) and (5) of the
        consumer-protection law, for a business by art. 477 of the Civil Code; in Germany
        the limitation of § 438(1) No. 3 BGB, for a consumer not before four months after
        the defect showed (§ 475e(3)).
        """
        key = "consumer_claim_period" if self.ru else "sale_limitation"
        end = self._period(self.law_at_sale.fact(key))
        if end is None or self.ru:
            return end
        key = "consumer_limitation_after_defect"
        if self.consumer and self.appeared <= end and self.law_at_sale.has_fact(key):
            months = int(self.law_at_sale.fact(key).value)
            end = max(end, last_day(self.appeared, months, "months"))
        # § 193 BGB holds for limitation too.
        return next_working_day(end, self.model.law, self.model.land)

    @cached_property
    def presumption_until(self) -> date | None:
        """The last day on which a defect that shows is taken to be the company's to answer for.

        In Russia the end of the warranty (art. 18(6); art. 476(2) of the Civil Code), in
        Germany one year from handover to a consumer (§ 477 BGB), or the end of a guarantee
        of durability (§ 443(2)).
        """
        guaranteed = self.warranty_until
        if self.ru or self.model.responding_as != "seller":
            return guaranteed
        if not self.consumer:
            return None
        return self._period(self.law_at_sale.fact("consumer_burden_period"))

    @property
    def burden(self) -> Side | None:
        """Who must prove where the defect comes from; ``None`` if the dates are missing."""
        if self.handover is None:
            return None
        until = self.presumption_until
        return "company" if until and self.appeared <= until else "claimant"

    @property
    def service_life_until(self) -> date | None:
        """The last day on which the manufacturer removes substantial defects (art. 19(6)).

        The end of the service life, or of ten years from handover where none is set.
        """
        years = self.model.product.service_life_years
        if self.handover is None or not self.ru:
            return None
        if years is None:
            years = self.number("consumer_service_life_default")
        return last_day(self.handover, years, "years")

    @property
    def complex_period_over(self) -> bool:
        """Whether the first days, in which any defect is ground for withdrawal, are over."""
        if self.handover is None:
            return False
        days = self.number("consumer_complex_goods_period")
        return self.demanded > self.handover + days * _DAY
