"""Visitors of the tree: all words of a block, and all nodes of words, by one walk.

The walk follows the declared types of the blocks' fields: a new block, or a new field of
words in an old one, is walked without a line here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from operator import is_
from types import UnionType
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from .inlines import Emphasis, Foreign, Inline, Inlines, Strong, Term
from .tree import Block

Change = Callable[[Inlines], Inlines]
_Walk = Callable[[Any, Change], Any]


def inlines_of(block: Block) -> list[Inlines]:
    """All words of ``block``, in the order of its fields, empty ones too."""
    found: list[Inlines] = []

    def note(content: Inlines) -> Inlines:
        found.append(content)
        return content

    map_inlines(block, note)
    return found


def map_inlines(block: Block, change: Change) -> Block:
    """``block`` with ``change`` applied to all its words; the same block if nothing changes."""
    return cast("Block", _by_type(block, change))


def walk(content: Inlines) -> Iterator[Inline]:
    """All nodes of ``content``, each before its children."""
    for node in content:
        yield node
        yield from walk(children_of(node))


def children_of(node: Inline) -> Inlines:
    """The words inside ``node``; none for a node that holds no others."""
    match node:
        case Strong(children) | Emphasis(children):
            return children
        case Term(children=children) | Foreign(children=children):
            return children
        case _:
            return ()


def with_children(node: Inline, children: Inlines) -> Inline:
    """``node`` around ``children`` in place of its own."""
    match node:
        case Strong() | Emphasis() | Term() | Foreign():
            return replace(node, children=children)
        case _:
            return node


def map_leaves(content: Inlines, change: Callable[[Inline], Inline]) -> Inlines:
    """``content`` with ``change`` applied to each node that holds no others, however deep.

    The same words if nothing changes.
    """
    found = tuple([_mapped(node, change) for node in content])
    return content if all(map(is_, found, content)) else found


def _mapped(node: Inline, change: Callable[[Inline], Inline]) -> Inline:
    children = children_of(node)
    if not children:
        return change(node)
    inner = map_leaves(children, change)
    return node if inner is children else with_children(node, inner)


def _by_type(value: Any, change: Change) -> Any:
    walker = _walk_of(cast("Any", type(value)))
    return value if walker is None else walker(value, change)


@lru_cache(maxsize=256)
def _walk_of(hint: Any) -> _Walk | None:
    """How to reach the words in a value declared as ``hint``; ``None`` if it holds none."""
    if hint == Inlines:
        return lambda content, change: change(content)
    if get_origin(hint) in {Union, UnionType}:
        # What a union holds is told by the value; only blocks and their parts stand in one.
        return _by_type if any(is_dataclass(member) for member in get_args(hint)) else None
    if get_origin(hint) is tuple:
        return _tuple(get_args(hint))
    return _dataclass(hint) if is_dataclass(hint) else None


def _tuple(members: tuple[Any, ...]) -> _Walk | None:
    if len(members) == 2 and members[1] is Ellipsis:
        every = _walk_of(members[0])
        if every is None:
            return None
        return lambda value, change: _kept(value, tuple([every(one, change) for one in value]))
    walks = [_walk_of(member) for member in members]
    if not any(walks):
        return None
    return lambda value, change: _kept(
        value,
        tuple(
            one if walk is None else walk(one, change)
            for one, walk in zip(value, walks, strict=True)
        ),
    )


def _kept(old: tuple[Any, ...], new: tuple[Any, ...]) -> tuple[Any, ...]:
    return old if all(map(is_, old, new)) else new


def _dataclass(class_: Any) -> _Walk | None:
    hints = get_type_hints(class_)
    found = ((part.name, _walk_of(hints[part.name])) for part in fields(class_))
    walks = [(name, walk) for name, walk in found if walk is not None]
    if not walks:
        return None

    def through(value: Any, change: Change) -> Any:
        changed: dict[str, Any] = {}
        for name, walk in walks:
            old = getattr(value, name)
            new = walk(old, change)
            if new is not old:
                changed[name] = new
        return replace(value, **changed) if changed else value

    return through
