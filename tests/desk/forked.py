"""Processes that begin in no time: forked from one that has read the desk and opened nothing.

They die and are killed as processes of their own do; only what each would read and compile
first, seconds of it, is done once.
"""

from __future__ import annotations

import multiprocessing
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from aftersales_docs.desk.place import DATABASE_VARIABLE

Main = Callable[[list[str]], None]
_CONTEXT: Final = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.desk.read"])


class Forked:
    """A process that does ``main(arguments)``; used as a ``Popen`` with text in its pipes."""

    def __init__(self, main: Main, *arguments: object) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="forked-")
        self._told = [Path(self._folder.name) / name for name in ("out", "err")]
        env = {DATABASE_VARIABLE: os.environ.get(DATABASE_VARIABLE, "")}
        given = [str(one) for one in arguments]
        self._process = _CONTEXT.Process(target=_run, args=(main, given, env, self._told))
        self._process.start()

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

    def _text(self, stream: int) -> str:
        path = self._told[stream]
        return path.read_text(encoding="utf-8") if path.exists() else ""


def _run(main: Main, arguments: list[str], env: dict[str, str], told: list[Path]) -> None:
    os.environ.update(env)
    for stream, path in enumerate(told, start=1):
        with path.open("wb") as file:
            os.dup2(file.fileno(), stream)
    main(arguments)
