"""Certificates of completed work: lines, sums, acceptance."""

from __future__ import annotations

from typing import cast

from ..kind import Kind, Preparation
from . import wording
from .rules import assess
from .schema import FOREIGN_FIELDS, CompletionCertificate

__all__ = ["KIND"]

KIND = Kind(
    id="completion-certificate",
    names={
        "de": "Leistungsnachweis und Abnahmeprotokoll",
        "ru": "Акт выполненных работ (оказанных услуг)",
        "en": "Certificate of completion",
    },
    model=CompletionCertificate,
    stand_ins={"number": "–", "place": "–", "contractor": {"name": "–"}},
    foreign_fields=FOREIGN_FIELDS,
    prepare=cast("Preparation", wording.prepare),
    judge=assess,
    short_acts=True,
    signers=("contractor.representative", "customer.person"),
    asked=(
        "contractor.representative.person.gender",
        "customer.person.gender",
    ),
)
