"""What is only added to can't be changed, deleted, replaced or emptied, in either database."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from aftersales_docs.desk.opening import Register, migrations_here, open_register
from aftersales_docs.errors import DataError

from .orders import issued, letter


def _refused(sql: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    except DatabaseError as error:
        return "only added to" in str(error)
    return False


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE register_event SET body = '{}'",
        "UPDATE register_event SET seq = seq + 100",
        "DELETE FROM register_event",
        "DELETE FROM register_checkpoint",
        "UPDATE register_checkpoint SET signature = ''",
        "UPDATE register_storedfile SET sha256 = ''",
        "DELETE FROM register_storedfile",
        "DELETE FROM register_document",
        "UPDATE register_document SET number = 'X'",
        "UPDATE register_document SET inputs = '{}'",
        "UPDATE register_document SET edition = 9",
    ],
)
def test_change_and_deletion_are_refused(quick: Register, tmp_path: Path, sql: str) -> None:
    from aftersales_docs.desk.checkpoints import checkpoint, key_of

    issued(quick, letter(tmp_path))
    checkpoint(quick, "x", key_of(quick))
    assert _refused(sql)


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("register_event", "*"),
        ("register_document", "*"),
        ("register_storedfile", "*"),
    ],
)
def test_replacement_and_emptying_are_refused(
    quick: Register, tmp_path: Path, table: str, columns: str
) -> None:
    issued(quick, letter(tmp_path))
    if connection.vendor == "sqlite":
        assert _refused(f"INSERT OR REPLACE INTO {table} SELECT {columns} FROM {table}")
        assert _refused(f"REPLACE INTO {table} SELECT {columns} FROM {table}")
    else:
        assert _refused(f"TRUNCATE {table} CASCADE")


def test_a_document_can_not_be_replaced_by_its_number(quick: Register, tmp_path: Path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has no INSERT OR REPLACE")
    issued(quick, letter(tmp_path))
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pragma_table_info('register_document')")
        names = [row[0] for row in cursor.fetchall()]
    other = [{"id": "id + 1000", "key": "'other'"}.get(name, name) for name in names]
    assert _refused(
        f"INSERT OR REPLACE INTO register_document ({', '.join(names)}) "
        f"SELECT {', '.join(other)} FROM register_document"
    )


def test_guards_are_all_there_after_all_migrations(register: Register) -> None:
    from aftersales_docs.desk.guards import missing_guards
    from aftersales_docs.desk.opening import applied

    assert applied() == migrations_here()
    assert missing_guards() == []


def test_a_migration_ends_in_putting_the_guards_up() -> None:
    """SQLite loses the triggers of a table that is made anew."""
    from importlib import import_module

    from django.db.migrations import RunPython

    for app, name in migrations_here():
        module = import_module(f"aftersales_docs.desk.{app}.migrations.{name}")
        last = module.Migration.operations[-1]
        assert isinstance(last, RunPython)
        assert "put_up" in last.code.__code__.co_names


def _take_away(name: str) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"DROP TRIGGER {name}")
        else:
            table = name.rsplit("_no_", 1)[0]
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {name}")


def test_a_guard_that_is_gone_stops_the_work_until_it_is_back(register: Register) -> None:
    from aftersales_docs.desk.guards import missing_guards, put_up

    _take_away("register_event_no_change")
    assert missing_guards() == ["register_event_no_change"]
    with pytest.raises(DataError) as refused:
        open_register(register.place)
    assert refused.value.problems[0].code == "guards-gone"
    put_up()
    open_register(register.place)


def test_a_guard_that_does_nothing_is_none(register: Register) -> None:
    from aftersales_docs.desk.guards import missing_guards

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER register_event_no_delete")
            cursor.execute(
                "CREATE TRIGGER register_event_no_delete BEFORE DELETE ON register_event "
                "WHEN 0 BEGIN SELECT RAISE(ABORT, 'the register is only added to'); END"
            )
            assert missing_guards() == ["register_event_no_delete"]
        else:
            cursor.execute(
                "CREATE OR REPLACE FUNCTION register_only_added_to() RETURNS trigger "
                "LANGUAGE plpgsql AS $$ BEGIN RETURN OLD; END $$"
            )
            assert missing_guards()
