"""A PostgreSQL server of the tests' own: a data folder, a loopback port, gone afterwards."""

from __future__ import annotations

import os
import shlex
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import made
from tests.memory import temporary

BIN = max(Path("/usr/lib/postgresql").glob("*/bin"), default=Path("/usr/bin"))
# The machine itself does not fail under the tests: what the server has written is there when
# it is started again, on the disk or not yet.
_DISK_LATER = "-c fsync=off -c full_page_writes=off -c autovacuum=off"


def _as_postgres(*command: str) -> None:
    """Run a command of the server, which refuses to be run by root."""
    if os.geteuid() == 0:
        command = ("su", "postgres", "-s", "/bin/sh", "-c", shlex.join(command))
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")


def free_port() -> int:
    """A port that nobody has."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def server() -> Iterator[str]:
    """The address of a running server, up to the name of the database."""
    with stoppable("-c synchronous_commit=off") as (address, _stop, _start):
        yield address


def _place() -> Path:
    """A folder of the server's, which nobody else's folder shuts off."""
    root = Path(tempfile.mkdtemp(prefix="aftersales-docs-pg-", dir=temporary() or "/tmp"))  # noqa: S108
    if os.geteuid() == 0:
        shutil.chown(root, "postgres", "postgres")
    return root


def _cluster() -> Path:
    """A data folder that no server has used, to be copied: making one takes seconds."""

    def make(folder: Path) -> None:
        root = _place()
        _as_postgres(
            *(str(BIN / "initdb"), "-D", str(root / "data"), "-U", "desk", "-A", "trust"),
            *("--locale=C.UTF-8", "-N"),
        )
        subprocess.run(["cp", "-a", str(root / "data"), str(folder)], check=True)
        shutil.rmtree(root)

    return made.once("cluster", make)


@contextmanager
def stoppable(
    options: str = "",
) -> Iterator[tuple[str, Callable[[], None], Callable[[], None]]]:
    """The address of a running server, and what stops it at once and starts it again."""
    cluster, root = _cluster(), _place()
    data, port, ctl = root / "data", free_port(), str(BIN / "pg_ctl")
    subprocess.run(["cp", "-a", str(cluster), str(data)], check=True)
    options += f" -p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={root}"
    options += f" {_DISK_LATER}"
    log = str(root / "log")

    def start() -> None:
        _as_postgres(ctl, "-D", str(data), "-l", log, "-w", "-o", options, "start")

    def stop() -> None:
        _as_postgres(ctl, "-D", str(data), "-m", "immediate", "-w", "stop")

    start()
    try:
        yield f"postgresql://desk@127.0.0.1:{port}", stop, start
    finally:
        stop()
        shutil.rmtree(root, ignore_errors=True)


def drop(url: str) -> None:
    """Take a database away: hundreds of them would fill the memory that they lie in."""
    import psycopg

    address, _, name = url.rpartition("/")
    with psycopg.connect(f"{address}/postgres", autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def new_database(address: str, name: str, like: str = "template1") -> str:
    """The address of a new database: empty, or a copy of one to which nobody is connected."""
    import psycopg

    with psycopg.connect(f"{address}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
    return f"{address}/{name}"
