"""Walking from the newest document backwards, and no further than a page needs.

Of several conditions the one that the fewest documents fulfil leads, as far as is known from what
was read: its documents are read from the index, newest first, some at a time, and the others are
asked about these alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .conditions import Condition, Keys

# So many are read to see how rare a condition is; then more at a time.
_FIRST = 200
_MOST = 5000
# About so many the others are asked at once.
_ASKED = 200


def walk(conditions: Sequence[Condition], low: int, high: int) -> Iterator[list[int]]:
    """The keys from ``high`` down to ``low`` that fulfil all ``conditions``, some at a time."""
    first: list[Keys] = []
    for condition in conditions:
        first.append(condition.newest(low, high, _FIRST))
        if first[-1].ended and not first[-1].keys:
            return
    shares = [_share(one, high) for one in first]
    lead = shares.index(min(shares))
    found, top, count = first[lead], high, _FIRST
    while True:
        others = [one for one in conditions if one is not conditions[lead]]
        yield from _fulfilling(others, found.keys)
        if found.ended or found.floor <= low:
            return
        # What was rare may be so no longer: a year, once its own documents are reached.
        shares[lead] = _share(found, top)
        lead, top = shares.index(min(shares)), found.floor - 1
        count = min(4 * count, _MOST)
        found = conditions[lead].newest(low, top, count)


def _fulfilling(others: Sequence[Condition], keys: Sequence[int]) -> Iterator[list[int]]:
    """Those of ``keys`` that fulfil the ``others``, some at a time: a page may be full before."""
    for at in range(0, len(keys), _ASKED):
        left = list(keys[at : at + _ASKED])
        for other in others:
            if not left:
                break
            fulfilled = other.among(left)
            left = [key for key in left if key in fulfilled]
        if left:
            yield left


def _share(found: Keys, high: int) -> float:
    """How large a share of the documents fulfils a condition."""
    if not found.keys:
        return 0.0
    return len(found.keys) / (high - found.floor + 1)
