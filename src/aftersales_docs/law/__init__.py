"""Statutory facts and citations by jurisdiction, each with its source and its days."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from .facts import LAWS, Citation, CitedText, Fact, Law, LawCode, UnknownFactError

__all__ = [
    "LAWS",
    "Citation",
    "CitedText",
    "Fact",
    "Law",
    "LawCode",
    "UnknownFactError",
    "law_of",
]


@lru_cache(maxsize=64)
def law_of(code: LawCode, on: date | None = None) -> Law:
    """The law ``code`` as it stood on the day ``on``; ``None`` is the newest known."""
    if code == "ru":
        from . import ru

        return Law(code, ru.CITATIONS, ru.FACTS, on)
    from . import de

    return Law(code, de.CITATIONS, de.FACTS, on)
