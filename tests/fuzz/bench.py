"""Trying files in a process that can be ended, and keeping those that end badly."""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.fuzz.targets import ROOT, TARGETS

# Waiting is no work: on a busy machine a file may take this many times its seconds.
PATIENCE = 8
_START = 180


class Bench:
    """A worker and its folder; to be used in ``with``."""

    def __init__(self, folder: Path, patience: float = PATIENCE) -> None:
        self.folder, self.patience = folder, patience
        folder.mkdir(parents=True, exist_ok=True)
        self._process: subprocess.Popen[str] | None = None
        self._answers = -1

    def __enter__(self) -> Self:
        self._begin()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()

    def try_one(self, name: str, number: int, seconds: float = 20.0) -> str | None:
        """The fault of file ``number`` of a target; ``None`` if it ended well."""
        if self._process is None:
            self._begin()
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.write(f"{name} {number}\n")
        self._process.stdin.flush()
        answer = self._answer(seconds * self.patience)
        if answer is not None:
            fault: str | None = json.loads(answer)
            return fault
        code = self._process.poll()
        self._end()
        return "it did not end in time" if code is None else f"the process died ({code})"

    def _begin(self) -> None:
        self._answers, writing = os.pipe()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.fuzz.worker", str(self.folder), str(writing)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            pass_fds=(writing,),
            text=True,
            start_new_session=True,
            cwd=ROOT,
        )
        os.close(writing)
        if self._answer(_START) is None:
            self._end()
            raise RuntimeError("the worker did not begin")

    def _answer(self, seconds: float) -> str | None:
        """One line; ``None`` if it doesn't come in time or the worker has died."""
        text = b""
        while not text.endswith(b"\n"):
            ready, _, _ = select.select([self._answers], [], [], seconds)
            part = os.read(self._answers, 65536) if ready else b""
            if not part:
                if ready and self._process is not None:
                    self._process.wait()
                return None
            text += part
        return text.decode()

    def _end(self) -> None:
        if self._process is None:
            return
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        if self._process.stdin is not None:
            self._process.stdin.close()
        os.close(self._answers)
        self._process = None

    def keep(self, name: str, number: int, fault: str, where: Path) -> Path:
        """Put the file of a fault, and the fault in words, into ``where``."""
        place = where / f"{name}-{number}"
        shutil.rmtree(place, ignore_errors=True)
        file, commands = TARGETS[name].case(self.folder, number)
        place.mkdir(parents=True)
        shutil.copy(file, place)
        told = "\n".join(" ".join(command) for command in commands)
        (place / "fault.txt").write_text(f"{told}\n\n{fault}\n", encoding="utf-8")
        return place


def try_all(bench: Bench, cases: Iterable[tuple[str, int]]) -> Iterable[tuple[str, int, str]]:
    """The faults among ``cases`` (target, number), as they are found."""
    for name, number in cases:
        fault = bench.try_one(name, number, TARGETS[name].seconds)
        if fault is not None:
            yield name, number, fault
