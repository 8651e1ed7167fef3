"""Commas inside ``{ }``: they part fields, where people mean decimals or text."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from ruamel.yaml.nodes import Node, ScalarNode

from ..errors import DataError, worded
from .source_parts import Failure, Spot

_FIGURES = re.compile(r"-?(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9][0-9 \u00a0\u202f]*)")
_DECIMALS = re.compile(r"[0-9]{1,4}(?![0-9])\s*[^,:]{0,12}")


def is_bare(key: Node, value: Node) -> bool:
    """Whether a field inside ``{ }`` has no ':' at all: a comma ended the text before it."""
    return (
        isinstance(key, ScalarNode)
        and isinstance(value, ScalarNode)
        and value.value == ""
        and value.style is None
        and value.start_mark.index == key.end_mark.index
    )


def comma_inside(
    fail: Failure, before: Node | None, key: Node, mark: Callable[[Any], Spot]
) -> DataError:
    """The error for text with a comma in it that stands unquoted inside ``{ }``."""
    spot = mark(key.start_mark)
    rest = str(getattr(key, "value", ""))[:60]
    if not isinstance(before, ScalarNode):
        return fail(
            "comma-in-braces",
            worded("'{rest}' stands inside {{ }} without a ':'.", rest=rest),
            "Write 'field: value', or delete it.",
            spot,
        )
    start = str(before.value)[-60:]
    if _FIGURES.fullmatch(start) and _DECIMALS.fullmatch(rest):
        figures = re.match(r"[0-9]+", rest)
        whole = re.sub(r"[ .\u00a0\u202f]", "", start)
        number = f"{whole}.{figures[0] if figures else rest}"
        return fail(
            "decimal-comma",
            worded("a decimal comma inside {{ }}: '{start},{rest}'.", start=start, rest=rest),
            worded("Write {number}, with a point.", number=number)
            if not rest.isdigit()
            else worded(
                'Write {number}, or put it in quotes: "{start},{rest}".',
                number=number,
                start=start,
                rest=rest,
            ),
            mark(before.start_mark),
        )
    return fail(
        "comma-in-braces",
        worded("a comma inside {{ }} ends the text before '{rest}'.", rest=rest),
        worded('Put text with a comma in quotes: "{start}, {rest}".', start=start, rest=rest),
        spot,
    )
