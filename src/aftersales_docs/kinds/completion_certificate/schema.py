"""What the certificate of work done needs to know."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Annotated, Literal, TypeAlias

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from ...language.codes import Currency
from ...law import LawCode
from ...schemas.base import StrictModel
from ...schemas.correspondence import Customer, Months, Sender, lacking
from ...schemas.figures import Amount, Percent, Quantity, VatRate
from ...schemas.parts import DocumentInput, DocumentMark, Inflected, NamedDocument, PostHolder
from ...schemas.scalars import Day, Line, Many, Paragraph, ShortLine

BorneBy: TypeAlias = Literal["warranty", "paid", "goodwill", "shared"]


class Contractor(Sender):
    """Who did the work, and who signs for it."""

    representative: PostHolder | None = None
    authority: Inflected | None = None
    tax_number: ShortLine | None = None


class Unit(StrictModel):
    """One product that was worked on."""

    name: Line
    model: ShortLine | None = None
    serial_number: ShortLine | None = None
    inventory_number: ShortLine | None = None


class Times(StrictModel):
    """When the unit came, was mended and went back."""

    demanded: Day | None = None
    received: Day | None = None
    ready: Day | None = None
    returned: Day | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Times:
        names = ("demanded", "received", "ready", "returned")
        given = [(name, day) for name in names if (day := getattr(self, name))]
        for (first, early), (second, late) in pairwise(given):
            if late < early:
                raise PydanticCustomError(
                    "dates-out-of-order",
                    "'{second}' is before '{first}'",
                    {
                        "first": first,
                        "second": second,
                        "field": second,
                        "cure": "Compare both with the repair order.",
                    },
                )
        return self


class WorkLine(StrictModel):
    """One line of work, material or travel, with its price."""

    description: Line
    quantity: Quantity
    unit: ShortLine
    price: Amount
    discount_percent: Percent | None = None
    vat: VatRate


class ReplacedPart(StrictModel):
    """A part that was replaced."""

    name: Line
    part_number: ShortLine | None = None
    serial_old: ShortLine | None = None
    serial_new: ShortLine | None = None
    quantity: Quantity | None = None
    warranty_months: Months | None = None


class Totals(StrictModel):
    """Totals as another program worked them out; they are checked against the lines."""

    net: Amount | None = None
    vat: Amount | None = None
    gross: Amount | None = None


class WorkWarranty(StrictModel):
    """The warranty of the goods, and that on the work."""

    original_until: Day | None = None
    work_months: Months | None = None


class Acceptance(StrictModel):
    """What the customer says of the work."""

    result: Literal["accepted", "reserved", "refused"] = "accepted"
    reservations: Many[Paragraph] = ()
    date: Day | None = None

    @model_validator(mode="after")
    def _reservations_are_named(self) -> Acceptance:
        if self.result != "accepted" and not self.reservations:
            raise lacking("reservations", "what the customer objects to is not said")
        if self.result == "accepted" and self.reservations:
            raise PydanticCustomError(
                "reservations-though-accepted",
                "the work is accepted, but there are reservations",
                {"cure": "Write result: reserved.", "field": "result"},
            )
        return self


# Fields that have no meaning under a law.
FOREIGN_FIELDS: Mapping[LawCode, tuple[str, ...]] = {"ru": ("invoice",), "de": ()}


class CompletionCertificate(DocumentInput):
    """The act of warranty or paid service work, for both sides to sign."""

    kind: Literal["completion-certificate"]
    number: ShortLine
    date: Day
    place: Line
    contractor: Contractor
    customer: Customer
    basis: NamedDocument
    units: Annotated[tuple[Unit, ...], Field(min_length=1, strict=False)]
    defect_reported: Paragraph | None = None
    defect_found: Paragraph | None = None
    work_done: Many[Paragraph] = ()
    times: Times = Times()
    parts: Many[ReplacedPart] = ()
    cost: BorneBy
    customer_share_percent: Percent | None = None
    currency: Currency | None = None
    prices: Literal["net", "gross"] = "net"
    rounding: Literal["line", "total"] = "total"
    lines: Annotated[tuple[WorkLine, ...], Field(min_length=1, max_length=2000, strict=False)]
    vat_ground: Line | None = None
    totals: Totals | None = None
    warranty: WorkWarranty | None = None
    acceptance: Acceptance = Acceptance()
    invoice: DocumentMark | None = None
    remarks: Paragraph | None = None
    copies: Annotated[int, Field(ge=1, le=20)] = 2
    seal: bool | None = None

    @model_validator(mode="after")
    def _shares_are_named(self) -> CompletionCertificate:
        if self.cost == "shared" and self.customer_share_percent is None:
            raise lacking("customer_share_percent", "the cost is shared, but in what shares?")
        if self.cost != "shared" and self.customer_share_percent is not None:
            raise PydanticCustomError(
                "share-though-not-shared",
                "a share is given, but the cost is not shared",
                {"cure": "Write cost: shared, or leave it out.",
                 "field": "customer_share_percent"},
            )  # fmt: skip
        return self

    @model_validator(mode="after")
    def _only_under_its_law(self) -> CompletionCertificate:
        for name in FOREIGN_FIELDS[self.law]:
            if getattr(self, name):
                raise PydanticCustomError(
                    "not-under-this-law",
                    "'{name}' has no meaning under the law chosen (law: {law})",
                    {"name": name, "law": self.law, "cure": f"Leave {name} out.", "field": name},
                )
        return self
