"""What fields and choices are called in the languages of users, as ``templates/fields`` has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, get_args

from pydantic import BaseModel
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from ..errors import LibraryError
from ..language import LANGS
from ..messages import Medium, UiLang
from ..nearest import nearest
from ..resources import templates
from .shapes import models_in

_SHARED = "shared"
# Words of one ending are alike and no slips: an Abteilung is no Ausbildung.
_LEAST_OF_LABELS = 78.0


def plain(word: str) -> str:
    """``word`` without what makes no difference: capitals, ё, hyphens, spaces."""
    return " ".join(word.casefold().replace("ё", "е").replace("-", " ").replace("_", " ").split())


def kind_of_model(model: type[BaseModel]) -> str:
    """The kind of document that ``model`` is the schema of; empty where it is of none."""
    info = model.model_fields.get("kind")
    names = get_args(info.annotation) if info else ()
    return str(names[0]) if len(names) == 1 else ""


@lru_cache(maxsize=64)
def _explained(kind: str, lang: str) -> Mapping[str, Mapping[str, Any]]:
    """What stands on each class and field in one language; nothing where there is no file."""
    read: dict[str, dict[str, Any]] = {}
    for folder in (_SHARED, kind):
        try:
            found = YAML(typ="safe").load(templates().read(f"fields/{folder}/{lang}.yaml"))
        except (LibraryError, YAMLError):
            continue
        for name, fields in dict(found or {}).items():
            if isinstance(fields, Mapping):
                read.setdefault(name, {}).update(fields)
    return read


class Choices(str):
    """The keys of choices; beside a form what they are called there, in its language."""

    called: Mapping[str, Mapping[str, str]]

    def __new__(cls, names: Iterable[str], called: Mapping[str, Mapping[str, str]]) -> Choices:
        made = super().__new__(cls, ", ".join(names))
        made.called = called
        return made

    def __getnewargs__(self) -> tuple[Any, ...]:
        return self.split(", "), self.called

    def in_language(self, lang: UiLang, medium: Medium = "file") -> str:
        """The choices as they are read in ``lang`` by who reads them in ``medium``."""
        called = self.called.get(lang, {}) if medium == "form" else {}
        return ", ".join(called.get(name, name) for name in self.split(", "))


def choices(
    names: Iterable[str], models: Iterable[type[BaseModel]], field: str, kind: str
) -> Choices:
    """``names``, the choices of a field, with what each language calls them."""
    owners = list(models)
    called: dict[str, dict[str, str]] = {lang: {} for lang in LANGS}
    for lang in LANGS:
        for model in owners:
            for entry in _entries(model, field, kind, (lang,)):
                said = entry.get("choices")
                pairs = said.items() if isinstance(said, Mapping) else ()
                called[lang] |= {str(choice): str(words) for choice, words in pairs}
    return Choices(names, called)


def owners_at(model: type[BaseModel], path: Sequence[str]) -> list[type[BaseModel]]:
    """The models that hold the field at the end of ``path`` in an input of ``model``."""
    found = [model]
    for step in path[:-1]:
        inner = (one.model_fields[step].annotation for one in found if step in one.model_fields)
        found = [part for annotation in inner for part in models_in(annotation)]
    return [one for one in found if path[-1] in one.model_fields]


def label_at(model: type[BaseModel], path: Sequence[str], lang: str) -> str:
    """What the field at ``path`` is called; what only tells parts apart, as its list is called."""
    kind = kind_of_model(model)
    path = path[:-1] if path[-1] == "type" and len(path) > 1 else path
    for owner in owners_at(model, path):
        for entry in _entries(owner, path[-1], kind, (lang,)):
            if label := entry.get("label"):
                return str(label)
    return path[-1]


def choices_at(model: type[BaseModel], path: Sequence[str], lang: str) -> Mapping[str, str]:
    """What the choices of the field at ``path`` are called, by their keys."""
    owners = owners_at(model, path)
    return choices((), owners, path[-1], kind_of_model(model)).called[lang]


def _entries(
    model: type[BaseModel], field: str, kind: str, langs: Iterable[str] = LANGS
) -> Iterator[Mapping[str, Any]]:
    """What is said of a field in each language, by the class that declares it."""
    for lang in langs:
        explained = _explained(kind, lang)
        for cls in model.__mro__:
            entry = explained.get(cls.__name__, {}).get(field)
            if isinstance(entry, Mapping):
                yield entry
                break


def _labels(model: type[BaseModel], kind: str) -> Mapping[str, str]:
    """The fields of ``model`` by what they are called; none that two are called alike."""
    found: dict[str, set[str]] = {}
    for name in model.model_fields:
        for entry in _entries(model, name, kind):
            others = entry.get("also", ())
            for label in (entry.get("label"), *(others if isinstance(others, list) else ())):
                if label:
                    found.setdefault(plain(str(label)), set()).add(name)
    return {label: fields.pop() for label, fields in found.items() if len(fields) == 1}


def field_meant(word: str, model: type[BaseModel], kind: str) -> str | None:
    """The field of ``model`` that ``word`` may mean: by its label, or by a slip of the pen."""
    labels = _labels(model, kind) if kind else {}
    if found := labels.get(plain(word)):
        return found
    if found := nearest(word, model.model_fields):
        return found
    near = nearest(plain(word), labels, least=_LEAST_OF_LABELS)
    return labels[near] if near else None


def _words_of(model: type[BaseModel], field: str, kind: str) -> Iterator[tuple[str, str]]:
    """The choices of a field, each with what it is called."""
    for entry in _entries(model, field, kind):
        choices = entry.get("choices")
        for choice, said in choices.items() if isinstance(choices, Mapping) else ():
            yield str(choice), plain(str(said))
        others = entry.get("meant")
        for said, choice in others.items() if isinstance(others, Mapping) else ():
            yield str(choice), plain(str(said))


def choice_meant(
    word: str, models: Iterable[type[BaseModel]], field: str, kind: str
) -> str | None:
    """The choice that is called ``word`` in some language, if one alone is."""
    found = {
        choice
        for model in models
        for choice, said in _words_of(model, field, kind)
        if said == plain(word)
    }
    return found.pop() if len(found) == 1 else None


def value_meant(word: str, model: type[BaseModel], kind: str) -> tuple[str, str, str] | None:
    """Where ``word``, given as a field, is a choice: the field, the one in it, the choice."""
    found = {
        (name, inner, choice)
        for name, info in model.model_fields.items()
        for part in models_in(info.annotation)
        for inner in part.model_fields
        for choice, said in _words_of(part, inner, kind)
        if said == plain(word)
    }
    return found.pop() if len(found) == 1 else None
