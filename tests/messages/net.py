"""A net under all tests: what a problem says must be a template that the catalogues are asked for.

A sentence that was put together before it got there could be said in English alone.
"""

from __future__ import annotations

import contextlib
import json
import re
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


@contextlib.contextmanager
def spread() -> Iterator[list[str]]:
    """Collect the strangers in all problems that are made within."""
    found: list[str] = []
    said: list[str] = []
    original, translate = Problem.__init__, Problem.in_language
    paused: list[bool] = []

    def watched(self: Problem, *args: Any, **kwargs: Any) -> None:
        original(self, *args, **kwargs)
        if not paused:
            said.extend((self.message, self.cure))

    def finished(self: Problem, *args: Any, **kwargs: Any) -> Problem:
        paused.append(True)
        try:
            return translate(self, *args, **kwargs)
        finally:
            paused.pop()

    setattr(Problem, "__init__", watched)  # noqa: B010
    setattr(Problem, "in_language", finished)  # noqa: B010
    try:
        yield found
    finally:
        setattr(Problem, "__init__", original)  # noqa: B010
        setattr(Problem, "in_language", translate)  # noqa: B010
        found += [stranger for words in said for stranger in strangers(words)]
