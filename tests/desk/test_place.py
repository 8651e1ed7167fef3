"""Where a register lies: first use, network drives, databases, packages that are missing."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from aftersales_docs.desk import opening, place
from aftersales_docs.desk.network_drives import network_file_system
from aftersales_docs.desk.opening import Register, open_register
from aftersales_docs.desk.place import RegisterPlace, prepared, register_place
from aftersales_docs.errors import AftersalesError, DataError, OutputError, UsageError

Run = Callable[..., tuple[int, str, str]]
LOCAL = "/dev/sda1 / ext4 rw 0 0\n"


def test_a_register_is_made_on_first_use(place: RegisterPlace) -> None:
    assert not place.folder.exists()
    open_register(place)
    from aftersales_docs.desk.register.models import Document

    assert Document.objects.count() == 0
    assert place.folder.stat().st_mode & 0o077 == 0
    open_register(place)


@pytest.mark.parametrize(
    ("mounts", "found"),
    [
        (LOCAL, ""),
        (LOCAL + "srv:/x /data nfs4 rw 0 0\n", "nfs4"),
        (LOCAL + "//srv/x /data cifs rw 0 0\n", "cifs"),
        (LOCAL + "srv /data fuse.sshfs rw 0 0\n", "fuse.sshfs"),
        (LOCAL + "srv:/x /data nfs4 rw 0 0\n/dev/sdb /data/a ext4 rw 0 0\n", ""),
        (LOCAL + "srv:/x /data nfs4 rw 0 0\n/dev/sdb /data ext4 rw 0 0\n", ""),
        (LOCAL + "srv:/x /dat nfs4 rw 0 0\n", ""),
        ("srv:/x / nfs rw 0 0\n", "nfs"),
        (LOCAL + "srv:/x /data/a\\040b nfs rw 0 0\n", ""),
        ("", ""),
        ("rubbish\n", ""),
    ],
)
def test_a_network_drive_is_told(mounts: str, found: str) -> None:
    assert network_file_system(Path("/data/a/b"), mounts) == found


@pytest.mark.parametrize(
    "system",
    ["nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "ceph", "gpfs", "vboxsf", "virtiofs", "davfs"]
    + [f"fuse.{one}" for one in ("sshfs", "rclone", "mount-s3", "vmhgfs-fuse", "gvfsd-fuse")],
)
def test_every_system_over_the_network_is_told(system: str) -> None:
    assert network_file_system(Path("/data"), LOCAL + f"x /data {system} rw 0 0\n") == system


@pytest.mark.parametrize("system", ["ext4", "xfs", "btrfs", "tmpfs", "overlay", "zfs", "fuseblk"])
def test_a_disk_of_this_machine_is_none(system: str) -> None:
    assert not network_file_system(Path("/data"), LOCAL + f"x /data {system} rw 0 0\n")


def test_a_share_of_windows_is_told() -> None:
    assert network_file_system(Path(r"\\server\share"), "") == "UNC"


def test_a_mount_with_a_space_in_its_name() -> None:
    mounts = LOCAL + "srv:/x /data/a\\040b nfs rw 0 0\n"
    assert network_file_system(Path("/data/a b/c"), mounts) == "nfs"


def test_sqlite_on_a_network_drive_is_refused_and_postgresql_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place, "network_file_system", lambda _folder: "nfs4")
    with pytest.raises(OutputError) as refused:
        prepared(RegisterPlace(tmp_path / "x"))
    assert refused.value.problems[0].code == "register-on-network-drive"
    assert "nfs4" in str(refused.value)
    prepared(RegisterPlace(tmp_path / "x", "postgresql://a@b/c"))


@pytest.mark.parametrize(
    "url",
    ["mysql://a/b", "postgresql://", "postgresql://h:x/db", "desk", "postgres://h/d?options=x"],
)
def test_an_address_that_is_none(tmp_path: Path, url: str) -> None:
    with pytest.raises(UsageError):
        RegisterPlace(tmp_path, url).database()


def test_an_address_in_parts(tmp_path: Path) -> None:
    found = RegisterPlace(tmp_path, "postgresql://u:p%40@h:5433/d?sslmode=require").database()
    assert (found["USER"], found["PASSWORD"], found["PORT"]) == ("u", "p@", "5433")
    assert found["OPTIONS"] == {"sslmode": "require"}


def test_the_environment_names_the_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AFTERSALES_DOCS_DATA", str(tmp_path / "a"))
    monkeypatch.setenv("AFTERSALES_DOCS_DATABASE", "postgresql://a@b/c")
    assert register_place() == RegisterPlace(tmp_path / "a", "postgresql://a@b/c")
    assert register_place(tmp_path / "b").folder == tmp_path / "b"


def test_a_file_in_place_of_the_folder(run: Run, place: RegisterPlace) -> None:
    place.folder.write_text("x", encoding="utf-8")
    code, _, errors = run("register", "pattern", "--data", place.folder / "x")
    assert (code, "can't be made" in errors) == (1, True)


def test_a_database_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OutputError) as refused:
        open_register(RegisterPlace(tmp_path, "postgresql://a@127.0.0.1:1/c?connect_timeout=2"))
    assert refused.value.problems[0].code == "register-unusable"
    Register.current = None


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "register.sqlite3").write_bytes(b"no database" * 1000)
    with pytest.raises(AftersalesError) as refused:
        open_register(RegisterPlace(tmp_path))
    assert refused.value.problems[0].code == "register-unusable"


def test_a_register_of_a_newer_program(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "migrations_here", set)
    with pytest.raises(DataError) as refused:
        open_register(register.place)
    assert refused.value.problems[0].code == "register-newer"


def test_without_django_the_rest_works_and_the_register_says_what_is_missing(
    tmp_path: Path,
) -> None:
    code = (
        "import sys; sys.modules['django'] = None\n"
        "from aftersales_docs.cli import main\n"
        "main([*sys.argv[1:]])"
    )

    def ran(*args: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", code, *args]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    assert ran("kinds").returncode == 0
    refused = ran("register", "list", "--data", str(tmp_path / "x"))
    assert refused.returncode == 1
    assert "pip install 'aftersales-docs[desk]'" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_help_loads_no_django() -> None:
    code = (
        "import sys\n"
        "from aftersales_docs.cli import main\n"
        "try: main(['register', 'list', '--help'])\n"
        "except SystemExit: pass\n"
        "assert 'django' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)


def test_states_of_the_command_are_those_of_the_register() -> None:
    from aftersales_docs.commands import register_look
    from aftersales_docs.desk.register.models import STATES

    assert register_look.STATES == STATES
    assert set(register_look.STATE_WORDS) == set(STATES)
