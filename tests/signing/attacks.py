"""Attacks on signed files: the published families, and what was found on this program.

Families: incremental saving, universal forgery and wrapping (Mladenov et al. 2019); shadow
attacks: hide, replace, hide and replace (Mainka et al. 2021); evil annotations and sneaky
signatures on certified files (Rohlmann et al. 2021). Each is built anew here.
"""

from __future__ import annotations

from functools import cache

from tests.signing.attack import Attack
from tests.signing.attacks_content import annotations, incremental, properties, stamps
from tests.signing.attacks_shadow import shadows
from tests.signing.attacks_structure import after_the_end, forgeries, tables

__all__ = ["Attack", "attacks"]


@cache
def attacks() -> tuple[Attack, ...]:
    return (
        *after_the_end(),
        *tables(),
        *incremental(),
        *forgeries(),
        *annotations(),
        *shadows(),
        *properties(),
        *stamps(),
    )
