"""Attacks on signed files: the published families, and what was found on this program.

Families: incremental saving, universal forgery and wrapping (Mladenov et al. 2019); shadow
attacks: hide, replace, hide and replace (Mainka et al. 2021); evil annotations and sneaky
signatures on certified files (Rohlmann et al. 2021). Each is built anew here.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.signing.attack import Attack
from tests.signing.attacks_content import annotations, incremental, properties, stamps
from tests.signing.attacks_shadow import shadows
from tests.signing.attacks_structure import after_the_end, forgeries, tables

__all__ = ["Attack", "attacks"]


def attacks() -> Iterator[Attack]:
    yield from after_the_end()
    yield from tables()
    yield from incremental()
    yield from forgeries()
    yield from annotations()
    yield from shadows()
    yield from properties()
    yield from stamps()
