"""Writing to the register: one short transaction at a time, in a queue, tried again if need be.

On SQLite writers wait in line for a lock on a file (its own waiting is no queue, and can be
unfair for seconds); on PostgreSQL the rows and one advisory lock do it. Everything that writes
takes its locks in one order: the counter, then the chain.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterable, Iterator
from contextvars import ContextVar
from functools import partial
from typing import TypeVar

from django.db import DatabaseError, OperationalError, connection, transaction

from ..errors import OutputError, Problem, worded
from .faults import reached
from .object_store import ObjectStore, file_store
from .opening import Register
from .place import RegisterPlace
from .store import FileStore

try:
    import fcntl
except ImportError:  # pragma: no cover (Windows: SQLite's own waiting must do)
    fcntl = None  # type: ignore[assignment]

T = TypeVar("T")
_TRIES = 6
_REMOVING: ContextVar[bool] = ContextVar("removing", default=False)
_WORTH_ANOTHER_TRY = ("locked", "deadlock", "could not serialize", "busy")
# Of all advisory locks of a PostgreSQL server, those of this program.
CHAIN_LOCK = 7_240_001
SCHEMA_LOCK = 7_240_002
FILES_LOCK = 7_240_003
COPY_LOCK = 7_240_004


@contextlib.contextmanager
def alone(place: RegisterPlace) -> Iterator[None]:
    """While the tables are made nobody else makes them."""
    if place.url:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [SCHEMA_LOCK])
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [SCHEMA_LOCK])
    else:
        with queued(place):
            yield


@contextlib.contextmanager
def queued(place: RegisterPlace) -> Iterator[None]:
    """Wait in line for SQLite's one writer; the place in it ends with the process."""
    if place.url or fcntl is None:
        yield
        return
    with (place.folder / "queue.lock").open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def written(register: Register, work: Callable[[], T], files: Iterable[bytes] = ()) -> T:
    """What ``work`` gives, done in one transaction: all of it or nothing.

    It may run again from its beginning where the database could not let it through. The contents
    of ``files`` are those that its rows name: they are stored before, and lie there when it ends,
    whoever takes files away meanwhile.

    Raises:
        OutputError: the database or a file can't be written to.

    """
    contents = tuple(files)
    if contents:
        store = file_store(register.place)
        stored = []
        for content in contents:
            stored.append((store.put(content), content))
            reached("first-file-stored")
        reached("files-put")
        work = partial(_with_files, store, stored, work)
    for left in reversed(range(_TRIES)):
        try:
            with queued(register.place), transaction.atomic():
                return work()
        except OperationalError as error:
            if not left or not any(word in str(error) for word in _WORTH_ANOTHER_TRY):
                raise _not_written(error) from error
            time.sleep(0.05 * (_TRIES - left))
        except DatabaseError as error:
            raise _not_written(error) from error
    raise AssertionError  # The last try returned or raised.


def _with_files(
    store: FileStore | ObjectStore, stored: list[tuple[str, bytes]], work: Callable[[], T]
) -> T:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [FILES_LOCK])
    for digest, content in stored:
        if not store.has(digest):  # A purge took it away after it was found there.
            store.put(content)
    return work()


@contextlib.contextmanager
def copying(place: RegisterPlace) -> Iterator[None]:
    """While a copy is made no file is taken away; who takes some away is waited for."""
    with _copy_lock(place, shared=True):
        yield


@contextlib.contextmanager
def removing(place: RegisterPlace) -> Iterator[None]:
    """While files are taken away no copy is made.

    Raises:
        OutputError: one is being made.

    """
    if _REMOVING.get():
        yield
        return
    with _copy_lock(place, shared=False):
        token = _REMOVING.set(True)
        try:
            yield
        finally:
            _REMOVING.reset(token)


@contextlib.contextmanager
def _copy_lock(place: RegisterPlace, *, shared: bool) -> Iterator[None]:
    if not place.url:
        if fcntl is None:  # pragma: no cover
            yield
            return
        with (place.folder / "copy.lock").open("wb") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_SH if shared else fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise _being_copied() from error
            yield
        return
    kind = "_shared" if shared else ""
    with connection.cursor() as cursor:
        taken = "pg_advisory_lock_shared" if shared else "pg_try_advisory_lock"
        cursor.execute(f"SELECT {taken}(%s)", [COPY_LOCK])
        if cursor.fetchone()[0] is False:
            raise _being_copied()
        try:
            yield
        finally:
            cursor.execute(f"SELECT pg_advisory_unlock{kind}(%s)", [COPY_LOCK])


def _being_copied() -> OutputError:
    return OutputError(
        Problem(
            "register-being-copied",
            "a copy of the register is being made, and files must stay until it is.",
            "Nothing was changed. Try again when the copy is made.",
        )
    )


def _not_written(error: Exception) -> OutputError:
    return OutputError(
        Problem(
            "register-not-written",
            worded(
                "the register could not be written to: {reason}.",
                reason=" ".join(str(error).split())[:300].rstrip("."),
            ),
            "Nothing was changed. See that there is room and that the database is up, then try "
            "again.",
        )
    )
