"""Which rates of VAT hold on a day."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from ..law import Law, LawCode
from ..schemas.figures import VatRate

# Where the facts on VAT rates stand, by law.
_RATES: Mapping[LawCode, tuple[str, ...]] = {
    "ru": (
        "vat_standard_rate",
        "vat_reduced_rate",
        "vat_simplified_rate_low",
        "vat_simplified_rate_high",
    ),
    "de": ("vat_standard_rate", "vat_reduced_rate"),
}


def valid_rates(law: Law, code: LawCode) -> tuple[Decimal, ...]:
    """The rates in percent that hold on the law's day, 0 among them, in order."""
    known = (law.fact(key).value for key in _RATES[code] if law.has_fact(key))
    return tuple(sorted({Decimal(0), *known}))


def wrong_rate(law: Law, code: LawCode, rate: VatRate) -> bool:
    """Whether ``rate`` is a rate that does not hold; 'none' is no rate."""
    return rate != "none" and rate not in valid_rates(law, code)


def special_rates(law: Law, code: LawCode) -> frozenset[Decimal]:
    """The rates that bind all supplies of whoever uses them, so that none stands beside them."""
    keys = (key for key in _RATES[code] if key.startswith("vat_simplified"))
    return frozenset(Decimal(law.fact(key).value) for key in keys if law.has_fact(key))
