"""Shared pieces of texts: lines and blocks that several texts take in.

A piece stands in ``texts/shared/<name>/<lang>.md``. A text takes it in by a line
``@name of="contractor"``; in the piece ``$of`` stands for what the text says there. What
is taken in belongs to the clause around it as if it were written there, but its errors
name the file of the piece.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from ..errors import LibraryError, Place, Problem, worded
from ..nearest import did_you_mean

_PARAMETER = r'[a-z][a-z_]*="[^"]*"'
_INCLUDE = re.compile(rf"@(?P<name>[a-z][a-z0-9-]*)(?P<given>(?:\s+{_PARAMETER})*)\s*")
_GIVEN = re.compile(r'([a-z][a-z_]*)="([^"]*)"')
_ASKED = re.compile(r"\$([a-z][a-z_]*)")
_COMMENT = re.compile(r"\{##.*##\}")


class Shared(Protocol):
    """Where shared pieces are found."""

    def find(self, name: str) -> tuple[str, str] | None:
        """The path and the text of a piece; ``None`` if there is none of this name."""

    def names(self) -> Iterable[str]:
        """The names of all pieces."""


@dataclass(frozen=True, slots=True)
class NoPieces:
    """No shared pieces at all."""

    def find(self, _name: str) -> tuple[str, str] | None:
        return None

    def names(self) -> Iterable[str]:
        return ()


class Piece(NamedTuple):
    """A shared piece with its parameters put in; its lines are those of the file."""

    name: str
    path: str
    text: str


def is_include(line: str) -> bool:
    """Whether a line of a text takes in a shared piece."""
    return line.lstrip().startswith("@")


def included(line: str, place: Place, shared: Shared) -> Piece:
    """The piece that ``line`` takes in.

    Raises:
        LibraryError: the line can't be read, there is no such piece, or it is given other
            words than it asks for.

    """
    match = _INCLUDE.fullmatch(line.strip())
    if match is None:
        raise _wrong(
            place,
            "this line begins with '@' but takes in no shared piece.",
            "Write @name or @name word=\"…\"; a line of words can't begin with '@'.",
        )
    name = match["name"]
    found = shared.find(name)
    if found is None:
        names = sorted(shared.names())
        cure = did_you_mean(name, names) or worded(
            "There are: {names}.", names=", ".join(names) or "none"
        )
        raise _wrong(place, worded("there is no shared piece '{name}'.", name=name), cure)
    path, text = found
    given = dict(_GIVEN.findall(match["given"]))
    _check(name, text, given, place)
    return Piece(name, path, _without_comments(_filled(text, given)))


def _check(name: str, text: str, given: Mapping[str, str], place: Place) -> None:
    asked = set(_ASKED.findall(text))
    for word in sorted(asked - given.keys()):
        raise _wrong(
            place,
            worded("the shared piece '{name}' asks for '{word}'.", name=name, word=word),
            worded('Add {word}="…".', word=word),
        )
    for word in sorted(given.keys() - asked):
        cure = worded("It asks for: {asked}.", asked=", ".join(sorted(asked)) or "nothing")
        raise _wrong(
            place,
            worded("the shared piece '{name}' does not ask for '{word}'.", name=name, word=word),
            cure,
        )


def _filled(text: str, given: Mapping[str, str]) -> str:
    return _ASKED.sub(lambda match: given[match[1]], text)


def _without_comments(text: str) -> str:
    """``text`` with the lines that only comment left empty, so that the others keep theirs."""
    lines = text.split("\n")
    return "\n".join("" if _COMMENT.fullmatch(line.strip()) else line for line in lines)


def _wrong(place: Place, message: str, cure: str) -> LibraryError:
    return LibraryError(Problem("text-include", message, cure, place=place))
