"""The form of one fact of the house, by the renderer that makes those of documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.http import QueryDict
from django.utils.safestring import SafeString

from ....errors import DataError, Problem
from ....language import LANGS
from ....messages import current
from ....schemas.house_file import USE, with_facts
from ....schemas.mapping import mapping_source
from ....schemas.shapes import models_in
from ....schemas.source import parse_source
from ...days import today
from ...house.editing import FILE
from ...house.sorts import Sort, problems_of, sections_for
from ..forms.changing import changed
from ..forms.making import Form, form
from ..forms.parts import Plain, part_of
from ..forms.paths import Path, path_of
from ..forms.reading import Reader
from ..forms.spot import Spot
from ..forms.state import State
from ..forms.using import chosen
from .fact_list import called

# Fields that count months may take those of a section.
_MONTHS: Final = ("warranty_months", "months")
_SECTION_OF_MONTHS: Final = ("warranty", "guarantee")


@dataclass(frozen=True, slots=True)
class Edited:
    """A fact at work: its sort, its name, its fields, and the text of the file it goes into."""

    sort: Sort
    key: str
    fields: Mapping[str, Any]
    text: str

    @property
    def value(self) -> Any:
        """The fact as the file would have it."""
        return self.sort.value(self.fields)


def typed(sort: Sort, post: QueryDict) -> dict[str, Any]:
    """The fields as the form has them."""
    found = Reader(sort.kind, post, today(), takes_facts=True).data()
    del found["kind"]
    used = post.get(USE, "").strip()
    return {USE: used, **found} if used else found


def after(sort: Sort, fields: Mapping[str, Any], act: str) -> tuple[dict[str, Any], Path]:
    """The fields after what a button asked for, and where the reader goes on."""
    kind = sort.kind
    found, focus = changed(kind, {"kind": kind.id, **fields}, act)
    del found["kind"]
    verb, _, named = act.partition(":")
    if verb == "show" and path_of(named)[-1:] == (USE,):
        focus = path_of(named)
    return found, focus


def resolved(edited: Edited) -> Any:
    """The fact with what it uses put in.

    Raises:
        DataError: it uses a fact that there is not, or facts use each other in a circle.

    """
    source = parse_source(FILE, edited.text.encode()) if edited.text.strip() else None
    given = mapping_source({"entry": edited.value}, FILE)
    return with_facts(given, source or mapping_source({}, FILE)).data["entry"]


def wrong(edited: Edited) -> list[Problem]:
    """What is wrong with the fact."""
    try:
        found = resolved(edited)
    except DataError as error:
        return list(error.problems)
    return problems_of(edited.sort, found)


def form_of(
    edited: Edited, address: str, problems: list[Problem], focus: Path = ()
) -> tuple[Form, SafeString]:
    """The form, and the choice of the fact that this one is like."""
    sort = edited.sort
    state = State(
        sort.kind,
        current(),
        {"kind": sort.of, **edited.fields},
        address,
        files=False,
        focus=focus,
        offered=lambda spot: offered(spot, edited),
        lent=_lent(edited),
        langs=LANGS,
    )
    made = form(state, problems, [("", sort.names)])
    used = str(edited.fields.get(USE, ""))
    like = _named(edited, (sort.section,))
    top = chosen(state, (), used, like, "") if like or used else SafeString("")
    return made, top


def _lent(edited: Edited) -> Mapping[str, Any]:
    """What the facts say that are taken, as far as they are there."""
    try:
        found = resolved(edited)
    except DataError:
        return {}
    if not isinstance(found, Mapping):
        return {}
    own = edited.fields
    return found if USE in own else {name: found[name] for name in found if _takes(own.get(name))}


def _takes(value: Any) -> bool:
    if isinstance(value, Mapping):
        return USE in value or any(map(_takes, value.values()))
    return isinstance(value, list) and any(map(_takes, value))


def offered(spot: Spot, edited: Edited) -> list[tuple[str, str]]:
    """The facts that a field may take, with their first words."""
    if spot.entry:
        return []
    for model in models_in(spot.info.annotation):
        if sections := sections_for(model):
            return _named(edited, sections)
    part = part_of(spot.info)
    if spot.name in _MONTHS and isinstance(part, Plain):
        return [one for one in _months(edited) if one[0].split(".")[:2] != _own_name(edited)]
    return []


def _own_name(edited: Edited) -> list[str]:
    return [edited.sort.section, edited.key]


def _entries(edited: Edited, section: str) -> Mapping[str, Any]:
    source = parse_source(FILE, edited.text.encode()) if edited.text.strip() else None
    found = dict(with_facts(source, source).data).get(section) if source else None
    return found if isinstance(found, Mapping) else {}


def _named(edited: Edited, sections: tuple[str, ...]) -> list[tuple[str, str]]:
    return [
        (f"{section}.{key}", f"{called(value, str(key))} ({section}.{key})")
        for section in sections
        for key, value in _entries(edited, section).items()
        if [section, key] != _own_name(edited) and "." not in str(key)
    ]


def _months(edited: Edited) -> list[tuple[str, str]]:
    found = []
    for section in _SECTION_OF_MONTHS:
        for key, value in _entries(edited, section).items():
            at = f"{section}.{key}"
            inner = value.get("months") if isinstance(value, Mapping) else value
            if inner is not None and not isinstance(inner, Mapping | list):
                found.append((at if inner is value else f"{at}.months", f"{inner} ({at})"))
    return found
