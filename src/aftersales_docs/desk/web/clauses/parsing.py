"""A clause's source as text, places to be filled, and alternatives with their conditions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from jinja2 import Environment, TemplateSyntaxError

_LINK: Final = re.compile(r"\[([^\]]*)\]\(([^)\s]*)\)")
_LEXER: Final = Environment(autoescape=True)


@dataclass(frozen=True, slots=True)
class Words:
    """Text as it stands in the document."""

    text: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A place that is filled from the data; ``expression`` says with what."""

    expression: str


@dataclass(slots=True)
class Branch:
    """What stands there under a condition; the condition is empty for "otherwise"."""

    condition: str
    parts: list[Part] = field(default_factory=list)


@dataclass(slots=True)
class Choice:
    """Alternatives, of which the first whose condition is met stands there."""

    branches: list[Branch]


@dataclass(slots=True)
class Repeated:
    """What is repeated for each entry of a list."""

    expression: str
    parts: list[Part]


Part = Words | Slot | Choice | Repeated


def parts_of(source: str) -> list[Part]:
    """The parts of a clause; as plain text where it can't be taken apart."""
    try:
        tokens = list(_tokens(source))
    except TemplateSyntaxError:
        return [Words(source)]
    found, _, _ = _read(tokens, 0)
    return found


def _tokens(source: str) -> Iterator[tuple[str, str]]:
    """``text``, ``slot`` and ``block`` with their contents."""
    inside: list[str] | None = None
    for _, kind, value in _LEXER.lex(source):
        if kind == "data":
            yield "text", value
        elif kind in ("variable_begin", "block_begin"):
            inside = []
        elif kind == "variable_end" and inside is not None:
            yield "slot", "".join(inside).strip()
            inside = None
        elif kind == "block_end" and inside is not None:
            yield "block", "".join(inside).strip()
            inside = None
        elif inside is not None:
            inside.append(value)


def _read(tokens: Sequence[tuple[str, str]], at: int) -> tuple[list[Part], int, str]:
    """The parts from ``at`` to the block that ends them, where it stands, and that block."""
    found: list[Part] = []
    while at < len(tokens):
        kind, value = tokens[at]
        at += 1
        if kind == "text":
            found.append(Words(_plain(value)))
        elif kind == "slot":
            found.append(Slot(value))
        else:
            word, _, rest = value.partition(" ")
            if word in ("elif", "else", "endif", "endfor"):
                return found, at, value
            if word == "if":
                choice, at = _choice(tokens, at, rest)
                found.append(choice)
            elif word == "for":
                inner, at, _ = _read(tokens, at)
                found.append(Repeated(rest.partition(" in ")[2].strip(), inner))
    return found, at, ""


def _choice(tokens: Sequence[tuple[str, str]], at: int, condition: str) -> tuple[Choice, int]:
    branches: list[Branch] = []
    while True:
        inner, at, end = _read(tokens, at)
        branches.append(Branch(condition.strip(), inner))
        word, _, rest = end.partition(" ")
        if word not in ("elif", "else"):
            return Choice(branches), at
        condition = rest


def _plain(text: str) -> str:
    """Words without the marks of their source: emphasis, and links within the document."""
    return _LINK.sub(lambda found: found[1] or f"§ {found[2]}", text).replace("**", "")
