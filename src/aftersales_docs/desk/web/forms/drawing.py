"""A form as HTML: the one renderer of all models."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from babel.dates import format_date
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ....errors import Problem
from ....language.codes import NATIVE_NAMES
from ....law.counting import is_working_day
from ....messages import said, told
from . import catalogue, inputs, lists, shapes, using, variants, words
from .buttons import button, marker, uploading
from .inputs import NOTHING, joined
from .parts import (
    GROUP,
    LANGS_MODE,
    Choice,
    Either,
    Group,
    Keyed,
    Lines,
    Listed,
    Part,
    Plain,
    Ticks,
    Truth,
    Variants,
    part_of,
)
from .paths import ABSENT, Path, box, ident, name, path_of
from .spot import Spot
from .state import RAW, State, shape_of


class Drawing:
    """Draws the fields of one form."""

    def __init__(self, state: State) -> None:
        self.state = state

    def fields(
        self,
        models: tuple[type[BaseModel], ...],
        path: Path,
        names: list[str] | None = None,
        *,
        whole: bool = True,
    ) -> SafeString:
        """The fields of a group: those that count first, the others behind "more".

        ``names`` are the fields wanted; ``whole``: and what stands there without being a field.
        """
        model = models[0]
        wanted = names if names is not None else list(model.model_fields)
        first: list[SafeString] = []
        rest: list[tuple[str, SafeString]] = []
        for field in wanted:
            spot = Spot(model, field, model.model_fields[field], (*path, field))
            if self.is_foreign(spot):
                continue
            drawn = self.field(spot)
            if self.comes_first(spot):
                first.append(drawn)
            else:
                rest.append((self.label(spot), drawn))
        return joined([*first, self.more(rest), *([self.other(path)] if whole else [])])

    def more(self, rest: list[tuple[str, SafeString]]) -> SafeString:
        """What may be said besides, folded."""
        if not rest:
            return NOTHING
        named = ", ".join(label for label, _ in rest)
        return format_html(
            '<details class="more"><summary>{} <small>{}</small></summary>{}</details>',
            *(told("More, if need be:"), named, joined([one for _, one in rest])),
        )

    def is_foreign(self, spot: Spot) -> bool:
        """Whether a field has no meaning under the law chosen, and nothing stands in it."""
        if spot.name == "kind" and len(spot.path) == 1:
            return True
        foreign = len(spot.path) == 1 and spot.name in self.state.kind.foreign_fields.get(
            self.state.law, ()
        )
        return foreign and self.state.value(spot.path) is ABSENT

    def comes_first(self, spot: Spot) -> bool:
        """Whether a field is asked for, filled in or wrong."""
        return (
            self.is_asked(spot)
            or self.state.value(spot.path) is not ABSENT
            or self.state.told_below(spot.path) > 0
            or self.state.focus[: len(spot.path)] == spot.path
        )

    def is_asked(self, spot: Spot) -> bool:
        """Whether a document can mostly not be made without the field."""
        if self.state.lends(spot.path) is not ABSENT:
            return False
        dotted = name(spot.path)
        return spot.info.is_required() or any(
            one == dotted or one.startswith(f"{dotted}.") for one in self.state.kind.asked
        )

    def label(self, spot: Spot) -> str:
        """What a field is called."""
        return words.label(self.state.kind.id, self.state.lang, (spot.model,), spot.name)

    def field(self, spot: Spot) -> SafeString:
        """One field with its label, explanation and what is wrong with it."""
        path, value, part = spot.path, self.state.value(spot.path), part_of(spot.info)
        self.state.drawn[path] = box(path)
        self.state.called[path] = self.label(spot)
        if using.takes(self.state, spot):
            return using.drawn(self, spot, part, value)
        shape = shape_of(part, value)
        if shape == RAW:
            return self.boxed(spot, self.raw(path, value))
        if shape == LANGS_MODE:
            return self.boxed(spot, self.by_language(spot, part))
        match part:
            case Group():
                return self.group(spot, part, value)
            case Variants() | Either() | Listed() | Keyed():
                return self.boxed(spot, self.inner(spot, part, value))
            case _:
                return self.framed(spot, part, value)

    def framed(self, spot: Spot, part: Part, value: Any) -> SafeString:
        """A field with one input, or a few buttons."""
        control, grouped = self.control(spot, part, value)
        frame = (
            '<fieldset class="field{}" id="{}-field"><legend>{}{}</legend>{}{}{}{}</fieldset>'
            if grouped
            else '<div class="field{}" id="{}-field"><label for="{}">{}{}</label>{}{}{}{}</div>'
        )
        wrong = " wrong" if self.state.told_at(spot.path) else ""
        target = () if grouped else (ident(spot.path),)
        parts = (self.hint(spot), self.errors(spot.path), control, self.beside(spot, part, value))
        return format_html(
            frame, wrong, ident(spot.path), *target, self.label(spot), self.marks(spot), *parts
        )

    def control(self, spot: Spot, part: Part, value: Any) -> tuple[SafeString, bool]:
        """The input of a field; and whether it is a group of buttons."""
        state, path = self.state, spot.path
        state.drawn[path] = ident(path)
        attributes = inputs.described(state, path, hint=bool(self.hint_text(spot)))
        known = catalogue.choices_for(state.kind.id, path, state.data)
        if known and isinstance(part, Lines):
            chosen = [] if value is ABSENT else [str(one) for one in value]
            options = inputs.ticked_keys(known, chosen)
            return inputs.ticks(path, options, chosen, attributes), True
        if known and isinstance(part, Plain):
            return inputs.select(path, *inputs.key_options(known, value), attributes), False
        return self.plain_control(spot, part, value, attributes)

    def plain_control(
        self, spot: Spot, part: Part, value: Any, attributes: SafeString
    ) -> tuple[SafeString, bool]:
        """The input of a field without a catalogue."""
        path, lang = spot.path, self.state.lang
        called = words.choice_words(self.state.kind.id, lang, spot.models, spot.name)
        if isinstance(part, Plain):
            text = inputs.shown(part, value, lang, called)
            return inputs.plain(self.state, part, path, text, attributes), False
        if isinstance(part, Lines):
            return inputs.lines(path, value, attributes), False
        if isinstance(part, Ticks):
            chosen = [] if value is ABSENT else [str(one) for one in value]
            options = [(word, called.get(word, word)) for word in part.words]
            return inputs.ticks(path, options, chosen, attributes), True
        if isinstance(part, Truth):
            return inputs.radios(path, *inputs.truth_options(spot.info, value), attributes), True
        if not isinstance(part, Choice):
            raise TypeError(part)
        choice, one = inputs.choice_options(part, spot.usual, value, called)
        few = inputs.is_few(choice)
        return (inputs.radios if few else inputs.select)(path, choice, one, attributes), few

    def beside(self, spot: Spot, part: Part, value: Any) -> SafeString:
        """What stands beside an input: the weekday, the currency, that it is a line each."""
        if isinstance(part, Lines) and not catalogue.choices_for(
            self.state.kind.id, spot.path, self.state.data
        ):
            return format_html('<small class="beside">{}</small>', told("One a line."))
        return self.beside_line(spot, part, value) if isinstance(part, Plain) else NOTHING

    def beside_line(self, spot: Spot, part: Plain, value: Any) -> SafeString:
        """What stands beside an input for something typed."""
        if spot.is_file:
            return uploading(self.state, spot.path) if self.state.files else NOTHING
        if value is ABSENT and (lent := self.state.lends(spot.path)) is not ABSENT:
            return using.lent(self.state, part, lent)
        if part.kind == "money":
            return format_html('<span class="beside">{}</span>', self.state.currency)
        if part.kind == "day" and value is not ABSENT:
            return format_html('<span class="beside">{}</span>', self.weekday(value))
        return NOTHING

    def weekday(self, value: Any) -> str:
        """The weekday of a day, and whether nobody works then; nothing for what is no day."""
        try:
            day = date.fromisoformat(str(value))
        except ValueError:
            return ""
        named = format_date(day, "EEEE", locale=self.state.lang)
        land = self.state.data.get("land")
        works = not self.state.law or is_working_day(
            day, self.state.law, land if isinstance(land, str) else None
        )
        return named if works else told("{weekday}, no working day", weekday=named)

    def hint_text(self, spot: Spot) -> str:
        """The explanation of a field."""
        return words.hint(self.state.kind.id, self.state.lang, spot.model, spot.name)

    def hint(self, spot: Spot) -> SafeString:
        """The explanation, as HTML."""
        text = self.hint_text(spot)
        if not text:
            return NOTHING
        return format_html('<div class="hint" id="{}-hint">{}</div>', ident(spot.path), text)

    def marks(self, spot: Spot) -> SafeString:
        """Beside a label: that it must be filled in, or was by the case."""
        found = []
        if self.is_asked(spot):
            found.append(format_html(' <span class="must">{}</span>', told("required")))
        if self.state.is_taken(spot.path):
            by = said(self.state.taken_from)
            found.append(format_html(' <span class="mark good">{}</span>', by))
        return joined(found)

    def errors(self, path: Path) -> SafeString:
        """What is wrong at a place, with the cure."""
        found = self.state.told_at(path)
        if not found:
            return NOTHING
        lines = format_html_join(
            "",
            '<p class="said {}">{}</p>',
            ((one.severity, self.said(one)) for one in found),
        )
        return format_html('<div id="{}-error">{}</div>', ident(path), lines)

    def said(self, problem: Problem) -> str:
        """A problem and its cure, with the labels of fields."""
        one = problem.in_language(self.state.lang, "form")
        return words.readable(self.state.kind.id, self.state.lang, f"{one.message} {one.cure}")

    def boxed(self, spot: Spot, inside: SafeString) -> SafeString:
        """A field of several inputs, in a box with its name."""
        wrong = " wrong" if self.state.told_at(spot.path) else ""
        return format_html(
            '<fieldset class="box{}" id="{}" tabindex="-1"><legend>{}{}</legend>{}{}{}</fieldset>',
            *(wrong, box(spot.path), self.label(spot), self.marks(spot)),
            *(self.hint(spot), self.errors(spot.path), inside),
        )

    def group(self, spot: Spot, part: Group, value: Any) -> SafeString:
        """A group of fields: always there, or there once it is asked for."""
        whole = spot.path
        if spot.info.is_required():
            return self.boxed(spot, self.fields((part.model,), whole))
        if value is ABSENT:
            ask = button(self.state, "put", whole, whole, told("Add"), self.label(spot), "second")
            named = format_html("<strong>{}</strong> ", self.label(spot))
            return format_html(
                '<div class="absent" id="{}" tabindex="-1"><div>{}{}{}</div>{}</div>',
                *(box(whole), named, self.hint(spot), self.errors(whole), ask),
            )
        take = button(self.state, "take", whole, whole, told("Take out"), self.label(spot))
        inside = [marker(whole, GROUP), self.fields((part.model,), whole), take]
        return self.boxed(spot, joined(inside))

    def other(self, path: Path) -> SafeString:
        """What stands in a group without being a field of it: kept, and shown."""
        value = self.state.data if not path else self.state.value(path)
        if not isinstance(value, Mapping):
            return NOTHING
        known = {one[len(path)] for one in self.state.drawn if len(one) == len(path) + 1}
        known |= set(self.silent(path))
        strange = {key: one for key, one in value.items() if key not in known}
        if not strange:
            return NOTHING
        text = json.dumps(strange, ensure_ascii=False, default=str)
        hidden = format_html('<input type="hidden" name="{}?" value="{}">', name(path), text)
        return joined([hidden, *(self.unknown((*path, key)) for key in strange)])

    def silent(self, path: Path) -> Iterator[str]:
        """Fields of the group at ``path`` that have no input of their own."""
        if not path:
            yield "kind"
        if self.state.offered is not None:
            yield using.USE
        foreign = self.state.kind.foreign_fields.get(self.state.law, ()) if not path else ()
        yield from (one for one in foreign if self.state.value((one,)) is ABSENT)

    def unknown(self, path: Path) -> SafeString:
        """A line for something that no field of the form is for."""
        self.state.drawn[path] = box(path)
        take = button(self.state, "take", path, path[:-1], told("Take out"), str(path[-1]))
        return format_html(
            '<div class="absent" id="{}" tabindex="-1"><div><code>{}</code>{}</div>{}</div>',
            *(box(path), str(path[-1]), self.errors(path), take),
        )

    def raw(self, path: Path, value: Any) -> SafeString:
        """A value of a shape that the form has no input for: kept, shown, to be taken out."""
        text = json.dumps(value, ensure_ascii=False, default=str)
        hidden = format_html('<input type="hidden" name="{}!" value="{}">', name(path), text)
        take = button(self.state, "take", path, path, told("Take out"), str(path[-1]))
        return joined([hidden, format_html("<pre><code>{}</code></pre>", text), take])

    def inner(self, spot: Spot, part: Part, value: Any) -> SafeString:
        """What stands in the box of a field of several inputs."""
        match part:
            case Variants():
                return variants.variants(self, spot, part)
            case Listed():
                return lists.listed(self, spot, part, value)
            case Keyed():
                return lists.keyed(self, spot, part, value)
            case Either():
                return shapes.either(self, spot, part, value)
            case Group():
                return self.fields((part.model,), spot.path)
            case _:
                return self.control(spot, part, value)[0]

    def by_language(self, spot: Spot, part: Part) -> SafeString:
        """A field that says something else in each language of the document."""
        rows = [marker(spot.path, LANGS_MODE)]
        for lang in self.state.spoken:
            path = (*spot.path, lang)
            inner = Spot(spot.model, spot.name, FieldInfo(annotation=spot.info.annotation), path)
            self.state.drawn[path] = box(path)
            rows.append(
                format_html(
                    '<fieldset class="box" lang="{}"><legend>{}</legend>{}</fieldset>',
                    *(lang, _native(lang)),
                    self.inner(inner, part, self.state.value(path)),
                )
            )
        return joined(rows)


def _native(lang: str) -> str:
    """What a language calls itself."""
    return next((name for code, name in NATIVE_NAMES.items() if code == lang), lang)


def place_of(state: State, field: str) -> Path:
    """The place of the form at which a problem of ``field`` is told."""
    path = path_of(field)
    while path and path not in state.drawn:
        path = path[:-1]
    return path
