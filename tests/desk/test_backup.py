"""A copy made while others issue is whole, and comes back as a register that is proven."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from aftersales_docs.desk import backup as module
from aftersales_docs.desk.backup import backup, restore
from aftersales_docs.desk.opening import Register, open_register
from aftersales_docs.desk.place import DATABASE_VARIABLE, RegisterPlace
from aftersales_docs.desk.register.models import Document
from aftersales_docs.desk.verifying import verify
from aftersales_docs.errors import AftersalesError, UsageError
from tests.forked import Forked

from . import postgres, worker
from .orders import issued, letter

Run = Callable[..., tuple[int, str, str]]


def _elsewhere(register: Register, folder: Path, request: pytest.FixtureRequest) -> RegisterPlace:
    if not register.place.url:
        return RegisterPlace(folder)
    address = request.getfixturevalue("postgresql")
    name = f"{register.place.url.rpartition('/')[2]}b"
    return RegisterPlace(folder, postgres.new_database(address, name))


def _errors(register: Register) -> list[str]:
    found = verify(register, anew=False)
    return [one.code for one in found if one.severity.value == "error"]


@pytest.mark.wide
def test_a_copy_while_four_issue_is_whole(
    register: Register, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    count = 12
    folder = register.place.folder
    workers = [Forked(worker.main, folder, f"w{number}", count) for number in range(4)]
    workers[0].lines(3)
    backup(register, tmp_path / "copy")
    for one in workers:
        one.communicate(timeout=120)
    assert [one.returncode for one in workers] == [0] * 4
    made = Document.objects.count()
    place = _elsewhere(register, tmp_path / "new", request)
    restore(tmp_path / "copy", place)
    again = open_register(place)
    assert 3 <= Document.objects.count() <= made == 4 * count
    assert _errors(again) == []


def test_nothing_is_overwritten(quick: Register, tmp_path: Path) -> None:
    issued(quick, letter(tmp_path))
    backup(quick, tmp_path / "copy")
    with pytest.raises(AftersalesError) as refused:
        backup(quick, tmp_path / "copy")
    assert refused.value.problems[0].code == "backup-there"
    with pytest.raises(AftersalesError) as refused:
        restore(tmp_path / "copy", quick.place)
    assert refused.value.problems[0].code == "restore-over"
    if quick.place.url:  # The tables of a register are there, though the folder is new.
        with pytest.raises(AftersalesError) as refused:
            restore(tmp_path / "copy", RegisterPlace(tmp_path / "n", quick.place.url))
        assert refused.value.problems[0].code == "database-not-copied"
        assert not (tmp_path / "n").exists()
    assert _errors(quick) == []


def test_a_copy_that_fails_leaves_nothing(
    quick: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    issued(quick, letter(tmp_path))

    def full(*_args: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "_copy_files", full)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(AftersalesError) as refused:
        backup(quick, tmp_path / "copy")
    assert "No space left" in str(refused.value)
    assert sorted(tmp_path.iterdir()) == before


def test_a_lost_file_is_not_carried_on(quick: Register, tmp_path: Path) -> None:
    issued(quick, letter(tmp_path))
    shutil.rmtree(quick.place.files)
    with pytest.raises(AftersalesError) as refused:
        backup(quick, tmp_path / "copy")
    assert refused.value.problems[0].code == "stored-file-bad"


def test_the_commands(
    run: Run,
    quick: Register,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    issued(quick, letter(tmp_path))
    assert run("register", "backup", tmp_path / "copy")[0] == 0
    place = _elsewhere(quick, tmp_path / "new", request)
    monkeypatch.setenv(DATABASE_VARIABLE, place.url)
    code, _, told = run(
        "register", "restore", tmp_path / "copy", "--to", tmp_path / "n", "--until", "x"
    )
    assert (code, "no other moment" in told) == (2, True)
    assert run("register", "restore", tmp_path / "copy", "--to", tmp_path / "new")[0] == 0
    assert run("register", "verify", "--hashes-only", "--data", tmp_path / "new")[0] == 0
    code, _, told = run("register", "restore", tmp_path, "--to", tmp_path / "x")
    assert (code, "no copy" in told) == (1, True)


def test_another_moment_is_refused(quick: Register, tmp_path: Path) -> None:
    backup(quick, tmp_path / "copy")
    with pytest.raises(UsageError):
        module.refuse_until("2020-01-01T00:00:00.000Z", tmp_path / "copy")
