"""Exact tests of whether a product's claims have risen beyond chance, and Holm's correction.

Both are one-sided and conditional on the number ``now + before`` of the product's claims in both
periods; probabilities are sums of whole numbers, without approximation.

- With exposure (units in use or sold): if the rate had not changed, each of these claims falls
  into the later period with the probability of that period's share of the exposure (the
  conditional test of two Poisson means, Przyborowski and Wilenski 1940).
- Without: if the product's share of all claims had not changed, the number follows the
  hypergeometric distribution (Fisher's exact test).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import comb


def rise_of_rate(now: int, before: int, exposure: tuple[Fraction, Fraction]) -> Fraction:
    """The probability of ``now`` or more claims in the later period at an unchanged rate.

    ``exposure`` is that of the later and of the earlier period.

    Raises:
        ValueError: a count or an exposure is negative, or there is no exposure at all.

    """
    if min(now, before) < 0 or min(exposure) < 0 or not sum(exposure):
        raise ValueError("counts and exposures are not negative, and one exposure is positive")
    ratio = exposure[0] / sum(exposure, Fraction())
    share, whole = ratio.numerator, ratio.denominator
    rest, count = whole - share, now + before
    if not rest or not now:
        return Fraction(1)
    # The term for ``at`` claims, times whole**count; each follows from the one before.
    term = comb(count, now) * share**now * rest**before
    total = 0
    for at in range(now, count + 1):
        total += term
        term = term * (count - at) * share // ((at + 1) * rest)
    return Fraction(total, whole**count)


def rise_of_share(now: int, all_now: int, before: int, all_before: int) -> Fraction:
    """The probability of ``now`` or more of all claims of the later period at an unchanged share.

    Raises:
        ValueError: a count is negative, or above that of all claims.

    """
    if not 0 <= now <= all_now or not 0 <= before <= all_before:
        raise ValueError("a product has no more claims than there are")
    count, everything = now + before, all_now + all_before
    term = comb(all_now, now) * comb(all_before, before)
    total = 0
    for at in range(now, min(count, all_now) + 1):
        total += term
        left = all_before - count + at + 1
        term = term * (all_now - at) * (count - at) // ((at + 1) * left) if left > 0 else 0
    return Fraction(total, comb(everything, count))


def holm(chances: Sequence[Fraction]) -> list[Fraction]:
    """The probabilities corrected for their number after Holm (1979), in the order given."""
    order = sorted(range(len(chances)), key=lambda at: chances[at])
    found = [Fraction(1)] * len(chances)
    highest = Fraction(0)
    for rank, at in enumerate(order):
        highest = max(highest, min(Fraction(1), chances[at] * (len(chances) - rank)))
        found[at] = highest
    return found
