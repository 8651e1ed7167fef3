"""Amounts of a claim response compared: price, refund, reduction, penalty, difference, costs."""

from __future__ import annotations

from typing import Any

import pytest

from aftersales_docs import load
from aftersales_docs.checking import check
from aftersales_docs.composing import assess
from aftersales_docs.messages import UiLang
from tests.kinds.cases import CLAIM, codes, merged

BUSINESS = {"claimant": {"type": "business", "company": "X"}}
EXAMINED = [{"type": "examination", "by": "Y", "date": "2026-11-21", "result": "x"}]
INSPECTED = [{"type": "inspection", "by": "Y", "date": "2026-11-21", "result": "x"}]
OTHER = [{"type": "other", "details": "Because."}]


def pays(type_: str, amount: Any, **changes: Any) -> dict[str, Any]:
    """A claim for 10 000 that is met with one payment."""
    return {"remedies": [{"type": type_, "amount": amount}]} | named(changes)


def named(changes: dict[str, Any]) -> dict[str, Any]:
    return {name.replace("__", "."): value for name, value in changes.items()}


def replaces(**changes: Any) -> dict[str, Any]:
    """A replacement by another model that costs 50 more."""
    other = {"type": "replacement", "model": "X-2", "price_difference": 50}
    return {"remedies": [other]} | named(changes)


def late(amount: Any, *, by: str = "2026-11-25", **changes: Any) -> dict[str, Any]:
    """A refund due on 12 November, with the penalty for the days until ``by``."""
    remedies = [
        {"type": "refund", "amount": 10000, "by": by},
        {"type": "penalty", "amount": amount, "by": by},
    ]
    return {"claim.received": "2026-11-02", "remedies": remedies} | named(changes)


