"""Fields that may take a fact of the house in place of words of their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from ....messages import told
from ....schemas.house_file import USE
from ....schemas.shapes import models_in
from . import inputs
from .buttons import button, marker, renewing
from .essence import essence
from .inputs import NOTHING, joined
from .parts import GROUP, Group, Part, Plain
from .paths import ABSENT, Path, ident
from .spot import Spot
from .state import State

if TYPE_CHECKING:
    from .drawing import Drawing

__all__ = ["USE", "chosen", "drawn", "lent", "takes"]
_LONGEST: Final = 200


def takes(state: State, spot: Spot) -> bool:
    """Whether a field takes a fact, or may take one."""
    return state.offered is not None and bool(
        _used(state.value(spot.path)) or _offered(state, spot)
    )


def _offered(state: State, spot: Spot) -> list[tuple[str, str]]:
    return list(state.offered(spot)) if state.offered is not None else []


def _used(value: Any) -> str:
    return str(value[USE]) if isinstance(value, Mapping) and USE in value else ""


def drawn(draw: Drawing, spot: Spot, part: Part, value: Any) -> SafeString:
    """The choice of a fact, and the fields for what is said here instead of it."""
    used = _used(value)
    choice = chosen(draw.state, spot.path, used, _offered(draw.state, spot), draw.label(spot))
    if used:
        return draw.boxed(
            spot, joined([choice, _what_it_says(draw, spot), _own(draw, spot, part)])
        )
    if isinstance(part, Group):
        return draw.boxed(spot, joined([choice, _group(draw, spot, part, value)]))
    return draw.boxed(spot, joined([choice, _control(draw, spot, part, value)]))


def chosen(
    state: State, path: Path, used: str, offered: list[tuple[str, str]], label: str
) -> SafeString:
    """The list of facts that a field may take."""
    at = (*path, USE)
    state.drawn[at] = ident(at)
    known = [*offered, *([] if not used or used in dict(offered) else [(used, used)])]
    focus = mark_safe(" data-focus") if state.focus == at else NOTHING
    attributes = joined([renewing(state, "show", at, path), focus])
    control = inputs.select(at, [("", told("written here")), *known], used, attributes)
    show = button(state, "show", at, path, told("Show its fields"), label, "second")
    return format_html(
        '<div class="field"><label for="{}">{} <span class="unseen">{}</span></label>{}'
        "<noscript>{}</noscript></div>",
        *(ident(at), told("From the facts of the house"), label, control, show),
    )


def _what_it_says(draw: Drawing, spot: Spot) -> SafeString:
    """The first words of what a fact says."""
    told_there = draw.state.lends(spot.path)
    state, models = draw.state, models_in(spot.info.annotation)
    if told_there is ABSENT:
        return NOTHING
    words = essence(state.kind.id, state.lang, models, told_there, 6)
    return format_html('<p class="hint">{}</p>', words) if words else NOTHING


def _own(draw: Drawing, spot: Spot, part: Part) -> SafeString:
    """Fields for what is said otherwise than the fact does."""
    if not isinstance(part, Group):
        return NOTHING
    inside = draw.fields((part.model,), spot.path)
    said = len(draw.state.value(spot.path)) > 1 or draw.state.told_below(spot.path) > 0
    return format_html(
        '{}<details class="more"{}><summary>{}</summary>{}</details>',
        *(marker(spot.path, GROUP), mark_safe(" open") if said else NOTHING),
        *(told("Said otherwise here"), inside),
    )


def _group(draw: Drawing, spot: Spot, part: Group, value: Any) -> SafeString:
    """The group of fields, or the way to it."""
    state, path = draw.state, spot.path
    if value is ABSENT and not spot.info.is_required():
        return button(state, "put", path, path, told("Write it here"), draw.label(spot), "second")
    fields = draw.fields((part.model,), path)
    if spot.info.is_required():
        return fields
    take = button(state, "take", path, path, told("Take out"), draw.label(spot))
    return joined([marker(path, GROUP), fields, take])


def _control(draw: Drawing, spot: Spot, part: Part, value: Any) -> SafeString:
    """The input of a field that has one."""
    control, grouped = draw.control(spot, part, value)
    if grouped:
        return control
    return format_html(
        '<div class="field"><label class="unseen" for="{}">{}</label>{}{}</div>',
        *(ident(spot.path), draw.label(spot), control, draw.beside(spot, part, value)),
    )


def lent(state: State, part: Plain, value: Any) -> SafeString:
    """Beside an empty input: what the fact says that is taken."""
    if isinstance(value, Mapping | list):
        text = essence(state.kind.id, state.lang, (), value)
    else:
        text = inputs.shown(part, value, state.lang, {})
    return format_html(
        '<span class="beside">{}</span>', told("taken: {value}", value=text[:_LONGEST])
    )
