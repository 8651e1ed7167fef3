"""Files come whole or not at all, and never over another in silence."""

from __future__ import annotations

import errno
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from aftersales_docs.errors import OutputError
from aftersales_docs.output import write_files
from tests.inputs import SAMPLES

PROGRAM = "import sys; from aftersales_docs.cli import main; main(sys.argv[1:])"


def test_writes_and_makes_the_folder(tmp_path: Path) -> None:
    target = tmp_path / "a" / "b.docx"
    write_files({target: b"x"})
    assert target.read_bytes() == b"x"
    assert os.listdir(target.parent) == ["b.docx"]


def test_never_overwrites_unasked(tmp_path: Path) -> None:
    old, new = tmp_path / "old.pdf", tmp_path / "new.pdf"
    old.write_bytes(b"old")
    with pytest.raises(OutputError, match=r"exists already.*--force"):
        write_files({new: b"n", old: b"o"})
    assert old.read_bytes() == b"old"
    assert not new.exists()
    write_files({old: b"o"}, force=True)
    assert old.read_bytes() == b"o"


def test_a_file_that_appears_meanwhile_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.pdf"
    first = tmp_path / "first.pdf"
    real = os.fsync

    def slow(handle: int) -> None:
        target.write_bytes(b"theirs")
        real(handle)

    monkeypatch.setattr(os, "fsync", slow)
    with pytest.raises(OutputError, match="exists already"):
        write_files({first: b"1", target: b"ours"})
    assert target.read_bytes() == b"theirs"
    assert os.listdir(tmp_path) == ["a.pdf"]


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        write_files({tmp_path / "a.pdf": b"x"})
    assert os.listdir(tmp_path) == []


def test_a_folder_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()
    with pytest.raises(OutputError, match="folder of this name"):
        write_files({tmp_path / "a.pdf": b"x"}, force=True)
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match=r"not a folder|can't be made"):
        write_files({tmp_path / "file" / "a.pdf": b"x"})


@pytest.mark.slow
def test_the_disk_is_full_in_the_middle_of_a_real_run(tmp_path: Path) -> None:
    """The PDF is larger than the room left; the Word file, already written, goes too."""
    out = tmp_path / "out"

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (16_000, 16_000))

    done = subprocess.run(
        [sys.executable, "-B", "-c", PROGRAM, "render", str(SAMPLES[0]), "-o", str(out)],
        preexec_fn=limited,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "can't be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert os.listdir(out) == []
