"""Reading the chain: what does not fit in it, and what it says of each document."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import islice
from typing import Any, Final

from ..errors import Problem, Severity, worded
from . import chain
from .keeping.models import Detail
from .register.models import (
    CANCELLED,
    DONE,
    ISSUED,
    PURGED,
    REPLACED,
    RESERVED,
    SENT,
    SIGNED,
    Event,
)

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
    "purged": PURGED,
}
# Entries that say what was taken away from others.
_TAKING: Final = ("purged", "draft-deleted", "case-deleted")


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
    draft: tuple[int, str] | None = None


class ChainRead:
    """The chain read once: what is wrong with it, and what it says of each document."""

    def __init__(self) -> None:
        self.told: dict[tuple[str, str, int], Told] = {}
        self.hashes: dict[int, str] = {}
        self.skipped: dict[str, list[range]] = {}
        self.last = 0
        self.taken: dict[int, str] = {}
        self.purged = 0

    def problems(self) -> Iterator[Problem]:
        """Go through the chain once; what does not fit in it."""
        prev, at = chain.FIRST, ""
        self.taken = taken_away()
        for event, detail in _with_details():
            yield from self._link(event, prev, at)
            prev = event.sha256
            self.hashes[event.seq] = event.sha256
            self.last = event.seq
            data = _read(event)
            if data is not None:
                yield from self._sealed(event.seq, data, detail)
                at = str(data.get("at", at))
                self._note(chain.unsealed(data, detail))

    def _sealed(self, seq: int, data: dict[str, Any], detail: str | None) -> Iterator[Problem]:
        """What is sealed in an entry: as it was, or taken away by an entry that says so."""
        if "sealed" not in data:
            return
        if detail is None and seq not in self.taken:
            yield wrong(
                "entry-detail-gone",
                worded("what entry {seq} tells was taken away, and no purge says so.", seq=seq),
            )
        elif detail is not None and chain.digest(detail) != data["sealed"]:
            yield wrong(
                "entry-changed",
                worded("entry {seq} of the chain was changed: its hash does not fit.", seq=seq),
            )

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
        found = chain.digest(event.body)
        if data is None or found not in (event.sha256, self.taken.get(seq)):
            yield wrong(
                "entry-changed",
                worded("entry {seq} of the chain was changed: its hash does not fit.", seq=seq),
            )
            return
        yield from self._order(event, data, prev)
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

    @staticmethod
    def _order(event: Event, data: dict[str, Any], prev: str) -> Iterator[Problem]:
        """That an entry stands where it says, under what it says."""
        seq = event.seq
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
        if action == "purged":
            told.facts, told.files, told.inputs, told.draft = {}, {}, {}, None
            self.purged += 1
            return
        told.inputs = facts.get("inputs", told.inputs)
        if action == "reserved" and "draft" in facts:
            told.draft = (facts["draft"], facts["sha256"])
        if action in ("issued", "imported") and "files" in facts:
            told.facts = facts
            told.files |= {one["sha256"]: one["role"] for one in facts["files"]}
        elif "file" in facts:
            told.files[facts["file"]["sha256"]] = facts["file"]["role"]


def taken_away() -> dict[int, str]:
    """What entries say that was taken away, by entry: the hash of what is left of its body."""
    found: dict[int, str] = {}
    for event in Event.objects.filter(action__in=_TAKING).order_by("seq").iterator():
        data = _read(event)
        if data is not None and chain.digest(event.body) == event.sha256:
            found |= {int(seq): left for seq, left in data.get("clear", {}).get("gone", [])}
    return found


def _with_details() -> Iterator[tuple[Event, str | None]]:
    """All entries with what is sealed in them."""
    rows = Event.objects.select_related("document").order_by("seq").iterator(500)
    while part := list(islice(rows, 500)):
        details = dict(
            Detail.objects.filter(pk__in=[one.seq for one in part]).values_list("seq", "text")
        )
        for event in part:
            yield event, details.get(event.seq)


def _read(event: Event) -> dict[str, Any] | None:
    try:
        data = json.loads(event.body)
    except ValueError:
        return None
    return data if isinstance(data, dict) else None


def _speaks_of(event: Event, data: dict[str, Any]) -> bool:
    named = data.get("document")
    if data.get("about") != event.about and "sealed" in data:
        return False
    if event.document is None or named is None:
        return event.document is None and named is None
    return bool(named == chain.name_of(event.document))


def _set_back(before: str, at: str) -> bool:
    try:
        return chain.moment(at) < chain.moment(before) - _CLOCK
    except (ValueError, TypeError):
        return True
