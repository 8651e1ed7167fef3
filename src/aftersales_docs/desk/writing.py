"""Writing to the register: one short transaction at a time, in a queue, tried again if need be.

On SQLite writers wait in line for a lock on a file (its own waiting is no queue, and can be
unfair for seconds); on PostgreSQL the rows and one advisory lock do it. Everything that writes
takes its locks in one order: the counter, then the chain.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

from django.db import DatabaseError, OperationalError, connection, transaction

from ..errors import OutputError, Problem, worded
from .opening import Register
from .place import RegisterPlace

try:
    import fcntl
except ImportError:  # pragma: no cover (Windows: SQLite's own waiting must do)
    fcntl = None  # type: ignore[assignment]

T = TypeVar("T")
_TRIES = 6
_WORTH_ANOTHER_TRY = ("locked", "deadlock", "could not serialize", "busy")
# Of all advisory locks of a PostgreSQL server, those of this program.
CHAIN_LOCK = 7_240_001
SCHEMA_LOCK = 7_240_002


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


def written(register: Register, work: Callable[[], T]) -> T:
    """What ``work`` gives, done in one transaction: all of it or nothing.

    It may run again from its beginning where the database could not let it through.

    Raises:
        OutputError: the database can't be written to.

    """
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
