"""When claims in a defect of sold goods become time-barred after a repair (German law).

The original period is two years from delivery (§ 438(1) No. 3, (2) BGB), or what was agreed.
In a consumer sale made from 31.07.2026 on, cure by repair lengthens it once by twelve months
(§ 475e(5)); claims in the defect that was claimed are not barred before four months after it
first showed (§ 475e(3)), nor before two months after the goods came back (§ 475e(4)).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ...law import Law
from ...law.counting import deadline
from .cost import Cure, Guarantee


@dataclass(frozen=True, slots=True)
class Limitation:
    """What becomes of the limitation period; each ``None`` does not apply or is not known.

    ``original`` and ``extended`` are last days of the period for any defect, ``after_defect``
    and ``after_return`` the days before which the claims in this defect are not barred.
    """

    lengthened: bool = False
    original: date | None = None
    extended: date | None = None
    after_defect: date | None = None
    after_return: date | None = None

    @property
    def end(self) -> date | None:
        """The last day of the period for any defect."""
        return self.extended or self.original

    @property
    def end_for_this_defect(self) -> date | None:
        """The last day for claims in the defect that was mended; ``None`` if not known."""
        if self.end is None:
            return None
        later = (self.after_defect, self.after_return)
        return max(self.end, *(day for day in later if day))


def _months(law: Law, key: str) -> int:
    fact = law.fact(key)
    return int(fact.value) * (12 if fact.unit == "years" else 1)


def _end(start: date, months: int) -> date:
    """The last day of a period; a day off moves it (§ 193 BGB)."""
    return deadline(start, months, "months", "de").day


def _after(law: Law, key: str, start: date | None) -> date | None:
    if start is None or not law.has_fact(key):
        return None
    return _end(start, _months(law, key))


def limitation_of(law: Law, cost: Cure | Guarantee, returned: date | None) -> Limitation:
    """The limitation of a consumer's claims against the seller after the unit's return.

    ``returned`` is the day on which goods that had been handed over came back.
    """
    handed, showed = cost.handed_over, cost.defect_appeared
    agreed = cost.limitation_months if isinstance(cost, Cure) else None
    months = agreed or _months(law, "sale_limitation")
    original = _end(handed, months) if handed else None
    lengthens = isinstance(cost, Cure) and law.has_fact("repair_limitation_extension")
    more = _months(law, "repair_limitation_extension") if lengthens else 0
    extended = _end(handed, months + more) if handed and lengthens else None
    within = bool(original and showed and showed <= original)
    return Limitation(
        lengthened=lengthens,
        original=original,
        extended=extended,
        after_defect=_after(law, "consumer_limitation_after_defect", showed) if within else None,
        after_return=_after(law, "consumer_limitation_after_return", returned),
    )


def barred_before(cost: Cure | Guarantee, law: Law, demanded: date) -> bool:
    """Whether the claim came after the original period had ended, as far as that is known.

    A defect that showed within the period keeps its claims alive for four months (§ 475e(3)).
    """
    found = limitation_of(law, cost, None)
    if found.original is None:
        return False
    return demanded > max(found.original, found.after_defect or found.original)
