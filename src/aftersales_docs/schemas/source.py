"""Reading an input file: YAML or JSON as plain data, with the place of every value.

Nothing in the file is ever executed or constructed: YAML is read as a tree of nodes
and turned into mappings, lists and scalars here, within bounds. JSON is read by the
standard library, value by value, since not all JSON is YAML in practice (a line break
before ``:``, long keys, raw U+0085). Numbers remember how they were typed, so that
``number: 007`` stays ``007`` where text is wanted; dates stay text.
"""

from __future__ import annotations

import json
from typing import Any

from ..errors import DataError, worded
from .json_reader import JsonBuilder, check_json
from .source_file import decoded, no_table, read_bytes
from .source_parts import (
    LIMIT_BYTES,
    LIMIT_DEPTH,
    LIMIT_DIGITS,
    LIMIT_NODES,
    STANDARD_INPUT,
    UNREADABLE,
    Builder,
    Failure,
    Path_,
    Source,
    Spot,
    TypedDecimal,
    TypedInt,
)
from .yaml_events import read_events

__all__ = [
    "LIMIT_BYTES",
    "LIMIT_DEPTH",
    "LIMIT_DIGITS",
    "LIMIT_NODES",
    "STANDARD_INPUT",
    "UNREADABLE",
    "Path_",
    "Source",
    "Spot",
    "TypedDecimal",
    "TypedInt",
    "parse_source",
    "read_source",
]


def _is_json(name: str, text: str) -> bool:
    """Whether to read JSON; brackets in a file called YAML are JSON only if they parse."""
    if name.lower().endswith(".json"):
        return True
    if text.lstrip()[:1] not in {"{", "["}:
        return False
    if not name.lower().endswith((".yaml", ".yml")):
        return True
    try:
        json.loads(text, parse_int=str, parse_float=str)
    except (ValueError, RecursionError):
        return False
    return True


def read_source(path: str) -> Source:
    """Read the input file at ``path``; ``-`` is standard input.

    Raises:
        DataError: the file can't be read, or is no YAML or JSON mapping; with the place.
    """
    shown = worded("standard input") if path == STANDARD_INPUT else path
    return parse_source(path, read_bytes(path, Failure(shown)))


def parse_source(path: str, content: bytes) -> Source:
    """Read the input file ``content`` that stands, or would stand, at ``path``.

    Raises:
        DataError: it is no YAML or JSON mapping; with the place.
    """
    shown = worded("standard input") if path == STANDARD_INPUT else path
    fail = Failure(shown)
    text = decoded(content, fail)
    try:
        return _parsed(path, shown, text, content)
    except DataError:
        no_table(text, fail)
        raise


def _parsed(path: str, shown: str, text: str, content: bytes) -> Source:
    fail = Failure(shown)
    if _is_json(path, text):
        check_json(text, fail)
        json_builder = JsonBuilder(text, fail)
        return _source(shown, json_builder.build(), json_builder, content)
    if (fast := read_events(text, fail)) is not None:
        return _source(shown, *fast, content)
    from .yaml_reader import YamlBuilder, yaml_root

    yaml_builder = YamlBuilder(fail, text)
    return _source(shown, yaml_builder.build(yaml_root(text, fail)), yaml_builder, content)


def _source(name: str, data: Any, builder: Builder, content: bytes) -> Source:
    if data is None:
        raise builder.fail.empty()
    if not isinstance(data, dict):
        place = builder.places[()]
        spot = (place.line or 1, place.column or 1)
        if isinstance(data, list):
            raise builder.fail(
                "no-mapping",
                "the file holds a list, but a file is one document.",
                "Put each entry into a file of its own.",
                spot,
            )
        raise builder.fail(
            "no-mapping",
            "the file should hold fields.",
            "Write 'field: value' lines, with a space after each ':'.",
            spot,
        )
    remarks = tuple(builder.remarks)
    return Source(name, data, builder.places, builder.key_places, content, remarks)
