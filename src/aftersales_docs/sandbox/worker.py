"""The guarded process: takes calls from its standard input, until that ends."""

from __future__ import annotations

import os
import pickle
import sys
from contextlib import suppress
from typing import IO, Any

from ..errors import AftersalesError, Problem
from .wire import Answer, Task, receive, send

try:
    import resource
except ImportError:  # pragma: no cover (Windows: the caller's clock is the only limit)
    resource = None  # type: ignore[assignment]

_LARGEST_TASK = 256 * 2**20
_FILE_SIZE = 256 * 2**20
# What no rendering needs; a way out of the sandbox must not become a way to the network.
_REFUSED = ("socket.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "ftplib.", "smtplib.")


def _refuse(event: str, _arguments: Any) -> None:
    if event.startswith(_REFUSED):
        raise PermissionError(f"a template may not do this ({event})")


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
        function, args, kwargs = pickle.loads(task.call)  # noqa: S301 (from our own parent)
        return Answer(pickle.dumps(function(*args, **kwargs)))
    except AftersalesError as error:
        return Answer(error=type(error).__name__, problems=error.problems)
    except MemoryError:
        problem = Problem(
            "template-too-large",
            f"the template needs more than {task.memory // 2**20} MB of memory and was stopped.",
            "Look for loops, macros and pictures that grow without end.",
        )
    except RecursionError:
        problem = Problem(
            "template-too-deep",
            "the template nests too deeply, or a macro of it calls itself without end.",
            "Make it flatter.",
        )
    except Exception as error:  # A template of others can raise anything.
        problem = Problem(
            "template-failed",
            f"the document can't be made with this template ({type(error).__name__}: {error}).",
            "Run 'aftersales-docs templates check' on the folder.",
        )
    return Answer(error="LibraryError", problems=(problem,))


def main() -> None:
    """Serve until the caller is gone."""
    out: IO[bytes] = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # Nothing that prints may get between the answers.
    sys.addaudithook(_refuse)
    while True:
        try:
            task = receive(sys.stdin.buffer, _LARGEST_TASK)
        except EOFError:
            return
        send(out, answer(task))
