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

BIN = max(Path("/usr/lib/postgresql").glob("*/bin"), default=Path("/usr/bin"))


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
    with stoppable() as (address, _stop, _start):
        yield address


@contextmanager
def stoppable() -> Iterator[tuple[str, Callable[[], None], Callable[[], None]]]:
    """The address of a running server, and what stops it at once and starts it again."""
    root = Path(tempfile.mkdtemp(prefix="aftersales-docs-pg-", dir="/tmp"))
    data, port = root / "data", free_port()
    data.mkdir()
    if os.geteuid() == 0:
        for path in (root, data):
            shutil.chown(path, "postgres", "postgres")
    data.chmod(0o700)
    ctl = str(BIN / "pg_ctl")
    _as_postgres(
        str(BIN / "initdb"), "-D", str(data), "-U", "desk", "-A", "trust", "--locale=C.UTF-8", "-N"
    )
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={root}"
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


def new_database(address: str, name: str) -> str:
    """The address of a new, empty database."""
    import psycopg

    with psycopg.connect(f"{address}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return f"{address}/{name}"
