"""The description of the interface is whole, has examples that work, and tells the truth."""

from __future__ import annotations

import json
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, settings
from schemathesis import checks as builtin

from aftersales_docs.desk.opening import Register
from aftersales_docs.desk.rest.openapi import schema
from aftersales_docs.kinds import KINDS

from .conftest import Caller, Desk, token

_SHORT = settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    database=None,
)


def operations() -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (path, method, found)
        for path, methods in schema()["paths"].items()
        for method, found in methods.items()
    ]


@pytest.mark.parametrize(("path", "method", "found"), operations(), ids=lambda one: str(one)[:60])
def test_each_operation_is_described(path: str, method: str, found: dict[str, Any]) -> None:
    assert found["summary"]
    assert found["description"].strip().endswith(".")
    assert found["security"] == [{"KeyAuth": []}]
    assert {"401", "429"} <= set(found["responses"])
    for status, answer in found["responses"].items():
        if int(status) >= 400:
            assert set(answer["content"]) == {"application/problem+json"}
    for parameter in found.get("parameters", ()):
        told = {**parameter.get("schema", {}), **parameter}
        assert told.get("description") or parameter["name"] in {"kind", "office", "state"}
    if method == "post":
        assert found["requestBody"]["content"]


def test_each_kind_has_an_example_that_is_made(caller: Caller) -> None:
    body = schema()["paths"]["/api/v1/documents/{kind}"]["post"]["requestBody"]
    found = body["content"]["application/json"]["examples"]
    assert set(found) == set(KINDS)
    for kind, one in found.items():
        answer = caller.post(f"documents/{kind}?format=docx", one["value"])
        assert answer.status_code == 200, answer.content


def test_it_is_handed_out_with_a_key(caller: Caller) -> None:
    assert caller.get("openapi.json").json() == json.loads(json.dumps(schema()))


@schemathesis.serializer("application/x-ndjson")
def lines(_context: Any, value: Any) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()


@pytest.mark.slow
@pytest.mark.own_words  # Made values may be sentences of ours.
def test_schemathesis_finds_nothing(desk: Desk, register: Register) -> None:
    heads = {
        "Authorization": f"Bearer {token(register, 'see', 'write', 'issue', 'send', 'sign')}",
        "Host": "testserver",
    }
    described = schemathesis.openapi.from_dict(schema())
    described.app = get_wsgi_application()
    wanted = [
        builtin.not_a_server_error,
        schemathesis.specs.openapi.checks.status_code_conformance,
        schemathesis.specs.openapi.checks.content_type_conformance,
        schemathesis.specs.openapi.checks.response_schema_conformance,
    ]
    seen = set()
    for result in described.get_all_operations():
        operation = result.ok()
        seen.add(operation.label)

        @_SHORT
        @schemathesis_given(operation)
        def call(case: Any) -> None:
            case.call_and_validate(headers=heads, checks=wanted)

        call()
    assert len(seen) == len(operations())


def schemathesis_given(operation: Any) -> Any:
    from hypothesis import given

    return given(case=operation.as_strategy())
