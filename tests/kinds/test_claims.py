"""Terms, periods, burden of proof and due dates of a claim, reckoned by hand from the calendar."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any

import pytest

from aftersales_docs import compose, composing, load
from aftersales_docs.document import plain
from aftersales_docs.kinds.claim_response.bases import basis
from aftersales_docs.kinds.claim_response.case import Case
from aftersales_docs.kinds.claim_response.rules import assess
from aftersales_docs.kinds.claim_response.schema import ClaimResponse
from aftersales_docs.kinds.claim_response.terms import penalty, repair_cap
from tests.inputs import LANGS, LAWS
from tests.kinds.cases import CERTIFICATE, CLAIM, PERSON, claim, codes, merged

REPAIR = {"decision": "granted", "remedies": [{"type": "repair"}]}
BUSINESS = {"type": "business", "company": "X"}


def promised(**changes: Any) -> Any:
    """The one promise of a claim."""
    (promise,) = assess(claim(**changes)).promises
    return promise


@pytest.mark.parametrize(
    ("received", "remedy", "due", "moved"),
    [
        # Ten days for money: from Monday 16.11. to Thursday 26.11.; from 19.11. the tenth day
        # is Sunday 29.11., so that it ends on Monday.
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
        # Three days for a loan unit; from Thursday they end on Sunday, and so on Monday.
        ("2026-11-23", {"type": "loan-unit"}, "2026-11-26", False),
        ("2026-11-20", {"type": "loan-unit"}, "2026-11-23", False),
        ("2026-11-19", {"type": "loan-unit"}, "2026-11-23", True),
    ],
)
def test_terms_of_russian_consumer_law(
    received: str, remedy: dict[str, Any], due: str, moved: bool
) -> None:
    promise = promised(claim__received=received, claim__loan_demanded=received, remedies=[remedy])
    assert (promise.due.isoformat(), promise.moved) == (due, moved)


@pytest.mark.parametrize(
    ("received", "remedy", "due"),
    [
        # The tenth day is 4 January 2027; 1 to 8 January are days off, 9 and 10 a weekend.
        ("2026-12-25", {"type": "refund", "amount": 1}, "2027-01-11"),
        # Thursday 31 December 2026 was made a day off instead of Sunday 4 January.
        ("2026-12-21", {"type": "refund", "amount": 1}, "2027-01-11"),
        ("2026-12-20", {"type": "refund", "amount": 1}, "2026-12-30"),
        # 4 November is a holiday in mid-week.
        ("2026-10-25", {"type": "refund", "amount": 1}, "2026-11-05"),
        ("2026-10-24", {"type": "refund", "amount": 1}, "2026-11-03"),
        # 8 March 2026 is a Sunday: Monday is off too.
        ("2026-02-27", {"type": "refund", "amount": 1}, "2026-03-10"),
        # A month from 31 January ends on 28 February, a Saturday.
        ("2026-01-31", {"type": "replacement", "stock": "not-in-stock"}, "2026-03-02"),
        ("2026-03-31", {"type": "replacement", "stock": "not-in-stock"}, "2026-04-30"),
    ],
)
def test_terms_go_on_past_russian_days_off(
    received: str, remedy: dict[str, Any], due: str
) -> None:
    promise = promised(
        date=received,
        claim__received=received,
        product__handed_over="2026-01-12",
        remedies=[remedy],
    )
    assert promise.due.isoformat() == due


@pytest.mark.parametrize(
    ("day", "land", "due"),
    [
        # The house's fourteen days; Epiphany is a holiday in Bavaria, not in Lower Saxony.
        ("2026-12-23", "BY", "2027-01-07"),
        ("2026-12-23", "NI", "2027-01-06"),
        ("2026-12-23", None, "2027-01-06"),
        # Labour Day 2026 is a Friday, Whit Monday is 25 May; New Year's Eve is a working day.
        ("2026-04-17", None, "2026-05-04"),
        ("2026-05-11", None, "2026-05-26"),
        ("2026-12-17", None, "2026-12-31"),
    ],
)
def test_the_houses_own_term_goes_on_past_german_days_off(
    day: str, land: str | None, due: str
) -> None:
    promise = promised(
        law="de",
        date=day,
        claim__received=day,
        product__handed_over="2026-01-12",
        land=land,
        remedies=[{"type": "refund", "amount": 1}],
    )
    assert promise.due.isoformat() == due
    assert promise.voluntary
    assert promise.term is None


@pytest.mark.parametrize(
    ("changes", "due", "days", "own"),
    [
        # A repair begins with the goods: fourteen days of the house from then, else no day yet.
        ({"remedies": [{"type": "repair"}]}, None, 14, True),
        ({"remedies": [{"type": "repair", "days": 20}]}, None, 20, True),
        (
            {"claim__goods_received": "2026-11-20", "remedies": [{"type": "repair", "days": 20}]},
            "2026-12-10",
            None,
            True,
        ),
        (
            {"claim__goods_received": "2026-11-20", "remedies": [{"type": "repair"}]},
            "2026-12-04",
            None,
            True,
        ),
        ({"remedies": [{"type": "repair", "by": "2026-12-01"}]}, "2026-12-01", None, True),
        # The day of the law, and an earlier one of the company's own.
        ({"remedies": [{"type": "refund", "amount": 1}]}, "2026-11-30", None, False),
        (
            {"remedies": [{"type": "refund", "amount": 1, "by": "2026-11-27"}]},
            "2026-11-27",
            None,
            True,
        ),
        (
            {
                "law": "de",
                "handover": {"how": "bring", "place": "Here"},
                "remedies": [{"type": "replacement"}],
            },
            None,
            14,
            True,
        ),
        # Money does not wait for the goods.
        (
            {
                "law": "de",
                "handover": {"how": "bring", "place": "Here"},
                "remedies": [{"type": "refund", "amount": 1}],
            },
            "2026-12-07",
            None,
            True,
        ),
        # Goods that came long ago don't put the promise into the past.
        (
            {
                "law": "de",
                "claim__goods_received": "2026-11-20",
                "remedies": [{"type": "replacement", "days": 10}],
            },
            "2026-12-03",
            None,
            True,
        ),
    ],
)
def test_what_is_promised_for_when(
    changes: dict[str, Any], due: str | None, days: int | None, own: bool
) -> None:
    promise = promised(**changes)
    assert promise.due == (date.fromisoformat(due) if due else None)
    assert (promise.days, promise.voluntary) == (days, own)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, 45),
        ({"responding_as": "manufacturer"}, 45),
        ({"responding_as": "manufacturer", "product__handed_over": "2024-11-20"}, 45),
        ({"responding_as": "manufacturer", "product__handed_over": "2024-11-19"}, 20),
        ({"responding_as": "importer", "product__handed_over": "2024-11-19"}, 20),
        ({"product__handed_over": "2024-11-19"}, 45),
        # Under a warranty of three years it is still a repair under warranty.
        (
            {
                "responding_as": "manufacturer",
                "product__handed_over": "2024-11-19",
                "product__warranty_months": 36,
            },
            45,
        ),
        ({"claimant": BUSINESS}, None),
        ({"law": "de"}, None),
    ],
)
def test_the_longest_repair(changes: dict[str, Any], expected: int | None) -> None:
    fact = repair_cap(Case(claim(**changes, remedies=[{"type": "repair"}])))
    assert (int(fact.value) if fact else None) == expected


@pytest.mark.parametrize(
    ("changes", "remedy", "key"),
    [
        ({}, "repair", "consumer_repair_term"),
        ({}, "replacement", "consumer_replacement_term"),
        ({}, "refund", "consumer_payment_term"),
        ({}, "loan-unit", "consumer_loan_unit"),
        ({}, "penalty", "consumer_penalty"),
        ({"claimant": BUSINESS}, "refund", "civil_remedies"),
        ({"claimant": BUSINESS}, "penalty", None),
        ({"law": "de"}, "repair", "sale_performance"),
        ({"law": "de"}, "price-reduction", "sale_price_reduction"),
        ({"law": "de"}, "transport", "sale_performance_costs"),
        ({"law": "de"}, "penalty", None),
        # A German manufacturer is bound by a guarantee alone; goodwill by nothing.
        ({"law": "de", "responding_as": "manufacturer"}, "repair", "guarantee"),
        ({"goodwill": True}, "repair", None),
        ({"law": "de", "goodwill": True}, "repair", None),
    ],
)
def test_what_obliges_the_company(changes: dict[str, Any], remedy: Any, key: str | None) -> None:
    case = Case(claim(**changes, remedies=[{"type": "repair"}]))
    found = basis(case, remedy)
    assert key in found if key else found == ()
    assert all(case.law.cite("en")[each] for each in found)


def test_the_loan_unit_runs_from_its_own_demand() -> None:
    promise = promised(
        claim__received="2026-11-02",
        claim__loan_demanded="2026-11-23",
        remedies=[{"type": "loan-unit"}],
    )
    assert promise.due == date(2026, 11, 26)


@pytest.mark.parametrize(
    ("changes", "code", "fires"),
    [
        ({"remedies": [{"type": "repair", "days": 45}]}, "repair-term-too-long", False),
        ({"remedies": [{"type": "repair", "days": 46}]}, "repair-term-too-long", True),
        # 45 days from Friday 20.11.2026 end on Monday 4.1.2027, a day off: on 11.1.2027.
        (
            {"remedies": [{"type": "repair", "by": "2027-01-11"}]},
            "repair-term-too-long",
            False,
        ),
        ({"remedies": [{"type": "repair", "by": "2027-01-12"}]}, "repair-term-too-long", True),
        (
            {"law": "de", "remedies": [{"type": "repair", "days": 46}]},
            "repair-term-too-long",
            False,
        ),
        (
            {"law": "de", "remedies": [{"type": "repair", "days": 30}]},
            "term-perhaps-unreasonable",
            False,
        ),
        (
            {"law": "de", "remedies": [{"type": "repair", "days": 31}]},
            "term-perhaps-unreasonable",
            True,
        ),
        (
            {
                "claimant": {"type": "business", "company": "X"},
                "remedies": [{"type": "repair", "days": 90}],
            },
            "repair-term-too-long",
            False,
        ),
        # After warranty and two years the manufacturer has twenty days.
        (
            {
                "responding_as": "manufacturer",
                "product.handed_over": "2023-11-20",
                "remedies": [{"type": "repair", "days": 20}],
            },
            "repair-term-too-long",
            False,
        ),
        (
            {
                "responding_as": "manufacturer",
                "product.handed_over": "2023-11-20",
                "remedies": [{"type": "repair", "days": 21}],
            },
            "repair-term-too-long",
            True,
        ),
        # The house's usual term is a term too, also while the goods are still to come.
        ({"house_term_days": 45, **REPAIR}, "repair-term-too-long", False),
        (
            {"house_term_days": 46, **REPAIR},
            "repair-term-too-long",
            True,
        ),
        (
            {"house_term_days": 60, "claim.goods_received": "2026-11-20", **REPAIR},
            "repair-term-too-long",
            True,
        ),
        # Of the ten days for a refund not one may be added.
        (
            {"remedies": [{"type": "refund", "amount": 1, "by": "2026-11-30"}]},
            "term-over-statutory",
            False,
        ),
        (
            {"remedies": [{"type": "refund", "amount": 1, "by": "2026-12-01"}]},
            "term-over-statutory",
            True,
        ),
        ({"remedies": [{"type": "replacement", "days": 7}]}, "term-over-statutory", False),
        *(
            (
                {"remedies": [remedy], "claim.loan_demanded": "2026-11-20"},
                "term-over-statutory",
                True,
            )
            for remedy in (
                {"type": "replacement", "days": 30},
                {"type": "refund", "amount": 1, "days": 30},
                {"type": "loan-unit", "days": 10},
            )
        ),
        (
            {"law": "de", "remedies": [{"type": "replacement", "days": 30}]},
            "term-perhaps-unreasonable",
            False,
        ),
        (
            {"law": "de", "remedies": [{"type": "replacement", "days": 31}]},
            "term-perhaps-unreasonable",
            True,
        ),
        (
            {"law": "de", "claimant": BUSINESS, "remedies": [{"type": "repair", "days": 31}]},
            "term-perhaps-unreasonable",
            False,
        ),
        # 23.12.2026 is 30 days after the answer.
        (
            {"law": "de", "remedies": [{"type": "repair", "by": "2026-12-23"}]},
            "term-perhaps-unreasonable",
            False,
        ),
        (
            {"law": "de", "remedies": [{"type": "repair", "by": "2027-11-22"}]},
            "term-perhaps-unreasonable",
            True,
        ),
        (
            {"remedies": [{"type": "refund", "amount": 1, "by": "2026-11-23"}]},
            "promise-in-the-past",
            False,
        ),
        (
            {"remedies": [{"type": "refund", "amount": 1, "by": "2026-11-22"}]},
            "promise-in-the-past",
            True,
        ),
        # Received on 12.11. the tenth day is Sunday 22.11., so that Monday 23.11. is in time;
        # received on 10.11. it was Friday 20.11.
        (
            {"claim.received": "2026-11-12", "remedies": [{"type": "refund", "amount": 1}]},
            "term-passed",
            False,
        ),
        (
            {"claim.received": "2026-11-10", "remedies": [{"type": "refund", "amount": 1}]},
            "term-passed",
            True,
        ),
        # 45 days from Friday 9.10. end today, from 8.10. on Sunday and so today, from 6.10. on
        # Friday 20.11.
        (
            {"claim.received": "2026-10-05", "claim.goods_received": "2026-10-09", **REPAIR},
            "term-passed",
            False,
        ),
        (
            {
                "claim.received": "2026-10-05",
                "claim.goods_received": "2026-10-08",
                "remedies": [{"type": "repair", "by": "2026-11-23"}],
            },
            "term-passed",
            False,
        ),
        (
            {"claim.received": "2026-10-05", "claim.goods_received": "2026-10-06", **REPAIR},
            "term-passed",
            True,
        ),
        (
            {
                "claim.received": "2026-10-05",
                "claim.goods_received": "2026-10-09",
                "remedies": [{"type": "repair", "by": "2026-11-24"}],
            },
            "repair-term-too-long",
            True,
        ),
    ],
)
def test_limits_and_their_borders(changes: dict[str, Any], code: str, fires: bool) -> None:
    assert (code in codes(CLAIM, changes)) == fires


def test_a_late_promise_names_the_days_and_its_own_new_day() -> None:
    promise = promised(claim__received="2026-11-02", remedies=[{"type": "refund", "amount": 1}])
    # Ten days from Monday 2.11. end on Thursday 12.11.; the answer is of 23.11.
    assert promise.late
    assert promise.late_days == 11
    assert promise.due == date(2026, 12, 7)


def test_on_the_last_day_of_a_term_nothing_is_late() -> None:
    remedies = [{"type": "refund", "amount": 1}]
    # Ten days from Friday 13.11. end on Monday 23.11.; from 10.11. they did on Friday 20.11.
    on_time = promised(claim__received="2026-11-13", remedies=remedies)
    assert not on_time.late
    assert on_time.due == date(2026, 11, 23)
    assert promised(claim__received="2026-11-10", remedies=remedies).late_days == 3


@pytest.mark.parametrize(
    ("price", "sum_"), [("10000.00", "so far 1100.00 RUB"), ("500.00", "so far 55.00 RUB")]
)
def test_a_warning_of_delay_names_the_penalty_so_far(price: str, sum_: str) -> None:
    # Eleven days at one per cent.
    model = claim(
        claim__received="2026-11-02",
        product__price=price,
        remedies=[{"type": "refund", "amount": 1}],
    )
    (warning,) = (each for each in assess(model).problems if each.code == "term-passed")
    assert sum_ in warning.message


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
        date=day,
        claim__received="2026-01-20",
        product__handed_over="2026-01-05",
        product__price=price,
        remedies=[{"type": "penalty", "amount": 1}],
    )
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
        ({"law": "de", "product__handed_over": "2024-11-25"}, "2027-03-22"),
        ({"law": "de", "product__handed_over": "2025-11-25"}, "2027-11-25"),
        # The defect showed on the last day of the two years, and the day after.
        (
            {
                "law": "de",
                "product__handed_over": "2024-11-05",
                "claim__defect_appeared": "2026-11-05",
            },
            "2027-03-05",
        ),
        (
            {
                "law": "de",
                "product__handed_over": "2024-11-05",
                "claim__defect_appeared": "2026-11-06",
            },
            "2026-11-05",
        ),
        # Four months from 31 October end with February.
        (
            {
                "law": "de",
                "product__handed_over": "2024-12-02",
                "claim__defect_appeared": "2026-10-31",
            },
            "2027-03-01",
        ),
        # 21.11.2026 is a Saturday: § 193 BGB also holds for limitation (BGH, III ZR 146/07).
        (
            {"law": "de", "claimant": BUSINESS, "product__handed_over": "2024-11-21"},
            "2026-11-23",
        ),
        ({"law": "de", "product__handed_over": None}, None),
        ({"product__handed_over": None}, None),
        # Bought before 2022 there were no four months.
        (
            {
                "law": "de",
                "date": "2023-12-20",
                "claim__received": "2023-12-15",
                "product__handed_over": "2021-12-27",
            },
            "2023-12-27",
        ),
        (
            {
                "law": "de",
                "claimant": {"type": "business", "company": "X"},
                "product__handed_over": "2024-11-25",
            },
            "2026-11-25",
        ),
    ],
)
def test_claims_end(changes: dict[str, Any], expected: str | None) -> None:
    case = Case(claim(**changes, remedies=[{"type": "repair"}]))
    assert case.claims_until == (date.fromisoformat(expected) if expected else None)


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
            {
                "law": "de",
                "date": "2022-06-25",
                "claim__received": "2022-06-20",
                "product__handed_over": "2021-12-20",
            },
            "company",
        ),
        (
            {
                "law": "de",
                "date": "2022-06-25",
                "claim__received": "2022-06-21",
                "product__handed_over": "2021-12-20",
            },
            "claimant",
        ),
        # It is the day the defect showed that counts, not that of the claim.
        (
            {
                "law": "de",
                "date": "2022-07-05",
                "claim__received": "2022-07-01",
                "claim__defect_appeared": "2022-06-20",
                "product__handed_over": "2021-12-20",
            },
            "company",
        ),
        # Half a year from 31 August ends with February.
        (
            {
                "law": "de",
                "date": "2022-03-01",
                "claim__received": "2022-02-28",
                "product__handed_over": "2021-08-31",
            },
            "company",
        ),
        (
            {
                "law": "de",
                "date": "2022-03-01",
                "claim__received": "2022-03-01",
                "product__handed_over": "2021-08-31",
            },
            "claimant",
        ),
        # The reform binds contracts made from 2022 on, whenever the goods came.
        (
            {
                "law": "de",
                "date": "2022-07-15",
                "claim__received": "2022-07-11",
                "product__purchased": "2021-12-31",
                "product__handed_over": "2022-01-10",
            },
            "claimant",
        ),
        (
            {
                "law": "de",
                "date": "2022-07-15",
                "claim__received": "2022-07-11",
                "product__purchased": "2022-01-01",
                "product__handed_over": "2022-01-10",
            },
            "company",
        ),
        # Russia: the last day of eight months, and the day after it.
        ({"product__handed_over": "2026-03-20", "product__warranty_months": 8}, "company"),
        ({"product__handed_over": "2026-03-19", "product__warranty_months": 8}, "claimant"),
        # A business too has the warranty on its side (art. 476(2) of the Civil Code).
        ({"claimant": BUSINESS, "product__warranty_months": 12}, "company"),
        ({"law": "de", "claimant": {"type": "business", "company": "X"}}, "claimant"),
        # A guarantee binds its giver, not the seller.
        ({"law": "de", "responding_as": "manufacturer"}, "claimant"),
        (
            {"law": "de", "responding_as": "manufacturer", "product__warranty_months": 24},
            "company",
        ),
        ({"product__handed_over": None}, None),
    ],
)
def test_who_must_prove(changes: dict[str, Any], burden: str | None) -> None:
    model = claim(**changes, remedies=[{"type": "repair"}])
    assert Case(model).burden == burden


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"product__service_life_years": 7}, "2033-03-02"),
        ({"product__service_life_years": 1, "product__handed_over": "2024-02-29"}, "2025-02-28"),
        # Ten years where none is set.
        ({}, "2036-03-02"),
        ({"law": "de"}, None),
        ({"product__handed_over": None}, None),
    ],
)
def test_the_service_life_ends(changes: dict[str, Any], expected: str | None) -> None:
    found = Case(claim(**changes, remedies=[{"type": "repair"}])).service_life_until
    assert found == (date.fromisoformat(expected) if expected else None)


@pytest.mark.parametrize(
    ("handed_over", "months", "until", "under"),
    [
        ("2026-03-20", 8, "2026-11-20", True),
        ("2026-03-19", 8, "2026-11-19", False),
        ("2024-02-29", 24, "2026-02-28", False),
        ("2026-08-31", 6, "2027-02-28", True),
        ("2026-03-20", None, None, None),
    ],
)
def test_the_warranty_ends(
    handed_over: str, months: int | None, until: str | None, under: bool | None
) -> None:
    case = Case(
        claim(
            product__handed_over=handed_over,
            product__warranty_months=months,
            remedies=[{"type": "repair"}],
        )
    )
    assert case.warranty_until == (date.fromisoformat(until) if until else None)
    assert case.under_warranty is under


@pytest.mark.parametrize(
    ("changes", "due", "late"),
    [
        ({"claim.demanded": ["refund"]}, "2026-11-30", False),
        ({"claim.demanded": ["refund", "loan-unit"]}, "2026-11-23", False),
        ({"claim.demanded": ["replacement"]}, "2026-11-27", False),
        (
            {"claim.demanded": ["replacement", "refund"], "claim.received": "2026-11-12"},
            "2026-11-19",
            True,
        ),
        # No term of law: the house's own, fourteen days unless it says otherwise.
        ({"claim.demanded": ["repair"]}, "2026-12-04", False),
        ({"claim.demanded": [], "house_term_days": 3}, "2026-11-23", False),
        ({"law": "de", "claim.demanded": ["refund"]}, "2026-12-04", False),
    ],
)
def test_the_day_the_answer_is_due(changes: dict[str, Any], due: str, late: bool) -> None:
    data = merged(CLAIM, {"decision": "forwarded", "forwarded_to": {"name": "Y"}} | changes)
    model = load(data).model
    assert isinstance(model, ClaimResponse)
    assessment = assess(model)
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
        ({"claim.goods_received": "2026-11-23"}, False),
        ({"claim.goods_received": "2026-11-24"}, True),
        (
            {
                "findings": [
                    {"type": "inspection", "by": "us", "date": "2026-11-23", "result": "x"}
                ]
            },
            False,
        ),
        (
            {
                "findings": [
                    {"type": "inspection", "by": "us", "date": "2026-11-24", "result": "x"}
                ]
            },
            True,
        ),
    ],
)
def test_dates_stand_in_order(changes: dict[str, Any], fires: bool) -> None:
    assert ("dates-out-of-order" in codes(CLAIM, REPAIR | changes)) == fires


@pytest.mark.parametrize(
    ("changes", "code", "severity"),
    [
        ({"remedies": [{"type": "repair", "days": 46}]}, "repair-term-too-long", "error"),
        ({"remedies": [{"type": "repair", "by": "2027-01-12"}]}, "repair-term-too-long", "error"),
        (
            {"claim__received": "2026-10-05", "claim__goods_received": "2026-10-06", **REPAIR},
            "term-passed",
            "warning",
        ),
        (
            {
                "findings": [
                    {"type": "inspection", "by": "us", "date": "2026-11-24", "result": "x"}
                ],
                **REPAIR,
            },
            "dates-out-of-order",
            "error",
        ),
        (
            {"remedies": [{"type": "refund", "amount": 1, "by": "2026-12-01"}]},
            "term-over-statutory",
            "error",
        ),
        (
            {"remedies": [{"type": "refund", "amount": 1, "by": "2026-11-22"}]},
            "promise-in-the-past",
            "error",
        ),
        ({"claim__received": "2026-11-24", **REPAIR}, "dates-out-of-order", "error"),
        (
            {"claim__received": "2026-11-10", "remedies": [{"type": "refund", "amount": 1}]},
            "term-passed",
            "warning",
        ),
        (
            {"law": "de", "remedies": [{"type": "repair", "days": 31}]},
            "term-perhaps-unreasonable",
            "warning",
        ),
        ({"claim__received": "2026-11-02", **REPAIR}, "answer-late", "warning"),
        (REPAIR, "answer-due", "note"),
    ],
)
def test_what_stops_the_letter_and_what_only_warns(
    changes: dict[str, Any], code: str, severity: str
) -> None:
    found = [each for each in assess(claim(**changes)).problems if each.code == code]
    assert [each.severity for each in found] == [severity]
    assert all(each.message and each.field for each in found)
    assert severity == "note" or all(each.cure for each in found)


def lines_of(node: Any) -> Iterator[str]:
    """Every run of words in a document's tree, as it stands there."""
    if isinstance(node, tuple):
        if node and all(hasattr(each, "text") or hasattr(each, "children") for each in node):
            yield plain(node)
        else:
            for each in node:
                yield from lines_of(each)
    elif dataclasses.is_dataclass(node):
        for part in dataclasses.fields(node):
            yield from lines_of(getattr(node, part.name))


