"""Parts that the warranty desk's documents share: senders, customers, units, letters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from ..errors import worded
from ..language.codes import Currency
from ..law import LawCode
from .base import StrictModel
from .figures import Amount, Kilograms
from .parts import Inflected, Inn, Kpp, Ogrn, Organisation, Person, PostHolder, VatId
from .refusal import refusal
from .scalars import Day, Line, Many, ShortLine
from .short_forms import ShortForm

Months: TypeAlias = Annotated[int, Field(ge=1, le=240)]
Days: TypeAlias = Annotated[int, Field(ge=1, le=365)]
# The parts of Germany by their ISO 3166-2 codes; public holidays differ among them.
Land = Literal[
    "BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV", "NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH"
]
CustomerType = Literal["consumer", "business"]
# The currency where none is named.
CURRENCY_OF: Mapping[LawCode, Currency] = {"ru": "RUB", "de": "EUR"}


class GeneralPartner(StrictModel):
    """The company that is the only partner liable without limit, as letters must name it."""

    name: Line
    seat: Line | None = None
    register_entry: Line | None = None
    managing_directors: Many[Line] = ()


class Sender(Organisation):
    """An organisation with what its business letters must state.

    ``managing_directors`` are all who manage it, under whatever name its legal form gives
    them; ``rules.business_letter`` says what each form asks for.
    """

    shared_fact: ClassVar[str] = "organisation"

    seat: Line | None = None
    managing_directors: Many[Line] = ()
    supervisory_chair: Line | None = None
    general_partner: GeneralPartner | None = None
    bank: Line | None = None


class Signatory(PostHolder):
    """Who signs a letter, and by what power: as procurator, by a power, on behalf."""

    shared_fact: ClassVar[str] = "signatory"

    signs_as: Literal["procurator", "authorised", "on-behalf"] | None = None


class Contact(StrictModel):
    """Whom to call or write to about the case."""

    shared_fact: ClassVar[str] = "contact"

    person: Person | None = None
    phone: ShortLine | None = None
    email: ShortLine | None = None
    hours: Line | None = None

    @model_validator(mode="after")
    def _can_be_reached(self) -> Contact:
        if not self.phone and not self.email:
            raise refusal(
                "contact-empty",
                "nobody can be reached by this contact",
                {"cure": "Give phone or email."},
            )
        return self


class CustomerFields(StrictModel):
    """What is told of everybody who claims or orders."""

    shared_fact: ClassVar[str] = "claimant"

    type: CustomerType
    # As many lines as the window of an envelope holds below a company and a person.
    address: Annotated[Many[Line], Field(max_length=4)] = ()
    phone: ShortLine | None = None
    email: ShortLine | None = None
    inn: Inn | None = None


class ConsumerCustomer(CustomerFields):
    """A person who claims or orders for private ends.

    What only a business has is none to whoever asks: texts ask it of any customer.
    """

    type: Literal["consumer"]
    person: Person

    company: ClassVar[None] = None
    post: ClassVar[None] = None
    authority: ClassVar[None] = None
    kpp: ClassVar[None] = None
    ogrn: ClassVar[None] = None
    vat_id: ClassVar[None] = None


class BusinessCustomer(CustomerFields):
    """A business that claims or orders, with the person who acts for it."""

    type: Literal["business"]
    company: Line
    person: Person | None = None
    post: Inflected | None = None
    authority: Inflected | None = None
    kpp: Kpp | None = None
    ogrn: Ogrn | None = None
    vat_id: VatId | None = None


Customer: TypeAlias = Annotated[ConsumerCustomer | BusinessCustomer, Field(discriminator="type")]


def lacking(field: str, message: str) -> PydanticCustomError:
    """The error of a field that the rest of the data makes necessary."""
    return refusal(
        "incomplete",
        "{message}",
        {"message": message, "cure": worded("Add {field}.", field=field), "field": field},
    )


# The product groups of Annex II to Directive (EU) 2024/1799: household washing machines and
# washer-dryers, dishwashers, refrigerating appliances, electronic displays, welding equipment,
# vacuum cleaners, servers and data storage products, mobile phones with cordless phones and
# slate tablets, household tumble dryers, goods with batteries for light means of transport.
ProductGroup: TypeAlias = Literal[
    "washing-machine",
    "dishwasher",
    "refrigerating-appliance",
    "electronic-display",
    "welding-equipment",
    "vacuum-cleaner",
    "server-or-data-storage",
    "phone-or-tablet",
    "tumble-dryer",
    "light-transport-battery",
    "other",
]


class Product(StrictModel):
    """The goods that a claim is about.

    ``warranty_months`` is the guarantee in Germany, the warranty period in Russia, and
    ``guarantee_by`` says who gives it; ``group`` whether the goods must be repairable.
    """

    shared_fact: ClassVar[str] = "product"

    name: Inflected
    model: ShortLine | None = None
    serial_number: ShortLine | None = None
    purchased: Day | None = None
    handed_over: Day | None = None
    price: Amount | None = None
    seller: Line | None = None
    warranty_months: Months | None = None
    guarantee_by: Literal["seller", "manufacturer", "importer"] | None = None
    group: ProductGroup | None = None
    service_life_years: Annotated[int, Field(ge=1, le=50)] | None = None
    technically_complex: bool = False
    weight_kg: Kilograms | None = None

    @model_validator(mode="after")
    def _handed_over_after_purchase(self) -> Product:
        if self.purchased and self.handed_over and self.handed_over < self.purchased:
            raise refusal(
                "dates-out-of-order",
                "the goods were handed over before they were bought",
                {"cure": "Compare both dates with the receipt.", "field": "handed_over"},
            )
        return self


class Enclosure(StrictModel):
    """A paper that goes with a document: only named, or with its ``file`` part of it.

    A file is a picture (JPEG, PNG), of which ``per_page`` share a page, or a PDF. ``title`` is
    another word for ``name``; ``alt`` are words for who can't see the picture.
    """

    name: Line | None = None
    title: Line | None = None
    file: Line | None = None
    alt: Line | None = None
    per_page: Literal[1, 2, 4] = 1
    pages: Annotated[int, Field(ge=1, le=5000)] | None = None
    copies: Annotated[int, Field(ge=1, le=100)] = 1

    @property
    def called(self) -> str:
        """What the document calls it."""
        return self.name or self.title or ""

    @model_validator(mode="after")
    def _is_called(self) -> Enclosure:
        if not self.called:
            raise lacking("title", "an enclosure is named, but nothing says how it is called")
        if self.name and self.title:
            raise refusal(
                "two-titles",
                "name and title mean the same here",
                {"cure": "Leave one of them out.", "field": "title"},
            )
        return self

    @model_validator(mode="after")
    def _only_with_a_file(self) -> Enclosure:
        if self.file and self.pages:
            raise refusal(
                "pages-of-a-file",
                "the pages of a file are counted",
                {"cure": "Leave pages out.", "field": "pages"},
            )
        if not self.file and (self.alt or self.per_page != 1):
            raise refusal(
                "no-enclosed-file",
                "alt and per_page say how a file is shown, but no file is named",
                {"cure": "Name the file, or leave them out.", "field": "file"},
            )
        return self


EnclosureLine = Annotated[Enclosure, ShortForm("name")]
