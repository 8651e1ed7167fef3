"""What a field of a model is on a form, told from its type alone."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, Final, Literal, TypeAlias, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ....schemas.figures import MAX_AMOUNT
from ....schemas.scalars import LINE_LENGTH
from ....schemas.shapes import tag_of
from ....schemas.short_forms import ShortForm, short_form

PlainKind = Literal["line", "text", "whole", "decimal", "money", "day"]
# The shapes that a field of several may have, as its input says which.
FLAG, LINE, GROUP, LIST, LANGS_MODE = "flag", "line", "group", "list", "langs"


@dataclass(frozen=True, slots=True)
class Plain:
    """Something typed into one input; ``words`` are fixed ones that do as well."""

    kind: PlainKind
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Truth:
    """Yes or no."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some fixed words, or of some figures."""

    words: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The fields of a model."""

    model: type[BaseModel]


@dataclass(frozen=True, slots=True)
class Variants:
    """One of several groups of fields, told apart by the word in the field ``tag``."""

    models: tuple[type[BaseModel], ...]
    tag: str

    @property
    def words(self) -> tuple[str, ...]:
        """The words of all groups."""
        return tuple(word for model in self.models for word in self.words_of(model))

    def words_of(self, model: type[BaseModel]) -> tuple[str, ...]:
        """Those that mean ``model``."""
        return tuple(get_args(model.model_fields[self.tag].annotation))

    def meant(self, word: Any) -> type[BaseModel] | None:
        """The group that ``word`` means."""
        return next((one for one in self.models if word in self.words_of(one)), None)

    @property
    def usual(self) -> str | None:
        """The word that need not be said."""
        for model in self.models:
            info = model.model_fields[self.tag]
            if not info.is_required():
                return str(info.default)
        return None


@dataclass(frozen=True, slots=True)
class Lines:
    """Short lines of text, one below the other."""


@dataclass(frozen=True, slots=True)
class Ticks:
    """Several of some fixed words, in an order."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of entries."""

    entry: Part


@dataclass(frozen=True, slots=True)
class Keyed:
    """Values by key: of fixed ``keys``, or of any."""

    keys: tuple[str, ...]
    value: Plain


@dataclass(frozen=True, slots=True)
class Either:
    """One of several shapes, by the name of each; ``fills``: the field that a line stands for."""

    options: tuple[tuple[str, Part], ...]
    fills: str = ""

    def part(self, shape: str) -> Part | None:
        """What is of that shape."""
        return dict(self.options).get(shape)


Part: TypeAlias = (
    Plain | Truth | Choice | Group | Variants | Lines | Ticks | Listed | Keyed | Either
)
_PLAIN: Final[tuple[tuple[type, PlainKind], ...]] = (
    (date, "day"),
    (Decimal, "decimal"),
    (int, "whole"),
)


@dataclass(frozen=True, slots=True)
class _Option:
    """A type that a value may have, with what is declared on it."""

    type: Any
    metadata: tuple[Any, ...]


def _options(annotation: Any, metadata: tuple[Any, ...] = ()) -> Iterator[_Option]:
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *more = get_args(annotation)
        yield from _options(inner, (*metadata, *more))
    elif origin in {Union, types.UnionType}:
        for one in get_args(annotation):
            yield from _options(one, metadata)
    elif annotation is not type(None):
        yield _Option(annotation, metadata)


def part_of(info: FieldInfo) -> Part:
    """What a field is on a form."""
    return _part(info.annotation, tuple(info.metadata))


@lru_cache(maxsize=4096)
def _of_annotation(annotation: Any) -> Part:
    return _part(annotation, ())


def _part(annotation: Any, metadata: tuple[Any, ...]) -> Part:
    found = list(_options(annotation, metadata))
    declared = _short(annotation, metadata)
    models = _models(found)
    shapes: dict[str, Part] = {}
    if any(one.type is bool for one in found):
        shapes[FLAG] = Truth()
    line = _line(found)
    if line is None and declared and not declared.words and models:
        line = Plain("line")
    if line is not None:
        shapes[LINE] = line
    shapes |= {shape: part for one in found for shape, part in _holding(one.type)}
    if models:
        shapes[GROUP] = _group(models)
    if len(shapes) == 1:
        return next(iter(shapes.values()))
    return Either(tuple(shapes.items()), declared.fills if declared else "")


def _models(found: list[_Option]) -> tuple[type[BaseModel], ...]:
    classes = [one.type for one in found if isinstance(one.type, type)]
    return tuple(one for one in classes if issubclass(one, BaseModel))


def _line(found: list[_Option]) -> Part | None:
    """What is typed, or chosen, in one input."""
    classes = [one.type for one in found if isinstance(one.type, type)]
    words = tuple(
        word for one in found if get_origin(one.type) is Literal for word in get_args(one.type)
    )
    return _plain(found, classes, words) or (Choice(words) if words else None)


def _holding(annotation: Any) -> Iterator[tuple[str, Part]]:
    """A list, or values by key."""
    if get_origin(annotation) is tuple:
        yield LIST, _list(get_args(annotation)[0])
    if get_origin(annotation) in {dict, Mapping}:
        keys, value = map(_of_annotation, get_args(annotation))
        fixed = tuple(str(word) for word in keys.words) if isinstance(keys, Choice) else ()
        yield GROUP, Keyed(fixed, value if isinstance(value, Plain) else Plain("text"))


def _short(annotation: Any, metadata: tuple[Any, ...]) -> ShortForm | None:
    """The short form of the value itself, not of the entries of its list."""
    own = next((one for one in metadata if isinstance(one, ShortForm)), None)
    if own is not None or any(get_origin(one.type) is tuple for one in _options(annotation)):
        return own
    return short_form(FieldInfo(annotation=annotation))


def _group(models: tuple[type[BaseModel], ...]) -> Part:
    tag = tag_of(models)
    return Variants(models, tag) if tag else Group(models[0])


def _plain(found: list[_Option], classes: list[type], words: tuple[Any, ...]) -> Plain | None:
    fixed = tuple(str(word) for word in words)
    for wanted, kind in _PLAIN:
        if wanted in classes:
            money = any(_is_money(item) for one in found for item in one.metadata)
            return Plain("money" if money else kind, fixed)
    texts = [one for one in found if one.type is str]
    if not texts:
        return None
    long = any(_length(item) > LINE_LENGTH for one in texts for item in one.metadata)
    return Plain("text" if long else "line", fixed)


def _is_money(item: Any) -> bool:
    if isinstance(item, FieldInfo):
        return any(map(_is_money, item.metadata))
    return getattr(item, "le", None) == MAX_AMOUNT


def _length(item: Any) -> int:
    inner = getattr(item, "metadata", None)
    if isinstance(item, FieldInfo) and inner:
        return max(map(_length, inner))
    return getattr(item, "max_length", None) or 0


def _list(entry: Any) -> Part:
    part = _of_annotation(entry)
    if part == Plain("line"):
        return Lines()
    if isinstance(part, Choice):
        return Ticks(tuple(map(str, part.words)))
    return Listed(part)
