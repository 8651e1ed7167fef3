"""What fields and choices are called in the languages of users, as ``templates/fields`` has it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, get_args

from pydantic import BaseModel
from yaml import YAMLError

from ..characters import as_latin
from ..core_yaml import load_yaml
from ..errors import LibraryError, worded
from ..language import LANGS
from ..messages import Medium, UiLang, for_reader
from ..messages.choice import ENGLISH
from ..nearest import any_offered, did_you_mean, nearest
from ..resources import templates
from .shapes import models_in

_SHARED = "shared"
# Words of one ending are alike and no slips: an Abteilung is no Ausbildung.
_LEAST_OF_LABELS = 78.0
_LEAST_OF_PARTS = 4  # Letters of a word that may stand for a longer name.
_MANY = 20
_OFFERED = 3  # Choices in one question; of more the list says it.
_BOTH_FORMS = re.compile(r"(?P<man>.*\w)/-(?P<ending>\w+)")
_SYNONYMS = "_synonyms"
_FIELDS = "_fields"


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
            found = load_yaml(templates().read(f"fields/{folder}/{lang}.yaml"))
        except (LibraryError, YAMLError):
            continue
        for name, fields in dict(found or {}).items():
            if isinstance(fields, Mapping):
                read.setdefault(name, {}).update(fields)
    return read


class Choices(str):
    """The keys of choices; in a language with what they are called there.

    Beside a form they are called so alone, and for a program they are keys.
    """

    called: Mapping[str, Mapping[str, str]]

    def __new__(cls, names: Iterable[str], called: Mapping[str, Mapping[str, str]]) -> Choices:
        made = super().__new__(cls, ", ".join(names))
        made.called = called
        return made

    def __getnewargs__(self) -> tuple[Any, ...]:
        return self.split(", "), self.called

    def in_language(self, lang: UiLang, medium: Medium = "file") -> str:
        """The choices as they are read in ``lang`` by who reads them in ``medium``."""
        called = {} if medium == "program" else self.called.get(lang, {})
        names = self.split(", ")
        if medium == "form":
            return ", ".join(called.get(name, name) for name in names)
        # Keys are English words: who reads English needs no others.
        told = [
            f"{name} ({called[name]})"
            if lang != ENGLISH and plain(name) not in {plain(called.get(name, name)), ""}
            else name
            for name in names
        ]
        return ("; " if any("," in one for one in told) else ", ").join(told)


class Fields(Choices):
    """The fields of a group; in a language with what they are called there.

    Of many what they are called says enough, as a file may call them so.
    """

    def in_language(self, lang: UiLang, medium: Medium = "file") -> str:
        """The fields as they are read in ``lang`` by who reads them in ``medium``."""
        many = medium == "file" and lang != ENGLISH and self.count(", ") >= _MANY
        return super().in_language(lang, "form" if many else medium)


def choices(
    names: Iterable[str], models: Iterable[type[BaseModel]], field: str, kind: str
) -> Choices:
    """``names``, the choices of a field, with what each language calls them."""
    owners = list(models)
    called: dict[str, dict[str, str]] = {lang: {} for lang in LANGS}
    for lang in LANGS:
        for model in owners:
            called[lang] |= choice_words(model, field, kind, lang)
    return Choices(names, called)


def choice_said(part: BaseModel, field: str, kind: str) -> Choices:
    """The choice that stands in a field, with what each language calls it."""
    return choices([str(getattr(part, field))], [type(part)], field, kind)


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


def label_of(model: type[BaseModel], field: str, kind: str, lang: UiLang) -> str:
    """What a field is called in one language; empty where nothing is said of it."""
    entry = next(_entries(model, field, kind, (lang,)), {})
    return str(entry.get("label") or "")


def choice_words(model: type[BaseModel], field: str, kind: str, lang: UiLang) -> Mapping[str, str]:
    """What the choices of a field are called in one language, by their keys."""
    said = next(_entries(model, field, kind, (lang,)), {}).get("choices")
    pairs = said.items() if isinstance(said, Mapping) else ()
    return {str(choice): str(words) for choice, words in pairs}


def forms_of(names: Iterable[str]) -> Iterator[str]:
    """``names``, and of those for men and women (``Meister/-in``) each form alone."""
    for name in names:
        yield name
        if both := _BOTH_FORMS.fullmatch(name):
            yield both["man"]
            yield both["man"] + both["ending"]


@lru_cache(maxsize=1024)
def _labels(model: type[BaseModel], kind: str, tag: str = "") -> Mapping[str, frozenset[str]]:
    """The fields of ``model`` by what they are called: name, label, other words.

    A word of the table for all parts counts where no field of this one is called so.
    """
    found: dict[str, set[str]] = {}
    others: dict[str, set[str]] = {}
    for name in model.model_fields:
        words = [name]
        for entry in _entries(model, name, kind) if name != tag else ():
            words += (entry.get("label", ""), *entry.get("also", ()))
        for word in filter(None, map(plain, forms_of(map(str, words)))):
            found.setdefault(word, set()).add(name)
        for lang in LANGS:
            for word in _explained(kind, lang).get(_FIELDS, {}).get(name, ()):
                others.setdefault(plain(str(word)), set()).add(name)
    return {word: frozenset(fields) for word, fields in (others | found).items()}


def fields_called(word: str, model: type[BaseModel], kind: str, tag: str = "") -> frozenset[str]:
    """The fields of ``model`` that are called ``word`` in some language; mostly one.

    ``tag`` tells the models of a union apart: its label is what its model is called, so that
    it is meant by other words alone.
    """
    return _labels(model, kind, tag).get(plain(word), frozenset())


def field_meant(word: str, model: type[BaseModel], kind: str) -> str | None:
    """The field of ``model`` that ``word`` may mean: by its label, or by a slip of the pen."""
    labels = _labels(model, kind) if kind else {}
    if found := labels.get(plain(word)) or _by_part(plain(word), labels):
        return next(iter(found)) if len(found) == 1 else None
    if (latin := as_latin(word)) in model.model_fields:
        return latin
    if near := nearest(word, model.model_fields):
        return near
    alone = [label for label, fields in labels.items() if len(fields) == 1]
    like = nearest(plain(word), alone, least=_LEAST_OF_LABELS)
    return next(iter(labels[like])) if like else None


def _by_part(word: str, labels: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The fields whose label has ``word`` among its own: of „Hersteller oder Importeur“ one.

    What a German label ends in says it too: „Gebiet“ of „Vertragsgebiet“.
    """
    if len(word) < _LEAST_OF_PARTS:
        return frozenset()
    for part in (rf"\b{re.escape(word)}\b", rf"{re.escape(word)}$"):
        if found := [fields for label, fields in labels.items() if re.search(part, label)]:
            return frozenset[str]().union(*found)
    return frozenset()


