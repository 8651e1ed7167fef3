"""Errors and warnings of an assessment: the law's no, and its maybe."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from ..errors import Problem, Severity
from ..schemas.draft import UnknownFieldError

Case = TypeVar("Case")


@dataclass(frozen=True, slots=True)
class Assessment(Generic[Case]):
    """What the law makes of an input.

    ``case`` is the input with all that follows from it in law, which the texts are made
    from; ``problems`` are the errors, warnings and notes. A kind may add what else it found.
    """

    case: Case
    problems: tuple[Problem, ...] = ()


def judged(
    checks: Iterable[Callable[[Case], Iterable[Problem]]], case: Case
) -> tuple[Problem, ...]:
    """What ``checks`` have against ``case``, in their order.

    A check that asks for what a draft does not hold yet says nothing.
    """
    found: list[Problem] = []
    for check in checks:
        try:
            found += list(check(case))
        except UnknownFieldError:
            continue
    return tuple(found)


def forbidden(code: str, message: str, cure: str, field: str) -> Problem:
    """What the law forbids; no document comes of it."""
    return Problem(code, message, cure, field)


def doubtful(code: str, message: str, cure: str, field: str) -> Problem:
    """What the law leaves open, or what went wrong already: the user decides."""
    return Problem(code, message, cure, field, severity=Severity.WARNING)


def note(code: str, message: str, field: str = "") -> Problem:
    """What the user should know: nothing is wrong."""
    return Problem(code, message, field=field, severity=Severity.NOTE)
