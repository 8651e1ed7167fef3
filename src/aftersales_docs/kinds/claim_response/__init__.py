"""Answers to claims: decision, remedy, legal basis, due day."""

from __future__ import annotations

from ..kind import Counting, Kind, by_language, later, never

__all__ = ["KIND"]

KIND = Kind(
    id="claim-response",
    names={
        "de": "Antwort auf eine Reklamation",
        "ru": "Ответ на претензию",
        "en": "Claim response",
    },
    model=later(__name__, "schema", "ClaimResponse"),
    paper="letter",
    stand_ins={
        "organisation": {"name": "–"},
        "contact": {"phone": "–"},
        "signatory": {"post": "–"},
    },
    foreign_fields=later(__name__, "schema", "FOREIGN_FIELDS"),
    prepare=later(__name__, "wording", "prepare"),
    judge=later(__name__, "rules", "assess"),
    short_acts=True,
    settles=("answer",),
    concludes=later(__name__, "concluding", "concluded"),
    counted=Counting(
        on="claim.received",
        product="product",
        choices=("decision", "claim.demanded", "grounds.type", "remedies.type"),
        words="claim.defect",
        again={"decision": ("duplicate",)},
        matter="claim.number",
    ),
    layout=by_language,
    data_inside=never,
    signers=("signatory",),
    asked=(
        "claimant.person.gender",
        "product.handed_over",
        "contact.phone",
        "remedies",
        "handover",
    ),
)
