"""Conditions and places in words: names of fields, choices, and and, or, not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from jinja2 import Environment, TemplateSyntaxError, nodes

from ....kinds import Kind
from ....messages import UiLang, Worded, joined, worded
from .derived import CONDITIONS
from .naming import Naming

_PARSER: Final = Environment(autoescape=True)
_COMPARED: Final[Mapping[str, str]] = {
    "gt": ">", "gteq": "≥", "lt": "<", "lteq": "≤",
}  # fmt: skip
_LOOP: Final[Mapping[str, tuple[Worded, Worded]]] = {
    "loop.first": (worded("it is the first"), worded("it is not the first")),
    "loop.last": (worded("it is the last"), worded("it is not the last")),
    "loop.length": (worded("there are several"), worded("there is one")),
}
# Whether it is yes or no, and whether it is not so.
_GIVEN: Final[Mapping[tuple[bool, bool], Worded]] = {
    (True, False): worded("{field}: yes", field=""),
    (True, True): worded("{field}: no", field=""),
    (False, False): worded("{field} is given", field=""),
    (False, True): worded("{field} is not given", field=""),
}
Answer = Worded | bool


class Speaker:
    """Says what expressions of the texts of a kind mean, under one law."""

    def __init__(self, kind: Kind, law: str, lang: UiLang) -> None:
        self.kind, self.law, self.lang = kind, law, lang
        self.names = Naming(kind, law, lang)

    def condition(self, expression: str) -> Answer:
        """When it is met; ``True`` or ``False`` where the law alone decides."""
        node = _parsed(expression)
        if node is None:
            return worded("{code}", code=expression)
        return self._said(node, negated=False)

    def place(self, expression: str) -> str:
        """What a place is filled with, by the names that fields have on a form."""
        node = _parsed(expression)
        found = list(dict.fromkeys(self._named(node))) if node is not None else []
        return ", ".join(one for one in found if one) or "…"

    def _named(self, node: Any) -> Iterator[str]:
        """What the parts of an expression are called; fixed words are none of them."""
        inner = _parts_of(node)
        if inner is None:
            name = _path(node)
            yield self.names.of(name) if name else ""
            return
        for one in inner:
            yield from self._named(one)

    def _said(self, node: Any, *, negated: bool) -> Answer:
        match node:
            case nodes.Not():
                return self._said(node.node, negated=not negated)
            case nodes.And() | nodes.Or():
                return self._both(
                    node, both=isinstance(node, nodes.And) != negated, negated=negated
                )
            case nodes.Compare():
                return self._compared(node, negated=negated)
            case nodes.Test():
                present = node.name == "defined"
                return self._given(_path(node.node), negated=negated == present)
        name = _path(node)
        if name.startswith("law."):
            return (name == f"law.{self.law}") != negated
        return self._given(name, negated=negated)

    def _both(self, node: Any, *, both: bool, negated: bool) -> Answer:
        """``and`` where ``both``, else ``or``; what the law decides is left out.

        What is joined in the other way within it stands in brackets.
        """
        left, right = (self._said(one, negated=negated) for one in (node.left, node.right))
        for one, other in ((left, right), (right, left)):
            if isinstance(one, bool):
                return other if one is both else one
        parts = [
            _bracketed(said_, part, both=both, negated=negated)
            for said_, part in ((left, node.left), (right, node.right))
        ]
        return joined(parts, worded(" and ") if both else worded(" or "))

    def _given(self, name: str, *, negated: bool) -> Answer:
        pair = _LOOP.get(name) or self._derived(name)
        if pair is not None:
            return pair[negated]
        shown = self.names.of(name)
        words = _GIVEN[self.names.is_truth(name), negated]
        return Worded(words.template, {"field": shown})

    def _derived(self, name: str) -> tuple[Worded, Worded] | None:
        """When what follows from the data is so, and when not."""
        if name.startswith("cite."):
            place = self.names.of(name)
            return worded("{place} applies", place=place), worded(
                "{place} does not apply", place=place
            )
        if self.names.field(name) is not None:
            return None
        return CONDITIONS.get(name) or CONDITIONS.get(name.rpartition(".")[2])

    def _compared(self, node: Any, *, negated: bool) -> Worded:
        operand = node.ops[0]
        name = _path(node.expr)
        if name == "loop.length":
            return _LOOP[name][(operand.op in {"lt", "lteq", "eq"}) != negated]
        if not name or not self.names.of(name):
            shown = ", ".join(dict.fromkeys(self._named(node.expr))) or "…"
        else:
            shown = self.names.of(name)
        value = self._value(name, operand.expr)
        if operand.op in _COMPARED:
            sign = _COMPARED[operand.op]
            if negated:
                return worded("not: {field} {sign} {value}", field=shown, sign=sign, value=value)
            return worded("{field} {sign} {value}", field=shown, sign=sign, value=value)
        if (operand.op in ("eq", "in")) != negated:
            return worded("{field} is “{value}”", field=shown, value=value)
        return worded("{field} is not “{value}”", field=shown, value=value)

    def _value(self, name: str, node: Any) -> str:
        if isinstance(node, nodes.List | nodes.Tuple):
            return " / ".join(self._value(name, one) for one in node.items)
        if isinstance(node, nodes.Const):
            return self.names.choice(name, node.value)
        return ", ".join(dict.fromkeys(self._named(node))) or "…"


def _bracketed(words: Answer, node: Any, *, both: bool, negated: bool) -> Answer:
    """``words`` in brackets where they are joined in the other way than what they stand in."""
    inner = node.node if isinstance(node, nodes.Not) else node
    turned = negated != isinstance(node, nodes.Not)
    if not isinstance(inner, nodes.And | nodes.Or) or isinstance(words, bool):
        return words
    if (isinstance(inner, nodes.And) != turned) == both:
        return words
    return worded("({condition})", condition=words)


def _parts_of(node: Any) -> Sequence[Any] | None:
    """The parts of an expression that name something; ``None`` where it is a name itself."""
    match node:
        case nodes.Const():
            return ()
        case nodes.List() | nodes.Tuple():
            return node.items
        case nodes.Or():
            return (node.left,)
        case nodes.And():
            return (node.right,)
        case nodes.Concat():
            return node.nodes
        case _:
            return _inner_of(node)


def _inner_of(node: Any) -> Sequence[Any] | None:
    match node:
        case nodes.Filter() if node.node is not None:
            return (node.node,)
        case nodes.CondExpr():
            return (node.expr1,)
        case nodes.Add() | nodes.Sub():
            return (node.left, node.right)
        case nodes.Call():
            return (node.node,)
    return None


def _parsed(expression: str) -> Any:
    try:
        body = _PARSER.parse("{{ " + expression + " }}").body
    except TemplateSyntaxError:
        return None
    return body[0].nodes[0] if body and isinstance(body[0], nodes.Output) else None


def _path(node: Any) -> str:
    """A name with points; empty for anything else."""
    match node:
        case nodes.Name():
            return str(node.name)
        case nodes.Getattr():
            return f"{_path(node.node)}.{node.attr}"
        case nodes.Filter() if node.node is not None:
            return _path(node.node)
        case nodes.Getitem():
            return _path(node.node)
        case nodes.Call():
            return _path(node.node)
    return ""
