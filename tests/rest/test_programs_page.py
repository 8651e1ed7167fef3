"""The administrator's page of keys and webhooks."""

from __future__ import annotations

import re

import pytest

from aftersales_docs.desk.chain import entry
from aftersales_docs.desk.opening import Register
from aftersales_docs.desk.register.models import Event
from aftersales_docs.desk.rest.models import ApiKey, Webhook
from aftersales_docs.messages import UI_LANGS

from .conftest import Caller, Desk

PAGE = "/house/programs/"
KEY = {"act": "make-key", "name": "ERP", "kind": "", "office": "nord", "days": "30"}


@pytest.mark.parametrize("role", ["personnel", "legal", "warranty", "signatory", "auditor"])
def test_only_administrators_make_keys(desk: Desk, role: str) -> None:
    client = desk.client(role)
    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE, {**KEY, "action": "see"}).status_code == 404
    assert not ApiKey.objects.exists()


@pytest.mark.parametrize("lang", UI_LANGS)
def test_a_key_is_shown_once_works_and_is_revoked(desk: Desk, lang: str) -> None:
    client = desk.client("administrator", lang)
    shown = client.post(PAGE, {**KEY, "action": ["see", "write"]}).content.decode()
    [text] = re.findall(r'value="(adk_[\w-]+)"', shown)
    assert text not in client.get(PAGE).content.decode()
    assert Caller(text).get("register/documents").status_code == 200
    public = ApiKey.objects.get().public
    answer = client.post(PAGE, {"act": "revoke-key", "public": public})
    assert answer.status_code == 302
    assert Caller(text).get("register/documents").status_code == 401
    told = Event.objects.filter(document__isnull=True).exclude(about__startswith="draft:")
    trail = [entry(one) for one in told.order_by("seq")]
    told = [(one["action"], one["who"]) for one in trail]
    assert told == [("key-made", "administrator-person"), ("key-revoked", "administrator-person")]
    assert trail[0]["facts"]["scopes"] == ["see:*:nord", "write:*:nord"]


@pytest.mark.parametrize(
    "wrong", [{"action": []}, {"name": " "}, {"days": "0"}, {"office": "a b"}, {"kind": "none"}]
)
def test_what_will_not_do_is_told(desk: Desk, wrong: dict[str, object]) -> None:
    answer = desk.client("administrator").post(PAGE, {**KEY, "action": "see", **wrong})
    assert answer.status_code == 422
    assert not ApiKey.objects.exists()


def test_a_webhook_is_made_and_ended(desk: Desk, register: Register) -> None:
    client = desk.client("administrator")
    given = {"act": "make-webhook", "address": "https://hook.example.org/x", "office": "*"}
    shown = client.post(PAGE, {**given, "event": "issued"}).content.decode()
    assert re.search(r'value="whsec_[\w+/]+=*"', shown)
    one = Webhook.objects.get()
    assert "whsec_" not in client.get(PAGE).content.decode()
    assert client.post(PAGE, {"act": "end-webhook", "public": one.public}).status_code == 302
    assert Webhook.objects.get().ended_at
    inside = client.post(PAGE, {**given, "address": "https://127.0.0.1/"})
    assert inside.status_code == 422
