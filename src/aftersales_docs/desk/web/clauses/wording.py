"""Conditions and places in words: names of fields, choices, and and, or, not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from jinja2 import Environment, TemplateSyntaxError, nodes

from ....batch.fields import fields_of
from ....batch.labels import explained, label_path
from ....kinds import Kind
from ....messages import UiLang, Worded, joined, worded

_PARSER: Final = Environment(autoescape=True)
_COMPARED: Final[Mapping[str, str]] = {"gt": ">", "gteq": "≥", "lt": "<", "lteq": "≤"}
Answer = Worded | bool


class Speaker:
    """Says what expressions of the texts of a kind mean, under one law."""

    def __init__(self, kind: Kind, law: str, lang: UiLang) -> None:
        self.kind, self.law, self.lang = kind, law, lang
        self.labels = label_path(kind, lang)
        self.fields = fields_of(kind)

    def condition(self, expression: str) -> Answer:
        """When it is met; ``True`` or ``False`` where the law alone decides."""
        node = _parsed(expression)
        return (
            worded("{code}", code=expression) if node is None else self._said(node, negated=False)
        )

    def place(self, expression: str) -> str:
        """What a place is filled with: the field's name, or its own where it has none."""
        node = _parsed(expression)
        while isinstance(node, nodes.Filter):
            node = node.node
        name = _path(node)
        return self.labels.get(name) or name or expression

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
        """``and`` where ``both``, else ``or``; what the law decides is left out."""
        left, right = (self._said(one, negated=negated) for one in (node.left, node.right))
        for one, other in ((left, right), (right, left)):
            if isinstance(one, bool):
                return other if one is both else one
        between = worded(" and ") if both else worded(" or ")
        return joined([left, right], between)

    def _given(self, name: str, *, negated: bool) -> Worded:
        field = self.fields.get(name)
        shown = self.labels.get(name, name)
        if field is not None and field.takes.truth:
            if negated:
                return worded("{field}: no", field=shown)
            return worded("{field}: yes", field=shown)
        if negated:
            return worded("{field} is not given", field=shown)
        return worded("{field} is given", field=shown)

    def _compared(self, node: Any, *, negated: bool) -> Worded:
        operand = node.ops[0]
        name, value = _path(node.expr), self._value(_path(node.expr), operand.expr)
        shown = self.labels.get(name, name or "…")
        equal = operand.op in ("eq", "in")
        if operand.op in _COMPARED:
            sign = _COMPARED[operand.op]
            if negated:
                return worded("not: {field} {sign} {value}", field=shown, sign=sign, value=value)
            return worded("{field} {sign} {value}", field=shown, sign=sign, value=value)
        if equal != negated:
            return worded("{field} is “{value}”", field=shown, value=value)
        return worded("{field} is not “{value}”", field=shown, value=value)

    def _value(self, name: str, node: Any) -> str:
        if isinstance(node, nodes.List | nodes.Tuple):
            return ", ".join(self._value(name, one) for one in node.items)
        if not isinstance(node, nodes.Const):
            return _path(node) or "…"
        field = self.fields.get(name)
        if field is None:
            return str(node.value)
        choices = explained(self.kind, field, self.lang).get("choices") or {}
        return str(choices.get(str(node.value), node.value))


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
