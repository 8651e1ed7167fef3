"""Whether the letter says how the goods get to the company, and how they come back."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import Problem
from ...rules.verdict import doubtful
from .case import Case


def _way_in(case: Case) -> Iterator[Problem]:
    model = case.model
    promised = {remedy.type for remedy in model.remedies}
    known = model.handover or model.claim.goods_received or "transport" in promised
    if model.decision != "granted" or known or model.notes or "repair" not in promised:
        return
    if any(remedy.type == "repair" and remedy.details for remedy in model.remedies):
        return
    yield doubtful(
        "handover-missing",
        "a repair is promised, but the letter does not say how the goods get to you.",
        "Add handover; if the repair is made at the claimant's place, say so in its details.",
        "handover",
    )


def _way_back(case: Case) -> Iterator[Problem]:
    model = case.model
    if model.decision == "refused" and model.claim.goods_received and not model.goods_back:
        yield doubtful(
            "goods-kept",
            "the goods are with you, and the letter does not say how the claimant gets them back.",
            "Add goods_back.",
            "goods_back",
        )


def handover_problems(case: Case) -> Iterator[Problem]:
    """What the letter leaves open of the way of the goods."""
    yield from _way_in(case)
    yield from _way_back(case)
