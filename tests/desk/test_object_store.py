"""Files in an object store: whole, found again, never changed, gone by purge."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import fsspec
import pytest

from aftersales_docs.desk.object_store import ObjectStore, file_store
from aftersales_docs.desk.opening import Register
from aftersales_docs.desk.place import FILES_VARIABLE, RegisterPlace, register_place
from aftersales_docs.desk.purging import purge
from aftersales_docs.desk.store import FileStore, sha256
from aftersales_docs.desk.verifying import verify
from aftersales_docs.errors import OutputError, UsageError

from .orders import issued, letter


@pytest.fixture(params=["memory", "file", "folder"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An address of each sort of store."""
    yield {"memory": "memory://bucket/desk", "file": f"file://{tmp_path}/o", "folder": ""}[
        request.param
    ]
    fsspec.filesystem("memory").store.clear()


def test_a_file_is_put_got_listed_and_removed(url: str, tmp_path: Path) -> None:
    store = file_store(RegisterPlace(tmp_path, files_url=url))
    digest = store.put(b"content")
    assert (digest, store.put(b"content")) == (sha256(b"content"), digest)
    assert (store.get(digest), store.get("0" * 64)) == (b"content", None)
    assert list(store.names()) == [digest]
    assert (store.has(digest), store.has("0" * 64)) == (True, False)
    assert list(store.leftovers([])) == []  # It is young.
    store.remove(digest)
    store.remove(digest)
    assert list(store.names()) == []


def test_a_register_with_its_files_elsewhere(quick: Register, url: str, tmp_path: Path) -> None:
    register = Register(replace(quick.place, files_url=url))
    Register.current = register.place
    document = issued(register, letter(tmp_path)).document
    assert list(verify(register, anew=False)) == []
    inside = list(FileStore(register.place.files).names())
    assert bool(inside) == (not url)
    purge(register, [document], date(2040, 1, 1), "x")
    assert list(file_store(register.place).names()) == []


class _Full:
    """A system that has no room, or that keeps half of what it is given."""

    def __init__(self, half: bool) -> None:
        self.half, self.kept = half, b""

    def pipe_file(self, _path: str, content: bytes) -> None:
        if not self.half:
            raise OSError(28, "No space left on device")
        self.kept = content[: len(content) // 2]

    def cat_file(self, _path: str) -> bytes:
        return self.kept


@pytest.mark.parametrize("half", [True, False])
def test_what_is_not_stored_whole_is_told(half: bool) -> None:
    system: Any = _Full(half)
    with pytest.raises(OutputError) as refused:
        ObjectStore(system, "x").put(b"content")
    assert refused.value.problems[0].code == "file-not-stored"


@pytest.mark.parametrize("url", ["nonsense://x", "file://relative"])
def test_an_address_that_is_none(url: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        file_store(RegisterPlace(tmp_path, files_url=url))


def test_the_environment_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FILES_VARIABLE, "memory://x")
    assert register_place().files_url == "memory://x"
