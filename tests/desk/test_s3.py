"""A register whose files lie in an object store that speaks S3, by a server on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path

import pytest

from aftersales_docs.desk.backup import backup, restore
from aftersales_docs.desk.files import sweep
from aftersales_docs.desk.object_store import ObjectStore, file_store
from aftersales_docs.desk.opening import Register, open_register
from aftersales_docs.desk.place import RegisterPlace
from aftersales_docs.desk.purging import purge
from aftersales_docs.desk.store import FileStore, sha256
from aftersales_docs.desk.verifying import verify

from .orders import issued, letter

_NUMBERS = count(1)
pytestmark = pytest.mark.slow
# S3 has no open door: any name and secret do for the server of the tests.
_SETTINGS = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": "us-east-1",
}


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of an empty bucket."""
    import s3fs
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    for name, value in (_SETTINGS | {"AWS_ENDPOINT_URL": f"http://{host}:{port}"}).items():
        monkeypatch.setenv(name, value)
    s3fs.S3FileSystem.clear_instance_cache()
    name = f"desk{next(_NUMBERS)}"  # The server keeps what another test has put.
    s3fs.S3FileSystem().mkdir(name)
    yield f"s3://{name}/files"
    s3fs.S3FileSystem.clear_instance_cache()
    server.stop()


def _bad(register: Register) -> list[str]:
    found = verify(register, anew=False)
    return [one.code for one in found if one.severity.value == "error"]


def test_files_are_put_got_listed_and_removed(bucket: str, tmp_path: Path) -> None:
    store = file_store(RegisterPlace(tmp_path, files_url=bucket))
    assert isinstance(store, ObjectStore)
    digest = store.put(b"content")
    assert (digest, store.put(b"content"), store.get(digest)) == (
        sha256(b"content"),
        digest,
        b"content",
    )
    assert (store.has(digest), store.has("0" * 64), store.get("0" * 64)) == (True, False, None)
    assert (list(store.names()), list(store.leftovers([]))) == ([digest], [])
    # Another process takes it away: what this one has listed before does not count.
    file_store(RegisterPlace(tmp_path, files_url=bucket)).remove(digest)
    assert (store.has(digest), list(store.names())) == (False, [])


def test_a_register_is_backed_up_and_restored(
    quick: Register, bucket: str, tmp_path: Path
) -> None:
    if quick.place.url:
        pytest.skip("where the files lie does not depend on the database")
    register = Register(replace(quick.place, files_url=bucket))
    Register.current = register.place
    document = issued(register, letter(tmp_path)).document
    assert not list(FileStore(register.place.files).names())
    assert sweep(register) == 0
    backup(register, tmp_path / "copy")
    assert len(list(FileStore(tmp_path / "copy" / "files").names())) == document.files.count()
    purge(register, [document], date(2040, 1, 1), "x")
    assert list(file_store(register.place).names()) == []
    assert _bad(register) == []
    # Into a folder, and into another place of the store.
    for at, url in (("folder", ""), ("elsewhere", f"{bucket}-again")):
        place = RegisterPlace(tmp_path / at, files_url=url)
        restore(tmp_path / "copy", place)
        again = open_register(place)
        assert _bad(again) == []
        assert len(list(file_store(place).names())) == 3
