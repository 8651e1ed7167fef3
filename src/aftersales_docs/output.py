"""Putting finished files in their place: whole or not at all, and never over another."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from . import leftovers
from .errors import OutputError, Place, Problem, worded
from .leftovers import Unfinished


def _problem(path: Path, message: str, cure: str) -> OutputError:
    return OutputError(Problem("output", message, cure, place=Place(str(path))))


def _directory(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise _problem(folder, "this is a file, not a folder.", "Name a folder.") from error
    except OSError as error:
        raise _problem(
            folder,
            worded("the folder can't be made ({strerror}).", strerror=error.strerror),
            "Name one you may write to.",
        ) from error


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
    """See that ``path`` is free and its folder there, without leftovers of killed runs."""
    if path.is_dir():
        raise _problem(path, "there is a folder of this name.", "Choose another name.")
    if path.exists() and not force:
        raise _taken(path)
    _directory(path.parent)
    leftovers.clean(path.parent)


def _still_missing(files: Mapping[Path, bytes]) -> dict[Path, bytes]:
    """``files`` without those that are there as they should be, where others are missing.

    A run that was killed while it gave its files their names left some of them; the same
    input gives the same bytes, so only the others are made.
    """
    missing = {path: content for path, content in files.items() if not path.exists()}
    if not missing or len(missing) == len(files):
        return dict(files)
    return {
        path: content
        for path, content in files.items()
        if path in missing or not _holds(path, content)
    }


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.is_file() and not path.is_symlink() and path.read_bytes() == content
    except OSError:
        return False


def write_files(files: Mapping[Path, bytes], *, force: bool = False) -> None:
    """Write all ``files``; on any error none of them is there.

    A file that is replaced keeps its rights. Where some of the files are there already, byte for
    byte, and others are missing, those are written: a killed run is made good.

    Raises:
        OutputError: a file exists and ``force`` was not given, the folder can't be
            written to, or the disk is full.

    """
    wanted = dict(files) if force else _still_missing(files)
    for path in wanted:
        _prepare(path, force=force)
    unfinished: dict[Path, Unfinished] = {}
    placed: list[Path] = []
    path = next(iter(wanted), Path())
    try:
        for path, content in wanted.items():
            unfinished[path] = Unfinished(path.parent)
            unfinished[path].write(content, _mode(path))
        for path, one in unfinished.items():
            _place(one.path, path, force=force)
            placed.append(path)
    except OSError as error:
        _withdraw(placed, force=force)
        raise _problem(
            path,
            worded("the file can't be written ({strerror}).", strerror=error.strerror),
            "See that there is room and that you may write there.",
        ) from error
    except OutputError:
        _withdraw(placed, force=force)
        raise
    finally:
        for one in unfinished.values():
            one.close()


def write_new(files: Mapping[Path, bytes], *, force: bool = False) -> None:
    """Write those of ``files`` that are not there already, byte for byte.

    For what always comes out the same, so that a command that was answered or not can be run
    again.

    Raises:
        OutputError: as :func:`write_files`.

    """
    write_files(
        {path: content for path, content in files.items() if not _holds(path, content)},
        force=force,
    )


def _withdraw(placed: list[Path], *, force: bool) -> None:
    """Take back what was placed, unless it has replaced a file that can't come back."""
    if force:
        return
    for path in placed:
        with suppress(OSError):
            path.unlink(missing_ok=True)
