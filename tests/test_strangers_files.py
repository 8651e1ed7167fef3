"""Finished files of others: told as what they are, read within bounds of time and memory."""

from __future__ import annotations

import io
import resource
import time
import zipfile
import zlib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner, Result

from aftersales_docs import compose, load, write
from aftersales_docs.cli import main
from aftersales_docs.embedding.attachments import MAX_BYTES, attached_files
from aftersales_docs.resources import data_root

ACT = data_root() / "samples" / "completion-certificate" / "paid-repair.de.de.yaml"
READERS = (("inspect",), ("extract",), ("clauses", "diff"))
OLE = bytes.fromhex("D0CF11E0A1B11AE1")


def run(*args: object) -> Result:
    result = CliRunner().invoke(main, [str(arg) for arg in args])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture(scope="module")
def finished() -> dict[str, bytes]:
    data = load(ACT)
    return {name: write(compose(data), name, data=data) for name in ("docx", "pdf")}  # type: ignore[arg-type]


def locked(pdf: bytes, user: str) -> bytes:
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as file:
        file.save(buffer, encryption=pikepdf.Encryption(user=user, owner="o", R=6))
    return buffer.getvalue()


FOREIGN: dict[str, tuple[Callable[[dict[str, bytes]], bytes], str]] = {
    "locked PDF": (lambda f: locked(f["pdf"], "secret"), "is encrypted"),
    "cut PDF": (lambda f: f["pdf"][:-3000], "cut off"),
    "text": (lambda f: b"just words", "a text file"),
    "HTML": (lambda f: b"<!DOCTYPE html><html></html>", "an HTML page"),
    "picture": (lambda f: b"\x89PNG\r\n\x1a\n\0\0", "another program"),
    "empty": (lambda f: b"", "an empty file"),
    "locked Word": (
        lambda f: OLE + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le"),
        "encrypted with a password",
    ),
    "old Word": (lambda f: OLE + b"\0" * 500, "an old Word file"),
    "cut Word": (lambda f: f["docx"][:-3000], "cut off"),
    "Excel": (lambda f: zipped("xl/workbook.xml", b"<x/>"), "an Excel"),
    "OpenDocument": (lambda f: zipped("mimetype", b"odt"), "an OpenDocument file"),
    "archive": (lambda f: zipped("a.txt", b"x"), "a ZIP archive"),
}


def zipped(name: str, content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize("command", READERS, ids=" ".join)
@pytest.mark.parametrize(("make", "message"), FOREIGN.values(), ids=FOREIGN)
def test_a_foreign_file_is_told_as_what_it_is(
    command: tuple[str, ...],
    make: Callable[[dict[str, bytes]], bytes],
    message: str,
    finished: dict[str, bytes],
    tmp_path: Path,
) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(make(finished))
    done = run(*command, file)
    assert done.exit_code == 1
    assert message in done.output
    assert str(file) in done.output


def test_a_pdf_that_only_its_owner_may_change_is_read(
    finished: dict[str, bytes], tmp_path: Path
) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(locked(finished["pdf"], ""))
    assert run("inspect", file).exit_code == 0


# Bombs


@lru_cache(maxsize=1)
def zeros(size: int) -> bytes:
    packer = zlib.compressobj(9)
    piece = b"\0" * 2**20
    return b"".join(packer.compress(piece) for _ in range(size // 2**20)) + packer.flush()


def pdf_bomb(pdf: bytes, size: int, times: int = 1) -> bytes:
    """A PDF with an attachment that unpacks to ``size``, packed so many ``times``."""
    content = zeros(size)
    for _ in range(times - 1):
        content = zlib.compress(content, 9)
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as file:
        filters = pikepdf.Array([pikepdf.Name.FlateDecode] * times)
        stream = pikepdf.Stream(file, b"")
        stream.write(content, filter=filters)
        spec = pikepdf.Dictionary(
            Type=pikepdf.Name.Filespec,
            F="bomb",
            UF="bomb",
            EF=pikepdf.Dictionary(F=file.make_indirect(stream)),
        )
        file.Root.Names.EmbeddedFiles.Names.extend(["zz", file.make_indirect(spec)])
        file.save(
            buffer, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none
        )
    return buffer.getvalue()


@pytest.mark.parametrize("command", READERS, ids=" ".join)
@pytest.mark.parametrize("times", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_an_attachment_that_grows_is_stopped(
    command: tuple[str, ...], times: int, finished: dict[str, bytes], tmp_path: Path
) -> None:
    file = tmp_path / "bomb.pdf"
    file.write_bytes(pdf_bomb(finished["pdf"], 1500 * 2**20, times))
    attached_files.cache_clear()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    done = run(*command, file)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert done.exit_code == 1
    assert "reading what is inside takes more than" in done.output
    assert grown < 200 * 2**10  # In kB: this process did not unpack it.


def test_a_part_of_a_word_file_is_unpacked_no_further_than_it_may_be(
    finished: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even where the archive claims that it is small."""
    read: list[int] = []
    real = zipfile.ZipExtFile.read

    def counted(self: zipfile.ZipExtFile, n: int = -1) -> bytes:
        found = real(self, n)
        read.append(len(found))
        return found

    monkeypatch.setattr(zipfile.ZipExtFile, "read", counted)
    buffer = io.BytesIO(finished["docx"])
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("customXml/bomb.xml", b"<a>" + b" " * (20 * MAX_BYTES) + b"</a>")
    attached_files.cache_clear()
    assert attached_files(buffer.getvalue())
    assert max(read) <= MAX_BYTES + 1


def test_a_quote_that_is_never_closed_is_read_in_one_go(
    finished: dict[str, bytes], tmp_path: Path
) -> None:
    """Twenty times as long takes not more than sixty times as much: linear, not quadratic."""

    def seconds(length: int) -> float:
        file = tmp_path / "a.json"
        file.write_text('{"a":"' + '\\"' * length, encoding="utf-8")
        begun = time.perf_counter()
        done = run("check", file)
        assert "a quote is opened here and not closed" in done.output
        return time.perf_counter() - begun

    seconds(10)
    assert seconds(400_000) < 60 * max(seconds(20_000), 0.01)
