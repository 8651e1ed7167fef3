"""Looking into pyHanko's dictionaries: its ``get`` gives a reference for what it refers to."""

from __future__ import annotations

from typing import Any


def entry(holder: Any, key: str, default: Any = None) -> Any:
    """What stands at ``key``, wherever it lies in the file; ``default`` where nothing does."""
    try:
        return holder[key]
    except KeyError:
        return default
