"""A warranty section with the law of its day: what the rules of both laws ask of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ...rules.under_law import Judged
from .defaults import FilledPeriod, Remedies, loan_unit_days_of, period_of, remedies_of
from .schema import WarrantySection

# No statute names a number; beyond it a buyer may doubt that the time is reasonable.
REASONABLE_REPAIR_DAYS = 30


@dataclass(frozen=True)
class Section(Judged[WarrantySection]):
    """A warranty section with the law of its day."""

    @cached_property
    def remedies(self) -> Remedies:
        """The remedies with everything said."""
        return remedies_of(self.model)

    @cached_property
    def period(self) -> FilledPeriod:
        """The warranty period with its start."""
        return period_of(self.model)

    @property
    def loan_unit_days(self) -> int | None:
        """Within how many days a loan unit comes; ``None`` if the section gives none."""
        return loan_unit_days_of(self.model)

    def cited(self, key: str) -> bool:
        """Whether the law of the day has the place ``key``."""
        return key in self.law.cite("en")

    @property
    def work(self) -> bool:
        """Whether the contract is for work; otherwise the law of sale applies."""
        return self.model.contract == "work"

    @property
    def consumer(self) -> bool:
        """Whether the buyer is a consumer."""
        return self.model.consumer

    @property
    def consumer_sale(self) -> bool:
        """Whether goods are sold to a consumer."""
        return self.consumer and not self.work

    @property
    def consumer_work(self) -> bool:
        """Whether work is done for a consumer."""
        return self.consumer and self.work

    @property
    def standard_terms(self) -> bool:
        """Whether the terms are controlled: standard terms, or any towards a consumer.

        What a business drafts for a consumer is controlled even for a single use (§ 310(3)
        BGB); in a consumer sale stricter rules come first.
        """
        return self.model.standard_terms or self.consumer

    @property
    def shortest(self) -> int:
        """The months after which claims end: the warranty period, or what ends it sooner."""
        model = self.model
        ends = (model.period.months, model.limitation_months, model.period.latest_months)
        return min(end for end in ends if end)

    @property
    def shortest_field(self) -> str:
        """The field that says :attr:`shortest`."""
        model = self.model
        fields = {
            "period.months": model.period.months,
            "limitation_months": model.limitation_months,
            "period.latest_months": model.period.latest_months,
        }
        return next(name for name, months in fields.items() if months == self.shortest)
