"""Claims with changes, and the words of their letters."""

from __future__ import annotations

import re
from typing import Any

from aftersales_docs import compose, load
from aftersales_docs.api import write
from tests.kinds.cases import CLAIM, merged
from tests.reading import docx_lines

BUSINESS = {"claimant": {"type": "business", "company": "X"}}
INSPECTED = [{"type": "inspection", "by": "us", "date": "2026-11-21", "result": "x"}]
EXAMINED = [{"type": "examination", "by": "Y", "date": "2026-11-21", "result": "x"}]
BODY = {"takes_part": False, "body": "B", "address": "A", "website": "w.example"}


def named(changes: dict[str, Any]) -> dict[str, Any]:
    return {name.replace("__", "."): value for name, value in changes.items()}


def letter(**changes: Any) -> str:
    """The words of a letter, all spaces plain."""
    data = load(merged(CLAIM, named(changes)))
    return re.sub(r"\s+", " ", "\n".join(docx_lines(write(compose(data), "docx"))))


def repaired(**changes: Any) -> dict[str, Any]:
    """A repair granted to a German consumer."""
    return {"law": "de", "remedies": [{"type": "repair", "by": "2026-12-04"}]} | changes


def refused(*grounds: Any, **changes: Any) -> dict[str, Any]:
    listed = [{"type": one} if isinstance(one, str) else one for one in grounds]
    return {"decision": "refused", "grounds": listed, "findings": INSPECTED} | changes
