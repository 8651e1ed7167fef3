"""An input with gaps as far as it is valid: what is there can be read, what is not says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError, create_model
from pydantic.fields import FieldInfo

from .base import StrictModel
from .shapes import models_in, tag_of

M = TypeVar("M", bound=BaseModel)
_NOTHING = object()


class UnknownFieldError(Exception):
    """A rule asked for a field that the draft does not hold, or holds wrongly."""


def _unknown(self: BaseModel, name: str) -> Any:
    raise UnknownFieldError(f"{type(self).__name__}.{name}")


@lru_cache(maxsize=256)
def _draft_class(model: type[M]) -> type[M]:
    """``model``, whose absent fields raise :class:`UnknownFieldError` when they are asked for."""
    more = {"__getattr__": _unknown, "__module__": model.__module__}
    made: type[M] = type(model.__name__, (model,), more)
    return made


@lru_cache(maxsize=2048)
def _alone(model: type[BaseModel], name: str) -> type[BaseModel]:
    """A model of this field alone, as strict as the whole one: lists in a file are tuples here."""
    info = model.model_fields[name]
    fields: dict[str, Any] = {name: (info.annotation, info)}
    made: type[BaseModel] = create_model(name, __base__=StrictModel, **fields)
    return made


def value_of(model: type[BaseModel], name: str, value: Any) -> Any:
    """What a field of ``model`` makes of ``value``, whatever the other fields are.

    Raises:
        ValidationError: it does not take it.

    """
    return getattr(_alone(model, name).model_validate({name: value}), name)


def draft(model: type[M], data: Mapping[str, Any]) -> M:
    """``data`` as a ``model``, without the fields that are wrong or missing.

    A field of fields is kept as far as it is valid itself. Rules that read a draft get
    :class:`UnknownFieldError` where it has a gap; what they say without that holds whatever
    will be filled in.
    """
    try:
        return model.model_validate(data)
    except ValidationError:
        kept = {
            name: value
            for name, info in model.model_fields.items()
            if name in data and (value := _value(model, name, info, data[name])) is not _NOTHING
        }
    made: M = _draft_class(model).model_construct(set(kept), **kept)
    for name in data:
        if name in model.model_fields and name not in kept:
            # It has a default, but something else was meant.
            made.__dict__.pop(name, None)
    return made


def _value(model: type[BaseModel], name: str, info: FieldInfo, value: Any) -> Any:
    try:
        return value_of(model, name, value)
    except ValidationError:
        models = models_in(info.annotation)
        if _takes_list(info.annotation):
            return _entries_in_part(models, value)
        return _in_part(models, value)


def _takes_list(annotation: Any) -> bool:
    if get_origin(annotation) in (list, tuple):
        return True
    return any(_takes_list(one) for one in get_args(annotation))


def _entries_in_part(models: Sequence[type[BaseModel]], value: Any) -> Any:
    """A list of fields, each as far as it is valid; nothing where one of them is not certain."""
    parts = [_in_part(models, entry) for entry in value] if isinstance(value, list) else []
    # A list that may not be empty and is empty says nothing either.
    return _NOTHING if not parts or any(part is _NOTHING for part in parts) else tuple(parts)


def _in_part(models: Sequence[type[BaseModel]], value: Any) -> Any:
    """What of a field of fields is valid; nothing where its model is not certain."""
    if not isinstance(value, Mapping):
        return _NOTHING
    tag = tag_of(models)
    fitting = [one for one in models if _is_of(one, value, tag)]
    return draft(fitting[0], value) if len(fitting) == 1 else _NOTHING


def _is_of(model: type[BaseModel], value: Mapping[str, Any], tag: str | None) -> bool:
    """Whether ``value`` may be a ``model``: by its fields, and by ``tag``, its word in a union."""
    if not set(value) <= set(model.model_fields):
        return False
    if tag is None:
        return True
    info = model.model_fields[tag]
    if tag not in value:
        return not info.is_required()
    return _value(model, tag, info, value[tag]) is not _NOTHING
