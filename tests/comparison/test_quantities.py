"""Quantities in three languages, and which of them a change touches."""

from __future__ import annotations

import pytest

from aftersales_docs.comparison.diff import differing
from aftersales_docs.comparison.quantities import Shift, quantities, shifts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("binnen 24 Monaten", [("number", "24")]),
        ("am 23.11.2026", [("date", "23.11.2026")]),
        ("am 1. März 2027 fällig", [("date", "1. März 2027")]),
        ("с «23» ноября 2026 г.", [("date", "«23» ноября 2026")]),
        ("on 4 May 2026, or May 5, 2026", [("date", "4 May 2026"), ("date", "May 5, 2026")]),
        ("2026-11-23", [("date", "2026-11-23")]),
        ("1\xa0649,00\xa0€ netto", [("amount", "1 649,00 €")]),
        ("€ 12.50", [("amount", "€ 12.50")]),
        ("15 000 руб. 50 коп.", [("amount", "15 000 руб."), ("amount", "50 коп.")]),
        ("0,1 % je Tag", [("percentage", "0,1 %")]),
        (
            "zu 5 Prozent, 7 процентов, 9 per cent",
            [
                ("percentage", "5 Prozent"),
                ("percentage", "7 процентов"),
                ("percentage", "9 per cent"),
            ],
        ),
        ("within thirty days", [("number", "thirty")]),
        ("binnen vierzehn Tagen", [("number", "vierzehn")]),
        ("в течение тридцати дней", [("number", "тридцати")]),
        ("семья, пятно, Dreieck, tent", []),
    ],
)
def test_quantities(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(one.kind, one.text) for one in quantities(text)] == expected


def test_a_change_of_currency_or_month_is_a_change_of_quantity() -> None:
    old, new = "costs 20 EUR now", "costs 20 USD now"
    assert shifts(old, (9, 12), new, (9, 12)) == (Shift("amount", "20 EUR", "20 USD"),)
    old, new = "due 3 May 2026", "due 3 July 2026"
    assert shifts(old, (6, 9), new, (6, 10)) == (Shift("date", "3 May 2026", "3 July 2026"),)
    assert shifts("all 20 EUR of it", (0, 3), "any 20 EUR of it", (0, 3)) == ()


def test_a_quantity_taken_out_or_put_in() -> None:
    assert shifts("24 months or 3", (10, 14), "24 months", (9, 9)) == (Shift("number", "3", ""),)


@pytest.mark.parametrize("size", [50, 2_000])
def test_differing_names_what_differs_however_long_it_is(size: int) -> None:
    old = [f"w{n}" for n in range(size)]
    new = [*old[:10], "x", *old[11 : size // 2], *old[size // 2 + 3 :], "end"]
    joined: list[str] = []
    at = 0
    for i1, i2, j1, j2 in differing(old, new):
        assert old[i1:i2] != new[j1:j2]
        joined += [*old[at:i1], *new[j1:j2]]
        at = i2
    assert joined + old[at:] == new
    assert len(differing(old, new)) == 3
