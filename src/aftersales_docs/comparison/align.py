"""Which paragraph, row, table or story of one file is which of the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from ..ooxml.stories import Block, Story, Unit, WordParagraph, WordRow, WordTable, words_of
from .diff import differing, similarity

_ENOUGH = 0.4  # Less in common, and two paragraphs are two paragraphs.
_ENOUGH_ROW = 0.3
_MOVED = 0.7  # So much of a paragraph must be found elsewhere for it to have moved there.
_PAIRS = 40_000  # So many pairs of paragraphs are weighed against each other in one gap.


class _Alignable(Protocol):
    @property
    def key(self) -> tuple[str, ...]: ...

    @property
    def clause(self) -> str: ...


T = TypeVar("T", bound=_Alignable)
Pair = tuple[T | None, T | None]


@dataclass(frozen=True, eq=False, slots=True)
class Match:
    """A unit and what became of it: ``old`` alone is gone, ``new`` alone is added."""

    old: Unit | None
    new: Unit | None


def paired(old: Sequence[T], new: Sequence[T]) -> list[Pair[T]]:
    """Both sequences as one, in their order: equals first, then by bookmark and likeness."""
    pairs: list[Pair[T]] = []
    i = j = 0
    for i1, i2, j1, j2 in differing([unit.key for unit in old], [unit.key for unit in new]):
        pairs += zip(old[i:i1], new[j:j1], strict=True)
        pairs += _gap(old[i1:i2], new[j1:j2])
        i, j = i2, j2
    pairs += zip(old[i:], new[j:], strict=True)
    return pairs


def _gap(old: Sequence[T], new: Sequence[T]) -> list[Pair[T]]:
    if not old or not new or len(old) * len(new) > _PAIRS:
        return _by_clause(old, new)
    firsts, seconds = [words_of(unit.key) for unit in old], [words_of(unit.key) for unit in new]
    weights = [
        [_weight(unit, other, firsts[i], seconds[j]) for j, other in enumerate(new)]
        for i, unit in enumerate(old)
    ]
    return [
        (old[i] if i is not None else None, new[j] if j is not None else None)
        for i, j in _heaviest(weights)
    ]


def _by_clause(old: Sequence[T], new: Sequence[T]) -> list[Pair[T]]:
    """What carries the same bookmark; for gaps too large to weigh."""
    firsts = [unit.clause or f"old {index}" for index, unit in enumerate(old)]
    seconds = [unit.clause or f"new {index}" for index, unit in enumerate(new)]
    pairs: list[Pair[T]] = []
    i = j = 0
    for i1, i2, j1, j2 in [*differing(firsts, seconds), (len(old), len(old), len(new), len(new))]:
        pairs += zip(old[i:i1], new[j:j1], strict=True)
        pairs += [(unit, None) for unit in old[i1:i2]]
        pairs += [(None, unit) for unit in new[j1:j2]]
        i, j = i2, j2
    return pairs


def _weight(
    old: _Alignable, new: _Alignable, first: Sequence[str], second: Sequence[str]
) -> float:
    """How likely one became the other; 0 where it can't be."""
    if type(old) is not type(new):
        return 0.0
    if isinstance(old, WordRow) and isinstance(new, WordRow) and len(old.cells) != len(new.cells):
        return 0.0
    like = similarity(first, second)
    if old.clause and old.clause == new.clause:
        return 0.5 + like / 2
    return like if like >= (_ENOUGH_ROW if isinstance(old, WordRow) else _ENOUGH) else 0.0


def _heaviest(weights: Sequence[Sequence[float]]) -> Iterator[tuple[int | None, int | None]]:
    """The pairs, in order, that weigh most together; what has no pair stands alone."""
    rows, columns = len(weights), len(weights[0])
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            weight = weights[i][j]
            both = best[i + 1][j + 1] + weight if weight else 0.0
            best[i][j] = max(both, best[i + 1][j], best[i][j + 1])
    i = j = 0
    while i < rows or j < columns:
        weight = weights[i][j] if i < rows and j < columns else 0.0
        if weight and best[i][j] == best[i + 1][j + 1] + weight:
            yield i, j
            i, j = i + 1, j + 1
        elif i < rows and (j == columns or best[i][j] == best[i + 1][j]):
            yield i, None
            i += 1
        else:
            yield None, j
            j += 1


