"""The whole program, served: for tests with a browser."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

NAME, PASSWORD = "k.vogt", "a-long-password-1"


@dataclass(frozen=True, slots=True)
class Served:
    """A desk that runs; ``address`` ends without a stroke."""

    address: str
    process: subprocess.Popen[bytes]
    folder: Path

    def up(self) -> bool:
        """Whether it answers."""
        try:
            with urllib.request.urlopen(f"{self.address}/healthy/", timeout=5) as answer:  # noqa: S310
                return bool(answer.status == 200)
        except OSError:
            return False

    def wait(self, seconds: float = 240) -> None:
        """Wait until it answers."""
        until = time.monotonic() + seconds
        while not self.up():
            assert self.process.poll() is None, "the desk ended"
            assert time.monotonic() < until, "the desk does not answer"
            time.sleep(0.3)


@contextmanager
def served(folder: Path, *options: str, database: str = "") -> Iterator[Served]:
    """A desk in ``folder`` at a free port, ended by SIGTERM."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = {
        **os.environ,
        "AFTERSALES_DOCS_ADMIN": NAME,
        "AFTERSALES_DOCS_ADMIN_PASSWORD": PASSWORD,
        "AFTERSALES_DOCS_DATABASE": database,
    }
    env.pop("DJANGO_SETTINGS_MODULE", None)
    command = [
        *(sys.executable, "-m", "aftersales_docs.cli", "serve", "--no-browser"),
        *("--data", str(folder), "--port", str(port), *options),
    ]
    process = subprocess.Popen(command, env=env)
    desk = Served(f"http://127.0.0.1:{port}", process, folder)
    try:
        desk.wait()
        yield desk
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            process.wait(40)
