"""A service agreement with the law of its day: what the rules of all laws ask of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ...rules.under_law import Judged
from .schema import ServiceAgreement

# The tasks of service; each has who performs it and who bears its cost.
TASKS: Final = (
    "complaints",
    "examination",
    "repair",
    "transport",
    "loan_units",
    "spare_parts",
    "records",
    "answers",
)


@dataclass(frozen=True)
class Agreement(Judged[ServiceAgreement]):
    """An agreement with the law of its day."""

    @property
    def consumers(self) -> bool:
        """Whether the goods come to consumers."""
        return self.model.consumers

    @property
    def paid_tasks(self) -> frozenset[str]:
        """What the seller does and the other party bears the cost of."""
        duties, costs = self.model.duties, self.model.costs
        return (
            frozenset(
                task
                for task in TASKS
                if getattr(duties, task) == "seller" and getattr(costs, task) == "principal"
            )
            - self.left_out
        )

    @property
    def left_out(self) -> frozenset[str]:
        """Tasks that the agreement has no section for."""
        optional = ("loan_units", "spare_parts")
        return frozenset(task for task in optional if getattr(self.model, task) is None)

    def cited(self, key: str) -> bool:
        """Whether the law of the day has the place ``key``."""
        return key in self.law.cite("en")
