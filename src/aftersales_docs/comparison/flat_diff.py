"""What differs between two rows of words, and which of it only stands elsewhere."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .diff import differing
from .flat_words import FlatWord, same_letters

_ANCHOR = 6  # So many words, once in either file, are the same place.
_MOVED = 4  # So many words at least have moved; fewer could be a change.
_MOST = 50  # Places of one row of words that are looked at.
_DASHES = frozenset("-\u2013\u2014")
_BETWEEN = 2  # Words between two differences that are told as one.


@dataclass(frozen=True, slots=True)
class Block:
    """Words ``old`` of one file and ``new`` of the other, by their places; ``moved``: the same."""

    old: tuple[int, int]
    new: tuple[int, int]
    moved: bool = False


def differing_words(old: Sequence[FlatWord], new: Sequence[FlatWord]) -> list[Block]:
    """Where two files differ, in their order."""
    first, second = [word.key for word in old], [word.key for word in new]
    found: list[tuple[int, int, int, int]] = []
    i = j = 0
    for a, b in [*_anchors(first, second), (len(first), len(second))]:
        found += [
            (i + i1, i + i2, j + j1, j + j2)
            for i1, i2, j1, j2 in differing(first[i:a], second[j:b])
        ]
        i, j = a, b
    real = [one for one in found if not (_same(old, new, one) or _mark(old, new, one))]
    return _settled(old, new, _joined(old, new, _joined_at_ends(real)))


def _anchors(first: Sequence[str], second: Sequence[str]) -> list[tuple[int, int]]:
    """Places that both files share beyond doubt, in the order of both."""
    ours, theirs = _once(first), _once(second)
    pairs = sorted((place, theirs[words]) for words, place in ours.items() if words in theirs)
    # The longest row of pairs that rises in both files.
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = [-1] * len(pairs)
    for index, (_, place) in enumerate(pairs):
        at = bisect_left(tails, place)
        before[index] = ends[at - 1] if at else -1
        if at == len(tails):
            tails.append(place)
            ends.append(index)
        else:
            tails[at], ends[at] = place, index
    chain: list[tuple[int, int]] = []
    index = ends[-1] if ends else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]


def _once(words: Sequence[str]) -> dict[tuple[str, ...], int]:
    """The rows of words that stand once, with their places."""
    rows = [tuple(words[i : i + _ANCHOR]) for i in range(len(words) - _ANCHOR + 1)]
    counts = Counter(rows)
    return {row: i for i, row in enumerate(rows) if counts[row] == 1}


def _same(
    old: Sequence[FlatWord], new: Sequence[FlatWord], block: tuple[int, int, int, int]
) -> bool:
    i1, i2, j1, j2 = block
    return i1 < i2 and j1 < j2 and same_letters(old[i1:i2], new[j1:j2])


def _mark(
    old: Sequence[FlatWord], new: Sequence[FlatWord], block: tuple[int, int, int, int]
) -> bool:
    """Whether a dash alone came or went: a mark of a list, drawn in one file and typed in none.

    Before a figure it may be a minus.
    """
    i1, i2, j1, j2 = block
    words, after = (old[i1:i2], old[i2 : i2 + 1]) if i1 < i2 else (new[j1:j2], new[j2 : j2 + 1])
    alone = i1 == i2 or j1 == j2
    figure = bool(after) and after[0].key[0].isdigit()
    return alone and not figure and all(word.key in _DASHES for word in words)


def _joined_at_ends(
    found: Sequence[tuple[int, int, int, int]],
) -> list[tuple[int, int, int, int]]:
    """Differences that touch as one: an anchor may have cut them."""
    joined: list[tuple[int, int, int, int]] = []
    for block in found:
        if joined and joined[-1][1] == block[0] and joined[-1][3] == block[2]:
            joined[-1] = (joined[-1][0], block[1], joined[-1][2], block[3])
        else:
            joined.append(block)
    return joined


def _joined(
    old: Sequence[FlatWord],
    new: Sequence[FlatWord],
    found: Sequence[tuple[int, int, int, int]],
) -> list[Block]:
    """Differences with a word or two between them as one, unless a figure is among these."""
    blocks: list[Block] = []
    for i1, i2, j1, j2 in found:
        last = blocks[-1] if blocks else None
        between = old[last.old[1] : i1] if last else ()
        if (
            last
            and len(between) <= _BETWEEN
            and not any(word.key[0].isdigit() for word in between)
            and len({word.stretch for word in old[last.old[0] : i2]}) <= 1
            and len({word.page for word in new[last.new[0] : j2]}) <= 1
        ):
            blocks[-1] = Block((last.old[0], i2), (last.new[0], j2))
        else:
            blocks.append(Block((i1, i2), (j1, j2)))
    return blocks


@dataclass(slots=True)
class _Moves:
    """Finds words that are gone in one place and have come in another."""

    first: Sequence[str]
    second: Sequence[str]
    gone: set[int]
    come: set[int]

    def found(self) -> Iterator[Block]:
        """The longest rows of words that stand elsewhere; each word moves once."""
        places: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for j in sorted(self.come):
            if len(known := places[tuple(self.second[j : j + _MOVED])]) < _MOST:
                known.append(j)
        for i in sorted(self.gone):
            if i not in self.gone:
                continue
            row = tuple(self.first[i : i + _MOVED])
            starts = places.get(row, ()) if len(row) == _MOVED else ()
            j = max(starts, key=lambda start: self._length(i, start), default=0)
            length = self._length(i, j) if starts else 0
            if length >= _MOVED:
                self.gone.difference_update(range(i, i + length))
                self.come.difference_update(range(j, j + length))
                yield Block((i, i + length), (j, j + length), moved=True)

    def beside(self, moved: Sequence[Block]) -> Iterator[Block]:
        """Words that stand beside what moved and are no row by themselves; never figures."""
        for i in dict.fromkeys(place for block in moved for place in (block.old[1], block.old[0])):
            ours = next(
                (
                    run
                    for run in _runs((i - _MOVED, i + _MOVED), self.gone)
                    if run[0] <= i < run[1]
                ),
                None,
            )
            words = self.first[slice(*ours)] if ours else []
            if not ours or any(word[0].isdigit() for word in words):
                continue
            size = len(words)
            starts = (j for j in sorted(self.come) if self.second[j : j + size] == words)
            j = next((j for j in starts if self.come.issuperset(range(j, j + size))), None)
            if j is not None:
                self.gone.difference_update(range(*ours))
                self.come.difference_update(range(j, j + size))
                yield Block(ours, (j, j + size), moved=True)

    def whole(self, blocks: Sequence[Block]) -> Iterator[Block]:
        """Few words that are all of one difference, gone here and come there; never figures."""
        spare = [run for block in blocks for run in _runs(block.new, self.come)]
        for ours in [run for block in blocks for run in _runs(block.old, self.gone)]:
            words = self.first[slice(*ours)]
            theirs = next((run for run in spare if self.second[slice(*run)] == words), None)
            if theirs is None or any(word[0].isdigit() for word in words):
                continue
            spare.remove(theirs)
            self.gone.difference_update(range(*ours))
            self.come.difference_update(range(*theirs))
            yield Block(ours, theirs, moved=True)

    def _length(self, i: int, j: int) -> int:
        length = 0
        while (
            i + length in self.gone
            and j + length in self.come
            and self.first[i + length] == self.second[j + length]
        ):
            length += 1
        return length


def _settled(
    old: Sequence[FlatWord], new: Sequence[FlatWord], blocks: Sequence[Block]
) -> list[Block]:
    """``blocks`` without the words that only stand elsewhere; these as blocks of their own."""
    moves = _Moves(
        [word.key for word in old],
        [word.key for word in new],
        {i for block in blocks for i in range(*block.old)},
        {j for block in blocks for j in range(*block.new)},
    )
    settled = list(moves.found())
    settled += list(moves.beside(settled))
    settled += list(moves.whole(blocks))
    for block in blocks:
        settled += _left(block, moves)
    return sorted(settled, key=lambda block: (block.old, block.new))


def _left(block: Block, moves: _Moves) -> Iterator[Block]:
    """What is left of a difference once what moved is out of it."""
    ours, theirs = _runs(block.old, moves.gone), _runs(block.new, moves.come)
    if len(ours) <= 1 and len(theirs) <= 1 and (ours or theirs):
        yield Block(
            ours[0] if ours else (block.old[0], block.old[0]),
            theirs[0] if theirs else (block.new[0], block.new[0]),
        )
        return
    yield from (Block(run, (block.new[0], block.new[0])) for run in ours)
    yield from (Block((block.old[0], block.old[0]), run) for run in theirs)


def _runs(span: tuple[int, int], kept: set[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for place in range(*span):
        if place not in kept:
            continue
        if runs and runs[-1][1] == place:
            runs[-1] = (runs[-1][0], place + 1)
        else:
            runs.append((place, place + 1))
    return runs
