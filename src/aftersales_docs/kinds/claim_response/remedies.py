"""What a company may do for a claimant: each remedy with the fields that belong to it."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias, get_args

from pydantic import Field, model_validator

from ...schemas.base import StrictModel
from ...schemas.correspondence import Days, lacking
from ...schemas.figures import Amount
from ...schemas.refusal import refusal
from ...schemas.scalars import Day, Line, Paragraph, ShortLine

Bearer: TypeAlias = Literal["company", "claimant"]
PaymentType: TypeAlias = Literal[
    "price-reduction", "refund", "price-difference", "repair-costs", "damages", "penalty"
]
RemedyType: TypeAlias = Literal[
    "repair",
    "replacement",
    "price-reduction",
    "refund",
    "price-difference",
    "repair-costs",
    "damages",
    "loan-unit",
    "transport",
    "penalty",
]
Stock: TypeAlias = Literal["in-stock", "check-needed", "not-in-stock"]
# Remedies that are an amount of money to be paid.
PAYMENTS: frozenset[RemedyType] = frozenset(get_args(PaymentType))


class RemedyFields(StrictModel):
    """What all remedies have: ``by`` is the last day it is promised for."""

    type: RemedyType
    by: Day | None = None
    details: Paragraph | None = None


class Repair(RemedyFields):
    """The defect is put right; ``days`` run from the day the goods are there."""

    type: Literal["repair"]
    days: Days | None = None

    @model_validator(mode="after")
    def _has_one_term(self) -> Repair:
        if self.days and self.by:
            raise refusal(
                "two-terms",
                "the repair has two time limits: a number of days and a day",
                {"cure": "Leave one of them.", "field": "days"},
            )
        return self


class Replacement(RemedyFields):
    """Other goods for the defective ones, of the same model or of another."""

    type: Literal["replacement"]
    days: Days | None = None
    model: Line | None = None
    serial_number: ShortLine | None = None
    price_difference: Amount | None = None
    difference_paid_by: Bearer = "claimant"
    stock: Stock = "in-stock"
    refurbished: bool = False

    @model_validator(mode="after")
    def _names_the_other_model(self) -> Replacement:
        if self.price_difference and not self.model:
            raise lacking("model", "a price difference needs the other model that it is for.")
        return self


class Payment(RemedyFields):
    """A sum of money, in the currency of the letter."""

    type: PaymentType
    days: Days | None = None
    amount: Amount


class LoanUnit(RemedyFields):
    """A unit on loan until the claimant has his own again."""

    type: Literal["loan-unit"]
    days: Days | None = None
    model: Line | None = None
    serial_number: ShortLine | None = None


class Transport(RemedyFields):
    """The goods are fetched, and brought back, at the company's cost; ``by`` is the day."""

    type: Literal["transport"]


Remedy: TypeAlias = Annotated[
    Repair | Replacement | Payment | LoanUnit | Transport, Field(discriminator="type")
]
