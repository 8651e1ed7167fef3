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
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, ParamSpec, TypeVar, cast

from ..errors import AftersalesError, Problem
from .purposes import ERRORS, LIMITS, Limits, Purpose, Reason, stopped
from .wire import Answer, Task, receive, send

P = ParamSpec("P")
R = TypeVar("R")

_TASKS_A_CHILD = 200  # Then a fresh one: what its libraries keep must not add up.
_PROGRAM = "from aftersales_docs.sandbox.worker import main; main({purpose!r})"


class _Child:
    """One guarded process; it serves one call after the other."""

    def __init__(self, purpose: Purpose) -> None:
        self.owner = os.getpid()
        self.tasks = 0
        path = os.pathsep.join(entry for entry in sys.path if entry)
        # What the child leaves there goes with it, however it ends.
        self.folder = tempfile.mkdtemp(prefix="aftersales-docs-")
        self.process = subprocess.Popen(  # noqa: S603 (our own interpreter, our own program)
            [sys.executable, "-P", "-c", _PROGRAM.format(purpose=purpose)],
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
    """The child of this process for one purpose, made when first needed."""

    def __init__(self, purpose: Purpose) -> None:
        self.purpose = purpose
        self.child: _Child | None = None
        self.lock = threading.Lock()

    def get(self) -> _Child:
        if self.child is None or not self.child.usable:
            self.close()
            self.child = _Child(self.purpose)
        return self.child

    def close(self) -> None:
        if self.child is not None:
            self.child.stop()
        self.child = None


_POOLS: Mapping[Purpose, _Pool] = {purpose: _Pool(purpose) for purpose in LIMITS}


def close() -> None:
    """End the guarded processes of this process."""
    for pool in _POOLS.values():
        pool.close()


atexit.register(close)


def _renew_locks() -> None:
    """A fork must not wait for a lock that a thread of its parent held."""
    for pool in _POOLS.values():
        pool.lock = threading.Lock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_renew_locks)


def run(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """``function(*args)`` with a user's own template, in the guarded process.

    The function, its arguments and its result must be picklable. How long and how large it
    may get says :data:`LIMITS`.

    Raises:
        AftersalesError: as the function raised it.
        LibraryError: the function took too much time or memory, or broke down.

    """
    return cast(R, _call("template", partial(function, *args, **kwargs)))


def run_reader(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """``function(*args)`` on a file of others, in a guarded process that may load libraries.

    As :func:`run`, but what takes too much is a :class:`DataError`: the file is at fault.
    """
    return cast(R, _call("reading", partial(function, *args, **kwargs)))


def _call(purpose: Purpose, call: Callable[[], Any]) -> Any:
    limits = LIMITS[purpose]
    task = Task(pickle.dumps(call), limits.seconds, limits.memory, purpose)
    pool = _POOLS[purpose]
    with pool.lock:
        child = pool.get()
        answer = child.ask(task, limits)
        code = child.process.poll()
    if answer is None:
        raise _ERRORS[ERRORS[purpose]](_broken(code, purpose, limits))
    return _result(answer)


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
# Aborted for want of memory, or by a stack that met its end.
_NO_MEMORY = frozenset({-4, -5, -6, -11})
_STOPPED = frozenset({-9, -24})


def _broken(code: int | None, purpose: Purpose, limits: Limits) -> Problem:
    """Why there is no answer, by the child's exit code."""
    reason: Reason = "broken"
    if code in _NO_MEMORY:
        reason = "large"
    elif code in _STOPPED:
        reason = "slow"
    return stopped(purpose, reason, seconds=limits.seconds, memory=limits.memory, code=code)
