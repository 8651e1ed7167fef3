"""Putting finished files in their place: whole or not at all, and never over another."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from .errors import OutputError, Place, Problem


def _problem(path: Path, message: str, cure: str) -> OutputError:
    return OutputError(Problem("output", message, cure, place=Place(str(path))))


def _directory(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise _problem(folder, "this is a file, not a folder.", "Name a folder.") from error
    except OSError as error:
        raise _problem(
            folder, f"the folder can't be made ({error.strerror}).", "Name one you may write to."
        ) from error


def _temporary(path: Path, content: bytes) -> Path:
    """``content`` in a file beside ``path``, written out to the disk."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_mode(path))
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _mode(path: Path) -> int:
    """The permissions of the file that is replaced; of a new one what is usual."""
    try:
        found = path.stat(follow_symlinks=False).st_mode
    except OSError:
        found = 0
    # A link says nothing of who may read what replaces it.
    return found & 0o777 if stat.S_ISREG(found) else 0o666 & ~_umask()


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _taken(path: Path) -> OutputError:
    return _problem(
        path, "the file exists already.", "Add --force to overwrite it, or choose another folder."
    )


def _place(temporary: Path, path: Path, *, force: bool) -> None:
    """Give the finished file its name; a link, unlike a rename, never replaces a file."""
    if force:
        temporary.replace(path)
        return
    try:
        os.link(temporary, path)
    except FileExistsError as error:
        raise _taken(path) from error
    except OSError:
        if path.exists():
            raise _taken(path) from None
        temporary.replace(path)


def _prepare(path: Path, *, force: bool) -> None:
    """See that ``path`` is free and its folder there."""
    if path.is_dir():
        raise _problem(path, "there is a folder of this name.", "Choose another name.")
    if path.exists() and not force:
        raise _taken(path)
    _directory(path.parent)


def write_files(files: Mapping[Path, bytes], *, force: bool = False) -> None:
    """Write all ``files``; on any error none of them is there.

    Raises:
        OutputError: a file exists and ``force`` was not given, the folder can't be
            written to, or the disk is full.

    """
    for path in files:
        _prepare(path, force=force)
    temporaries: dict[Path, Path] = {}
    placed: list[Path] = []
    try:
        for path, content in files.items():
            temporaries[path] = _temporary(path, content)
        for path, temporary in temporaries.items():
            _place(temporary, path, force=force)
            placed.append(path)
    except OSError as error:
        _withdraw(placed, force=force)
        raise _problem(
            path,
            f"the file can't be written ({error.strerror}).",
            "See that there is room and that you may write there.",
        ) from error
    except OutputError:
        _withdraw(placed, force=force)
        raise
    finally:
        for temporary in temporaries.values():
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def _withdraw(placed: list[Path], *, force: bool) -> None:
    """Take back what was placed, unless it has replaced a file that can't come back."""
    if force:
        return
    for path in placed:
        with suppress(OSError):
            path.unlink(missing_ok=True)
