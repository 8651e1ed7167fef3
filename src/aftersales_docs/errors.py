"""The errors a user can meet: each names its place, what is wrong, and how to cure it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

_UNSAFE = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_JOINERS = "\u200c\u200d"  # They make up emoji and letters; no terminal obeys them.


def printable(text: str) -> str:
    """``text`` on one line, with what a terminal would obey written as an escape."""
    return "".join(
        char
        if char in _JOINERS or unicodedata.category(char) not in _UNSAFE
        else f"\\u{ord(char):04x}"
        if ord(char) < 0x10000
        else f"\\U{ord(char):08x}"
        for char in text
    )


class Worded(str):
    """Words for a person, made of a template and named values.

    As text it is the finished English sentence; ``template`` and ``values`` are what the same
    sentence is made of in another language.
    """

    __slots__ = ("template", "values")
    template: str
    values: Mapping[str, Any]

    def __new__(cls, template: str, values: Mapping[str, Any]) -> Self:
        made = super().__new__(cls, template.format(**values))
        made.template, made.values = template, values
        return made

    def __reduce__(self) -> tuple[type[Self], tuple[str, dict[str, Any]]]:
        return type(self), (self.template, dict(self.values))


def worded(template: str, /, **values: Any) -> Worded:
    """``template`` (``{name}`` stands for a value) filled with ``values``."""
    return Worded(template, values)


def template_of(words: str) -> str:
    """The template of ``words``; words without values are their own."""
    return (
        words.template
        if isinstance(words, Worded)
        else words.replace("{", "{{").replace("}", "}}")
    )


def values_of(words: str) -> Mapping[str, Any]:
    """The named values in ``words``."""
    return words.values if isinstance(words, Worded) else {}


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
        return {**values_of(self.message), **values_of(self.cure)}

    def __str__(self) -> str:
        # The code of a warning is what a user accepts it by.
        warning = self.severity is Severity.WARNING
        weight = f"{self.severity} [{self.code}]" if warning else str(self.severity)
        parts = (self.place, weight, self.field, f"{self.message} {self.cure}".strip())
        return printable(": ".join(str(part) for part in parts if part))


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
