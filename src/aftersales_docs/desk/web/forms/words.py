"""What a form calls fields and choices, and what it says of them, in the reader's language.

All of it stands in ``templates/fields``, where it is written for who edits a file: what speaks of
files (quotes, ``true``, names of fields) is said here as it is on a form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from pydantic import BaseModel

from ....errors import Worded, worded
from ....kinds import KINDS
from ....messages import UiLang, told
from ....resources import templates
from ....schemas.field_words import plain
from ....schemas.parts import Words
from ....starter import explanations

Models = Sequence[type[BaseModel]]
YES: Final[Worded] = worded("yes")
NO: Final[Worded] = worded("no")
_TRUTH: Final[Mapping[UiLang, tuple[str, str]]] = {
    "de": ("Ja", "Nein"),
    "ru": ("«да»", "«нет»"),
    "en": ("yes", "no"),
}
_QUOTES: Final[Mapping[UiLang, tuple[str, str]]] = {
    "de": ("„", "“"),
    "ru": ("«", "»"),
    "en": ("“", "”"),
}
# As many words before the choices say no more than the label does.
_NOTHING_SAID: Final = 5
# A name in quotes is one, whatever else the word means.
_QUOTED: Final = re.compile(r"([„«“'])([a-z]+(?:[._][a-z_]+)*)([“»”'])")
# What only who edits a file need know.
_OF_FILES: Final = (
    (r"[;,][^;.]*„?aftersales-docs[^;.]*", ""),
    (r",? in Anführungszeichen und|,? in quotes and|,? в кавычках и", ","),
    (r",? in Anführungszeichen(?=[ .,;])|,? in quotes|,? в кавычках", ""),
)
# Names of fields that are words of the language as well are left alone.
_IDENTIFIER: Final = re.compile(r"(?<![\w.@/-])([a-z]+(?:_[a-z]+)+|[a-z]+\.[a-z_]+)(?![\w@/-])")
_LATIN: Final = re.compile(r"(?<![\w.@/-])([a-z][a-z_-]+)(?![\w@/-])(?!\.[a-z])")
_PAIR: Final = re.compile(r"([„«“]?)([a-z_]+): ([a-z-]+)([“»”]?)")


@lru_cache(maxsize=4096)
def _entry(kind: str, lang: UiLang, model: type[BaseModel], name: str) -> Mapping[str, Any]:
    """What ``templates/fields`` says of a field, by the class that declares it."""
    known = explanations(templates(), kind, lang)
    for cls in model.__mro__:
        entry = known.get(cls.__name__, {}).get(name)
        if isinstance(entry, Mapping):
            return entry
    return {}


def _entries(kind: str, lang: UiLang, models: Models, name: str) -> Iterator[Mapping[str, Any]]:
    for model in models:
        if name in model.model_fields and (entry := _entry(kind, lang, model, name)):
            yield entry


def label(kind: str, lang: UiLang, models: Models, name: str) -> str:
    """What a field is called."""
    found = {str(one.get("label", "")) for one in _entries(kind, lang, models, name)} - {""}
    if len(found) > 1:  # It tells groups of fields apart, and each calls it by its own word.
        return told("Which")
    return found.pop() if found else name


def case_label(kind: str, lang: UiLang, case: str) -> str:
    """What a case of a noun is called."""
    entry = _entry(kind, lang, Words, case)
    return str(entry.get("label", case))


def choice_words(kind: str, lang: UiLang, models: Models, name: str) -> Mapping[str, str]:
    """What the choices of a field are called."""
    return {
        str(key): str(word)
        for entry in _entries(kind, lang, models, name)
        for key, word in (entry.get("choices") or {}).items()
    }


def choice_typed(kind: str, model: type[BaseModel], name: str, text: str) -> str:
    """The key of the choice that is called ``text`` in some language; else ``text``."""
    for lang in KINDS[kind].langs:
        for key, word in choice_words(kind, lang, (model,), name).items():
            if plain(word) == plain(text):
                return key
    return text


def sections(kind: str, lang: UiLang) -> Mapping[str, str]:
    """The sections of a kind's form, in their order; one without a name where it has none."""
    found = explanations(templates(), kind, lang).get("_sections")
    return dict(found) if found else {"": ""}


def section_of(kind: str, lang: UiLang, model: type[BaseModel], name: str) -> str:
    """The section in which a top field stands; the first for what all kinds have."""
    known = sections(kind, lang)
    found = str(_entry(kind, lang, model, name).get("section", ""))
    return found if found in known else next(iter(known))


