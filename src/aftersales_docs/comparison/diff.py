"""What differs between two rows of words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz.distance import Indel

from ..ooxml.words import Token

_FINE = 700 * 700  # So many pairs of words are compared as people would.
# All pairs of equal words in one comparison: seconds, where all words were the same.
MAX_PAIRS = 4_000_000
_COARSE = 20_000 * 20_000  # Beyond this a passage is told as replaced.


@dataclass(frozen=True, slots=True)
class Hunk:
    """What differs: the characters ``old`` gave way to the characters ``new``."""

    old: tuple[int, int]
    new: tuple[int, int]


Block = tuple[int, int, int, int]


def differing(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Block]:
    """The stretches ``(i1, i2, j1, j2)`` in which two sequences differ, in their order."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    first, second = old[start : len(old) - end], new[start : len(new) - end]
    if not first and not second:
        return []
    size = len(first) * len(second)
    if not size or size > _COARSE:
        return [(start, start + len(first), start, start + len(second))]
    if size <= _FINE and _affordable(first, second):
        codes = SequenceMatcher(None, first, second, autojunk=False).get_opcodes()
        found = [(i1, i2, j1, j2) for tag, i1, i2, j1, j2 in codes if tag != "equal"]
    else:
        found = _coarse(first, second)
    return [(start + i1, start + i2, start + j1, start + j2) for i1, i2, j1, j2 in found]


@dataclass(slots=True)
class _Work:
    """How many equal pairs of words may still be weighed as people would weigh them."""

    left: int


_WORK: ContextVar[_Work | None] = ContextVar("work", default=None)


@contextmanager
def bounded_work() -> Iterator[None]:
    """Within this, files that were made to take long are compared more coarsely from then on."""
    token = _WORK.set(_Work(MAX_PAIRS))
    try:
        yield
    finally:
        _WORK.reset(token)


def _affordable(first: Sequence[Hashable], second: Sequence[Hashable]) -> bool:
    """Whether the fine way, whose work grows with the pairs of equal words, is within bounds."""
    work = _WORK.get()
    if work is None:
        return True
    theirs = Counter(second)
    cost = sum(count * theirs[word] for word, count in Counter(first).items())
    if cost > work.left:
        return False
    work.left -= cost
    return True


def _coarse(first: Sequence[Hashable], second: Sequence[Hashable]) -> list[Block]:
    blocks: list[Block] = []
    for code in Indel.opcodes(first, second):
        if code.tag == "equal":
            continue
        block = (code.src_start, code.src_end, code.dest_start, code.dest_end)
        if blocks and blocks[-1][1] == block[0] and blocks[-1][3] == block[2]:
            block = (blocks[-1][0], block[1], blocks[-1][2], block[3])
            blocks.pop()
        blocks.append(block)
    return blocks


def hunks(old: Sequence[Token], new: Sequence[Token]) -> list[Hunk]:
    """What differs between two paragraphs; differences with only a space between are one."""
    blocks = differing([token.key for token in old], [token.key for token in new])
    joined: list[Block] = []
    for block in blocks:
        if joined and _only_space(old, joined[-1][1], block[0]):
            block = (joined[-1][0], block[1], joined[-1][2], block[3])  # noqa: PLW2901
            joined.pop()
        joined.append(block)
    return [
        Hunk(_span(old, i1, i2), _span(new, j1, j2))
        for i1, i2, j1, j2 in joined
        if not (_blank(old[i1:i2]) and _blank(new[j1:j2]))
    ]


def _only_space(sequence: Sequence[Token], start: int, end: int) -> bool:
    return end - start == 1 and sequence[start].text == " "


def _blank(sequence: Sequence[Token]) -> bool:
    return all(token.text == " " for token in sequence)


def _span(sequence: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    """The characters of some words; where there are none, the place between two."""
    if start < end:
        return sequence[start].start, sequence[end - 1].end
    place = sequence[start - 1].end if start else 0
    return place, place


def similarity(old: Sequence[str], new: Sequence[str]) -> float:
    """How much two rows of words have in common, from 0 to 1."""
    return float(Indel.normalized_similarity(old, new))
