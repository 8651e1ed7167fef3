"""Where in the file an error of Pydantic belongs, and in which model of a union."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from ..errors import joined, worded
from .field_words import choices, kind_of_model
from .shapes import fixed_words, shape_of, tag_of
from .source import Path_, Source


@dataclass(frozen=True, slots=True)
class FieldError:
    """One error of Pydantic, and what stands in the file where it belongs."""

    error: ErrorDetails
    path: Path_
    value: Any
    at_key: bool
    model: type[BaseModel]

    @property
    def kind(self) -> str:
        """The kind of the error, as Pydantic calls it."""
        return self.error["type"]

    @property
    def context(self) -> Mapping[str, Any]:
        """The values that the error was told with."""
        return self.error.get("ctx", {})


def _path_in_file(
    location: Sequence[str | int], source: Source, model: type[BaseModel], *, missing: bool
) -> Path_:
    """The path in the file: what Pydantic adds for unions and cases is left out.

    The last part of a missing field is not in the file, but it is the field's name. The word
    that tells the models of a union apart may be the name of a field too: ``by: order``.
    """
    path: Path_ = ()
    types: list[Any] = [model]
    last = len(location) - 1
    for index, part in enumerate(location):
        told_apart = _tagged(types, part)
        if not told_apart and (source.holds((*path, part)) or (missing and index == last)):
            path = (*path, part)
        types = told_apart or _step(types, part)
    return path


def _tagged(types: Sequence[Any], part: str | int) -> list[Any]:
    """The models of a union that ``part`` tells from its others; Pydantic names it in a path."""
    models = [type_ for type_ in types if _is_model(type_)]
    tag = tag_of(models)
    return [model for model in models if tag and part in fixed_words(model, tag)]


def _step(types: list[Any], part: str | int) -> list[Any]:
    """The types of what stands at ``part`` of a value that has one of ``types``."""
    inner: list[Any] = []
    for type_ in types:
        arguments = get_args(type_)
        if isinstance(part, int):
            inner += arguments[:1] if get_origin(type_) in {tuple, list} else ()
        elif get_origin(type_) is dict:
            inner.append(arguments[1])
        elif _is_model(type_) and part in type_.model_fields:
            inner.append(type_.model_fields[part].annotation)
    return [option for type_ in inner for option in shape_of(type_).options]


def _is_model(type_: Any) -> bool:
    return isinstance(type_, type) and issubclass(type_, BaseModel)


def has_tag(model: type[BaseModel], value: str | int) -> bool:
    """Whether a field of ``model`` that takes fixed words takes ``value``."""
    return any(
        get_origin(info.annotation) is Literal and value in get_args(info.annotation)
        for info in model.model_fields.values()
    )


def _types_at(model: type[BaseModel], path: Sequence[str | int]) -> list[Any]:
    """The types of what stands at ``path``."""
    types: list[Any] = [model]
    for part in path:
        types = _tagged(types, part) or _step(types, part)
    return types


def models_at(model: type[BaseModel], path: Sequence[str | int]) -> list[type[BaseModel]]:
    """The models whose fields may stand at ``path``."""
    return list(filter(_is_model, _types_at(model, path)))


def model_at(model: type[BaseModel], path: Sequence[str | int]) -> type[BaseModel] | None:
    """The model whose fields stand at ``path``."""
    return next(iter(models_at(model, path)), None)


def owners_of(finding: FieldError) -> tuple[list[type[BaseModel]], str] | None:
    """The models that have the field of ``finding``, or the list it is in, and its name."""
    names = [step for step in finding.path if isinstance(step, str)]
    if not names:
        return None
    at = len(finding.path) - 1 - finding.path[::-1].index(names[-1])
    return models_at(finding.model, finding.path[:at]), names[-1]


def belongs_elsewhere(finding: FieldError) -> bool:
    """Whether another member of the union in which a field stands has it."""
    models = filter(_is_model, _types_at(finding.model, finding.error["loc"][:-2]))
    return any(finding.path[-1] in model.model_fields for model in models)


def where_it_belongs(finding: FieldError) -> str:
    """What to write for the other members of a union to which a field belongs; else nothing."""
    models = [one for one in _types_at(finding.model, finding.error["loc"][:-2]) if _is_model(one)]
    tag, name = tag_of(models), finding.path[-1]
    owners = [model for model in models if name in model.model_fields]
    words = sorted(word for model in owners if tag for word in fixed_words(model, tag))
    if not 0 < len(words) < 4:
        return ""
    kind = kind_of_model(finding.model)
    told = [choices([word], owners, str(tag), kind) for word in words]
    return worded("{field}: {value}", field=tag, value=joined(told, worded(" or ")))


def _value_at(data: Any, path: Path_) -> Any:
    for part in path:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def finding_of(error: ErrorDetails, source: Source, model: type[BaseModel]) -> FieldError:
    """One error of Pydantic with its place in the file."""
    location = error["loc"]
    path = _path_in_file(location, source, model, missing=error["type"] == "missing")
    # A check of a whole mapping may name the field of it that is wrong; of a union told apart
    # by a field that field is.
    context = error.get("ctx", {})
    inner = context.get("field") or str(context.get("discriminator", "")).strip("'")
    if isinstance(inner, tuple):
        path = (*path, *inner)
    elif inner:
        path = (*path, *str(inner).split("."))
    # Where the field named is not there, the check's own words say so.
    value = _value_at(source.data, path if source.holds(path) or not inner else path[:-1])
    empty = error["type"] not in {"missing", "union_tag_not_found"} and value is None
    at_key = empty or error["type"] == "extra_forbidden" or location[-1:] == ("[key]",)
    return FieldError(error, path, value, at_key, model)