def cell_pairs(old: list[Block], new: list[Block]) -> list[Pair[Block]]:
    """The blocks of two cells; a lone paragraph is compared whatever it says."""
    lone = len(old) == len(new) == 1
    if lone and isinstance(old[0], WordParagraph) and isinstance(new[0], WordParagraph):
        return [(old[0], new[0])]
    return paired(old, new)


def matches(old: Sequence[Block], new: Sequence[Block]) -> Iterator[Match]:
    """What became of every unit: paragraphs, and of matched tables the rows and cells."""
    for one, other in paired(old, new):
        yield from _inside(one, other)


def _inside(one: Block | None, other: Block | None) -> Iterator[Match]:
    if not (isinstance(one, WordTable) and isinstance(other, WordTable)):
        yield Match(one, other)
        return
    for row, its in paired(one.rows, other.rows):
        if row is None or its is None:
            yield Match(row, its)
            continue
        for cell, twin in zip(row.cells, its.cells, strict=True):
            for first, second in cell_pairs(cell.blocks, twin.blocks):
                yield from _inside(first, second)


def with_moves(found: Sequence[Match]) -> tuple[list[Match], dict[Unit, Unit]]:
    """The matches, those that moved joined to one; and what moved where."""
    gone = [match.old for match in found if match.old is not None and match.new is None]
    come = [match.new for match in found if match.new is not None and match.old is None]
    moved = _moved(gone, come)
    targets = set(moved.values())
    joined = [
        Match(match.old, moved[match.old]) if match.old in moved and match.new is None else match
        for match in found
        if not (match.old is None and match.new in targets)
    ]
    return joined, moved


def _moved(gone: Sequence[Unit], come: Sequence[Unit]) -> dict[Unit, Unit]:
    moved: dict[Unit, Unit] = {}
    equal: dict[tuple[str, tuple[str, ...]], list[Unit]] = {}
    for other in come:
        equal.setdefault((type(other).__name__, other.key), []).append(other)
    for unit in gone:
        twins = equal.get((type(unit).__name__, unit.key), [])
        if twins and _tells(unit, twins[0]):
            moved[unit] = twins.pop(0)
    taken = set(moved.values())
    left = [other for other in come if other not in taken]
    rest = [unit for unit in gone if unit not in moved]
    if len(rest) * len(left) <= _PAIRS:
        for unit in rest:
            likest = next((other for other in left if _is_like(unit, other)), None)
            if likest is not None:
                moved[unit] = likest
                left.remove(likest)
    return moved


def _tells(one: Unit, other: Unit) -> bool:
    """Whether two equal units are the same one: not a table, and no word that recurs."""
    same = bool(one.clause) and one.clause == other.clause
    return not isinstance(one, WordTable) and (same or len(one.key) >= 3)


def _is_like(one: Unit, other: Unit) -> bool:
    if not (isinstance(one, WordParagraph) and isinstance(other, WordParagraph)):
        return False
    same = bool(one.clause) and one.clause == other.clause
    enough = _ENOUGH if same else _MOVED
    return (same or len(one.key) >= 6) and similarity(one.key, other.key) >= enough


def story_pairs(old: list[Story], new: list[Story]) -> list[Pair[Story]]:
    """The stories of one kind; a copy of one that is there already says nothing new."""
    if len(old) == len(new) == 1:
        return [(old[0], new[0])]
    pairs = paired(old, new)
    known = {other.key for one, other in pairs if one is not None and other is not None}
    return [pair for pair in pairs if not (pair[0] is None and pair[1] and pair[1].key in known)]
