"""Typst's compiler: the one source of ours, the bundled fonts, a compiler for each thread.

The source is read from its own folder, and nothing else is: no other file, no package, no font
of the machine. A document with pictures has a folder of its own with the source and them, for
as long as it is set.

What is the same for many documents, the source and the looks, a compiler keeps as it has
evaluated it; a document is one string in a page of two lines.
"""

from __future__ import annotations

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
_PAGE: Final = '#import "document.typ": paper\n#paper(json(bytes("{}")))'
# How many looks a thread keeps evaluated.
_KEPT: Final = 8
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


def page(document: str) -> bytes:
    """The page of a ``document`` (JSON), which is nothing but a string in it."""
    # In a string of Typst's these two characters alone mean anything but themselves.
    masked = document.replace("\\", "\\\\").replace('"', '\\"')
    return _PAGE.replace("{}", masked).encode()


def _made(house: str, folder: Path) -> typst.Compiler:
    return typst.Compiler(root=str(folder), font_paths=fonts(), sys_inputs={"house": house})


def _compiler(house: str) -> typst.Compiler:
    """The compiler of this thread for the looks of ``house``: one serves no two at a time."""
    kept: dict[str, typst.Compiler] = _LOCAL.__dict__.setdefault("compilers", {})
    found = kept.pop(house, None) or _made(house, _FOLDER)
    if len(kept) >= _KEPT:
        del kept[next(iter(kept))]
    kept[house] = found
    return found


def compiled(
    inputs: Mapping[str, str], issued: date | None, pictures: Mapping[str, bytes] = NO_PICTURES
) -> bytes:
    """The raw PDF of ``inputs``, which name ``pictures`` as files.

    Raises:
        UnsettableError: it has words that no font can set.
        LibraryError: Typst refuses to set it, or can't work in this process.
        OutputError: there is no room for temporary files.

    """
    with _at_work(inputs["house"], pictures) as compiler:
        return _compiled(compiler, inputs["document"], issued)


def pictured(
    inputs: Mapping[str, str], pictures: Mapping[str, bytes] = NO_PICTURES
) -> list[bytes]:
    """The pages of ``inputs`` as pictures (SVG), set as the PDF would be.

    Raises:
        LibraryError: Typst refuses to set it, or can't work in this process.
        OutputError: there is no room for temporary files.

    """
    with _at_work(inputs["house"], pictures) as compiler:
        try:
            found = compiler.compile(input=page(inputs["document"]), format="svg")
        except typst.TypstError as error:
            raise _fault(error.message, error.hints) from error
    pages = found if isinstance(found, list) else [found]
    return [one for one in pages if one is not None]


@contextmanager
def _at_work(house: str, pictures: Mapping[str, bytes]) -> Iterator[typst.Compiler]:
    """A compiler that finds ``pictures``: one that the thread keeps where there are none."""
    if _PROCESS.forked:
        raise _fork_fault()
    _PROCESS.began = True
    if not pictures:
        yield _compiler(house)
        return
    with _folder_of(pictures) as folder:
        yield _made(house, folder)


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


def _compiled(compiler: typst.Compiler, document: str, issued: date | None) -> bytes:
    day = issued or DAY_OF_NONE
    try:
        content, warnings = compiler.compile_with_warnings(
            input=page(document),
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
    return content


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
