"""A copy of the register while it is used, and a register made of it.

The database is copied first, then the files that the copy names: each was there before its row,
and none is taken away meanwhile. A copy is of one moment, and is restored to that moment.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import tempfile
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Final

from django.db import connection, transaction

from ..errors import DataError, OutputError, Place, Problem, UsageError, worded
from .chain import now
from .checkpoints import KEY
from .faults import reached
from .inputs import named_in
from .object_store import file_store
from .opening import Register
from .place import RegisterPlace
from .store import FileStore, sha256
from .writing import copying

ABOUT: Final = "backup.json"
_DUMP: Final = "register.dump"
# The desk's secret, of which those of webhooks are made, and the house file; tables dropped in and
# archives of jobs, of which rows of the database tell.
_BESIDE: Final = (KEY, "web-secret-key", "house.yaml")
_WORKING: Final = ("bulk", "jobs")


def backup(register: Register, folder: Path, pg_dump: str = "pg_dump") -> int:
    """Copy the register into ``folder``, which must not be there; gives the number of files.

    The folder gets its name last: a copy that was cut off does not look like one.

    Raises:
        OutputError: the folder is there, can't be written, or the database can't be copied.

    """
    if folder.exists():
        raise _refused("backup-there", folder, "it is there already.", "Name a new folder.")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        part = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as error:
        raise _failed(folder, error) from error
    try:
        moment = now()
        with copying(register.place):
            names = _copy_database(register.place, part, pg_dump)
            reached("database-copied")
            count = _copy_files(register, part, names)
            _copy_beside(register.place.folder, part)
        about = {"moment": moment, "database": "postgresql" if register.place.url else "sqlite"}
        (part / ABOUT).write_text(json.dumps(about) + "\n", encoding="utf-8")
        _settled(part)
        part.rename(folder)
    except OSError as error:
        raise _failed(folder, error) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return count


def _copy_beside(source: Path, target: Path) -> None:
    """What of the data folder is copied as it lies there, there or back.

    A working copy may be made or taken away meanwhile: what is gone is left out.
    """
    for name in _BESIDE:
        if (source / name).exists():
            shutil.copy(source / name, target / name)
    for folder in _WORKING:
        for path in sorted((source / folder).rglob("*")):
            place = target / path.relative_to(source)
            with suppress(FileNotFoundError):
                if path.is_dir():
                    place.mkdir(mode=0o700, parents=True, exist_ok=True)
                else:
                    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                    shutil.copy(path, place)


def _copy_database(place: RegisterPlace, folder: Path, pg_dump: str) -> set[str]:
    """Copy the database; the hashes of the files that the copy names."""
    if place.url:
        return _dumped(place, folder, pg_dump)
    try:
        with (
            closing(sqlite3.connect(f"file:{place.sqlite}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(folder / place.sqlite.name)) as target,
        ):
            source.backup(target)
            return _names_in(target.cursor())
    except sqlite3.Error as error:
        raise _failed(place.sqlite, error) from error


def _dumped(place: RegisterPlace, folder: Path, pg_dump: str) -> set[str]:
    """Dump PostgreSQL's database as this transaction sees it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
        command = [pg_dump, "--format=custom", f"--file={folder / _DUMP}"]
        _run([*command, f"--snapshot={snapshot}", *_named(place)], place)
        return _names_in(cursor)


def _names_in(cursor: Any) -> set[str]:
    cursor.execute("SELECT sha256 FROM register_storedfile")
    found = {str(name) for (name,) in cursor.fetchall()}
    cursor.execute(
        "SELECT content FROM register_draft UNION ALL "
        "SELECT inputs FROM register_document WHERE issued_at = '' AND state <> 'purged'"
    )
    for (inputs,) in cursor.fetchall():
        found |= set(named_in(inputs).values())
    return found


def _copy_files(register: Register, folder: Path, names: set[str]) -> int:
    """All files that rows name; a file that is lost or changed is not carried on in silence."""
    source = file_store(register.place)
    target = FileStore(folder / "files")
    target.root.mkdir(mode=0o700)
    for name in sorted(names):
        content = source.get(name)
        if content is None or sha256(content) != name:
            raise OutputError(
                Problem(
                    "stored-file-bad",
                    worded("the file {digest} is missing or was changed.", digest=name[:16]),
                    "Run 'register verify', and put the file back from a copy.",
                )
            )
        target.put(content)
    return len(names)


