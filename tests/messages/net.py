"""A net under all tests: what a problem says must be a template that the catalogues are asked for.

A sentence that was put together before it got there could be said in English alone.
"""

from __future__ import annotations

import contextlib
import json
import re
import threading
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from tools.message_sources import of_source

from aftersales_docs.errors import Problem, Worded
from aftersales_docs.messages import template_of
from tests import made

# Joined words: placeholders with marks and spaces between them.
_JOINED = re.compile(r"(?:\{\w+\}|[^\w{}])*")


@cache
def known() -> frozenset[str]:
    """All templates in the source, looked for once a run since it takes seconds."""

    def look(kept: Path) -> None:
        kept.write_text(json.dumps(sorted({one.template for one in of_source()})), "utf-8")

    return frozenset(json.loads(made.once("templates-of-source", look).read_text("utf-8")))


def strangers(words: str) -> Iterator[str]:
    """The templates in ``words`` that no catalogue has words for, and words that lost theirs."""
    template = template_of(words)
    if template and template not in known() and not _JOINED.fullmatch(template):
        yield template
    for value in words.values.values() if isinstance(words, Worded) else ():
        if isinstance(value, Worded):
            yield from strangers(value)
        elif isinstance(value, str) and " " in value and template_of(value) in known():
            yield f"{template} <- {value}"


class _Watching(threading.local):
    """How deep a thread is in finishing a problem: its words are then of a language, no template.

    It belongs to the thread and to no test: a thread of the program that a test left behind may
    finish one while the next test begins, and what it says there is not of that test.
    """

    finishing = 0


_watching = _Watching()
_said: list[str] = []
_make, _finish = Problem.__init__, Problem.in_language


def _watched(self: Problem, *args: Any, **kwargs: Any) -> None:
    _make(self, *args, **kwargs)
    if not _watching.finishing:
        _said.extend((self.message, self.cure))


def _finished(self: Problem, *args: Any, **kwargs: Any) -> Problem:
    _watching.finishing += 1
    try:
        return _finish(self, *args, **kwargs)
    finally:
        _watching.finishing -= 1


@contextlib.contextmanager
def spread() -> Iterator[list[str]]:
    """Collect the strangers in all problems that are made within."""
    setattr(Problem, "__init__", _watched)  # noqa: B010
    setattr(Problem, "in_language", _finished)  # noqa: B010
    found: list[str] = []
    _said.clear()
    try:
        yield found
    finally:
        found += [stranger for words in list(_said) for stranger in strangers(words)]
