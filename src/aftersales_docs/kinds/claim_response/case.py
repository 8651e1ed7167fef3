"""A claim with what follows from its dates: law, periods, burden of proof, limitation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Literal

from ...law import Law, law_of, law_on
from ...law.counting import last_day, next_working_day
from ...law.facts import Fact
from ...rules.under_law import Judged
from .schema import ClaimResponse

Side = Literal["company", "claimant"]
# The last day, and the keys of the places it rests on.
Limitation = tuple[date, tuple[str, ...]]
_DAY = timedelta(days=1)
# The first day of the German right to repair (Art. 229 § 72 EGBGB).
REPAIR_ACT = date(2026, 7, 31)


@dataclass(frozen=True, slots=True)
class ContractDay:
    """The day of the contract as far as it is known; ``field`` is where it was taken from.

    ``exact`` says that it is the day itself: goods are handed over on it or later.
    """

    day: date
    field: str
    exact: bool


@dataclass(frozen=True, slots=True)
class Presumption:
    """What shifts the burden of proof to the company, and until when."""

    until: date
    key: str


@dataclass(frozen=True)
class Case(Judged[ClaimResponse]):
    """One claim under one law; what its dates do not tell is ``None``."""

    @property
    def consumer(self) -> bool:
        """Whether the claimant is a consumer."""
        return self.model.claimant.type == "consumer"

    @property
    def seller(self) -> bool:
        """Whether the company answers as the seller."""
        return self.model.responding_as == "seller"

    @cached_property
    def contract(self) -> ContractDay | None:
        """The day of the contract of sale, by which the buyer's rights are judged."""
        model = self.model
        if model.contract_date:
            return ContractDay(model.contract_date, "contract_date", exact=True)
        if model.product.purchased:
            return ContractDay(model.product.purchased, "product.purchased", exact=True)
        if model.product.handed_over:
            return ContractDay(model.product.handed_over, "product.handed_over", exact=False)
        return None

    @cached_property
    def law(self) -> Law:
        """The law of the matter: each rule by the day that its transitional law names.

        Without a day of the contract that of the claim stands for it; what hangs on it is
        then not said (see :attr:`repair_act`).
        """
        model = self.model
        return law_on(
            model.law,
            document=model.date,
            contract=self.contract.day if self.contract else self.demanded,
            demand=self.demanded,
            performance=model.date,
            market=self.handover or model.date,
        )

    @property
    def cited_law(self) -> Law:
        """The text cites the law of the matter."""
        return self.law

    @property
    def repair_act(self) -> bool | None:
        """Whether the German Act on the right to repair holds; ``None`` if that is not known.

        Goods handed over before it was in force were sold before; goods handed over later
        may have been sold before.
        """
        if not self.de or self.contract is None:
            return None
        if self.contract.day < REPAIR_ACT:
            return False
        return True if self.contract.exact else None

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
        """The last day of the guarantee (Germany) or of the warranty period (Russia)."""
        months = self.model.product.warranty_months
        return last_day(self.handover, months, "months") if self.handover and months else None

    @property
    def under_warranty(self) -> bool | None:
        """Whether the defect showed within the guarantee or the warranty period."""
        return None if self.warranty_until is None else self.appeared <= self.warranty_until

    @property
    def guarantee_by(self) -> str | None:
        """Who gives the guarantee; makers and importers answer for their own.

        A seller may give one or pass on another's: ``None`` if that is not said.
        """
        given = self.model.product.guarantee_by
        return given or (None if self.seller else self.model.responding_as)

    @property
    def own_guarantee(self) -> bool:
        """Whether the guarantee that runs is the company's own (German law)."""
        own = self.guarantee_by == self.model.responding_as
        return self.de and own and bool(self.under_warranty)

    @property
    def others_guarantee(self) -> bool:
        """Whether a guarantee runs that somebody else gives, or may give (German law)."""
        return self.de and bool(self.under_warranty) and not self.own_guarantee

    def _period(self, fact: Fact) -> date | None:
        unit: Literal["months", "years"] = "years" if fact.unit == "years" else "months"
        return last_day(self.handover, int(fact.value), unit) if self.handover else None

    @property
    def discovery_until(self) -> date | None:
        """The last day on which a defect must have shown for claims under Russian law.

        The end of the warranty or of two years from handover, whichever is later.
        """
        ends = [end for end in (self.warranty_until, self.claims_until) if end]
        return max(ends) if ends else None

    @cached_property
    def limitation(self) -> Limitation | None:
        """The last day for claims without regard to a warranty period, and the places it rests on.

        Two years from handover: for a Russian consumer by art. 19(1) and (5) of the
        consumer-protection law, for a business by art. 477 of the Civil Code; in Germany
        the limitation of § 438(1) No. 3 BGB, for a consumer longer by § 475e BGB.
        """
        return self.by_law({"ru": Case._russian_limitation, "de": Case._german_limitation})(self)

    def _russian_limitation(self) -> Limitation | None:
        end = self._period(self.law.fact("consumer_claim_period"))
        key = "consumer_claim_terms" if self.consumer else "civil_defect_terms"
        return (end, (key,)) if end else None

    def _german_limitation(self) -> Limitation | None:
        end = self._period(self.law.fact("sale_limitation"))
        if end is None:
            return None
        keys: tuple[str, ...] = ("sale_limitation",)
        for later, place in self._extensions(end) if self.consumer else ():
            if later > end:
                end, keys = later, (*keys, place)
        # § 193 BGB holds for limitation too.
        return next_working_day(end, self.model.law, self.model.land), keys

    def _extensions(self, end: date) -> Iterator[tuple[date, str]]:
        """What § 475e BGB adds to a consumer's limitation that would end on ``end``."""
        law, repaired = self.law, self.model.claim.earlier_repair
        if repaired and law.has_fact("repair_limitation_extension") and self.repair_act:
            months = int(law.fact("repair_limitation_extension").value)
            end = last_day(end, months, "months")
            yield end, "consumer_limitation_after_repair"
        if self.appeared <= end and law.has_fact("consumer_limitation_after_defect"):
            months = int(law.fact("consumer_limitation_after_defect").value)
            yield last_day(self.appeared, months, "months"), "consumer_limitation_after_defect"
        if repaired and law.has_fact("consumer_limitation_after_return"):
            months = int(law.fact("consumer_limitation_after_return").value)
            yield last_day(repaired, months, "months"), "consumer_limitation_after_return"

    @property
    def claims_until(self) -> date | None:
        """The last day of :attr:`limitation`."""
        return self.limitation[0] if self.limitation else None

    @property
    def claims_end(self) -> date | None:
        """The last day of the period: in Russia for the defect to show, in Germany to claim."""
        return self.by_law({"ru": self.discovery_until, "de": self.claims_until})

    @cached_property
    def repaired_limitation(self) -> date | None:
        """The end of the limitation once the promised repair is made (§ 475e(5) BGB)."""
        start = self._period(self.law.fact("sale_limitation")) if self.repair_act else None
        if start is None or self.model.claim.earlier_repair:
            return None
        months = int(self.law.fact("repair_limitation_extension").value)
        end = last_day(start, months, "months")
        return next_working_day(end, self.model.law, self.model.land)

    @cached_property
    def presumptions(self) -> tuple[Presumption, ...]:
        """What makes the company prove, the strongest first.

        In Russia the warranty (art. 18(6); art. 476(2) of the Civil Code), in Germany one
        year from handover to a consumer (§ 477 BGB), and the company's own guarantee of
        durability (§ 443(2) BGB).
        """
        found = []
        if self.ru and self.warranty_until:
            key = "consumer_burden" if self.consumer else "civil_burden"
            found.append(Presumption(self.warranty_until, key))
        if self.de and self.seller and self.consumer:
            until = self._period(self.law.fact("consumer_burden_period"))
            found += [Presumption(until, "consumer_burden")] if until else []
        if self.own_guarantee and self.warranty_until:
            found.append(Presumption(self.warranty_until, "durability_guarantee"))
        return tuple(one for one in found if self.appeared <= one.until)

    @property
    def presumption(self) -> Presumption | None:
        """The first of what makes the company prove where the defect comes from."""
        return self.presumptions[0] if self.presumptions else None

    @property
    def burden(self) -> Side | None:
        """Who must prove where the defect comes from.

        ``None`` if dates are missing, or a guarantee runs and nobody said whose it is.
        """
        if self.handover is None:
            return None
        if self.presumption:
            return "company"
        unknown = self.de and self.under_warranty and self.guarantee_by is None
        return None if unknown else "claimant"

    @property
    def burden_key(self) -> str:
        """The citation of the burden that is the claimant's."""
        return self.by_law({"ru": self._russian_burden, "de": "buyer_burden"})

    @property
    def _russian_burden(self) -> str:
        if not self.consumer:
            return "civil_burden"
        if self.beyond_two_years and not self.seller:
            return "consumer_substantial_defects"
        return "consumer_two_years" if self.warranty_until else "consumer_burden"

    @property
    def beyond_two_years(self) -> bool:
        """Whether a defect showed after the warranty and after two years (Russian law)."""
        late = self.claims_until is not None and self.appeared > self.claims_until
        return self.ru and late and not self.under_warranty

    @property
    def from_manufacturer(self) -> bool:
        """Whether a consumer demands of the maker what he owes after two years (art. 19(6))."""
        return self.consumer and self.beyond_two_years and not self.seller

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

    @property
    def law_of_letter(self) -> Law:
        """German law on the day of the letter, by which German companies write letters."""
        return law_of("de", self.model.date)
