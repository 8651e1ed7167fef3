"""A register of the first version opens with this one: rows, chain and guards as before."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from aftersales_docs.desk import opening
from aftersales_docs.desk.chain import FIRST, canonical, digest, entry
from aftersales_docs.desk.draft_content import content_of_mapping
from aftersales_docs.desk.drafts import create
from aftersales_docs.desk.guards import missing_guards
from aftersales_docs.desk.listing import Filters, page
from aftersales_docs.desk.opening import Register, open_register
from aftersales_docs.desk.place import RegisterPlace, prepared
from aftersales_docs.desk.register.models import Document, Event
from aftersales_docs.desk.verifying import verify
from aftersales_docs.errors import DataError

from .orders import KIND, issued, letter

_TABLES = ("register_document", "register_storedfile", "register_due")


def _rows(table: str) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} ORDER BY id")
        names = [one[0] for one in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _put(table: str, row: dict[str, Any]) -> None:
    names = ", ".join(connection.ops.quote_name(name) for name in row)
    marks = ", ".join(["%s"] * len(row))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({names}) VALUES ({marks})",
            list(row.values()),
        )


def _first_version(place: RegisterPlace) -> None:
    """The tables as the first released version made them."""
    prepared(place)
    opening._connect(place)
    call_command("migrate", "register", "0001_first", verbosity=0, interactive=False)


def _as_of_before(source: Register) -> dict[str, list[dict[str, Any]]]:
    """A register's rows as the first version would have written them."""
    found = {table: _rows(table) for table in _TABLES}
    for row in found["register_document"]:
        del row["case_id"]
    prev, events = FIRST, []
    for event in Event.objects.order_by("seq"):
        told = entry(event)
        body = canonical(
            {
                name: told[name]
                for name in ("seq", "at", "who", "action", "document", "facts", "note")
            }
            | {"prev": prev}
        )
        prev = digest(body)
        events.append(
            {
                "seq": event.seq,
                "action": event.action,
                "body": body,
                "sha256": prev,
                "document_id": event.document_id,
            }
        )
    counters = [{"id": 1, "kind": KIND, "series": "CR-2026-{seq:05}", "last": 1}]
    return found | {"register_event": events, "register_counter": counters}


def _indexed_as_before() -> None:
    """The numbers of the documents in the index, as the first version entered them."""
    sqlite = "INSERT INTO register_marks(rowid, marks) SELECT id, marks FROM register_document"
    other = "INSERT INTO register_words(document_id, stems) SELECT id, '' FROM register_document"
    with connection.cursor() as cursor:
        cursor.execute(sqlite if connection.vendor == "sqlite" else other)


@pytest.fixture
def old(place: RegisterPlace, tmp_path: Path, request: pytest.FixtureRequest) -> RegisterPlace:
    """A register of the first version with one issued document."""
    source = open_register(RegisterPlace(tmp_path / "data"))
    issued(source, letter(tmp_path))
    rows = _as_of_before(source)
    url = place.url
    connection.close()
    target = RegisterPlace(tmp_path / "old", url)
    (tmp_path / "old").mkdir(mode=0o700)
    (tmp_path / "data" / "files").rename(tmp_path / "old" / "files")
    _first_version(target)
    for table, listed in rows.items():
        for row in listed:
            _put(table, row)
    _indexed_as_before()
    connection.close()
    Register.current = None
    return dataclasses.replace(target)


def test_an_old_register_opens_and_is_whole(old: RegisterPlace) -> None:
    register = open_register(old)
    document = Document.objects.get()
    assert (document.number, document.case, document.state) == ("CR-2026-00001", None, "issued")
    assert missing_guards() == []
    assert not list(verify(register))
    for wanted in (Filters(number="00001"), Filters(party=document.party)):
        assert [one.pk for one in page(wanted)] == [document.pk]
    assert not page(Filters(number="00002"))
    row = create(register, content_of_mapping(KIND, {}), "Anna")
    assert row.version == 1
    assert not list(verify(register))


def test_the_guards_hold_after_all_migrations(old: RegisterPlace) -> None:
    open_register(old)
    for sql in (
        "UPDATE register_event SET body = '{}'",
        "DELETE FROM register_event",
        "UPDATE register_document SET inputs = '{}'",
        "DELETE FROM register_document",
        "DELETE FROM register_storedfile",
    ):
        with (
            pytest.raises(DatabaseError, match="only added to"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)


@pytest.mark.wide
def test_the_guards_hold_after_each_migration(place: RegisterPlace) -> None:
    from django.db.migrations.executor import MigrationExecutor

    prepared(place)
    opening._connect(place)
    plan = MigrationExecutor(connection).migration_plan(
        MigrationExecutor(connection).loader.graph.leaf_nodes()
    )
    done = []
    for migration, _ in plan:
        call_command(
            "migrate", migration.app_label, migration.name, verbosity=0, interactive=False
        )
        done.append((migration.app_label, migration.name))
        if ("register", "0001_first") in done:
            assert missing_guards() == [], done
    assert set(done) >= opening.migrations_here()
    assert opening.applied() == opening.migrations_here()


def test_an_older_program_refuses_the_newer_register(
    place: RegisterPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_register(place)
    known = opening.migrations_here() - {("register", "0002_drafts")}
    monkeypatch.setattr(opening, "migrations_here", lambda: known)
    with pytest.raises(DataError) as refused:
        open_register(place)
    assert refused.value.problems[0].code == "register-newer"


def test_no_model_is_ahead_of_its_migration() -> None:
    """What the models say and what the migrations make are the same."""
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_first_entries_tell_what_they_told(old: RegisterPlace) -> None:
    open_register(old)
    told = [json.loads(one.body) for one in Event.objects.order_by("seq")]
    assert [one["action"] for one in told] == ["reserved", "issued"]
    assert all("facts" in one and "about" not in one for one in told)
