"""The starter file: an input file to fill in, every field explained in its language.

What it holds follows from the schema; the explanations stand in ``templates/fields``.
A line that begins with ``##`` explains, one that begins with ``#`` is optional and works
once the ``#`` is taken away.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from .core_yaml import load_yaml
from .errors import LibraryError, Place, Problem, worded
from .kinds import KINDS, Kind
from .kinds.job_description.plain_wording import whole_wording
from .kinds.job_description.schema import Changes
from .kinds.job_description.sections import SECTIONS
from .language import Lang
from .law import LawCode
from .resources import Templates
from .schemas.parts import DocumentInput
from .schemas.shapes import models_in
from .schemas.short_forms import ShortForm, short_form, usually_a_line
from .texts import catalogue
from .texts.catalogue import Role

MARK = "◄"
_WIDTH = 98


_SHARED = "shared"  # Explanations of models that several kinds have.


@lru_cache(maxsize=64)
def explanations(own: Templates, kind: str, lang: Lang) -> Mapping[str, Any]:
    """What each field of a kind means, by class and field, in one language.

    What only the kind itself has is told in a language of its own where it lacks ``lang``.
    """
    read: dict[str, Any] = {}
    own_lang = KINDS[kind].told_in(lang) if kind in KINDS else lang
    for folder, told in ((_SHARED, lang), (kind, own_lang)):
        found = load_yaml(own.read(f"fields/{folder}/{told}.yaml"))
        for name, fields in found.items():
            read[name] = _laid_over(read.get(name, {}), fields)
    return read


def _laid_over(shared: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """What is shared by several kinds, with what one kind says otherwise: an example, say."""
    merged = dict(shared)
    for name, entry in own.items():
        under = merged.get(name)
        both = isinstance(under, Mapping) and isinstance(entry, Mapping)
        merged[name] = {**under, **entry} if both and under is not None else entry
    return merged


def _parts(info: FieldInfo) -> list[type[BaseModel]]:
    """The models to be spelt out for a field; none where a line says it all."""
    return [] if usually_a_line(info) else models_in(info.annotation)


def _required(model: type[BaseModel]) -> list[str]:
    return [name for name, info in model.model_fields.items() if info.is_required()]


def _word_for(info: FieldInfo) -> ShortForm | None:
    """The short form of a field that must be there, if one of some words stands for it."""
    declared = short_form(info)
    return declared if declared and declared.words and info.is_required() else None


def _is_list(annotation: Any) -> bool:
    return get_origin(annotation) is tuple or any(map(_is_list, get_args(annotation)))


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where lines go: ``indent`` of the visible part, then ``#`` if hidden, then ``inner``.

    ``path`` is the field they stand in, as the names of its steps.
    """

    indent: str = ""
    inner: str = ""
    hidden: bool = False
    path: tuple[str, ...] = ()

    def line(self, text: str, *, hidden: bool = False) -> str:
        sign = "# " if self.hidden or hidden else ""
        return f"{self.indent}{sign}{self.inner}{text}"

    def note(self, text: str) -> Iterator[str]:
        lead = f"{self.indent}## {self.inner}"
        width = _WIDTH - len(lead)
        for line in textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False):
            yield lead + line

    def below(self, *, hidden: bool = False) -> _Spot:
        """The spot of the fields inside the one here."""
        if self.hidden or hidden:
            return replace(self, inner=self.inner + "  ", hidden=True)
        return replace(self, indent=self.indent + "  ")

    def commented_out(self) -> _Spot:
        """The same hidden spot, for what is still a comment once its sign is taken away."""
        return replace(self, inner=f"{self.inner}# ")

    def at(self, name: str) -> _Spot:
        """The same spot, for what stands in the field ``name``."""
        return replace(self, path=(*self.path, name))


