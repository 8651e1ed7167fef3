"""The days by which law is chosen: each entry names the one its transitional law looks to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal

from ..errors import worded

DayName = Literal["contract", "demand", "performance", "document", "market"]
DAY_NAMES: tuple[DayName, ...] = ("contract", "demand", "performance", "document", "market")
DAY_WORDS = MappingProxyType(
    {
        "contract": worded("the day on which the contract was made"),
        "demand": worded("the day on which the claim was received"),
        "performance": worded("the day of supply or performance"),
        "document": worded("the day of the document"),
        "market": worded("the day on which the product was put on the market"),
    }
)


@dataclass(frozen=True, slots=True)
class Days:
    """The days of one matter; ``None`` is a day that is not known.

    ``contract`` is the day on which the contract was made, ``demand`` that on which the claim
    was received, ``performance`` that of supply or performance, ``document`` that of the
    document itself, ``market`` that on which the product was put on the market.
    """

    document: date | None = None
    contract: date | None = None
    demand: date | None = None
    performance: date | None = None
    market: date | None = None

    @classmethod
    def all(cls, day: date) -> Days:
        """Everything on one ``day``."""
        return cls(day, day, day, day, day)

    def get(self, name: DayName) -> date | None:
        """The day called ``name``; ``None`` if it is not known."""
        day: date | None = getattr(self, name)
        return day
