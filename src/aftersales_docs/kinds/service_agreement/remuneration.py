"""What the seller is paid for the service."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field, model_validator

from ...schemas.base import StrictModel
from ...schemas.correspondence import lacking
from ...schemas.figures import Amount, Percent
from ...schemas.scalars import Line, Many


class FlatRate(StrictModel):
    """A flat rate for one kind of work."""

    work: Line
    price: Amount


class Bonus(StrictModel):
    """An addition to the remuneration where service levels are kept."""

    percent: Percent
    on_time_percent: Percent


class Additions(StrictModel):
    """What is paid whatever the model of remuneration; amounts without VAT."""

    parts_markup_percent: Percent | None = None
    travel_per_km: Amount | None = None
    bonus: Bonus | None = None


class PerAct(Additions):
    """Each completion certificate is paid: by flat rates, by the hour, or both."""

    model: Literal["per-act"]
    hourly_rate: Amount | None = None
    flat_rates: Many[FlatRate] = ()

    @model_validator(mode="after")
    def _has_its_price(self) -> PerAct:
        if not (self.hourly_rate or self.flat_rates):
            raise lacking(
                "hourly_rate", "the work is paid by completion certificate: state the rate."
            )
        return self


class FlatPerProduct(Additions):
    """A flat amount for each unit sold."""

    model: Literal["flat-per-product"]
    amount: Amount


class Monthly(Additions):
    """An amount a month."""

    model: Literal["monthly"]
    amount: Amount


Remuneration: TypeAlias = Annotated[
    PerAct | FlatPerProduct | Monthly, Field(discriminator="model")
]
