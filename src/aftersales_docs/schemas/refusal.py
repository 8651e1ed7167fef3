"""Refusing a value in a validator, in words that can be said in every language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic_core import ErrorDetails, PydanticCustomError

from ..errors import Worded

# What a context says besides the values of the message.
_BESIDES = frozenset({"cure", "field"})
# Where a refusal of several fields holds the others.
_OTHERS = "others"


def refusal(
    code: str, template: str, context: Mapping[str, Any] | None = None
) -> PydanticCustomError:
    """The error of a value: ``template`` filled with the values in ``context``.

    ``cure`` in it says how to mend the value, ``field`` which field of the model is at fault
    where that is not the one that was looked at.
    """
    given = dict(context or {})
    if "message" not in given:
        values = {name: value for name, value in given.items() if name not in _BESIDES}
        given["message"] = Worded(template, values)
    return PydanticCustomError(code, "{message}", given)


def all_of(refusals: Sequence[PydanticCustomError]) -> PydanticCustomError:
    """Several refusals as one, since a validator can raise one only; :func:`each` parts them."""
    first, *others = refusals
    if not others:
        return first
    context = {**(first.context or {}), _OTHERS: [one.context for one in others]}
    return PydanticCustomError(first.type, "{message}", context)


def each(error: ErrorDetails) -> Iterator[ErrorDetails]:
    """The refusals that were raised as one error."""
    yield error
    for context in error.get("ctx", {}).get(_OTHERS, ()):
        yield {**error, "ctx": context}
