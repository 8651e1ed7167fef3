"""The choice of a group of fields, and the fields of the one that is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.html import format_html
from django.utils.safestring import SafeString

from ....messages import told
from . import inputs, words
from .buttons import button, renewing
from .inputs import joined
from .parts import Variants
from .paths import ABSENT, Path, ident
from .spot import Spot

if TYPE_CHECKING:
    from .drawing import Drawing

_MANY: Final = 4


def variants(draw: Drawing, spot: Spot, part: Variants) -> SafeString:
    """The choice of a group of fields, and the fields of the one that is chosen."""
    state, path = draw.state, spot.path
    tag = (*path, part.tag)
    state.drawn[tag] = ident(tag)
    called = words.choice_words(state.kind.id, state.lang, part.models, part.tag)
    options = [(word, called.get(word, word)) for word in part.words]
    said = state.value(tag)
    chosen = "" if said is ABSENT else str(said)
    if chosen and chosen not in dict(options):
        options.append((chosen, chosen))
    if part.usual and not chosen:
        options = [("" if word == part.usual else word, text) for word, text in options]
    elif not part.usual and not (spot.info.is_required() and chosen):
        options = [("", told("please choose" if spot.must else "not stated")), *options]
    called_tag = words.label(state.kind.id, state.lang, part.models, part.tag)
    few = len(options) <= _MANY
    control = inputs.radios if few else inputs.select
    named = inputs.NOTHING if few else format_html(' aria-label="{}"', called_tag)
    attributes = joined(
        [inputs.described(state, tag, hint=False), named, renewing(state, "show", path, path)]
    )
    model = part.meant(chosen or part.usual)
    choice = choosing(draw, tag, called_tag, control(tag, options, chosen, attributes), path)
    if model is None:
        return choice
    names = [one for one in model.model_fields if one != part.tag]
    return joined([choice, draw.fields((model,), path, names)])


def choosing(draw: Drawing, tag: Path, label: str, control: SafeString, path: Path) -> SafeString:
    """The input that says which fields follow; a button for who has no script."""
    show = button(draw.state, "show", path, path, told("Show its fields"), "", "second")
    return format_html(
        '<fieldset class="field" id="{}-field"><legend class="unseen">{}</legend>{}{}'
        "<noscript>{}</noscript></fieldset>",
        *(ident(tag), label, draw.errors(tag), control, show),
    )
