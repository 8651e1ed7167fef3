"""Lists on a form: entries that are added, taken out, doubled and moved, and values by key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from ....messages import told
from ....schemas.correspondence import Enclosure
from ....schemas.shapes import models_in
from . import catalogue, inputs, words
from .buttons import button, marker, uploading
from .essence import essence
from .inputs import joined
from .parts import GROUP, LANGS_MODE, LINE, Either, Group, Keyed, Listed, Plain, Variants
from .paths import ABSENT, Path, box, ident
from .spot import Spot
from .state import RAW, shape_of

if TYPE_CHECKING:
    from .drawing import Drawing


def listed(draw: Drawing, spot: Spot, part: Listed, value: Any) -> SafeString:
    """The entries of a list, and the way to one more."""
    entries = [] if value is ABSENT else value
    rows = [entry(draw, spot, part, at, len(entries)) for at in range(len(entries))]
    add = button(
        draw.state, "add", spot.path, spot.path, told("Add an entry"), draw.label(spot), "second"
    )
    files = [uploading(draw.state, spot.path, several=True)] if _takes_files(part) else []
    return joined([*rows, add, *files])


def _takes_files(part: Listed) -> bool:
    """Whether the entries are papers that go with a document."""
    group = part.entry.part(GROUP) if isinstance(part.entry, Either) else None
    return isinstance(group, Group) and group.model is Enclosure


def entry(draw: Drawing, spot: Spot, part: Listed, at: int, count: int) -> SafeString:
    """One entry: its number and first words, what can be done with it, its fields."""
    path: Path = (*spot.path, at)
    value = draw.state.value(path)
    inner = Spot(spot.model, spot.name, spot.info, path, entry=True)
    draw.state.drawn[path] = box(path)
    shape = LINE if value is ABSENT else shape_of(part.entry, value)
    if shape == RAW:
        body = draw.raw(path, value)
    elif shape == LANGS_MODE:
        body = draw.by_language(inner, part.entry)
    else:
        body = draw.inner(inner, part.entry, value)
    marks = [] if isinstance(part.entry, Either) or shape == LANGS_MODE else [marker(path, GROUP)]
    named = title(draw, spot, part, at, value)
    return format_html(
        '<div class="entry" id="{}" role="group" aria-label="{}" tabindex="-1">'
        '<div class="entry-head"><strong>{}</strong>{}</div>{}{}{}</div>',
        *(box(path), named, named, moves(draw, spot, path, at, count)),
        *(draw.errors(path), joined(marks), body),
    )


def title(draw: Drawing, spot: Spot, part: Listed, at: int, value: Any) -> str:
    """The number of an entry and what it is known by."""
    state, models = draw.state, models_in(spot.info.annotation)
    known = essence(state.kind.id, state.lang, models, value, 2)
    if isinstance(part.entry, Variants) and isinstance(value, dict):
        called = words.choice_words(
            draw.state.kind.id, draw.state.lang, part.entry.models, part.entry.tag
        )
        word = str(value.get(part.entry.tag, ""))
        known = called.get(word, word)
    elif keys := catalogue.choices_for(draw.state.kind.id, (*spot.path, at), draw.state.data):
        known = keys.get(str(value).replace("-", "_"), known)
    return f"{at + 1}. {known}".rstrip()[:90]


def moves(draw: Drawing, spot: Spot, path: Path, at: int, count: int) -> SafeString:
    """The buttons of an entry."""
    about = f"{draw.label(spot)} {at + 1}"
    wanted = [("copy", told("Double")), ("remove", told("Remove"))]
    if at + 1 < count:
        wanted.insert(0, ("down", told("Down")))
    if at:
        wanted.insert(0, ("up", told("Up")))
    made = [button(draw.state, act, path, spot.path, text, about) for act, text in wanted]
    return format_html('<div class="entry-acts">{}</div>', joined(made))


def keyed(draw: Drawing, spot: Spot, part: Keyed, value: Any) -> SafeString:
    """Values by key: an input for each fixed key, or rows of key and value."""
    given = {} if value is ABSENT else value
    if part.keys:
        called = inputs.case_words(draw.state.lang, draw.state.kind.id, part.keys)
        return joined(
            labelled(draw, (*spot.path, key), called[key], Plain("line"), given.get(key, ABSENT))
            for key in part.keys
        )
    rows = [
        pair(draw, spot, (*spot.path, at), key, one) for at, (key, one) in enumerate(given.items())
    ]
    add = button(
        draw.state, "add", spot.path, spot.path, told("Add an entry"), draw.label(spot), "second"
    )
    return joined([*rows, add])


def labelled(draw: Drawing, path: Path, label: str, part: Plain, value: Any) -> SafeString:
    """An input with a label of its own."""
    draw.state.drawn[path] = ident(path)
    text = inputs.shown(part, value, draw.state.lang, {})
    control = inputs.plain(
        draw.state, part, path, text, inputs.described(draw.state, path, hint=False)
    )
    return format_html(
        '<div class="field"><label for="{}">{}</label>{}{}</div>',
        *(ident(path), label, draw.errors(path), control),
    )


def pair(draw: Drawing, spot: Spot, path: Path, key: str, value: Any) -> SafeString:
    """A row of key and value."""
    known = catalogue.choices_for(draw.state.kind.id, spot.path, draw.state.data)
    at: Path = (*path, "key")
    if known:
        options, chosen = inputs.key_options(known, key or ABSENT)
        field = inputs.select(at, options, chosen, inputs.NOTHING)
        head = format_html(
            '<div class="field"><label for="{}">{}</label>{}</div>',
            *(ident(at), told("Entry"), field),
        )
    else:
        head = labelled(draw, at, told("Entry"), Plain("line"), key)
    body = labelled(draw, (*path, "value"), told("Wording"), Plain("text"), value)
    remove = button(draw.state, "remove", path, spot.path, told("Remove"), key)
    return format_html(
        '<div class="entry" id="{}">{}{}{}{}</div>',
        *(box(path), marker(path, GROUP), head, body, remove),
    )
