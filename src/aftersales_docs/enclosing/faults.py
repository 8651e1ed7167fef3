"""What is said of a picture or a PDF that can't be taken in."""

from __future__ import annotations

from ..errors import DataError, Problem


def fault(code: str, message: str, cure: str) -> DataError:
    """The error of a file; whoever named the file adds field and place."""
    return DataError(Problem(code, message, cure))
