"""Statutory facts and citations by jurisdiction, each with its source and its days.

``law_of`` is the law of one day; ``law_on`` that of a matter, in which each entry is chosen
by the day that its transitional law looks to.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from .acts import ACTS, codes, read_statutes
from .days import DAY_NAMES, DayName, Days
from .facts import Citation, CitedText, Fact, Law, MissingDayError, UnknownFactError

__all__ = [
    "DAY_NAMES",
    "LAWS",
    "Citation",
    "CitedText",
    "DayName",
    "Days",
    "Fact",
    "Law",
    "LawCode",
    "MissingDayError",
    "UnknownFactError",
    "law_of",
    "law_on",
]

# A law is a folder of acts; whoever adds one finds its code accepted everywhere.
LAWS: tuple[str, ...] = codes()
if TYPE_CHECKING:
    LawCode = str
else:
    LawCode = Literal[LAWS]


def _law(code: str, days: Days | None) -> Law:
    statutes = read_statutes(ACTS / code)
    return Law(code, statutes.citations, statutes.facts, days)


@lru_cache(maxsize=64)
def law_of(code: LawCode, on: date | None = None) -> Law:
    """The law ``code`` as it stood on the day ``on``; ``None`` is the newest known.

    Everything is chosen by that one day. Where contract, demand and document have days of
    their own, ask :func:`law_on`.
    """
    return _law(code, Days.all(on) if on else None)


@lru_cache(maxsize=64)
def law_on(  # noqa: PLR0913 (one parameter a day)
    code: LawCode,
    *,
    document: date,
    contract: date | None = None,
    demand: date | None = None,
    performance: date | None = None,
    market: date | None = None,
) -> Law:
    """The law ``code`` for a matter, each entry chosen by the day that decides over it.

    A day that is left out is not known: what depends on it is not guessed by another day but
    raises :class:`MissingDayError`. Who takes one day for another says so in the call, as in
    ``law_on("de", document=day, contract=model.contract_date or day)``.
    """
    return _law(code, Days(document, contract, demand, performance, market))
