"""Turning what Pydantic finds into plain words: field, line, what is wrong, how to cure it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from ..errors import DataError, Place, Problem
from ..nearest import nearest
from .source import Path_, Source

M = TypeVar("M", bound=BaseModel)
_SHOWN = 60

_EXPECTED: Mapping[str, tuple[str, str]] = {
    "string_type": ("text", 'Write text, in quotes where needed: "…".'),
    "int_type": ("a whole number", "Write figures without quotes, e.g. 2."),
    "bool_type": ("true or false", "Write true or false, without quotes."),
    "date_type": ("a date", "Write year-month-day, e.g. 2026-11-23."),
    "tuple_type": ("a list", "Write one '- …' line for each entry."),
    "dict_type": ("fields", "Write 'name: value' lines below, indented."),
    "model_type": ("fields", "Write 'name: value' lines below, indented."),
    "model_attributes_type": ("fields", "Write 'name: value' lines below, indented."),
    "is_instance_of": ("fields", "Write 'name: value' lines below, indented."),
}


def shown(value: Any) -> str:
    """``value`` for a message: short, on one line, without anything a terminal would obey."""
    text = value if isinstance(value, str) else str(getattr(value, "source_text", value))
    clean = "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in text)
    return clean if len(clean) <= _SHOWN else clean[:_SHOWN] + "…"


def _kind_of(value: Any) -> str:
    match value:
        case None:
            return "nothing"
        case bool():
            return f"'{str(value).lower()}'"
        case dict():
            return "fields"
        case list():
            return "a list"
        case _:
            return f"'{shown(value)}'"


def _path(location: Sequence[str | int], source: Source, missing: bool) -> Path_:
    """The path in the file: what Pydantic adds for unions and cases is left out.

    The last part of a missing field is not in the file, but it is the field's name.
    """
    path: Path_ = ()
    last = len(location) - 1
    for index, part in enumerate(location):
        if source.holds((*path, part)) or (missing and index == last):
            path = (*path, part)
    return path


def field_name(path: Path_) -> str:
    """``path`` as people write it: ``agreed[1].post``."""
    name = ""
    for part in path:
        name += (
            f"[{part}]" if isinstance(part, int) else f".{shown(part)}" if name else shown(part)
        )
    return name


def _model_at(model: Any, path: Path_) -> type[BaseModel] | None:
    """The model whose fields stand at ``path``."""
    current: Any = model
    for part in path:
        inner = next((m for m in _models(current) if part in m.model_fields), None)
        if isinstance(part, int):
            continue
        if inner is None:
            return None
        current = inner.model_fields[part].annotation
    return next(iter(_models(current)), None)


def _models(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [found for part in get_args(annotation) for found in _models(part)]


def _surplus(path: Path_, model: type[BaseModel]) -> tuple[str, str]:
    owner = _model_at(model, path[:-1])
    names = list(owner.model_fields) if owner else []
    near = nearest(str(path[-1]), names)
    cure = f"Did you mean '{near}'?" if near else f"Known here: {', '.join(names)}."
    return "this field is unknown.", cure


def _choices(error: ErrorDetails, value: Any) -> tuple[str, str]:
    expected = str(error.get("ctx", {}).get("expected", ""))
    names = [part.strip(" '") for part in expected.replace(" or ", ", ").split(",")]
    near = nearest(value, names) if isinstance(value, str) else None
    offer = f"Did you mean '{near}'? " if near else ""
    return f"found {_kind_of(value)}.", f"{offer}Write one of: {', '.join(names)}."


def _limits(error: ErrorDetails, value: Any) -> tuple[str, str] | None:
    ctx = error.get("ctx", {})
    match error["type"]:
        case "string_too_long":
            length = len(str(getattr(value, "source_text", value)).strip())
            return (f"the text is too long: {length} characters.",
                    f"At most {ctx['max_length']} fit; shorten it.")  # fmt: skip
        case "greater_than_equal":
            return f"{_kind_of(value)} is too small.", f"Write {ctx['ge']} or more."
        case "less_than_equal":
            return f"{_kind_of(value)} is too large.", f"Write {ctx['le']} or less."
        case "too_short":
            return "the list is empty.", "Give it an entry, or leave the field out."
        case "string_pattern_mismatch":
            return f"{_kind_of(value)} has not the right form.", "Compare it with its source."
    return None


def _absent(kind: str, path: Path_, model: type[BaseModel]) -> tuple[str, str]:
    if kind == "missing":
        return "this field must be filled in.", "Add it."
    owner = _model_at(model, path[:-1])
    info = owner.model_fields.get(str(path[-1])) if owner and path else None
    if info is not None and info.is_required():
        return "this field is empty.", "Fill it in."
    return "this field is empty.", "Fill it in, or delete its line."


def _words(
    error: ErrorDetails, path: Path_, value: Any, model: type[BaseModel]
) -> tuple[str, str]:
    kind = error["type"]
    if kind == "extra_forbidden":
        return _surplus(path, model)
    if kind == "missing" or value is None:
        return _absent(kind, path, model)
    if kind == "literal_error":
        return _choices(error, value)
    if kind in _EXPECTED:
        expected, cure = _EXPECTED[kind]
        return f"found {_kind_of(value)} where {expected} should stand.", cure
    if limits := _limits(error, value):
        return limits
    cure = str(error.get("ctx", {}).get("cure", ""))
    return f"{error['msg']}.", cure or "Compare it with the schema."


def _value_at(data: Any, path: Path_) -> Any:
    for part in path:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _problem(error: ErrorDetails, source: Source, model: type[BaseModel]) -> Problem:
    kind = error["type"]
    path = _path(error["loc"], source, missing=kind == "missing")
    value = _value_at(source.data, path)
    message, cure = _words(error, path, value, model)
    at_key = kind == "extra_forbidden" or (kind != "missing" and value is None)
    place: Place = source.key_place(path) if at_key else source.place(path)
    return Problem(kind, message, cure, field=field_name(path), place=place)


def problems_of(error: ValidationError, source: Source, model: type[BaseModel]) -> list[Problem]:
    """All that ``error`` tells, one problem a field, from top to bottom of the file."""
    found: dict[str, Problem] = {}
    for details in error.errors():
        problem = _problem(details, source, model)
        found.setdefault(problem.field, problem)
    return sorted(found.values(), key=_by_place)


def _by_place(problem: Problem) -> tuple[int, int]:
    place = problem.place
    return (place.line or 0, place.column or 0) if place else (0, 0)


def validate(source: Source, model: type[M]) -> M:
    """The model of the data in ``source``.

    Raises:
        DataError: the data does not fit; all problems at once.

    """
    try:
        return model.model_validate(source.data)
    except ValidationError as error:
        raise DataError(problems_of(error, source, model)) from error
