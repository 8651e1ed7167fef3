"""A document as one row of words, whatever it is: what a Word file and a PDF have in common."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

# Numbers with their separators are one word, so are words with hyphens; all else stands alone.
_WORD = re.compile(r"\d+(?:[.,:/]\d+)*|[^\W\d_]+(?:-[^\W\d_]+)*|[^\s\w]|_+")
_SPELLING = str.maketrans(
    {
        "\xad": "",
        "\u200b": "",
        "\ufeff": "",
        "\u2010": "-",
        "\u2011": "-",
        "\u2212": "-",
        "\ufb00": "ff",
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\ufb03": "ffi",
        "\ufb04": "ffl",
        "\ufb05": "st",
        "\ufb06": "st",
    }
)
# Marks of lists and lines to fill in: drawn in one file, typed in the other.
_DRAWN = re.compile(r"[•◦▪·●■□☐○‣∙\uf000-\uf0ff]|_+")
_LEADERS = re.compile(r"[.…]{4,}|(?:\.\s){4,}")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that belong together: a paragraph of Word, or the lines of a page below a number.

    ``number`` is what its clause is called (``8.2.``), ``clause`` what a change in it is told
    by, ``side`` which of two languages it is in: a language, or ``left`` and ``right``;
    ``section`` is the heading above, ``table``: it stands in a table.
    """

    number: str = ""
    clause: str = ""
    side: str = ""
    section: str = ""
    table: bool = False


@dataclass(frozen=True, slots=True)
class FlatWord:
    """A word: ``key`` is compared, ``text`` shown; ``page`` from 1, 0 where there is none."""

    key: str
    text: str
    spaced: bool
    page: int
    stretch: Stretch


def spelt(text: str) -> str:
    """``text`` without what typesetting adds: ligatures, soft hyphens, kinds of hyphens."""
    return unicodedata.normalize("NFC", _LEADERS.sub(" ", text).translate(_SPELLING))


def words_of(text: str, stretch: Stretch, page: int = 0) -> Iterator[FlatWord]:
    """The words of ``text``; a hyphen between letters parts nothing, as lines may break there."""
    end = 0
    plain = spelt(text)
    for match in _WORD.finditer(plain):
        if not _DRAWN.fullmatch(match[0]):
            key = match[0].replace("-", "") if match[0][0].isalpha() else match[0]
            yield FlatWord(key, match[0], match.start() > end or match.start() == 0, page, stretch)
        end = match.end()


def shown(words: Sequence[FlatWord]) -> str:
    """Words as a reader sees them in a line."""
    joined = "".join(f"{' ' if word.spaced else ''}{word.text}" for word in words)
    return joined.strip()


def same_letters(old: Sequence[FlatWord], new: Sequence[FlatWord]) -> bool:
    """Whether words differ only in where spaces and hyphens part them; never figures."""
    first, second = (_run(words) for words in (old, new))
    return first == second


def _run(words: Sequence[FlatWord]) -> str:
    """The letters of words in one; between two figures the space counts."""
    found = words[0].key if words else ""
    for one, other in pairwise(words):
        figures = one.key[-1:].isdigit() and other.key[:1].isdigit()
        found += f"{' ' if figures else ''}{other.key}"
    return re.sub(r"(?<=[^\W\d_])-(?=[^\W\d_])", "", found)
