"""Finding a text of the library, with the shared pieces that it takes in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from ..errors import LibraryError, Place, Problem, worded
from ..language import Lang
from ..resources import Templates
from .parser import parse
from .source import TextFile

# Every text has these words: what the file calls itself, who issues it (which may be
# nobody), and those around the page's number.
LABELS = ("title", "author", "page", "of")


def shared_file(name: str, lang: str) -> str:
    """The file of a shared piece, below the folders of templates."""
    return f"texts/shared/{name}/{lang}.md"


@dataclass(frozen=True, slots=True)
class SharedPieces:
    """The shared pieces of a language: their names, paths and texts."""

    texts: tuple[tuple[str, str, str], ...]

    def find(self, name: str) -> tuple[str, str] | None:
        """The path and the text of a piece; ``None`` if there is none of this name."""
        return next(((path, text) for known, path, text in self.texts if known == name), None)

    def names(self) -> Iterable[str]:
        """The names of all pieces."""
        return [name for name, _, _ in self.texts]


def shared_pieces(templates: Templates, lang: Lang) -> SharedPieces:
    """The shared pieces of ``lang``; a user's own go before those of the house."""
    found = (folder.glob(shared_file("*", lang)) for folder in templates.folders)
    names = sorted({path.parent.name for paths in found for path in paths})
    files = [(name, shared_file(name, lang)) for name in names]
    return SharedPieces(
        tuple((name, str(templates.find(file)), templates.read(file)) for name, file in files)
    )


def read_text(templates: Templates, kind: str, lang: Lang) -> TextFile:
    """The text of ``kind`` in ``lang``, as it is written.

    Raises:
        LibraryError: the file is missing, holds what it can't hold, or lacks a word that
            every text has.

    """
    file = f"texts/{kind}/{lang}.md"
    shared = shared_pieces(templates, lang)
    return _parsed(str(templates.find(file)), templates.read(file), shared)


@lru_cache(maxsize=128)
def _parsed(name: str, source: str, shared: SharedPieces) -> TextFile:
    text = parse(name, source, shared)
    missing = [label for label in LABELS if label not in text.labels]
    if missing:
        raise LibraryError(_no_label(name, label) for label in missing)
    return text


def _no_label(name: str, label: str) -> Problem:
    return Problem(
        "text-front-matter",
        worded("the front matter has no '{label}'.", label=label),
        worded("Write '{label}: …' between the two '---' at the top.", label=label),
        place=Place(name, 1),
    )
