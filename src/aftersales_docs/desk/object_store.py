"""The documents' files in an object store, through fsspec: whole or not at all, never changed.

An object is put by one request, and is seen once all of it is there. What was put is read back.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from ..errors import OutputError, Place, Problem, UsageError, worded
from .place import FILES_VARIABLE, RegisterPlace
from .store import YOUNG_SECONDS, FileStore, sha256


def file_store(place: RegisterPlace) -> FileStore | ObjectStore:
    """Where the files of a register lie: in its folder, or where it says.

    Raises:
        UsageError: the address can't be used.

    """
    if not place.files_url:
        return FileStore(place.files)
    if place.files_url.startswith("file://"):
        root = Path(place.files_url.removeprefix("file://"))
        if root.is_absolute():
            return FileStore(root)
    else:
        try:
            import fsspec

            system, root_name = fsspec.core.url_to_fs(place.files_url)
            return ObjectStore(system, root_name.rstrip("/"))
        except (ImportError, ValueError, OSError) as error:
            raise _address(str(error)) from error
    raise _address(place.files_url)


def _address(reason: str) -> UsageError:
    return UsageError(
        Problem(
            "files-address",
            worded(
                "{variable} can't be used: {reason}.",
                variable=FILES_VARIABLE,
                reason=reason.rstrip(".?! "),
            ),
            "Write file:///FOLDER, or an address that an installed package of fsspec knows.",
        )
    )


class ObjectStore:
    """Files by hash in a system of fsspec, two figures of it a folder."""

    def __init__(self, system: Any, root: str) -> None:
        self._system, self._root = system, root

    def path(self, digest: str) -> str:
        """Where the file of that hash lies, or would."""
        return f"{self._root}/{digest[:2]}/{digest}"

    def put(self, content: bytes) -> str:
        """Store ``content``; what is there already stays as it is.

        Raises:
            OutputError: it can't be written, or came back as something else.

        """
        digest = sha256(content)
        if self.get(digest) == content:
            return digest
        try:
            self._system.pipe_file(self.path(digest), content)
            if self.get(digest) != content:
                raise OSError(None, "it came back as something else")
        except Exception as error:  # (each system of fsspec has errors of its own)
            raise OutputError(
                Problem(
                    "file-not-stored",
                    worded(
                        "a file of the register can't be written ({reason}).",
                        reason=getattr(error, "strerror", None) or type(error).__name__,
                    ),
                    "See that there is room and that you may write there; then try again.",
                    place=Place(self._root),
                )
            ) from error
        return digest

    def get(self, digest: str) -> bytes | None:
        """The content of that hash; ``None`` where it is not there or can't be read."""
        try:
            return bytes(self._system.cat_file(self.path(digest)))
        except Exception:
            return None

    def has(self, digest: str) -> bool:
        """Whether an object of that hash is there; asked anew, as systems keep their lists."""
        return self.get(digest) is not None

    def names(self) -> Iterator[str]:
        """The hashes of all files."""
        for path in sorted(self._system.find(self._root)):
            yield path.rpartition("/")[2]

    def remove(self, digest: str) -> None:
        """Take the file of that hash away, if it is there."""
        if self._system.exists(self.path(digest)):
            self._system.rm_file(self.path(digest))

    def leftovers(self, wanted: Iterable[str]) -> Iterator[str]:
        """Files that are not ``wanted`` and not young, where the system knows their age."""
        known = set(wanted)
        for name in list(self.names()):
            if name in known:
                continue
            try:
                age = time.time() - self._system.modified(self.path(name)).timestamp()
            except NotImplementedError:
                continue
            if age > YOUNG_SECONDS:
                yield name
