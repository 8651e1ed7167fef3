"""The exact tests against their definitions, and against values from tables."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest

from aftersales_docs.desk.statistics.exact import holm, rise_of_rate, rise_of_share
from aftersales_docs.desk.statistics.rising import judged


def _binomial(now: int, count: int, share: Fraction) -> Fraction:
    return sum(
        (
            comb(count, at) * share**at * (1 - share) ** (count - at)
            for at in range(now, count + 1)
        ),
        Fraction(),
    )


def _hypergeometric(now: int, all_now: int, before: int, all_before: int) -> Fraction:
    count, whole = now + before, all_now + all_before
    return sum(
        (
            Fraction(comb(all_now, at) * comb(all_before, count - at), comb(whole, count))
            for at in range(now, min(count, all_now) + 1)
        ),
        Fraction(),
    )


def test_the_rate_by_its_definition() -> None:
    for now in range(7):
        for before in range(7):
            for units in ((1, 1), (3, 2), (0, 5), (5, 0)):
                exposure = (Fraction(units[0]), Fraction(units[1]))
                share = exposure[0] / sum(exposure)
                assert rise_of_rate(now, before, exposure) == _binomial(
                    now, now + before, share
                ), (now, before, units)


def test_the_share_by_its_definition() -> None:
    for now in range(6):
        for before in range(6):
            for more in (0, 1, 4):
                numbers = (now, now + more, before, before + 2)
                assert rise_of_share(*numbers) == _hypergeometric(*numbers), numbers


def test_the_lady_who_tasted_tea() -> None:
    """Fisher's own example: 3 of 4 rightly told, 17 of 70; and all four, 1 of 70."""
    assert rise_of_share(3, 4, 1, 4) == Fraction(17, 70)
    assert rise_of_share(4, 4, 0, 4) == Fraction(1, 70)


def test_large_numbers_stay_exact() -> None:
    assert rise_of_share(30_000, 50_000, 20_000, 50_000) < Fraction(1, 10**100)
    assert rise_of_rate(5_000, 5_000, (Fraction(1_000_003), Fraction(999_983))) > Fraction(1, 3)


@pytest.mark.parametrize("given", [(-1, 3, 0, 3), (4, 3, 0, 3), (0, 3, 4, 3)])
def test_impossible_counts_are_refused(given: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError, match="no more claims"):
        rise_of_share(*given)
    with pytest.raises(ValueError, match="exposure"):
        rise_of_rate(1, 1, (Fraction(0), Fraction(0)))


def test_holm_as_in_the_paper() -> None:
    given = [Fraction(4, 100), Fraction(1, 100), Fraction(3, 100)]
    assert holm(given) == [Fraction(6, 100), Fraction(3, 100), Fraction(6, 100)]
    assert holm([Fraction(1, 2), Fraction(3, 4)]) == [Fraction(1), Fraction(1)]
    assert holm([]) == []


def test_chance_alone_is_seldom_told_as_a_rise() -> None:
    """All ways in which six products of no change can fall out: at most 5% are told."""
    units = (Fraction(1), Fraction(1))
    told = sum(
        Fraction(comb(8, now), 2**8)
        for now in range(9)
        if judged({"a": (now, 8 - now)}, (0, 0), {"a": units})["a"].systematic
    )
    assert 0 < told <= Fraction(5, 100)
