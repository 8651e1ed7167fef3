"""What the answer to a consumer's or a company's claim needs to know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, TypeAlias

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from ...language.codes import Currency
from ...law import LawCode
from ...schemas.base import StrictModel
from ...schemas.correspondence import (
    Contact,
    Customer,
    Days,
    EnclosureLine,
    Land,
    Product,
    Sender,
    lacking,
)
from ...schemas.figures import Amount
from ...schemas.parts import DocumentInput, DocumentMark, PostHolder
from ...schemas.scalars import Day, Line, Many, Paragraph, ShortLine

Decision: TypeAlias = Literal[
    "granted",
    "partly-granted",
    "alternative",
    "refused",
    "more-information",
    "examination",
    "forwarded",
    "recall",
    "duplicate",
]
RemedyType: TypeAlias = Literal[
    "repair",
    "replacement",
    "price-reduction",
    "refund",
    "repair-costs",
    "damages",
    "loan-unit",
    "transport",
    "penalty",
]
GroundType: TypeAlias = Literal[
    "warranty-expired",
    "limitation",
    "no-defect",
    "improper-use",
    "normal-wear",
    "third-party-repair",
    "no-manufacturing-defect",
    "no-proof-of-purchase",
    "not-our-goods",
    "late-notice",
    "defect-not-substantial",
    "disproportionate",
    "other",
]
Bearer: TypeAlias = Literal["company", "claimant"]
# Remedies that are an amount of money to be paid.
PAYMENTS: frozenset[RemedyType] = frozenset(
    {"price-reduction", "refund", "repair-costs", "damages", "penalty"}
)


class Claim(StrictModel):
    """The claim as it came in."""

    number: ShortLine | None = None
    dated: Day | None = None
    received: Day
    received_by: Literal["letter", "e-mail", "telephone", "form", "in-person", "marketplace"] = (
        "letter"
    )
    defect: Paragraph
    defect_appeared: Day | None = None
    demanded: Many[RemedyType] = ()
    loan_demanded: Day | None = None
    goods_received: Day | None = None
    days_out_of_use: Annotated[int, Field(ge=0, le=3650)] | None = None


class Finding(StrictModel):
    """What an inspection or an independent examination found."""

    type: Literal["inspection", "examination"]
    by: Line
    date: Day
    result: Paragraph
    report: ShortLine | None = None
    claimant_attended: bool | None = None


class Ground(StrictModel):
    """Why a claim, or a part of it, is refused."""

    type: GroundType
    details: Paragraph | None = None

    @model_validator(mode="after")
    def _other_is_explained(self) -> Ground:
        if self.type == "other" and not self.details:
            raise lacking("details", "a ground of another kind must be put into words")
        return self


class Remedy(StrictModel):
    """One thing that the company does; which fields it needs follows from its type."""

    type: RemedyType
    days: Days | None = None
    by: Day | None = None
    amount: Amount | None = None
    model: Line | None = None
    serial_number: ShortLine | None = None
    price_difference: Amount | None = None
    difference_paid_by: Bearer = "claimant"
    stock: Literal["in-stock", "check-needed", "not-in-stock"] = "in-stock"
    details: Paragraph | None = None

    @model_validator(mode="after")
    def _is_complete(self) -> Remedy:
        if self.type in PAYMENTS and self.amount is None:
            raise lacking("amount", f"the remedy '{self.type}' is a payment, but of how much?")
        if self.type == "repair" and self.days and self.by:
            raise PydanticCustomError(
                "two-terms",
                "the repair has two terms: a number of days and a day",
                {"cure": "Leave one of them.", "field": "days"},
            )
        if self.price_difference and not self.model:
            raise lacking("model", "a price difference belongs to another model, but which one?")
        return self


class Request(StrictModel):
    """What the claimant is asked for."""

    items: Many[Line] = ()
    goods: bool = False
    by: Day | None = None

    @model_validator(mode="after")
    def _asks_for_something(self) -> Request:
        if not self.items and not self.goods:
            raise lacking("items", "nothing is asked for")
        return self


class Examination(StrictModel):
    """An examination to come, and the claimant's right to attend."""

    by: Line
    place: Line
    date: Day
    time: ShortLine | None = None
    independent: bool = True
    questions: Many[Paragraph] = ()


