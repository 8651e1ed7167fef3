"""Agreements with sellers: who repairs, transports, examines, lends, informs, pays."""

from __future__ import annotations

from typing import cast

from ..kind import Kind, Layout, Preparation
from . import wording
from .rules import assess
from .schema import FOREIGN_FIELDS, STAND_INS, ServiceAgreement

__all__ = ["KIND"]

KIND = Kind(
    id="service-agreement",
    names={
        "de": "Servicevertrag",
        "ru": "Договор о сервисном обслуживании",
        "en": "Service agreement",
    },
    model=ServiceAgreement,
    stand_ins=STAND_INS,
    foreign_fields=FOREIGN_FIELDS,
    prepare=cast("Preparation", wording.prepare),
    judge=assess,
    short_acts=True,
    review=wording.review,
    layout=cast("Layout", wording.layout),
    signers=("principal.representative", "seller.representative"),
    asked=(
        "principal.email",
        "principal.representative.person.gender",
        "seller.email",
        "seller.representative.person.gender",
        "duties.examination",
        "duties.repair",
        "remuneration.hourly_rate",
        "disputes.court",
    ),
)
