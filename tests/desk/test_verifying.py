"""Attacks by one who owns the database and the files: each is found, and said what it was."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection

from aftersales_docs.desk import chain
from aftersales_docs.desk.checkpoints import Signed, checkpoint, key_of, read, save
from aftersales_docs.desk.opening import Register
from aftersales_docs.desk.register.models import Checkpoint, Document, Event, StoredFile
from aftersales_docs.desk.store import FileStore
from aftersales_docs.desk.verifying import verify
from aftersales_docs.errors import DataError

from .orders import issued, letter


def _sql(text: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(text, values)


def _without_guards(work: Callable[[], None]) -> None:
    """What an owner of the database can do: take the guards away, work, put them up again."""
    from aftersales_docs.desk.guards import _postgresql, _sqlite, put_up

    if connection.vendor == "sqlite":
        for name, _ in _sqlite():
            _sql(f"DROP TRIGGER {name}")
        _sql("PRAGMA foreign_keys = OFF")
    else:
        for name, _ in _postgresql():
            _sql(f"DROP TRIGGER {name} ON {name.rsplit('_no_', 1)[0]}")
    work()
    put_up()


def _codes(register: Register, *kept: Signed) -> set[str]:
    return {one.code for one in verify(register, kept, anew=False)}


@pytest.fixture
def full(quick: Register, tmp_path: Path) -> Register:
    """A register with three documents."""
    for number in range(3):
        issued(quick, letter(tmp_path), key=str(number))
    assert not _codes(quick)
    return quick


def _rewritten(seq: int, **changes: object) -> None:
    """An entry with other words, and a hash that fits them."""
    event = Event.objects.get(pk=seq)
    body = chain.canonical({**json.loads(event.body), **changes})
    _sql(
        "UPDATE register_event SET body = %s, sha256 = %s WHERE seq = %s",
        body,
        chain.digest(body),
        seq,
    )


def _chain_rewritten() -> None:
    """All entries from the second on, with hashes that fit: what only a checkpoint shows."""
    prev = Event.objects.get(pk=1).sha256
    for event in Event.objects.filter(seq__gt=1).order_by("seq"):
        body = chain.canonical({**json.loads(event.body), "who": "somebody else", "prev": prev})
        prev = chain.digest(body)
        _sql(
            "UPDATE register_event SET body = %s, sha256 = %s WHERE seq = %s",
            body,
            prev,
            event.seq,
        )


def _swapped() -> None:
    two, three = Event.objects.get(pk=2), Event.objects.get(pk=3)
    for seq, other in ((2, three), (3, two)):
        _sql(
            "UPDATE register_event SET body = %s, sha256 = %s, action = %s, document_id = %s "
            "WHERE seq = %s",
            other.body,
            other.sha256,
            other.action,
            other.document_id,
            seq,
        )


def _document_gone() -> None:
    pk = Document.objects.order_by("pk")[1].pk
    for table in ("storedfile", "event", "words", "parts"):
        if table not in {"words", "parts"} or connection.vendor != "sqlite":
            _sql(f"DELETE FROM register_{table} WHERE document_id = %s", pk)
    _sql("DELETE FROM register_document WHERE id = %s", pk)


ATTACKS: dict[str, tuple[Callable[[], None], set[str]]] = {
    "an entry's words": (
        lambda: _sql(
            "UPDATE register_event SET body = replace(body, 'Vogt', 'Voss') WHERE seq = 3"
        ),
        {"entry-changed"},
    ),
    "an entry's words and hash": (lambda: _rewritten(3, who="Eve"), {"chain-broken"}),
    "the first entry": (lambda: _rewritten(1, who="Eve"), {"chain-broken"}),
    "an entry taken out": (
        lambda: _sql("DELETE FROM register_event WHERE seq = 3"),
        {"entry-missing", "chain-broken"},
    ),
    "two entries swapped": (_swapped, {"chain-broken"}),
    "an entry filed elsewhere": (
        lambda: _sql("UPDATE register_event SET document_id = NULL WHERE seq = 2"),
        {"entry-columns"},
    ),
    "a party's name": (
        lambda: _sql("UPDATE register_document SET party = 'Eve'"),
        {"row-changed"},
    ),
    "a state": (lambda: _sql("UPDATE register_document SET state = 'done'"), {"row-changed"}),
    "the input": (
        lambda: _sql("UPDATE register_document SET inputs = replace(inputs, '649', '9')"),
        {"row-changed"},
    ),
    "a number": (
        lambda: _sql("UPDATE register_document SET number = 'X' WHERE number LIKE '%%2'"),
        {"row-unproven", "row-gone", "numbers-missing"},
    ),
    "a file's hash": (
        lambda: _sql("UPDATE register_storedfile SET sha256 = %s WHERE role = 'pdf'", "0" * 64),
        {"file-row"},
    ),
    "a document with its entries": (_document_gone, {"entry-missing", "numbers-missing"}),
    "the end of the trail": (
        lambda: _sql("DELETE FROM register_event WHERE seq > 4"),
        {"row-unproven"},
    ),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_a_change_is_found(full: Register, name: str) -> None:
    attack, codes = ATTACKS[name]
    _without_guards(attack)
    assert codes <= _codes(full)


def test_a_chain_written_anew_is_found_by_a_checkpoint_kept_elsewhere(
    full: Register, tmp_path: Path
) -> None:
    path = tmp_path / "kept.json"
    save(checkpoint(full, "x", key_of(full)), path, force=False)
    assert not _codes(full, read(path))

    def attack() -> None:
        _chain_rewritten()
        _sql("DELETE FROM register_checkpoint")

    _without_guards(attack)
    assert not _codes(full), "nothing here shows it"
    assert _codes(full, read(path)) == {"checkpoint-not-kept"}


def test_a_forged_checkpoint_is_none(full: Register, tmp_path: Path) -> None:
    path = tmp_path / "kept.json"
    made = checkpoint(full, "x", key_of(full))
    save(
        Signed(made.body.replace('"seq":', '"seq": '), made.signature, made.public_key),
        path,
        force=False,
    )
    assert _codes(full, read(path)) == {"checkpoint-unsound"}
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(DataError):
        read(path)


def test_a_checkpoint_of_a_strange_key_is_told(full: Register) -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    made = checkpoint(full, "x", key_of(full))
    key = Ed25519PrivateKey.generate()
    strange = Signed(
        made.body, key.sign(made.body.encode()).hex(), key.public_key().public_bytes_raw().hex()
    )
    assert _codes(full, strange) == {"checkpoint-key-other"}
    assert Checkpoint.objects.count() == 1


def test_the_keys_file_is_the_owners_alone(full: Register) -> None:
    key_of(full)
    from aftersales_docs.desk.checkpoints import KEY

    assert (full.place.folder / KEY).stat().st_mode & 0o777 == 0o600
    assert full.place.folder.stat().st_mode & 0o077 in (0, 0o055)


def test_a_clock_set_back_is_told(full: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    early = chain.text_of(datetime.now(UTC) - timedelta(hours=1))
    monkeypatch.setattr(chain, "now", lambda: early)
    checkpoint(full, "x", key_of(full))
    assert _codes(full) == {"clock-set-back"}


@pytest.mark.parametrize("attack", ["changed", "gone"])
def test_a_file_that_is_other_than_it_was(full: Register, attack: str) -> None:
    one = StoredFile.objects.filter(role="pdf").order_by("pk")[0]
    path = FileStore(full.place.files).path(one.sha256)
    if attack == "gone":
        path.unlink()
    else:
        path.chmod(0o600)
        path.write_bytes(b"other")
    assert _codes(full) == {"file-missing" if attack == "gone" else "file-changed"}


def test_a_document_that_comes_out_otherwise(register: Register, tmp_path: Path) -> None:
    """Files, row and chain agree, but nobody gets these files of this input."""
    from aftersales_docs.desk import issuing

    real = issuing.made
    issued(register, letter(tmp_path))
    assert not {one.code for one in verify(register)}

    def forged(document: Document) -> issuing.Made:
        result = real(document)
        return issuing.Made(
            result.title, result.stems, {**result.files, "docx": result.files["docx"] + b" "}
        )

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(issuing, "made", forged)
        issued(register, letter(tmp_path), key="forged")
    assert {one.code for one in verify(register)} == {"made-otherwise"}


def test_another_program_explains_other_files(
    register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from aftersales_docs.desk import issuing
    from aftersales_docs.embedding import manifest

    real = issuing.made
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest, "program_version", lambda: "0.0.9")
        issued(register, letter(tmp_path))
    assert real is issuing.made
    assert {one.code for one in verify(register)} == {"made-by-other-version"}
