"""Telling webhooks what happened: read from the chain, so that nothing is forgotten.

It is told at least once: who kills the worker between the answer and its note has it told again.
"""

from __future__ import annotations

import http.client
import json
import logging
import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from ..chain import entry, now, text_of
from ..opening import Register
from ..register.models import Document, Event
from ..writing import written
from .models import ALL, Delivery, Webhook
from .targets import RefusedError, post, target
from .webhooks import EVENTS, end, secret_of, signature

# After how many seconds a message is tried again; two days in all.
WAITS: Final = (10, 60, 300, 1800, 3600, 4 * 3600, 12 * 3600, 24 * 3600)
_LOG: Final = logging.getLogger(__name__)
_PAUSE: Final = 2.0
_AT_ONCE: Final = 500
_GONE: Final = 410


def start(register: Register) -> None:
    """Tell webhooks from now on, in a thread of its own, until the process ends."""
    threading.Thread(target=_run, args=(register,), daemon=True, name="webhooks").start()


def _run(register: Register) -> None:
    from django.db import connection

    while True:
        try:
            round_of(register)
        except Exception as error:  # (what fails now, the database away say, is tried again)
            _LOG.log(logging.ERROR, "webhooks: %s", type(error).__name__)
            connection.close()
        time.sleep(_PAUSE)


def round_of(register: Register) -> int:
    """Note what is new, send what is to be sent now; how many messages were taken."""
    for webhook in Webhook.objects.filter(ended_at=""):
        _note_new(register, webhook)
    waiting = Delivery.objects.filter(taken_at="", next_at__lte=now(), webhook__ended_at="")
    waiting = waiting.exclude(next_at="").select_related("webhook").order_by("pk")
    return sum(_send(register, one) for one in waiting[:_AT_ONCE])


def _note_new(register: Register, webhook: Webhook) -> None:
    rows = Event.objects.filter(seq__gt=webhook.seen).order_by("seq")[:_AT_ONCE]
    new = list(rows.select_related("document"))
    if not new:
        return
    wanted = [one.seq for one in new if _concerns(webhook, one)]

    def work() -> None:
        moment = now()
        for seq in wanted:
            Delivery.objects.get_or_create(
                webhook=webhook, event=seq, defaults={"next_at": moment}
            )
        Webhook.objects.filter(pk=webhook.pk).update(seen=new[-1].seq)

    written(register, work)


def _concerns(webhook: Webhook, event: Event) -> bool:
    document = event.document
    return (
        document is not None
        and event.action in webhook.events.split()
        and webhook.kind in (ALL, document.kind)
        and webhook.office in (ALL, document.office)
    )


def message(event: Event, document: Document) -> bytes:
    """What is told: what happened to which document, and no data of persons."""
    data: dict[str, Any] = {
        "type": EVENTS[event.action],
        "timestamp": entry(event)["at"],
        "data": {
            "id": document.pk,
            "number": document.number,
            "edition": document.edition,
            "kind": document.kind,
            "office": document.office,
            "state": document.state,
            "address": f"/api/v1/register/documents/{document.pk}",
        },
    }
    return json.dumps(data, ensure_ascii=False).encode()


def _send(register: Register, delivery: Delivery) -> bool:
    webhook = delivery.webhook
    event = Event.objects.select_related("document").get(seq=delivery.event)
    if event.document is None:
        return False
    body = message(event, event.document)
    name, moment = f"{webhook.public}-{delivery.event}", int(time.time())
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "aftersales-docs",
        "webhook-id": name,
        "webhook-timestamp": str(moment),
        "webhook-signature": signature(secret_of(webhook, register.place), name, moment, body),
    }
    status = 0
    try:
        # Looked at anew: what the settings allow may have changed.
        status = post(target(webhook.address), body, headers)
        answer = str(status)
    except (OSError, RefusedError, http.client.HTTPException) as error:
        answer = str(error)[:200] if isinstance(error, RefusedError) else type(error).__name__
    except Exception as error:  # (an address that is allowed no more)
        answer = type(error).__name__
    taken = 200 <= status < 300
    _note(register, delivery, answer, taken=taken)
    if status == _GONE:
        end(register, webhook.public, "aftersales-docs", "410")
    return taken


def _note(register: Register, delivery: Delivery, answer: str, *, taken: bool) -> None:
    tries = delivery.tries + 1
    values: dict[str, Any] = {"tries": tries, "answer": answer}
    if taken:
        values["taken_at"] = now()
    elif tries <= len(WAITS):
        moment = datetime.now(UTC) + timedelta(seconds=WAITS[tries - 1])
        values["next_at"] = text_of(moment)
    else:
        values["next_at"] = ""  # Given up.
    written(register, lambda: Delivery.objects.filter(pk=delivery.pk).update(**values))
