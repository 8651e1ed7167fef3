"""What a key opens: never more than its scopes, for as long as it is valid; every address."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from aftersales_docs.desk.chain import entry, text_of
from aftersales_docs.desk.opening import Register
from aftersales_docs.desk.register.models import Document, Event
from aftersales_docs.desk.rest import keys
from aftersales_docs.desk.rest.models import ApiKey
from aftersales_docs.desk.rest.openapi import schema
from aftersales_docs.desk.rest.scopes import ACTIONS, granted
from aftersales_docs.desk.steps import STEPS
from aftersales_docs.errors import DataError
from aftersales_docs.kinds import KINDS

from .conftest import OTHER, OWN, Caller, Desk, token
from .test_documents import file

OPERATIONS = [(method, path) for path, found in schema()["paths"].items() for method in found]
# Keys that may do something, and not with what is another office's or department's.
NARROW = [f"{action}:*:{OWN}" for action in ACTIONS]
KEYS = [*([one] for one in NARROW), NARROW, [f"see:claim-response:{OWN}"]]


def filled(path: str, document: Document) -> list[str]:
    values: dict[str, list[Any]] = {
        "id": [document.pk],
        "file": [one.pk for one in document.files.all()],
        "step": list(STEPS),
        "kind": [document.kind],
        "job": ["0" * 32],
    }
    found = [path.removeprefix("/api/v1/")]
    for name in re.findall(r"{(\w+)}", path):
        found = [one.replace(f"{{{name}}}", str(value)) for one in found for value in values[name]]
    return found


def called(caller: Caller, method: str, address: str, document: Document) -> Any:
    if method == "get":
        return caller.get(address)
    files = {
        name: file(b"%PDF-1.7 none", f"{name}.pdf") for name in ("file", "issued", "returned")
    }
    last = address.rpartition("/")[2]
    if last in ("verify", "compare") or (last == "signed" and "/steps/" not in address):
        return caller.post(address, files)
    told = {"way": "letter", "by": "A", "ground": "x", "lang": "de", "law": "de"}
    return caller.post(f"{address}?office={OTHER}" if last == "issue" else address, told)


def test_the_walk_knows_the_addresses() -> None:
    assert ("get", "/api/v1/register/documents/{id}") in OPERATIONS
    assert len(OPERATIONS) >= 13


@pytest.mark.parametrize("scopes", KEYS, ids=" ".join)
def test_no_address_tells_of_another_offices_documents(
    desk: Desk, register: Register, scopes: list[str]
) -> None:
    caller = Caller(token(register, *scopes))
    foreign = [one for (office, _), one in desk.documents.items() if office == OTHER]
    for method, path in OPERATIONS:
        for document in foreign if path.endswith("/{id}") else foreign[:1]:
            for address in filled(path, document):
                answer = called(caller, method, address, document)
                assert answer.status_code < 500, address
                assert OTHER.encode() not in answer.content, (address, scopes)
                if path.startswith("/api/v1/register/documents/{id}"):
                    assert answer.status_code == 404, address
    assert not Document.objects.filter(office=OTHER).exclude(state="issued").exists()


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_key_for_a_kind_sees_that_kind_alone(desk: Desk, register: Register, kind: str) -> None:
    caller = Caller(token(register, f"see:{kind}:{OWN}"))
    found = caller.get("register/documents").json()["documents"]
    assert [one["id"] for one in found] == [desk.documents[OWN, kind].pk]
    for (office, other), document in desk.documents.items():
        answer = caller.get(f"register/documents/{document.pk}")
        assert answer.status_code == (200 if (office, other) == (OWN, kind) else 404)
    assert {one["kind"] for one in caller.get("register/due?within=3660").json()["due"]} == {kind}


@pytest.mark.parametrize("action", ACTIONS)
def test_a_key_does_what_it_may_and_nothing_else(
    desk: Desk, register: Register, action: str
) -> None:
    scopes = {action, "see"}
    caller = Caller(token(register, *scopes))
    document = desk.documents[OWN, "claim-response"]
    base = f"register/documents/{document.pk}"
    told = {"way": "letter", "by": "A", "ground": "x"}
    tried = {
        "write": caller.post("documents/claim-response/check", {}),
        "issue": caller.post("documents/claim-response/issue", {}),
        "send": caller.post(f"{base}/steps/sent", told),
        "sign": caller.post(f"{base}/steps/signed", told),
        "cancel": caller.post(f"{base}/steps/cancelled", told),
    }
    for name, answer in tried.items():
        assert (answer.status_code != 403) == (name in scopes), (name, answer.content)


@pytest.mark.parametrize(
    "head", ["", "Bearer", "Bearer x", "Basic YTpi", "Bearer adk_000000000000_" + "a" * 43]
)
def test_without_a_key_nothing_is_told(desk: Desk, head: str) -> None:
    client = Client(headers={"authorization": head} if head else {})
    client.force_login(desk.people["legal"])  # A person's session opens nothing here.
    document = desk.documents[OWN, "claim-response"]
    for method, path in OPERATIONS:
        for address in filled(path, document):
            answer = getattr(client, method)(f"/api/v1/{address}")
            assert answer.status_code == 401, address
            assert answer["Content-Type"] == "application/problem+json"
            assert "Bearer" in answer["WWW-Authenticate"]
            assert document.number.encode() not in answer.content
    assert client.get("/api/v1/openapi.json").status_code == 401


def test_a_key_ends_by_time_and_by_hand(register: Register) -> None:
    text = token(register, "see")
    key = ApiKey.objects.get()
    assert Caller(text).get("kinds").status_code == 200
    key.expires_at = text_of(datetime.now(UTC) - timedelta(seconds=1))
    key.save()
    assert Caller(text).get("kinds").status_code == 401
    text = token(register, "see")
    public = text.split("_")[1]
    keys.revoke(register, public, "An Admin")
    assert Caller(text).get("kinds").status_code == 401


def test_a_secret_is_nowhere_and_all_is_in_the_trail(register: Register) -> None:
    text = token(register, "see", "issue:claim-response:nord")
    _, public, secret = text.split("_", 2)
    keys.revoke(register, public, "An Admin")
    keys.revoke(register, public, "An Admin")
    found = [entry(one) for one in Event.objects.order_by("seq")]
    assert [one["action"] for one in found] == ["key-made", "key-revoked"]
    assert found[0]["facts"]["scopes"] == ["issue:claim-response:nord", "see:*:*"]
    assert secret not in json.dumps(found)
    assert secret.encode() not in register.place.sqlite.read_bytes()
    wal = register.place.sqlite.with_name("register.sqlite3-wal")
    assert not wal.exists() or secret.encode() not in wal.read_bytes()


@pytest.mark.parametrize(
    "wrong",
    ["", "approve", "manage", "audit", "see:none", "see:*:a b", "see:*:*:x", "*", "see:*:../x"],
)
def test_a_scope_that_there_is_not_is_refused(wrong: str) -> None:
    with pytest.raises(DataError):
        granted([wrong])


def test_who_calls_too_often_is_told_to_wait(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AFTERSALES_DOCS_API_RATE", "3")
    monkeypatch.setattr("aftersales_docs.desk.rest.access.time.time", lambda: 90.0)
    caller, other = Caller(token(register, "see")), Caller(token(register, "see"))
    assert [caller.get("kinds").status_code for _ in range(5)] == [200] * 3 + [429] * 2
    assert caller.get("kinds")["Retry-After"] == "30"
    assert other.get("kinds").status_code == 200
