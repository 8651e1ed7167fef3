"""The process that does long jobs: one for a data folder.

A process that is killed in mid-job leaves the job marked as running. The lock on
``worker.lock`` ends with its process, so whoever holds it knows that nobody else is at work, and
sets those jobs back.
"""

from __future__ import annotations

import logging
import signal
import sys
import threading
import time
from pathlib import Path
from types import FrameType

from ..place import RegisterPlace
from .starting import set_up_web, the_place

try:
    import fcntl
except ImportError:  # pragma: no cover (Windows has no such lock; one process serves there)
    fcntl = None  # type: ignore[assignment]

_PAUSE = 1.0
_HOUR = 3600
_LOG = logging.getLogger(__name__)


class _EndedError(Exception):
    """The process was told to end while it waited."""


def main(folder: Path) -> None:
    """Do jobs until told to end."""
    set_up_web()
    signal.signal(signal.SIGTERM, _end)
    try:
        with (folder / "worker.lock").open("wb") as lock:
            _wait_for(lock.fileno())
            set_back()
            _clear(the_place())
            _forget_in_time()
            _tell_webhooks(the_place())
            _work()
    except _EndedError:
        return


def _end(_number: int, _frame: FrameType | None) -> None:
    raise _EndedError


def _wait_for(handle: int) -> None:
    while fcntl is not None:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            time.sleep(_PAUSE)
        else:
            return


def set_back() -> int:
    """Let jobs that a killed process was at begin anew; how many those were."""
    from django_tasks.base import TaskResultStatus
    from django_tasks_db.models import DBTaskResult

    return DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING).update(
        status=TaskResultStatus.READY, started_at=None
    )


def _clear(place: RegisterPlace) -> None:
    """Take up what killed runs began to issue, and forget sessions that are over."""
    from django.core.management import call_command

    from ..opening import Register
    from ..resuming import take_up

    for one in take_up(Register(place), "aftersales-docs serve"):
        del one
    call_command("clearsessions")


def _forget_in_time() -> None:
    """Take away working copies that were kept long enough, at once and each hour, in a thread."""
    threading.Thread(target=_forgetting, daemon=True, name="forgetting").start()


def _forgetting() -> None:
    from django.db import connection

    from ..rest.tasks import sweep
    from .bulk.places import forget_old

    while True:
        try:
            forget_old()
            sweep()
        except Exception as error:  # (what fails now, the database away say, is tried again)
            _LOG.log(logging.ERROR, "working copies: %s", type(error).__name__)
        connection.close()
        time.sleep(_HOUR)


def _tell_webhooks(place: RegisterPlace) -> None:
    from ..opening import Register
    from ..rest.sending import start

    start(Register(place))


def _work() -> None:
    from django.core.management import call_command

    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    call_command("db_worker", interval=_PAUSE, verbosity=0)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
