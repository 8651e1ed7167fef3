"""The documents' files, by the SHA-256 of their content: whole or not at all, never changed."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from .. import leftovers
from ..errors import OutputError, Place, Problem, worded
from ..leftovers import Unfinished

# Another process may be just before the commit that names its file.
YOUNG_SECONDS = 3600.0


def sha256(content: bytes) -> str:
    """The name of ``content``."""
    return hashlib.sha256(content).hexdigest()


class FileStore:
    """A folder of files by hash, two figures of it a folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, digest: str) -> Path:
        """Where the file of that hash lies, or would."""
        return self.root / digest[:2] / digest

    def put(self, content: bytes) -> str:
        """Store ``content``; what is there already stays as it is.

        Raises:
            OutputError: it can't be written.

        """
        digest = sha256(content)
        path = self.path(digest)
        try:
            if path.is_file() and sha256(path.read_bytes()) == digest:
                return digest
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            unfinished = Unfinished(path.parent)
            try:
                unfinished.write(content, 0o400)
                unfinished.path.replace(path)
            finally:
                unfinished.close()
            _settle(path.parent)
            _settle(self.root)
        except OSError as error:
            raise OutputError(
                Problem(
                    "file-not-stored",
                    worded(
                        "a file of the register can't be written ({reason}).",
                        reason=error.strerror,
                    ),
                    "See that there is room and that you may write there; then try again.",
                    place=Place(str(path.parent)),
                )
            ) from error
        return digest

    def get(self, digest: str) -> bytes | None:
        """The content of that hash; ``None`` where it is not there or can't be read."""
        try:
            return self.path(digest).read_bytes()
        except OSError:
            return None

    def has(self, digest: str) -> bool:
        """Whether a file of that hash is there."""
        return self.path(digest).is_file()

    def remove(self, digest: str) -> None:
        """Take the file of that hash away, if it is there."""
        with suppress(FileNotFoundError):
            self.path(digest).unlink()

    def names(self) -> Iterator[str]:
        """The hashes of all files."""
        for folder in sorted(self.root.glob("[0-9a-f][0-9a-f]")):
            for path in sorted(folder.iterdir()):
                if not path.name.startswith("."):
                    yield path.name

    def leftovers(self, wanted: Iterable[str]) -> Iterator[str]:
        """The files that are not ``wanted`` and not young; unfinished ones are taken away."""
        known, now = set(wanted), time.time()
        for folder in self.root.glob("[0-9a-f][0-9a-f]"):
            leftovers.clean(folder)
        for name in self.names():
            if name in known:
                continue
            with suppress(OSError):
                if now - self.path(name).stat().st_mtime > YOUNG_SECONDS:
                    yield name


def _settle(folder: Path) -> None:
    """See that the names in ``folder`` are on the disk."""
    with suppress(OSError):  # Not every system lets a folder be opened.
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
