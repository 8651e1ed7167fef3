"""What a value will be, told from types alone: which fields a template may ask it for."""

from __future__ import annotations

import types
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, is_dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel


@dataclass(frozen=True)
class Record:
    """A group of values whose names are known, without a type of its own."""

    fields: tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """The types a value may have; ``optional`` says that it may not be given at all."""

    options: tuple[Any, ...]
    optional: bool = False

    @property
    def known(self) -> bool:
        """Whether anything can be said of it."""
        return bool(self.options) and not any(o in {Any, object} for o in self.options)

    def is_only(self, *wanted: Any) -> bool:
        """Whether it is known and all its types are among ``wanted``."""
        return self.known and all(option in wanted for option in self.options)


ANYTHING = Shape((Any,))
TEXT = Shape((str,))
TRUTH = Shape((bool,))


@lru_cache(maxsize=4096)
def shape_of(annotation: Any) -> Shape:
    """The shape of what a type annotation describes."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return shape_of(get_args(annotation)[0])
    if origin in {Union, types.UnionType}:
        return _either([shape_of(part) for part in get_args(annotation)])
    if origin is Literal:
        return Shape(tuple({type(value): None for value in get_args(annotation)}))
    if annotation is type(None):
        return Shape((), optional=True)
    return Shape((annotation,))


def _either(parts: Sequence[Shape]) -> Shape:
    options = dict.fromkeys(option for part in parts for option in part.options)
    return Shape(tuple(options), any(part.optional for part in parts))


def part(shape: Shape, name: str) -> Shape | None:
    """The shape of the field ``name``; ``None`` if no type the value may have knows it."""
    if not shape.known:
        return ANYTHING
    found = [_field(option, name) for option in shape.options]
    there = [one for one in found if one is not None]
    if not there:
        return None
    joined = _either(there)
    return Shape(joined.options, joined.optional or len(there) < len(found))


def _field(option: Any, name: str) -> Shape | None:
    if get_origin(option) in {dict, Mapping}:
        return shape_of(get_args(option)[1])
    fields = fields_of(option)
    return shape_of(fields[name]) if name in fields else None


@lru_cache(maxsize=512)
def fields_of(option: Any) -> Mapping[str, Any]:
    """The fields of a type, with their annotations."""
    if isinstance(option, Record):
        return dict(option.fields)
    if isinstance(option, type) and issubclass(option, BaseModel):
        found: dict[str, Any] = {}
        for name, field in option.model_fields.items():
            found[name] = field.annotation
        return found
    if isinstance(option, type) and is_dataclass(option):
        return get_type_hints(option)
    return {}


def names(shape: Shape) -> list[str]:
    """The fields that a template may ask ``shape`` for."""
    return sorted({name for option in shape.options for name in fields_of(option)})


def is_list(shape: Shape) -> bool:
    """Whether the value is a list, whatever else it may be."""
    return any(_is_sequence(option) for option in shape.options)


def _is_sequence(option: Any) -> bool:
    return option in {list, tuple} or get_origin(option) in {tuple, list}


def element(shape: Shape) -> Shape | None:
    """What stands in the list; ``None`` if the value can't be gone through."""
    if not shape.known:
        return ANYTHING
    lists = [option for option in shape.options if _is_sequence(option)]
    if any(get_args(option) for option in lists):
        return _either([shape_of(get_args(option)[0]) for option in lists if get_args(option)])
    if lists or any(get_origin(o) in {dict, Mapping} or o is str for o in shape.options):
        return ANYTHING
    return None


def is_group(shape: Shape) -> bool:
    """Whether the value is a group of values that has no words of its own."""
    groups = [fields_of(option) for option in shape.options]
    return shape.known and all(group and "text" not in group for group in groups)


def is_person(shape: Shape) -> bool:
    """Whether the value has a name to be declined or shortened."""
    return not shape.known or any("surname" in fields_of(option) for option in shape.options)


def is_number(shape: Shape) -> bool:
    """Whether the value may be a number."""
    return not shape.known or any(option in {int, Decimal, float} for option in shape.options)


def is_date(shape: Shape) -> bool:
    """Whether the value may be a date."""
    return not shape.known or date in shape.options


def is_words(shape: Shape) -> bool:
    """Whether the value may be text, or has words of its own."""
    return not shape.known or any(o is str or "text" in fields_of(o) for o in shape.options)


def models_in(annotation: Any) -> list[type[BaseModel]]:
    """The models that a type speaks of, in its order: itself, or inside unions and lists."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for inner in get_args(annotation) for model in models_in(inner)]


def tag_of(models: Sequence[type[BaseModel]]) -> str | None:
    """The field by which several models are told apart: each takes fixed words of its own."""
    for name in models[0].model_fields if len(models) > 1 else ():
        words = [fixed_words(model, name) for model in models]
        if all(words) and sum(map(len, words)) == len(frozenset().union(*words)):
            return name
    return None


def fixed_words(model: type[BaseModel], name: str) -> frozenset[Any]:
    """The fixed words that a field takes; none if it takes others, or is not there."""
    info = model.model_fields.get(name)
    literal = info is not None and get_origin(info.annotation) is Literal
    return frozenset(get_args(info.annotation)) if info and literal else frozenset()
