"""Disk full, database locked, server stopped: one clear message, and nothing half."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.backends.signals import connection_created

from aftersales_docs import leftovers
from aftersales_docs.desk import faults, writing
from aftersales_docs.desk.opening import Register, open_register
from aftersales_docs.desk.place import DATABASE_VARIABLE, RegisterPlace
from aftersales_docs.desk.register.models import ISSUED, RESERVED, Document
from aftersales_docs.desk.verifying import verify

from . import postgres
from .orders import letter

Run = Callable[..., tuple[int, str, str]]
Stoppable = tuple[str, Callable[[], None], Callable[[], None]]


def _refused(run: Run, path: Path, folder: Path, word: str) -> None:
    code, out, told = run("issue", path, "-o", folder)
    assert (code, word in told, told.count("error"), "Traceback" in told) == (1, True, 1, False), (
        out + told
    )
    assert not list(folder.glob("*")) if folder.exists() else True


def _taken_up(run: Run, register: Register, path: Path, folder: Path) -> None:
    """Once the fault is gone, the same command issues the document, and all is proven."""
    assert run("issue", path, "-o", folder)[0] == 0
    assert [one.state for one in Document.objects.all()] == [ISSUED]
    assert [one for one in verify(register) if one.severity.value == "error"] == []


def test_the_disk_of_the_files_is_full(
    run: Run, register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = letter(tmp_path)

    def full(*_args: object) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(leftovers.os, "write", full)
        _refused(run, path, tmp_path / "out", "No space left")
        assert [one.state for one in Document.objects.all()] == [RESERVED]
    assert [one for one in register.place.files.rglob("*") if one.is_file()] == []
    _taken_up(run, register, path, tmp_path / "out")


def test_the_database_has_no_room(run: Run, register: Register, tmp_path: Path) -> None:
    if register.place.url:
        pytest.skip("SQLite's own limit is what is tried")
    path = letter(tmp_path)
    room = {"pages": 1}

    def limit(connection: Any, **_kwargs: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA max_page_count = {room['pages']}")

    connection_created.connect(limit)
    try:
        limit(connection)
        for number in range(9):  # The first may find room in pages that are not full yet.
            code, _, told = run("issue", path, "--key", str(number), "-o", tmp_path / str(number))
            if code:
                break
        assert (code, "full" in told, "Traceback" in told) == (1, True, False)
        assert not list((tmp_path / str(number)).glob("*"))
        assert not [one for one in verify(register) if one.severity.value == "error"]
        room["pages"] = 1_000_000
        limit(connection)
    finally:
        connection_created.disconnect(limit)
    assert run("issue", path, "--key", str(number), "-o", tmp_path / "out")[0] == 0
    assert {one.state for one in Document.objects.all()} == {ISSUED}


def test_the_database_is_locked(
    run: Run, register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if register.place.url:
        pytest.skip("SQLite locks all of the database")
    path = letter(tmp_path)
    monkeypatch.setattr(writing, "_TRIES", 2)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 50")
    other = sqlite3.connect(register.place.sqlite)
    other.execute("BEGIN IMMEDIATE")
    _refused(run, path, tmp_path / "out", "locked")
    other.rollback()
    other.close()
    assert Document.objects.count() == 0
    _taken_up(run, register, path, tmp_path / "out")


@pytest.fixture(scope="module")
def stoppable() -> Iterator[Stoppable]:
    with postgres.stoppable() as server:
        yield server


@pytest.mark.slow
@pytest.mark.parametrize("point", ["counted", "event-written", "files-put", "frozen-event"])
def test_the_server_stops_in_a_transaction(
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    point: str,
    stoppable: Stoppable,
) -> None:
    address, stop, start = stoppable
    place = RegisterPlace(tmp_path / "data", postgres.new_database(address, point))
    monkeypatch.setenv(DATABASE_VARIABLE, place.url)
    monkeypatch.setenv("AFTERSALES_DOCS_DATA", str(place.folder))
    path = letter(tmp_path)
    open_register(place)

    def at(reached: str) -> None:
        if reached == point:
            stop()

    with monkeypatch.context() as patched:
        patched.setattr(faults, "hooks", [at])
        try:
            _refused(run, path, tmp_path / "out", "register")
        finally:
            start()
    connection.close()
    register = open_register(place)
    assert [one.state for one in Document.objects.all()] in ([], [RESERVED])
    _taken_up(run, register, path, tmp_path / "out")
    connection.close()
