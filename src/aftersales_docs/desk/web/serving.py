"""The desk as a running program: prepared, served by granian, ended cleanly."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import threading
import webbrowser
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ...errors import OutputError, Problem, worded
from ..opening import Register, open_register
from ..place import DATA_VARIABLE, RegisterPlace, prepared
from .environment import ADDRESS_VARIABLE, make_secret_key
from .starting import migrated, set_up_web

USER_VARIABLE: Final = "AFTERSALES_DOCS_ADMIN"
PASSWORD_VARIABLE: Final = "AFTERSALES_DOCS_ADMIN_PASSWORD"  # noqa: S105 (a name)
_WORKERS: Final = 2
# Each worker answers so many at once; the register's writers queue anyway.
_THREADS: Final = 4


@dataclass(frozen=True, slots=True)
class Listening:
    """Where the desk listens; ``browser`` opens it there."""

    host: str = "127.0.0.1"
    port: int = 8780
    browser: bool = True

    @property
    def address(self) -> str:
        """The address on this machine."""
        host = "127.0.0.1" if self.host in ("0.0.0.0", "::") else self.host  # noqa: S104
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}/"


def prepare(place: RegisterPlace) -> Register:
    """The data folder with its secret key, all tables, and the register, looked at.

    Raises:
        OutputError: the folder or the database can't be used.
        DataError: the register was made by a newer program, or its guards are gone.

    """
    prepared(place)
    make_secret_key(place.folder)
    (place.folder / "cache").mkdir(exist_ok=True, mode=0o700)
    os.environ[DATA_VARIABLE] = str(place.folder)
    set_up_web()
    register = open_register(place, check_guards=False)
    migrated(place)
    return open_register(place) if register else register


def nobody_there() -> bool:
    """Whether no account was made yet."""
    from ..accounts.models import Person

    return not Person.objects.exists()


def make_administrator(register: Register, name: str, password: str) -> None:
    """The first account: an administrator, with all that a desk does in every office.

    Raises:
        OutputError: the name or the password will not do.

    """
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    from ..accounts.models import EVERY_OFFICE, Person, Post
    from ..accounts.roles import ROLES
    from ..chain import Act, append
    from ..writing import written

    person = Person(username=name)
    person.set_password(password)
    try:
        person.clean_fields()
        validate_password(password, person)
    except ValidationError as error:
        raise OutputError(
            Problem(
                "administrator",
                worded(
                    "this can't be the first account: {reason}", reason=" ".join(error.messages)
                ),
                "Choose another name or password.",
            )
        ) from error

    def work() -> None:
        person.save()
        for role in ROLES:
            Post.objects.create(person=person, office=EVERY_OFFICE, role=role)
        append("account-made", Act(name, {"account": name, "roles": sorted(ROLES)}))

    written(register, work)


def serve(place: RegisterPlace, listening: Listening) -> None:
    """Serve until SIGTERM or SIGINT. A process that dies is started again."""
    from django.db import connection
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    connection.close()  # The processes that serve have their own.
    os.environ.setdefault(ADDRESS_VARIABLE, "")
    # granian begins its processes in this way. A fork of one that has written a PDF (the
    # demonstration is issued here) or has threads could set no page.
    multiprocessing.set_start_method("spawn", force=True)
    server = Server(
        "aftersales_docs.desk.web.wsgi:application",
        address=listening.host,
        port=listening.port,
        interface=Interfaces.WSGI,
        workers=_WORKERS,
        blocking_threads=_THREADS,
        respawn_failed_workers=True,
        respawn_interval=1,
        workers_kill_timeout=20,
        websockets=False,
        log_level=LogLevels.warning,
    )
    jobs = Jobs(place.folder)
    server.on_startup(jobs.start)
    server.on_shutdown(jobs.end)
    if listening.browser:
        timer = threading.Timer(2, webbrowser.open, [listening.address])
        timer.daemon = True
        timer.start()
    try:
        server.serve()
    finally:
        jobs.end()


class Jobs:
    """The process that does long jobs, started again when it dies."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._ending = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and somebody to look after it."""
        threading.Thread(target=self._look_after, daemon=True).start()

    def _look_after(self) -> None:
        while not self._ending.is_set():
            # By posix_spawn, which close_fds rules out: Popen's fork waits on a pipe for its exec,
            # and a server that forks a worker just then keeps that pipe open for ever.
            self._process = subprocess.Popen(  # noqa: S603 (our own program)
                [sys.executable, "-m", "aftersales_docs.desk.web.jobs", str(self._folder)],
                close_fds=False,
            )
            self._process.wait()
            self._ending.wait(2)

    def end(self) -> None:
        """Let it finish the job that it is at, then end it."""
        self._ending.set()
        process = self._process
        if process is None or process.poll() is not None:
            return
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
