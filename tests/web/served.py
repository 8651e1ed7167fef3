"""The whole program, served: for tests with a browser."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
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

    def account(self, name: str) -> str:
        """One more account, as the first in all but its name."""
        path = self.folder / "register.sqlite3"
        with closing(sqlite3.connect(path, timeout=60)) as database, database:
            (first,) = database.execute(
                "SELECT id FROM accounts_person WHERE username = ?", [NAME]
            ).fetchone()
            person = _copied(database, "accounts_person", {"id": first}, {"username": name})
            _copied(database, "accounts_post", {"person_id": first}, {"person_id": person})
        return name

    def forget_attempts(self) -> None:
        """Let it count anew how often somebody has tried to log in."""
        for path in (self.folder / "cache").glob("*.djcache"):
            path.unlink(missing_ok=True)

    def wait(self, seconds: float = 240) -> None:
        """Wait until it answers."""
        until = time.monotonic() + seconds
        while not self.up():
            assert self.process.poll() is None, "the desk ended"
            assert time.monotonic() < until, "the desk does not answer"
            time.sleep(0.05)


def _copied(
    database: sqlite3.Connection, table: str, which: dict[str, int], other: dict[str, object]
) -> int:
    """Copy rows of a table with some fields otherwise; the identifier of the last."""
    ((where, value),) = which.items()
    rows = database.execute(f"SELECT * FROM {table} WHERE {where} = ?", [value])  # noqa: S608
    names = [one[0] for one in rows.description]
    last = 0
    for row in rows.fetchall():
        copy = {**dict(zip(names, row, strict=True)), "id": None, **other}
        marks = ", ".join("?" * len(copy))
        done = database.execute(f"INSERT INTO {table} VALUES ({marks})", list(copy.values()))  # noqa: S608
        last = done.lastrowid or 0
    return last


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
