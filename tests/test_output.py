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
from aftersales_docs.leftovers import Unfinished
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


def test_what_is_replaced_keeps_its_permissions(tmp_path: Path) -> None:
    private, open_one, new = (tmp_path / name for name in ("private", "open", "new"))
    for path, mode in ((private, 0o600), (open_one, 0o666)):
        path.write_bytes(b"old")
        path.chmod(mode)
    write_files({private: b"x", open_one: b"x", new: b"x"}, force=True)
    modes = [path.stat().st_mode & 0o777 for path in (private, open_one)]
    assert modes == [0o600, 0o666]
    mask = os.umask(0o022)
    os.umask(mask)
    assert new.stat().st_mode & 0o777 == 0o666 & ~mask


def test_a_link_in_the_place_is_not_followed(tmp_path: Path) -> None:
    real, link = tmp_path / "real.pdf", tmp_path / "link.pdf"
    real.write_bytes(b"real")
    real.chmod(0o600)
    link.symlink_to(real)
    with pytest.raises(OutputError, match="exists already"):
        write_files({link: b"x"})
    write_files({link: b"x"}, force=True)
    assert (real.read_bytes(), link.read_bytes(), link.is_symlink()) == (b"real", b"x", False)
    assert link.stat().st_mode & 0o777 != 0o600


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
    assert not out.exists() or os.listdir(out) == []


# Killed runs

KILLED = """
import os, sys
from pathlib import Path
from aftersales_docs import output
place = output._place
calls = []

def stop(temporary, path, *, force):
    if len(calls) == int(sys.argv[2]):
        os.kill(os.getpid(), 9)
    calls.append(path)
    place(temporary, path, force=force)

output._place = stop
folder = Path(sys.argv[1])
output.write_files({folder / "a.docx": b"word", folder / "a.pdf": b"page"})
"""


def killed(folder: Path, after: int) -> None:
    """A run that is killed after it has given ``after`` of its two files their names."""
    done = subprocess.run([sys.executable, "-c", KILLED, str(folder), str(after)], check=False)
    assert done.returncode == -9
    assert [one for one in os.listdir(folder) if one.endswith(".part")]


def aged(folder: Path) -> None:
    for path in folder.iterdir():
        os.utime(path, (1, 1))


@pytest.mark.parametrize("after", [0, 1])
def test_the_next_run_cleans_up_and_makes_what_is_missing(after: int, tmp_path: Path) -> None:
    killed(tmp_path, after)
    aged(tmp_path)
    write_files({tmp_path / "a.docx": b"word", tmp_path / "a.pdf": b"page"})
    assert sorted(os.listdir(tmp_path)) == ["a.docx", "a.pdf"]
    assert (tmp_path / "a.pdf").read_bytes() == b"page"


def test_another_run_cleans_up_too(tmp_path: Path) -> None:
    killed(tmp_path, 0)
    aged(tmp_path)
    write_files({tmp_path / "b.docx": b"other"})
    assert os.listdir(tmp_path) == ["b.docx"]


def test_one_that_is_there_and_differs_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"mine")
    with pytest.raises(OutputError, match="exists already"):
        write_files({tmp_path / "a.docx": b"word", tmp_path / "a.pdf": b"page"})
    assert os.listdir(tmp_path) == ["a.docx"]


def test_what_another_run_is_writing_is_left_alone(tmp_path: Path) -> None:
    busy = Unfinished(tmp_path)
    busy.write(b"x", 0o600)
    os.utime(busy.path, (1, 1))
    write_files({tmp_path / "b.docx": b"other"})
    assert busy.path.exists()
    busy.close()
    assert os.listdir(tmp_path) == ["b.docx"]


def test_nothing_but_what_is_ours_is_cleaned_up(tmp_path: Path) -> None:
    names = [
        "x.part",
        ".a.docx.abcd1234.part",
        ".aftersales-docs-abc.part",
        "aftersales-docs.part",
    ]
    for name in names:
        (tmp_path / name).write_bytes(b"x")
    target = tmp_path / "target"
    target.write_bytes(b"x")
    (tmp_path / ".aftersales-docs-abcd1234.part").symlink_to(target)
    (tmp_path / ".aftersales-docs-abcd1235.part").mkdir()
    (tmp_path / ".aftersales-docs-abcd1236.part").write_bytes(b"x")  # Just made, by whomever.
    for name in (*names, "target"):
        os.utime(tmp_path / name, (1, 1))
    before = set(os.listdir(tmp_path))
    write_files({tmp_path / "b.docx": b"other"})
    assert set(os.listdir(tmp_path)) == before | {"b.docx"}


def test_a_file_that_is_replaced_keeps_its_rights(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")
    path.chmod(0o600)
    write_files({path: b"new"}, force=True)
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_new_file_has_the_usual_rights(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_files({tmp_path / "a.pdf": b"x"})
    finally:
        os.umask(before)
    assert (tmp_path / "a.pdf").stat().st_mode & 0o777 == 0o640
