"""Proving the register: the chain, its checkpoints, every row, number and file.

Every finding is a problem that says exactly what does not fit. What this program or its
templates can't make anew because they have changed is told as a note: the hash proves the file
all the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

from ..errors import AftersalesError, Problem, Severity, worded
from ..messages import term
from ..provenance import marks
from . import chain
from .checkpoints import Signed
from .guards import missing_guards
from .inputs import unpacked
from .issuing import FORMATS, PROVEN, made, options_of
from .numbers import Series
from .opening import Register
from .register.models import (
    CANCELLED,
    DONE,
    ISSUED,
    PDF,
    REPLACED,
    RESERVED,
    SENT,
    SIGNED,
    Checkpoint,
    Counter,
    Document,
    Event,
)
from .store import FileStore, sha256

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


def _wrong(code: str, message: str, cure: str = "") -> Problem:
    return Problem(code, message, cure)


def _remark(code: str, message: str, severity: Severity = Severity.NOTE) -> Problem:
    return Problem(code, message, severity=severity)


@dataclass
class _Told:
    """What the chain says of a document, as its entries go by."""

    state: str = ""
    inputs: dict[str, str] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)


class _Chain:
    """The chain read once: what is wrong with it, and what it says of each document."""

    def __init__(self) -> None:
        self.told: dict[tuple[str, str, int], _Told] = {}
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
            yield _wrong(
                "entry-missing",
                worded(
                    "entries {first} to {last} of the chain are missing.",
                    first=self.last + 1,
                    last=seq - 1,
                ),
            )
        data = _read(event)
        if chain.digest(event.body) != event.sha256 or data is None:
            yield _wrong(
                "entry-changed",
                worded("entry {seq} of the chain was changed: its hash does not fit.", seq=seq),
            )
            return
        if data.get("prev") != prev or data.get("seq") != seq:
            yield _wrong(
                "chain-broken",
                worded(
                    "entry {seq} does not follow the one before it: an entry was changed, put in, "
                    "taken out or moved.",
                    seq=seq,
                ),
            )
        if data.get("action") != event.action or not _speaks_of(event, data):
            yield _wrong(
                "entry-columns",
                worded("entry {seq} is filed under another action or document.", seq=seq),
            )
        if before and _set_back(before, str(data.get("at"))):
            yield _remark(
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
        if data.get("action") == "pattern" and "series" in facts:
            key = f"{facts['kind']} {facts['series']}"
            first, last = facts["skipped"]
            self.skipped.setdefault(key, []).append(range(first, last + 1))
        document = data.get("document")
        if not document:
            return
        key3 = (document["kind"], document["number"], document["edition"])
        told = self.told.setdefault(key3, _Told())
        action = data["action"]
        if action in _STATE_AFTER and not (action == "sent" and told.state == SIGNED):
            told.state = _STATE_AFTER[action]
        if action == "reserved":
            told.inputs = facts.get("inputs", {})
        elif action in ("issued", "imported"):
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


def verify(
    register: Register, kept: Iterable[Signed] = (), *, anew: bool = True
) -> Iterator[Problem]:
    """Everything in the register that does not fit, as it is found.

    ``kept`` are checkpoints from elsewhere. ``anew``: render each document again and compare.
    """
    for name in missing_guards():
        yield _wrong(
            "guard-gone", worded("the guard {name} is gone from the database.", name=name)
        )
    read = _Chain()
    yield from read.problems()
    yield from _checkpoints(read, kept)
    store = FileStore(register.place.files)
    seen: set[tuple[str, str, int]] = set()
    for document in Document.objects.order_by("pk").prefetch_related("files").iterator(500):
        key = (document.kind, document.number, document.edition)
        seen.add(key)
        told = read.told.get(key)
        if told is None:
            yield _wrong(
                "row-unproven", worded("{name}: no entry of the chain knows it.", name=_name(key))
            )
            continue
        yield from _row(document, told)
        yield from _files(document, told, store)
        if anew and document.state != RESERVED and told.inputs:
            yield from _anew(document, store)
    for key in sorted(set(read.told) - seen):
        yield _wrong(
            "row-gone", worded("{name}: the chain knows it, but its row is gone.", name=_name(key))
        )
    yield from _gaps(read)


def _name(key: tuple[str, str, int]) -> str:
    kind, number, edition = key
    return f"{kind} {number}" if edition == 1 else f"{kind} {number} ({edition})"


def _name_of(document: Document) -> str:
    return _name((document.kind, document.number, document.edition))


def _checkpoints(read: _Chain, kept: Iterable[Signed]) -> Iterator[Problem]:
    own = [
        Signed(one.body, one.signature, one.public_key)
        for one in Checkpoint.objects.order_by("seq")
    ]
    for one in (*own, *kept):
        if not one.sound():
            yield _wrong(
                "checkpoint-unsound",
                worded("the checkpoint at entry {seq} is not signed by its key.", seq=one.seq),
            )
        elif read.hashes.get(one.seq) != one.sha256:
            yield _wrong(
                "checkpoint-not-kept",
                worded(
                    "the chain is another than the one that was signed at entry {seq}.",
                    seq=one.seq,
                ),
            )
    keys = {one.public_key for one in own}
    for one in kept:
        if keys and one.public_key not in keys:
            yield _wrong(
                "checkpoint-key-other",
                worded(
                    "the checkpoint at entry {seq} is signed by a key that the register does not "
                    "know.",
                    seq=one.seq,
                ),
            )


def _row(document: Document, told: _Told) -> Iterator[Problem]:
    name = _name_of(document)
    changed = [
        column
        for column in PROVEN
        if told.facts and getattr(document, column) != told.facts.get(column)
    ]
    inputs = {key: sha256(content) for key, content in unpacked(document.inputs).items()}
    if told.inputs and inputs != told.inputs:
        changed.append("inputs")
    if document.state != told.state:
        changed.append("state")
    if changed:
        yield _wrong(
            "row-changed",
            worded(
                "{name}: its row was changed without an entry in the chain: {columns}.",
                name=name,
                columns=", ".join(changed),
            ),
        )


def _files(document: Document, told: _Told, store: FileStore) -> Iterator[Problem]:
    name = _name_of(document)
    rows = {one.sha256 for one in document.files.all()}
    for digest in sorted(rows ^ set(told.files)):
        yield _wrong(
            "file-row",
            worded(
                "{name}: its files are other than the chain says ({digest}).",
                name=name,
                digest=digest[:16],
            ),
        )
    for digest in sorted(told.files):
        content = store.get(digest)
        if content is None:
            yield _wrong(
                "file-missing",
                worded("{name}: the file {digest} is missing.", name=name, digest=digest[:16]),
                "Put it back from a copy.",
            )
        elif sha256(content) != digest:
            yield _wrong(
                "file-changed",
                worded("{name}: the file {digest} was changed.", name=name, digest=digest[:16]),
                "Put it back from a copy.",
            )


def _anew(document: Document, store: FileStore) -> Iterator[Problem]:
    """Whether the same files come of the input today; where not, whether that is explained."""
    name = _name_of(document)
    stored = {one.role: one.sha256 for one in document.files.all() if one.role in FORMATS}
    try:
        result = made(document)
    except AftersalesError as error:
        yield _remark(
            "not-made-anew",
            worded(
                "{name}: can't be made anew with this program: {reason}",
                name=name,
                reason=term(error.problems[0].message),
            ),
        )
        return
    other = [role for role, content in result.files.items() if sha256(content) != stored.get(role)]
    if not other or not stored:
        return
    if _explained(document, store.get(stored.get(PDF, ""))):
        yield _remark(
            "made-by-other-version",
            worded("{name}: program or templates have changed since it was issued.", name=name),
        )
    else:
        yield _wrong(
            "made-otherwise",
            worded(
                "{name}: made anew from its input, these files come out otherwise: {roles}.",
                name=name,
                roles=", ".join(other),
            ),
        )


def _explained(document: Document, pdf: bytes | None) -> bool:
    """Whether the stored file was made by another version of program, schema or templates."""
    from ..embedding.manifest import program_version, read_manifest

    if pdf is None:
        return True  # That it is missing is told already.
    try:
        manifest = read_manifest(pdf, document.number)
    except AftersalesError:
        return False
    same = marks(manifest, options_of(document).folder)
    return manifest.get("program") != program_version() or False in same.values()


def _gaps(read: _Chain) -> Iterator[Problem]:
    """Numbers that a counter has given and no document has."""
    for counter in Counter.objects.order_by("kind", "series"):
        series = series_named(counter.kind, counter.series)
        numbers = Document.objects.filter(
            kind=counter.kind, edition=1, number__startswith=series.before
        ).values_list("number", flat=True)
        taken = {seq for number in numbers.iterator() if (seq := series.seq_of(number))}
        skipped = read.skipped.get(f"{counter.kind} {counter.series}", [])
        gaps = [
            seq
            for seq in range(1, counter.last + 1)
            if seq not in taken and not any(seq in one for one in skipped)
        ]
        if gaps:
            yield _wrong(
                "numbers-missing",
                worded(
                    "{kind}: numbers were given that no document has: {numbers}.",
                    kind=counter.kind,
                    numbers=", ".join(series.number(seq) for seq in gaps[:10]),
                ),
            )


def series_named(kind: str, key: str) -> Series:
    """The series that a counter is named after."""
    before, _, rest = key.partition("{seq:0")
    digits, _, after = rest.partition("}")
    return Series(kind, before, int(digits), after)
