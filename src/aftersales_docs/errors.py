"""The errors a user can meet: each names its place, what is wrong, and how to cure it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from .messages import (
    Medium,
    UiLang,
    Worded,
    in_context,
    joined,
    said,
    sentences,
    template_of,
    term,
    told,
    values_of,
    worded,
)
from .messages.choice import ENGLISH, speaking

__all__ = [
    "AftersalesError",
    "DataError",
    "LibraryError",
    "OutputError",
    "Place",
    "Problem",
    "Severity",
    "UsageError",
    "Worded",
    "in_context",
    "joined",
    "printable",
    "render_problem",
    "sentences",
    "template_of",
    "term",
    "values_of",
    "worded",
]

_UNSAFE = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_JOINERS = "\u200c\u200d"  # They make up emoji and letters; no terminal obeys them.


def _safe(text: str) -> bool:
    return all(
        char in _JOINERS or unicodedata.category(char) not in _UNSAFE for char in "".join(text)
    )


def printable(text: str) -> str:
    """``text`` on one line, with what a terminal would obey written as an escape.

    Words of a template stay that; their values are made printable.
    """
    if isinstance(text, Worded):
        values = {
            name: value if not isinstance(value, str) or _safe(value) else printable(value)
            for name, value in text.values.items()
        }
        return Worded(text.template, values, text.variants)
    return "".join(
        char
        if char in _JOINERS or unicodedata.category(char) not in _UNSAFE
        else f"\\u{ord(char):04x}"
        if ord(char) < 0x10000
        else f"\\U{ord(char):08x}"
        for char in text
    )


class Severity(StrEnum):
    """How much a problem weighs: only an error stops the work; a note is good to know."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Place:
    """A spot in an input file; line and column count from 1 and are ``None`` where unknown."""

    file: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, for a person who will put it right.

    ``code`` is a stable slug for programs and tests; ``field`` the dotted path in the
    input (``agreed[1].post``), empty where the problem is not about one field. ``message``
    and ``cure`` are words of a template and named values (:func:`worded`).
    """

    code: str
    message: str
    cure: str = ""
    field: str = ""
    place: Place | None = None
    severity: Severity = Severity.ERROR

    @property
    def values(self) -> Mapping[str, Any]:
        """The values of which message and cure speak, by name."""
        return {**_all_values(self.message), **_all_values(self.cure)}

    def in_language(self, lang: UiLang, medium: Medium = "file") -> Problem:
        """The same problem with finished words in ``lang``, for who reads it in ``medium``.

        Code, field, place and severity stay; the named values are gone into the words.
        """
        message, cure = said(self.message, lang, medium), said(self.cure, lang, medium)
        return replace(self, message=message, cure=cure)

    def line(self, lang: UiLang = ENGLISH, medium: Medium = "file") -> str:
        """The problem on one line in ``lang``, with nothing that a terminal would obey."""
        with speaking(lang):
            weight = _WEIGHTS[self.severity]()
        # The code of a warning is what a user accepts it by.
        if self.severity is Severity.WARNING:
            weight = f"{weight} [{self.code}]"
        one, place = self.in_language(lang, medium), self.place
        if place is not None and isinstance(place.file, Worded):
            place = replace(place, file=said(place.file, lang, medium))
        parts = (place, weight, self.field, f"{one.message} {one.cure}".strip())
        return printable(": ".join(str(part) for part in parts if part))

    def __str__(self) -> str:
        return self.line()


def _all_values(words: str) -> dict[str, Any]:
    """The values of ``words`` and of the words among them."""
    found: dict[str, Any] = {}
    for name, value in values_of(words).items():
        found |= {name: value, **(_all_values(value) if isinstance(value, Worded) else {})}
    return found


_WEIGHTS: Mapping[Severity, Callable[[], str]] = {
    Severity.ERROR: lambda: told("error"),
    Severity.WARNING: lambda: told("warning"),
    Severity.NOTE: lambda: told("note"),
}


def render_problem(problem: Problem, lang: UiLang, medium: Medium = "file") -> str:
    """``problem`` on one line in ``lang``, for who reads it in ``medium``."""
    return problem.line(lang, medium)


class AftersalesError(Exception):
    """Base of all errors shown to users; carries one or more problems."""

    exit_code = 1

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class DataError(AftersalesError):
    """The input data is wrong: exit code 1."""


class OutputError(AftersalesError):
    """The result could not be written: exit code 1. Nothing half-written remains."""


class LibraryError(AftersalesError):
    """A text, catalogue or template of the house is wrong: exit code 1."""


class UsageError(AftersalesError):
    """The program was called wrongly: exit code 2."""

    exit_code = 2
