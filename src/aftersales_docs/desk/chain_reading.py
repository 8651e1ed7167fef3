"""Reading the chain: what does not fit in it, and what it says of each document."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

from ..errors import Problem, Severity, worded
from . import chain
from .register.models import CANCELLED, DONE, ISSUED, REPLACED, RESERVED, SENT, SIGNED, Event

# A clock may be put right by a little; by more it was set.
_CLOCK: Final = timedelta(minutes=5)
_STATE_AFTER: Final = {
    "reserved": RESERVED,
    "issued": ISSUED,
    "imported": ISSUED,
    "sent": SENT,
    "signed": SIGNED,
    "done": DONE,
    "cancelled": CANCELLED,
    "replaced": REPLACED,
}


def wrong(code: str, message: str, cure: str = "") -> Problem:
    """Something that does not fit."""
    return Problem(code, message, cure)


def remark(code: str, message: str, severity: Severity = Severity.NOTE) -> Problem:
    """Something good to know; no proof fails by it."""
    return Problem(code, message, severity=severity)


@dataclass
class Told:
    """What the chain says of a document, as its entries go by."""

    state: str = ""
    inputs: dict[str, str] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)


class ChainRead:
    """The chain read once: what is wrong with it, and what it says of each document."""

    def __init__(self) -> None:
        self.told: dict[tuple[str, str, int], Told] = {}
        self.hashes: dict[int, str] = {}
        self.skipped: dict[str, list[range]] = {}
        self.last = 0

    def problems(self) -> Iterator[Problem]:
        prev, at = chain.FIRST, ""
        for event in Event.objects.order_by("seq").iterator():
            yield from self._link(event, prev, at)
            prev = event.sha256
            self.hashes[event.seq] = event.sha256
            self.last = event.seq
            data = _read(event)
            if data is not None:
                at = str(data.get("at", at))
                self._note(data)

    def _link(self, event: Event, prev: str, before: str) -> Iterator[Problem]:
        seq = event.seq
        if seq != self.last + 1:
            yield wrong(
                "entry-missing",
                worded(
                    "entries {first} to {last} of the chain are missing.",
                    first=self.last + 1,
                    last=seq - 1,
                ),
            )
        data = _read(event)
        if chain.digest(event.body) != event.sha256 or data is None:
            yield wrong(
                "entry-changed",
                worded("entry {seq} of the chain was changed: its hash does not fit.", seq=seq),
            )
            return
        if data.get("prev") != prev or data.get("seq") != seq:
            yield wrong(
                "chain-broken",
                worded(
                    "entry {seq} does not follow the one before it: an entry was changed, put in, "
                    "taken out or moved.",
                    seq=seq,
                ),
            )
        if data.get("action") != event.action or not _speaks_of(event, data):
            yield wrong(
                "entry-columns",
                worded("entry {seq} is filed under another action or document.", seq=seq),
            )
        if before and _set_back(before, str(data.get("at"))):
            yield remark(
                "clock-set-back",
                worded(
                    "entry {seq} has an earlier time ({at}) than the one before it ({before}): "
                    "the clock was set back.",
                    seq=seq,
                    at=data.get("at"),
                    before=before,
                ),
                Severity.WARNING,
            )

    def _note(self, data: dict[str, Any]) -> None:
        facts = data.get("facts") or {}
        if data.get("action") in ("pattern", "imported") and "skipped" in facts:
            key = f"{facts['kind']} {facts['series']}"
            first, last = facts["skipped"]
            self.skipped.setdefault(key, []).append(range(first, last + 1))
        document = data.get("document")
        if not document:
            return
        key3 = (document["kind"], document["number"], document["edition"])
        told = self.told.setdefault(key3, Told())
        action = data["action"]
        if action in _STATE_AFTER and not (action == "sent" and told.state == SIGNED):
            told.state = _STATE_AFTER[action]
        told.inputs = facts.get("inputs", told.inputs)
        if action in ("issued", "imported"):
            told.facts = facts
            told.files |= {one["sha256"]: one["role"] for one in facts["files"]}
        elif "file" in facts:
            told.files[facts["file"]["sha256"]] = facts["file"]["role"]


def _read(event: Event) -> dict[str, Any] | None:
    try:
        data = json.loads(event.body)
    except ValueError:
        return None
    return data if isinstance(data, dict) else None


def _speaks_of(event: Event, data: dict[str, Any]) -> bool:
    named = data.get("document")
    if event.document is None or named is None:
        return event.document is None and named is None
    return bool(named == chain.name_of(event.document))


def _set_back(before: str, at: str) -> bool:
    try:
        return chain.moment(at) < chain.moment(before) - _CLOCK
    except (ValueError, TypeError):
        return True
