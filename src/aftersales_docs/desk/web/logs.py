"""What the log must not hold: the queries of addresses, and who asked."""

from __future__ import annotations

import logging
import re

_QUERY = re.compile(r"\?[^\s\"']*")
_SECRET = re.compile(r"(/(?:feed|sign|key)/)[^/\s\"']+")


class Impersonal(logging.Filter):
    """Takes queries and secret parts of addresses out of each line, and tracebacks' values."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record through, without what it may not say."""
        words = _SECRET.sub(r"\1…", _QUERY.sub("?…", record.getMessage()))
        record.msg, record.args = words, ()
        return True
