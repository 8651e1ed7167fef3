"""A whole form: its sections, and what is wrong with it, each at the nearest place shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from ....errors import Problem, Severity
from . import words
from .drawing import Drawing, place_of
from .essence import essence
from .paths import ABSENT, Path
from .state import State

# Titles, and the top fields below each.
Parts = Sequence[tuple[str, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the form: what it is called, known by and shows; ``wrong`` counts its errors."""

    title: str
    essence: str
    html: SafeString
    wrong: int
    open: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A problem, the element of the form that it leads to, and what that is called."""

    problem: Problem
    ident: str
    label: str


@dataclass(frozen=True, slots=True)
class Form:
    """A form as it is shown; ``other`` is what stands in no section."""

    sections: tuple[Section, ...]
    told: tuple[Told, ...]
    other: SafeString


def form(state: State, problems: Iterable[Problem] = (), parts: Parts = ()) -> Form:
    """The form of ``state``; ``problems`` are what the check says of its input.

    With ``parts`` (a title, and the top fields below it) it asks for these fields of the kind
    alone, otherwise for all, by the kind's own sections.
    """
    found, parts = list(problems), parts or _parts_of(state)
    made = _sections(state, parts)
    if found:
        placed: dict[Path, list[Problem]] = {}
        for one in found:
            placed.setdefault(place_of(state, one.field), []).append(one)
        state.problems = placed
        made = _sections(state, parts)
    told = tuple(
        Told(one, state.drawn.get(place, ""), state.label_of(place))
        for place, found_there in state.problems.items()
        for one in found_there
    )
    drawing = Drawing(state)
    return Form(tuple(made), told, drawing.other(()))


def _parts_of(state: State) -> Parts:
    kind, model = state.kind.id, state.kind.model
    fields: dict[str, list[str]] = {name: [] for name in words.sections(kind, state.lang)}
    for name in model.model_fields:
        fields[words.section_of(kind, state.lang, model, name)].append(name)
    titles = words.sections(kind, state.lang)
    return [(titles[name], names) for name, names in fields.items() if names]


def _sections(state: State, parts: Parts) -> list[Section]:
    state.drawn = {}
    return [_section(state, title, list(names)) for title, names in parts]


def _section(state: State, title: str, names: list[str]) -> Section:
    wrong = sum(
        one.severity is Severity.ERROR
        for place, found in state.problems.items()
        for one in found
        if place and place[0] in names
    )
    given = {one: state.value((one,)) for one in names}
    known = {one: value for one, value in given.items() if value is not ABSENT}
    opened = wrong > 0 or (bool(state.focus) and state.focus[0] in names)
    html = Drawing(state).fields((state.kind.model,), (), names, whole=False)
    kind = state.kind
    first = essence(kind.id, state.lang, (kind.model,), known)
    return Section(title, first, html, wrong, opened)
