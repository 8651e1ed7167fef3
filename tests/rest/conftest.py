"""A desk with a key of every sort, and a document of every kind in two offices."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.web.conftest import OTHER, OWN, Desk, desk, register

__all__ = ["OTHER", "OWN", "Desk", "desk", "register"]

from django.test import Client

from aftersales_docs.desk.opening import Register
from aftersales_docs.desk.rest import keys
from aftersales_docs.desk.rest.scopes import granted
from aftersales_docs.schemas.source import read_source

SAMPLES = Path(__file__).parents[2] / "samples"


class Caller:
    """Another program: calls with a key, in a language."""

    def __init__(self, token: str, lang: str = "en") -> None:
        self.token = token
        self.client = Client(
            headers={"authorization": f"Bearer {token}", "accept-language": lang},
            raise_request_exception=False,
        )

    def get(self, address: str, **more: Any) -> Any:
        return self.client.get(f"/api/v1/{address}", **more)

    def post(self, address: str, data: Any = None, **more: Any) -> Any:
        if data is not None and "content_type" not in more and not _has_files(data):
            more["content_type"] = "application/json"
            data = data if isinstance(data, str | bytes) else json.dumps(data)
        return self.client.post(f"/api/v1/{address}", data, **more)


def _has_files(data: Any) -> bool:
    return isinstance(data, dict) and any(hasattr(one, "read") for one in data.values())


def token(register: Register, *scopes: str, name: str = "CRM", days: int = 30) -> str:
    return keys.make(register, keys.NewKey(name, granted(scopes), days, "An Admin"))[1]


def sample(kind: str, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        json.dumps(read_source(str(SAMPLES / kind / f"{name}.yaml")).data, default=str)
    )
    return found


@pytest.fixture
def caller(register: Register) -> Caller:
    return Caller(token(register, "see", "write", "issue", "send", "sign", "cancel"))
