"""Calling a function in the guarded process."""

from __future__ import annotations

import atexit
import os
import pickle
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar

from ..errors import AftersalesError, LibraryError, Problem
from .wire import Answer, Task, receive, send

P = ParamSpec("P")
R = TypeVar("R")

_TASKS_A_CHILD = 200  # Then a fresh one: what its libraries keep must not add up.
_PROGRAM = "from aftersales_docs.sandbox.worker import main; main()"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one call may take: seconds of work and of waiting, bytes of memory."""

    seconds: int = 60
    waiting: int = 150
    memory: int = 2 * 2**30
    answer: int = 256 * 2**20


LIMITS = Limits()


class _Child:
    """One guarded process; it serves one call after the other."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self.tasks = 0
        path = os.pathsep.join(entry for entry in sys.path if entry)
        # What the child leaves there goes with it, however it ends.
        self.folder = tempfile.mkdtemp(prefix="aftersales-docs-")
        self.process = subprocess.Popen(  # noqa: S603 (our own interpreter, our own program)
            [sys.executable, "-P", "-c", _PROGRAM],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": path, "TMPDIR": self.folder},
            start_new_session=True,
        )

    @property
    def usable(self) -> bool:
        """Whether this process may ask it; a fork of the one that began it may not."""
        alive = self.owner == os.getpid() and self.process.poll() is None
        return alive and self.tasks < _TASKS_A_CHILD

    def ask(self, task: Task, limits: Limits) -> Answer | None:
        """The answer, or ``None`` if the child broke down or was stopped."""
        self.tasks += 1
        found: list[Answer] = []

        def exchange() -> None:
            try:
                send(self.process.stdin, task)
                answer = receive(self.process.stdout, limits.answer)
            except (OSError, ValueError, EOFError):
                return
            if isinstance(answer, Answer):
                found.append(answer)

        thread = threading.Thread(target=exchange, daemon=True)
        thread.start()
        thread.join(limits.waiting)
        if not found:
            self.stop()
            thread.join()
        return found[0] if found else None

    def stop(self) -> None:
        """End the process; a fork must leave its parent's child alone."""
        if self.owner != os.getpid():
            return
        self.process.kill()
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


class _Pool:
    """The child of this process, made when first needed."""

    def __init__(self) -> None:
        self.child: _Child | None = None
        self.lock = threading.Lock()

    def get(self) -> _Child:
        if self.child is None or not self.child.usable:
            self.close()
            self.child = _Child()
        return self.child

    def close(self) -> None:
        if self.child is not None:
            self.child.stop()
        self.child = None


_POOL = _Pool()
atexit.register(_POOL.close)


def _renew_lock() -> None:
    """A fork must not wait for a lock that a thread of its parent held."""
    _POOL.lock = threading.Lock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_renew_lock)


def run(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """``function(*args)``, done in the guarded process within ``LIMITS``.

    The function, its arguments and its result must be picklable.

    Raises:
        AftersalesError: as the function raised it.
        LibraryError: the function took too much time or memory, or broke down.

    """
    limits = LIMITS
    task = Task(pickle.dumps((function, args, kwargs)), limits.seconds, limits.memory)
    with _POOL.lock:
        child = _POOL.get()
        answer = child.ask(task, limits)
        code = child.process.poll()
    if answer is None:
        raise LibraryError(_broken(code, limits))
    result: R = _result(answer)
    return result


def _result(answer: Answer) -> Any:
    if answer.error is None:
        return pickle.loads(answer.value)  # noqa: S301 (from our own child)
    raise _ERRORS[answer.error](answer.problems)


def _all_errors(base: type[AftersalesError]) -> dict[str, type[AftersalesError]]:
    found = {base.__name__: base}
    for child in base.__subclasses__():
        found |= _all_errors(child)
    return found


_ERRORS = _all_errors(AftersalesError)


def _broken(code: int | None, limits: Limits) -> Problem:
    """Why there is no answer, by the child's exit code."""
    out_of_memory = code in {-6, -11}
    if out_of_memory:
        return Problem(
            "template-too-large",
            f"the template needs more than {limits.memory // 2**20} MB of memory, or nests too "
            "deeply, and was stopped.",
            "Look for loops, macros and pictures that grow without end.",
        )
    if code not in {-9, -24}:
        return Problem(
            "template-failed",
            f"the process that uses the template broke down (code {code}).",
            "Try it without --template; if it works, look for what is uncommon in the template.",
        )
    return Problem(
        "template-too-slow",
        f"the template took more than {limits.seconds} seconds and was stopped.",
        "Look for loops in loops, and for macros that call themselves.",
    )
