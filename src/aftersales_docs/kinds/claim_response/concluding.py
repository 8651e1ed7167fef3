"""What follows from a decision that was typed, where the claim itself tells it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def concluded(data: Mapping[str, Any]) -> dict[str, Any]:
    """``data`` with the remedies of a claim that is granted in full: those that were demanded."""
    found = dict(data)
    claim = data.get("claim")
    demanded = claim.get("demanded") if isinstance(claim, Mapping) else None
    if data.get("decision") == "granted" and not data.get("remedies") and demanded:
        found["remedies"] = [{"type": one} for one in demanded]
    return found
