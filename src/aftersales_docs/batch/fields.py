"""The fields of a kind of document as columns of a table: walked from its model."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ..kinds import Kind

__all__ = ["Field", "Takes", "fields_of", "takes_of"]

# No model of ours is nested deeper; one that holds itself ends here.
_DEPTH = 6


@dataclass(frozen=True, slots=True)
class Takes:
    """What values a field takes, told from its type.

    ``most`` is the upper bound of a number, if it has one; ``entry`` what stands in its list;
    ``models`` are the groups of fields that it may hold, ``keyed`` says that it is a mapping.
    """

    text: bool = False
    whole: bool = False
    decimal: bool = False
    truth: bool = False
    day: bool = False
    choices: tuple[str, ...] = ()
    most: Decimal | None = None
    models: tuple[type[BaseModel], ...] = ()
    keys: tuple[str, ...] = ()
    keyed: bool = False
    entry: Takes | None = None

    @property
    def percent(self) -> bool:
        """Whether it is a share of a hundred, which a spreadsheet may hold as a fraction."""
        return self.decimal and self.most in {Decimal(100), Decimal(50)}

    @property
    def plain(self) -> bool:
        """Whether one cell holds it: no group of fields, no list of groups."""
        return not self.models and not self.keyed and (self.entry is None or self.entry.plain)

    @property
    def grouped(self) -> bool:
        """Whether it is a group of fields and nothing else."""
        return bool(self.models) and self.entry is None

    @property
    def bare(self) -> bool:
        """Whether it is a group of fields none of which must be given: to be there says much."""
        groups = self.models if self.grouped and not self.text else ()
        return any(
            not any(info.is_required() for info in model.model_fields.values()) for model in groups
        )

    @property
    def listed(self) -> bool:
        """Whether it is a list of groups of fields, which has a sheet of its own."""
        return self.entry is not None and bool(self.entry.models) and not self.entry.text


@dataclass(frozen=True, slots=True)
class Field:
    """One field below a model: its path, what it takes, who declares it.

    ``owners`` are the classes that declare it, several where the group is told apart by type;
    ``required`` counts inside its own group.
    """

    path: tuple[str, ...]
    takes: Takes
    owners: tuple[type[BaseModel], ...]
    required: bool

    @property
    def name(self) -> str:
        """Its path with points."""
        return ".".join(self.path)


def _bound(metadata: Any) -> Decimal | None:
    for one in metadata:
        inner = _bound(one.metadata) if isinstance(one, FieldInfo) else None
        bound = getattr(one, "le", None) if inner is None else inner
        if isinstance(bound, int | float | Decimal):
            return Decimal(str(bound))
    return None


def _options(annotation: Any, most: Decimal | None) -> Iterator[tuple[Any, Decimal | None]]:
    """The types that a value may have, each alone, with its upper bound."""
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *metadata = get_args(annotation)
        yield from _options(inner, _bound(metadata) or most)
    elif origin in {Union, types.UnionType}:
        for part in get_args(annotation):
            yield from _options(part, most)
    elif annotation is not type(None):
        yield annotation, most


@lru_cache(maxsize=4096)
def takes_of(annotation: Any, most: Decimal | None = None) -> Takes:
    """What a field of this type takes."""
    found = list(_options(annotation, most))
    plain = {option for option, _ in found if isinstance(option, type)}
    literals = [
        word for option, _ in found if get_origin(option) is Literal for word in get_args(option)
    ]
    lists = [get_args(option)[0] for option, _ in found if get_origin(option) is tuple]
    keyed = [get_args(option)[0] for option, _ in found if get_origin(option) in {dict, Mapping}]
    return Takes(
        text=str in plain,
        # Figures of which one is chosen are figures all the same: 1, 2 or 4 to a page.
        whole=int in plain or any(type(word) is int for word in literals),
        decimal=Decimal in plain,
        truth=bool in plain,
        day=date in plain,
        choices=tuple(str(word) for word in literals if type(word) is not int),
        most=next((bound for option, bound in found if option is Decimal), None),
        models=tuple(one for one in _classes(found) if issubclass(one, BaseModel)),
        keys=takes_of(keyed[0]).choices if keyed else (),
        keyed=bool(keyed),
        entry=takes_of(lists[0]) if lists else None,
    )


def _classes(found: list[tuple[Any, Decimal | None]]) -> list[type]:
    """The classes among ``found``, in the order in which the type names them."""
    return [option for option, _ in found if isinstance(option, type)]


def _declared(model: type[BaseModel], name: str) -> type[BaseModel]:
    """The class that declares the field ``name`` of ``model``."""
    return next(cls for cls in model.__mro__ if name in vars(cls).get("__annotations__", {}))


def _walk(
    models: tuple[type[BaseModel], ...], path: tuple[str, ...], depth: int
) -> Iterator[Field]:
    for name in dict.fromkeys(name for model in models for name in model.model_fields):
        having = [model for model in models if name in model.model_fields]
        infos = [model.model_fields[name] for model in having]
        takes = _joined([_takes(info) for info in infos])
        required = len(having) == len(models) and all(info.is_required() for info in infos)
        owners = tuple(dict.fromkeys(_declared(model, name) for model in having))
        yield Field((*path, name), takes, owners, required)
        if takes.models and depth < _DEPTH:
            yield from _walk(takes.models, (*path, name), depth + 1)
        for key in takes.keys:
            inner = Takes(text=True)
            yield Field((*path, name, key), inner, owners, required=False)


def _takes(info: FieldInfo) -> Takes:
    annotation: Any = info.annotation
    return takes_of(annotation, _bound(info.metadata))


def _joined(groups: list[Takes]) -> Takes:
    """What a field takes that several groups have: all that any of them takes."""
    if len(groups) == 1:
        return groups[0]
    models = tuple(dict.fromkeys(model for takes in groups for model in takes.models))
    entries = [takes.entry for takes in groups if takes.entry is not None]
    return Takes(
        text=any(takes.text for takes in groups),
        whole=any(takes.whole for takes in groups),
        decimal=any(takes.decimal for takes in groups),
        truth=any(takes.truth for takes in groups),
        day=any(takes.day for takes in groups),
        choices=tuple(dict.fromkeys(word for takes in groups for word in takes.choices)),
        most=next((takes.most for takes in groups if takes.most is not None), None),
        models=models,
        keys=tuple(dict.fromkeys(key for takes in groups for key in takes.keys)),
        keyed=any(takes.keyed for takes in groups),
        entry=_joined(entries) if entries else None,
    )


@lru_cache(maxsize=64)
def _fields(models: tuple[type[BaseModel], ...]) -> Mapping[str, Field]:
    return {field.name: field for field in _walk(models, (), 0)}


def fields_of(kind: Kind, listed: str = "") -> Mapping[str, Field]:
    """The fields of a kind by dotted name; or those of the entries of its list ``listed``."""
    if not listed:
        return _fields((kind.model,))
    entry = _fields((kind.model,))[listed].takes.entry
    return _fields(entry.models if entry else ())
