"""What is to be told of two files beside their words: pages without text, running heads, notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..errors import worded
from .changes import Change
from .flat_words import FlatWord, Stretch, words_of
from .pdf_reading import PdfPage
from .pdf_words import Edges, PdfWords, said
from .where import Where
from .word_words import WordWords

_FIGURES = re.compile(r"[#\d][#\d.,:/]*")


@dataclass(frozen=True, slots=True)
class Side:
    """One of two files: its words, and what else is to be known of it."""

    words: tuple[FlatWord, ...]
    pdf: PdfWords | None = None
    word: WordWords | None = None


def beside(old: Side, new: Side) -> Iterator[Change]:
    """Pages without text, what is laid over pages, and heads and feet."""
    if new.pdf is not None:
        issued = old.pdf.pages if old.pdf is not None else ()
        for number, page in enumerate(new.pdf.pages, 1):
            was = issued[number - 1] if number <= len(issued) else None
            yield from _of_page(number, page, was)
    yield from _edges(old, new)


def _of_page(number: int, page: PdfPage, was: PdfPage | None) -> Iterator[Change]:
    where = Where(page=number)
    if not page.lines and (page.pictures or page.laid_over) and (was is None or was.lines):
        note = worded("the page holds no text: it was not compared; compare it by eye, or by OCR")
        yield Change("content", where, notes=(note,), redlined=False)
    more = len(page.laid_over) - (len(was.laid_over) if was else 0)
    if more > 0:
        sorts = ", ".join(sorted(set(page.laid_over)))
        note = worded(
            "notes or drawings laid over the page: {count} ({sorts})", count=more, sorts=sorts
        )
        yield Change("content", where, notes=(note,), redlined=False)


def _edges(old: Side, new: Side) -> Iterator[Change]:
    """Running heads and feet that one file has and the other has not."""
    if old.pdf is not None and new.pdf is not None:
        ours, theirs = set(old.pdf.running), set(new.pdf.running)
    else:
        known = [one.word.edges for one in (old, new) if one.word is not None]
        side = old.pdf or new.pdf
        lines = side.running if side is not None else ()
        strange = {line for line in lines if not _said(line, known[0])}
        ours, theirs = (set(), strange) if new.pdf is not None else (strange, set())
    for line in sorted(ours - theirs):
        yield Change("deleted", Where("running head or foot"), line, "", redlined=False)
    for line in sorted(theirs - ours):
        yield Change("added", Where("running head or foot"), "", line, redlined=False)


def _said(line: str, known: Edges) -> bool:
    """Whether a head or foot of a Word file says a line, but for the figures that count."""
    rows = [
        tuple(word.key for word in words_of(part, Stretch()))
        for part in (line, *_FIGURES.split(line))
    ]
    return said(rows[0], known) or all(said(row, known) for row in rows[1:] if row)


def notes(old: Side, new: Side) -> Iterator[str]:
    """What is good to know of words that a reader may not see."""
    for side, returned in ((old, False), (new, True)):
        pages = side.pdf.pages if side.pdf is not None else ()
        recognised = [
            str(i) for i, page in enumerate(pages, 1) if page.unpainted and page.pictures
        ]
        if recognised:
            yield _recognised(", ".join(recognised), returned=returned)
        light = [str(i) for i, page in enumerate(pages, 1) if any(one.light for one in page.lines)]
        if light:
            yield _light(", ".join(light), returned=returned)


def _recognised(pages: str, *, returned: bool) -> str:
    if returned:
        return worded(
            "In the returned file text lies unseen over pictures (recognised from a scan?), page "
            "{pages}: hold it against the pictures, figures above all.",
            pages=pages,
        )
    return worded(
        "In the issued file text lies unseen over pictures (recognised from a scan?), page "
        "{pages}: hold it against the pictures, figures above all.",
        pages=pages,
    )


def _light(pages: str, *, returned: bool) -> str:
    if returned:
        return worded(
            "In the returned file words are white or clear, page {pages}; they were compared, but "
            "a reader may not see them.",
            pages=pages,
        )
    return worded(
        "In the issued file words are white or clear, page {pages}; they were compared, but a "
        "reader may not see them.",
        pages=pages,
    )
