"""What the text of a warranty section needs: the parties as the host contract calls them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..law import Law
from ..resources import Templates
from ..schemas.parts import Words
from ..schemas.warranty_section import WarrantySection
from . import catalogue


def prepare(
    model: WarrantySection, own: Templates, _law: Law, _context: Mapping[str, Any]
) -> dict[str, Any]:
    """What the text asks for besides the fields of the input."""
    known = catalogue.words(own, "parties", model.lang)

    def named(value: str | Words) -> Words:
        return value if isinstance(value, Words) else known[value]

    return {
        "supplier": named(model.names.supplier),
        "buyer": named(model.names.buyer),
        "goods": named(model.names.goods),
    }
