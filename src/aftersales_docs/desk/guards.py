"""Triggers that refuse to change, delete or replace what is only ever added to.

They are against mistakes and careless hands: who owns the database can take them away, which
the start of each command sees. What proves the trail against an owner is the chain with its
checkpoints. SQLite loses the triggers of a table that a migration makes anew, so each migration
ends in :func:`put_up`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

# Tables to which rows are only added, and by which columns a row would be replaced.
ADDED_TO: Final = {
    "register_event": ("seq",),
    "register_checkpoint": ("seq",),
    "register_storedfile": ("id",),
    "register_due": ("id",),
}
DOCUMENT: Final = "register_document"
# What a document was numbered as, and made from, stays.
FIXED: Final = ("id", "office", "kind", "number", "edition", "key", "inputs", "reserved_at")
_SAYS: Final = "the register is only added to"
_BODY: Final = f" BEGIN RAISE EXCEPTION '{_SAYS}'; END "
# PostgreSQL's code: for each row (1), before (2), on deletion (8), change (16), emptying (32).
_WHEN: Final = {"change": 1 + 2 + 16, "delete": 1 + 2 + 8, "truncate": 2 + 32}


def _sqlite() -> Iterator[tuple[str, str]]:
    for table, keys in (*ADDED_TO.items(), (DOCUMENT, ("id", "key"))):
        same = " OR ".join(f"{key} = NEW.{key}" for key in keys)
        if table == DOCUMENT:
            same += " OR (kind = NEW.kind AND number = NEW.number AND edition = NEW.edition)"
        # INSERT OR REPLACE deletes without a word to the trigger on deletion.
        when = f"BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608
        changes = f"OF {', '.join(FIXED)} " if table == DOCUMENT else ""
        yield f"{table}_no_replace", when
        yield f"{table}_no_change", f"BEFORE UPDATE {changes}ON {table}"
        yield f"{table}_no_delete", f"BEFORE DELETE ON {table}"


def _postgresql() -> Iterator[tuple[str, str]]:
    for table in (*ADDED_TO, DOCUMENT):
        changes = f"OF {', '.join(FIXED)} " if table == DOCUMENT else ""
        yield f"{table}_no_change", f"BEFORE UPDATE {changes}ON {table} FOR EACH ROW"
        yield f"{table}_no_delete", f"BEFORE DELETE ON {table} FOR EACH ROW"
        yield f"{table}_no_truncate", f"BEFORE TRUNCATE ON {table} FOR EACH STATEMENT"


def _statement(name: str, when: str) -> str:
    """A trigger of SQLite, as the database keeps its words."""
    return f"CREATE TRIGGER {name} {when} BEGIN SELECT RAISE(ABORT, '{_SAYS}'); END"


def put_up(wrapper: BaseDatabaseWrapper = connection) -> None:
    """Make all guards that are not there."""
    with wrapper.cursor() as cursor:
        if wrapper.vendor == "sqlite":
            for name, when in _sqlite():
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
                cursor.execute(_statement(name, when))
            return
        cursor.execute(
            "CREATE OR REPLACE FUNCTION register_only_added_to() RETURNS trigger "
            f"LANGUAGE plpgsql AS $${_BODY}$$"
        )
        for name, when in _postgresql():
            table = name.rpartition("_no_")[0]
            cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")
            cursor.execute(
                f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION register_only_added_to()"
            )


@contextmanager
def down() -> Iterator[None]:
    """Let what is only added to be taken away, in a transaction that is open, and nowhere else.

    Nobody else sees the guards gone: SQLite has one writer, PostgreSQL locks the tables.
    """
    with connection.cursor() as cursor:
        sqlite = connection.vendor == "sqlite"
        for name, _ in _sqlite() if sqlite else _postgresql():
            table = name.rpartition("_no_")[0]
            cursor.execute(f"DROP TRIGGER {name}" + ("" if sqlite else f" ON {table}"))
    yield
    put_up()


def missing_guards() -> list[str]:
    """The guards that are not there, switched off, or other than they should be."""
    if connection.vendor == "sqlite":
        wanted = dict(_sqlite())
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        with connection.cursor() as cursor:
            cursor.execute(query)
            found = dict(cursor.fetchall())
        return [name for name, when in wanted.items() if found.get(name) != _statement(name, when)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.tgname, c.relname, t.tgtype, coalesce(array_length(t.tgattr::int2[], 1), 0) "
            "FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
            "JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE t.tgenabled IN ('O', 'A') AND t.tgqual IS NULL "
            "AND p.proname = 'register_only_added_to' AND p.prosrc = %s",
            [_BODY],
        )
        there = {tuple(row) for row in cursor.fetchall()}
    return [name for name, _ in _postgresql() if _as_kept(name) not in there]


def _as_kept(name: str) -> tuple[str, str, int, int]:
    """A guard as PostgreSQL keeps it: its table, when it acts, on how many columns."""
    table, _, what = name.rpartition("_no_")
    columns = len(FIXED) if table == DOCUMENT and what == "change" else 0
    return name, table, _WHEN[what], columns
