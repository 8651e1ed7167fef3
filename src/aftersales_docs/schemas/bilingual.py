"""Two inputs of one document in two languages: whether they state the same facts.

Words differ between languages; numbers, dates, amounts, choices and identifiers must not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Final, Literal, get_args, get_origin

from pydantic import BaseModel

from ..errors import Problem, worded
from .parts import Words
from .source import Source

# Text that is the same in every language.
_SAME: Final = frozenset({"number", "inn", "kpp", "ogrn", "vat_id", "email", "phone"})
# And what is no fact: the language itself, and how the file is made.
_LANGUAGE: Final = frozenset({"lang", "bilingual", "fonts"})
# What the grammar or the custom of one language asks for: no fact that both must state.
_OF_ONE: Final = frozenset({"patronymic", "gender", "academic_title", "forms", "initials_forms"})
_NEUTRAL: Final = (bool, int, Decimal, date)


def _is_choice(annotation: Any) -> bool:
    """Whether a field is a choice among keys, perhaps an optional one."""
    if get_origin(annotation) is Literal:
        return True
    return any(_is_choice(part) for part in get_args(annotation))


def _differ(path: str, first: Any, second: Any) -> Problem:
    return Problem(
        "languages-differ",
        worded(
            "the two languages state different facts: {shown} here, {shown2} there.",
            shown=_shown(first),
            shown2=_shown(second),
        ),
        "Let both languages say the same.",
        path,
    )


def _shown(value: Any) -> str:
    if value is None or value == ():
        return worded("nothing")
    return (
        worded("{count} entries", count=len(value)) if isinstance(value, tuple) else f"'{value}'"
    )


def differences(first: BaseModel, second: BaseModel, path: str = "") -> Iterator[Problem]:
    """Every fact in which two inputs differ, by the field of the first."""
    for name, info in type(first).model_fields.items():
        if name in _LANGUAGE:
            continue
        exact = name in _SAME or _is_choice(info.annotation)
        at = f"{path}.{name}" if path else name
        ours, theirs = getattr(first, name), getattr(second, name)
        if name in _OF_ONE and not (ours and theirs):
            continue
        yield from _values(at, ours, theirs, exact)


def _values(path: str, first: Any, second: Any, exact: bool) -> Iterator[Problem]:
    match first, second:
        case (Words(), Words()) | (dict(), dict()):
            # Words and their cases: each language has its own.
            return
        case BaseModel(), BaseModel() if type(first) is type(second):
            yield from differences(first, second, path)
        case tuple(), tuple():
            if len(first) != len(second):
                yield _differ(path, first, second)
                return
            for index, pair in enumerate(zip(first, second, strict=True)):
                yield from _values(f"{path}[{index}]", *pair, exact)
        case str(), str() if not exact:
            return
        case _ if first != second:
            yield _differ(path, first, second)


def with_facts(source: Source, first: Mapping[str, Any], model: type[BaseModel]) -> Source:
    """The second language's input with the facts of the first that it does not state itself.

    Numbers, dates, choices and identifiers are the same in every language; words are not, and
    those that are missing stay missing.
    """
    if not isinstance(source.data, dict):
        return source
    return replace(source, data=_with_facts(model, first, source.data))


def _with_facts(
    model: type[BaseModel], first: Mapping[str, Any], second: Mapping[str, Any]
) -> dict[str, Any]:
    found = dict(second)
    for name, info in model.model_fields.items():
        if name in _LANGUAGE or name not in first:
            continue
        fact = _fact(name, info.annotation, first[name], second.get(name))
        if fact is not None:
            found[name] = fact
    return found


def _fact(name: str, annotation: Any, first: Any, second: Any) -> Any:
    """What a field of the second input holds; ``None`` where the first gives no fact for it."""
    inner = _model_of(annotation, first)
    if inner is not None and isinstance(first, Mapping):
        if second is not None and not isinstance(second, Mapping):
            return None
        found = _with_facts(inner, first, second or {})
        return found if found or not first else None
    if inner is not None and isinstance(first, list):
        return _facts_of_list(inner, first, second)
    if second is None and (name in _SAME or _is_choice(annotation) or _is_neutral(annotation)):
        return first
    return None


def _facts_of_list(inner: type[BaseModel], first: list[Any], second: Any) -> Any:
    """Lists are the same entry by entry; of different lengths, no facts are taken."""
    theirs = [{}] * len(first) if second is None else second
    entries = isinstance(theirs, list) and len(theirs) == len(first)
    if not entries or not all(isinstance(one, Mapping) for one in [*first, *theirs]):
        return None
    return [_with_facts(inner, *pair) for pair in zip(first, theirs, strict=True)]


def _model_of(annotation: Any, first: Any) -> type[BaseModel] | None:
    """The model that a field holds, alone or in a list; words with cases are none.

    Of several, the one whose choices ``first`` makes.
    """
    models = [
        one
        for one in dict.fromkeys(_parts(annotation))
        if isinstance(one, type) and issubclass(one, BaseModel) and one is not Words
    ]
    if len(models) > 1 and isinstance(first, Mapping):
        models = [one for one in models if _fits(one, first)]
    return models[0] if len(models) == 1 else None


def _fits(model: type[BaseModel], first: Mapping[str, Any]) -> bool:
    """Whether ``first`` makes the choice by which ``model`` is told from others."""
    return all(
        first.get(name) in get_args(info.annotation)
        for name, info in model.model_fields.items()
        if get_origin(info.annotation) is Literal and info.is_required()
    )


def _is_neutral(annotation: Any) -> bool:
    """Whether a field holds what needs no words: a number, a date, yes or no."""
    found = {one for one in _parts(annotation) if isinstance(one, type) and one is not type(None)}
    return bool(found) and all(issubclass(one, _NEUTRAL) for one in found)


def _parts(annotation: Any) -> Iterator[Any]:
    """The types of which an annotation is made."""
    if get_origin(annotation) is Annotated:
        yield from _parts(get_args(annotation)[0])
        return
    arguments = get_args(annotation)
    if not arguments:
        yield annotation
    for part in arguments:
        yield from _parts(part)
