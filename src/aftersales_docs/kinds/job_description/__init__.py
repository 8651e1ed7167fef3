"""Job descriptions of after-sales and warranty roles."""

from __future__ import annotations

from ..kind import Kind, later, never

__all__ = ["KIND"]

KIND = Kind(
    id="job-description",
    names={
        "de": "Stellenbeschreibung",
        "ru": "Должностная инструкция",
        "en": "Job description",
    },
    model=later(__name__, "schema", "JobDescription"),
    paper="staff",
    from_role=True,
    stand_ins={
        "place": "–",
        "organisation": {"name": "–"},
        "approval": {"post": "–"},
    },
    foreign_fields=later(__name__, "schema", "FOREIGN_FIELDS"),
    judge=later(__name__, "rules", "assess"),
    short_acts=True,
    prepare=later(__name__, "wording", "prepare"),
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
