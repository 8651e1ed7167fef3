"""A case for tests: the facts of a claim as a clerk types them."""

from __future__ import annotations

import json
from typing import Any

import yaml

from .orders import LETTER

SHARED = ("lang", "law", "organisation", "claimant", "claim", "product", "contact", "signatory")


def facts(**changed: Any) -> dict[str, Any]:
    """The facts of the claim that the sample letter answers."""
    data = yaml.safe_load(LETTER.read_text(encoding="utf-8"))
    found: dict[str, Any] = json.loads(
        json.dumps({name: data[name] for name in SHARED} | changed, default=str)
    )
    return found
