"""Unfinished files: written under a name of their own, cleaned up where a run was killed.

A file on its way carries a lock for as long as its writer lives, and the system takes the lock
away however that ends. So what no one has locked is a leftover, and holds data of someone.
"""

from __future__ import annotations

import os
import re
import stat
import tempfile
import time
from contextlib import suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # pragma: no cover (Windows: age alone tells)
    fcntl = None  # type: ignore[assignment]

_PREFIX = ".aftersales-docs-"
_SUFFIX = ".part"
_NAME = re.compile(re.escape(_PREFIX) + r"[a-z0-9_]{8}" + re.escape(_SUFFIX))
# Between its making and its lock a file is nobody's for a moment.
_YOUNG = 5.0
_OLD = 3600.0


class Unfinished:
    """A file on its way to its name, beside it; locked until it is closed."""

    def __init__(self, folder: Path) -> None:
        self._handle, name = tempfile.mkstemp(prefix=_PREFIX, suffix=_SUFFIX, dir=folder)
        self.path = Path(name)
        if fcntl is not None:
            with suppress(OSError):  # Some file systems know no locks; then age tells.
                fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def write(self, content: bytes, mode: int) -> None:
        """Write ``content`` out to the disk, and give the file its rights."""
        left = memoryview(content)
        while left:
            left = left[os.write(self._handle, left) :]
        os.fsync(self._handle)
        self.path.chmod(mode)
        if fcntl is None:  # pragma: no cover (Windows gives no name to a file that is open)
            os.close(self._handle)

    def close(self) -> None:
        """Let go of the file; what has not got a name by now is gone."""
        with suppress(OSError):
            self.path.unlink(missing_ok=True)
        with suppress(OSError):
            os.close(self._handle)


def clean(folder: Path) -> None:
    """Take away the unfinished files of killed runs in ``folder``, and nothing else."""
    with suppress(OSError):
        for entry in os.scandir(folder):
            if _NAME.fullmatch(entry.name) and _is_leftover(Path(entry.path)):
                with suppress(OSError):
                    Path(entry.path).unlink()


def _is_leftover(path: Path) -> bool:
    try:
        # Neither a link nor anything but a file is one of ours.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    except OSError:
        return False
    try:
        found = os.fstat(handle)
        age = time.time() - found.st_mtime
        if not stat.S_ISREG(found.st_mode) or age < _YOUNG:
            return False
        if fcntl is None:  # pragma: no cover
            return age > _OLD
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    else:
        return True
    finally:
        os.close(handle)
