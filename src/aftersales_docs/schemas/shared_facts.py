"""What the documents of one case share, and how a kind takes it: declared on the common parts.

A part that says what it tells of (``shared_fact``: a customer, the product, the house) is filled
wherever a kind has it, whatever the field is called there; so is a plain field whose name is
among :data:`PLAIN`, and one that says by :class:`Fact` where it takes its value from. A kind that
is to come joins by using these parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from .draft import value_of
from .shapes import models_in

# Plain fields that mean the same in every kind.
PLAIN: Final = ("lang", "law", "currency", "contract_date", "land", "place")
_NOTHING: Final = object()


@dataclass(frozen=True, slots=True)
class Fact:
    """Where a field takes its value from: a dotted path in the facts of a case."""

    path: str


def facts_known(models: Iterable[type[BaseModel]]) -> set[str]:
    """The names of all facts that documents of these ``models`` share."""
    found = set(PLAIN)
    for model in models:
        for info in model.model_fields.values():
            found |= {one.path.split(".")[0] for one in info.metadata if isinstance(one, Fact)}
            found |= {name} if (name := _fact_of(info)) else set()
    return found


def fields_known(models: Iterable[type[BaseModel]], path: str) -> tuple[str, ...] | None:
    """The fields below a dotted ``path`` of facts; ``None`` where anything may stand."""
    first, *rest = path.split(".")
    infos = [info for model in models for info in model.model_fields.values()]
    parts = {
        one: None
        for info in infos
        if _fact_of(info) == first
        for one in models_in(info.annotation)
    }
    for name in rest:
        inner = [part.model_fields[name] for part in parts if name in part.model_fields]
        parts = {one: None for info in inner for one in models_in(info.annotation)}
    return tuple(sorted({name for part in parts for name in part.model_fields})) or None


def taken(model: type[BaseModel], facts: Mapping[str, Any]) -> dict[str, Any]:
    """What an input of ``model`` takes of ``facts``, as it would be typed.

    What is wrong in a fact comes along: the document says so where it stands.
    """
    found: dict[str, Any] = {}
    for name, info in model.model_fields.items():
        value = _value(model, name, info, facts)
        if value is not _NOTHING:
            found[name] = value
    return found


def merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """``base`` with ``over`` on top, field by field; a list is taken whole."""
    found = dict(base)
    for name, value in over.items():
        below = found.get(name)
        both = isinstance(value, Mapping) and isinstance(below, Mapping)
        found[name] = merged(below, value) if both else value  # type: ignore[arg-type]
    return found


def _fact_of(info: FieldInfo) -> str:
    """The fact that all models of a field tell of."""
    names = {getattr(one, "shared_fact", "") for one in models_in(info.annotation)}
    return names.pop() if len(names) == 1 else ""


def _value(model: type[BaseModel], name: str, info: FieldInfo, facts: Mapping[str, Any]) -> Any:
    path = next((one.path for one in info.metadata if isinstance(one, Fact)), "")
    if path:
        return _at(facts, path)
    if fact := _fact_of(info):
        if fact not in facts:
            return _NOTHING
        part = _part(models_in(info.annotation), facts[fact])
        return [part] if _takes_list(info.annotation) else part
    if name in PLAIN and name in facts:
        return facts[name] if _fits(model, name, facts[name]) else _NOTHING
    inner = models_in(info.annotation)
    if len(inner) == 1 and not _takes_list(info.annotation):
        # A part that tells of nothing itself, but of whose fields some do.
        part = taken(inner[0], facts)
        if part and _fits(model, name, part):
            return part
    return _NOTHING


def _at(facts: Mapping[str, Any], path: str) -> Any:
    value: Any = facts
    for step in path.split("."):
        if not isinstance(value, Mapping) or step not in value:
            return _NOTHING
        value = value[step]
    return value


def _takes_list(annotation: Any) -> bool:
    return get_origin(annotation) in (list, tuple) or any(
        _takes_list(one) for one in get_args(annotation)
    )


def _fits(model: type[BaseModel], name: str, value: Any) -> bool:
    try:
        value_of(model, name, value)
    except ValidationError:
        return False
    return True


def _part(models: list[type[BaseModel]], value: Any) -> Any:
    """Of a fact what the ``models`` of a field know, under the names that they have for it."""
    if not isinstance(value, Mapping):
        return value
    found: dict[str, Any] = {}
    for model in models:
        for name, info in model.model_fields.items():
            given = next((one.path for one in info.metadata if isinstance(one, Fact)), name)
            told = _at(value, given)
            if told is not _NOTHING:
                found[name] = _plain(model, name, told)
    return found


def _plain(model: type[BaseModel], name: str, value: Any) -> Any:
    """``value``; words with their cases as words alone, where a field takes no more."""
    if isinstance(value, Mapping) and "text" in value and not _fits(model, name, value):
        return value["text"]
    return value
