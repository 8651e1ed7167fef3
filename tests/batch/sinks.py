"""Sinks that fail on purpose: what a worker meets when it is killed, or the disk is full."""

from __future__ import annotations

import errno
import os
import signal
from dataclasses import dataclass
from pathlib import Path

from aftersales_docs.batch.sinks import LocalSink


@dataclass(frozen=True, slots=True)
class Deadly:
    """Kills the worker that would keep a document whose name has ``mark``.

    ``once`` is a file that is made by the first death; there is no second one then.
    """

    inner: LocalSink
    mark: str
    once: Path | None = None
    full: bool = False
    hungry: bool = False

    def put(self, name: str, content: bytes) -> str:
        if self.mark in name and not (self.once and self.once.exists()):
            if self.once:
                self.once.touch()
            if self.full:
                raise OSError(errno.ENOSPC, "No space left on device")
            if self.hungry:
                bytearray(8 * 1024**3)
            os.kill(os.getpid(), signal.SIGKILL)
        return self.inner.put(name, content)

    def holds(self, name: str, hashed: str) -> bool:
        return self.inner.holds(name, hashed)
