"""A warranty section with the law of its day: what the rules of both laws ask of it."""

from __future__ import annotations

from dataclasses import dataclass

from ...rules.under_law import Judged
from .schema import WarrantySection

# No statute names a number; beyond it a buyer may doubt that the time is reasonable.
REASONABLE_REPAIR_DAYS = 30


@dataclass(frozen=True)
class Section(Judged[WarrantySection]):
    """A warranty section with the law of its day."""

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
        """The months after which claims end: the warranty period, or a shorter limitation."""
        months, limit = self.model.period.months, self.model.limitation_months
        return min(months, limit) if limit else months

    @property
    def shortest_field(self) -> str:
        """The field that says :attr:`shortest`."""
        return (
            "period.months" if self.model.period.months == self.shortest else "limitation_months"
        )
