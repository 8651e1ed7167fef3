"""Fields of several shapes on a form: a line or a group, the role's list or one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from ....messages import told
from ....schemas.parts import Words
from . import inputs
from .buttons import button, marker, renewing
from .inputs import joined
from .parts import FLAG, GROUP, LINE, LIST, Choice, Either, Group, Part
from .paths import ABSENT, ident, name
from .reading import NO, YES
from .spot import Spot
from .state import shape_of

if TYPE_CHECKING:
    from .drawing import Drawing


def either(draw: Drawing, spot: Spot, part: Either, value: Any) -> SafeString:
    """A field of several shapes: the one that it has, and the way to the others."""
    line = part.part(LINE)
    if line is None:
        return chosen_shape(draw, spot, part, value)
    shape = LINE if value is ABSENT else shape_of(part, value)
    inner = part.part(shape)
    if inner is None:
        return draw.raw(spot.path, value)
    other = GROUP if shape == LINE else LINE
    words = _more(part) if shape == LINE else _less(part)
    switch = button(draw.state, other, spot.path, spot.path, words, draw.label(spot))
    body = shaped(draw, spot, inner, value)
    return joined([marker(spot.path, shape), body, switch])


def shaped(draw: Drawing, spot: Spot, inner: Part, value: Any) -> SafeString:
    """The inputs of the shape that a field has."""
    if isinstance(inner, Group):
        return draw.fields((inner.model,), spot.path)
    control, grouped = draw.control(spot, inner, value)
    if grouped:
        return control
    return format_html(
        '<div class="field"><label class="unseen" for="{}">{}</label>{}{}</div>',
        *(ident(spot.path), draw.label(spot), control, draw.beside(spot, inner, value)),
    )


def chosen_shape(draw: Drawing, spot: Spot, part: Either, value: Any) -> SafeString:
    """A field that is the role's list, a list of one's own, or changes to the role's."""
    path = spot.path
    shape = "" if value is ABSENT else shape_of(part, value)
    chosen = {True: YES, False: NO}[value] if isinstance(value, bool) else shape
    left_out = spot.info.default is False
    options = [("", told("left out") if left_out else told("as the role has it"))]
    if part.part(FLAG) is not None:
        options.append((YES, told("as the role has it")))
        options += [(NO, told("left out"))] if value is False else []
    options += [(LIST, told("a list of our own")), (GROUP, told("the role's list, changed"))]
    rows = joined(
        format_html(
            '<option value="{}"{}>{}</option>',
            key,
            mark_safe(" selected") if key == chosen else inputs.NOTHING,
            text,
        )
        for key, text in options
    )
    show = button(draw.state, "show", path, path, told("Show its fields"), "", "second")
    choice = format_html(
        '<div class="field"><label class="unseen" for="{}-shape">{}</label>'
        '<select id="{}-shape" name="{}:"{}>{}</select><noscript>{}</noscript></div>',
        *(ident(path), draw.label(spot), ident(path), name(path)),
        *(renewing(draw.state, "show", path, path), rows, show),
    )
    inner = part.part(shape)
    if inner is None or shape == FLAG:
        return choice
    return joined([choice, draw.inner(spot, inner, value)])


def _more(part: Either) -> str:
    """What leads from the line to the group."""
    if isinstance(part.part(LINE), Choice):
        return told("Words of our own")
    group = part.part(GROUP)
    if isinstance(group, Group) and group.model is Words:
        return told("Its other cases")
    return told("More about it") if part.fills else told("Wording of our own")


def _less(part: Either) -> str:
    """What leads from the group to the line."""
    if isinstance(part.part(LINE), Choice):
        return told("One of the usual words")
    return told("One line") if part.fills else told("From the catalogue")
