"""What an agreement on service between manufacturer or importer and seller needs to know."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from pydantic import Field, model_validator

from ...errors import worded
from ...language.codes import Currency
from ...language.legal_forms import entrepreneur
from ...law import LawCode
from ...schemas.base import StrictModel
from ...schemas.contract import (
    Bilingual,
    Confidentiality,
    ContactPoint,
    ContractParty,
    ContractTerm,
    Disputes,
    ForceMajeure,
    Liability,
    Notices,
    OwnDefinition,
    ProductGroup,
    Years,
)
from ...schemas.correspondence import Days, EnclosureLine, Months, lacking
from ...schemas.figures import Amount, Kilograms, Percent, VatRate
from ...schemas.parts import DocumentInput
from ...schemas.refusal import refusal
from ...schemas.scalars import Day, Line, Many, Paragraph, ShortLine
from ...schemas.versions import RecordedChange, ReplacedVersion, check_versions
from .remuneration import Remuneration

Bearer: TypeAlias = Literal["principal", "seller", "service-centre"]
Payer: TypeAlias = Literal["principal", "seller"]


class ServiceCentre(StrictModel):
    """A workshop that the manufacturer or importer has authorised."""

    name: Line
    address: Line
    phone: ShortLine | None = None
    products: Line | None = None


class Duties(StrictModel):
    """Who does what."""

    complaints: Bearer = "seller"
    examination: Bearer = "service-centre"
    repair: Bearer = "service-centre"
    transport: Bearer = "seller"
    loan_units: Bearer = "seller"
    spare_parts: Bearer = "principal"
    records: Bearer = "seller"
    answers: Bearer = "seller"


class DutyCosts(StrictModel):
    """Who bears which cost in the end; ``None``: whoever performs the task."""

    complaints: Payer | None = None
    examination: Payer = "principal"
    repair: Payer = "principal"
    transport: Payer = "principal"
    loan_units: Payer = "principal"
    spare_parts: Payer | None = None
    records: Payer | None = None
    answers: Payer | None = None


class ConsumerInformation(StrictModel):
    """Where consumers learn of service, besides what the law has them told."""

    hotline: ShortLine | None = None
    website: ShortLine | None = None
    points: Many[Paragraph] = ()


class WarrantyTerms(StrictModel):
    """Exclusions from the warranty, and warranty on repairs."""

    exclusions: Many[Line] = ()
    repair_months: Months | None = None


class SpareParts(StrictModel):
    """How spare parts are supplied, and for how long."""

    supply: Literal["free", "price-list", "credit"] = "credit"
    delivery_days: Days = 10
    stock: bool = False
    years: Years = 10


class ServiceLevels(StrictModel):
    """Turnaround times, in calendar days unless said otherwise."""

    acceptance_days: Days = 1
    diagnosis_days: Days = 5
    repair_days: Days
    answer_days: Days
    annex: bool = False


class ExaminationTerms(StrictModel):
    """How the cause of a defect is found, and what follows where opinions differ."""

    days: Days = 10
    dispute: Literal["joint", "independent"] = "independent"
    expert: Line | None = None


class LoanUnits(StrictModel):
    """Units lent for the time of repair."""

    pool: Payer = "principal"
    days: Days = 3


class BulkyTransport(StrictModel):
    """Collection of bulky goods."""

    from_kg: Kilograms
    days: Days = 5


class PaidRepair(StrictModel):
    """Repair after the warranty."""

    account: Literal["own", "principal"] = "own"
    warranty_months: Months = 3


class ManufacturerRepair(StrictModel):
    """The manufacturer's duty to repair after the buyer's rights have ended (§§ 479a–479g BGB).

    ``bearer`` performs it, by default whoever repairs; ``guide_prices`` is the web page with
    the guide prices.
    """

    bearer: Bearer | None = None
    guide_prices: ShortLine | None = None


class Insurance(StrictModel):
    """Liability insurance that the seller keeps, with the least cover for each claim."""

    amount: Amount | None = None


class Safeguards(StrictModel):
    """What company lawyers ask for besides: insurance, marks, audit, compliance."""

    insurance: Insurance | None = None
    trade_marks: bool = False
    audit: bool = False
    compliance: bool = True


class Recalls(StrictModel):
    """Recall campaigns."""

    start_days: Days = 3
    report_days: Days = 14


class Reports(StrictModel):
    """Reports on quality and defects."""

    period: Literal["monthly", "quarterly"] = "quarterly"
    day: Annotated[int, Field(ge=1, le=28)] = 10


class WarrantyClaims(StrictModel):
    """Claims of the seller on the manufacturer or importer, and the parts replaced."""

    submit_days: Days = 30
    evidence: Many[Line] = ()
    parts: Literal["all", "on-request", "none"] = "on-request"
    parts_days: Days = 90
    decision_days: Days = 14
    silence_accepts: bool = False


class Settlement(StrictModel):
    """Acts, invoices, payment and VAT."""

    act_days: Days = 10
    check_days: Days = 5
    payment_days: Days = 30
    vat: VatRate
    vat_ground: Line | None = None

    @model_validator(mode="after")
    def _ground_is_named(self) -> Settlement:
        if self.vat == "none" and not self.vat_ground:
            raise lacking("vat_ground", "no VAT is charged, but the reason is not given")
        return self


class DataProtection(StrictModel):
    """Whether the seller processes consumers' data for the other side or for itself."""

    role: Literal["processor", "independent"] = "independent"


