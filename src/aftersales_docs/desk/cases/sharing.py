"""A document of a case: what the case tells is filled in, the rest is typed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...schemas.shared_facts import merged, taken
from ..days import today
from ..draft_content import content_of_mapping, known_kind
from ..drafts import Frame, create
from ..opening import Register
from ..register.models import Draft
from .facts import facts_in
from .models import Case


def input_of(case: Case, kind: str, typed: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The input of a document of ``kind``: the case's facts, with what was ``typed`` over them.

    Its day is today, if none was typed.

    Raises:
        DataError: there is no such kind.

    """
    one = known_kind(kind)
    found: dict[str, Any] = {"kind": kind, **taken(one.model, facts_in(case))}
    if "date" in one.model.model_fields:
        found["date"] = today().isoformat()
    return {**one.concludes(merged(found, typed or {})), "kind": kind}


def draft_on(
    register: Register, case: Case, kind: str, typed: Mapping[str, Any], who: str
) -> Draft:
    """A draft of ``kind`` on a case, with what the case tells and what was ``typed``.

    Raises:
        DataError: there is no such kind.
        OutputError: the register can't be written to.

    """
    content = content_of_mapping(kind, input_of(case, kind, typed))
    return create(register, content, who, Frame(office=case.office, case=case))
