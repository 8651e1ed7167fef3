"""The flat tree grouped as HTML nests it: points in lists, signatures side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from ..document import Block, Clause, Signatures


@dataclass(frozen=True, slots=True)
class Node:
    """A point with its sub-points."""

    clause: Clause
    children: list[Node] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the page: a block, or a group of blocks that belong together."""

    type: str
    block: Block | None = None
    children: Sequence[Any] = ()


def _nested(clauses: Sequence[Clause]) -> list[Node]:
    """Points with their sub-points; the first clause stands on the highest level."""
    nodes: list[Node] = []
    for clause in clauses:
        node = Node(clause)
        if nodes and clause.level > nodes[0].clause.level:
            nodes[-1].children.append(node)
        else:
            nodes.append(node)
    return nodes


def _group(block: Block) -> str:
    match block:
        case Clause(level=level) if level > 1:
            return "points"
        case Signatures():
            return "signatures"
    return ""


def outline(blocks: Sequence[Block]) -> list[Part]:
    """``blocks`` grouped for HTML."""
    parts: list[Part] = []
    for name, group in groupby(blocks, key=_group):
        members = list(group)
        if name == "points":
            clauses = [block for block in members if isinstance(block, Clause)]
            # In columns a sub-point may be alone in its cell.
            type_ = name if clauses[0].level == 2 else "subpoints"
            parts.append(Part(type_, children=_nested(clauses)))
        elif name:
            parts.append(Part(name, children=members))
        else:
            parts += [Part(type(block).__name__, block) for block in members]
    return parts
