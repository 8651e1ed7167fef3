"""Paragraphs that say the same words in more paragraphs than before, or in fewer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from ..ooxml.stories import WordParagraph
from .align import Match

_MOST = 200  # Paragraphs on either side of one passage; in longer ones nobody divided just one.


@dataclass(frozen=True, eq=False, slots=True)
class Division:
    """One paragraph that became several, or several that became one; its first match."""

    old: tuple[WordParagraph, ...]
    new: tuple[WordParagraph, ...]
    first: Match


def divisions(found: Sequence[Match]) -> Mapping[Match, Division]:
    """The divisions among ``found``, by each of the matches that they are made of."""
    divided: dict[Match, Division] = {}
    for changed, group in groupby(found, _may_be_part):
        passage = list(group)
        if not changed or not 1 < len(passage) <= _MOST:
            continue
        for old, new in _of(passage):
            parts = [one for one in passage if one.old in old or one.new in new]
            # Parts that also match something else are no plain division.
            if all(
                (one.old is None or one.old in old) and (one.new is None or one.new in new)
                for one in parts
            ):
                division = Division(old, new, parts[0])
                divided.update(dict.fromkeys(parts, division))
    return divided


def _may_be_part(match: Match) -> bool:
    sides = [side for side in (match.old, match.new) if side is not None]
    if not all(isinstance(side, WordParagraph) for side in sides):
        return False
    return len(sides) < 2 or sides[0].key != sides[1].key


def _of(
    passage: Sequence[Match],
) -> Iterator[tuple[tuple[WordParagraph, ...], tuple[WordParagraph, ...]]]:
    """One paragraph and the several with the same words, of either side."""
    olds = [one.old for one in passage if isinstance(one.old, WordParagraph)]
    news = [one.new for one in passage if isinstance(one.new, WordParagraph)]
    for whole in olds:
        if parts := _parts(whole, news):
            yield (whole,), parts
    for whole in news:
        if parts := _parts(whole, olds):
            yield parts, (whole,)


def _parts(
    whole: WordParagraph, others: Sequence[WordParagraph]
) -> tuple[WordParagraph, ...] | None:
    """Neighbours among ``others`` that say together what ``whole`` says."""
    for start, first in enumerate(others):
        if not first.key or whole.key[: len(first.key)] != first.key:
            continue
        at = 0
        for end in range(start, len(others)):
            key = others[end].key
            if whole.key[at : at + len(key)] != key:
                break
            at += len(key)
            if at == len(whole.key):
                return tuple(others[start : end + 1]) if end > start else None
    return None
