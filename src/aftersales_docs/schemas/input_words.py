"""Messages about an input, with its fields and choices said as the reader knows them.

Who edits a file in German or Russian reads what a choice is called beside its key
(``decision: partly-granted (teilweise Abhilfe)``); who fills in a form reads what stands on
the form alone, and no names of a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from pydantic import BaseModel

from ..messages import Medium, UiLang, Worded, term
from ..messages.catalogue import translated
from ..messages.choice import ENGLISH
from ..messages.forms import filled
from ..messages.words import FILE
from .field_words import choice_words, kind_of_model, label_of
from .shapes import models_in

_NAME: Final = r"[a-z]+(?:_[a-z]+)*"
_PATH: Final = rf"{_NAME}(?:\.{_NAME})*"
# No value: what a colon follows is the next field.
_VALUE: Final = r"[A-Za-z][A-Za-z0-9]*(?:-[a-z0-9]+)*(?![\w-]|: )"
_OR: Final = r"(?:,? or |,? oder |,? или |,? либо |, )"
# A setting as a file has it, with the choices that may stand there; none in quotes.
_SETTING: Final = re.compile(
    rf"(?<![\w{{/'\"„«.-])(?P<path>{_PATH}): (?P<values>{_VALUE}(?:{_OR}{_VALUE})*|\d+|…)"
)
# Settings in braces, inside a field.
_INNER: Final = re.compile(rf"(?P<path>{_PATH}): \{{\{{(?P<inner>[^{{}}]*)\}}\}}")
_BRACES: Final = re.compile(r"\{\{([^{}]*)\}\}")
_LONG: Final = 40  # Characters; of longer words a file is told what stands before a comma.
_FIELD: Final = re.compile(rf"(?<![\w{{/'\"„«»“.<-]){_PATH}(?![\w}}/'\"“»>-])")
_ONLY_FIELDS: Final = re.compile(rf"{_PATH}(?:, {_PATH})*")
_QUOTES: Final[Mapping[UiLang, str]] = {"de": "„{}“", "ru": "«{}»", "en": "'{}'"}
_TRUTHS: Final[Mapping[UiLang, Mapping[str, str]]] = {
    "de": {"true": "ja", "false": "nein"},
    "ru": {"true": "да", "false": "нет"},
    "en": {"true": "yes", "false": "no"},
}
# One writes in a file and chooses on a form.
_CHOOSING: Final[Mapping[UiLang, tuple[tuple[str, str], ...]]] = {
    "de": (("Schreiben Sie ", "Wählen Sie "), ("schreiben Sie ", "wählen Sie ")),
    "ru": (("Напишите ", "Укажите "), ("напишите ", "укажите ")),
    "en": (("Write ", "Choose "), ("write ", "choose ")),
}  # fmt: skip


class InputWords(Worded):
    """Words about the ``field`` of an input that ``model`` is the schema of."""

    __slots__ = ("field", "model")
    model: type[BaseModel]
    field: str

    @classmethod
    def of(cls, words: str, model: type[BaseModel], field: str) -> str:
        """``words`` about a field; those without values are their own template."""
        if not words or isinstance(words, InputWords):
            return words
        plain = term(words)
        made = cls(plain.template, plain.values, plain.variants)
        made.model, made.field = model, field
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        plain = Worded(self.template, dict(self.values), dict(self.variants))
        return _again, (plain, self.model, self.field)

    def in_language(self, lang: UiLang, medium: Medium = FILE) -> str:
        """The finished words in ``lang`` for who reads them in ``medium``."""
        if medium == "program" or (medium == FILE and lang == ENGLISH):
            return super().in_language(lang, medium)
        if medium in self.variants:
            return str(self._inner(self.variants[medium], lang, medium))
        names = _Names(self.model, self.field, lang, medium)
        template = names.told(translated(self.template, lang))
        return filled(
            template,
            self.values,
            lang,
            lambda value: self._inner(value, lang, medium, names),
            on_page=medium == "form",
        )

    def _inner(self, value: Any, lang: UiLang, medium: Medium, names: _Names | None = None) -> Any:
        if isinstance(value, Worded):
            value = InputWords.of(value, self.model, self.field)
        elif names and type(value) is str:
            return names.listed(value)
        render = getattr(value, "in_language", None)
        return render(lang, medium) if render else value


def _again(words: Worded, model: type[BaseModel], field: str) -> str:
    return InputWords.of(words, model, field)


@dataclass(frozen=True, slots=True)
class _Names:
    """What fields and choices are called, for words about one field."""

    model: type[BaseModel]
    field: str
    lang: UiLang
    medium: Medium

    def told(self, template: str) -> str:
        """``template`` with its settings and fields as the reader knows them."""
        if self.medium == "form":
            template = _BRACES.sub(r"\1", _INNER.sub(_without_braces, template))
        template = _SETTING.sub(self._setting, template)
        if self.medium != "form":
            return template
        template = _FIELD.sub(self._bare, template)
        mark = _QUOTES[self.lang][0]
        for writing, choosing in _CHOOSING[self.lang]:
            template = template.replace(f"{writing}{mark}", f"{choosing}{mark}")
        return template

    def listed(self, value: str) -> str:
        """A value that names fields, as a form calls them."""
        if self.medium != "form" or not _ONLY_FIELDS.fullmatch(value):
            return value
        paths = value.split(", ")
        labels = [self._label(path) for path in paths]
        return ", ".join(map(self._quoted, labels)) if all(labels) else value

    def _quoted(self, words: str) -> str:
        return _QUOTES[self.lang].format(words.replace("{", "{{").replace("}", "}}"))

    def _setting(self, found: re.Match[str]) -> str:
        path = found["path"]
        parts = re.split(f"({_OR})", found["values"])
        keys, between = parts[::2], parts[1::2]
        owners = list(_owners(self.model, self.field, path, keys[0]))
        called = self._choices(owners, path.rpartition(".")[2])
        words = [called.get(key, "") for key in keys]
        if self.medium != "form":
            told = map(_beside, keys, words)
            return f"{path}: {_woven(list(told), between)}"
        label = self._label(path, owners)
        if not label:
            return found[0]
        shown = [
            self._quoted(word) if word else key for key, word in zip(keys, words, strict=True)
        ]
        return f"{self._quoted(label)}: {_woven(shown, between)}"

    def _choices(self, owners: Sequence[type[BaseModel]], name: str) -> Mapping[str, str]:
        """What the choices of a field are called; of a truth yes and no."""
        kind, found = kind_of_model(self.model), dict[str, str]()
        for owner in owners:
            found |= choice_words(owner, name, kind, self.lang)
        return found or (_TRUTHS[self.lang] if owners else {})

    def _bare(self, found: re.Match[str]) -> str:
        path = found[0]
        # In English a plain word is one of the sentence; elsewhere it is the name of a field.
        if self.lang == ENGLISH and "." not in path and "_" not in path:
            return path
        label = self._label(path)
        return self._quoted(label) if label else path

    def _label(self, path: str, owners: Sequence[type[BaseModel]] = ()) -> str:
        """What a field is called, after what it stands in; empty where it is none."""
        above, _, name = path.rpartition(".")
        kind = kind_of_model(self.model)
        found = owners or list(_owners(self.model, self.field, path))
        called = [label_of(owner, name, kind, self.lang) for owner in found]
        if not called and not above:
            # Nothing beside it: some part of the input, if all that have it call it so.
            parts = (one for one in _parts(self.model) if name in one.model_fields)
            everywhere = {label_of(one, name, kind, self.lang) for one in parts}
            called = list(everywhere) if len(everywhere) == 1 else []
        label = next(filter(None, called), "")
        outer = self._label(above) if label and above else ""
        return f"{outer} → {label}" if outer else label


def _without_braces(found: re.Match[str]) -> str:
    """Settings in braces as each stands alone: ``cost.type: shared, cost.informed: …``."""
    return re.sub(rf"({_NAME}): ", rf"{found['path']}.\1: ", found["inner"])


def _beside(key: str, words: str) -> str:
    """A choice for who edits a file: its key, and what it is called."""
    if not words or key in _TRUTHS[ENGLISH]:
        return key
    return f"{key} ({words if len(words) <= _LONG else words.split(',', maxsplit=1)[0]})"


def _woven(words: Sequence[str], between: Sequence[str]) -> str:
    return "".join(word + mark for word, mark in zip(words, (*between, ""), strict=True))


def _owners(
    model: type[BaseModel], field: str, path: str, value: str = ""
) -> Iterator[type[BaseModel]]:
    """The models in which the last step of ``path`` is a field.

    A path begins at the top of the input, or beside the field that is spoken of, or it is a
    name that some part of the input has, with ``value`` among its choices.
    """
    kind = kind_of_model(model)
    steps = re.sub(r"\[\d+\]", "", field).split(".") if field else []
    *above, last = path.split(".")
    for length in (0, *range(len(steps), 0, -1)):
        owners = _inside(model, (*steps[:length], *above))
        if found := [one for one in owners if last in one.model_fields]:
            # Of several that may stand there, those that have such a choice.
            fit = [one for one in found if value in choice_words(one, last, kind, ENGLISH)]
            yield from fit or found
            return
    for part in _parts(model) if not above else ():
        if last in part.model_fields and value in choice_words(part, last, kind, ENGLISH):
            yield part


def _inside(model: type[BaseModel], steps: Sequence[str]) -> list[type[BaseModel]]:
    """The models that stand at ``steps`` of an input."""
    owners = [model]
    for step in steps:
        owners = [
            inner
            for owner in owners
            if step in owner.model_fields
            for inner in models_in(owner.model_fields[step].annotation)
        ]
    return owners


@lru_cache(maxsize=64)
def _parts(model: type[BaseModel]) -> tuple[type[BaseModel], ...]:
    """``model`` and every model inside it."""
    seen: dict[type[BaseModel], None] = {}
    waiting = [model]
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen[one] = None
            for info in one.model_fields.values():
                waiting += models_in(info.annotation)
    return tuple(seen)
