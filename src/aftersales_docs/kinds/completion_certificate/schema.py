"""What the certificate of work done needs to know."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import Field, model_validator

from ...errors import worded
from ...language.codes import Currency
from ...law import LawCode
from ...rules.sums import line_out_of_bounds
from ...schemas.base import StrictModel
from ...schemas.contract import Bilingual
from ...schemas.correspondence import Customer, EnclosureLine, Months, Sender, lacking
from ...schemas.due_days import DueBy
from ...schemas.figures import Percent, Quantity, SignedAmount, VatRate
from ...schemas.parts import DocumentInput, DocumentMark, Inflected, NamedDocument, PostHolder
from ...schemas.refusal import refusal
from ...schemas.scalars import Day, Line, Many, Paragraph, ShortLine
from ...schemas.shared_facts import Fact
from .cost import FREE, Cost, Cure, Guarantee

Result: TypeAlias = Literal["accepted", "reserved", "refused", "pending"]


class Contractor(Sender):
    """Who did the work, and who signs for it."""

    representative: PostHolder | None = None
    authority: Inflected | None = None
    tax_number: ShortLine | None = None


class Unit(StrictModel):
    """One product that was worked on, and how it came.

    ``sold`` is the day of its sale, ``sale_document`` the receipt or warranty card;
    ``condition`` and ``accessories`` are what was seen and handed over on taking it in.
    """

    shared_fact: ClassVar[str] = "product"

    name: Line
    model: ShortLine | None = None
    serial_number: ShortLine | None = None
    inventory_number: ShortLine | None = None
    sold: Annotated[Day | None, Fact("purchased")] = None
    sale_document: Line | None = None
    condition: Paragraph | None = None
    accessories: Many[Line] = ()


class Times(StrictModel):
    """When the unit came, was mended and went back; ``agreed`` is the day promised."""

    agreed: Day | None = None
    demanded: Annotated[Day | None, Fact("claim.received")] = None
    received: Day | None = None
    ready: Day | None = None
    returned: Day | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Times:
        names = ("demanded", "received", "ready", "returned")
        given = [(name, day) for name in names if (day := getattr(self, name))]
        for (first, early), (second, late) in pairwise(given):
            if late < early:
                raise refusal(
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
    """One line of work, material or travel, with its price.

    A negative price is a credit: an advance already paid, a part taken back, a line charged
    by mistake. ``reason`` says which; there is none without.
    """

    description: Line
    quantity: Quantity
    unit: ShortLine
    price: SignedAmount
    discount_percent: Percent | None = None
    vat: VatRate
    reason: Line | None = None

    @model_validator(mode="after")
    def _credit_has_a_reason(self) -> WorkLine:
        if self.price < 0 and not self.reason:
            raise lacking("reason", "a negative price is a credit and needs its reason.")
        if self.price >= 0 and self.reason:
            raise refusal(
                "reason-without-credit",
                "a reason is given for a credit, but the price is not negative",
                {
                    "cure": "Write a minus before the price, or leave reason out.",
                    "field": "reason",
                },
            )
        return self


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

    net: SignedAmount | None = None
    vat: SignedAmount | None = None
    gross: SignedAmount | None = None


class WorkWarranty(StrictModel):
    """The warranty of the goods, and that on the work."""

    original_until: Day | None = None
    work_months: Months | None = None


class Handback(StrictModel):
    """How the unit went back: its state, and whether all came back that was handed in."""

    condition: Paragraph | None = None
    complete: bool = False
    checked_together: bool = False


class Acceptance(StrictModel):
    """What the customer says of the work, or of the unit that he gets back.

    ``pending``: the work is done, and the customer is asked to accept it by ``accept_by``.
    ``remedy_by`` is the last day for mending what he objects to. ``no_claims`` prints that a
    business has no claims as to scope, quality and time.
    """

    result: Result = "accepted"
    reservations: Many[Paragraph] = ()
    date: Day | None = None
    remedy_by: Annotated[Day | None, DueBy("defects")] = None
    accept_by: Annotated[Day | None, DueBy("acceptance")] = None
    no_claims: bool = False

    @model_validator(mode="after")
    def _reservations_are_named(self) -> Acceptance:
        if self.result in {"reserved", "refused"} and not self.reservations:
            raise lacking("reservations", "what the customer objects to is not said")
        if self.result not in {"reserved", "refused"} and self.reservations:
            raise refusal(
                "reservations-though-accepted",
                "the work is not objected to, but there are reservations",
                {"cure": "Write result: reserved, or refused.", "field": "result"},
            )
        return self

    @model_validator(mode="after")
    def _days_fit_the_result(self) -> Acceptance:
        if self.result == "pending" and self.accept_by is None:
            raise lacking("accept_by", "acceptance is asked for, but not until when.")
        for name, results in _RESULTS_OF.items():
            if getattr(self, name) and self.result not in results:
                raise refusal(
                    "not-with-this-result",
                    "'{name}' does not go with 'result: {result}'",
                    {
                        "name": name,
                        "result": self.result,
                        "field": name,
                        "cure": worded(
                            "Leave it out, or write result: {results}.", results=results[0]
                        ),
                    },
                )
        return self


# Which results of an acceptance each of its fields belongs to.
_RESULTS_OF: Mapping[str, tuple[Result, ...]] = {
    "remedy_by": ("refused", "reserved"),
    "accept_by": ("pending",),
    "date": ("accepted", "reserved", "refused"),
    "no_claims": ("accepted",),
}


# Fields that have no meaning under a law.
FOREIGN_FIELDS: Mapping[LawCode, tuple[str, ...]] = {"ru": ("invoice",), "de": ()}
# The same inside ``cost``.
_FOREIGN_TO_COST: Mapping[LawCode, tuple[str, ...]] = {
    "ru": ("informed", "limitation_months", "taken_in_for_seller"),
    "de": (),
}


class CompletionCertificate(DocumentInput):
    """The act of warranty or paid service work, for both sides to sign."""

    foreign_fields: ClassVar[Mapping[LawCode, tuple[str, ...]]] = FOREIGN_FIELDS

    kind: Literal["completion-certificate"]
    number: ShortLine
    date: Day
    place: Line
    contractor: Contractor
    customer: Customer
    basis: NamedDocument
    units: Annotated[tuple[Unit, ...], Field(min_length=1, strict=False)]
    defect_reported: Annotated[Paragraph | None, Fact("claim.defect")] = None
    defect_found: Paragraph | None = None
    work_done: Many[Paragraph] = ()
    times: Times = Times()
    parts: Many[ReplacedPart] = ()
    done_by: Many[PostHolder] = ()
    cost: Cost
    customer_share_percent: Percent | None = None
    currency: Currency | None = None
    prices: Literal["net", "gross"] = "net"
    rounding: Literal["line", "total"] = "total"
    lines: Annotated[tuple[WorkLine, ...], Field(min_length=1, max_length=2000, strict=False)]
    vat_ground: Line | None = None
    totals: Totals | None = None
    warranty: WorkWarranty | None = None
    handback: Handback | None = None
    acceptance: Acceptance = Acceptance()
    invoice: DocumentMark | None = None
    remarks: Paragraph | None = None
    enclosures: Many[EnclosureLine] = ()
    copies: Annotated[int, Field(ge=1, le=20)] = 2
    seal: bool | None = None
    bilingual: Bilingual | None = None

    @property
    def customer_percent(self) -> Percent | None:
        """The share of the price that the customer pays, wherever it was given."""
        return getattr(self.cost, "customer_percent", None) or self.customer_share_percent

    @model_validator(mode="after")
    def _shares_are_named(self) -> CompletionCertificate:
        named = self.customer_share_percent is not None
        within = getattr(self.cost, "customer_percent", None) is not None
        if self.cost.type == "shared" and not named and not within:
            raise lacking(
                "cost.customer_percent", "the cost is shared, but the shares are not given."
            )
        if named and (self.cost.type != "shared" or within):
            raise refusal(
                "share-though-not-shared",
                worded("a share is given, but the cost is not shared")
                if self.cost.type != "shared"
                else worded("the share is given twice"),
                {
                    "cure": worded(
                        "Write cost: {{type: shared, customer_percent: …}}, or leave it out."
                    ),
                    "field": "customer_share_percent",
                },
            )
        return self

    @model_validator(mode="after")
    def _free_work_is_not_accepted(self) -> CompletionCertificate:
        if self.acceptance.result == "pending" and self.cost.type in FREE:
            raise refusal(
                "nothing-to-accept",
                "'{type}' is not a contract for works: the unit goes back, nothing is accepted",
                {
                    "type": self.cost.type,
                    "field": "acceptance",
                    "cure": "Write result: accepted, reserved or refused.",
                },
            )
        if self.acceptance.no_claims and self.cost.type in FREE:
            raise refusal(
                "rights-remain",
                "after '{type}' the customer's rights remain; that he has no claims does not fit",
                {
                    "type": self.cost.type,
                    "field": "acceptance.no_claims",
                    "cure": "Leave no_claims out.",
                },
            )
        return self

    @model_validator(mode="after")
    def _answers_under_its_law(self) -> CompletionCertificate:
        if self.law == "de" and isinstance(self.cost, Cure) and self.cost.answers != "seller":
            raise refusal(
                "cure-by-seller-only",
                "under German law the seller alone owes cure (answers: {answers})",
                {
                    "answers": self.cost.answers,
                    "field": "cost",
                    "cure": worded("Write {{type: guarantee, guarantor: …}}, or answers: seller."),
                },
            )
        for name in _FOREIGN_TO_COST[self.law]:
            if isinstance(self.cost, Cure | Guarantee) and getattr(self.cost, name, None):
                raise refusal(
                    "not-under-this-law",
                    "'cost.{name}' has no meaning under the law chosen (law: {law})",
                    {
                        "name": name,
                        "law": self.law,
                        "cure": worded("Leave {name} out.", name=name),
                        "field": ("cost", name),
                    },
                )
        return self

    @model_validator(mode="after")
    def _sums_can_be_printed(self) -> CompletionCertificate:
        index = line_out_of_bounds(self.lines, self.prices, self.rounding)
        if index is not None:
            raise refusal(
                "total-too-large",
                "with this line the total is larger than 999 999 999 999.99",
                {"cure": "Check quantity and price of the line.", "field": ("lines", index)},
            )
        return self
