"""Comparing by words alone: a PDF against a PDF, or against the Word file that went out.

A PDF has no paragraphs and no tracked changes. Both files become one row of words; what
differs is told with its pages. Words that stand elsewhere, as another layout orders the
columns and rows of a page otherwise, are told as moved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ..errors import DataError, Place, Problem, worded
from ..filetypes import is_pdf
from ..ooxml.package import open_package
from ..ooxml.story_reader import read
from .changes import Change
from .compare import Comparison, told_of
from .diff import bounded_work
from .flat_clauses import clauses
from .flat_diff import Block, differing_words
from .flat_words import FlatWord, Stretch, shown
from .pdf_beside import Side, beside, notes
from .pdf_reading import pages_of
from .pdf_words import Pairs, pdf_words
from .places import Places, twins
from .quantities import Shift, shifts
from .two_languages import of_sides
from .where import Where
from .word_words import WordWords, word_words

_CONTEXT = 18  # Words shown on either side.
_ROW = 100  # Words of a clause in a column, hardly more.
_FEW = 4
_COUNTS = "{PAGEREF}"  # What Word counts anew whenever it shows the page.


def compare_words(issued: bytes, returned: bytes, names: tuple[str, str]) -> Comparison:
    """What differs in the words of two files, of which one at least is a PDF.

    Raises:
        DataError: a file can't be read, or its pages hold no text.

    """
    tried = [_compared(*pair) for pair in _sides(issued, returned, names)]
    old, new, blocks = min(tried, key=lambda one: sum(_size(block) for block in one[2]))
    changes = [*_changes(old, new, blocks), *beside(old, new)]
    return Comparison(
        tuple(sorted(changes, key=_rank)),
        notes=(*notes(old, new), *_order(old, new, blocks)),
        contradictions=of_sides(*clauses(old.words, new.words, blocks)),
        words_only=True,
    )


def _compared(old: Side, new: Side) -> tuple[Side, Side, list[Block]]:
    with bounded_work():
        return old, new, differing_words(old.words, new.words)


def _size(block: Block) -> int:
    return block.old[1] - block.old[0] + block.new[1] - block.new[0]


def _sides(issued: bytes, returned: bytes, names: tuple[str, str]) -> Iterator[tuple[Side, Side]]:
    """Both files as words; a Word file among them in either way to read blocks to sign.

    It also tells which heads and feet the PDF has.
    """
    if is_pdf(issued) and is_pdf(returned):
        yield _pdf(issued, names[0]), _pdf(returned, names[1])
    elif is_pdf(issued):
        words = _word(returned, names[1])
        pdf = _pdf(issued, names[0], words[0])
        yield from ((pdf, Side(one.words, word=one)) for one in words)
    else:
        words = _word(issued, names[0])
        pdf = _pdf(returned, names[1], words[0])
        yield from ((Side(one.words, word=one), pdf) for one in words)


def _word(content: bytes, name: str) -> list[WordWords]:
    """A Word file with its tracked changes accepted."""
    view = read(open_package(content, name), accept=True)
    lang, known = told_of(content, name)
    places = Places(view, known, lang, twins(view, known))
    return [word_words(view, places, by_column=one) for one in (False, True)]


def _pdf(content: bytes, name: str, word: WordWords | None = None) -> Side:
    """A PDF; ``word`` is the other file, which tells its heads and feet, and what goes on."""
    pages = pages_of(content, name)
    found = pdf_words(pages, word.edges, _pairs(word.words)) if word else pdf_words(pages)
    if not any(page.lines for page in found.pages):
        raise DataError(
            Problem(
                "pdf-no-text",
                "the pages hold no text, only pictures of it (a scan, say).",
                "Compare by eye, or have the text recognised (OCR) and compare that.",
                place=Place(name),
            )
        )
    return Side(found.words, pdf=found)


def _pairs(words: Sequence[FlatWord]) -> Pairs:
    """Which words stand side by side."""
    return frozenset((one.key, two.key) for one, two in pairwise(words))


def _rank(change: Change) -> tuple[bool, bool]:
    """What could not be compared and changed figures first, what moved last."""
    return (change.kind == "moved", not change.quantities and change.kind != "content")


def _is_counted(old: Side, new: Side, block: Block) -> bool:
    """Whether numbers of pages alone stand against the fields that count them (in contents)."""
    spans = ((old.words, block.old), (new.words, block.new))
    first, second = (shown(words[start:end]) for words, (start, end) in spans)
    return any(
        _COUNTS in one and re.fullmatch(re.escape(one).replace(re.escape(_COUNTS), r"\d+"), other)
        for one, other in ((first, second), (second, first))
    )


def _says(side: Side, block: Block) -> bool:
    """Whether there are letters or figures in some words: a point alone moves with its line."""
    return any(char.isalnum() for char in shown(side.words[slice(*block.old)]))


def _changes(old: Side, new: Side, blocks: Sequence[Block]) -> Iterator[Change]:
    for block in blocks:
        if _is_counted(old, new, block) or (block.moved and not _says(old, block)):
            continue
        if not (block.moved and (_in_a_head(old, new, block) or _at_a_break(old, new, block))):
            yield _change(old.words, new.words, block)


def _both(old: Side, new: Side, block: Block) -> tuple[Stretch, Stretch]:
    return old.words[block.old[0]].stretch, new.words[block.new[0]].stretch


def _in_a_head(old: Side, new: Side, block: Block) -> bool:
    """Whether words stand in the head of a letter, whose blocks have no order among them."""
    return any(one.table and not one.number and not one.section for one in _both(old, new, block))


def _at_a_break(old: Side, new: Side, block: Block) -> bool:
    """Whether words stand in a column that a page's end cuts: the other column comes between.

    They stand under the number and in the language where they stood.
    """
    first, second = _both(old, new, block)
    ours, theirs = first.number.rstrip("."), second.number.rstrip(".")
    same = ours.endswith(theirs) or theirs.endswith(ours)
    cut = _ends_a_page(new.words, block.new) or _ends_a_page(old.words, block.old)
    return bool(first.side) and same and cut


def _ends_a_page(words: Sequence[FlatWord], span: tuple[int, int]) -> bool:
    """Whether a page begins or ends at some words; of many words, near them."""
    reach = _ROW if span[1] - span[0] >= _FEW else 1
    around = words[max(0, span[0] - reach) : span[1] + reach]
    return len({word.page for word in around}) > 1


def _order(old: Side, new: Side, blocks: Sequence[Block]) -> Iterator[str]:
    """Where the order of words was not compared."""
    cut = [block for block in blocks if block.moved and _at_a_break(old, new, block)]
    pages = {new.words[block.new[0]].page or old.words[block.old[0]].page for block in cut}
    if pages:
        yield worded(
            "Where a page's end cuts two columns, the words of a clause were found, but their "
            "order was not compared: page {pages}.",
            pages=", ".join(map(str, sorted(pages))),
        )


def _change(old: Sequence[FlatWord], new: Sequence[FlatWord], block: Block) -> Change:
    first, second = shown(old[slice(*block.old)]), shown(new[slice(*block.new)])
    before, after = _around(new, block.new)
    old_before, old_after = _around(old, block.old)
    kind = "moved" if block.moved else "text" if first and second else "added"
    if not block.moved and first and not second:
        kind = "deleted"
    return Change(
        kind,
        _where(old, new, block),
        first,
        "" if block.moved else second,
        quantities=() if block.moved else _shifts(old, new, block),
        notes=(worded("the same words, in another place"),) if block.moved else (),
        before=before,
        after=after,
        redlined=False,
        old_before=old_before,
        old_after=old_after,
    )


def _around(words: Sequence[FlatWord], span: tuple[int, int]) -> tuple[str, str]:
    """The words of the clause before and after a stretch, with points where more would follow."""
    own = words[min(span[0], len(words) - 1)].stretch if words else Stretch()
    first = last = span[0]
    while first > 0 and words[first - 1].stretch == own and span[0] - first < _CONTEXT:
        first -= 1
    last = end = max(span[1], first)
    while last < len(words) and words[last].stretch == own and last - end < _CONTEXT:
        last += 1
    more = (
        first > 0 and words[first - 1].stretch == own,
        last < len(words) and words[last].stretch == own,
    )
    before, after = shown(words[first : span[0]]), shown(words[end:last])
    space = " " if end < last and words[end].spaced else ""
    return f"{'… ' if more[0] else ''}{before} ", f"{space}{after}{' …' if more[1] else ''}"


def _shifts(old: Sequence[FlatWord], new: Sequence[FlatWord], block: Block) -> tuple[Shift, ...]:
    texts: list[str] = []
    spans: list[tuple[int, int]] = []
    for words, span in ((old, block.old), (new, block.new)):
        before, after = (part.strip("… ") for part in _around(words, span))
        inner = shown(words[slice(*span)])
        start = len(before) + 1
        texts.append(f"{before} {inner} {after}")
        spans.append((start, start + len(inner)))
    return shifts(texts[0], spans[0], texts[1], spans[1])


def _where(old: Sequence[FlatWord], new: Sequence[FlatWord], block: Block) -> Where:
    """By the issued file's clause, and the page in either."""
    ours = _at(old, block.old[0] if block.old[0] < block.old[1] else block.old[0] - 1)
    theirs = _at(new, block.new[0])
    # A Word file knows its clauses better than a page does.
    told = theirs if theirs is not None and not theirs.page else ours or theirs
    stretch = told.stretch if told is not None else Stretch()
    return Where(
        number=stretch.number,
        label=stretch.number.rstrip("."),
        section=stretch.section,
        base="" if "#" in stretch.clause else stretch.clause,
        lang=stretch.side,
        page=theirs.page if theirs else 0,
        old_page=ours.page if ours else 0,
    )


def _at(words: Sequence[FlatWord], place: int) -> FlatWord | None:
    return words[min(max(place, 0), len(words) - 1)] if words else None
