"""Typst's compiler: the one source of ours, the bundled fonts, a compiler for each thread.

The source is read from its own folder, and nothing else is: no other file, no package, no font
of the machine. A document with pictures has a folder of its own with the source and them, for
as long as it is set.
"""

from __future__ import annotations

import json
import os
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Final

import typst

from ...errors import LibraryError, Problem, worded
from ..attached import DAY_OF_NONE
from .fonts import fonts, no_room

_FOLDER: Final = Path(__file__).parent
_SOURCE: Final = _FOLDER / "document.typ"
STANDARDS: Final = ("a-3a", "ua-1")
# What Typst only warns of: a family of the house that is not bundled; others set the text.
_HARMLESS: Final = "unknown font family"
# How Typst says that it has no glyph, or a character that archives may not hold.
_NO_GLYPH: Final = ("could not be displayed", "contains the codepoint")


@lru_cache(maxsize=1)
def sources() -> dict[str, str]:
    """The Typst source of every page, by the names of its files; the page itself is the first."""
    files = sorted(_FOLDER.glob("*.typ"), key=lambda path: (path != _SOURCE, path.name))
    return {path.name: path.read_text(encoding="utf-8") for path in files}


class UnsettableError(Exception):
    """Some words hold characters that no font can set as they stand there."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A raw PDF; ``positions`` are page, x and y (in points) of what references lead to."""

    content: bytes
    positions: list[tuple[int, float, float]]


@dataclass(slots=True)
class _Process:
    """Whether this process has compiled, and was forked from one that had."""

    began: bool = False
    forked: bool = False

    def fork(self) -> None:
        """Note in a child that its parent had begun."""
        self.forked = self.began


NO_PICTURES: Final[Mapping[str, bytes]] = {}
_LOCAL = threading.local()
_PROCESS: Final = _Process()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_PROCESS.fork)


def _compiler() -> typst.Compiler:
    """The compiler of this thread: one serves no two at a time."""
    found: typst.Compiler | None = getattr(_LOCAL, "compiler", None)
    if found is None:
        found = _LOCAL.compiler = typst.Compiler(
            input=str(_SOURCE), root=str(_FOLDER), font_paths=fonts()
        )
    return found


def compiled(
    inputs: Mapping[str, str], issued: date | None, pictures: Mapping[str, bytes] = NO_PICTURES
) -> Compiled:
    """The raw PDF of ``inputs``, which name ``pictures`` as files.

    Raises:
        UnsettableError: it has words that no font can set.
        LibraryError: Typst refuses to set it, or can't work in this process.
        OutputError: there is no room for temporary files.

    """
    with _at_work(pictures) as compiler:
        return _compiled(compiler, inputs, issued)


def pictured(
    inputs: Mapping[str, str], pictures: Mapping[str, bytes] = NO_PICTURES
) -> list[bytes]:
    """The pages of ``inputs`` as pictures (SVG), set as the PDF would be.

    Raises:
        LibraryError: Typst refuses to set it, or can't work in this process.
        OutputError: there is no room for temporary files.

    """
    with _at_work(pictures) as compiler:
        try:
            found = compiler.compile(format="svg", sys_inputs=dict(inputs))
        except typst.TypstError as error:
            raise _fault(error.message, error.hints) from error
    pages = found if isinstance(found, list) else [found]
    return [one for one in pages if one is not None]


@contextmanager
def _at_work(pictures: Mapping[str, bytes]) -> Iterator[typst.Compiler]:
    """A compiler that finds ``pictures``: that of the thread where there are none."""
    if _PROCESS.forked:
        raise _fork_fault()
    _PROCESS.began = True
    if not pictures:
        yield _compiler()
        return
    with _folder_of(pictures) as folder:
        yield typst.Compiler(
            input=str(folder / _SOURCE.name), root=str(folder), font_paths=fonts()
        )


@contextmanager
def _folder_of(pictures: Mapping[str, bytes]) -> Iterator[Path]:
    """A folder with the source and ``pictures``, which is gone afterwards."""
    files = {name: text.encode() for name, text in sources().items()} | dict(pictures)
    with ExitStack() as stack:
        folder = Path(tempfile.gettempdir())
        try:
            prefix = "aftersales-docs-page-"
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix=prefix)))
            for file, content in files.items():
                (folder / file).write_bytes(content)
        except OSError as error:
            raise no_room(folder, error) from error
        yield folder


def _compiled(
    compiler: typst.Compiler, inputs: Mapping[str, str], issued: date | None
) -> Compiled:
    day = issued or DAY_OF_NONE
    try:
        content, warnings = compiler.compile_with_warnings(
            sys_inputs=dict(inputs),
            pdf_standards=list(STANDARDS),
            timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
        )
    except typst.TypstError as error:
        if any(words in error.message for words in _NO_GLYPH):
            raise UnsettableError(error.message) from error
        raise _fault(error.message, error.hints) from error
    assert isinstance(content, bytes)  # noqa: S101 (one format, one file)
    for warning in warnings:
        if _HARMLESS not in warning.message:
            raise _fault(warning.message, warning.hints)
    found = json.loads(compiler.query("<targets>", field="value", one=True))
    return Compiled(content, [tuple(one) for one in found])


def _fault(message: str, hints: Sequence[str]) -> LibraryError:
    """What Typst has against a page, in its words."""
    said = "; ".join((message.removesuffix("."), *hints))
    return LibraryError(
        Problem(
            "typst",
            worded("the page can't be set: {message}.", message=said),
            "Look at house.yaml; --pdf-engine html sets the page in another way.",
        )
    )


def _fork_fault() -> LibraryError:
    """Typst's own threads are not in a fork: it would wait for them for ever."""
    return LibraryError(
        Problem(
            "forked",
            "this process was forked from one that had written a PDF; here Typst can't work.",
            "Begin processes by 'spawn' or 'forkserver', or fork before the first PDF.",
        )
    )
