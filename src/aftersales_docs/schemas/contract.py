"""Parts that contracts share: parties, products, terms, disputes."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field, model_validator

from ..language.codes import Lang
from .base import StrictModel
from .correspondence import Days, GeneralPartner, Months, lacking
from .figures import Amount
from .parts import Inflected, Organisation, PostHolder
from .refusal import refusal
from .scalars import Day, Line, Many, Paragraph, ShortLine

Years: TypeAlias = Annotated[int, Field(ge=1, le=50)]
WarrantyStart: TypeAlias = Literal["handover", "delivery", "commissioning", "production"]


class ContractParty(Organisation):
    """A party to a contract, who signs for it, and where it is paid.

    A natural person in business signs without a ``representative``.
    """

    representative: PostHolder | None = None
    general_partner: GeneralPartner | None = None
    authority: Inflected | None = None
    tax_number: ShortLine | None = None
    bank: Many[Line] = ()


class ProductGroup(StrictModel):
    """Products that share one warranty."""

    name: Line
    models: Many[ShortLine] = ()
    warranty_months: Months
    warranty_start: WarrantyStart = "handover"
    service_life_years: Years | None = None
    bulky: bool = False


class Confidentiality(StrictModel):
    """How long secrets are kept after the end of the contract."""

    years: Years = 3


class Liability(StrictModel):
    """How far liability is limited."""

    cap: Literal["none", "amount", "annual-remuneration"] = "none"
    cap_amount: Amount | None = None
    negotiated: bool = False

    @model_validator(mode="after")
    def _amount_is_named(self) -> Liability:
        if self.cap == "amount" and self.cap_amount is None:
            raise lacking(
                "cap_amount", "liability is limited to an amount, but the amount is not given."
            )
        if self.cap != "amount" and self.cap_amount is not None:
            raise refusal(
                "amount-without-cap",
                "an amount is given, but liability is not limited to an amount",
                {"cure": "Write cap: amount, or leave cap_amount out.", "field": "cap_amount"},
            )
        return self


class ForceMajeure(StrictModel):
    """When an impediment is told, and when it ends the contract."""

    notice_days: Days = 5
    end_after_months: Months = 3


class ContractTerm(StrictModel):
    """From when to when a contract runs, and how it is ended."""

    starts: Day
    ends: Day | None = None
    renewal_months: Months | None = None
    notice_months: Annotated[int, Field(ge=1, le=24)] = 3

    @model_validator(mode="after")
    def _in_order(self) -> ContractTerm:
        if self.ends and self.ends <= self.starts:
            raise refusal(
                "dates-out-of-order",
                "the contract ends before it starts",
                {"cure": "Compare both dates.", "field": "ends"},
            )
        if self.renewal_months and not self.ends:
            raise lacking("ends", "the contract is renewed, but its first end is not given.")
        return self


class Notices(StrictModel):
    """How notices are given."""

    electronic: Literal["none", "email", "edi"] = "email"
    operator: Line | None = None

    @model_validator(mode="after")
    def _operator_is_named(self) -> Notices:
        if self.electronic == "edi" and not self.operator:
            raise lacking(
                "operator",
                "documents are exchanged electronically, but the operator is not named.",
            )
        return self


class Disputes(StrictModel):
    """Who decides disputes, and what comes before."""

    court: Line | None = None
    arbitration: Line | None = None
    claim_days: Days | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> Disputes:
        if bool(self.court) == bool(self.arbitration):
            raise refusal(
                "court-or-arbitration",
                "disputes go either to a court or to arbitration",
                {"cure": "Give court or arbitration, one of them.", "field": "court"},
            )
        return self


class Bilingual(StrictModel):
    """The same document in a second language, and which of the two prevails.

    ``file`` has the other language's words; or they stand in this file, and ``second`` is
    their language.
    """

    file: Line | None = None
    second: Lang | None = None
    layout: Literal["columns", "sequence"] = "columns"
    prevailing: Lang

    @model_validator(mode="after")
    def _one_of_two(self) -> Bilingual:
        if bool(self.file) == bool(self.second):
            raise refusal(
                "file-or-second",
                "the second language stands either in a file of its own or in this one",
                {"cure": "Give file or second, one of them.", "field": "file"},
            )
        return self


class OwnDefinition(StrictModel):
    """A term that the parties define themselves."""

    term: ShortLine
    meaning: Paragraph


class ContactPoint(StrictModel):
    """Whom to turn to in a matter."""

    matter: Line
    name: Line
    phone: ShortLine | None = None
    email: ShortLine | None = None
