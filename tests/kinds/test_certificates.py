"""What the law has against a certificate, and what follows from its days and shares."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from aftersales_docs import load
from aftersales_docs.composing import assess
from aftersales_docs.errors import DataError
from aftersales_docs.kinds.completion_certificate.case import Certificate
from tests.kinds.cases import CERTIFICATE, PERSON, certificate, codes, merged

LINE = {"description": "Work", "quantity": 1, "unit": "h", "price": "100.00"}
TIMES = {
    "demanded": "2026-11-02",
    "received": "2026-11-03",
    "ready": "2026-11-18",
    "returned": "2026-11-20",
}
WARRANTY = {
    "cost": "warranty",
    "lines": [LINE | {"vat": "none"}],
    "times": TIMES,
    "defect_found": "Broken.",
}
CURE = {
    "law": "de",
    "times": TIMES,
    "cost": {
        "type": "cure",
        "contract_date": "2026-08-10",
        "handed_over": "2026-08-14",
        "informed": "2026-11-03",
    },
}
GUARANTEE = {"law": "de", "times": TIMES, "cost": {"type": "guarantee", "guarantor": "Maker"}}
BUSINESS = {"type": "business", "company": "X", "post": "Manager", "person": PERSON}


def rate(vat: object, day: str, law: str = "ru") -> dict[str, Any]:
    return {"lines": [LINE | {"vat": vat}], "date": day, "law": law}


TABLE: list[tuple[str, dict[str, Any], bool]] = [
    ("vat-rate-not-valid", rate(20, "2025-12-31"), False),
    ("vat-rate-not-valid", rate(20, "2026-01-01"), True),
    ("vat-rate-not-valid", rate(22, "2025-12-31"), True),
    ("vat-rate-not-valid", rate(22, "2026-01-01"), False),
    ("vat-rate-not-valid", rate(18, "2018-12-31"), False),
    ("vat-rate-not-valid", rate(18, "2019-01-01"), True),
    ("vat-rate-not-valid", rate(20, "2018-12-31"), True),
    ("vat-rate-not-valid", rate(20, "2019-01-01"), False),
    ("vat-rate-not-valid", rate(10, "2026-11-23"), False),
    ("vat-rate-not-valid", rate(5, "2024-12-31"), True),
    ("vat-rate-not-valid", rate(5, "2025-01-01"), False),
    ("vat-rate-not-valid", rate(7, "2024-12-31"), True),
    ("vat-rate-not-valid", rate(7, "2025-01-01"), False),
    ("vat-rate-not-valid", rate("none", "2026-11-23"), False),
    ("vat-rate-not-valid", rate("22.5", "2026-11-23"), True),
    ("vat-rate-not-valid", rate(19, "2026-11-23"), True),
    ("vat-rate-not-valid", rate(0, "2026-11-23"), False),
    ("vat-rate-not-valid", rate(19, "2026-11-23", "de"), False),
    ("vat-rate-not-valid", rate(7, "2026-11-23", "de"), False),
    ("vat-rate-not-valid", rate(22, "2026-11-23", "de"), True),
    ("vat-rate-not-valid", rate(16, "2020-06-30", "de"), True),
    ("vat-rate-not-valid", rate(16, "2020-07-01", "de"), False),
    ("vat-rate-not-valid", rate(16, "2020-12-31", "de"), False),
    ("vat-rate-not-valid", rate(16, "2021-01-01", "de"), True),
    ("vat-rate-not-valid", rate(19, "2020-06-30", "de"), False),
    ("vat-rate-not-valid", rate(19, "2020-07-01", "de"), True),
    ("vat-rate-not-valid", rate(19, "2020-12-31", "de"), True),
    ("vat-rate-not-valid", rate(19, "2021-01-01", "de"), False),
    ("vat-rate-not-valid", rate(7, "2020-06-30", "de"), False),
    ("vat-rate-not-valid", rate(7, "2020-07-01", "de"), True),
    ("vat-rate-not-valid", rate(7, "2021-01-01", "de"), False),
    ("vat-rate-not-valid", rate(5, "2020-06-30", "de"), True),
    ("vat-rate-not-valid", rate(5, "2020-12-31", "de"), False),
    ("vat-rate-not-valid", rate(5, "2021-01-01", "de"), True),
    # One wrong line among right ones.
    (
        "vat-rate-not-valid",
        {"lines": [LINE | {"vat": 22}, LINE | {"vat": 21}, LINE | {"vat": 10}]},
        True,
    ),
    ("vat-ground-missing", rate("none", "2026-11-23"), True),
    ("vat-ground-missing", rate(0, "2026-11-23"), True),
    ("vat-ground-missing", rate("none", "2026-11-23") | {"vat_ground": "x"}, False),
    ("vat-ground-missing", rate(0, "2026-11-23") | {"vat_ground": "x"}, False),
    ("vat-ground-missing", rate(22, "2026-11-23"), False),
    ("vat-ground-missing", {"lines": [LINE | {"vat": 22}, LINE | {"vat": "none"}]}, True),
    ("vat-ground-missing", WARRANTY | {"cost": "goodwill"}, True),
    # Warranty repair is exempt in Russia by itself.
    ("vat-ground-missing", WARRANTY, False),
    # Where no VAT is shown at all nobody asks why.
    ("vat-ground-missing", CURE | {"lines": [LINE | {"vat": "none"}]}, False),
    ("vat-ground-missing", rate("none", "2026-11-23", "de"), True),
    # 5 and 7 % bind all supplies.
    ("vat-rates-mixed", {"lines": [LINE | {"vat": 22}, LINE | {"vat": 5}]}, True),
    ("vat-rates-mixed", {"lines": [LINE | {"vat": 10}, LINE | {"vat": 7}]}, True),
    ("vat-rates-mixed", {"lines": [LINE | {"vat": 7}, LINE | {"vat": 5}]}, True),
    (
        "vat-rates-mixed",
        {"lines": [LINE | {"vat": 5}, LINE | {"vat": "none"}], "vat_ground": "x"},
        False,
    ),
    ("vat-rates-mixed", {"lines": [LINE | {"vat": 22}, LINE | {"vat": 10}]}, False),
    (
        "reverse-charge-to-consumer",
        rate("none", "2026-11-23", "de") | {"vat_ground": "§ 13b UStG"},
        True,
    ),
    (
        "reverse-charge-to-consumer",
        rate("none", "2026-11-23", "de") | {"vat_ground": "§ 13b UStG", "customer": BUSINESS},
        False,
    ),
    ("totals-differ", {"totals": {"gross": "122.00"}}, False),
    ("totals-differ", {"totals": {"gross": "122.01"}}, True),
    ("totals-differ", {"totals": {"net": "100.00", "vat": "22.00"}}, False),
    ("totals-differ", {"totals": {"vat": "21.99"}}, True),
    ("totals-differ", {"totals": {"net": "99.99"}}, True),
    ("totals-differ", {}, False),
    # Three times 0.33 at 22 %: 0.07 a line is 0.21, on the sum it is 0.22.
    (
        "totals-differ",
        {
            "lines": [LINE | {"price": "0.33", "vat": 22}] * 3,
            "rounding": "line",
            "totals": {"vat": "0.21", "gross": "1.20"},
        },
        False,
    ),
    (
        "totals-differ",
        {
            "lines": [LINE | {"price": "0.33", "vat": 22}] * 3,
            "rounding": "total",
            "totals": {"vat": "0.21", "gross": "1.20"},
        },
        True,
    ),
    # Inside 122.00 there are 22.00.
    (
        "totals-differ",
        {
            "lines": [LINE | {"price": "122.00", "vat": 22}],
            "prices": "gross",
            "totals": {"net": "100.00", "vat": "22.00"},
        },
        False,
    ),
    ("signer-missing", {}, False),
    ("signer-missing", {"contractor": {"name": "Service"}}, True),
    (
        "signer-missing",
        {"contractor": {"name": "Service"}, "law": "de", "lines": [LINE | {"vat": 19}]},
        False,
    ),
    ("signer-missing", {"customer": {"type": "business", "company": "X"}}, True),
    ("signer-missing", {"customer": BUSINESS}, False),
    *(
        ("signer-missing", {"customer": BUSINESS | {name: None}}, True)
        for name in ("post", "person")
    ),
    (
        "signer-missing",
        {
            "customer": {"type": "business", "company": "X"},
            "law": "de",
            "lines": [LINE | {"vat": 19}],
        },
        False,
    ),
    ("repair-information-missing", WARRANTY, False),
    ("repair-information-missing", WARRANTY | {"defect_found": None}, True),
    *(
        ("repair-information-missing", WARRANTY | {"times": TIMES | {name: None}}, True)
        for name in TIMES
    ),
    ("repair-information-missing", WARRANTY | {"customer": BUSINESS, "times": {}}, False),
    ("repair-information-missing", {"times": {}}, False),
    ("repair-information-missing", CURE | {"times": {}}, False),
    # A share is a part, and a part of what is to be paid.
    ("share-is-all", {"cost": {"type": "shared", "customer_percent": 100}}, True),
    ("share-is-all", {"cost": {"type": "shared", "customer_percent": 99}}, False),
    *(
        (
            "share-of-credit",
            {
                "cost": {"type": "shared", "customer_percent": 50},
                "lines": [
                    LINE | {"vat": 22},
                    LINE | {"vat": 22, "price": price, "reason": "returned"},
                ],
            },
            price == "-200.00",
        )
        for price in ("-200.00", "-50.00")
    ),
    # A natural person in business signs himself, and has no post.
    ("signer-missing", {"contractor": {"name": "ИП Коваль Анна Ивановна"}}, False),
    (
        "signer-missing",
        {
            "contractor": {
                "name": "Коваль Анна Ивановна",
                "legal_form": "Индивидуальный предприниматель",
            }
        },
        False,
    ),
    ("signer-missing", {"customer": {"type": "business", "company": "ИП Коваль А. И."}}, False),
    ("not-in-russian", {}, True),
    ("not-in-russian", {"lang": "ru"}, False),
    ("not-in-russian", {"law": "de", "lines": [LINE | {"vat": 19}]}, False),
    # A period that ended before the demand is not extended.
    ("period-over", WARRANTY | {"warranty": {"original_until": "2026-11-01"}}, True),
    ("period-over", WARRANTY | {"warranty": {"original_until": "2026-11-02"}}, False),
    ("period-over", GUARANTEE | {"warranty": {"original_until": "2026-11-01"}}, True),
    ("period-over", GUARANTEE | {"warranty": {"original_until": "2026-11-02"}}, False),
    ("contract-date-missing", CURE | {"cost": {"type": "cure"}}, True),
    ("contract-date-missing", CURE, False),
    ("contract-date-missing", CURE | {"cost": {"type": "cure"}, "customer": BUSINESS}, False),
    ("contract-date-missing", GUARANTEE, False),
    (
        "contract-date-missing",
        GUARANTEE
        | {"cost": {"type": "guarantee", "guarantor": "Maker", "taken_in_for_seller": True}},
        True,
    ),
    ("contract-date-missing", WARRANTY, False),
    ("limitation-not-counted", CURE, False),
    (
        "limitation-not-counted",
        CURE | {"cost": {"type": "cure", "contract_date": "2026-08-10"}},
        True,
    ),
    # Two years from 2 November 2024 end on Monday, 2 November 2026.
    (
        "limitation-over",
        CURE
        | {"cost": {"type": "cure", "contract_date": "2024-10-30", "handed_over": "2024-11-02"}},
        False,
    ),
    (
        "limitation-over",
        CURE
        | {"cost": {"type": "cure", "contract_date": "2024-10-30", "handed_over": "2024-10-30"}},
        True,
    ),
    # The defect showed in time: four months more.
    (
        "limitation-over",
        CURE
        | {
            "cost": {
                "type": "cure",
                "contract_date": "2024-10-30",
                "handed_over": "2024-10-30",
                "defect_appeared": "2026-10-01",
            }
        },
        False,
    ),
    (
        "limitation-over",
        GUARANTEE
        | {
            "cost": {
                "type": "guarantee",
                "guarantor": "Maker",
                "taken_in_for_seller": True,
                "contract_date": "2024-10-30",
                "handed_over": "2024-10-30",
            }
        },
        False,
    ),
    ("limitation-too-short", CURE | {"cost.limitation_months": 11}, True),
    ("limitation-too-short", CURE | {"cost.limitation_months": 12}, False),
    ("limitation-too-short", CURE | {"cost.limitation_months": 11, "customer": BUSINESS}, False),
    # Before cure the consumer is told; by contracts of 31.07.2026 on.
    ("cure-information-missing", CURE, False),
    ("cure-information-missing", CURE | {"cost.informed": None}, True),
    (
        "cure-information-missing",
        CURE
        | {"cost": {"type": "cure", "contract_date": "2026-07-30", "handed_over": "2026-08-14"}},
        False,
    ),
    (
        "cure-information-missing",
        CURE
        | {"cost": {"type": "cure", "contract_date": "2026-07-31", "handed_over": "2026-08-14"}},
        True,
    ),
    ("cure-information-missing", CURE | {"cost.informed": None, "customer": BUSINESS}, False),
    ("cure-information-late", CURE | {"cost.informed": "2026-11-19"}, True),
    ("cure-information-late", CURE | {"cost.informed": "2026-11-18"}, False),
    ("waiver-of-consumer", {"acceptance": {"no_claims": True}}, True),
    ("waiver-of-consumer", {"acceptance": {"no_claims": True}, "customer": BUSINESS}, False),
    ("penalty-given-up", {"acceptance": {"no_claims": True}, "customer": BUSINESS}, False),
    (
        "penalty-given-up",
        {
            "acceptance": {"no_claims": True},
            "customer": BUSINESS,
            "law": "de",
            "lines": [LINE | {"vat": 19}],
        },
        True,
    ),
    (
        "acceptance-before-completion",
        {
            "law": "de",
            "lines": [LINE | {"vat": 19}],
            "acceptance": {"result": "pending", "accept_by": "2026-12-01"},
        },
        True,
    ),
    (
        "acceptance-before-completion",
        {
            "law": "de",
            "lines": [LINE | {"vat": 19}],
            "times": {"ready": "2026-11-20"},
            "acceptance": {"result": "pending", "accept_by": "2026-12-01"},
        },
        False,
    ),
    (
        "acceptance-before-completion",
        {"acceptance": {"result": "pending", "accept_by": "2026-12-01"}},
        False,
    ),
    ("completed-late", {"times": TIMES | {"agreed": "2026-11-17"}}, True),
    ("completed-late", {"times": TIMES | {"agreed": "2026-11-18"}}, False),
    ("dates-out-of-order", {"times": {"returned": "2026-11-24"}}, True),
    ("dates-out-of-order", {"acceptance": {"date": "2026-11-24"}}, True),
    (
        "dates-out-of-order",
        {"times": {"demanded": "2026-06-10"}, "acceptance": {"date": "2026-06-01"}},
        True,
    ),
    (
        "dates-out-of-order",
        {"times": {"demanded": "2026-06-10"}, "acceptance": {"date": "2026-06-10"}},
        False,
    ),
    (
        "dates-out-of-order",
        {"acceptance": {"result": "refused", "reservations": ["x"], "remedy_by": "2026-11-22"}},
        True,
    ),
    (
        "dates-out-of-order",
        {"acceptance": {"result": "refused", "reservations": ["x"], "remedy_by": "2026-11-23"}},
        False,
    ),
    # 45 days in repair.
    (
        "term-passed",
        WARRANTY | {"times": TIMES | {"demanded": "2026-10-06", "received": "2026-10-06"}},
        False,
    ),
    (
        "term-passed",
        WARRANTY | {"times": TIMES | {"demanded": "2026-10-05", "received": "2026-10-05"}},
        True,
    ),
    # The term runs from the day the goods came, not from the demand.
    (
        "term-passed",
        WARRANTY | {"times": TIMES | {"demanded": "2026-10-01", "received": "2026-10-06"}},
        False,
    ),
    (
        "term-passed",
        WARRANTY
        | {
            "customer": BUSINESS,
            "times": TIMES | {"demanded": "2026-06-01", "received": "2026-06-02"},
        },
        False,
    ),
    (
        "term-passed",
        WARRANTY
        | {
            "cost": "paid",
            "vat_ground": "x",
            "times": TIMES | {"demanded": "2026-06-01", "received": "2026-06-02"},
        },
        False,
    ),
    (
        "term-passed",
        CURE | {"times": TIMES | {"demanded": "2026-06-01", "received": "2026-06-02"}},
        False,
    ),
    *(
        ("dates-out-of-order", {"times": {name: "2026-11-23"}}, False)
        for name in ("demanded", "received", "ready")
    ),
    *(
        ("dates-out-of-order", {"times": {name: "2026-11-24"}}, True)
        for name in ("demanded", "received", "ready")
    ),
    (
        "tax-number-missing",
        {"law": "de", "lines": [LINE | {"vat": 19}], "customer": BUSINESS},
        True,
    ),
    (
        "tax-number-missing",
        {
            "law": "de",
            "lines": [LINE | {"vat": 19}],
            "customer": BUSINESS,
            "contractor.tax_number": "1",
        },
        False,
    ),
    ("tax-number-missing", {"law": "de", "lines": [LINE | {"vat": 19}]}, False),
    (
        "tax-number-missing",
        {
            "law": "de",
            "lines": [LINE | {"vat": 19}],
            "customer": BUSINESS,
            "contractor.vat_id": "DE999999995",
        },
        False,
    ),
    (
        "tax-number-missing",
        {"law": "de", "lines": [LINE | {"vat": 19}], "customer": BUSINESS, "cost": "goodwill"},
        False,
    ),
    ("tax-number-missing", {"customer": BUSINESS}, False),
]


# What the law demands of a certificate and the assessment does not meet yet.
NAMED: list[tuple[str, str, dict[str, Any], bool]] = [
    (
        "402-FZ, art. 9(2): a post without a name signs for nobody",
        "signer-missing",
        {"contractor": {"name": "Service", "representative": {"post": "Foreman"}}},
        True,
    ),
    (
        "art. 193 of the Civil Code: 45 days from 8.10. end on Sunday 22.11., so on Monday",
        "term-passed",
        WARRANTY
        | {
            "times": {
                "demanded": "2026-10-08",
                "received": "2026-10-08",
                "ready": "2026-11-20",
                "returned": "2026-11-23",
            }
        },
        False,
    ),
    (
        "section 27(1) UStG: the rate of the day the work was done, not of the certificate",
        "vat-rate-not-valid",
        rate(16, "2021-01-05", "de")
        | {"times": {"ready": "2020-12-30", "returned": "2020-12-30"}},
        False,
    ),
    (
        "section 27(1) UStG: the rate of the day the work was done, not of the certificate",
        "vat-rate-not-valid",
        rate(19, "2021-01-05", "de")
        | {"times": {"ready": "2020-12-30", "returned": "2020-12-30"}},
        True,
    ),
]


@pytest.mark.parametrize(
    ("code", "changes", "fires"),
    [
        *TABLE,
        *(pytest.param(*row, id=why) for why, *row in NAMED),
    ],
)
def test_rules_and_their_borders(code: str, changes: dict[str, Any], fires: bool) -> None:
    assert (code in codes(CERTIFICATE, changes)) == fires


def test_every_rule_fires_in_some_row_and_rests_in_another() -> None:
    fired = {code for code, _, fires in TABLE if fires}
    assert fired == {code for code, _, fires in TABLE if not fires}


WARNINGS = {
    "term-passed",
    "tax-number-missing",
    "not-in-russian",
    "period-over",
    "completed-late",
    "limitation-not-counted",
    "limitation-over",
    "cure-information-missing",
    "penalty-given-up",
}


@pytest.mark.parametrize(
    ("code", "changes"), [(code, changes) for code, changes, fires in TABLE if fires]
)
def test_only_what_is_past_or_wanted_later_is_a_warning(
    code: str, changes: dict[str, Any]
) -> None:
    found = [
        each
        for each in list(assess(load(merged(CERTIFICATE, changes))).problems)
        if each.code == code
    ]
    warns = code in WARNINGS
    for problem in found:
        assert problem.severity == ("warning" if warns else "error")
        assert problem.message
        assert problem.cure
        assert problem.field


@pytest.mark.parametrize(
    ("changes", "code", "fields"),
    [
        (
            {"lines": [LINE | {"vat": 22}, LINE | {"vat": 21}]},
            "vat-rate-not-valid",
            ["lines[1].vat"],
        ),
        (
            {"totals": {"net": "1.00", "gross": "1.00"}},
            "totals-differ",
            ["totals.net", "totals.gross"],
        ),
        (
            WARRANTY
            | {
                "times": {"received": "2026-11-03", "returned": "2026-11-20"},
                "defect_found": None,
            },
            "repair-information-missing",
            ["times.demanded", "times.ready", "defect_found"],
        ),
        (
            {"contractor": {"name": "Service"}, "customer": {"type": "business", "company": "X"}},
            "signer-missing",
            ["contractor", "customer"],
        ),
    ],
)
def test_a_problem_names_its_field(changes: dict[str, Any], code: str, fields: list[str]) -> None:
    found = list(assess(load(merged(CERTIFICATE, changes))).problems)
    assert [each.field for each in found if each.code == code] == fields


def test_a_wrong_rate_offers_the_rates_of_the_day() -> None:
    changes = {"lines": [LINE | {"vat": 22}], "date": "2025-12-31", "lang": "ru"}
    (problem,) = list(assess(load(merged(CERTIFICATE, changes))).problems)
    assert problem.cure == "Write one of: 0, 5, 7, 10, 20, none."


@pytest.mark.parametrize(
    ("cost", "share", "expected"),
    [
        ("paid", None, "122.00"),
        ("warranty", None, "0.00"),
        ("goodwill", None, "0.00"),
        ("shared", 50, "61.00"),
        # 33.3 % of 122.00 are 40.626, 0.75 % are 0.915: halves are rounded up.
        ("shared", "33.3", "40.63"),
        ("shared", "0.75", "0.92"),
        ("shared", 0, "0.00"),
        ("shared", 100, "122.00"),
    ],
)
def test_what_the_customer_pays(cost: str, share: object, expected: str) -> None:
    model = certificate(cost=cost, customer_share_percent=share, defect_found="x", times=TIMES)
    assert Certificate(model).payable == Decimal(expected)


@pytest.mark.parametrize(
    ("changes", "days", "until"),
    [
        # From the demand on 2 November to the return on the 20th: eighteen days.
        ({}, 18, "2027-03-29"),
        ({"times": TIMES | {"demanded": None}}, 17, "2027-03-28"),
        ({"times": TIMES | {"returned": None}}, None, None),
        ({"cost": "paid", "lines": [LINE | {"vat": 22}]}, None, None),
        (CURE, None, None),
        # A period that ended before the demand was not suspended by it.
        ({"warranty": {"original_until": "2026-11-01"}}, None, None),
        ({"warranty": None}, 18, None),
        # Back on the day of the demand nothing is added.
        (
            {
                "times": {
                    "demanded": "2026-11-20",
                    "received": "2026-11-20",
                    "ready": "2026-11-20",
                    "returned": "2026-11-20",
                }
            },
            0,
            None,
        ),
        (
            {
                "times": {
                    "demanded": "2026-11-19",
                    "received": "2026-11-20",
                    "ready": "2026-11-20",
                    "returned": "2026-11-20",
                }
            },
            1,
            "2027-03-12",
        ),
        # Over the end of a leap year's February.
        ({"warranty": {"original_until": "2028-02-20"}}, 18, "2028-03-09"),
    ],
)
def test_warranty_grows_by_the_time_of_repair(
    changes: dict[str, Any], days: int | None, until: str | None
) -> None:
    data = WARRANTY | {"warranty": {"original_until": "2027-03-11"}} | changes
    case = Certificate(certificate(**data))
    assert case.extension_days == days
    assert case.extended_until == (date.fromisoformat(until) if until else None)


@pytest.mark.parametrize(
    ("changes", "until"),
    [
        ({"warranty": {"work_months": 12}}, "2027-11-23"),
        ({"warranty": {"work_months": 12}, "times": TIMES}, "2027-11-20"),
        ({"warranty": {"work_months": 3}, "date": "2026-11-30"}, "2027-02-28"),
        ({"warranty": {"work_months": 3}, "date": "2027-11-30"}, "2028-02-29"),
        ({"warranty": {"original_until": "2027-03-11"}}, None),
        ({}, None),
    ],
)
def test_warranty_on_the_work_runs_from_the_return(
    changes: dict[str, Any], until: str | None
) -> None:
    found = Certificate(certificate(**changes)).work_warranty_until
    assert found == (date.fromisoformat(until) if until else None)


@pytest.mark.parametrize(
    ("law", "given", "currency"),
    [("ru", None, "RUB"), ("de", None, "EUR"), ("ru", "USD", "USD"), ("de", "RUB", "RUB")],
)
def test_the_currency_is_that_of_the_law_unless_named(
    law: str, given: str | None, currency: str
) -> None:
    assert Certificate(certificate(law=law, currency=given)).currency == currency


@pytest.mark.parametrize(
    "bad", [{"quantity": 0}, {"price": "-1.00"}, {"price": "9999999999.99"}, {"vat": "many"}]
)
def test_a_bad_line_makes_no_second_error(bad: dict[str, Any]) -> None:
    """The list is there: nobody is sent to look for it."""
    data = merged(CERTIFICATE, {"lines": [LINE | {"vat": 22}, LINE | {"vat": 22} | bad]})
    with pytest.raises(DataError) as caught:
        load(data)
    (problem,) = caught.value.problems
    assert problem.field.startswith("lines[1].")
