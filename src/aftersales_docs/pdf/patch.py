"""Our changes to WeasyPrint: in force while we write a PDF, for the thread that writes it.

They are monkeypatches of two functions: the one that builds the structure tree
(:mod:`.tagging`) and the one that subsets a font (:mod:`.subset`). A program that makes PDFs
of its own in the same process, before, after or in another thread, gets WeasyPrint as it is.
docs/upstream.md tells what of it is offered to WeasyPrint.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any

from weasyprint.pdf import fonts, tags

from .subset import subset
from .tagging import build_box_tree

# Pango and what we replace are for one writer at a time.
_LOCK = threading.RLock()
_OURS: ContextVar[bool] = ContextVar("aftersales_docs_writes", default=False)


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Keep other threads of ours from Pango and fontconfig, until the block ends.

    Neither is safe to use from two threads; whatever of WeasyPrint may ask them for a font
    (a style sheet with ``@font-face``, layout, drawing) stands in such a block.
    """
    with _LOCK:
        yield


def _for_us(original: Callable[..., Any], ours: Callable[..., Any]) -> Callable[..., Any]:
    """``ours`` for the thread that writes our PDF, ``original`` for all others."""

    @wraps(original)
    def chosen(*args: Any, **kwargs: Any) -> Any:
        return (ours if _OURS.get() else original)(*args, **kwargs)

    return chosen


@contextmanager
def patched_weasyprint() -> Iterator[None]:
    """WeasyPrint with our structure tree and our subsetting, until the block ends."""
    with _LOCK:
        build, subset_method = tags._build_box_tree, fonts.Font.subset
        tags._build_box_tree = _for_us(build, build_box_tree(build))
        fonts.Font.subset = _for_us(subset_method, subset)
        token = _OURS.set(True)
        try:
            yield
        finally:
            _OURS.reset(token)
            tags._build_box_tree, fonts.Font.subset = build, subset_method
