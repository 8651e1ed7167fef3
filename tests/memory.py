"""Where temporary files cost no disk."""

from __future__ import annotations

import os
import shutil
import tempfile

_MEMORY = "/dev/shm"  # noqa: S108 (a file system in memory)
_ROOM = 6 * 2**30


def temporary() -> str | None:
    """A folder in memory if there is room and programs may be run there; ``None`` if not.

    A register waits for the disk at each commit, and nothing of the tests has to outlive a
    power cut.
    """
    try:
        if os.statvfs(_MEMORY).f_flag & os.ST_NOEXEC or not os.access(_MEMORY, os.W_OK):
            return None
        return _MEMORY if shutil.disk_usage(_MEMORY).free > _ROOM else None
    except OSError:
        return None


def set_up() -> None:
    """Let all temporary files of this process and of those that it starts lie there.

    A folder that somebody has named himself stays.
    """
    if "TMPDIR" not in os.environ and (folder := temporary()):
        os.environ["TMPDIR"] = tempfile.tempdir = folder
