"""Which products' claims rise beyond chance between two periods; see ``docs/desk.md``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from .exact import holm, rise_of_rate, rise_of_share

# A rise by chance alone is told, in all products together, with at most this probability.
LEVEL: Final = Fraction(5, 100)
# Fewer claims than these in both periods together can't show a rise; they are not tested.
LEAST_CLAIMS: Final = 6

# Units in use or sold in this period and in the one before, by what tells products apart.
Sales = Mapping[str, tuple[Fraction, Fraction]]


@dataclass(frozen=True, slots=True)
class Judged:
    """What the test says: the probability alone, and corrected for the number of products.

    ``by_sales``: rates were compared, else shares of all claims.
    """

    chance: Fraction
    corrected: Fraction
    by_sales: bool
    units: tuple[Fraction, Fraction] | None = None

    @property
    def systematic(self) -> bool:
        """Whether the rise is beyond chance."""
        return self.corrected <= LEVEL


def judged(
    counts: Mapping[str, tuple[int, int]], whole: tuple[int, int], sales: Sales
) -> dict[str, Judged]:
    """What the test says of each product that can be tested.

    ``counts`` are its claims in this period and in the one before, ``whole`` those of all. With
    ``sales`` a product's rate is tested where its units are known, and its share otherwise.
    Without claims in one of the periods shares can't be compared.
    """
    chances: dict[str, Fraction] = {}
    units = {key: sales[key] for key in counts if any(sales.get(key, ()))}
    for key, (now, before) in sorted(counts.items()):
        if now + before < LEAST_CLAIMS:
            continue
        if key in units:
            chances[key] = rise_of_rate(now, before, units[key])
        elif all(whole):
            chances[key] = rise_of_share(now, whole[0], before, whole[1])
    corrected = holm(list(chances.values()))
    return {
        key: Judged(chance, corrected[at], key in units, units.get(key))
        for at, (key, chance) in enumerate(chances.items())
    }
