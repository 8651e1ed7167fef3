"""A row of two columns that the end of a page cuts is read by column, whole."""

from __future__ import annotations

from itertools import pairwise

from aftersales_docs.comparison.flat_words import Stretch, words_of
from aftersales_docs.comparison.pdf_reading import PdfLine, PdfPage
from aftersales_docs.comparison.pdf_words import pdf_words

LEFT = (
    "1. The Parties agree.",
    "2. The Seller shall inform Consumers as set out",
    "in clause 4.",
    "3. The law applies.",
)
RIGHT = (
    "1. Die Parteien sind sich einig.",
    "2. Der Verkäufer unterrichtet",
    "die Verbraucher.",
    "3. Das Recht gilt.",
)


def line(text: str, top: float, *, right: bool) -> PdfLine:
    left = 0.53 if right else 0.1
    return PdfLine(text, left, left + 0.3, top, top + 0.01, False)


def pages(second: tuple[str, ...], third: tuple[str, ...]) -> list[PdfPage]:
    """Two pages: the second row begins on the one and ends on the other."""
    first = [
        line(LEFT[0], 0.2, right=False),
        line(RIGHT[0], 0.2, right=True),
        line(LEFT[1], 0.8, right=False),
        line(RIGHT[1], 0.8, right=True),
    ]
    rest = [*(line(text, 0.2, right=False) for text in second[:1])]
    rest += [line(text, 0.2, right=True) for text in second[1:]]
    rest += [line(third[0], 0.3, right=False), line(third[1], 0.3, right=True)]
    return [PdfPage(tuple(one), 0, False, ()) for one in (first, rest)]


def keys(text: str) -> list[str]:
    return [one.key for one in words_of(text, Stretch())]


ISSUED = " ".join([*LEFT[:1], *RIGHT[:1], *LEFT[1:3], *RIGHT[1:3], LEFT[3], RIGHT[3]])
PAIRS = frozenset(pairwise(keys(ISSUED)))


def test_the_rest_of_a_column_goes_on_with_its_column() -> None:
    found = pdf_words(pages((LEFT[2], RIGHT[2]), (LEFT[3], RIGHT[3])), pairs=PAIRS)
    assert [one.key for one in found.words] == keys(ISSUED)


def test_a_row_of_which_one_column_alone_is_cut() -> None:
    issued = " ".join([LEFT[0], RIGHT[0], *LEFT[1:3], RIGHT[1], LEFT[3], RIGHT[3]])
    found = pdf_words(
        pages((LEFT[2],), (LEFT[3], RIGHT[3])), pairs=frozenset(pairwise(keys(issued)))
    )
    assert [one.key for one in found.words] == keys(issued)


def test_another_row_of_the_clause_stays_where_it_is() -> None:
    """What the other file has not side by side is a row of its own, not the rest of one."""
    apart = " ".join([LEFT[0], RIGHT[0], LEFT[1], RIGHT[1], LEFT[2], RIGHT[2], LEFT[3], RIGHT[3]])
    found = pdf_words(
        pages((LEFT[2], RIGHT[2]), (LEFT[3], RIGHT[3])), pairs=frozenset(pairwise(keys(apart)))
    )
    assert [one.key for one in found.words] == keys(apart)
