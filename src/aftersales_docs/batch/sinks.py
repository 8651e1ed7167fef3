"""Where finished documents go: a folder of this machine, a shared one, an object store."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Protocol
from uuid import uuid4

__all__ = ["LocalSink", "SharedSink", "Sink", "StoreSink", "digest"]


def digest(content: bytes) -> str:
    """The hash by which a finished file is known in the manifest: SHA-256."""
    return hashlib.sha256(content).hexdigest()


class Sink(Protocol):
    """Takes documents by name, and tells whether it has them."""

    def put(self, name: str, content: bytes) -> str:
        """Keep ``content``; gives back where it is until it gets its name, else nothing."""
        ...

    def holds(self, name: str, hashed: str) -> bool:
        """Whether the file of this name is there with this hash."""
        ...


def _has(path: Path, hashed: str) -> bool:
    try:
        return not path.is_symlink() and digest(path.read_bytes()) == hashed
    except OSError:
        return False


@dataclass(frozen=True, slots=True)
class LocalSink:
    """A folder of this machine: files are laid in ``parts``; the run gives them their names.

    So a worker that outlives a killed run can't change anything in the folder.
    """

    folder: Path
    parts: Path

    def put(self, name: str, content: bytes) -> str:
        """Lay ``content`` down under a name of its own."""
        part = self.parts / f"{os.getpid()}-{digest(name.encode())[:24]}"
        try:
            part.write_bytes(content)
        except OSError:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise
        return str(part)

    def holds(self, name: str, hashed: str) -> bool:
        """Whether the file of this name is there with this hash."""
        return _has(self.folder / name, hashed)


@dataclass(frozen=True, slots=True)
class SharedSink:
    """A folder that several machines see: a file gets its name when it is whole."""

    PARTS: ClassVar = ".aftersales-docs-*.part"
    folder: Path

    def put(self, name: str, content: bytes) -> str:
        """Write ``content`` beside its place, then put it there."""
        part = self.folder / f".aftersales-docs-{uuid4().hex}.part"
        try:
            part.write_bytes(content)
            part.replace(self.folder / name)
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        return ""

    def holds(self, name: str, hashed: str) -> bool:
        """Whether the file of this name is there with this hash."""
        return _has(self.folder / name, hashed)


@dataclass(frozen=True, slots=True)
class StoreSink:
    """An object store, by its address as fsspec knows it: an object is there whole or not."""

    address: str

    def _at(self, name: str) -> tuple[Any, str]:
        import fsspec

        system, path = fsspec.core.url_to_fs(self.address)
        return system, f"{path.rstrip('/')}/{name}"

    def put(self, name: str, content: bytes) -> str:
        """Put ``content`` there under its name."""
        system, path = self._at(name)
        system.pipe_file(path, content)
        return ""

    def holds(self, name: str, hashed: str) -> bool:
        """Whether the object of this name is there with this hash."""
        system, path = self._at(name)
        try:
            return digest(system.cat_file(path)) == hashed
        except (OSError, ValueError):
            return False
