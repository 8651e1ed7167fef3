"""What the other side changed in a returned file: told, and of Word files as a redline."""

from __future__ import annotations

from .changes import Change
from .compare import VIEWS, Comparison, Which, compare, compared, opened
from .redline import redline, redlined
from .two_languages import Contradiction
from .where import Where
from .words_only import compare_words

__all__ = [
    "VIEWS",
    "Change",
    "Comparison",
    "Contradiction",
    "Where",
    "Which",
    "compare",
    "compare_words",
    "compared",
    "opened",
    "redline",
    "redlined",
]
