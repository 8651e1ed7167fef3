"""The bound of what is sent in, told in one way wherever a file is taken."""

from __future__ import annotations

from ..errors import DataError, Problem, worded


def refuse_larger(size: int, most: int) -> None:
    """See that a file of ``size`` bytes has no more than ``most``.

    Raises:
        DataError: it has.

    """
    if size > most:
        raise DataError(
            Problem(
                "upload-too-large",
                worded("the file is larger than {most} MB.", most=most // 2**20),
                "Send a smaller one.",
            )
        )
