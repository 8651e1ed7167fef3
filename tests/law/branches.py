"""What a third law would reach in conditions that ask for one law: in Python and in texts.

A condition is worked out for each law with three values (true, false, unknown): what asks for
a law is known, all else is not. What a law nobody wrote rules for would reach, though not all
laws there are reach it, is the rule of one law taken by default.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

THIRD = "xx"
_JUMPS = (ast.Return, ast.Raise, ast.Continue, ast.Break)


def _asked(node: ast.expr, laws: tuple[str, ...]) -> str | None:
    """The law that an expression asks for: ``case.ru``, ``model.law == "ru"``."""
    if isinstance(node, ast.Attribute) and node.attr in laws:
        return node.attr
    if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq):
        right, left = node.comparators[0], node.left
        names_law = (isinstance(left, ast.Attribute) and left.attr == "law") or (
            isinstance(left, ast.Name) and left.id == "law"
        )
        if names_law and isinstance(right, ast.Constant) and right.value in laws:
            return str(right.value)
    return None


def _nothing(node: ast.AST) -> bool:
    """Whether a statement or value says nothing of the law: an empty answer, a way out."""
    match node:
        case ast.Pass() | ast.Continue() | ast.Return(value=None):
            return True
        case ast.Return(value=ast.expr() as value):
            return _nothing(value)
        case ast.Constant(value=None | False | ""):
            return True
        case ast.Tuple(elts=[]) | ast.List(elts=[]):
            return True
        case ast.Dict(keys=[]):
            return True
    return False


@dataclass
class _Walk:
    """The way of one law through a module: which statements and values it reaches."""

    law: str
    laws: tuple[str, ...]
    reached: set[ast.AST] = field(default_factory=set)

    def value(self, node: ast.expr, *, test: bool = False) -> bool | None:
        """What an expression comes to, as far as the law alone tells; marks what it says."""
        if (asked := _asked(node, self.laws)) is not None:
            return asked == self.law
        match node:
            case ast.UnaryOp(op=ast.Not(), operand=inner):
                known = self.value(inner, test=test)
                if known is False and not test:
                    self.reached.add(node)
                return None if known is None else not known
            case ast.BoolOp(op=op, values=values):
                return self._joined(values, stop=isinstance(op, ast.Or), test=test)
            case ast.IfExp(test=asked_first, body=body, orelse=orelse):
                return self._chosen(asked_first, body, orelse)
        self.reached.add(node)
        for child in ast.iter_child_nodes(node):
            self._inner(child)
        return None

    def _inner(self, node: ast.AST) -> None:
        if isinstance(node, ast.expr):
            self.value(node)
        else:
            for child in ast.iter_child_nodes(node):
                self._inner(child)

    def _joined(self, values: list[ast.expr], *, stop: bool, test: bool) -> bool | None:
        unknown = False
        for value in values:
            known = self.value(value, test=test)
            if known is stop:
                return None if unknown else stop
            unknown = unknown or known is None
        return None if unknown else not stop

    def _chosen(self, test: ast.expr, body: ast.expr, orelse: ast.expr) -> bool | None:
        known = self.value(test, test=True)
        if known is not False:
            self.value(body)
        if known is not True:
            self.value(orelse)
        return None

    def block(self, statements: list[ast.stmt]) -> bool:
        """Go through statements; whether their end can be reached."""
        return all(self._statement(one) for one in statements)

    def _statement(self, node: ast.stmt) -> bool:
        match node:
            case ast.If(test=test, body=body, orelse=orelse):
                known = self.value(test, test=True)
                through = known is not False and self.block(body)
                past = known is not True and self.block(orelse)
                return through or past
            case ast.For() | ast.While() | ast.With() | ast.Try() | ast.Match():
                self._children(node)
                return True
            case ast.FunctionDef() | ast.ClassDef():
                self._children(node)
                return True
        self.reached.add(node)
        self._children(node)
        return not isinstance(node, _JUMPS)

    def _children(self, node: ast.AST) -> None:
        for _, found in ast.iter_fields(node):
            if isinstance(found, ast.expr):
                self.value(found)
            elif isinstance(found, list) and found and isinstance(found[0], ast.stmt):
                self.block(found)
            elif isinstance(found, list):
                for child in found:
                    if isinstance(child, ast.AST):
                        self._inner_or_children(child)

    def _inner_or_children(self, node: ast.AST) -> None:
        if isinstance(node, ast.expr):
            self.value(node)
        else:
            self._children(node)


def by_default(source: str, laws: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """The lines of a module whose statement or value a third law gets, and not every law."""
    tree = ast.parse(source)
    walks = {}
    for law in (*laws, THIRD):
        walk = _Walk(law, laws)
        walk.block(tree.body)
        walks[law] = walk.reached
    shared = set.intersection(*(walks[law] for law in laws))
    found = sorted(
        (node for node in walks[THIRD] - shared if not _nothing(node)),
        key=lambda node: (node.lineno, node.col_offset),  # type: ignore[attr-defined]
    )
    told: set[int] = set()
    for node in found:
        line: int = node.lineno  # type: ignore[attr-defined]
        if line not in told:
            told.add(line)
            yield line, ast.unparse(node).splitlines()[0]
