"""Warranty sections that go into a contract of the user's own."""

from __future__ import annotations

from ..kind import Kind, later

__all__ = ["KIND"]

KIND = Kind(
    id="warranty-section",
    names={
        "de": "Gewährleistungsabschnitt",
        "ru": "Раздел о гарантийных обязательствах",
        "en": "Warranty section",
    },
    model=later(__name__, "schema", "WarrantySection"),
    stand_ins={"contract": "supply", "period": {"months": 24}},
    foreign_fields=later(__name__, "schema", "FOREIGN_FIELDS"),
    prepare=later(__name__, "wording", "prepare"),
    judge=later(__name__, "rules", "assess"),
    short_acts=True,
    layout=lambda _model: "contract",
    insertable=True,
    fills=("remedies", "period", "loan_unit_days"),
)
