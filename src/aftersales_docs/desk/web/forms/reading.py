"""What a form says, as the input of a document: as it was typed, right or wrong.

A name is the path of a field (``remedies.0.days``). Beside it ``name:`` says which shape a field
of several has, or that a group or an entry of a list is there; ``name?`` holds what the form has
no input for, as JSON.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from django.http import QueryDict
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ....kinds import Kind
from ....language import LANGS
from ....schemas.house_file import USE
from .parts import (
    FLAG,
    GROUP,
    LANGS_MODE,
    LINE,
    LIST,
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
from .paths import ABSENT, Path, name
from .typed import day_typed, decimal_typed, whole_typed
from .words import choice_typed

YES, NO, GIVEN = "true", "false", "group"
_FIGURES: Final = {"decimal", "money"}


class Reader:
    """Reads one form that came back."""

    def __init__(
        self, kind: Kind, post: QueryDict, today: date, *, takes_facts: bool = False
    ) -> None:
        """``takes_facts``: fields may take facts of the house."""
        self.kind, self.post, self.today = kind, post, today
        self.takes_facts = takes_facts
        self.entries = _entries(post)

    def data(self) -> dict[str, Any]:
        """The input."""
        found = self.group(self.kind.model, ())
        return {"kind": self.kind.id, **{key: one for key, one in found.items() if key != "kind"}}

    def group(self, model: type[BaseModel], path: Path, besides: str = "") -> dict[str, Any]:
        """The fields of ``model`` at ``path``, but for the field ``besides``."""
        found: dict[str, Any] = {}
        for field, info in model.model_fields.items():
            if field == besides or (not path and field == "kind"):
                continue
            value = self.field(model, field, info, (*path, field))
            if value is not ABSENT:
                found[field] = value
        return found | self.other(path)

    def other(self, path: Path) -> dict[str, Any]:
        """What stands in a group without being a field of it."""
        found = self.json(f"{name(path)}?")
        return dict(found) if isinstance(found, Mapping) else {}

    def json(self, named: str) -> Any:
        """What an input holds as JSON."""
        try:
            return json.loads(str(self.post[named])) if named in self.post else ABSENT
        except (ValueError, RecursionError):
            return ABSENT

    def field(self, model: type[BaseModel], field: str, info: FieldInfo, path: Path) -> Any:
        """The value of a field; ``ABSENT`` where nothing was typed."""
        raw = self.json(f"{name(path)}!")
        if raw is not ABSENT:
            return raw
        part = part_of(info)
        if used := self.used(path):
            return {USE: used, **(self.group(part.model, path) if isinstance(part, Group) else {})}
        if self.shape(path) == LANGS_MODE:
            return self.by_language(part, path)
        found = self.part(part, path)
        if isinstance(part, Group) and not info.is_required() and self.shape(path) != GIVEN:
            # Of another variant, in which it had to be there.
            return found or ABSENT
        if isinstance(part, Plain) and part.words and isinstance(found, str):
            return choice_typed(self.kind.id, model, field, found)
        return found

    def used(self, path: Path) -> str:
        """The fact of the house that a field takes."""
        return str(self.post.get(name((*path, USE)), "")).strip() if self.takes_facts else ""

    def by_language(self, part: Part, path: Path) -> dict[str, Any]:
        """What stands there in each language."""
        values = {lang: self.part(part, (*path, lang)) for lang in LANGS}
        return {lang: one for lang, one in values.items() if one is not ABSENT}

    def shape(self, path: Path) -> str:
        """Which shape the form says that a field has."""
        return str(self.post.get(f"{name(path)}:", ""))

    def part(self, part: Part, path: Path) -> Any:
        """The value of a part at ``path``."""
        by_type: dict[type, Callable[[Any, Path], Any]] = {
            Plain: self.plain,
            Truth: self.truth,
            Choice: self.choice,
            Lines: self.lines,
            Ticks: self.ticks,
            Group: lambda one, at: self.group(one.model, at),
            Variants: self.variants,
            Keyed: self.keyed,
            Listed: self.listed,
            Either: self.either,
        }
        return by_type[type(part)](part, path)

    def truth(self, _part: Truth, path: Path) -> Any:
        """Yes or no, if it was said."""
        return {YES: True, NO: False}.get(str(self.post.get(name(path), "")), ABSENT)

    def lines(self, _part: Lines, path: Path) -> Any:
        """The lines of one box, or the boxes that are ticked where the catalogue is known."""
        found = _newlines("\n".join(self.post.getlist(name(path)))).split("\n")
        return [one for one in found if one.strip()] or ABSENT

    def ticks(self, _part: Ticks, path: Path) -> Any:
        """The boxes that are ticked."""
        return [one for one in self.post.getlist(name(path)) if one] or ABSENT

    def listed(self, part: Listed, path: Path) -> Any:
        """The entries of a list."""
        return [self.entry(part.entry, (*path, at)) for at in self.indices(path)] or ABSENT

    def plain(self, part: Plain, path: Path) -> Any:
        """What was typed into one input."""
        text = _newlines(self.post.get(name(path), ""))
        if not text.strip():
            return ABSENT
        if part.kind == "day":
            return day_typed(text, self.today)
        if part.kind == "whole":
            return whole_typed(text.strip())
        if part.kind in _FIGURES:
            return decimal_typed(text)
        return text

    def choice(self, part: Choice, path: Path) -> Any:
        """The word or figure that was chosen."""
        text = self.post.get(name(path), "")
        by_text = {str(word): word for word in part.words}
        return by_text.get(text, text) if text else ABSENT

    def entry(self, part: Part, path: Path) -> Any:
        """An entry of a list: kept also where nothing stands in it yet."""
        raw = self.json(f"{name(path)}!")
        if raw is not ABSENT:
            return raw
        if self.shape(path) == LANGS_MODE:
            return self.by_language(part, path)
        found = self.part(part, path)
        if found is not ABSENT:
            return found
        empty = isinstance(part, Group | Variants | Keyed) or self.shape(path) == GROUP
        return {} if empty else ""

    def indices(self, path: Path) -> list[int]:
        """The entries of the list at ``path``."""
        return self.entries.get(name(path), [])

    def variants(self, part: Variants, path: Path) -> Any:
        """The group of fields that was chosen."""
        word = self.post.get(name((*path, part.tag)), "")
        model = part.meant(word or part.usual)
        if not word and (model is None or f"{name((*path, part.tag))}" not in self.post):
            return ABSENT
        tagged = {part.tag: word} if word else {}
        if model is None:
            return tagged | self.other(path)
        return tagged | self.group(model, path, besides=part.tag)

    def keyed(self, part: Keyed, path: Path) -> Any:
        """Values by key."""
        if part.keys:
            pairs = [(key, self.plain(part.value, (*path, key))) for key in part.keys]
        else:
            pairs = [
                (self.post.get(name((*path, at, "key")), ""), self.post_text((*path, at, "value")))
                for at in self.indices(path)
            ]
        return {key: value for key, value in pairs if value is not ABSENT} or ABSENT

    def post_text(self, path: Path) -> str:
        """Text as it was typed, empty or not."""
        return _newlines(self.post.get(name(path), ""))

    def either(self, part: Either, path: Path) -> Any:
        """The value of a field of several shapes, in that which the form says."""
        shape = self.shape(path)
        if part.part(FLAG) is not None and shape in {YES, NO}:
            return shape == YES
        inner = part.part(shape)
        if inner is None:
            return self.part(part.part(LINE), path) if part.part(LINE) else ABSENT  # type: ignore[arg-type]
        found = self.part(inner, path)
        if found is ABSENT and shape in {LIST, GROUP}:
            return [] if shape == LIST else {}
        return found


def _newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _entries(post: QueryDict) -> dict[str, list[int]]:
    """The entries that each list of the form has, in their order."""
    found: dict[str, list[int]] = {}
    for key in post:
        entry = re.fullmatch(r"(.+)\.([0-9]{1,5}):", key)
        if entry:
            found.setdefault(entry[1], []).append(int(entry[2]))
    return {key: sorted(at) for key, at in found.items()}
