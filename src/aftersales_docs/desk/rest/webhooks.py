"""Webhooks: addresses that are told when a document is issued or signed.

The secret of one is made of its salt and the desk's own secret key, and is not kept.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from ...errors import DataError, Problem, worded
from ...kinds import KINDS
from ..chain import Act, append, now
from ..offices import named_office
from ..opening import Register
from ..place import RegisterPlace
from ..register.models import Event
from ..web.environment import make_secret_key, secret_key
from ..writing import written
from .models import ALL, Webhook
from .targets import target

# What can be told, by the action of its entry in the chain.
EVENTS: Final[Mapping[str, str]] = {
    "issued": "document.issued",
    "signed": "document.signed",
    "signature-added": "document.signature-added",
}
PREFIX: Final = "whsec_"


@dataclass(frozen=True, slots=True)
class NewWebhook:
    """A webhook that is to be made: its address, what it is told, of which documents, by whom."""

    address: str
    events: tuple[str, ...]
    kind: str
    office: str
    who: str


def make(register: Register, wanted: NewWebhook) -> tuple[Webhook, str]:
    """A new webhook and its secret, which is shown only here and now.

    Raises:
        DataError: the address or what is to be told will not do.

    """
    target(wanted.address)
    events = _good_events(wanted)
    office = wanted.office if wanted.office == ALL else named_office(wanted.office)

    def work() -> Webhook:
        last = Event.objects.order_by("-seq").first()
        made = Webhook.objects.create(
            public=secrets.token_hex(6),
            address=wanted.address,
            events=" ".join(events),
            kind=wanted.kind,
            office=office,
            salt=secrets.token_hex(32),
            seen=last.seq if last else 0,
            made_by=wanted.who,
            made_at=now(),
        )
        facts = {"webhook": made.public, "address": made.address, "events": list(events)}
        facts |= {"kind": made.kind, "office": made.office}
        append("webhook-made", Act(wanted.who, facts))
        return made

    made = written(register, work)
    return made, secret_of(made, register.place)


def _good_events(wanted: NewWebhook) -> tuple[str, ...]:
    """What a webhook that can be made is told."""
    events = tuple(dict.fromkeys(wanted.events)) or ("issued", "signed")
    for one in events:
        if one not in EVENTS:
            raise DataError(
                Problem(
                    "webhook-event",
                    worded("'{name}' is nothing that a webhook is told.", name=one[:60]),
                    worded("Write one of: {names}.", names=", ".join(EVENTS)),
                    "events",
                )
            )
    if wanted.kind != ALL and wanted.kind not in KINDS:
        raise DataError(
            Problem(
                "unknown-kind",
                worded("there is no kind '{name}'.", name=wanted.kind[:60]),
                worded("Write one of: {names}.", names=", ".join(KINDS)),
                "kind",
            )
        )
    return events


def secret_of(webhook: Webhook, place: RegisterPlace) -> str:
    """The secret of a webhook: ``whsec_`` and 32 bytes in base64."""
    make_secret_key(place.folder)
    words = f"webhook:{webhook.salt}".encode()
    made = hmac.new(secret_key(place.folder).encode(), words, hashlib.sha256).digest()
    return PREFIX + base64.b64encode(made).decode()


def signature(secret: str, name: str, moment: int, body: bytes) -> str:
    """What proves a message, as Standard Webhooks has it: ``v1,`` and an HMAC-SHA256 in base64."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = f"{name}.{moment}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def end(register: Register, public: str, who: str, why: str = "") -> Webhook:
    """Tell a webhook nothing from now on.

    Raises:
        DataError: there is no such webhook.

    """

    def work() -> Webhook:
        found = Webhook.objects.filter(public=public).first()
        if found is None:
            raise DataError(
                Problem(
                    "no-such-webhook",
                    worded("there is no webhook '{public}'.", public=public[:60]),
                    "Look for it with 'register webhook list'.",
                )
            )
        if not found.ended_at:
            found.ended_at = now()
            found.save(update_fields=["ended_at"])
            facts = {"webhook": public, "address": found.address, **({"why": why} if why else {})}
            append("webhook-ended", Act(who, facts))
        return found

    return written(register, work)


def as_row(webhook: Webhook) -> dict[str, Any]:
    """A webhook as a list tells it."""
    waiting = webhook.deliveries.filter(taken_at="")
    return {
        "public": webhook.public,
        "address": webhook.address,
        "events": webhook.events.split(),
        "kind": webhook.kind,
        "office": webhook.office,
        "made_by": webhook.made_by,
        "made": webhook.made_at,
        "ended": webhook.ended_at,
        "delivered": webhook.deliveries.exclude(taken_at="").count(),
        "waiting": waiting.count(),
        "last_answer": webhook.deliveries.order_by("-pk").values_list("answer", flat=True).first()
        or "",
    }
