"""Expressions of Jinja: the paths that they ask for, and what comes of operators and filters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from jinja2 import nodes

from ..errors import Severity, Worded, worded
from ..language import CASES
from ..messages import finished
from ..schemas import shapes
from ..schemas.shapes import ANYTHING, TEXT, TRUTH, Shape

# Filters that want one sort of value: how to tell it, and how to call it.
WANTED: Mapping[str, tuple[Callable[[Shape], bool], str]] = {
    **dict.fromkeys(("date", "long", "short"), (shapes.is_date, worded("a date"))),
    **dict.fromkeys(
        ("money", "amount", "in_words", "number", "plural"), (shapes.is_number, worded("a number"))
    ),
    **dict.fromkeys(
        ("full_name", "signature_name", "initials", "honorific", "salutation"),
        (shapes.is_person, worded("a person")),
    ),
    **dict.fromkeys((*CASES, "quote", "cap", "phone"), (shapes.is_words, "words")),
}
_SAME_LIST = {"sort", "list", "reverse", "unique", "select", "reject", "selectattr", "rejectattr"}
_OF_A_LIST = {"first", "last", "min", "max"}
STANDS_IN = {"default", "d"}
_NO_WORDS = {
    "length",
    "count",
    "int",
    "round",
    "abs",
    "float",
    "map",
    "batch",
    "slice",
    "groupby",
    "sum",
    *STANDS_IN,
}


@dataclass(frozen=True, slots=True)
class TemplateFault:
    """Something wrong in one line of a template."""

    line: int
    code: str
    message: str
    cure: str
    severity: Severity = Severity.ERROR


def made(node: nodes.Node) -> Shape:
    """What an operation makes of its parts."""
    if isinstance(node, nodes.Not | nodes.Compare):
        return TRUTH
    return TEXT if isinstance(node, nodes.Concat) else ANYTHING


MACRO_NAMES = dict.fromkeys(("caller", "varargs", "kwargs"), ANYTHING)


def filtered(name: str, shape: Shape) -> Shape:
    """What a filter makes of a value."""
    if name in _SAME_LIST:
        return shape
    if name in _OF_A_LIST:
        return shapes.element(shape) or ANYTHING
    return ANYTHING if name in _NO_WORDS else TEXT


def path_of(node: nodes.Node | None) -> str:
    """``data.seller.name`` of such an expression; empty where it is none."""
    match node:
        case nodes.Name():
            return str(node.name)
        case nodes.Getattr():
            return f"{path_of(node.node)}.{node.attr}"
        case nodes.Getitem(arg=nodes.Const(value=str() as key)):
            return f"{path_of(node.node)}.{key}"
    return ""


def paths_of(node: nodes.Node) -> list[str]:
    """Every path that an expression asks for."""
    wanted = (nodes.Name, nodes.Getattr, nodes.Getitem)
    found = [path_of(node)] if isinstance(node, wanted) else []
    return [path for path in (*found, *map(path_of, node.find_all(wanted))) if path]


def not_for(test: nodes.Node, kind: str) -> bool:
    """Whether a test of the kind says that the block is for other documents."""
    match test:
        case nodes.Compare(expr=expr, ops=[nodes.Operand(op=op, expr=nodes.Const(value=value))]):
            return (
                _is_kind(expr)
                and bool(kind)
                and ((op == "eq" and value != kind) or (op == "ne" and value == kind))
            )
    return False


def _is_kind(node: nodes.Node) -> bool:
    return path_of(node) in {"meta.kind", "data.kind"}


def as_sentence(message: str) -> Worded:
    """``message`` of Jinja, or of ours, with one full stop."""
    said = message if isinstance(message, Worded) else worded("{error}", error=message)
    return finished(said)
