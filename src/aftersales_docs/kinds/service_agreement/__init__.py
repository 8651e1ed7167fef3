"""Agreements with sellers: who repairs, transports, examines, lends, informs, pays."""

from __future__ import annotations

from ..kind import Kind, later

__all__ = ["KIND"]

KIND = Kind(
    id="service-agreement",
    names={
        "de": "Servicevertrag",
        "ru": "Договор о сервисном обслуживании",
        "en": "Service agreement",
    },
    model=later(__name__, "schema", "ServiceAgreement"),
    stand_ins=later(__name__, "schema", "STAND_INS"),
    foreign_fields=later(__name__, "schema", "FOREIGN_FIELDS"),
    prepare=later(__name__, "wording", "prepare"),
    judge=later(__name__, "rules", "assess"),
    short_acts=True,
    review=later(__name__, "wording", "review"),
    layout=later(__name__, "wording", "layout"),
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
