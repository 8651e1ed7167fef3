"""The one list of the kinds of document; everything else asks it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, cast

from .clauses import job_description
from .language import LANGS, Lang
from .law import LAWS, Law, LawCode
from .resources import Templates
from .schemas.job_description import FOREIGN_FIELDS, JobDescription
from .schemas.parts import DocumentInput

Preparation = Callable[[Any, Templates, Law, Mapping[str, Any]], dict[str, Any]]


def _as_given(
    _model: DocumentInput, _templates: Templates, _law: Law, _context: Mapping[str, Any]
) -> dict[str, Any]:
    return {}


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of document: its schema, its texts, its looks.

    ``prepare`` adds to the fields of the input what the text needs besides;
    ``stand_ins`` are values for the fields that must be there: with them ``check`` can go
    on past a wrong field and tell the rest. ``foreign_fields`` have no meaning under a law;
    ``layouts`` names the page layout customary under each law.
    """

    id: str
    names: Mapping[Lang, str]
    model: type[DocumentInput]
    prepare: Preparation = _as_given
    laws: tuple[LawCode, ...] = LAWS
    langs: tuple[Lang, ...] = LANGS
    stand_ins: Mapping[str, Any] = field(default_factory=dict)
    foreign_fields: Mapping[LawCode, tuple[str, ...]] = field(default_factory=dict)
    layouts: Mapping[LawCode, str] = field(default_factory=lambda: {"ru": "gost", "de": "din"})


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
                stand_ins={
                    "place": "–",
                    "organisation": {"name": "–"},
                    "approval": {"post": "–"},
                },
                foreign_fields=FOREIGN_FIELDS,
                prepare=cast("Preparation", job_description.prepare),
            ),
        )
    }
)
