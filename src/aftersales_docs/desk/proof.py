"""The facts of a document's proof: its entries, files, signatures, place in the chain."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from asn1crypto import x509
from django.db.models import Q

from ..errors import AftersalesError
from ..signing.report import Report
from ..signing.verify import verify
from . import chain
from .chain_reading import taken_away
from .checkpoints import Signed
from .drafts import about
from .keeping.models import Detail
from .object_store import file_store
from .opening import Register
from .register.models import SIGNED_PDF, Checkpoint, Document, Event, StoredFile

FileState = Literal["as recorded", "missing", "changed", "no entry names it"]


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the chain about the document.

    What it says is in ``told``; ``whole`` says whether its hashes fit.
    """

    seq: int
    sha256: str
    told: dict[str, Any]
    whole: bool


@dataclass(frozen=True, slots=True)
class File:
    """A file of the document, and whether the register has it as its entry names it."""

    row: StoredFile
    state: FileState
    report: Report | None = None


@dataclass(frozen=True, slots=True)
class Links:
    """The chain from the document's first entry to ``last``.

    ``broken`` is the first entry that does not follow the one before it, or was changed.
    """

    first: int
    last: int
    sha256: str
    broken: int | None


@dataclass(frozen=True, slots=True)
class Proof:
    """All that the sheet tells; ``checkpoint`` is the first that covers all entries, if any."""

    document: Document
    moment: datetime
    entries: tuple[Entry, ...]
    files: tuple[File, ...]
    links: Links
    checkpoint: Signed | None

    @property
    def intact(self) -> bool:
        """Whether all entries, the chain and the files are as they were recorded."""
        entries = bool(self.entries) and all(one.whole for one in self.entries)
        files = all(one.state == "as recorded" for one in self.files)
        return entries and files and self.links.broken is None


def proof_of(
    register: Register,
    document: Document,
    moment: datetime,
    roots: tuple[x509.Certificate, ...] = (),
) -> Proof:
    """The proof as of ``moment``; signatures are held against the certificates ``roots``."""
    taken = taken_away()
    entries = tuple(_entries(document, taken))
    last = entries[-1].seq if entries else 0
    signed = _checkpoint(last)
    files = tuple(_files(register, document, entries, roots))
    return Proof(document, moment, entries, files, _links(entries, signed, taken), signed)


def _entries(document: Document, taken: dict[int, str]) -> Iterator[Entry]:
    """The document's entries and those of the draft that it comes of."""
    names = [about(one) for one in document.drafts.all()]
    found = list(Event.objects.filter(Q(document=document) | Q(about__in=names)).order_by("seq"))
    details = dict(
        Detail.objects.filter(pk__in=[one.seq for one in found]).values_list("seq", "text")
    )
    for event in found:
        told, detail = chain.entry(event), details.get(event.seq)
        whole = chain.digest(event.body) in (event.sha256, taken.get(event.seq))
        sealed = told.get("sealed")
        if sealed is not None:
            fits = detail is not None and chain.digest(detail) == sealed
            whole &= fits or (detail is None and event.seq in taken)
        yield Entry(event.seq, event.sha256, told, whole)


def _checkpoint(last: int) -> Signed | None:
    """The first checkpoint behind all entries whose signature holds."""
    for one in Checkpoint.objects.filter(seq__gte=last).order_by("seq"):
        signed = Signed(one.body, one.signature, one.public_key)
        if signed.sound():
            return signed
    return None


def _links(entries: tuple[Entry, ...], signed: Signed | None, taken: dict[int, str]) -> Links:
    """Follow the chain from the first entry to the checkpoint, or else to its end."""
    first = entries[0].seq if entries else 0
    rows = Event.objects.filter(seq__gte=first).order_by("seq")
    if signed is not None:
        rows = rows.filter(seq__lte=signed.seq)
    broken, before, last = None, "", first - 1
    for seq, body, digest in rows.values_list("seq", "body", "sha256").iterator(1000):
        prev = chain.previous(body)
        fits = chain.digest(body) in (digest, taken.get(seq)) and (not before or prev == before)
        if broken is None and not (fits and seq == last + 1):
            broken = seq
        before, last = digest, seq
    if signed is not None and broken is None and (last, before) != (signed.seq, signed.sha256):
        broken = last
    return Links(first, max(last, 0), before, broken)


def _files(
    register: Register,
    document: Document,
    entries: Iterable[Entry],
    roots: tuple[x509.Certificate, ...],
) -> Iterator[File]:
    named = {digest for one in entries for digest in _digests(one.told["facts"])}
    store = file_store(register.place)
    for row in document.files.order_by("pk"):
        content = store.get(row.sha256)
        state: FileState = "as recorded"
        if content is None:
            state = "missing"
        elif hashlib.sha256(content).hexdigest() != row.sha256:
            state = "changed"
        elif row.sha256 not in named:
            state = "no entry names it"
        signed = row.role == SIGNED_PDF and content is not None
        yield File(row, state, _report(content or b"", row.name, roots) if signed else None)


def _digests(facts: dict[str, Any]) -> Iterator[str]:
    """The hashes of files that an entry names."""
    for one in facts.get("files", ()):
        yield one["sha256"]
    yield from facts.get("inputs", {}).values()
    if "file" in facts:
        yield facts["file"]["sha256"]


def _report(content: bytes, name: str, roots: tuple[x509.Certificate, ...]) -> Report | None:
    try:
        return verify(content, name, roots)
    except AftersalesError:
        return None
