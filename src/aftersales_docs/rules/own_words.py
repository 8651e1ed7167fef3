"""What users' own words seem to say, by the stems in them: enough to warn, never to decide."""

from __future__ import annotations

# What an exclusion from the warranty names where it asks for a paper, or for the packaging.
_PAPER_WORDS = ("чек", "упаковк", "kassenbon", "kaufbeleg", "verpackung", "receipt", "packaging")
_LIABILITY = ("haftung", "haftet", "liab", "ответствен", "отвечает")
_LIMITS = (
    "ausgeschlossen", "ausschluss", "beschränk", "begrenz", "haftet nicht", "exclud", "exclus",
    "limit", "not liable", "исключ", "огранич", "не несёт", "не несет", "не отвечает",
)  # fmt: skip


def asks_for_paper(text: str) -> bool:
    """Whether ``text`` makes a receipt or the packaging a condition."""
    return any(word in text.casefold() for word in _PAPER_WORDS)


def limits_liability(text: str) -> bool:
    """Whether ``text`` seems to exclude or to limit liability."""
    folded = text.casefold()
    return any(word in folded for word in _LIABILITY) and any(word in folded for word in _LIMITS)
