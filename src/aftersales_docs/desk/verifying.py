"""Proving the register: the chain, its checkpoints, every row, number and file.

Every finding is a problem that says exactly what does not fit. What this program or its
templates can't make anew because they have changed is told as a note: the hash proves the file
all the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from ..errors import AftersalesError, Problem, worded
from ..messages import term
from ..provenance import marks
from .chain_reading import ChainRead, Told, remark, wrong
from .checkpoints import Signed
from .draft_content import digest_of
from .guards import missing_guards
from .inputs import named_in, unpacked
from .issuing import PROVEN, made
from .numbers import Series
from .object_store import ObjectStore, file_store
from .opening import Register
from .options import options_of
from .register.models import (
    DOCX,
    PDF,
    PURGED,
    RESERVED,
    Checkpoint,
    Counter,
    Document,
    Draft,
)
from .store import FileStore, sha256


def verify(
    register: Register,
    kept: Iterable[Signed] = (),
    *,
    anew: bool = True,
    trusted: Collection[str] = (),
) -> Iterator[Problem]:
    """Everything in the register that does not fit, as it is found.

    ``kept`` are checkpoints from elsewhere, ``trusted`` the public keys that must have signed
    them, if any are named. ``anew``: render each document again and compare.
    """
    for name in missing_guards():
        yield wrong("guard-gone", worded("the guard {name} is gone from the database.", name=name))
    read = ChainRead()
    yield from read.problems()
    yield from _checkpoints(read, tuple(kept), trusted)
    store = file_store(register.place)
    seen: set[tuple[str, str, int]] = set()
    for document in (
        Document.objects.order_by("pk").prefetch_related("files", "dues").iterator(500)
    ):
        key = (document.kind, document.number, document.edition)
        seen.add(key)
        told = read.told.get(key)
        if told is None:
            yield wrong(
                "row-unproven", worded("{name}: no entry of the chain knows it.", name=_name(key))
            )
            continue
        yield from _row(document, told)
        yield from _files(document, told, store)
        if anew and document.state not in (RESERVED, PURGED) and told.inputs:
            yield from _anew(document, store)
    yield from _gone(read, seen)
    yield from _drafts(read)
    yield from _gaps(read)
    yield from _purged(read)


def _gone(read: ChainRead, seen: Collection[tuple[str, str, int]]) -> Iterator[Problem]:
    """The documents that the chain tells of and no row does."""
    for key in sorted(set(read.told) - set(seen)):
        yield wrong(
            "row-gone", worded("{name}: the chain knows it, but its row is gone.", name=_name(key))
        )


def _drafts(read: ChainRead) -> Iterator[Problem]:
    """Whether the drafts of documents are as they were issued."""
    rows = {row.pk: row for row in Draft.objects.exclude(document=None).iterator(500)}
    for key, told in sorted(read.told.items()):
        if told.draft is None:
            continue
        number, digest = told.draft
        row = rows.pop(number, None)
        if row is None or digest_of(row) != digest:
            yield wrong(
                "draft-row",
                worded(
                    "{name}: its draft {draft} was changed or deleted.",
                    name=_name(key),
                    draft=number,
                ),
            )
    for number in sorted(rows):
        yield wrong(
            "draft-row",
            worded("draft {draft}: no entry of the chain says that it was issued.", draft=number),
        )


def _purged(read: ChainRead) -> Iterator[Problem]:
    """How many documents went by purge."""
    if read.purged:
        yield remark(
            "purged",
            worded(
                "{documents} {documents:document|documents} went by purge; their numbers and the "
                "hashes of their entries are kept.",
                documents=read.purged,
            ),
        )


def _name(key: tuple[str, str, int]) -> str:
    kind, number, edition = key
    return f"{kind} {number}" if edition == 1 else f"{kind} {number} ({edition})"


def _name_of(document: Document) -> str:
    return _name((document.kind, document.number, document.edition))


def _checkpoints(
    read: ChainRead, kept: Collection[Signed], trusted: Collection[str]
) -> Iterator[Problem]:
    own = [
        Signed(checkpoint.body, checkpoint.signature, checkpoint.public_key)
        for checkpoint in Checkpoint.objects.order_by("seq")
    ]
    for checkpoint in (*own, *kept):
        if not checkpoint.sound():
            yield wrong(
                "checkpoint-unsound",
                worded(
                    "the checkpoint at entry {seq} is not signed by its key.", seq=checkpoint.seq
                ),
            )
        elif read.hashes.get(checkpoint.seq) != checkpoint.sha256:
            yield wrong(
                "checkpoint-not-kept",
                worded(
                    "the chain is another than the one that was signed at entry {seq}.",
                    seq=checkpoint.seq,
                ),
            )
    yield from _keys({checkpoint.public_key for checkpoint in own}, kept, trusted)


def _keys(
    own: Collection[str], kept: Iterable[Signed], trusted: Collection[str]
) -> Iterator[Problem]:
    """Whether kept checkpoints are signed by a key of the register, and by one that is trusted."""
    for checkpoint in kept:
        if own and checkpoint.public_key not in own:
            yield wrong(
                "checkpoint-key-other",
                worded(
                    "the checkpoint at entry {seq} is signed by a key that the register does not "
                    "know.",
                    seq=checkpoint.seq,
                ),
            )
        # Who writes register and checkpoint anew lets them name a key of their own.
        if trusted and checkpoint.public_key not in trusted:
            yield wrong(
                "checkpoint-key-not-kept",
                worded(
                    "the checkpoint at entry {seq} is signed by another key than yours.",
                    seq=checkpoint.seq,
                ),
            )


def _row(document: Document, told: Told) -> Iterator[Problem]:
    name = _name_of(document)
    changed = [
        column
        for column in PROVEN
        if told.facts and getattr(document, column) != told.facts.get(column)
    ]
    inputs = {}
    if document.inputs:
        inputs = {key: sha256(content) for key, content in unpacked(document.inputs).items()}
        inputs |= named_in(document.inputs)
    if told.inputs and inputs != told.inputs:
        changed.append("inputs")
    dues = sorted([one.what, one.on] for one in document.dues.all())
    if told.facts and dues != sorted(told.facts.get("dues", [])):
        changed.append("dues")
    if document.state != told.state:
        changed.append("state")
    if changed:
        yield wrong(
            "row-changed",
            worded(
                "{name}: its row was changed without an entry in the chain: {columns}.",
                name=name,
                columns=", ".join(changed),
            ),
        )


def _files(document: Document, told: Told, store: FileStore | ObjectStore) -> Iterator[Problem]:
    name = _name_of(document)
    rows = {one.sha256 for one in document.files.all()}
    for digest in sorted(rows ^ set(told.files)):
        yield wrong(
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
            yield wrong(
                "file-missing",
                worded("{name}: the file {digest} is missing.", name=name, digest=digest[:16]),
                "Put it back from a copy.",
            )
        elif sha256(content) != digest:
            yield wrong(
                "file-changed",
                worded("{name}: the file {digest} was changed.", name=name, digest=digest[:16]),
                "Put it back from a copy.",
            )


def _anew(document: Document, store: FileStore | ObjectStore) -> Iterator[Problem]:
    """Whether the same files come of the input today; where not, whether that is explained."""
    name = _name_of(document)
    stored: dict[str, str] = {
        one.role: one.sha256 for one in document.files.all() if one.role in (DOCX, PDF)
    }
    try:
        result = made(document)
    except AftersalesError as error:
        yield remark(
            "not-made-anew",
            worded(
                "{name}: can't be made anew with this program: {reason}",
                name=name,
                reason=term(error.problems[0].message),
            ),
        )
        return
    other = [
        role
        for role, digest in stored.items()
        if sha256(result.files[role]) != digest
        and not _signed_before(role, result.files[role], store.get(digest))
    ]
    if not other:
        return
    if _explained(document, store.get(stored.get(PDF, ""))):
        yield remark(
            "made-by-other-version",
            worded("{name}: program or templates have changed since it was issued.", name=name),
        )
    else:
        yield wrong(
            "made-otherwise",
            worded(
                "{name}: made anew from its input, these files come out otherwise: {roles}.",
                name=name,
                roles=", ".join(other),
            ),
        )


def _signed_before(role: str, anew: bytes, stored: bytes | None) -> bool:
    """Whether a PDF is what comes out today with signatures behind it: it came in by import."""
    return role == PDF and stored is not None and stored.startswith(anew)


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


def _gaps(read: ChainRead) -> Iterator[Problem]:
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
            yield wrong(
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
