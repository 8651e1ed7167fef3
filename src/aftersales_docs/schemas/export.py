"""The JSON Schema of a kind, for editors that complete and check input files."""

from __future__ import annotations

import json

from pydantic import BaseModel

from .house_schema import with_house


def schema_text(model: type[BaseModel], name: str) -> str:
    """The JSON Schema of ``model`` as it stands in ``schemas/``."""
    schema = with_house(model.model_json_schema())
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": name}
    return (
        json.dumps(
            head | {k: v for k, v in schema.items() if k != "title"}, ensure_ascii=False, indent=2
        )
        + "\n"
    )
