"""The JSON Schema of an input that may name a house file.

Where ``house`` is named, any field may be ``{use: parties.seller}`` in place of its value, and
what is made of several fields may have some of them beside its ``use``. Which facts there are,
and whether they fit, only reading the house file tells (:mod:`.house_file`). Any value may
also stand by language, with or without a house file (:mod:`.by_language`). ``kind`` is always
written out: it says which schema holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..language.codes import LANGS
from .house_file import HOUSE, USE

Schema = dict[str, Any]
# What a schema says of a value without asking anything of it.
_NOTES = ("title", "description", "default", "examples", "deprecated")
_NAME: Schema = {
    "type": "string",
    "pattern": r"^[^.]+(\.[^.]+)*$",
    "description": "A fact of the house file, its steps parted by points: parties.seller.",
}
# They say which schema holds, and in which language the document is.
_WRITTEN_ALWAYS = ("kind",)
_USED, _WRITTEN, _BY_LANGUAGE = "HouseFact", "WrittenOut", "ByLanguage"
_HOUSE: Schema = {
    "type": "string",
    "minLength": 1,
    "not": {"const": "-"},
    "description": "The house file, by its path from the folder of this file.",
}
_DEFINITIONS: Schema = {
    _USED: {
        "description": "A fact of the house file in place of a value.",
        "type": "object",
        "properties": {USE: _NAME},
        "required": [USE],
        "additionalProperties": False,
    },
    # What each language's value may be is not repeated here; reading the file tells.
    _BY_LANGUAGE: {
        "description": "The value by language: {de: …, ru: …}.",
        "type": "object",
        "patternProperties": {f"^({'|'.join(LANGS)})$": True},
        "additionalProperties": False,
        "minProperties": 1,
    },
    # Without a house file nothing can be used, however deep.
    _WRITTEN: {
        "properties": {USE: False},
        "additionalProperties": {"$ref": f"#/$defs/{_WRITTEN}"},
        "items": {"$ref": f"#/$defs/{_WRITTEN}"},
    },
}


def _is_model(schema: Any) -> bool:
    return isinstance(schema, dict) and "properties" in schema


def _takes_use(schema: Mapping[str, Any], models: frozenset[str]) -> bool:
    """Whether ``schema`` lets a ``use`` through already, being a model or a choice with one."""
    name = schema.get("$ref", "").removeprefix("#/$defs/")
    return name in models or any(_takes_use(one, models) for one in schema.get("anyOf", ()))


def _or_used(schema: Schema, models: frozenset[str]) -> Schema:
    """``schema``, or a fact of the house in its place; the same within lists."""
    notes = {key: value for key, value in schema.items() if key in _NOTES}
    inner = {key: value for key, value in schema.items() if key not in _NOTES}
    # A use may fit several of the choices, so that 'one of' can't be asked.
    several = set(inner) <= {"anyOf", "oneOf", "discriminator"}
    given = (inner.get("anyOf") or inner.get("oneOf") or [inner]) if several else [inner]
    choices = [_inside(one, models) for one in given]
    if not any(_takes_use(one, models) for one in choices):
        choices.append({"$ref": f"#/$defs/{_USED}"})
    return notes | {"anyOf": [*choices, {"$ref": f"#/$defs/{_BY_LANGUAGE}"}]}


def _inside(schema: Schema, models: frozenset[str]) -> Schema:
    """``schema`` with uses allowed in its lists and mappings, not in its own place."""
    found = dict(schema)
    for key in ("items", "additionalProperties"):
        if isinstance(found.get(key), dict):
            found[key] = _or_used(found[key], models)
    if "patternProperties" in found:
        found["patternProperties"] = {
            name: _or_used(one, models) for name, one in found["patternProperties"].items()
        }
    return found


def _model(schema: Schema, models: frozenset[str]) -> Schema:
    """A model of which any field may be used; what it must have, a ``use`` may bring."""
    properties = {name: _or_used(field, models) for name, field in schema["properties"].items()}
    changed = schema | {"properties": properties | {USE: _NAME}}
    required = changed.pop("required", None)
    if required:
        changed |= {"if": {"required": [USE]}, "else": {"required": required}}
    return changed


def with_house(schema: Schema) -> Schema:
    """``schema`` of a kind of document, whose input may name a house file and use its facts.

    An input that names none is held to ``schema`` as it was.
    """
    definitions: Mapping[str, Schema] = schema.get("$defs", {})
    models = frozenset(name for name, one in definitions.items() if _is_model(one))
    properties = {
        name: field if name in _WRITTEN_ALWAYS else _or_used(field, models)
        for name, field in schema["properties"].items()
    }
    return schema | {
        "$defs": {
            **{
                name: _model(one, models) if name in models else one
                for name, one in definitions.items()
            },
            **_DEFINITIONS,
        },
        "properties": {HOUSE: _HOUSE} | properties,
        "if": {"required": [HOUSE]},
        "else": {"$ref": f"#/$defs/{_WRITTEN}"},
    }
