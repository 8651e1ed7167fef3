"""What names in the texts are called: fields by their labels, citations by what they cite."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, Final

from pydantic import BaseModel

from ....batch.fields import Field, fields_of
from ....batch.labels import explained, label_path
from ....kinds import Kind
from ....law import LAWS, law_of
from ....messages import UiLang, Worded, said
from ....resources import templates
from ....schemas.shapes import models_in
from ....starter import explanations
from .derived import NO, NOUNS, YES

_FIRST: Final = re.compile(r"\w*")


class Naming:
    """Names of a kind under a law, in a language."""

    def __init__(self, kind: Kind, law: str, lang: UiLang) -> None:
        self.kind, self.law, self.lang = kind, law, lang
        self.labels = label_path(kind, lang)
        self.fields = fields_of(kind)
        # The groups of fields that entries of the list at hand are.
        self.entries: tuple[type[BaseModel], ...] = ()

    def field(self, name: str) -> Field | None:
        """The field of that name, if it is one."""
        return self.fields.get(name)

    def of(self, name: str) -> str:
        """What ``name`` is called: as a field, a citation, or what follows from the data."""
        return self.known(name) or name

    def known(self, name: str) -> str:
        """The words for ``name``; empty where there are none."""
        if name.startswith("cite."):
            return self._cited(name.removeprefix("cite."))
        above, _, last = name.rpartition(".")
        whole = above if last == "text" and above in self.labels else name
        return (
            self.labels.get(whole, "")
            or self._of_entry(above, last)
            or self._noun(NOUNS.get(name) or NOUNS.get(last))
            or _by_last(self.kind.id, self.lang).get(last, "")
            or self._noun(NOUNS.get(name.partition(".")[0]))
        )

    def _noun(self, words: Worded | None) -> str:
        return said(words, self.lang) if words else ""

    def _of_entry(self, above: str, last: str) -> str:
        """The label of a field of the entries at hand."""
        known = explanations(templates(), self.kind.id, self.lang)
        if not above or above in self.labels:
            return ""
        for entry in self.entries:
            for cls in entry.__mro__:
                one = known.get(cls.__name__, {}).get(last)
                if isinstance(one, Mapping) and "label" in one:
                    return str(one["label"])
        return ""

    @contextmanager
    def inside(self, expression: str) -> Iterator[None]:
        """While entries of the list ``expression`` are spoken of."""
        before = self.entries
        info = self.kind.model.model_fields.get(_FIRST.match(expression)[0])  # type: ignore[index]
        self.entries = tuple(models_in(info.annotation)) if info else before
        try:
            yield
        finally:
            self.entries = before

    def is_truth(self, name: str) -> bool:
        """Whether it is yes or no."""
        field = self.fields.get(name)
        return field is not None and field.takes.truth

    def choice(self, name: str, value: Any) -> str:
        """What the choice ``value`` of a field is called."""
        field = self.fields.get(name)
        if isinstance(value, bool):
            return said(YES if value else NO, self.lang)
        own = explained(self.kind, field, self.lang).get("choices") or {} if field else {}
        known = own or _choices(self.kind.id, self.lang).get(name.rpartition(".")[2], {})
        return str(known.get(str(value), "")) or str(value)

    def _cited(self, name: str) -> str:
        """A citation as this law has it, or the one that has it; in the case that is asked for."""
        key, _, case = name.partition(".")
        for law in dict.fromkeys((self.law, *LAWS)):
            cited = law_of(law).cite(self.lang)
            if key in cited:
                return str(getattr(cited[key], case) if case else cited[key])
        return ""


@lru_cache(maxsize=32)
def _by_last(kind: str, lang: UiLang) -> Mapping[str, str]:
    """The labels of fields by the last step of their names, for entries of lists."""
    return {name: str(one["label"]) for name, one in _entries(kind, lang) if "label" in one}


@lru_cache(maxsize=32)
def _choices(kind: str, lang: UiLang) -> Mapping[str, Mapping[str, str]]:
    """The words of all choices by the last step of the field's name."""
    found: dict[str, dict[str, str]] = {}
    for name, one in _entries(kind, lang):
        words = one.get("choices") or {}
        found.setdefault(name, {}).update((str(key), str(word)) for key, word in words.items())
    return found


def _entries(kind: str, lang: UiLang) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """What is said of each field of each group of fields."""
    for fields in explanations(templates(), kind, lang).values():
        for name, one in fields.items() if isinstance(fields, Mapping) else ():
            if isinstance(one, Mapping):
                yield str(name), one
