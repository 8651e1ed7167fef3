"""Warranty sections that go into a contract of the user's own."""

from __future__ import annotations

from typing import cast

from ..kind import Kind, Preparation
from . import wording
from .rules import assess
from .schema import FOREIGN_FIELDS, WarrantySection

__all__ = ["KIND"]

KIND = Kind(
    id="warranty-section",
    names={
        "de": "Gewährleistungsabschnitt",
        "ru": "Раздел о гарантийных обязательствах",
        "en": "Warranty section",
    },
    model=WarrantySection,
    stand_ins={"contract": "supply", "period": {"months": 24}},
    foreign_fields=FOREIGN_FIELDS,
    prepare=cast("Preparation", wording.prepare),
    judge=assess,
    short_acts=True,
    layout=lambda _model: "contract",
    insertable=True,
    fills=("remedies", "period", "loan_unit_days"),
)
