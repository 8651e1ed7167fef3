"""What the other side changed in a returned Word file: told, and as a redline."""

from __future__ import annotations

from .changes import Change, Where
from .compare import VIEWS, Comparison, Which, compare, compared, opened
from .redline import redline, redlined

__all__ = [
    "VIEWS",
    "Change",
    "Comparison",
    "Where",
    "Which",
    "compare",
    "compared",
    "opened",
    "redline",
    "redlined",
]
