"""What a new draft begins with: what was chosen, what a case tells, what the house gives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.http import QueryDict

from ....kinds import KINDS
from ....schemas.shapes import models_in
from ....schemas.shared_facts import merged, taken
from ...cases.models import Case
from ...cases.sharing import input_of
from ...days import today
from ...draft_content import content_of_mapping
from ...drafts import Frame, create
from ...house import facts
from ...house.logo import logo_now
from ...house.own_templates import options_now
from ...register.models import Draft
from ..starting import the_place, the_register

_LOGO: Final = "logo"
FROM_HOUSE: Final = "house-"


def facts_chosen(given: QueryDict) -> dict[str, Any]:
    """The facts of the house that were chosen on a page."""
    keys = {
        fact: str(given.get(f"{FROM_HOUSE}{fact}", ""))
        for fact in facts.SECTIONS
        if given.get(f"{FROM_HOUSE}{fact}")
    }
    return facts.chosen(keys)


def begun(
    kind: str, chosen: Mapping[str, Any], office: str, who: str, case: Case | None = None
) -> Draft:
    """A draft of ``kind``: what was ``chosen`` over what the case tells, and the house's logo.

    Raises:
        OutputError: the register can't be written to.

    """
    if case is not None:
        fields = input_of(case, kind, chosen)
    else:
        fields = {"kind": kind, **chosen}
        if "date" in KINDS[kind].model.model_fields:
            fields["date"] = today().isoformat()
    fields, named = _with_logo(kind, fields)
    frame = Frame(office, options_now(the_place()), {}, None, case)
    return create(the_register(), content_of_mapping(kind, fields, named), who, frame)


def of_house(kind: str, picked: Mapping[str, Any]) -> dict[str, Any]:
    """What a document of ``kind`` takes of the facts that were picked, under its own names."""
    return taken(KINDS[kind].model, picked)


def _with_logo(kind: str, fields: dict[str, Any]) -> tuple[dict[str, Any], dict[str, bytes]]:
    """``fields`` with the logo in force, where the letterhead has room for one and has none."""
    found = logo_now()
    place = _place_of_logo(kind)
    if found is None or not place:
        return fields, {}
    name, content = found
    party = fields.get(place, {})
    if not isinstance(party, Mapping) or _LOGO in party:
        return fields, {}
    return merged(fields, {place: {_LOGO: {"file": name}}}), {name: content}


def _place_of_logo(kind: str) -> str:
    """The field of a kind whose party has a logo; empty where there is none."""
    for name, info in KINDS[kind].model.model_fields.items():
        if any(_LOGO in one.model_fields for one in models_in(info.annotation)):
            return name
    return ""
