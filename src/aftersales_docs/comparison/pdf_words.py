"""The pages of a PDF as one row of words: without running heads and feet, words made whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from .flat_words import FlatWord, Stretch, spelt, words_of
from .pdf_reading import PdfLine, PdfPage

_HEAD, _FOOT = 0.12, 0.86  # Parts of a page's height where heads and feet run.
_FIGURES = re.compile(r"\d+")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_PAGE_NUMBER = re.compile(
    r"(?:Seite|Page|S\.|p\.|Стр\.|Страница|Лист)\s*\d{1,4}(?:\s*(?:von|of|из|/)\s*\d{1,4})?|"
    r"\d{1,4}\s*(?:von|of|из|/)\s*\d{1,4}",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?P<number>§\s?\d+[a-z]?|\(\d{1,2}[a-z]?\)|\d{1,3}(?:\.\d{1,3})*\.|\d{1,3}(?:\.\d{1,3})+)\s"
)
_HYPHENS = "-\xad\u2010\u2011"
_HEIGHTS = 100  # So many lines of heights are told apart on a page.
_ENOUGH = 3  # Numbers on both sides; fewer are the cells of a table.
_LEFT, _RIGHT = 0.52, 0.48  # A line that ends before, or begins behind, stands in a column.


@dataclass(frozen=True, slots=True)
class PdfWords:
    """A PDF as words; ``running`` are the heads and feet that were taken out of them."""

    words: tuple[FlatWord, ...]
    running: tuple[str, ...]
    pages: tuple[PdfPage, ...]

    @property
    def empty(self) -> tuple[int, ...]:
        """The pages that hold no text, from 1."""
        return tuple(number for number, page in enumerate(self.pages, 1) if not page.lines)


Edges = Sequence[tuple[str, ...]]
# Words that stand side by side, and a line: its text, where it belongs, its page.
Pairs = frozenset[tuple[str, str]]
_Line = tuple[str, Stretch, int]


def pdf_words(pages: Sequence[PdfPage], known: Edges = (), pairs: Pairs = frozenset()) -> PdfWords:
    """The words of a PDF; ``known`` is what heads and feet say where another file tells it.

    ``pairs`` are the words that stand side by side in that file.
    """
    running = _running(pages)
    # Heads of tables that begin in the middle of a page are those that its pages repeat.
    repeated = {sign for sign, height in running if height < _HEIGHTS / 2 and "#" not in sign}
    reader = _Reader(_in_columns(pages), pairs)
    taken: dict[str, list[str]] = {}
    for number, page in enumerate(pages, 1):
        told = _told(page, known)
        for index, line in enumerate(page.lines):
            edge = _spot(line) in running or _counts(line, number) or index in told
            if (_at_edge(line) and edge) or _sign(line) in repeated:
                taken.setdefault(_sign(line), []).append(_one_line(line))
            else:
                reader.line(line, number)
    # What counts the pages differs from page to page: it is told without its figures.
    shown = (sign if len(set(texts)) > 1 else texts[0] for sign, texts in taken.items())
    return PdfWords(tuple(reader.words()), tuple(shown), tuple(pages))


def _one_line(line: PdfLine) -> str:
    return " ".join(spelt(line.text).split())


def _sign(line: PdfLine) -> str:
    """What a running line says but for figures, which count the pages."""
    return _FIGURES.sub("#", _one_line(line))


def _spot(line: PdfLine) -> tuple[str, int]:
    """What a line says, and how high it stands."""
    return _sign(line), round(line.top * _HEIGHTS)


def _at_edge(line: PdfLine) -> bool:
    return line.top < _HEAD or line.foot > _FOOT


def _counts(line: PdfLine, page: int) -> bool:
    """Whether a line is the number of its page; a bare number may also be a price."""
    text = _one_line(line)
    return text.strip("-\u2013\u2014() ") == str(page) or bool(_PAGE_NUMBER.fullmatch(text))


def _told(page: PdfPage, known: Edges) -> set[int]:
    """The lines of a page that are part of heads and feet which another file has.

    The outermost lines come first, and no words of a head or foot are found twice.
    """
    left = [paragraph for paragraph in known if len(paragraph) > 1]
    found: set[int] = set()
    edge = [(index, line) for index, line in enumerate(page.lines) if _at_edge(line)]
    for index, line in sorted(edge, key=lambda one: min(one[1].top, 1 - one[1].foot)):
        words = tuple(word.key for word in words_of(line.text, Stretch()))
        place = next((i for i, paragraph in enumerate(left) if said(words, [paragraph])), -1)
        if len(words) > 1 and place >= 0:
            found.add(index)
            at = _start(words, left[place])
            left[place : place + 1] = [left[place][:at], left[place][at + len(words) :]]
    whole = set(known)
    return found | _rests(edge, [paragraph for paragraph in left if paragraph not in whole])


def _rests(edge: Sequence[tuple[int, PdfLine]], rests: list[tuple[str, ...]]) -> set[int]:
    """The lines of one word before which, or behind which, a head or foot was broken."""
    found: set[int] = set()
    for index, line in edge:
        words = tuple(word.key for word in words_of(line.text, Stretch()))
        for place, rest in enumerate(rests):
            if len(words) == 1 and words[0] in {*rest[:1], *rest[-1:]}:
                found.add(index)
                rests[place] = rest[1:] if rest[0] == words[0] else rest[:-1]
                break
    return found


def said(words: tuple[str, ...], known: Edges) -> bool:
    """Whether words stand together in one of the paragraphs ``known``."""
    return any(_start(words, paragraph) >= 0 for paragraph in known)


def _start(words: tuple[str, ...], paragraph: tuple[str, ...]) -> int:
    """Where in a paragraph words stand together; -1 where they don't."""
    size = len(words)
    places = range(len(paragraph) - size + 1)
    return next((at for at in places if paragraph[at : at + size] == words), -1)


