"""The form of a case's facts: those fields of the answering letter that its documents share."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from django.http import HttpRequest, QueryDict

from ....batch.fields import fields_of
from ....batch.labels import SEPARATOR, explained, label_path
from ....checking import check
from ....errors import DataError, Problem, Severity, worded
from ....kinds import KINDS
from ....messages import current, told
from ....schemas.shared_facts import taken
from ...accounts.rights import CASE_KIND
from ...cases.facts import facts_in, known
from ...cases.models import Case
from ...days import today
from ..forms.changing import changed
from ..forms.making import Form, Parts, form
from ..forms.paths import Path
from ..forms.reading import Reader
from ..forms.state import State
from ..forms.typed import alike, day_shown, decimal_shown

# What is only not known yet is no mistake in a case.
_GAPS: Final = frozenset({"missing", "incomplete"})
# What is asked first, and told first.
_FIRST: Final = ("claim", "claimant", "product")
# What the cases of a house mostly have in common.
OF_THE_HOUSE: Final = ("organisation", "contact", "signatory", "currency")


@cache
def names() -> tuple[str, ...]:
    """The facts that the form asks for."""
    return tuple(one for one in KINDS[CASE_KIND].model.model_fields if one in known())


def facts_typed(post: QueryDict, before: Mapping[str, Any]) -> dict[str, Any]:
    """The facts as the form has them; ``before`` where they say the same."""
    data = Reader(KINDS[CASE_KIND], post, today()).data()
    data = {name: value for name, value in data.items() if name in known()}
    return dict(before) if alike(before, data) else data


def after(facts: Mapping[str, Any], act: str) -> tuple[dict[str, Any], Path]:
    """The facts after what a button of the form asked for, and where the reader goes on."""
    found, focus = changed(KINDS[CASE_KIND], {"kind": CASE_KIND, **facts}, act)
    return {name: value for name, value in found.items() if name != "kind"}, focus


def problems_of(facts: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with facts, as far as they are there."""
    kind = KINDS[CASE_KIND]
    fields = {"kind": CASE_KIND, **taken(kind.model, facts), "number": "1"}
    fields.setdefault("date", today().isoformat())
    try:
        found = check(fields)
    except DataError as error:
        found = list(error.problems)
    return [
        one
        for one in found
        if one.severity is not Severity.NOTE
        and one.code not in _GAPS
        and one.field.split(".")[0].split("[")[0] in facts
    ]


def form_of(
    facts: Mapping[str, Any], address: str, known_before: Mapping[str, Any], focus: Path = ()
) -> Form:
    """The form; ``known_before`` is what the last case of the office has, which is marked."""
    state = State(
        KINDS[CASE_KIND],
        current(),
        {"kind": CASE_KIND, **facts},
        address,
        taken=known_before,
        taken_from=worded("from the last case"),
        files=False,
        focus=focus,
    )
    first = [name for name in _FIRST if name in names()]
    rest = [name for name in names() if name not in first]
    parts: Parts = [
        (told("Claim, claimant and product"), first),
        (told("House and documents"), rest),
    ]
    return form(state, problems_of(facts), parts)


def begun(request: HttpRequest, last: Case | None) -> dict[str, Any]:
    """What is filled in on an empty form: language, law, and the house as the last case has it."""
    lang = current()
    found = {"lang": lang, "law": lang if lang in KINDS[CASE_KIND].laws else "de"}
    if last is not None:
        facts = facts_in(last)
        found = {name: facts[name] for name in ("lang", "law") if name in facts} or found
        found |= {name: facts[name] for name in OF_THE_HOUSE if name in facts}
    return found


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact as it is read: what it is called, and what it says."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one matter; ``first`` of those that a reader wants first."""

    title: str
    rows: tuple[Fact, ...]
    first: bool


def facts_read(facts: Mapping[str, Any]) -> list[Facts]:
    """The facts by what they are about, in words; what the case is about first."""
    order = [*_FIRST, *(name for name in facts if name not in _FIRST)]
    groups = [name for name in order if isinstance(facts.get(name), Mapping)]
    found = [
        Facts(_label((name,)), tuple(_read((name,), facts[name])), name in _FIRST)
        for name in groups
    ]
    others = [name for name in order if name in facts and name not in groups]
    plain = [one for name in others for one in _read((name,), facts[name])]
    return [*found, Facts(told("Documents"), tuple(plain), first=False)] if plain else found


def _read(path: tuple[str, ...], value: Any) -> Iterator[Fact]:
    if isinstance(value, Mapping):
        for name, one in value.items():
            yield from _read((*path, str(name)), one)
    elif isinstance(value, list):
        for one in value:
            yield from _read(path, one)
    elif value is not None:
        yield Fact(_label(path), _said(path, value))


def _label(path: tuple[str, ...]) -> str:
    """What a fact is called within the matter that it is about."""
    whole = label_path(KINDS[CASE_KIND], current()).get(".".join(path), path[-1])
    return whole.partition(SEPARATOR)[2] or whole


def _said(path: tuple[str, ...], value: Any) -> str:
    kind, lang = KINDS[CASE_KIND], current()
    if isinstance(value, bool):
        return told("yes") if value else told("no")
    field = fields_of(kind).get(".".join(path))
    if field is None:
        return day_shown(value, lang)
    choices = explained(kind, field, lang).get("choices") or {}
    shown = decimal_shown if field.takes.decimal else day_shown
    return str(choices.get(str(value), "")) or shown(value, lang)


def without_files(value: Any, names: Collection[str]) -> Any:
    """``value`` without groups that name a file of ``names``: a case keeps none."""
    if isinstance(value, list):
        return [without_files(one, names) for one in value]
    if not isinstance(value, Mapping):
        return value
    return {
        key: without_files(one, names) for key, one in value.items() if not _names_one(one, names)
    }


def _names_one(value: Any, names: Collection[str]) -> bool:
    inside = value.values() if isinstance(value, Mapping) else (value,)
    return any(isinstance(one, str) and one in names for one in inside)
