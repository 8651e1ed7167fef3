"""The names of bookmarks by which clauses are found again."""

from __future__ import annotations

import hashlib
from functools import lru_cache


@lru_cache(maxsize=4096)
def bookmark(clause: str) -> str:
    """The name of a clause's bookmark: what Word allows, in at most 40 characters."""
    name = "c_" + clause.replace("-", "_")
    if len(name) <= 40:
        return name
    digest = hashlib.sha256(clause.encode()).hexdigest()[:8]
    return f"{name[:31]}_{digest}"
