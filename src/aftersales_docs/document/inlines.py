"""What stands inside a paragraph: words, marks on them, references to other places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from ..language.codes import Case, Lang


@dataclass(frozen=True, slots=True)
class Text:
    """Literal characters, already typeset for the document's language."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that carry weight: shown bold."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Words set apart: shown italic."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Break:
    """A line break inside a paragraph."""


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference to a numbered clause of the same document.

    ``label`` is the number as a reader sees it, without its closing point; Word keeps
    it live as a field, PDF as a link. ``annex`` says that the target is an annex.
    ``case`` is that of the noun which composition puts before the number, if any.
    """

    target: str
    label: str
    annex: bool = False
    case: Case | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand for the defined term ``key``; composition checks and dissolves it."""

    key: str
    children: Inlines


@dataclass(frozen=True, slots=True)
class Foreign:
    """Words in another language than those around them."""

    lang: Lang
    children: Inlines


Inline: TypeAlias = Text | Strong | Emphasis | Break | Ref | Term | Foreign
Inlines: TypeAlias = tuple[Inline, ...]


def plain(content: Inlines) -> str:
    """The characters of ``content`` alone; a line break becomes a newline."""
    parts: list[str] = []
    for node in content:
        match node:
            case Text(text):
                parts.append(text)
            case Strong(children) | Emphasis(children):
                parts.append(plain(children))
            case Term(children=children) | Foreign(children=children):
                parts.append(plain(children))
            case Break():
                parts.append("\n")
            case Ref(_, label):
                parts.append(label)
    return "".join(parts)
