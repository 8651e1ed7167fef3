"""The guarded process: takes calls from its standard input, until that ends."""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import IO, Any

from ..errors import AftersalesError, worded
from .purposes import ERRORS, Purpose, Reason, stopped
from .wire import Answer, Task, receive, send

try:
    import resource
except ImportError:  # pragma: no cover (Windows: the caller's clock is the only limit)
    resource = None  # type: ignore[assignment]

_LARGEST_TASK = 256 * 2**20
_FILE_SIZE = 256 * 2**20
# What no rendering and no reading needs; a way out of the sandbox must not become a way to
# the network, to other programs, or to this process's own memory.
_REFUSED = (
    "socket.",
    "os.system",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "os.startfile",
    "os.kill",
    "subprocess.",
    "pty.",
    "webbrowser.",
    "http.",
    "ftplib.",
    "smtplib.",
    "imaplib.",
    "poplib.",
    "nntplib.",
    "telnetlib.",
    "gc.get_",
)
# The reader of PDFs is a library that is called by ctypes; templates have no such need.
_REFUSED_TO: Mapping[Purpose, tuple[str, ...]] = {
    "template": (*_REFUSED, "ctypes."),
    "reading": _REFUSED,
}


def _guard(purpose: Purpose) -> None:
    """Refuse from now on what ``purpose`` does not need; a hook can't be taken away again."""
    refused = _REFUSED_TO[purpose]

    def refuse(event: str, _arguments: Any) -> None:
        if event.startswith(refused):
            raise PermissionError(worded("this may not be done here ({event})", event=event))

    sys.addaudithook(refuse)


def _limit(task: Task) -> None:
    """Let the system stop this process when the task takes too much."""
    if resource is None:  # pragma: no cover
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    end = int(used.ru_utime + used.ru_stime) + task.seconds + 1
    _lower(resource.RLIMIT_CPU, end)
    _lower(resource.RLIMIT_AS, task.memory)
    _lower(resource.RLIMIT_FSIZE, _FILE_SIZE)
    _lower(resource.RLIMIT_CORE, 0)


def _lower(which: int, value: int) -> None:
    """Set a soft limit as far as the hard one allows, which stays for the next task."""
    _, hard = resource.getrlimit(which)
    soft = value if hard == resource.RLIM_INFINITY else min(value, hard)
    # Some systems know a limit and don't set it; the caller's clock holds all the same.
    with suppress(OSError, ValueError):
        resource.setrlimit(which, (soft, hard))


def answer(task: Task) -> Answer:
    """Do one task; whatever goes wrong becomes an answer too."""
    try:
        _limit(task)
        call = pickle.loads(task.call)  # noqa: S301 (from our own parent)
        return Answer(pickle.dumps(call()))
    except AftersalesError as error:
        return Answer(error=type(error).__name__, problems=error.problems)
    except MemoryError:
        reason: Reason = "large"
    except RecursionError:
        reason = "deep"
    except Exception:  # A template or a file of others can raise anything.
        reason = "failed"
    problem = stopped(task.purpose, reason, seconds=task.seconds, memory=task.memory)
    return Answer(error=ERRORS[task.purpose], problems=(problem,))


def main(purpose: Purpose) -> None:
    """Serve until the caller is gone."""
    out: IO[bytes] = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # Nothing that prints may get between the answers.
    _guard(purpose)
    while True:
        try:
            task = receive(sys.stdin.buffer, _LARGEST_TASK)
        except EOFError:
            return
        send(out, answer(task))
