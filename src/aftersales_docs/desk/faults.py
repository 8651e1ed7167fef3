"""The places between two writes at which a test may end the process; nothing else does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

# In the order in which issuing passes them.
POINTS: Final = (
    "before-reserve",
    "counted",
    "row-written",
    "event-written",
    "reserved",
    "rendered",
    "first-file-stored",
    "files-stored",
    "frozen-row",
    "frozen-files",
    "frozen-text",
    "frozen-event",
    "frozen",
)
hooks: list[Callable[[str], None]] = []


def reached(point: str) -> None:
    """Say that ``point`` is reached."""
    for hook in hooks:
        hook(point)