TABLE: list[tuple[str, dict[str, Any], str]] = [
    # In full means in full, in each law and for each buyer.
    ("refund-below-price", pays("refund", "9999.99"), "error"),
    ("refund-below-price", pays("refund", "9999.99", **BUSINESS), "error"),
    ("refund-below-price", pays("refund", 100, law="de"), "error"),
    ("refund-below-price", pays("refund", 100, law="de", **BUSINESS), "error"),
    ("refund-below-price", pays("refund", 10000), ""),
    ("refund-below-price", pays("refund", 100, product__price=None), ""),
    ("refund-below-price", pays("refund", 100, goodwill=True), ""),
    (
        "refund-below-price",
        pays("refund", 9000, decision="partly-granted", grounds=OTHER),
        "warning",
    ),
    (
        "refund-below-price",
        pays("refund", 9000, decision="partly-granted", grounds=OTHER, law="de"),
        "",
    ),
    (
        "refund-below-price",
        {"remedies": [{"type": "refund", "amount": 4000}, {"type": "refund", "amount": 6000}]},
        "",
    ),
    ("refund-above-price", pays("refund", "10000.01"), "error"),
    ("refund-above-price", pays("refund", 12000, law="de"), "error"),
    ("refund-above-price", pays("refund", 10000), ""),
    ("reduction-above-price", pays("price-reduction", 15000), "error"),
    ("reduction-above-price", pays("price-reduction", 15000, law="de"), "error"),
    ("reduction-above-price", pays("price-reduction", 10000), "warning"),
    ("reduction-above-price", pays("price-reduction", "9999.99"), ""),
    # One instead of the other.
    *(
        (
            "remedies-exclude-each-other",
            {
                "law": law,
                "remedies": [
                    {"type": "price-reduction", "amount": 1},
                    {"type": "refund", "amount": 10000},
                ],
            },
            "error",
        )
        for law in ("ru", "de")
    ),
    *(
        (
            "remedies-exclude-each-other",
            {"law": law, "remedies": [{"type": kept}, {"type": "refund", "amount": 10000}]},
            "error",
        )
        for law in ("ru", "de")
        for kept in ("repair", "replacement")
    ),
    (
        "remedies-exclude-each-other",
        {"goodwill": True, "remedies": [{"type": "repair"}, {"type": "refund", "amount": 100}]},
        "",
    ),
    (
        "remedies-exclude-each-other",
        {"remedies": [{"type": "price-reduction", "amount": 1}, {"type": "repair"}]},
        "",
    ),
    (
        "price-unknown",
        {"product.price": None, "remedies": [{"type": "repair"}, {"type": "refund", "amount": 9}]},
        "warning",
    ),
    ("price-unknown", {"product.price": None, "remedies": [{"type": "repair"}]}, ""),
    # A replacement as cure is free in Germany; in Russia the prices are settled.
    ("cure-is-free", replaces(law="de"), "error"),
    ("cure-is-free", replaces(law="de", responding_as="manufacturer"), "warning"),
    ("cure-is-free", replaces(law="de", **BUSINESS), "warning"),
    # What the law gives for one defect instead of each other.
    *(
        (
            "several-remedies",
            {
                "law": law,
                "goodwill": goodwill,
                "remedies": [
                    {"type": "price-reduction", "amount": 1}
                    if one == "price-reduction"
                    else {"type": "repair-costs", "amount": 1}
                    if one == "repair-costs"
                    else {"type": one}
                    for one in pair
                ],
            },
            "" if goodwill else "warning",
        )
        for law in ("ru", "de")
        for goodwill in (False, True)
        for pair in (
            ("repair", "replacement"),
            ("repair", "repair-costs"),
            ("replacement", "price-reduction"),
        )
    ),
    (
        "several-remedies",
        {"remedies": [{"type": "repair"}, {"type": "loan-unit"}, {"type": "transport"}]},
        "",
    ),
    ("several-remedies", pays("damages", 5), ""),
    # Goodwill may give less than the price; more is a slip.
    ("refund-above-price", pays("refund", "10000.01", goodwill=True), "warning"),
    ("refund-above-price", pays("refund", "9999.99", goodwill=True), ""),
    # A penalty without a delay would be explained by one.
    ("penalty-without-delay", pays("penalty", 500), "warning"),
    ("penalty-without-delay", late(1300), ""),
    # Who refuses promises nothing, unless out of goodwill; who has not decided neither.
    *(
        (
            "remedy-though-refused",
            {
                "decision": "refused",
                "grounds": OTHER,
                "goodwill": goodwill,
                "remedies": [{"type": kind}],
            },
            severity,
        )
        for kind, goodwill, severity in (
            ("repair", False, "error"),
            ("repair", True, ""),
            ("transport", False, ""),
        )
    ),
    (
        "remedy-before-decision",
        {
            "decision": "more-information",
            "request": {"items": ["The receipt."]},
            "remedies": [{"type": "repair"}],
        },
        "warning",
    ),
    (
        "remedy-before-decision",
        {
            "decision": "more-information",
            "request": {"items": ["The receipt."]},
            "remedies": [{"type": "loan-unit"}],
        },
        "",
    ),
    # A maker owes by a guarantee, which must be there and run.
    *(
        (
            "no-guarantee-named",
            {
                "law": "de",
                "responding_as": role,
                "remedies": [{"type": "repair"}],
                "product.warranty_months": months,
            }
            | who,
            severity,
        )
        for role, months, who, severity in (
            ("manufacturer", None, {}, "warning"),
            ("importer", None, {}, "warning"),
            ("manufacturer", 24, {}, ""),
            ("seller", None, {}, ""),
            ("manufacturer", 6, {}, "warning"),
            ("manufacturer", None, {"goodwill": True}, ""),
            ("manufacturer", 24, {"product.guarantee_by": "seller"}, "warning"),
        )
    ),
    ("cure-is-free", replaces(law="de", decision="alternative", grounds=OTHER), ""),
    ("cure-is-free", replaces(law="de", goodwill=True), ""),
    ("cure-is-free", replaces(), ""),
    ("price-of-the-day", replaces(), "note"),
    ("price-of-the-day", replaces(**BUSINESS), ""),
    ("difference-above-price", replaces(product__price=49), "warning"),
    ("difference-above-price", replaces(product__price=50), ""),
    # The difference to today's price, which only Russian consumers may claim.
    ("price-difference-possible", pays("refund", 10000), "note"),
    ("price-difference-possible", pays("refund", 10000, law="de"), ""),
    (
        "price-difference-possible",
        {
            "remedies": [
                {"type": "refund", "amount": 10000},
                {"type": "price-difference", "amount": 900},
            ]
        },
        "",
    ),
    ("no-price-difference", pays("price-difference", 9, law="de"), "error"),
    ("no-price-difference", pays("price-difference", 9, **BUSINESS), "error"),
    ("no-price-difference", pays("price-difference", 9), ""),
    # The penalty: not above the price, and as many days as it is late (13 days of 100).
    ("penalty-above-cap", late("10000.01"), "error"),
    ("penalty-above-cap", late(10000), ""),
    (
        "penalty-above-cap",
        {
            "date": "2026-01-31",
            "claim.received": "2025-09-01",
            "product.handed_over": "2025-08-01",
            "remedies": [
                {"type": "refund", "amount": 10000},
                {"type": "penalty", "amount": 14000},
            ],
        },
        "",
    ),
    ("penalty-differs", late(1300), ""),
    ("penalty-differs", late(1299), "warning"),
    ("penalty-differs", late(1301), "warning"),
    ("penalty-differs", late(1300, by="2026-11-26"), "warning"),
    ("penalty-differs", late(1400, by="2026-11-26"), ""),
    # Costs on the claimant while the claim is justified: void for consumers.
    *(
        (
            code,
            {"law": "de", "remedies": [{"type": "repair"}], "costs": {cost: "claimant"}} | who,
            severity,
        )
        for code, cost in (
            ("examination-cost-shifted", "examination"),
            ("transport-cost-shifted", "transport"),
        )
        for who, severity in (({}, "error"), (BUSINESS, "warning"), ({"goodwill": True}, ""))
    ),
    # An unfounded claim costs a German buyer only what he could have known.
    *(
        (
            "fault-needed",
            {
                "law": "de",
                "decision": "refused",
                "grounds": [{"type": "improper-use"}],
                "findings": EXAMINED,
                "costs": {cost: "claimant"} | reason,
            }
            | who,
            severity,
        )
        for cost in ("examination", "transport")
        for who in ({}, BUSINESS)
        for reason, severity in (({}, "error"), ({"examination_reason": "Told twice."}, "warning"))
    ),
    (
        "transport-cost-shifted",
        {
            "decision": "refused",
            "grounds": [{"type": "improper-use"}],
            "findings": INSPECTED,
            "costs": {"transport": "claimant"},
        },
        "error",
    ),
    (
        "transport-cost-shifted",
        {
            "decision": "refused",
            "grounds": [{"type": "improper-use"}],
            "findings": EXAMINED,
            "costs": {"transport": "claimant"},
        },
        "",
    ),
    (
        "payment-details-missing",
        {"decision": "refused", "grounds": OTHER, "costs": {"transport": "claimant"}},
        "warning",
    ),
    (
        "payment-details-missing",
        {
            "decision": "refused",
            "grounds": OTHER,
            "costs": {"transport": "claimant", "pay_by": "2026-12-23", "account": "DE00"},
        },
        "",
    ),
    # Goods of more than five kilograms are fetched.
    *(
        (
            "heavy-goods-carried",
            {
                "remedies": [{"type": "repair"}],
                "handover": {"how": how, "place": "P"},
                "product.weight_kg": weight,
            }
            | who,
            severity,
        )
        for how, weight, who, severity in (
            ("bring", 68, {}, "warning"),
            ("send", "5.1", {}, "warning"),
            ("send", 5, {}, ""),
            ("collect", 68, {}, ""),
            ("bring", 68, BUSINESS, ""),
            ("bring", 68, {"law": "de"}, ""),
        )
    ),
]


