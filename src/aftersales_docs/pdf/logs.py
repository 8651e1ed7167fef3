"""What WeasyPrint only logs, told to who must act on it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from weasyprint.logger import LOGGER


@contextmanager
def logged(level: int, *beginnings: str) -> Iterator[list[str]]:
    """The messages of WeasyPrint that begin so: it only logs them, and goes on."""
    found: list[str] = []
    watcher = _Watcher(level, beginnings, found)
    LOGGER.addHandler(watcher)
    try:
        yield found
    finally:
        LOGGER.removeHandler(watcher)


class _Watcher(logging.Handler):
    """Collects messages that begin in certain ways."""

    def __init__(self, level: int, beginnings: tuple[str, ...], found: list[str]) -> None:
        super().__init__(level)
        self.beginnings = beginnings
        self.found = found

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if message.startswith(self.beginnings):
            self.found.append(message[:300])
