"""What the answer to a consumer's or a company's claim needs to know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from pydantic import Field, model_validator

from ...errors import worded
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
    Signatory,
    lacking,
)
from ...schemas.field_words import choice_said
from ...schemas.parts import DocumentInput, DocumentMark
from ...schemas.refusal import refusal
from ...schemas.scalars import Day, Line, Many, Paragraph, ShortLine
from .grounds import Finding, Ground
from .procedure import (
    Costs,
    DisputeResolution,
    Examination,
    Forwarding,
    GoodsBack,
    Handover,
    Recall,
    RepairService,
    Request,
)
from .remedies import Remedy, RemedyType

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
Sending: TypeAlias = Literal["post", "registered-post", "e-mail", "in-person"]


class Claim(StrictModel):
    """The claim as it came in."""

    shared_fact: ClassVar[str] = "claim"

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
    refurbished_wished: bool = False
    earlier_repair: Day | None = None
    goods_received: Day | None = None
    goods_receipt: Line | None = None
    days_out_of_use: Annotated[int, Field(ge=0, le=3650)] | None = None


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
    "remedies": worded("says what is done for the claimant, but no remedy is named"),
    "grounds": worded("refuses something, but no ground is given"),
    "request": worded("asks for something, but not for what"),
    "examination": worded("sends the goods to an examination, but where and when is not said"),
    "forwarded_to": worded("passes the claim on, but to whom is not said"),
    "recall": worded("speaks of a recall campaign that is not named"),
    "previous_response": worded("refers to an earlier answer that is not named"),
}
# Fields that have no meaning under a law.
FOREIGN_FIELDS: Mapping[LawCode, tuple[str, ...]] = {
    "ru": ("land", "dispute_resolution", "repair_service"),
    "de": (),
}
# Fields of earlier editions, and what stands in their place.
_GONE: Mapping[str, tuple[str, str]] = {
    "repair_directive": (
        worded("whether the right to repair applies follows from the day of the contract"),
        "Delete the line; give contract_date or product.purchased.",
    )
}


class ClaimResponse(DocumentInput):
    """The answer to a claim: what is decided, why, by when, and what happens next."""

    foreign_fields: ClassVar[Mapping[LawCode, tuple[str, ...]]] = FOREIGN_FIELDS

    kind: Literal["claim-response"]
    number: ShortLine | None = None
    date: Day
    sent_by: Sending | None = None
    organisation: Sender
    responding_as: Literal["seller", "manufacturer", "importer"] = "seller"
    claimant: Customer
    their_reference: DocumentMark | None = None
    claim: Claim
    contract_date: Day | None = None
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
    repair_service: RepairService | None = None
    handover: Handover | None = None
    goods_back: GoodsBack | None = None
    costs: Costs = Costs()
    payment_to: Line | None = None
    house_term_days: Days = 14
    land: Land | None = None
    dispute_resolution: DisputeResolution | None = None
    notes: Paragraph | None = None
    contact: Contact
    enclosures: Many[EnclosureLine] = ()
    signatory: Signatory

    @model_validator(mode="before")
    @classmethod
    def _nothing_of_old(cls, data: Any) -> Any:
        for name, (message, cure) in _GONE.items():
            if isinstance(data, Mapping) and name in data:
                raise refusal(
                    "field-gone", "{message}", {"message": message, "cure": cure, "field": name}
                )
        return data

    @model_validator(mode="after")
    def _decision_is_complete(self) -> ClaimResponse:
        for name in NEEDED[self.decision]:
            if not getattr(self, name):
                raise lacking(
                    name,
                    worded(
                        "the decision '{decision}' {reasons}",
                        decision=choice_said(self, "decision", self.kind),
                        reasons=_REASONS[name],
                    ),
                )
        return self