def severities(changes: dict[str, Any], code: str) -> set[str]:
    return {
        str(one.severity)
        for one in assess(load(merged(CLAIM, changes))).problems
        if one.code == code
    }


@pytest.mark.parametrize(("code", "changes", "severity"), TABLE)
def test_amounts_and_costs_are_compared(code: str, changes: dict[str, Any], severity: str) -> None:
    assert severities(changes, code) == ({severity} if severity else set())


def test_a_penalty_that_is_promised_is_not_recommended() -> None:
    with_it = assess(load(merged(CLAIM, late(1300)))).problems
    without = assess(load(merged(CLAIM, pays("refund", 10000, claim__received="2026-11-02"))))
    cures = [one.cure for one in with_it if one.code == "term-passed"]
    assert cures == ["Perform at once."]
    assert any("penalty" in str(one.cure) for one in without.problems)


@pytest.mark.parametrize(
    ("lang", "refund", "penalty"),
    [
        ("de", "refund (Erstattung des Kaufpreises)", "type: penalty (gesetzliche Verzugsstrafe)"),
        ("ru", "refund (возврат уплаченной суммы)", "type: penalty (неустойка)"),
    ],
)
def test_a_remedy_is_told_in_words(lang: UiLang, refund: str, penalty: str) -> None:
    late = merged(CLAIM, pays("refund", 10000, claim__received="2026-11-02"))
    found = [one for one in check(late, lang=lang, medium="file") if one.code == "term-passed"]
    assert refund in found[0].message
    assert penalty in found[0].cure


def test_a_cap_that_may_not_hold_for_the_days_before_it_is_not_told_as_certain() -> None:
    changes = {
        "date": "2026-03-31",
        "claim.received": "2025-09-20",
        "product.handed_over": "2025-08-01",
        "remedies": [{"type": "refund", "amount": 10000}],
    }
    (warning,) = (
        one for one in assess(load(merged(CLAIM, changes))).problems if one.code == "term-passed"
    )
    assert "not settled" in warning.message
    later = pays("refund", 10000, claim__received="2026-11-02")
    (warning,) = (
        one for one in assess(load(merged(CLAIM, later))).problems if one.code == "term-passed"
    )
    assert "not settled" not in warning.message


def test_all_well_where_all_adds_up() -> None:
    assert codes(CLAIM, pays("refund", 10000)) == set()