class Penalties(StrictModel):
    """Penalties for delay, in percent for each day."""

    repair_percent: Percent
    payment_percent: Percent | None = None
    cap_percent: Percent


class Recourse(StrictModel):
    """Recourse of the seller for what it did for consumers."""

    notice_days: Days = 14


# Fields that have no meaning under a law.
FOREIGN_FIELDS: Mapping[LawCode, tuple[str, ...]] = {"ru": ("manufacturer_repair",), "de": ()}
# The day from which all that the text of an agreement rests on was in force: the Act on Trade
# Secrets (GeschGehG), and the claim before an action (art. 4(5) of the Arbitrazh Code).
FIRST_DAY: Mapping[LawCode, date] = {"de": date(2019, 4, 26), "ru": date(2016, 6, 1)}
# Values for the fields that must be there, with which a check can go on past a wrong one.
STAND_INS: Mapping[str, Any] = {
    "number": "–",
    "date": "2026-01-01",
    "place": "–",
    "territory": "–",
    "principal": {"name": "–", "representative": {"post": "–"}},
    "seller": {"name": "– –", "representative": {"post": "–"}},
    "products": [{"name": "–", "warranty_months": 24}],
    "service_levels": {"repair_days": 14, "answer_days": 7},
    "remuneration": {"model": "monthly", "amount": "1.00"},
    "settlement": {"vat": "none", "vat_ground": "–"},
    "term": {"starts": "2026-01-01"},
    "disputes": {"court": "–"},
}


class ServiceAgreement(DocumentInput):
    """The agreement on service: who repairs, transports, examines, lends, informs, pays."""

    foreign_fields: ClassVar[Mapping[LawCode, tuple[str, ...]]] = FOREIGN_FIELDS

    kind: Literal["service-agreement"]
    number: ShortLine
    version: ShortLine | None = None
    replaces: ReplacedVersion | None = None
    date: Day
    valid_from: Day | None = None
    place: Line
    role: Literal["manufacturer", "importer"] = "manufacturer"
    principal: ContractParty
    seller: ContractParty
    recitals: Many[Paragraph] = ()
    territory: Line
    consumers: bool = True
    products: Annotated[tuple[ProductGroup, ...], Field(min_length=1, strict=False)]
    products_annex: bool = False
    duties: Duties = Duties()
    costs: DutyCosts = DutyCosts()
    service_centres: Many[ServiceCentre] = ()
    consumer_information: ConsumerInformation = ConsumerInformation()
    warranty: WarrantyTerms = WarrantyTerms()
    spare_parts: SpareParts | None = None
    service_levels: ServiceLevels
    examination: ExaminationTerms = ExaminationTerms()
    loan_units: LoanUnits | None = None
    bulky_transport: BulkyTransport | None = None
    paid_repair: PaidRepair | None = None
    manufacturer_repair: ManufacturerRepair | None = None
    recalls: Recalls | None = None
    reports: Reports | None = None
    warranty_claims: WarrantyClaims = WarrantyClaims()
    remuneration: Remuneration
    settlement: Settlement
    currency: Currency | None = None
    data_protection: DataProtection | None = None
    confidentiality: Confidentiality | None = None
    liability: Liability = Liability()
    safeguards: Safeguards | None = None
    penalties: Penalties | None = None
    recourse: Recourse | None = None
    force_majeure: ForceMajeure | None = None
    term: ContractTerm
    notices: Notices = Notices()
    disputes: Disputes
    special_terms: Many[Paragraph] = ()
    definitions: Many[OwnDefinition] = ()
    contacts: Many[ContactPoint] = ()
    enclosures: Many[EnclosureLine] = ()
    act_form: bool = False
    copies: Annotated[int, Field(ge=1, le=20)] = 2
    seal: bool | None = None
    initials: bool = False
    contents: bool = False
    changes: Many[RecordedChange] = ()
    bilingual: Bilingual | None = None

    @model_validator(mode="after")
    def _versions(self) -> ServiceAgreement:
        check_versions(self)
        return self

    @model_validator(mode="after")
    def _the_law_was_there(self) -> ServiceAgreement:
        first = FIRST_DAY.get(self.law)
        if first and self.date < first:
            raise refusal(
                "before-the-law",
                "the text of an agreement rests on rules that came by {first}",
                {
                    "first": first,
                    "cure": "Compare the day; for an older agreement use the text it was made by.",
                    "field": "date",
                },
            )
        return self

    @model_validator(mode="after")
    def _someone_signs(self) -> ServiceAgreement:
        for name in ("principal", "seller"):
            party = getattr(self, name)
            alone = entrepreneur(party.name, party.legal_form) is not None
            if party.representative is None and not alone:
                raise lacking(
                    f"{name}.representative",
                    worded(
                        "'{name}' is not a natural person: someone has to sign for it.",
                        name=party.name,
                    ),
                )
        return self

    @model_validator(mode="after")
    def _service_centres_are_named(self) -> ServiceAgreement:
        afterwards = self.manufacturer_repair and self.manufacturer_repair.bearer
        busy = "service-centre" in {*dict(self.duties).values(), afterwards}
        if busy and not self.service_centres:
            raise lacking(
                "service_centres", "service centres have duties, but none of them is named"
            )
        return self

    @model_validator(mode="after")
    def _parties_differ(self) -> ServiceAgreement:
        if self.principal.name == self.seller.name:
            raise refusal(
                "same-party",
                "both parties are the same",
                {"cure": "Compare both with the register.", "field": "seller.name"},
            )
        return self