def _running(pages: Sequence[PdfPage]) -> frozenset[tuple[str, int]]:
    """What stands at the edge of most pages, each time at the same height."""
    seen: Counter[tuple[str, int]] = Counter()
    for page in pages:
        seen.update(
            {_spot(line) for line in page.lines if _at_edge(line) and _LETTERS.search(line.text)}
        )
    return frozenset(spot for spot, count in seen.items() if count > max(1, len(pages) / 2))


def _in_columns(pages: Sequence[PdfPage]) -> bool:
    """Whether two languages stand side by side: the same numbers begin lines left and right."""
    numbers: dict[str, set[str]] = {"": set(), "left": set(), "right": set()}
    for page in pages:
        for line in page.lines:
            if match := _NUMBER.match(f"{line.text.strip()} "):
                numbers[_side(line)].add(match["number"])
    return len(numbers["left"] & numbers["right"]) >= _ENOUGH


def _side(line: PdfLine) -> str:
    return "left" if line.right < _LEFT else "right" if line.left > _RIGHT else ""


@dataclass(slots=True)
class _Reader:
    """Joins lines to stretches of text, and words that a line's end has parted."""

    columns: bool
    pairs: Pairs = frozenset()
    stretch: Stretch = field(default_factory=Stretch)
    found: list[_Line] = field(default_factory=list)
    last: dict[str, Stretch] = field(default_factory=dict)
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)

    def line(self, line: PdfLine, page: int) -> None:
        """Take up a line of a page."""
        text = line.text.strip()
        self._place(text, _side(line) if self.columns else "")
        self.found.append((text, self.stretch, page))

    def _place(self, text: str, side: str) -> None:
        """See under which number a line stands; a column goes on with its own."""
        match = _NUMBER.match(f"{text} ")
        if match:
            number = match["number"]
            self.counts[number, side] += 1
            self.stretch = Stretch(number, f"{number}#{self.counts[number, side]}", side)
            self.last[side] = self.stretch
        elif side != self.stretch.side:
            self.stretch = self.last.get(side) or Stretch(side=side)

    def _in_order(self) -> Iterator[_Line]:
        """The lines as they are read: of a row cut by a page's end the left column first, whole.

        There the rest of the left column follows the begin of the right one. Whether a row was
        cut, or another one begins, tells the other file: it has both words side by side.
        """
        runs = [list(lines) for _, lines in groupby(self.found, _column)]
        for at in range(len(runs) - 2):
            left, right, rest = runs[at : at + 3]
            same = left[0][1].clause == right[0][1].clause == rest[0][1].clause
            cut = left[0][1].number and same and left[-1][2] < rest[0][2]
            if cut and _column(left[0]) == _column(rest[0]) and self._adjacent(left, rest):
                runs[at + 1], runs[at + 2] = rest, right
        for run in runs:
            yield from run

    def _adjacent(self, before: Sequence[_Line], after: Sequence[_Line]) -> bool:
        """Whether the other file has the last word of some lines beside the first of others."""
        last = list(words_of(before[-1][0], Stretch()))[-1:]
        first = list(words_of(after[0][0], Stretch()))[:1]
        return any((one.key, two.key) in self.pairs for one in last for two in first)

    def words(self) -> Iterator[FlatWord]:
        """All words, one by one; those that a line's end has parted are joined."""
        whole: list[_Line] = []
        for text, stretch, page in self._in_order():
            before = whole[-1] if whole else ("", stretch, page)
            if _goes_on(before[0], text) and stretch == before[1]:
                whole[-1] = (before[0] + text, stretch, before[2])
            else:
                whole.append((text, stretch, page))
        for text, stretch, page in whole:
            yield from words_of(f" {text}", stretch, page)


def _column(line: _Line) -> tuple[str, str]:
    return line[1].clause, line[1].side


def _goes_on(before: str, text: str) -> bool:
    """Whether a line ends with a word that the next one ends."""
    parted = before[-1:] in _HYPHENS and before[-2:-1].isalnum()
    return parted and text[:1].isalnum()