class Forwarding(StrictModel):
    """Who the claim was passed on to."""

    name: Line
    date: Day | None = None
    answer_by: Day | None = None


class Recall(StrictModel):
    """A recall campaign that the goods fall under."""

    name: Line
    reference: ShortLine | None = None
    danger: Paragraph
    measure: Paragraph
    stop_use: bool = True


class Handover(StrictModel):
    """How the goods get to the company and back."""

    how: Literal["bring", "send", "collect"]
    place: Line | None = None
    hours: Line | None = None
    date: Day | None = None
    label_enclosed: bool = False

    @model_validator(mode="after")
    def _place_is_named(self) -> Handover:
        if self.how != "collect" and not self.place:
            raise lacking("place", "where the goods are to be brought or sent is not said")
        return self


class Costs(StrictModel):
    """Who bears which cost."""

    examination: Bearer = "company"
    examination_amount: Amount | None = None
    transport: Bearer = "company"
    transport_amount: Amount | None = None


class DisputeResolution(StrictModel):
    """Whether the company takes part in consumer dispute resolution, and before which body."""

    takes_part: bool
    body: Line | None = None
    address: Line | None = None
    website: ShortLine | None = None
    obliged: bool = False

    @model_validator(mode="after")
    def _body_is_named(self) -> DisputeResolution:
        if self.takes_part and not self.body:
            raise lacking("body", "the company takes part, but before which body?")
        return self


# What each decision can't be told without.
NEEDED: Mapping[Decision, tuple[str, ...]] = {
    "granted": ("remedies",),
    "partly-granted": ("remedies", "grounds"),
    "alternative": ("remedies", "grounds"),
    "refused": ("grounds",),
    "more-information": ("request",),
    "examination": ("examination",),
    "forwarded": ("forwarded_to",),
    "recall": ("recall",),
    "duplicate": ("previous_response",),
}
_REASONS: Mapping[str, str] = {
    "remedies": "says what is done for the claimant, but no remedy is named",
    "grounds": "refuses something, but no ground is given",
    "request": "asks for something, but not for what",
    "examination": "sends the goods to an examination, but where and when is not said",
    "forwarded_to": "passes the claim on, but to whom is not said",
    "recall": "speaks of a recall campaign that is not named",
    "previous_response": "refers to an earlier answer that is not named",
}
# Fields that have no meaning under a law.
FOREIGN_FIELDS: Mapping[LawCode, tuple[str, ...]] = {
    "ru": ("land", "dispute_resolution", "repair_directive"),
    "de": (),
}


class ClaimResponse(DocumentInput):
    """The answer to a claim: what is decided, why, by when, and what happens next."""

    kind: Literal["claim-response"]
    number: ShortLine | None = None
    date: Day
    organisation: Sender
    responding_as: Literal["seller", "manufacturer", "importer"] = "seller"
    claimant: Customer
    their_reference: DocumentMark | None = None
    claim: Claim
    product: Product
    currency: Currency | None = None
    findings: Many[Finding] = ()
    decision: Decision
    grounds: Many[Ground] = ()
    remedies: Many[Remedy] = ()
    goodwill: bool = False
    request: Request | None = None
    examination: Examination | None = None
    forwarded_to: Forwarding | None = None
    recall: Recall | None = None
    previous_response: DocumentMark | None = None
    handover: Handover | None = None
    costs: Costs = Costs()
    payment_to: Line | None = None
    house_term_days: Days = 14
    land: Land | None = None
    repair_directive: bool = False
    dispute_resolution: DisputeResolution | None = None
    notes: Paragraph | None = None
    contact: Contact
    enclosures: Many[EnclosureLine] = ()
    signatory: PostHolder

    @model_validator(mode="after")
    def _decision_is_complete(self) -> ClaimResponse:
        for name in NEEDED[self.decision]:
            if not getattr(self, name):
                raise lacking(name, f"the decision '{self.decision}' {_REASONS[name]}")
        return self

    @model_validator(mode="after")
    def _only_under_its_law(self) -> ClaimResponse:
        for name in FOREIGN_FIELDS[self.law]:
            if getattr(self, name):
                raise PydanticCustomError(
                    "not-under-this-law",
                    "'{name}' has no meaning under the law chosen (law: {law})",
                    {"name": name, "law": self.law, "cure": f"Leave {name} out.", "field": name},
                )
        return self
