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
    "files-put",
    "frozen-row",
    "frozen-files",
    "frozen-text",
    "frozen-event",
    "frozen",
)
# Those that drafts, approval and cases pass besides.
DRAFT_POINTS: Final = (
    "rule-row",
    "rule-event",
    "case-row",
    "case-event",
    "draft-row",
    "draft-event",
    "draft-deleted",
    "draft-saved",
    "draft-step",
    "draft-step-event",
    "draft-taken",
)
# Those that taking files away and copying pass.
UPKEEP_POINTS: Final = (
    "rows-purged",
    "files-unwanted",
    "files-removed",
    "scrubbed",
    "database-copied",
)
hooks: list[Callable[[str], None]] = []


def reached(point: str) -> None:
    """Say that ``point`` is reached."""
    for hook in hooks:
        hook(point)
