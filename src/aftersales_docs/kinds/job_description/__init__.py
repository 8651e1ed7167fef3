"""Job descriptions of after-sales and warranty roles."""

from __future__ import annotations

from typing import cast

from ..kind import Kind, Preparation, never
from . import wording
from .rules import assess
from .schema import FOREIGN_FIELDS, JobDescription

__all__ = ["KIND"]

KIND = Kind(
    id="job-description",
    names={
        "de": "Stellenbeschreibung",
        "ru": "Должностная инструкция",
        "en": "Job description",
    },
    model=JobDescription,
    paper="staff",
    from_role=True,
    stand_ins={
        "place": "–",
        "organisation": {"name": "–"},
        "approval": {"post": "–"},
    },
    foreign_fields=FOREIGN_FIELDS,
    judge=assess,
    short_acts=True,
    prepare=cast("Preparation", wording.prepare),
    data_inside=never,
    signers=("acknowledgement", "approval", "prepared_by", "unit_head", "agreed"),
    fills=(
        "acknowledgement",
        "appointed_by",
        "approval",
        "category",
        "consent_by",
        "criteria",
        "duties",
        "education",
        "experience_field",
        "experience_years",
        "final_provisions",
        "guided_by",
        "knowledge",
        "liability",
        "proposal_by",
        "reports_to",
        "rights",
        "tasks",
        "time_shares",
        "title",
    ),
)
