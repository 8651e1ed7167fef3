"""What a warranty section for someone else's contract needs to know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from pydantic import BeforeValidator, Field, model_validator

from ...errors import worded
from ...language.codes import Case
from ...law import LawCode
from ...messages import for_reader
from ...schemas.base import StrictModel
from ...schemas.contract import Years
from ...schemas.correspondence import Days, Months, lacking
from ...schemas.parts import DocumentInput, Inflected, Words
from ...schemas.refusal import refusal
from ...schemas.scalars import Day, Line, Many, Paragraph, ShortLine

SupplierKey: TypeAlias = Literal["supplier", "seller", "contractor", "manufacturer"]
BuyerKey: TypeAlias = Literal["buyer", "customer", "principal"]
PeriodStart: TypeAlias = Literal["handover", "delivery", "commissioning", "acceptance", "resale"]
GoodsKey: TypeAlias = Literal["goods", "equipment", "product", "works"]


def _words_or_key(value: Any) -> Any:
    """A key of the catalogue stays as it is; a mapping are the user's own words."""
    return Words.model_validate(value) if isinstance(value, Mapping) else value


class HostContract(StrictModel):
    """The contract that the section belongs to."""

    name: Inflected
    number: ShortLine | None = None
    date: Day | None = None


class Names(StrictModel):
    """How the host contract calls the parties and what is delivered.

    A key of the catalogue, or own words with the cases that the language needs.
    """

    supplier: Annotated[SupplierKey | Words, BeforeValidator(_words_or_key)] = "supplier"
    buyer: Annotated[BuyerKey | Words, BeforeValidator(_words_or_key)] = "buyer"
    goods: Annotated[GoodsKey | Words, BeforeValidator(_words_or_key)] = "goods"


class Period(StrictModel):
    """The warranty period: how long, from when, and its latest end after delivery.

    Without ``start`` it begins where the law has it begin: at handover to a consumer, at
    acceptance of a work, otherwise at delivery.
    """

    months: Months
    start: PeriodStart | None = None
    latest_months: Months | None = None


class DefectNotice(StrictModel):
    """Within how many days a business buyer tells of defects."""

    visible_days: Days = 7
    hidden_days: Days = 7


class JointExamination(StrictModel):
    """Examination of a defect by both sides, and an expert where they differ."""

    invite_days: Days = 5
    expert: Line | None = None


class SectionRemedies(StrictModel):
    """What the buyer gets, by whose choice, within which times.

    What is left out is what the law demands for the buyer, see :mod:`.defaults`.
    """

    choice: Literal["buyer", "supplier"] | None = None
    repair_days: Days | None = None
    replacement_days: Days | None = None
    attempts: Annotated[int, Field(ge=1, le=5)] | None = None
    self_remedy: bool = True
    withdrawal: bool = True


class SectionCosts(StrictModel):
    """Who bears the transport for subsequent performance."""

    transport: Literal["supplier", "buyer"] = "supplier"
    dismantling: bool = True


class SectionSpareParts(StrictModel):
    """For how long spare parts are to be had, and how fast."""

    years: Years = 10
    delivery_days: Days = 10


class PeriodExtension(StrictModel):
    """What repair and replacement do to the warranty period."""

    repair: Literal["none", "time-of-repair", "new-period-for-part"] = "time-of-repair"
    replacement: Literal["none", "new-period"] = "new-period"


class Guarantee(StrictModel):
    """A voluntary guarantee beside the statutory rights."""

    guarantor: Line
    address: Line
    goods: Line | None = None
    months: Months
    territory: Line
    covers: Paragraph


# The cases in which the German text needs the user's own words.
GERMAN_CASES: Mapping[str, tuple[Case, ...]] = {
    "supplier": ("gen", "dat", "acc"),
    "buyer": ("gen", "dat", "acc"),
    "goods": ("acc",),
}
FOREIGN_FIELDS: Mapping[LawCode, tuple[str, ...]] = {"ru": ("standard_terms", "used"), "de": ()}


class WarrantySection(DocumentInput):
    """The warranty section of a supply, sale or work contract."""

    foreign_fields: ClassVar[Mapping[LawCode, tuple[str, ...]]] = FOREIGN_FIELDS

    kind: Literal["warranty-section"]
    contract: Literal["supply", "sale", "work"]
    consumer: bool = False
    standard_terms: bool = False
    used: bool = False
    form: Literal["document", "fragment"] = "document"
    section: Annotated[int, Field(ge=1, le=99)] = 1
    host: HostContract | None = None
    date: Day | None = None
    names: Names = Names()
    period: Period
    quality: Many[Line] = ()
    exclusions: Many[Line] = ()
    notice: DefectNotice | None = None
    examination: JointExamination | None = None
    remedies: SectionRemedies = SectionRemedies()
    costs: SectionCosts = SectionCosts()
    loan_unit_days: Days | None = None
    spare_parts: SectionSpareParts | None = None
    extension: PeriodExtension = PeriodExtension()
    guarantee: Guarantee | None = None
    recourse: bool = False
    limitation_months: Months | None = None
    special_terms: Many[Paragraph] = ()

    @model_validator(mode="after")
    def _own_words_have_their_cases(self) -> WarrantySection:
        # Russian declines by rule, English not at all; German articles can't be guessed.
        for name, cases in GERMAN_CASES.items() if self.lang == "de" else ():
            words = getattr(self.names, name)
            missing = [
                case for case in cases if isinstance(words, Words) and case not in words.forms
            ]
            if missing:
                raise refusal(
                    "cases-missing",
                    "'{text}' stands in other cases too: {missing} missing",
                    {
                        "text": words.text,
                        "missing": ", ".join(missing),
                        "cure": for_reader(
                            worded(
                                "Write them with the article, e.g. {{text: der Besteller, "
                                "gen: des Bestellers, dat: dem Besteller, acc: den Besteller}}."
                            ),
                            form="Give them with the article, in all four cases.",
                        ),
                        "field": f"names.{name}",
                    },
                )
        return self

    @model_validator(mode="after")
    def _starts_at_what_there_is(self) -> WarrantySection:
        if self.period.start == "acceptance" and self.contract != "work":
            raise lacking("contract", "acceptance belongs to a contract for work")
        return self
