"""The one list of the kinds of document; everything else asks it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, cast

from .assessment.agreement import agreement_problems
from .assessment.certificate import Certificate, problems
from .assessment.claim import assess
from .assessment.warranty import section_problems
from .clauses import (
    claim_response,
    completion_certificate,
    job_description,
    service_agreement,
    warranty_section,
)
from .document import Document
from .errors import Problem
from .language import LANGS, Lang
from .law import Law, LawCode
from .resources import Templates
from .schemas import claim_response as claim_schema
from .schemas import completion_certificate as certificate_schema
from .schemas import service_agreement as agreement_schema
from .schemas import warranty_section as section_schema
from .schemas.claim_response import ClaimResponse
from .schemas.completion_certificate import CompletionCertificate
from .schemas.job_description import FOREIGN_FIELDS, JobDescription
from .schemas.parts import DocumentInput
from .schemas.service_agreement import ServiceAgreement
from .schemas.warranty_section import WarrantySection

Layout = Callable[[DocumentInput], str]
Preparation = Callable[[Any, Templates, Law, Mapping[str, Any]], dict[str, Any]]


def _as_given(
    _model: DocumentInput, _templates: Templates, _law: Law, _context: Mapping[str, Any]
) -> dict[str, Any]:
    return {}


def _nothing(_model: DocumentInput) -> tuple[Problem, ...]:
    return ()


def _no_words(_model: DocumentInput, _document: Document) -> tuple[Problem, ...]:
    return ()


def by_law(model: DocumentInput) -> str:
    """The page of a document, as is customary where its law applies."""
    return {"ru": "gost", "de": "din"}[model.law]


def by_language(model: DocumentInput) -> str:
    """The page of a letter, as is customary where its language is spoken."""
    return {"ru": "letter-corner", "de": "letter-window", "en": "letter-plain"}[model.lang]


def between_businesses(model: Any) -> bool:
    """Whether no consumer is a party: what is inside the file is then for both sides' programs."""
    customer = getattr(model, "customer", None)
    return not getattr(model, "consumer", False) and getattr(customer, "type", "") != "consumer"


def never(_model: Any) -> bool:
    """The file goes to people, who get what they can read and no more."""
    return False


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of document: its schema, its texts, its looks.

    ``prepare`` adds to the fields of the input what the text needs besides; ``judge`` says
    what the law has against the input: errors, warnings, notes; ``review`` what is to be
    said of the words of the finished document;
    ``stand_ins`` are values for the fields that must be there: with them ``check`` can go
    on past a wrong field and tell the rest. ``foreign_fields`` have no meaning under a law;
    ``laws`` are those that its rules and texts know, which may be fewer than there are.
    ``layout`` names the page it stands on; what is ``insertable`` may go into a contract
    of the user's own; what is ``from_role`` begins with a role of the catalogue.
    ``data_inside`` says whether the finished file carries its input where the user does not
    say so: by data protection law, not what goes to a person. ``signers`` are the fields of
    those who sign: a template of the user's own that names none of them has no place for a
    signature.
    """

    id: str
    names: Mapping[Lang, str]
    model: type[DocumentInput]
    prepare: Preparation = _as_given
    judge: Callable[[Any], tuple[Problem, ...]] = _nothing
    review: Callable[[Any, Document], tuple[Problem, ...]] = _no_words
    laws: tuple[LawCode, ...] = ("ru", "de")
    langs: tuple[Lang, ...] = LANGS
    stand_ins: Mapping[str, Any] = field(default_factory=dict)
    foreign_fields: Mapping[LawCode, tuple[str, ...]] = field(default_factory=dict)
    layout: Layout = by_law
    insertable: bool = False
    data_inside: Callable[[Any], bool] = between_businesses
    from_role: bool = False
    signers: tuple[str, ...] = ()

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return _kind_called, (self.id,)


def _kind_called(name: str) -> Kind:
    """The kind of this name; a kind travels between processes by name."""
    return KINDS[name]


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        kind.id: kind
        for kind in (
            Kind(
                id="job-description",
                names={
                    "de": "Stellenbeschreibung",
                    "ru": "Должностная инструкция",
                    "en": "Job description",
                },
                model=JobDescription,
                from_role=True,
                stand_ins={
                    "place": "–",
                    "organisation": {"name": "–"},
                    "approval": {"post": "–"},
                },
                foreign_fields=FOREIGN_FIELDS,
                prepare=cast("Preparation", job_description.prepare),
                data_inside=never,
                signers=("acknowledgement", "approval", "unit_head", "agreed"),
            ),
            Kind(
                id="claim-response",
                names={
                    "de": "Antwort auf eine Reklamation",
                    "ru": "Ответ на претензию",
                    "en": "Claim response",
                },
                model=ClaimResponse,
                stand_ins={
                    "organisation": {"name": "–"},
                    "contact": {"phone": "–"},
                    "signatory": {"post": "–"},
                },
                foreign_fields=claim_schema.FOREIGN_FIELDS,
                prepare=cast("Preparation", claim_response.prepare),
                judge=lambda model: assess(model).problems,
                layout=by_language,
                data_inside=never,
                signers=("signatory",),
            ),
            Kind(
                id="completion-certificate",
                names={
                    "de": "Leistungsnachweis und Abnahmeprotokoll",
                    "ru": "Акт выполненных работ (оказанных услуг)",
                    "en": "Certificate of completion",
                },
                model=CompletionCertificate,
                stand_ins={"number": "–", "place": "–", "contractor": {"name": "–"}},
                foreign_fields=certificate_schema.FOREIGN_FIELDS,
                prepare=cast("Preparation", completion_certificate.prepare),
                judge=lambda model: problems(Certificate(model)),
                signers=("contractor.representative", "customer.person"),
            ),
            Kind(
                id="service-agreement",
                names={
                    "de": "Servicevertrag",
                    "ru": "Договор о сервисном обслуживании",
                    "en": "Service agreement",
                },
                model=ServiceAgreement,
                stand_ins=agreement_schema.STAND_INS,
                foreign_fields=agreement_schema.FOREIGN_FIELDS,
                prepare=cast("Preparation", service_agreement.prepare),
                judge=agreement_problems,
                review=service_agreement.review,
                layout=cast("Layout", service_agreement.layout),
                signers=("principal.representative", "seller.representative"),
            ),
            Kind(
                id="warranty-section",
                names={
                    "de": "Gewährleistungsabschnitt",
                    "ru": "Раздел о гарантийных обязательствах",
                    "en": "Warranty section",
                },
                model=WarrantySection,
                stand_ins={"contract": "supply", "period": {"months": 24}},
                foreign_fields=section_schema.FOREIGN_FIELDS,
                prepare=cast("Preparation", warranty_section.prepare),
                judge=section_problems,
                layout=lambda _model: "contract",
                insertable=True,
            ),
        )
    }
)
