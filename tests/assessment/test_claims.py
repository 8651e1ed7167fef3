"""Terms, periods, burden of proof and due dates of a claim, reckoned by hand from the calendar."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from aftersales_docs.assessment.case import Case
from aftersales_docs.assessment.claim import assess
from aftersales_docs.assessment.promises import penalty
from tests.assessment.cases import CLAIM, claim, codes

REPAIR = {"decision": "granted", "remedies": [{"type": "repair"}]}


def promised(**changes: Any) -> Any:
    """The one promise of a claim."""
    (promise,) = assess(claim(**changes)).promises
    return promise


@pytest.mark.parametrize(
    ("received", "remedy", "due", "moved"),
    [
        # Ten days for money: from Friday 06.11. to Monday 16.11.; from 05.11. the tenth day is
        # Sunday 15.11., so that it ends on Monday.
        ("2026-11-16", {"type": "refund", "amount": 1}, "2026-11-26", False),
        ("2026-11-19", {"type": "refund", "amount": 1}, "2026-11-30", True),
        ("2026-11-16", {"type": "damages", "amount": 1}, "2026-11-26", False),
        ("2026-11-16", {"type": "price-reduction", "amount": 1}, "2026-11-26", False),
        ("2026-11-16", {"type": "repair-costs", "amount": 1}, "2026-11-26", False),
        # Seven days for a replacement in stock, twenty with a check, a month if not in stock.
        ("2026-11-20", {"type": "replacement"}, "2026-11-27", False),
        ("2026-11-21", {"type": "replacement"}, "2026-11-30", True),
        ("2026-11-20", {"type": "replacement", "stock": "check-needed"}, "2026-12-10", False),
        ("2026-11-20", {"type": "replacement", "stock": "not-in-stock"}, "2026-12-21", True),
        ("2026-11-23", {"type": "replacement", "stock": "not-in-stock"}, "2026-12-23", False),
        # Three days for a loan unit.
        ("2026-11-23", {"type": "loan-unit"}, "2026-11-26", False),
        ("2026-11-20", {"type": "loan-unit"}, "2026-11-23", False),
    ],
)
def test_terms_of_russian_consumer_law(
    received: str, remedy: dict[str, Any], due: str, moved: bool
) -> None:
    promise = promised(claim__received=received, remedies=[remedy])
    assert (promise.due.isoformat(), promise.moved) == (due, moved)


def test_a_term_that_ends_in_the_new_years_holidays_goes_on_after_them() -> None:
    promise = promised(
        date="2026-12-28", claim__received="2026-12-25", remedies=[{"type": "refund", "amount": 1}]
    )
    # The tenth day is 4 January 2027; 1 to 8 January are days off, 9 and 10 a weekend.
    assert promise.due == date(2027, 1, 11)
    assert promise.moved


def test_the_loan_unit_runs_from_its_own_demand() -> None:
    promise = promised(
        claim__received="2026-11-02", claim__loan_demanded="2026-11-23",
        remedies=[{"type": "loan-unit"}],
    )  # fmt: skip
    assert promise.due == date(2026, 11, 26)


@pytest.mark.parametrize(
    ("changes", "code", "fires"),
    [
        ({"remedies": [{"type": "repair", "days": 45}]}, "repair-term-too-long", False),
        ({"remedies": [{"type": "repair", "days": 46}]}, "repair-term-too-long", True),
        # 45 days from Friday 20.11.2026 end on Monday 4.1.2027, a day off: on 11.1.2027.
        (
            {"remedies": [{"type": "repair", "by": "2027-01-11"}]}, "repair-term-too-long", False,
        ),
        ({"remedies": [{"type": "repair", "by": "2027-01-12"}]}, "repair-term-too-long", True),
        (
            {"law": "de", "remedies": [{"type": "repair", "days": 46}]},
            "repair-term-too-long", False,
        ),
        (
            {"law": "de", "remedies": [{"type": "repair", "days": 30}]},
            "term-perhaps-unreasonable", False,
        ),
        (
            {"law": "de", "remedies": [{"type": "repair", "days": 31}]},
            "term-perhaps-unreasonable", True,
        ),
        (
            {"claimant": {"type": "business", "company": "X"},
             "remedies": [{"type": "repair", "days": 90}]},
            "repair-term-too-long", False,
        ),
        # After warranty and two years the manufacturer has twenty days.
        (
            {"responding_as": "manufacturer", "product.handed_over": "2023-11-20",
             "remedies": [{"type": "repair", "days": 20}]},
            "repair-term-too-long", False,
        ),
        (
            {"responding_as": "manufacturer", "product.handed_over": "2023-11-20",
             "remedies": [{"type": "repair", "days": 21}]},
            "repair-term-too-long", True,
        ),
        # Of the ten days for a refund not one may be added.
        (
            {"remedies": [{"type": "refund", "amount": 1, "by": "2026-11-30"}]},
            "term-over-statutory", False,
        ),
        (
            {"remedies": [{"type": "refund", "amount": 1, "by": "2026-12-01"}]},
            "term-over-statutory", True,
        ),
        (
            {"remedies": [{"type": "refund", "amount": 1, "by": "2026-11-23"}]},
            "promise-in-the-past", False,
        ),
        (
            {"remedies": [{"type": "refund", "amount": 1, "by": "2026-11-22"}]},
            "promise-in-the-past", True,
        ),
        # Received on 12.11. the tenth day is Sunday 22.11., so that Monday 23.11. is in time;
        # received on 10.11. it was Friday 20.11.
        (
            {"claim.received": "2026-11-12", "remedies": [{"type": "refund", "amount": 1}]},
            "term-passed", False,
        ),
        (
            {"claim.received": "2026-11-10", "remedies": [{"type": "refund", "amount": 1}]},
            "term-passed", True,
        ),
        (
            {"claim.received": "2026-10-01", "claim.goods_received": "2026-10-01", **REPAIR},
            "term-passed", True,
        ),
    ],
)  # fmt: skip
def test_limits_and_their_borders(changes: dict[str, Any], code: str, fires: bool) -> None:
    assert (code in codes(CLAIM, changes)) == fires


def test_a_late_promise_names_the_days_and_its_own_new_day() -> None:
    promise = promised(claim__received="2026-11-02", remedies=[{"type": "refund", "amount": 1}])
    # Ten days from Monday 2.11. end on Thursday 12.11.; the answer is of 23.11.
    assert promise.late
    assert promise.late_days == 11
    assert promise.due == date(2026, 12, 7)


@pytest.mark.parametrize(
    ("day", "price", "days", "expected"),
    [
        ("2026-11-23", "10000.00", 1, "100.00"),
        ("2026-11-23", "10000.00", 13, "1300.00"),
        ("2026-11-23", "33.33", 1, "0.33"),
        ("2026-11-23", "33.50", 1, "0.34"),
        # Since 01.02.2026 no more than was paid.
        ("2026-02-01", "10000.00", 100, "10000.00"),
        ("2026-02-01", "10000.00", 101, "10000.00"),
        ("2026-01-31", "10000.00", 101, "10100.00"),
    ],
)
def test_the_penalty_is_one_percent_a_day_and_capped_since_february_2026(
    day: str, price: str, days: int, expected: str
) -> None:
    model = claim(
        date=day, claim__received="2026-01-20", product__handed_over="2026-01-05",
        product__price=price, remedies=[{"type": "penalty", "amount": 1}],
    )  # fmt: skip
    assert penalty(Case(model), days) == Decimal(expected)


def test_without_a_price_there_is_no_penalty_to_reckon() -> None:
    model = claim(product__price=None, **{k: v for k, v in REPAIR.items() if k != "decision"})
    assert penalty(Case(model), 5) is None


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        # Two years from handover, and in Germany four months after the defect showed.
        ({"product__handed_over": "2024-11-25"}, "2026-11-25"),
        ({"product__handed_over": "2024-02-29"}, "2026-02-28"),
        ({"law": "de", "product__handed_over": "2024-11-25"}, "2027-03-20"),
        ({"law": "de", "product__handed_over": "2025-11-25"}, "2027-11-25"),
        # Bought before 2022 there were no four months.
        (
            {"law": "de", "date": "2023-12-20", "claim__received": "2023-12-15",
             "product__handed_over": "2021-12-27"},
            "2023-12-27",
        ),
        (
            {"law": "de", "claimant": {"type": "business", "company": "X"},
             "product__handed_over": "2024-11-25"},
            "2026-11-25",
        ),
    ],
)  # fmt: skip
def test_claims_end(changes: dict[str, Any], expected: str) -> None:
    case = Case(claim(**changes, remedies=[{"type": "repair"}]))
    assert case.claims_until == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("changes", "burden"),
    [
        # Russia: the seller within the warranty, the buyer after it and without one.
        ({"product__warranty_months": 12}, "company"),
        ({"product__warranty_months": 8}, "claimant"),
        ({}, "claimant"),
        # Germany: one year from handover to a consumer, half a year before 2022.
        ({"law": "de"}, "company"),
        ({"law": "de", "product__handed_over": "2025-11-20"}, "company"),
        ({"law": "de", "product__handed_over": "2025-11-19"}, "claimant"),
        (
            {"law": "de", "date": "2022-06-25", "claim__received": "2022-06-20",
             "product__handed_over": "2021-12-20"},
            "company",
        ),
        (
            {"law": "de", "date": "2022-06-25", "claim__received": "2022-06-21",
             "product__handed_over": "2021-12-20"},
            "claimant",
        ),
        (
            {"law": "de", "date": "2022-06-25", "claim__received": "2022-07-01",
             "claim__defect_appeared": "2022-06-20", "product__handed_over": "2021-12-20"},
            None,
        ),
        ({"law": "de", "claimant": {"type": "business", "company": "X"}}, "claimant"),
        # A guarantee binds its giver, not the seller.
        ({"law": "de", "responding_as": "manufacturer"}, "claimant"),
        (
            {"law": "de", "responding_as": "manufacturer", "product__warranty_months": 24},
            "company",
        ),
        ({"product__handed_over": None}, None),
    ],
)  # fmt: skip
def test_who_must_prove(changes: dict[str, Any], burden: str | None) -> None:
    model = claim(**changes, remedies=[{"type": "repair"}])
    if model.claim.received > model.date:
        assert "dates-out-of-order" in {each.code for each in assess(model).problems}
        return
    assert Case(model).burden == burden


@pytest.mark.parametrize(
    ("changes", "due", "late"),
    [
        ({"claim.demanded": ["refund"]}, "2026-11-30", False),
        ({"claim.demanded": ["refund", "loan-unit"]}, "2026-11-23", False),
        ({"claim.demanded": ["replacement"]}, "2026-11-27", False),
        ({"claim.demanded": ["replacement", "refund"], "claim.received": "2026-11-12"},
         "2026-11-19", True),
        # No term of law: the house's own, fourteen days unless it says otherwise.
        ({"claim.demanded": ["repair"]}, "2026-12-04", False),
        ({"claim.demanded": [], "house_term_days": 3}, "2026-11-23", False),
        ({"law": "de", "claim.demanded": ["refund"]}, "2026-12-04", False),
    ],
)  # fmt: skip
def test_the_day_the_answer_is_due(changes: dict[str, Any], due: str, late: bool) -> None:
    from aftersales_docs import load
    from tests.assessment.cases import merged

    data = merged(CLAIM, {"decision": "forwarded", "forwarded_to": {"name": "Y"}} | changes)
    assessment = assess(load(data).model)  # type: ignore[arg-type]
    assert assessment.due.isoformat() == due
    assert ("answer-late" in {each.code for each in assessment.problems}) == late


@pytest.mark.parametrize(
    ("changes", "fires"),
    [
        ({"claim.received": "2026-11-23"}, False),
        ({"claim.received": "2026-11-24"}, True),
        ({"claim.dated": "2026-11-20"}, False),
        ({"claim.dated": "2026-11-21"}, True),
        ({"product.handed_over": "2026-11-20"}, False),
        ({"product.handed_over": "2026-11-21"}, True),
        ({"product.purchased": "2026-11-21", "product.handed_over": None}, True),
        ({"claim.defect_appeared": "2026-11-23"}, False),
        ({"claim.defect_appeared": "2026-11-24"}, True),
        ({"claim.goods_received": "2026-11-24"}, True),
        (
            {"findings": [{"type": "inspection", "by": "us", "date": "2026-11-24",
                           "result": "x"}]},
            True,
        ),
    ],
)  # fmt: skip
def test_dates_stand_in_order(changes: dict[str, Any], fires: bool) -> None:
    assert ("dates-out-of-order" in codes(CLAIM, REPAIR | changes)) == fires
