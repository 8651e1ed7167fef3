"""Examples of inputs for the description of the interface: the samples, one of each kind."""

from __future__ import annotations

import json
from functools import cache
from typing import Any, Final

from ...kinds import KINDS
from ...resources import data_root
from ...schemas.named_files import files_named
from ...schemas.source import read_source

DESCRIPTION: Final = """After-sales documents in Word and PDF: checked, made, issued, found,
verified. Every call needs a key (`Authorization: Bearer adk_…`) and sees what its scopes allow.
Messages are in the language of `Accept-Language` (de, ru, en); refusals are problems of RFC 9457.
"""
_LANGS: Final = ("en", "de", "ru")


@cache
def example(kind: str) -> dict[str, Any]:
    """An input of the kind that needs no other file; empty where no sample is like that."""
    for lang in _LANGS:
        for path in sorted((data_root() / "samples" / kind).glob(f"*.{lang}.*.yaml")):
            data = read_source(str(path)).data
            if not list(files_named(data)):
                found: dict[str, Any] = json.loads(json.dumps(data, default=str))
                return found
    return {}


def with_header(name: str) -> dict[str, Any]:
    """How a head is described by which a caller names work that is to be done once."""
    return {
        "parameters": [
            {
                "name": name,
                "in": "header",
                "required": False,
                "schema": {"type": "string", "maxLength": 200, "pattern": "^[!-~]+$"},
                "description": "A random name for this work, so that it is done once.",
            }
        ]
    }


def file_body(*parts: str, trust: bool = False) -> dict[str, Any]:
    """How the body of an operation is described that takes files in these parts."""
    one = {"type": "string", "format": "binary"}
    properties: dict[str, Any] = dict.fromkeys(parts, one)
    if trust:
        properties["trust"] = {"type": "array", "items": one}
    schema = {"type": "object", "required": list(parts), "properties": properties}
    return {
        "requestBody": {"required": True, "content": {"multipart/form-data": {"schema": schema}}}
    }


def input_body(header: str = "") -> dict[str, Any]:
    """How the body of an operation is described that takes an input."""
    return {
        **(with_header(header) if header else {}),
        "requestBody": {
            "required": True,
            "description": "The fields of an input as its file has them; `kinds/{kind}/schema` "
            "describes them. `kind` may be left out. As `multipart/form-data`: the JSON in "
            "`input`, and the files that it names in `files`.",
            "content": {
                "application/json": {
                    "schema": {"type": "object"},
                    "examples": {kind: {"value": example(kind)} for kind in KINDS},
                },
                "multipart/form-data": {
                    "schema": {
                        "type": "object",
                        "required": ["input"],
                        "properties": {
                            "input": {"type": "string", "description": "JSON"},
                            "files": {
                                "type": "array",
                                "items": {"type": "string", "format": "binary"},
                            },
                        },
                    }
                },
            },
        },
    }


def lines_body(header: str) -> dict[str, Any]:
    """How the body of an operation is described that takes an input on each line."""
    line = json.dumps(example("claim-response"), ensure_ascii=False)
    return {
        **with_header(header),
        "requestBody": {
            "required": True,
            "content": {
                "application/x-ndjson": {
                    "schema": {"type": "string"},
                    "examples": {"claim-response": {"value": f"{line}\n"}},
                }
            },
        },
    }