def restore(folder: Path, to: RegisterPlace, pg_restore: str = "pg_restore") -> str:
    """Make a register at ``to`` of the copy in ``folder``; gives the moment it is of.

    Raises:
        DataError: ``folder`` is no copy, or one of the other kind of database.
        OutputError: there is something at ``to`` already, or it can't be written.

    """
    about = _about(folder)
    if about["database"] != ("postgresql" if to.url else "sqlite"):
        raise DataError(
            Problem(
                "backup-of-other-database",
                worded("the copy is one of {database}.", database=about["database"]),
                "Restore it into a database of that kind.",
                place=Place(str(folder)),
            )
        )
    if to.folder.exists() and any(to.folder.iterdir()):
        raise _refused(
            "restore-over",
            to.folder,
            "there is something already, and nothing is overwritten.",
            "Name a new folder.",
        )
    part = Path(tempfile.mkdtemp(prefix=f".{to.folder.name}-", dir=_parent(to.folder)))
    try:
        _put_back(folder, part, to, pg_restore)
        if to.folder.exists():
            to.folder.rmdir()
        part.rename(to.folder)
    except OSError as error:
        raise _failed(to.folder, error) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return str(about["moment"])


def _parent(folder: Path) -> Path:
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _failed(folder, error) from error
    return folder.parent


def _put_back(folder: Path, part: Path, to: RegisterPlace, pg_restore: str) -> None:
    _copy_beside(folder, part)
    named = (to.sqlite.name,) if to.files_url else ("files", to.sqlite.name)
    if to.files_url:
        target, source_files = file_store(to), FileStore(folder / "files")
        for name in source_files.names():
            target.put(source_files.get(name) or b"")
    for name in named:
        source = folder / name
        if source.is_dir():
            shutil.copytree(source, part / name)
        elif source.exists():
            shutil.copy(source, part / name)
    if not to.url:
        return
    # The dump makes its tables; where tables of that name are there, all of it is taken back.
    dump = str(folder / _DUMP)
    _run(
        [
            pg_restore,
            "--no-owner",
            "--exit-on-error",
            "--single-transaction",
            *_named(to),
            dump,
        ],
        to,
    )


def _named(place: RegisterPlace) -> list[str]:
    """The database for PostgreSQL's programs; the password goes by the environment."""
    data = place.database()
    given = [f"--dbname={data['NAME']}", "--no-password"]
    for option, name in (("host", "HOST"), ("port", "PORT"), ("username", "USER")):
        if data[name]:
            given.append(f"--{option}={data[name]}")
    return given


def _run(command: list[str], place: RegisterPlace) -> None:
    secret = str(place.database()["PASSWORD"])
    environment = {**os.environ, **({"PGPASSWORD": secret} if secret else {})}
    try:
        done = subprocess.run(  # noqa: S603
            command, env=environment, capture_output=True, text=True, check=False
        )
    except OSError as error:
        raise OutputError(
            Problem(
                "program-missing",
                worded("{program} can't be run.", program=command[0]),
                "Install PostgreSQL's client programs, or name the program.",
            )
        ) from error
    if done.returncode:
        told = (done.stderr.strip().splitlines() or [""])[0][:300]
        raise OutputError(
            Problem(
                "database-not-copied",
                worded(
                    "{program} failed: {reason}.", program=command[0], reason=told.rstrip(".?! ")
                ),
                "Its version must be that of the server or newer. Restore into an empty database.",
            )
        )


def _about(folder: Path) -> dict[str, str]:
    try:
        data = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
        return {"moment": str(data["moment"]), "database": str(data["database"])}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(
            Problem(
                "no-backup",
                "the folder holds no copy of a register.",
                "Name a folder that 'register backup' made.",
                place=Place(str(folder)),
            )
        ) from error


def refuse_until(moment: str, folder: Path) -> None:
    """A copy is of one moment; another can't be had of it.

    Raises:
        UsageError: always, unless ``moment`` is that of the copy.

    """
    own = _about(folder)["moment"]
    if moment != own:
        raise UsageError(
            Problem(
                "backup-of-one-moment",
                worded("the copy is of {moment}, and of no other moment.", moment=own),
                "Name the copy of the moment that you want.",
            )
        )


def _settled(folder: Path) -> None:
    for path in folder.rglob("*"):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _refused(code: str, path: Path, message: str, cure: str) -> OutputError:
    return OutputError(Problem(code, message, cure, place=Place(str(path))))


def _failed(path: Path, error: Exception) -> OutputError:
    reason = getattr(error, "strerror", None) or str(error)
    return OutputError(
        Problem(
            "backup-failed",
            worded("the copy failed ({reason}).", reason=reason),
            "See that there is room and that you may write there; nothing was left behind.",
            place=Place(str(path)),
        )
    )
