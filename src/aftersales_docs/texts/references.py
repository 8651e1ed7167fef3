"""References and defined terms of a composed document: labels, checks, and what is not used.

A reference gets the noun and the number of the clause it names. A defined term must be
defined in the same document; one that nothing uses is left out of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..document import (
    Annex,
    Block,
    Clause,
    Emphasis,
    Fields,
    Heading,
    Inline,
    Inlines,
    Items,
    Paragraph,
    Ref,
    Strong,
    Table,
    Term,
    Text,
)
from ..errors import LibraryError, Problem
from ..language import Lang, language_of
from ..language.codes import ReferenceTo


@dataclass(frozen=True, slots=True)
class Target:
    """What a reference may name: its number, and what kind of part it is."""

    number: str
    type: ReferenceTo


def targets_of(blocks: Sequence[Block]) -> dict[str, Target]:
    """All parts of a document that a reference may name, by identifier."""
    found: dict[str, Target] = {}
    for block in blocks:
        match block:
            case Clause(id=name, level=level, number=number):
                found[name] = Target(number.rstrip("."), "chapter" if level == 1 else "point")
            case Annex(id=name, number=number):
                found[name] = Target(number, "annex")
    return found


def _contents(value: Any) -> Iterator[Inlines]:
    """All words of a block, wherever it keeps them."""
    match value:
        case Clause() | Paragraph() | Heading():
            yield value.content
        case Items(items=items):
            yield from items
        case Annex():
            yield value.title
        case Table():
            for row in (value.header, *value.rows, *value.foot):
                yield from row
        case Fields():
            for pair in value.rows:
                yield from pair


def _terms(content: Inlines) -> Iterator[str]:
    for node in content:
        match node:
            case Term(key, children):
                yield key
                yield from _terms(children)
            case Strong(children) | Emphasis(children):
                yield from _terms(children)


def uses(blocks: Sequence[Block], definitions: Mapping[str, str]) -> dict[str, str]:
    """The terms that ``blocks`` use, each with the part that uses it first.

    ``definitions`` are the clauses that define a term, by identifier; a clause is no use
    of the term it defines itself.
    """
    found: dict[str, str] = {}
    for block in blocks:
        name = str(getattr(block, "id", "")) or "a paragraph"
        own = definitions.get(name)
        for content in _contents(block):
            for key in _terms(content):
                if key != own:
                    found.setdefault(key, name)
    return found


def unused(blocks: Sequence[Block], definitions: Mapping[str, str]) -> frozenset[str]:
    """The clauses that define what nothing else in ``blocks`` uses."""
    here = {block.id for block in blocks if isinstance(block, Clause)}
    used = uses(blocks, definitions)
    return frozenset(name for name, key in definitions.items() if name in here and key not in used)


class Resolver:
    """Gives references their labels, and dissolves the marks of defined terms."""

    def __init__(
        self, name: str, lang: Lang, blocks: Sequence[Block], defined: frozenset[str]
    ) -> None:
        self.name = name
        self.language = language_of(lang)
        self.targets = targets_of(blocks)
        self.defined = defined

    def inlines(self, content: Inlines, origin: str) -> Inlines:
        if all(isinstance(node, Text) for node in content):
            return content
        return _joined([node for one in content for node in self.inline(one, origin)])

    def inline(self, node: Inline, origin: str) -> Iterator[Inline]:
        match node:
            case Ref(target, case=case):
                found = self.target(target, origin)
                if case:
                    yield Text(self.language.reference_word(found.type, case))
                yield Ref(target, found.number, annex=found.type == "annex")
            case Term(key, children):
                self.check_term(key, origin)
                yield from self.inlines(children, origin)
            case Strong(children):
                yield Strong(self.inlines(children, origin))
            case Emphasis(children):
                yield Emphasis(self.inlines(children, origin))
            case _:
                yield node

    def target(self, target: str, origin: str) -> Target:
        if target not in self.targets:
            raise LibraryError(
                Problem(
                    "reference-missing",
                    f"{self.name}: the clause '{origin}' refers to '{target}', "
                    "which this document does not hold.",
                    "Put the clause in, or leave the reference out by the same condition.",
                )
            )
        return self.targets[target]

    def check_term(self, key: str, origin: str) -> None:
        if key not in self.defined:
            raise LibraryError(
                Problem(
                    "term-undefined",
                    f"{self.name}: the clause '{origin}' uses the term '{key}', "
                    "which this document does not define.",
                    f'Define it in a point with defines="{key}", or use a common word.',
                )
            )

    def block(self, block: Block) -> Block:
        """``block`` with its references and terms resolved."""
        name = str(getattr(block, "id", "")) or "a paragraph"

        def resolved(content: Inlines) -> Inlines:
            return self.inlines(content, name)

        match block:
            case Clause() | Paragraph() | Heading():
                return replace(block, content=resolved(block.content))
            case Items(items=items):
                return replace(block, items=tuple(map(resolved, items)))
            case Annex(title=title):
                return replace(block, title=resolved(title))
            case Table(header=header, rows=rows):
                return replace(
                    block,
                    header=tuple(map(resolved, header)),
                    rows=tuple(tuple(map(resolved, row)) for row in rows),
                )
            case Fields(rows=pairs):
                return replace(block, rows=tuple((a, resolved(b)) for a, b in pairs))
        return block


def _joined(nodes: Sequence[Inline]) -> Inlines:
    """``nodes`` with neighbouring words as one."""
    joined: list[Inline] = []
    for node in nodes:
        match joined[-1] if joined else None, node:
            case Text(before), Text(more):
                joined[-1] = Text(before + more)
            case _:
                joined.append(node)
    return tuple(joined)
