"""The Labour Code of the Russian Federation, Federal Law 197-FZ of 30.12.2001: its articles.

Article numbers follow the edition in force on the as-of date. Section X (occupational
safety) was renumbered by Federal Law 311-FZ of 02.07.2021 from 01.03.2022; articles
22.1 to 22.3 came with Federal Law 377-FZ of 22.11.2021 on that day, article 195.3 with
Federal Law 122-FZ of 02.05.2015 from 01.07.2016.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from .facts import Citation

AS_OF = date(2026, 11, 23)
CODE = "Labour Code of the Russian Federation, Federal Law 197-FZ of 30.12.2001"
DAY = timedelta(days=1)
_STANDARDS = date(2016, 7, 1)
_ELECTRONIC = date(2021, 11, 22)
_SAFETY_REFORM = date(2022, 3, 1)
# Number and subject compared with public sources on the as-of date.
_VERIFIED = frozenset(
    {
        "deputising",
        "electronic_documents",
        "liability_limit",
        "professional_standards",
        "safety_rights",
        "training",
    }
)


def _german_number(number: str) -> str:
    """``68(3)`` as Germans write it: ``68 Abs. 3``."""
    return re.sub(r"\((\d+)\)", "\u00a0Abs.\u00a0\\1", number).replace(" and ", " und ")


def _labour(  # noqa: PLR0913
    key: str, ru: str, number: str, *, chapter: bool = False, since: date | None = None,
    until: date | None = None,
) -> Citation:  # fmt: skip
    """A place of the Labour Code: ``ru`` as Russians write it, ``number`` for the others."""
    many = "," in number or "–" in number or " and " in number
    german = "Kapitel" if chapter else "Art."
    english = "Chapter" if chapter else "Articles" if many else "Article"
    return Citation(
        key,
        {
            "ru": f"{ru}\u00a0ТК\u00a0РФ",
            "de": f"{german}\u00a0{_german_number(number)}"
            " des Arbeitsgesetzbuchs der Russischen Föderation",
            "en": f"{english}\u00a0{number} of the Labour Code of the Russian Federation",
        },
        f"{CODE}, {english.lower()} {number}",
        AS_OF,
        since,
        until,
        verified=key in _VERIFIED,
    )


def labour_articles() -> Iterable[Citation]:
    """The articles cited, each with the days it holds."""
    yield _labour("employee_rights", "ст.\u00a021", "21")
    yield _labour("local_acts", "ст.\u00a022", "22")
    yield _labour("electronic_documents", "ст.\u00a022.1–22.3", "22.1–22.3", since=_ELECTRONIC)
    yield _labour("labour_function", "ст.\u00a057", "57")
    yield _labour("outside_contract", "ст.\u00a060", "60")
    yield _labour("deputising", "ст.\u00a060.2", "60.2")
    yield _labour("acquaintance", "ч.\u00a03 ст.\u00a068", "68(3)")
    yield _labour("contract_changes", "ст.\u00a072", "72")
    yield _labour("organisational_changes", "ст.\u00a074", "74")
    yield _labour("accident_guarantees", "ст.\u00a0184", "184")
    yield _labour("discipline", "ст.\u00a0192", "192")
    yield _labour("professional_standards", "ст.\u00a0195.3", "195.3", since=_STANDARDS)
    yield _labour("training", "ст.\u00a0196 и 197", "196 and 197")
    yield _labour("material_liability", "гл.\u00a039", "39", chapter=True)
    yield _labour("liability_limit", "ст.\u00a0241", "241")
    yield _labour("full_liability", "ст.\u00a0242 и 243", "242 and 243")
    yield _labour("safety_rights", "ст.\u00a0219", "219", until=_SAFETY_REFORM - DAY)
    yield _labour("safety_rights", "ст.\u00a0216", "216", since=_SAFETY_REFORM)
