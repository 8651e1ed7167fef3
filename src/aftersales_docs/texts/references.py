"""References and defined terms of a composed document: labels, checks, and what is not used.

A reference gets the noun and the number of the clause it names. A defined term must be
defined in the same document; one that nothing uses is left out of it. All words of all
blocks are walked, in whatever form they stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from ..document import (
    Annex,
    Block,
    Clause,
    Inline,
    Inlines,
    Ref,
    Term,
    Text,
    children_of,
    map_inlines,
    with_children,
)
from ..errors import LibraryError, Place, Problem, worded
from ..language import Lang, language_of
from ..language.codes import ReferenceTo
from .full_stops import single_stops


@dataclass(frozen=True, slots=True)
class Composed:
    """A block of the document with the clause of the text that it comes from.

    ``definition`` is the clause that defines a term in which the block stands, if any.
    """

    block: Block
    clause: str
    place: Place
    definition: str = ""


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


def _terms(block: Block) -> dict[str, None]:
    """The terms that ``block`` uses, in its order."""
    found: dict[str, None] = {}

    def note(content: Inlines) -> Inlines:
        for node in content:
            if type(node) is not Text:  # Most are, and most lines hold nothing else.
                if isinstance(node, Term):
                    found[node.key] = None
                note(children_of(node))
        return content

    map_inlines(block, note)
    return found


def unused(parts: Sequence[Composed], definitions: Mapping[str, str]) -> frozenset[str]:
    """The clauses that define what nothing else in ``parts`` uses.

    ``definitions`` are the terms by the clauses that define them; a clause is no use of
    the term it defines itself, and what only an unused definition uses is unused too.
    """
    here = {part.definition for part in parts} - {""}
    if not here:
        return frozenset()
    uses = [(key, part.definition) for part in parts for key in _terms(part.block)]
    left_out: set[str] = set()
    while True:
        used = {
            key
            for key, inside in uses
            if inside not in left_out and definitions.get(inside) != key
        }
        more = {name for name in here - left_out if definitions[name] not in used}
        if not more:
            return frozenset(left_out)
        left_out |= more


class Resolver:
    """Gives references their labels, and dissolves the marks of defined terms."""

    def __init__(self, lang: Lang, parts: Sequence[Composed], defined: frozenset[str]) -> None:
        self.language = language_of(lang)
        self.targets = targets_of([part.block for part in parts])
        self.defined = defined

    def block(self, part: Composed) -> Block:
        """The block of ``part`` with its references and terms resolved."""
        return map_inlines(part.block, partial(self.inlines, part))

    def inlines(self, part: Composed, content: Inlines) -> Inlines:
        for node in content:
            if type(node) is not Text:
                return single_stops(self.nested(part, content))
        return single_stops(content)

    def nested(self, part: Composed, content: Inlines) -> Inlines:
        nodes: list[Inline] = []
        for node in content:
            if type(node) is Text:
                nodes.append(node)
            else:
                nodes += self.inline(part, node)
        return _joined(nodes)

    def inline(self, part: Composed, node: Inline) -> Iterator[Inline]:
        match node:
            case Ref(target, case=case):
                found = self.target(part, target)
                if case:
                    yield Text(self.language.reference_word(found.type, case))
                yield Ref(target, found.number, annex=found.type == "annex")
            case Term(key, children):
                self.check_term(part, key)
                yield from self.nested(part, children)
            case _:
                children = children_of(node)
                inside = self.nested(part, children) if children else ()
                yield with_children(node, inside) if children else node

    def target(self, part: Composed, target: str) -> Target:
        if target not in self.targets:
            raise LibraryError(
                Problem(
                    "reference-missing",
                    worded(
                        "{called} refers to '{target}', which this document does not hold.",
                        called=_called(part),
                        target=target,
                    ),
                    "Put the clause in, or leave the reference out by the same condition.",
                    place=part.place,
                )
            )
        return self.targets[target]

    def check_term(self, part: Composed, key: str) -> None:
        if key not in self.defined:
            raise LibraryError(
                Problem(
                    "term-undefined",
                    worded(
                        "{called} uses the term '{key}', which this document does not define.",
                        called=_called(part),
                        key=key,
                    ),
                    worded(
                        'Define it in a point with defines="{key}", or use a common word.', key=key
                    ),
                    place=part.place,
                )
            )


def _called(part: Composed) -> str:
    return (
        worded("the clause '{clause}'", clause=part.clause)
        if part.clause
        else f"a {type(part.block).__name__}"
    )


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
