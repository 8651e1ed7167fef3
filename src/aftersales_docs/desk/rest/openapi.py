"""The description of the interface (OpenAPI 3.1) as it is handed out."""

from __future__ import annotations

import json
from functools import cache
from typing import Any, Final

from .problems import MEDIA_TYPE

PREFIX: Final = "/api/v1/"


@cache
def description() -> bytes:
    """The whole of it as JSON."""
    return json.dumps(schema(), ensure_ascii=False, indent=1).encode()


def schema() -> dict[str, Any]:
    """The whole of it; refusals are told as what they are."""
    from .api import api

    found: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix=PREFIX)))
    for operations in found["paths"].values():
        for operation in operations.values():
            for status, answer in operation["responses"].items():
                if int(status) >= 400:
                    answer["content"] = {MEDIA_TYPE: answer["content"].pop("application/json")}
    return found
