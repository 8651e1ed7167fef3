"""Webhooks: signed, tried again, silent about persons, sent nowhere that they may not go."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from aftersales_docs.desk.chain import Act, entry
from aftersales_docs.desk.opening import Register
from aftersales_docs.desk.register.models import Event
from aftersales_docs.desk.rest import sending, targets, webhooks
from aftersales_docs.desk.rest.models import Delivery, Webhook
from aftersales_docs.desk.steps import step
from aftersales_docs.errors import DataError

from .conftest import OTHER, OWN, Desk


class Hearer:
    """A server that keeps what it was told, and answers as it is bid."""

    def __init__(self) -> None:
        self.heard: list[tuple[dict[str, str], bytes]] = []
        self.status = 204
        hearer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                hearer.heard.append(({k.lower(): v for k, v in self.headers.items()}, body))
                self.send_response(hearer.status)
                self.send_header("Location", "/elsewhere")
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                return

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/hook"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def hearer(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hearer]:
    made = Hearer()
    monkeypatch.setenv(targets.HOSTS_VARIABLE, f"127.0.0.1:{made.server.server_port}")
    yield made
    made.server.shutdown()


def made(register: Register, address: str, **more: Any) -> str:
    wanted = {"events": ("issued", "signed"), "kind": "*", "office": "*", **more}
    return webhooks.make(register, webhooks.NewWebhook(address, who="An Admin", **wanted))[1]


def signed(desk: Desk, register: Register, office: str, kind: str) -> None:
    facts = {"way": "paper", "by": "Erika Mustermann", "on": "2026-11-05"}
    step(register, desk.documents[office, kind], "signed", Act("A Clerk", facts, "a note"))


def test_a_message_is_signed_and_tells_nothing_of_persons(
    desk: Desk, register: Register, hearer: Hearer
) -> None:
    secret = made(register, hearer.address)
    signed(desk, register, OWN, "claim-response")
    assert sending.round_of(register) == 1
    [(heads, body)] = hearer.heard
    told = json.loads(body)
    assert told["type"] == "document.signed"
    assert told["data"]["id"] == desk.documents[OWN, "claim-response"].pk
    assert b"Mustermann" not in body
    assert b"Partei" not in body
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed_text = f"{heads['webhook-id']}.{heads['webhook-timestamp']}.".encode() + body
    mark = base64.b64encode(hmac.new(key, signed_text, hashlib.sha256).digest()).decode()
    assert heads["webhook-signature"] == f"v1,{mark}"
    assert sending.round_of(register) == 0, "told once"
    assert len(hearer.heard) == 1


def test_only_what_was_asked_for_is_told(desk: Desk, register: Register, hearer: Hearer) -> None:
    made(register, hearer.address, kind="claim-response", office=OWN)
    made(register, hearer.address, events=("issued",))
    for office in (OWN, OTHER):
        signed(desk, register, office, "claim-response")
        signed(desk, register, office, "service-agreement")
    assert sending.round_of(register) == 1
    assert json.loads(hearer.heard[0][1])["data"]["office"] == OWN


def test_what_fails_is_tried_again_later_and_then_given_up(
    desk: Desk, register: Register, hearer: Hearer
) -> None:
    made(register, hearer.address)
    signed(desk, register, OWN, "claim-response")
    hearer.status = 302  # No redirection is followed.
    waits = []
    for _ in range(len(sending.WAITS) + 1):
        assert sending.round_of(register) == 0
        assert sending.round_of(register) == 0, "not before its time"
        one = Delivery.objects.get()
        waits.append(one.next_at)
        Delivery.objects.filter(taken_at="").exclude(next_at="").update(
            next_at="2000-01-01T00:00:00.000Z"
        )
    assert waits[:-1] == sorted(waits[:-1])
    assert waits[-1] == ""
    assert len(hearer.heard) == len(sending.WAITS) + 1
    assert {heads["webhook-id"] for heads, _ in hearer.heard} == {hearer.heard[0][0]["webhook-id"]}
    hearer.status = 204
    assert sending.round_of(register) == 0, "given up"


def test_an_address_that_is_gone_is_told_no_more(
    desk: Desk, register: Register, hearer: Hearer
) -> None:
    made(register, hearer.address)
    hearer.status = 410
    signed(desk, register, OWN, "claim-response")
    sending.round_of(register)
    assert Webhook.objects.get().ended_at
    signed(desk, register, OWN, "service-agreement")
    sending.round_of(register)
    assert len(hearer.heard) == 1
    actions = [entry(one)["action"] for one in Event.objects.order_by("seq")]
    assert [one for one in actions if one.startswith("webhook")] == [
        "webhook-made",
        "webhook-ended",
    ]


def test_the_secret_is_nowhere(register: Register, hearer: Hearer) -> None:
    secret = made(register, hearer.address)
    assert secret not in json.dumps([entry(one) for one in Event.objects.all()])
    assert secret.encode() not in register.place.sqlite.read_bytes()
    again = webhooks.secret_of(Webhook.objects.get(), register.place)
    assert again == secret


@pytest.mark.parametrize(
    "address",
    [
        "",
        "hook",
        "ftp://example.org/",
        "http://example.org/",
        "https://user:pw@example.org/",
        "https://127.0.0.1/",
        "https://10.0.0.1/",
        "https://169.254.169.254/latest",
        "https://[::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://[64:ff9b::a00:1]/",
        "https://[2002:7f00:1::]/",
        "https://224.0.0.1/",
        "https://0.0.0.0/",
        "https://example.org:99999/",
        "https://exa mple.org/",
        "https://example.org/\r\nX: y",
        "https://" + "a" * 600,
    ],
)
def test_nothing_is_sent_where_it_may_not_go(register: Register, address: str) -> None:
    with pytest.raises(DataError):
        made(register, address)
    assert not Webhook.objects.exists()


@pytest.mark.parametrize("inside", ["127.0.0.1", "10.1.2.3", "::1", "fd00::1", "192.168.1.1"])
def test_a_name_that_leads_inside_is_refused_when_it_is_called(
    desk: Desk, register: Register, monkeypatch: pytest.MonkeyPatch, inside: str
) -> None:
    made(register, "https://hook.example.org/")
    answers = [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", 443)),
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", (inside, 443)),
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answers)

    def never(*_: Any, **__: Any) -> Any:
        pytest.fail("a connection was made")

    monkeypatch.setattr(socket, "create_connection", never)
    signed(desk, register, OWN, "claim-response")
    assert sending.round_of(register) == 0
    assert Delivery.objects.get().answer == "address not public"
