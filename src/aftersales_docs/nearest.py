"""The nearest of a few names to a misspelt one, and the question whether it is meant."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .errors import joined, worded

_LEAST = 68.0


def nearest(word: str, choices: Iterable[str], least: float = _LEAST) -> str | None:
    """The choice most like ``word``, ``least`` of 100 alike; ``-`` and ``_`` are the same."""
    # Read where something is misspelt, and not for what is right.
    from rapidfuzz import fuzz, process, utils

    def plain(text: str) -> str:
        return utils.default_process(text.replace("-", " ").replace("_", " "))

    found = process.extractOne(
        word, list(choices), scorer=fuzz.ratio, processor=plain, score_cutoff=least
    )
    return found[0] if found else None


def with_words(words: str, choices: Iterable[str]) -> str | None:
    """The one choice in which ``words`` stand, in whatever letters; ``None`` if several do."""
    part = re.compile(rf"\b{re.escape(words)}\b", re.IGNORECASE)
    found = [choice for choice in choices if words and part.search(choice)]
    return found[0] if len(found) == 1 else None


def did_you_mean(word: str, names: Iterable[str], ending: str = "") -> str:
    """The question after a misspelt ``word``: the nearest name with ``ending``; or nothing."""
    near = nearest(word, names)
    return offered(f"{near}{ending}") if near else ""


def offered(name: str) -> str:
    """The question whether ``name`` is meant."""
    return worded("Did you mean '{near}'?", near=name)


def any_offered(names: Iterable[str]) -> str:
    """The question whether one of a few names is meant."""
    quoted = [worded("'{value}'", value=name) for name in names]
    return worded("Did you mean {names}?", names=joined(quoted, worded(" or ")))
