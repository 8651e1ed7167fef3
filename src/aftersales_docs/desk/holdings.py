"""Who holds data of persons: apps of the desk register here, and join find, export and erase.

An app does so in ``ready`` of its configuration: ``holdings.join(Drafts())``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from ..errors import Worded
from .opening import Register
from .persons_named import Person


@dataclass(frozen=True, slots=True)
class Held:
    """Something that tells of a person.

    What it is (``document``, ``draft`` …), its name, its data for machines, its files by name.
    """

    what: str
    name: str
    data: Mapping[str, object]
    files: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of it by an erasure: ``kept`` says why it stays; empty if it goes."""

    what: str
    name: str
    kept: Worded | None = None


class Holding(Protocol):
    """Data of an app that may tell of persons."""

    def held(self, register: Register, person: Person) -> Iterator[Held]:
        """Everything that tells of ``person``."""
        ...

    def erased(
        self, register: Register, person: Person, who: str, *, dry_run: bool
    ) -> Iterator[Outcome]:
        """Erase what tells of ``person`` and may go, and say so of each; see ``dry_run``.

        What is proven by the chain gets an entry there.
        """
        ...


_ALL: list[Holding] = []


def join(holding: Holding) -> None:
    """Let ``holding`` take part, once of each type."""
    if not any(type(one) is type(holding) for one in _ALL):
        _ALL.append(holding)


def holdings() -> tuple[Holding, ...]:
    """All that take part."""
    return tuple(_ALL)
