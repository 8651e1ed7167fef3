"""The audit trail: each entry is canonical JSON that holds the SHA-256 of the one before it.

So no entry can be changed, left out, put in or moved without all later hashes changing. Who can
write to the database could still write the whole chain anew: against that stand checkpoints,
signed by the house's key and kept elsewhere.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from django.db import connection

from .register.models import Document, Event
from .writing import CHAIN_LOCK

FIRST: Final = "0" * 64


def now() -> str:
    """The present moment in UTC, to the millisecond, as the register writes it."""
    return text_of(datetime.now(UTC))


def text_of(moment: datetime) -> str:
    """A moment in UTC as the register writes it."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def moment(text: str) -> datetime:
    """A moment that the register wrote.

    Raises:
        ValueError: it is none.

    """
    return datetime.fromisoformat(text)


def canonical(data: Mapping[str, Any]) -> str:
    """``data`` as JSON that has one form only: sorted keys, no spaces, nothing escaped in vain."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    """The SHA-256 of ``text`` in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def name_of(document: Document) -> dict[str, Any]:
    """How an entry names a document."""
    return {
        "kind": document.kind,
        "number": document.number,
        "edition": document.edition,
        "office": document.office,
    }


@dataclass(frozen=True, slots=True)
class Act:
    """Who does something, with what facts and note."""

    who: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""


def append(action: str, act: Act, document: Document | None = None) -> Event:
    """Add an entry to the chain, in the transaction of what it speaks of.

    Call it last in the transaction: it takes the chain's lock.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
    last = Event.objects.order_by("-seq").first()
    body = canonical(
        {
            "seq": last.seq + 1 if last else 1,
            "at": now(),
            "who": act.who,
            "action": action,
            "document": name_of(document) if document else None,
            "facts": dict(act.facts),
            "note": act.note,
            "prev": last.sha256 if last else FIRST,
        }
    )
    return Event.objects.create(
        seq=last.seq + 1 if last else 1,
        document=document,
        action=action,
        body=body,
        sha256=digest(body),
    )


def entry(event: Event) -> dict[str, Any]:
    """What an entry says."""
    found: dict[str, Any] = json.loads(event.body)
    return found
