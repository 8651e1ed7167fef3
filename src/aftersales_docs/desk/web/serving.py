"""The desk as a running program: prepared, served by granian, ended cleanly."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
import webbrowser
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ...errors import OutputError, Problem, worded
from ..opening import Register, open_register
from ..place import DATA_VARIABLE, RegisterPlace, prepared
from .environment import ADDRESS_VARIABLE, make_secret_key
from .starting import migrated, set_up_web

if TYPE_CHECKING:
    from granian.server.common import AbstractServer

USER_VARIABLE: Final = "AFTERSALES_DOCS_ADMIN"
PASSWORD_VARIABLE: Final = "AFTERSALES_DOCS_ADMIN_PASSWORD"  # noqa: S105 (a name)
_WORKERS: Final = 2
# Each worker answers so many at once; the register's writers queue anyway.
_THREADS: Final = 4
# A server that ran for so many seconds was well; one that did not may be begun so often anew.
_STEADY: Final = 60
_BEGINNINGS: Final = 5
_DYING: Final = Problem(
    "desk-processes",
    "the processes that serve the desk died as often as they were started.",
    "Look above for what they said, and whether the machine has memory left; then serve again.",
)


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
    """Serve until SIGTERM or SIGINT. A process that dies is started again.

    Raises:
        OutputError: those that serve die as often as they are started.

    """
    from django.db import connection

    connection.close()  # The processes that serve have their own.
    os.environ.setdefault(ADDRESS_VARIABLE, "")
    # granian begins its processes in this way. A fork of one that has written a PDF (the
    # demonstration is issued here) or has threads could set no page.
    multiprocessing.set_start_method("spawn", force=True)
    if listening.browser:
        timer = threading.Timer(2, webbrowser.open, [listening.address])
        timer.daemon = True
        timer.start()
    failed = 0
    while True:
        began = time.monotonic()
        if _served(listening, place.folder):
            return
        failed = 1 if time.monotonic() - began > _STEADY else failed + 1
        if failed > _BEGINNINGS:
            raise OutputError(_DYING)
        if _ended_within(min(2**failed, 30)):
            return


def _served(listening: Listening, folder: Path) -> bool:
    """Whether a server ended as it was told to; one whose processes died again at once did not.

    granian starts a process again when it dies, and gives up when that dies within seconds too.
    Two may be ended soon after each other on a machine short of memory, and be well again.
    """
    server = _server(listening)
    jobs = Jobs(folder)
    server.on_startup(jobs.start)
    server.on_shutdown(jobs.end)
    try:
        server.serve()
    except SystemExit as end:
        if not end.code:
            raise
        return bool(server.interrupt_signal)
    finally:
        jobs.end()
    return True


def _server(listening: Listening) -> AbstractServer[Any]:
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    return Server(
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


def _ended_within(seconds: float) -> bool:
    """Whether somebody ends the program in that time."""
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    return ended.wait(seconds)


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
