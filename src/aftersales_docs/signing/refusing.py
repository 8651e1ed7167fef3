"""One way to raise what a user of this room has to mend."""

from __future__ import annotations

from ..errors import DataError, Place, Problem


def wrong(code: str, message: str, cure: str, file: str = "") -> DataError:
    """The error of ``file`` with a message and its cure, ready to raise."""
    return DataError(Problem(code, message, cure, place=Place(file) if file else None))