@lru_cache(maxsize=8192)
def hint(kind: str, lang: UiLang, model: type[BaseModel], name: str) -> str:
    """The explanation of a field, as beside a form; nothing where its choices say it all."""
    entry = _entry(kind, lang, model, name)
    text = " ".join(str(entry.get("text", "")).split())
    whole, text = text, _without_keys(text, [str(one) for one in entry.get("choices") or ()])
    if text != whole and len(text.split()) <= _NOTHING_SAID:
        return ""
    for words, instead in _OF_FILES:
        text = re.sub(words, instead, text)
    yes, no = _TRUTH[lang]
    for typed, said in (("true", yes), ("false", no)):
        text = re.sub(rf"\b{typed}\b", said, text)
    text = _PAIR.sub(lambda found: _pair(found, kind, lang, model), text)
    text = _IDENTIFIER.sub(lambda found: _called(found[0], kind, lang, model), text)
    if lang != "en":
        text = _LATIN.sub(lambda found: _known(found[0], kind, lang, model), text)
    return f"{text[:1].upper()}{text[1:]}"


def readable(kind: str, lang: UiLang, text: str) -> str:
    """A message with the labels of fields in place of their names."""
    model = KINDS[kind].model
    text = _QUOTED.sub(lambda found: _in_quotes(found, kind, lang, model), text)
    text = _PAIR.sub(lambda found: _pair(found, kind, lang, model), text)
    text = _IDENTIFIER.sub(lambda found: _called(found[0], kind, lang, model), text)
    return f"{text[:1].upper()}{text[1:]}"


def _without_keys(text: str, keys: Sequence[str]) -> str:
    """``text`` up to where it begins to name the choices, which the form shows itself."""
    places = [
        found.start() for key in keys if (found := re.search(rf"(?<![\w-]){key}(?![\w-])", text))
    ]
    if not places:
        return text
    before = text[: min(places)].rstrip()
    if not before.endswith((":", "(")):
        before = before[: max(before.rfind("."), before.rfind(";"), 0)]
    before = before.rstrip(" :(.;")
    return f"{before}." if before else ""


def _pair(found: re.Match[str], kind: str, lang: UiLang, model: type[BaseModel]) -> str:
    """``decision: recall`` as it is on the form: the label and the word of the choice."""
    for one in (model, *_models(kind)):
        words = choice_words(kind, lang, (one,), found[2])
        if found[3] in words:
            left, right = _QUOTES[lang]
            return f"{left}{label(kind, lang, (one,), found[2])}: {words[found[3]]}{right}"
        if found[3] in {_TRUTH[lang][0], _TRUTH[lang][1]} and found[2] in one.model_fields:
            return f"{label(kind, lang, (one,), found[2])}: {found[3]}"
    return found[0]


def _called(name: str, kind: str, lang: UiLang, model: type[BaseModel]) -> str:
    """A field's name as what the form calls it, in quotes of the language."""
    words = []
    models: Models = (model, *_models(kind))
    for step in name.split("."):
        owner = next((one for one in models if step in one.model_fields), None)
        if owner is None:
            return name
        words.append(label(kind, lang, (owner,), step))
    left, right = _QUOTES[lang]
    return f"{left}{' › '.join(words)}{right}"


def _in_quotes(found: re.Match[str], kind: str, lang: UiLang, model: type[BaseModel]) -> str:
    """A field's name in quotes as its label in quotes."""
    label_of = _called(found[2], kind, lang, model)
    return found[0] if label_of == found[2] else label_of


def _known(name: str, kind: str, lang: UiLang, model: type[BaseModel]) -> str:
    """A Latin word that is a field here, or a choice, as it is called; else itself."""
    if name in model.model_fields or any(name in one.model_fields for one in _models(kind)[:1]):
        return _called(name, kind, lang, model)
    for one in _models(kind):
        for field in one.model_fields:
            words = choice_words(kind, lang, (one,), field)
            if name in words:
                return words[name].join(_QUOTES[lang])
    return name


@lru_cache(maxsize=32)
def _models(kind: str) -> tuple[type[BaseModel], ...]:
    """The models of a kind, the outermost first."""
    from ....starter import explained_classes

    return tuple(dict.fromkeys(explained_classes(KINDS[kind].model)))