def known_fields(model: type[BaseModel], kind: str) -> Fields:
    """The fields of ``model``, with what each language calls them."""
    return fields_told(model.model_fields, model, kind)


def fields_told(names: Iterable[str], model: type[BaseModel], kind: str) -> Fields:
    """Fields of ``model``, with what each language calls them."""
    wanted = list(names)
    called: dict[str, dict[str, str]] = {}
    for lang in LANGS:
        words = ((name, label_of(model, name, kind, lang)) for name in wanted)
        called[lang] = {name: word for name, word in words if word}
    return Fields(wanted, called)


def inner_fields(word: str, model: type[BaseModel], kind: str) -> list[tuple[str, str]]:
    """The fields called ``word`` inside the groups of ``model``, each after its group's field."""
    return [
        (name, inner)
        for name, info in model.model_fields.items()
        for part in dict.fromkeys(models_in(info.annotation))
        for inner in sorted(fields_called(word, part, kind))
    ]


def _takes_own_words(model: type[BaseModel], field: str) -> bool:
    """Whether words of one's own, with their cases, may stand in place of a choice."""
    info = model.model_fields.get(field)
    parts = models_in(info.annotation) if info else []
    return any({"text", "gen"} <= one.model_fields.keys() for one in parts)


def own_words(models: Iterable[type[BaseModel]], field: str) -> str:
    """How to write words of one's own where a choice does not fit; empty where none are taken."""
    if not any(_takes_own_words(model, field) for model in models):
        return ""
    return for_reader(
        worded("Words of your own stand there as {{text: …}}."),
        form="Or type words of your own.",
        program="Or give words of your own: a mapping with text.",
    )


