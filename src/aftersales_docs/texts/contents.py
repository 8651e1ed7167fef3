"""The entries of a table of contents: chapters, headings, annexes, enclosures, as they follow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from ..document import (
    Annex,
    AttachedFile,
    Block,
    Clause,
    Contents,
    ContentsEntry,
    Document,
    Foreign,
    Heading,
    Inlines,
    Parallel,
    PicturePage,
    Text,
    plain,
)
from ..language.codes import Lang

# What stands between the mark of an annex and its title.
_JOINTS: Mapping[Lang, str] = {"de": ": ", "en": ": ", "ru": ". "}


def with_contents(document: Document) -> Document:
    """``document`` with entries in its table of contents, if it has one.

    Of a document in two languages the headings of both, in the order of its pages.
    """
    if not any(isinstance(block, Contents) for block in document.blocks):
        return document
    entries = tuple(_entries(document.blocks, document.meta.lang))
    blocks = tuple(
        replace(block, entries=entries) if isinstance(block, Contents) else block
        for block in document.blocks
    )
    return replace(document, blocks=blocks)


def _entries(blocks: Iterable[Block], lang: Lang) -> Iterator[ContentsEntry]:
    for block in blocks:
        match block:
            case Parallel(rows=rows, langs=langs):
                for left, right in rows:
                    yield from _entries(left, langs[0])
                    yield from map(_foreign(langs[1]), _entries(right, langs[1]))
            case Clause(id=name, level=1, number=number, content=content):
                yield ContentsEntry(1, number, content, name)
            case Heading(id=name, content=content) if name:
                yield ContentsEntry(1, "", content, name)
            case Annex(id=name):
                yield ContentsEntry(1, "", _annex(block, lang), name)
            case PicturePage(id=name, heading=heading) | AttachedFile(id=name, heading=heading):
                yield ContentsEntry(1, "", heading, name)


def _annex(block: Annex, lang: Lang) -> Inlines:
    """Annex 1: its title. What the mark says of the contract is left out."""
    mark = f"{plain(block.before)}{block.number}".strip()
    return (Text(f"{mark}{_JOINTS[lang]}"), *block.title) if mark else block.title


def _foreign(lang: Lang) -> Callable[[ContentsEntry], ContentsEntry]:
    return lambda entry: replace(entry, title=(Foreign(lang, entry.title),))
