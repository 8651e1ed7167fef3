"""Finished documents for an after-sales department: Word and PDF from validated data.

The way of the data as functions, for programs that make documents in their own process::

    data = assess(load("jd.yaml"))      # or a mapping; errors with line, field and cure
    for remark in remarks(data):        # what the law leaves open, when an answer is due
        print(remark)
    document = compose(data)            # the finished document as a neutral tree
    content = write(document, "docx")   # bytes; or "pdf"
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .api import Assessed, Input, assess, compose, load, remarks, write

__all__ = ["Assessed", "Input", "assess", "compose", "load", "remarks", "write"]


def __getattr__(name: str) -> Any:
    """Load the API when it is first asked for, so that importing costs nothing."""
    if name in __all__:
        from . import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