def words_for(model: type[BaseModel], field: str, kind: str) -> Iterator[str]:
    """What the choices of a field are called in any language."""
    for _choice, said in _words_of(model, field, kind):
        yield said


def _words_of(model: type[BaseModel], field: str, kind: str) -> Iterator[tuple[str, str]]:
    """The choices of a field, each with what it is called."""
    for lang in LANGS:
        others = _explained(kind, lang).get(_SYNONYMS, {})
        # What is printed as it is called is meant by no other word: one's own are taken.
        if _takes_own_words(model, field):
            others = {}
        for entry in _entries(model, field, kind, (lang,)):
            choices = entry.get("choices")
            for choice, said in choices.items() if isinstance(choices, Mapping) else ():
                for word in (choice, said, *others.get(choice, ())):
                    yield str(choice), plain(str(word))
            meant = entry.get("meant")
            for word, choice in meant.items() if isinstance(meant, Mapping) else ():
                yield str(choice), plain(str(word))


def _choices_called(
    word: str, models: Iterable[type[BaseModel]], field: str, kind: str
) -> set[str]:
    """The choices of a field that ``word`` stands for in some language."""
    wanted, found = plain(word), set[str]()
    for model in models:
        found |= _choices_by_word(model, field, kind).get(wanted, frozenset())
    return found


@lru_cache(maxsize=1024)
def _choices_by_word(
    model: type[BaseModel], field: str, kind: str
) -> Mapping[str, frozenset[str]]:
    """The choices of a field, by each of the words that they are called."""
    called: dict[str, set[str]] = {}
    for choice, said in _words_of(model, field, kind):
        called.setdefault(said, set()).add(choice)
    return {said: frozenset(choices) for said, choices in called.items()}


def choice_meant(
    word: str, models: Iterable[type[BaseModel]], field: str, kind: str
) -> str | None:
    """The choice that is called ``word`` in some language, if one alone is."""
    found = _choices_called(word, models, field, kind)
    return found.pop() if len(found) == 1 else None


def choices_like(word: str, models: Iterable[type[BaseModel]], field: str, kind: str) -> list[str]:
    """The choices that ``word`` may stand for: by a slip of the pen, or by a part of the words."""
    owners = list(models)
    called: dict[str, set[str]] = {}
    for model in owners:
        for choice, said in _words_of(model, field, kind):
            called.setdefault(said, set()).add(choice)
    wanted = plain(word)
    if near := nearest(wanted, called, least=_LEAST_OF_LABELS):
        return sorted(called[near])
    part = re.compile(rf"\b{re.escape(wanted)}\b")
    found = {one for said, ones in called.items() if part.search(said) for one in ones}
    return sorted(found) if len(wanted) >= _LEAST_OF_PARTS else []


def choice_offered(
    word: str, names: Sequence[str], models: Sequence[type[BaseModel]], field: str, kind: str
) -> str:
    """The question whether a choice is meant that ``word`` is like, as a key or in words."""
    if offer := did_you_mean(word, names):
        return offer
    like = [one for one in choices_like(word, models, field, kind) if one in names]
    if not like or len(like) > _OFFERED:
        return ""
    return any_offered([choices([one], models, field, kind) for one in like])


def value_meant(word: str, model: type[BaseModel], kind: str) -> tuple[str, str, str] | None:
    """Where ``word``, given as a field, is a choice: the field, the one in it, the choice."""
    found = {
        (name, inner, choice)
        for name, info in model.model_fields.items()
        for part in models_in(info.annotation)
        for inner in part.model_fields
        for lang in LANGS
        for choice, said in choice_words(part, inner, kind, lang).items()
        if plain(said) == plain(word)
    }
    return found.pop() if len(found) == 1 else None
