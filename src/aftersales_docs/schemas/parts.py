"""Parts that every kind of document shares: words with cases, persons, organisations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema, model_validator
from stdnum.eu import vat
from stdnum.exceptions import ValidationError as NumberError
from stdnum.ru import inn as inn_number
from stdnum.ru import ogrn as ogrn_number

from ..errors import worded
from ..language.codes import Case, Gender, Lang
from ..law import LawCode
from .base import StrictModel
from .refusal import all_of, refusal
from .scalars import Day, Line, ShortLine
from .short_forms import ShortForm


class Words(StrictModel):
    """Words that a text may need in other cases."""

    text: Line
    gen: Line | None = None
    dat: Line | None = None
    acc: Line | None = None
    ins: Line | None = None
    prp: Line | None = None

    @property
    def forms(self) -> Mapping[Case, str]:
        """The exact forms given, which no rule overrides."""
        cases: tuple[Case, ...] = ("gen", "dat", "acc", "ins", "prp")
        given = ((case, getattr(self, case)) for case in cases)
        return {case: form for case, form in given if form}


# Mostly the basic form is all there is to say.
Inflected = Annotated[Words, ShortForm("text", usual=True)]


class Person(StrictModel):
    """A person as named in a document."""

    surname: ShortLine
    given_name: ShortLine
    patronymic: ShortLine | None = None
    academic_title: ShortLine | None = None
    gender: Gender | None = None
    forms: dict[Case, ShortLine] = Field(default_factory=dict)
    initials_forms: dict[Case, ShortLine] = Field(default_factory=dict)


class PostHolder(StrictModel):
    """A post, and who holds it where that is to be said."""

    post: Inflected
    person: Person | None = None


class DocumentInput(StrictModel):
    """What the input of every kind begins with."""

    # Fields of a kind that have no meaning under a law.
    foreign_fields: ClassVar[Mapping[LawCode, tuple[str, ...]]] = {}

    kind: str
    lang: Lang
    law: LawCode
    fonts: Literal["embedded", "named"] | None = None

    @model_validator(mode="after")
    def _only_under_its_law(self) -> Self:
        foreign = [
            refusal(
                "not-under-this-law",
                "'{name}' has no meaning under the law chosen (law: {law})",
                {
                    "name": name,
                    "law": self.law,
                    "cure": worded("Leave {name} out.", name=name),
                    "field": name,
                },
            )
            for name in self.foreign_fields.get(self.law, ())
            if getattr(self, name)
        ]
        if foreign:
            raise all_of(foreign)
        return self


class DocumentMark(StrictModel):
    """What a document is found by."""

    number: ShortLine
    date: Day


class NamedDocument(StrictModel):
    """A document named in the text."""

    name: Line
    number: ShortLine | None = None
    date: Day | None = None


def _checked(code: str, what: str, example: str, validate: Any) -> AfterValidator:
    """A check of a number's digits by python-stdnum."""

    def check(value: str) -> str:
        try:
            return str(validate(value))
        except NumberError as error:
            raise refusal(
                code,
                "this is not a valid {what}: its check digits or length are wrong",
                {
                    "what": what,
                    "cure": worded(
                        "Compare it with the register extract, e.g. {example}.", example=example
                    ),
                },
            ) from error

    return AfterValidator(check)


Inn = Annotated[ShortLine, _checked("inn", worded("INN"), "6312000007", inn_number.validate)]
Ogrn = Annotated[
    ShortLine, _checked("ogrn", worded("OGRN"), "1156313000007", ogrn_number.validate)
]
_KPP = r"^\d{4}[\dA-Z]{2}\d{3}$"
Kpp = Annotated[
    str,
    BeforeValidator(lambda v: getattr(v, "source_text", v)),
    Field(pattern=_KPP),
    WithJsonSchema({"type": ["string", "integer"], "pattern": _KPP}),
]
VatId = Annotated[ShortLine, _checked("vat-id", worded("VAT number"), "DE999990027", vat.validate)]


# The largest logo, in millimetres; a letterhead has no more room.
LOGO_WIDTH, LOGO_HEIGHT = 120, 40


class Logo(StrictModel):
    """The sign of the house: a PNG, JPEG or SVG file beside the one that names it.

    ``alt`` are words for who can't see it; ``width`` and ``height`` are in millimetres, and the
    logo keeps its proportions within them. ``shows_name``: the name of the house is part of it.
    """

    file: Line
    alt: Line | None = None
    pages: Literal["first", "all"] = "first"
    width: Annotated[int, Field(ge=5, le=LOGO_WIDTH)] | None = None
    height: Annotated[int, Field(ge=5, le=LOGO_HEIGHT)] | None = None
    shows_name: bool = False


LogoLine = Annotated[Logo, ShortForm("file", usual=True)]


class Organisation(StrictModel):
    """The house that issues the document."""

    name: Line
    short_name: Line | None = None
    legal_form: Line | None = None
    address: Line | None = None
    phone: ShortLine | None = None
    email: ShortLine | None = None
    website: ShortLine | None = None
    register_entry: Line | None = None
    vat_id: VatId | None = None
    inn: Inn | None = None
    kpp: Kpp | None = None
    ogrn: Ogrn | None = None
    logo: LogoLine | None = None

    @model_validator(mode="after")
    def _kpp_needs_inn(self) -> Organisation:
        if self.kpp and not self.inn:
            raise refusal(
                "kpp-without-inn", "a KPP is given without an INN", {"cure": "Give inn too."}
            )
        return self
