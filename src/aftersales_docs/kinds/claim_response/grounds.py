"""Why a claim is refused, and what was found: each with the fields that belong to it."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from ...schemas.base import StrictModel
from ...schemas.scalars import Day, Line, Paragraph, ShortLine

CauseType: TypeAlias = Literal[
    "no-defect", "improper-use", "normal-wear", "third-party-repair", "no-manufacturing-defect"
]
GroundType: TypeAlias = Literal[
    "warranty-expired",
    "limitation",
    "no-defect",
    "improper-use",
    "normal-wear",
    "third-party-repair",
    "no-manufacturing-defect",
    "no-proof-of-purchase",
    "not-our-goods",
    "late-notice",
    "defect-not-substantial",
    "disproportionate",
    "other",
]


class StatedGround(StrictModel):
    """A ground that the letter has words for; ``details`` are added to them."""

    type: Literal[
        "warranty-expired",
        "limitation",
        "no-defect",
        "improper-use",
        "normal-wear",
        "third-party-repair",
        "no-manufacturing-defect",
        "no-proof-of-purchase",
        "not-our-goods",
        "defect-not-substantial",
        "disproportionate",
    ]
    details: Paragraph | None = None


class LateNotice(StrictModel):
    """Notice of a defect that came too late; ``defect_was`` says from when the time ran."""

    type: Literal["late-notice"]
    defect_was: Literal["open", "hidden"] = "open"
    details: Paragraph | None = None


class OtherGround(StrictModel):
    """A ground in the company's own words."""

    type: Literal["other"]
    details: Paragraph


Ground: TypeAlias = Annotated[StatedGround | LateNotice | OtherGround, Field(discriminator="type")]


class FindingFields(StrictModel):
    """What was found: by whom, when, with which report."""

    by: Line
    date: Day
    result: Paragraph
    report: ShortLine | None = None
    claimant_attended: bool | None = None


class Inspection(FindingFields):
    """An inspection by the company, or for it."""

    type: Literal["inspection"]


class IndependentExamination(FindingFields):
    """An examination by an independent expert."""

    type: Literal["examination"]


Finding: TypeAlias = Annotated[Inspection | IndependentExamination, Field(discriminator="type")]
