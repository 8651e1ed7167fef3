"""Walking from the newest document backwards, and no further than a page needs.

Of several conditions the one that the fewest documents fulfil leads: its documents are read from
the index, newest first, some at a time, and the others are asked about these alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .conditions import Condition, Keys

# So many are read to see how rare a condition is; then more at a time.
_FIRST = 200
_MOST = 20_000


def walk(conditions: Sequence[Condition], low: int, high: int) -> Iterator[list[int]]:
    """The keys from ``high`` down to ``low`` that fulfil all ``conditions``, some at a time."""
    first = [condition.newest(low, high, _FIRST) for condition in conditions]
    order = sorted(range(len(first)), key=lambda at: _share(first[at], high))
    lead, others = conditions[order[0]], [conditions[at] for at in order[1:]]
    found, count = first[order[0]], _FIRST
    while True:
        keys = found.keys
        for other in others:
            if not keys:
                break
            fulfilled = other.among(keys)
            keys = [key for key in keys if key in fulfilled]
        if keys:
            yield keys
        if found.ended or found.floor <= low:
            return
        count = min(4 * count, _MOST)
        found = lead.newest(low, found.floor - 1, count)


def _share(found: Keys, high: int) -> float:
    """How large a share of the documents fulfils a condition."""
    if not found.keys:
        return 0.0
    return len(found.keys) / (high - found.floor + 1)
