"""What a batch remembers of its folder: who works there, what names it has, what is made.

It lies in a folder of its own inside the output, so that a run that was killed can be taken up:

- ``lock`` is locked by the system for as long as the run lives, and no longer.
- ``names.sqlite`` holds the names that this run and earlier ones gave. It is on the disk
  before the first file is, so that a file of such a name is known to be ours.
- ``manifest.jsonl`` has a line for each row that is made: the row's fingerprint, and the hash
  of each file. Lines are only ever added; one that is torn is not read.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import sqlite3
import time
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from ..errors import OutputError, Place, Problem, worded

__all__ = ["FOLDER", "Made", "State"]

FOLDER: Final = ".aftersales-docs-batch"
_SYNC_SECONDS: Final = 1.0
_TABLES: Final = """
create table if not exists names (key text primary key, name text, row integer, sorted text);
create index if not exists names_by_row on names (row);
create table if not exists ours (key text primary key);
"""


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of a row: its fingerprint, the hashes of its files by name, its warnings.

    ``accepted`` are the codes of warnings that the user has taken upon himself.
    """

    fingerprint: str
    files: Mapping[str, str]
    warnings: tuple[str, ...] = ()
    accepted: tuple[str, ...] = ()


def _packed(made: Made, name: str | None = None) -> str:
    """``made`` as a line; with its ``name``, as the manifest has it."""
    line: dict[str, Any] = {"row": made.fingerprint}
    if name is not None:
        line["name"] = name
    line |= {"files": dict(made.files), "warnings": list(made.warnings)}
    if made.accepted:
        line["accepted"] = list(made.accepted)
    return json.dumps(line, ensure_ascii=False)


def _made_of(line: Mapping[str, Any]) -> Made:
    found = (tuple(line.get(name, ())) for name in ("warnings", "accepted"))
    return Made(line["row"], line["files"], *found)


def name_key(name: str) -> str:
    """What makes two names one file on Windows and macOS."""
    return unicodedata.normalize("NFC", name).casefold()


def _problem(folder: Path, message: str, cure: str, code: str = "output") -> OutputError:
    return OutputError(Problem(code, message, cure, place=Place(str(folder))))


class State:
    """The memory of one batch in ``folder``; opened by one run at a time."""

    def __init__(self, folder: Path) -> None:
        """Take the folder for this run.

        Raises:
            OutputError: another batch works there, or it can't be written to.

        """
        self.folder = folder
        self.parts = folder / "parts"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise _problem(
                folder,
                worded("the folder can't be made ({reason}).", reason=error.strerror),
                "Name one you may write to.",
            ) from error
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(self._lock)
            raise _problem(
                folder.parent,
                "another batch is at work in this folder.",
                "Wait until it has ended, or choose another folder.",
                "folder-in-use",
            ) from error
        # What a killed run had not finished; its workers may still write there, to no end.
        shutil.rmtree(self.parts, ignore_errors=True)
        self.parts.mkdir(exist_ok=True)
        self._names = sqlite3.connect(folder / "names.sqlite", isolation_level=None)
        self._names.executescript(_TABLES)
        self._manifest: IO[bytes] | None = None
        self._synced = 0.0

    def close(self) -> None:
        """Let go of the folder."""
        if self._manifest is not None:
            with suppress(OSError):  # A full disk is told where it was met.
                os.fdatasync(self._manifest.fileno())
                self._manifest.close()
        self._names.close()
        shutil.rmtree(self.parts, ignore_errors=True)
        os.close(self._lock)

    # --- names ---------------------------------------------------------------------------

    def begin_names(self) -> None:
        """Begin to plan: from here to ``end_names`` all is kept, or nothing."""
        self._names.execute("pragma synchronous=full")
        self._names.execute("begin immediate")
        self._names.execute("delete from names")

    def add_name(self, name: str, row: int, sorted_by: str) -> int | None:
        """Note the name of a row; if another row has it, that row's number."""
        key = name_key(name)
        try:
            self._names.execute(
                "insert into names values (?, ?, ?, ?)", (key, name, row, sorted_by)
            )
        except sqlite3.IntegrityError:
            found = self._names.execute("select row from names where key=?", (key,)).fetchone()
            return int(found[0])
        return None

    def is_ours(self, name: str) -> bool:
        """Whether an earlier run gave this name in this folder."""
        found = self._names.execute("select 1 from ours where key=?", (name_key(name),))
        return found.fetchone() is not None

    def end_names(self, *others: str) -> None:
        """Keep the names of this run, those of ``others`` too, on the disk."""
        self._names.execute("insert or ignore into ours select key from names")
        for name in others:
            self._names.execute("insert or ignore into ours values (?)", (name_key(name),))
        self._names.execute("commit")
        self._names.execute("begin")

    def drop_names(self) -> None:
        """Forget the plan: nothing is to be made of it."""
        if self._names.in_transaction:
            self._names.execute("rollback")

    def name_of(self, row: int) -> str | None:
        """The name of the row with this number."""
        found = self._names.execute(
            "select name from names where row=? limit 1", (row,)
        ).fetchone()
        return str(found[0]) if found else None

    def names(self) -> Iterator[str]:
        """All names: as they are to be printed, else in the order of the rows."""
        query = "select name from names order by sorted, row"
        for (name,) in self._names.execute(query):
            yield str(name)

    # --- what is made ---------------------------------------------------------------------

    def load_made(self) -> None:
        """Read what earlier runs made; the last line about a name counts."""
        self._names.execute("create temp table made (name text primary key, made text)")
        for line in self._lines():
            self._names.execute(
                "insert or replace into made values (?, ?)",
                (line["name"], _packed(_made_of(line))),
            )

    def _lines(self) -> Iterator[dict[str, Any]]:
        path = self.folder / "manifest.jsonl"
        if not path.exists():
            return
        with path.open("rb") as file:
            for line in file:
                try:
                    found = json.loads(line)
                except ValueError:
                    continue  # Torn by a crash: that row is made anew.
                if isinstance(found, dict) and {"row", "name", "files"} <= set(found):
                    yield found

    def made(self, name: str) -> Made | None:
        """What was made under a name."""
        found = self._names.execute("select made from made where name=?", (name,)).fetchone()
        return _made_of(json.loads(found[0])) if found else None

    def forget(self, name: str) -> None:
        """Leave out what an earlier run made under a name: the row has changed since."""
        self._names.execute("delete from made where name=?", (name,))

    def note(self, made: Mapping[str, Made]) -> None:
        """Add what was made, by name, to the manifest, and see it to the disk."""
        if self._manifest is None:
            self._manifest = self._appended()
        for name, one in made.items():
            self._manifest.write(_packed(one, name).encode() + b"\n")
            self._names.execute("insert or replace into made values (?, ?)", (name, _packed(one)))
        self._manifest.flush()
        # What a power cut takes away is made again; so a second's worth may be on its way.
        if time.monotonic() - self._synced > _SYNC_SECONDS:
            os.fdatasync(self._manifest.fileno())
            self._synced = time.monotonic()

    def _appended(self) -> IO[bytes]:
        """The manifest, to be added to; behind a torn line begins a new one."""
        path = self.folder / "manifest.jsonl"
        torn = False
        if path.exists() and path.stat().st_size:
            with path.open("rb") as file:
                file.seek(-1, os.SEEK_END)
                torn = file.read(1) != b"\n"
        opened = path.open("ab")
        if torn:
            opened.write(b"\n")
        return opened
