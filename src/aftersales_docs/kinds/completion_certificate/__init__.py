"""Certificates of completed work: lines, sums, acceptance."""

from __future__ import annotations

from ..kind import Kind, certificate_by_law, later

__all__ = ["KIND"]

KIND = Kind(
    id="completion-certificate",
    names={
        "de": "Leistungsnachweis und Abnahmeprotokoll",
        "ru": "Акт выполненных работ (оказанных услуг)",
        "en": "Certificate of completion",
    },
    model=later(__name__, "schema", "CompletionCertificate"),
    paper="accounts",
    stand_ins={"number": "–", "place": "–", "contractor": {"name": "–"}},
    foreign_fields=later(__name__, "schema", "FOREIGN_FIELDS"),
    prepare=later(__name__, "wording", "prepare"),
    judge=later(__name__, "rules", "assess"),
    layout=certificate_by_law,
    short_acts=True,
    settles=("repair",),
    signers=("contractor.representative", "customer.person"),
    asked=(
        "contractor.representative.person.gender",
        "customer.person.gender",
    ),
)
