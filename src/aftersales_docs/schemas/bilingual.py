"""Two inputs of one document in two languages: whether they state the same facts.

Words differ between languages; numbers, dates, amounts, choices and identifiers must not.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, Literal, get_args, get_origin

from pydantic import BaseModel

from ..errors import Problem, worded
from .parts import Words

# Text that is the same in every language.
_SAME: Final = frozenset({"number", "inn", "kpp", "ogrn", "vat_id", "email", "phone"})
# And what is no fact: the language itself, and how the file is made.
_LANGUAGE: Final = frozenset({"lang", "bilingual", "fonts"})


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
        "Correct one of the two files.",
        path,
    )


def _shown(value: Any) -> str:
    if value is None or value == ():
        return "nothing"
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
        yield from _values(at, getattr(first, name), getattr(second, name), exact)


def _values(path: str, first: Any, second: Any, exact: bool) -> Iterator[Problem]:
    match first, second:
        case Words(), Words():
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
