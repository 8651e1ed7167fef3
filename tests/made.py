"""Documents of the samples and registers, made once a run: for tests that only read or copy them.

A test of how a document is made, or that changes anything on the way, makes its own. What is
kept lies in a folder of the run that all its workers share.
"""

from __future__ import annotations

import fcntl
import os
import pickle
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path

from aftersales_docs import api
from aftersales_docs.document import Document
from aftersales_docs.document.house import house_of
from aftersales_docs.pdf import Engine
from aftersales_docs.provenance import carries_data
from aftersales_docs.resources import templates


@cache
def loaded(sample: Path) -> api.Input:
    """A sample as input."""
    return api.load(sample)


@cache
def composed(sample: Path) -> Document:
    """A sample as a tree, which nobody can change."""
    named = sha256(f"{sample}|composed".encode()).hexdigest()

    def write(kept: Path) -> None:
        kept.write_bytes(pickle.dumps(api.compose(loaded(sample))))

    document: Document = pickle.loads(once(named, write).read_bytes())  # noqa: S301
    return document


def made(
    sample: Path,
    format_: api.Format,
    *,
    with_data: bool | None = None,
    engine: Engine | None = None,
) -> bytes:
    """A sample as a file, as ``write(compose(data), format_, data=data, …)`` makes it."""
    if engine == house_of(templates()).pdf_engine:
        engine = None
    if with_data == carries_data(loaded(sample)):
        with_data = None
    named = sha256(f"{sample}|{format_}|{with_data}|{engine}".encode()).hexdigest()

    def write(kept: Path) -> None:
        kept.write_bytes(
            api.write(
                composed(sample),
                format_,
                data=loaded(sample),
                with_data=with_data,
                pdf_engine=engine,
            )
        )

    return once(named, write).read_bytes()


def once(name: str, make: Callable[[Path], None]) -> Path:
    """What ``make`` makes at the path it is given, made by the first worker that asks for it."""
    kept = _folder() / name
    with kept.with_suffix(".lock").open("w") as lock:
        # Another worker that makes the same is waited for.
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            half = kept.with_suffix(".half")
            make(half)
            half.rename(kept)
    return kept


def _folder() -> Path:
    """The folder of this run; ``tests/conftest.py`` names it to its workers and removes it."""
    return Path(os.environ["AFTERSALES_DOCS_TESTS_MADE"])