FAULTS = re.compile(r"\{\{|\}\}|\bNone\b|[ \u00a0]{2}|[ \u00a0][.,](?!\w)|\([ \u00a0]*\)|\[\s*\]")
FULL_CLAIM = {
    "number": "K-1",
    "their_reference": {"number": "5", "date": "2026-11-19"},
    "claim.number": "R-1",
    "claim.dated": "2026-11-19",
    "claim.goods_received": "2026-11-20",
    "product.model": "M",
    "product.serial_number": "S",
    "product.purchased": "2026-03-01",
    "product.seller": "Shop",
    "product.warranty_months": 12,
    "product.weight_kg": 6,
    "findings": [{"type": "inspection", "by": "A", "date": "2026-11-21", "result": "x"}],
    "remedies": [
        {"type": "repair", "days": 20, "details": "With a new pump"},
        {"type": "loan-unit", "model": "L-1", "serial_number": "8"},
        {"type": "transport", "by": "2026-11-27"},
        {"type": "damages", "amount": "12.50"},
    ],
    "handover": {"how": "collect", "date": "2026-11-27", "hours": "10–14"},
    "claimant.address": ["Street 1", "Town"],
    "payment_to": "X",
    "notes": "A note.",
    "contact": {"phone": "1", "email": "a@b.example", "person": PERSON, "hours": "8–17"},
    "enclosures": ["One", {"name": "Two", "pages": 3}],
    "signatory": {"post": "Manager", "person": PERSON},
}
FULL_CERTIFICATE = {
    "customer": {
        "type": "business",
        "company": "Firm",
        "post": "Head",
        "person": PERSON,
        "address": ["Street 1", "Town"],
        "phone": "1",
    },
    "contractor.vat_id": "DE999999995",
    "defect_reported": "It is silent.",
    "defect_found": "A pump stands still",
    "work_done": ["Pump replaced", "Test run."],
    "times": {
        "demanded": "2026-11-02",
        "received": "2026-11-03",
        "ready": "2026-11-18",
        "returned": "2026-11-20",
    },
    "parts": [
        {
            "name": "Pump",
            "part_number": "1",
            "serial_old": "2",
            "serial_new": "3",
            "quantity": 1,
            "warranty_months": 6,
        },
        {"name": "Seal"},
    ],
    "warranty": {"work_months": 6},
    "remarks": "A remark.",
    "seal": True,
    "copies": 3,
    "acceptance": {"result": "reserved", "reservations": ["One", "Two."], "date": "2026-11-20"},
}
WORK = {"description": "Work", "quantity": "1.5", "unit": "h", "price": "100.00"}


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("kind", ["claim-response", "completion-certificate"])
@pytest.mark.parametrize(("lang", "law"), list(product(LANGS, LAWS)))
def test_letters_and_certificates_are_composed_without_a_flaw(
    lang: str, law: str, kind: str, full: bool
) -> None:
    if kind == "claim-response":
        data = merged(CLAIM, {"lang": lang, "law": law, **REPAIR} | (FULL_CLAIM if full else {}))
    else:
        lines = [WORK | {"vat": {"ru": 22, "de": 19}[law], "discount_percent": 5}]
        changes = {"lang": lang, "law": law, "lines": lines}
        data = merged(CERTIFICATE, changes | (FULL_CERTIFICATE if full else {}))
    document = compose(load(data))
    lines_found = list(lines_of(document.blocks))
    assert document.meta.kind == kind
    assert len(lines_found) > 10
    assert [line for line in lines_found if FAULTS.search(line)] == []


@pytest.mark.parametrize(
    ("law", "by", "told"),
    [
        ("de", "2026-12-26", True),
        ("de", "2026-12-28", False),
        ("de", "2027-01-01", True),
        ("ru", "2026-11-28", True),
        ("ru", "2026-11-30", False),
        ("ru", "2026-12-31", True),
    ],
)
def test_a_day_off_that_is_promised_is_told(law: str, by: str, told: bool) -> None:
    data = merged(CLAIM, {"law": law, "remedies": [{"type": "repair", "by": by}]})
    problems = composing.assess(load(data)).problems
    assert ("promised-for-a-day-off" in {one.code for one in problems}) is told
