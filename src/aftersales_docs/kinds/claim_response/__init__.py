"""Answers to claims: decision, remedy, legal basis, due day."""

from __future__ import annotations

from typing import cast

from ..kind import Kind, Preparation, by_language, never
from . import wording
from .rules import assess
from .schema import FOREIGN_FIELDS, ClaimResponse

__all__ = ["KIND"]

KIND = Kind(
    id="claim-response",
    names={
        "de": "Antwort auf eine Reklamation",
        "ru": "Ответ на претензию",
        "en": "Claim response",
    },
    model=ClaimResponse,
    stand_ins={
        "organisation": {"name": "–"},
        "contact": {"phone": "–"},
        "signatory": {"post": "–"},
    },
    foreign_fields=FOREIGN_FIELDS,
    prepare=cast("Preparation", wording.prepare),
    judge=assess,
    short_acts=True,
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
