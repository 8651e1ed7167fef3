"""Processes that begin in no time: forked from one that has read the program and opened nothing.

They die and are killed as processes of their own do; only what each would read and compile
first, seconds of it, is done once.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from aftersales_docs.cli import main
from aftersales_docs.desk.place import DATABASE_VARIABLE

Main = Callable[[list[str]], None]
_CONTEXT: Final = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.read"])


class Forked:
    """A process that does ``work(arguments)``; used as a ``Popen`` with text in its pipes.

    ``alone``: in a session of its own, as a terminal gives one.
    """

    def __init__(self, work: Main, *arguments: object, alone: bool = False) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="forked-")
        self._told = [Path(self._folder.name) / name for name in ("out", "err")]
        env = {DATABASE_VARIABLE: os.environ.get(DATABASE_VARIABLE, "")}
        given = [str(one) for one in arguments]
        self._process = _CONTEXT.Process(target=_run, args=(work, given, env, self._told, alone))
        self._process.start()
        while not self._told[-1].exists() and self.poll() is None:
            time.sleep(0.002)

    @property
    def pid(self) -> int:
        """Its number."""
        return self._process.pid or 0

    @property
    def returncode(self) -> int | None:
        """How it ended; a signal's number is negative."""
        return self._process.exitcode

    def poll(self) -> int | None:
        """``returncode``."""
        return self.returncode

    def lines(self, count: int, seconds: float = 60) -> list[str]:
        """Its first lines, once there are ``count``."""
        until = time.monotonic() + seconds
        while len(found := self._text(0).splitlines()) < count:
            assert self.poll() is None, self._text(1)
            assert time.monotonic() < until
            time.sleep(0.01)
        return found

    def communicate(self, timeout: float = 60) -> tuple[str, str]:
        """Wait for its end; what it printed, and what it said of problems."""
        self._process.join(timeout)
        assert self.returncode is not None, "it does not end"
        found = (self._text(0), self._text(1))
        self._folder.cleanup()
        return found

    def wait(self, timeout: float | None = None) -> int:
        """Its ``returncode``.

        Raises:
            subprocess.TimeoutExpired: it goes on.

        """
        self._process.join(timeout)
        if self.returncode is None:
            raise subprocess.TimeoutExpired("forked", timeout or 0)
        return self.returncode

    def kill(self, *, group: bool = False) -> bool:
        """Kill it, and with it all that it began if ``group``; false if it ended before."""
        try:
            (os.killpg if group else os.kill)(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            return False
        self._process.join()
        return True

    def _text(self, stream: int) -> str:
        path = self._told[stream]
        return path.read_text(encoding="utf-8") if path.exists() else ""


def command_line(arguments: list[str]) -> None:
    """The program itself, as a ``Main``."""
    main(arguments)


def _run(
    work: Main, arguments: list[str], env: dict[str, str], told: list[Path], alone: bool
) -> None:
    if alone:
        os.setsid()
    os.environ.update(env)
    for stream, path in enumerate(told, start=1):
        with path.open("wb") as file:
            os.dup2(file.fileno(), stream)
    work(arguments)
