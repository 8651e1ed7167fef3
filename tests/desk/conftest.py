"""A register for each test: on SQLite always, on PostgreSQL where slow tests run."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from click.testing import CliRunner

from aftersales_docs.desk.opening import Register, open_register
from aftersales_docs.desk.place import DATABASE_VARIABLE, RegisterPlace
from aftersales_docs.desk.web.starting import set_up_web
from tests.registers import closed, empty

from . import postgres

# All apps, as one process has one set; before the modules of tests import their models.
set_up_web()
_NUMBERS = count(1)
Made = Callable[[], RegisterPlace]


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a server that runs for this session."""
    with postgres.server() as address:
        yield address


@pytest.fixture(scope="session")
def empty_database(postgresql: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a database with an empty register, to be copied: making one takes seconds."""
    url = postgres.new_database(postgresql, "empty")
    open_register(RegisterPlace(tmp_path_factory.mktemp("empty"), url))
    closed()
    return "empty"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def place(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[RegisterPlace]:
    """Where a register that nobody has opened yet lies."""
    url = ""
    if request.param == "postgresql":
        address = request.getfixturevalue("postgresql")
        opened = "register" in request.fixturenames
        like = request.getfixturevalue("empty_database") if opened else "template1"
        url = postgres.new_database(address, f"desk{next(_NUMBERS)}", like)
    monkeypatch.setenv(DATABASE_VARIABLE, url)
    monkeypatch.setenv("AFTERSALES_DOCS_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("AFTERSALES_DOCS_PERSON", "Katharina Vogt")
    yield RegisterPlace(tmp_path / "data", url)
    if Register.current is not None:
        closed()
    if url:
        postgres.drop(url)


@pytest.fixture
def register(place: RegisterPlace) -> Register:
    """An open, empty register."""
    if not place.url:
        shutil.copytree(empty(), place.folder)
    return open_register(place)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch, register: Register) -> Register:
    """A register whose documents are made in no time."""
    from aftersales_docs.desk import issuing

    from .orders import quickly_made

    monkeypatch.setattr(issuing, "made", quickly_made)
    monkeypatch.setattr(issuing, "check", lambda _order: [])
    return register


@pytest.fixture
def run() -> Callable[..., tuple[int, str, str]]:
    """The command line: exit code, what it prints, what it says of problems."""
    from aftersales_docs.cli import main

    def ran(*args: str | Path) -> tuple[int, str, str]:
        done = CliRunner().invoke(main, [str(one) for one in args])
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done.exit_code, done.stdout, done.stderr

    return ran
