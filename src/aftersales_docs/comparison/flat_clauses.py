"""The clauses of a contract in two languages, in rows of words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .flat_diff import Block
from .flat_words import FlatWord, Stretch, shown
from .two_languages import Clause, Sides
from .where import Where


def clauses(
    old: Sequence[FlatWord], new: Sequence[FlatWord], blocks: Sequence[Block]
) -> tuple[Sides, Sides]:
    """The clauses that stand in two languages, as issued and as returned.

    What was changed belongs to the clause in which it stands in the issued file.
    """
    both = _in_both({word.stretch for word in old})
    before = ((word.stretch, word) for word in old)
    return _sides(before, both), _sides(_returned(old, new, blocks), both)


def _in_both(stretches: set[Stretch]) -> set[str]:
    """The clauses that two languages have."""
    sides: dict[str, set[str]] = {}
    for one in stretches:
        if one.side and one.clause:
            sides.setdefault(one.clause, set()).add(one.side)
    return {clause for clause, found in sides.items() if len(found) > 1}


def _returned(
    old: Sequence[FlatWord], new: Sequence[FlatWord], blocks: Sequence[Block]
) -> Iterator[tuple[Stretch, FlatWord]]:
    """The words returned, each with the clause of the issued file; moved ones where they were."""
    at = 0
    for block in blocks:
        if block.moved:
            continue
        yield from ((word.stretch, word) for word in old[at : block.old[0]])
        at = max(at, block.old[1])
        if block.new[0] < block.new[1] and old:
            known = block.old[0] if block.old[0] < block.old[1] else block.old[0] - 1
            stretch = old[min(max(known, 0), len(old) - 1)].stretch
            yield from ((stretch, word) for word in new[slice(*block.new)])
    yield from ((word.stretch, word) for word in old[at:])


def _sides(
    words: Iterator[tuple[Stretch, FlatWord]] | Sequence[tuple[Stretch, FlatWord]], both: set[str]
) -> Sides:
    found: dict[str, dict[str, list[FlatWord]]] = {}
    places: dict[tuple[str, str], Stretch] = {}
    for stretch, word in words:
        if stretch.clause in both and stretch.side:
            found.setdefault(stretch.clause, {}).setdefault(stretch.side, []).append(word)
            places.setdefault((stretch.clause, stretch.side), stretch)
    return {
        clause: {side: _clause(places[clause, side], said) for side, said in sides.items()}
        for clause, sides in found.items()
    }


def _clause(stretch: Stretch, words: Sequence[FlatWord]) -> Clause:
    where = Where(
        number=stretch.number,
        label=stretch.number.rstrip("."),
        section=stretch.section,
        lang=stretch.side,
        old_page=words[0].page,
    )
    return Clause(where, [shown(words)], key=tuple(word.key for word in words))