@dataclass(slots=True)
class Starter:
    """Writes one starter file; ``file`` is how the explanation calls it."""

    kind: Kind
    lang: Lang
    law: LawCode
    role: Role | None
    own: Templates
    file: str
    schema: str = ""
    _explained: set[type[BaseModel]] = field(default_factory=set, init=False)

    def text(self) -> str:
        """The starter file."""
        return "\n".join([*self._head(), *self._fields(self.kind.model, _Spot(), top=True), ""])

    def _words(self, name: str) -> str:
        return str(explanations(self.own, self.kind.id, self.lang)["_words"][name])

    def _head(self) -> Iterator[str]:
        if self.schema:
            yield f"# yaml-language-server: $schema={self.schema}"
        name = self.kind.names[self.lang]
        yield from _Spot().note(self._words("intro").format(kind=name, file=self.file))
        if not self.schema:
            yield from _Spot().note(self._words("schema").format(kind=self.kind.id))
        yield from _Spot().note(self._words("house").format())

    def _explanation(self, owner: type[BaseModel], name: str) -> Mapping[str, Any]:
        declaring = next(cls for cls in owner.__mro__ if name in vars(cls)["__annotations__"])
        explained = explanations(self.own, self.kind.id, self.lang)
        entry: Mapping[str, Any] | None = explained.get(declaring.__name__, {}).get(name)
        if entry is None:
            raise LibraryError(
                Problem(
                    "field-unexplained",
                    worded(
                        "the field '{name}' of '{name2}' is not explained.",
                        name=name,
                        name2=declaring.__name__,
                    ),
                    "Explain it there: text, and an example.",
                    place=Place(f"templates/fields/{self.kind.id}/{self.lang}.yaml"),
                )
            )
        # What is usual may differ by law: a rate of VAT, say.
        example = entry.get("example", "")
        if isinstance(example, Mapping):
            return {**entry, "example": str(example[self.law])}
        return entry

    def _is_foreign(self, name: str, explanation: Mapping[str, Any]) -> bool:
        """Whether a field has no meaning under the law, or is forbidden by it."""
        laws = explanation.get("laws", (self.law,))
        return name in self.kind.foreign_fields.get(self.law, ()) or self.law not in laws

    def _asks(self, info: FieldInfo, spot: _Spot) -> bool:
        """Whether the field at ``spot`` must be filled in for a document to come of it."""
        path = ".".join(spot.path)
        return info.is_required() or any(
            one == path or one.startswith(f"{path}.") for one in self.kind.asked
        )

    def _settled(self, name: str) -> str | None:
        """The value of a field that the command itself settles."""
        role = self.role.key.replace("_", "-") if self.role else None
        return {"kind": self.kind.id, "lang": self.lang, "law": self.law, "role": role}.get(name)

    def _example(self, spot: _Spot, usual: str) -> str:
        """An example of the field at ``spot``, where the kind has one of its own."""
        own = explanations(self.own, self.kind.id, self.lang).get("_examples", {})
        return str(own.get(".".join(spot.path), usual))

    def _fields(self, model: type[BaseModel], spot: _Spot, *, top: bool = False) -> Iterator[str]:
        for name, info in model.model_fields.items():
            explanation = self._explanation(model, name)
            if self._is_foreign(name, explanation):
                continue
            if top:
                yield ""
            yield from spot.note(_noted(explanation, partial(self._words, "choose")))
            settled = self._settled(name) if top else None
            if settled:
                yield spot.line(f"{name}: {settled}")
            else:
                inner = spot.at(name)
                example = self._example(inner, explanation.get("example", ""))
                if explanation.get("aside") and spot.hidden:
                    # It does not go with its neighbours: it stays a comment once they are used.
                    yield spot.line(f"# {name}: {example}")
                else:
                    yield from self._field(name, info, example, inner)

    def _field(self, name: str, info: FieldInfo, example: str, spot: _Spot) -> Iterator[str]:
        hidden = spot.hidden or not self._asks(info, spot)
        models = _parts(info)
        if name in SECTIONS and self.role:
            yield from self._choice(name, self.role, spot)
        elif not models and hidden:
            yield spot.line(f"{name}: {example}", hidden=True)
        elif not models:
            yield self._asked(name, example, spot)
        elif short := _word_for(info):
            yield self._asked(name, example, spot)
            yield from self._alternatives(name, models, info, short.fills, spot)
        elif models[0] not in self._explained:
            yield from self._part(name, models, info, spot, hidden=hidden)
        elif hidden:
            required = ", ".join(_required(models[0]))
            mark = f"    # {self._words('required')}: {required}" if required else ""
            yield spot.line(f"{name}: {self._brief(models[0], info)}{mark}", hidden=True)
        else:
            yield from self._again(name, models[0], info, spot)

    def _asked(self, name: str, example: str, spot: _Spot) -> str:
        """A field that must be filled in."""
        return spot.line(f"{name}:    # {MARK} {self._words('fill_in')} · {example}")

    def _again(
        self, name: str, model: type[BaseModel], info: FieldInfo, spot: _Spot
    ) -> Iterator[str]:
        """A model explained above, which must be given: what it must have, to be filled in."""
        yield spot.line(f"{name}:")
        below = spot.below()
        if _is_list(info.annotation):
            yield below.line("-")
            below = below.below()
        for wanted in self._wanted(model, spot):
            inner = model.model_fields[wanted]
            if parts := _parts(inner):
                yield from self._again(wanted, parts[0], inner, below.at(wanted))
            else:
                usual = self._explanation(model, wanted).get("example", "")
                yield self._asked(wanted, self._example(below.at(wanted), usual), below)

    def _wanted(self, model: type[BaseModel], spot: _Spot) -> list[str]:
        """The fields that ``model`` must have at ``spot``.

        Of a model that asks for one of several fields the first stands for them.
        """
        found = [
            name for name, info in model.model_fields.items() if self._asks(info, spot.at(name))
        ]
        return found or list(model.model_fields)[:1]

    def _part(
        self,
        name: str,
        models: Sequence[type[BaseModel]],
        info: FieldInfo,
        spot: _Spot,
        *,
        hidden: bool,
    ) -> Iterator[str]:
        """A field that holds a model of its own, spelt out the first time.

        Of several models a list shows an entry each; elsewhere one stands in the place of
        another, so that all but the first are commented out, and stay so once what they stand
        in is used.
        """
        self._explained.update(models)
        if not _is_list(info.annotation):
            for model in models:
                aside = hidden or model is not models[0]
                here = spot
                if model is not models[0]:
                    yield spot.line("##")
                    here = spot.commented_out() if spot.hidden else spot
                yield here.line(f"{name}:", hidden=aside)
                yield from self._fields(model, here.below(hidden=aside))
            return
        yield spot.line(f"{name}:", hidden=hidden)
        for model in models:
            below = spot.below(hidden=hidden or model is not models[0])
            yield below.line("-")
            yield from self._fields(model, below.below(hidden=hidden))

    def _alternatives(
        self, name: str, models: list[type[BaseModel]], info: FieldInfo, fills: str, spot: _Spot
    ) -> Iterator[str]:
        """What may stand in place of a word: each type with fields of its own, commented out."""
        for model in models:
            if set(model.model_fields) != {fills}:
                yield spot.line("##", hidden=False)
                yield from self._part(name, [model], info, spot, hidden=True)

    def _brief(self, model: type[BaseModel], info: FieldInfo) -> str:
        """A model on one line: what it must have, and what belongs to a name in Russian."""
        wanted = [
            name
            for name, inner in model.model_fields.items()
            if inner.is_required() or (name == "patronymic" and self.lang == "ru")
        ] or list(model.model_fields)[:1]
        pairs = (f"{name}: {self._brief_example(model, name)}" for name in wanted)
        brief = "{" + ", ".join(pairs) + "}"
        return f"[{brief}]" if _is_list(info.annotation) else brief

    def _brief_example(self, model: type[BaseModel], name: str) -> str:
        """An example of a field's value; of a model within, its own required fields."""
        info = model.model_fields[name]
        if parts := _parts(info):
            return self._brief(parts[0], info)
        return str(self._explanation(model, name).get("example", "…"))

    def _choice(self, name: str, role: Role, spot: _Spot) -> Iterator[str]:
        """The role's own list, commented out, each key with its wording."""
        wordings = catalogue.section(self.own, SECTIONS[name])
        keys = [key for key in role.choice[SECTIONS[name]] if self.law in wordings[key].laws]
        if keys:
            yield from spot.note(self._words("role_list"))
        yield spot.line(f"{name}:", hidden=True)
        for key in keys:
            yield from spot.note(whole_wording(wordings[key], self.lang, self.law))
            yield spot.line(f"  - {key}", hidden=True)
        yield spot.line(f"  - text: {self._words('own_entry')}", hidden=True)
        if not keys:
            return
        yield "##"
        yield from spot.note(self._words("changes"))
        yield spot.line(f"{name}:", hidden=True)
        for change in Changes.model_fields:
            yield from self._change(change, keys, spot)

    def _change(self, change: str, keys: Sequence[str], spot: _Spot) -> Iterator[str]:
        """One way to change the role's own list, with its keys as the example."""
        own = self._words("own_entry")
        example = {
            "drop": f"[{keys[-1]}]",
            "add": f"[{{text: {own}}}]",
            "reword": f"{{{keys[0]}: {own}}}",
            "first": f"[{keys[min(1, len(keys) - 1)]}]",
            "before": keys[0],
            "last": f"[{keys[0]}]",
        }[change]
        yield from spot.below(hidden=True).note(self._explanation(Changes, change)["text"])
        yield spot.line(f"  {change}: {example}", hidden=True)


def _noted(explanation: Mapping[str, Any], choose: Callable[[], str]) -> str:
    """What a field is called, as an input may call it too, what it means, what to choose from."""
    label, text = str(explanation.get("label", "")), str(explanation["text"])
    choices = explanation.get("choices")
    if isinstance(choices, Mapping) and not all(_names(text, str(one)) for one in choices):
        listed = ", ".join(f"{key} ({words})" for key, words in choices.items())
        text = f"{text.rstrip('.')}; {choose()}: {listed}."
    # What only tells models apart is called as each of them is.
    alone = len(explanation.get("choices", "12")) > 1
    said = re.match(rf"{re.escape(label)}(?!\w)", text)
    return f"{label}: {text}" if label and alone and not said else text


def _names(text: str, key: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(key)}(?![\w-])", text) is not None


def explained_classes(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """``model``, its bases and every model inside it: all that the explanations must hold."""
    seen: set[type[BaseModel]] = set()
    waiting: list[type[BaseModel]] = [model]
    while waiting:
        current = waiting.pop()
        if current in seen:
            continue
        seen.add(current)
        yield current
        waiting += [base for base in current.__mro__[1:] if issubclass(base, DocumentInput)]
        for info in current.model_fields.values():
            waiting += models_in(info.annotation)
