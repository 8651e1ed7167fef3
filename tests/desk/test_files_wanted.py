"""A file that a purge takes away while another is about to name one of equal content stays."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from aftersales_docs.api import compose, write
from aftersales_docs.desk import faults
from aftersales_docs.desk.backup import backup, restore
from aftersales_docs.desk.draft_content import content_of_request
from aftersales_docs.desk.drafts import create, save
from aftersales_docs.desk.files import remove_files, sweep, wanted
from aftersales_docs.desk.importing import take_over
from aftersales_docs.desk.inputs import requested
from aftersales_docs.desk.issuing import issue
from aftersales_docs.desk.object_store import file_store
from aftersales_docs.desk.opening import Register, open_register
from aftersales_docs.desk.place import RegisterPlace
from aftersales_docs.desk.purging import purge
from aftersales_docs.desk.store import FileStore, sha256
from aftersales_docs.desk.verifying import verify
from aftersales_docs.desk.writing import copying, removing
from aftersales_docs.errors import OutputError
from aftersales_docs.loading import load

from .orders import issued, letter, order

LATER = date(2040, 1, 1)
PICTURE = "crack.png"
Write = Callable[[Register, Path], object]


def _path(folder: Path, name: str = "new.yaml", **fields: object) -> Path:
    picture = folder / PICTURE
    if not picture.exists():
        Image.new("RGB", (60, 40), "red").save(picture)
    enclosures = [{"title": "Riss", "file": PICTURE, "alt": "Ein Riss"}]
    return letter(folder, name, enclosures=enclosures, **fields)


def _hash(folder: Path) -> str:
    return sha256((folder / PICTURE).read_bytes())


def _bad(register: Register) -> list[str]:
    found = verify(register, anew=False)
    return [one.code for one in found if one.severity.value == "error"]


def _draft(register: Register, folder: Path) -> object:
    return create(register, content_of_request(requested(str(_path(folder)), None)), "Anna")


def _saved(register: Register, folder: Path) -> object:
    plain = content_of_request(requested(str(letter(folder, "plain.yaml")), None))
    row = create(register, plain, "Anna")
    content = content_of_request(requested(str(_path(folder)), None))
    return save(register, row.pk, 1, content, "Anna")


WRITES: dict[str, Write] = {
    "issue": lambda register, folder: issue(register, order(_path(folder), key="new")),
    "draft": _draft,
    "save": _saved,
}


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, Callable[[], None]], None]]:
    """Do something at a point of the run, the first time it is reached."""

    def set_up(point: str, what: Callable[[], None]) -> None:
        left = [what]

        def hook(reached: str) -> None:
            if reached == point and left:
                left.pop()()

        monkeypatch.setattr(faults, "hooks", [hook])

    yield set_up
    faults.hooks.clear()


def _in_thread(work: Callable[[], object]) -> tuple[threading.Thread, list[object]]:
    """Work beside this one, on a connection of its own."""
    result: list[object] = []

    def run() -> None:
        from django.db import connection

        try:
            result.append(work())
        except Exception as error:
            result.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread, result


def _whole(register: Register, folder: Path) -> None:
    store = file_store(register.place)
    named = wanted()
    assert _hash(folder) in named
    assert [one for one in named if not store.has(one)] == []
    assert not _bad(register)


@pytest.mark.parametrize("write", WRITES)
def test_purged_between_storing_and_naming(
    quick: Register, tmp_path: Path, write: str, at: Callable[..., None]
) -> None:
    """The purge is through before the row is written."""
    old = issued(quick, _path(tmp_path, "old.yaml"), key="old").document
    gone: list[bool] = []

    def purged() -> None:
        purge(quick, [old], LATER, "x")
        gone.append(not file_store(quick.place).has(_hash(tmp_path)))

    at("files-put", purged)
    WRITES[write](quick, tmp_path)
    assert gone == [True]  # The window was there.
    _whole(quick, tmp_path)


@pytest.mark.parametrize("write", WRITES)
def test_named_between_looking_and_removing(
    quick: Register, tmp_path: Path, write: str, at: Callable[..., None]
) -> None:
    """The purge has looked whether a row names the file, and one comes before it is removed."""
    old = issued(quick, _path(tmp_path, "old.yaml"), key="old").document
    beside: list[tuple[threading.Thread, list[object]]] = []

    def begin() -> None:
        beside.append(_in_thread(lambda: WRITES[write](quick, tmp_path)))
        beside[0][0].join(0.4)
        assert beside[0][0].is_alive()  # It waits for what is under way.

    at("files-unwanted", begin)
    purge(quick, [old], LATER, "x")
    thread, result = beside[0]
    thread.join(30)
    assert not any(isinstance(one, BaseException) for one in result), result
    _whole(quick, tmp_path)


@pytest.mark.parametrize("point", ["row-written", "frozen-files", "draft-row", "draft-saved"])
def test_removed_while_the_row_is_written(
    quick: Register, tmp_path: Path, point: str, at: Callable[..., None]
) -> None:
    """Rows that are not committed yet are waited for."""
    old = issued(quick, _path(tmp_path, "old.yaml"), key="old").document
    names = {_hash(tmp_path)}
    purge(quick, [old], LATER, "x")
    beside: list[tuple[threading.Thread, list[object]]] = []
    at(point, lambda: beside.append(_in_thread(lambda: remove_files(quick, names))))
    write = {"draft-row": "draft", "draft-saved": "save"}.get(point, "issue")
    WRITES[write](quick, tmp_path)
    thread, result = beside[0]
    thread.join(30)
    assert result in ([0], [1])  # A picture may go before the row, and is put again.
    _whole(quick, tmp_path)


def test_a_document_taken_over_beside_a_purge(
    register: Register, tmp_path: Path, at: Callable[..., None]
) -> None:
    """What a purge finds in no row yet is there once the document is."""
    (tmp_path / "before").mkdir()
    data = load(letter(tmp_path, number="KD-1"))
    content = write(compose(data), "pdf", data=data, with_data=True)
    (tmp_path / "before" / "a.pdf").write_bytes(content)
    store = file_store(register.place)
    at("files-put", lambda: remove_files(register, set(store.names())) and None)
    ((document, new),) = [
        one
        for one in take_over(register, tmp_path / "before", "main", "x")
        if isinstance(one, tuple)
    ]
    assert (document.number, new) == ("KD-1", True)
    assert all(store.has(one.sha256) for one in document.files.all())
    assert not _bad(register)


def test_what_is_swept_is_looked_at_once_more(
    quick: Register, tmp_path: Path, at: Callable[..., None]
) -> None:
    """An old file that nothing named is named before the sweep comes to it."""
    import os

    path = _path(tmp_path)
    store = FileStore(quick.place.files)
    digest = store.put((tmp_path / PICTURE).read_bytes())
    os.utime(store.path(digest), (1, 1))
    at("files-put", lambda: sweep(quick) and None)
    issued(quick, path)
    _whole(quick, tmp_path)


def test_the_files_of_a_cancelled_reservation_stay(quick: Register, tmp_path: Path) -> None:
    from aftersales_docs.desk import issuing
    from aftersales_docs.desk.chain import Act
    from aftersales_docs.desk.steps import step
    from aftersales_docs.desk.writing import written

    one = order(_path(tmp_path))
    row = written(quick, lambda: issuing._reserved(one), one.request.named.values())
    step(quick, row, "cancelled", Act("x", note="a mistake"))
    assert remove_files(quick, {_hash(tmp_path)}) == 0
    backup(quick, tmp_path / "copy")
    assert FileStore(tmp_path / "copy" / "files").has(_hash(tmp_path))


def test_nothing_is_purged_while_a_copy_is_made(
    quick: Register, tmp_path: Path, at: Callable[..., None]
) -> None:
    old = issued(quick, _path(tmp_path)).document
    refused: list[object] = []

    def try_it() -> None:
        thread, result = _in_thread(lambda: purge(quick, [old], LATER, "x"))
        thread.join(30)
        refused.extend(result)

    at("database-copied", try_it)
    backup(quick, tmp_path / "copy")
    assert isinstance(refused[0], OutputError)
    assert refused[0].problems[0].code == "register-being-copied"
    assert purge(quick, [old], LATER, "x")[0].kept is None
    with removing(quick.place), removing(quick.place):  # Erasing purges.
        pass
    with copying(quick.place), copying(quick.place):
        pass


def test_a_copy_has_the_files_of_its_moment(
    quick: Register, tmp_path: Path, at: Callable[..., None], request: pytest.FixtureRequest
) -> None:
    """A draft that is saved or deleted meanwhile names its file no more; the copy of it does."""
    content = content_of_request(requested(str(_path(tmp_path)), None))
    plain = content_of_request(requested(str(letter(tmp_path, "plain.yaml")), None))
    row = create(quick, content, "Anna")
    at("database-copied", lambda: save(quick, row.pk, 1, plain, "Anna") and None)
    backup(quick, tmp_path / "copy")
    place = RegisterPlace(tmp_path / "again")
    if quick.place.url:
        from . import postgres

        address = request.getfixturevalue("postgresql")
        name = f"{quick.place.url.rpartition('/')[2]}c"
        place = RegisterPlace(tmp_path / "again", postgres.new_database(address, name))
    restore(tmp_path / "copy", place)
    again = open_register(place)
    _whole(again, tmp_path)


def test_who_writes_rows_gives_their_files_to_the_transaction() -> None:
    """Nothing in the desk stores a file by itself, where a purge could take it."""
    from aftersales_docs import desk

    root = Path(desk.__file__).parent
    stores = {"store.py", "object_store.py", "writing.py", "backup.py"}
    found = {
        path.name
        for path in root.rglob("*.py")
        if re.search(r"(store|file_store\(.*\))\.put\(", path.read_text(encoding="utf-8"))
    }
    assert found <= stores
    assert "writing.py" in found
