"""What an expression of Jinja asks for, and what becomes of the values it works on."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from jinja2 import nodes

from ..language import CASES
from ..schemas import shapes
from ..schemas.shapes import ANYTHING, TEXT, TRUTH, Shape

# Filters that want one sort of value: how to tell it, and how to call it.
WANTED_BY_FILTERS: Mapping[str, tuple[Callable[[Shape], bool], str]] = {
    **dict.fromkeys(("date", "long", "short"), (shapes.is_date, "a date")),
    **dict.fromkeys(
        ("money", "amount", "in_words", "number", "plural"), (shapes.is_number, "a number")
    ),
    **dict.fromkeys(
        ("full_name", "signature_name", "initials", "honorific", "salutation"),
        (shapes.is_person, "a person"),
    ),
    **dict.fromkeys((*CASES, "quote", "cap", "phone"), (shapes.is_words, "words")),
}
_SAME_LIST = {"sort", "list", "reverse", "unique", "select", "reject", "selectattr", "rejectattr"}
_OF_A_LIST = {"first", "last", "min", "max"}
STANDS_IN = {"default", "d"}
_OF_NO_SHAPE = frozenset(
    {"length", "count", "int", "round", "abs", "float", "map", "batch", "slice", "groupby", "sum"}
)


def result_of(node: nodes.Node) -> Shape:
    """What an operation makes of its parts."""
    if isinstance(node, nodes.Not | nodes.Compare):
        return TRUTH
    return TEXT if isinstance(node, nodes.Concat) else ANYTHING


def filtered(name: str, shape: Shape) -> Shape:
    """What a filter makes of a value."""
    if name in _SAME_LIST:
        return shape
    if name in _OF_A_LIST:
        return shapes.element(shape) or ANYTHING
    return ANYTHING if name in _OF_NO_SHAPE or name in STANDS_IN else TEXT


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


def is_for_other_kind(test: nodes.Node, kind: str) -> bool:
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
