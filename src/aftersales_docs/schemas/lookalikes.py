"""Words of an input in which letters of another script pass for the word's own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..characters import mixed_words, script_of
from ..errors import Problem, Severity, worded
from .mapping import dotted
from .source import Path_, Source


def mixed_script_problems(source: Source) -> Iterator[Problem]:
    """A warning for each value with such a word: what is searched for won't be found by it."""
    for path, text in _texts(source.data, ()):
        for word, letters in mixed_words(text):
            yield Problem(
                "mixed-script",
                worded(
                    (
                        "in '{word}' the letters '{letters}' are {script_of} and only look "
                        "like the others."
                    ),
                    word=word[:60],
                    letters=letters[:20],
                    script_of=script_of(letters),
                ),
                "Type the word anew in one alphabet.",
                field=dotted(path),
                place=source.place(path),
                severity=Severity.WARNING,
            )


def _texts(value: Any, path: Path_) -> Iterator[tuple[Path_, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts(item, (*path, index))
