"""The audit trail: each entry is canonical JSON that holds the SHA-256 of the one before it.

What an entry tells of persons (its facts and note) does not stand in it: it is sealed. The entry
holds the SHA-256 of salted JSON that lies beside the chain, so it proves every word of it, can
be proven without it, and says nothing once it was taken away by purge or erasure.

So no entry can be changed, left out, put in or moved without all later hashes changing. Who can
write to the database could still write the whole chain anew: against that stand checkpoints,
signed by the house's key and kept elsewhere.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from django.db import connection

from .keeping.models import Detail
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


def previous(body: str) -> str:
    """The hash of the entry before, as an entry's JSON holds it; empty where it is none."""
    try:
        data = json.loads(body)
    except ValueError:
        return ""
    return str(data.get("prev", "")) if isinstance(data, dict) else ""


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
    """Who does something, with what facts and note.

    ``clear`` are facts that tell nothing of persons and stay in the chain for ever.
    """

    who: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    clear: Mapping[str, Any] = field(default_factory=dict)


def append(action: str, act: Act, document: Document | None = None, about: str = "") -> Event:
    """Add an entry to the chain, in the transaction of what it speaks of.

    ``about`` names a draft or case that it speaks of (``draft:12``).
    Call it last in the transaction: it takes the chain's lock.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
    last = Event.objects.order_by("-seq").first()
    seq = last.seq + 1 if last else 1
    # Without the salt, what was taken away could be guessed and proven by its hash.
    detail = canonical({"facts": dict(act.facts), "note": act.note, "salt": secrets.token_hex(32)})
    body = canonical(
        {
            "seq": seq,
            "at": now(),
            "who": act.who,
            "action": action,
            "document": name_of(document) if document else None,
            "clear": dict(act.clear),
            "sealed": digest(detail),
            "prev": last.sha256 if last else FIRST,
            **({"about": about} if about else {}),
        }
    )
    Detail.objects.create(seq=seq, text=detail)
    return Event.objects.create(
        seq=seq,
        document=document,
        action=action,
        body=body,
        sha256=digest(body),
        about=about or None,
    )


def entry(event: Event) -> dict[str, Any]:
    """What an entry says, with what is sealed in it; ``gone`` if that was taken away."""
    detail = Detail.objects.filter(pk=event.pk).first()
    return unsealed(json.loads(event.body), detail.text if detail else None)


def unsealed(body: Mapping[str, Any], detail: str | None) -> dict[str, Any]:
    """An entry's ``facts`` and ``note`` beside what stands in it.

    Entries of before that tell them in clear are as they are.
    """
    found = dict(body)
    if "sealed" not in found:
        return {"facts": {}, "note": "", "who": "", "gone": "facts" not in found, **found}
    told: dict[str, Any] = json.loads(detail) if detail is not None else {}
    found["facts"] = {**told.get("facts", {}), **found.pop("clear", {})}
    found["note"] = told.get("note", "")
    found["gone"] = detail is None
    return found
