"""One object a language: dates, numbers, cases, quotes, joining, no-break spaces.

Importing this package is cheap: calendars and dictionaries are read only when used.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from .codes import CASES, GENDERS, LANGS, LANGUAGE_TAGS, Case, Gender, Lang
from .errors import GenderUnknownError

if TYPE_CHECKING:
    from .base import Declinable, Language, PersonName

__all__ = [
    "CASES",
    "GENDERS",
    "LANGS",
    "LANGUAGE_TAGS",
    "Case",
    "Declinable",
    "Gender",
    "GenderUnknownError",
    "Lang",
    "Language",
    "PersonName",
    "language_of",
]


@cache
def language_of(code: Lang) -> Language:
    """Return the one object for the language ``code``.

    Raises:
        ValueError: ``code`` is none of ``LANGS``.

    """
    if code == "de":
        from .de import German

        return German()
    if code == "ru":
        from .ru import Russian

        return Russian()
    if code == "en":
        from .en import English

        return English()
    raise ValueError(f"unknown language {code!r}; known: {', '.join(LANGS)}")


def __getattr__(name: str) -> object:
    """Give the base types on demand, so that naming them costs nothing at start."""
    if name in {"Declinable", "Language", "PersonName"}:
        from . import base

        return getattr(base, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
