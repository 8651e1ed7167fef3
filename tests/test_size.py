"""Modules and functions stay small enough to be read at once."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from aftersales_docs.resources import data_root

SOURCES = sorted((data_root() / "src").rglob("*.py"))
LONGEST_MODULE = 400
LONGEST_FUNCTION = 40


def too_long(source: Path) -> Iterator[str]:
    text = source.read_text(encoding="utf-8")
    if (length := len(text.splitlines())) > LONGEST_MODULE:
        yield f"{source}: {length} lines"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LONGEST_FUNCTION:
                yield f"{source}: {node.name}: {length} lines"


def test_no_module_and_no_function_is_too_long() -> None:
    assert len(SOURCES) > 100
    assert [fault for source in SOURCES for fault in too_long(source)] == []
