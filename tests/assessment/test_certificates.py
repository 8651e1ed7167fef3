"""What the law has against a certificate, and what follows from its days and shares."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from aftersales_docs.assessment.certificate import Certificate
from tests.assessment.cases import CERTIFICATE, PERSON, certificate, codes

LINE = {"description": "Work", "quantity": 1, "unit": "h", "price": "100.00"}
TIMES = {"demanded": "2026-11-02", "received": "2026-11-03", "ready": "2026-11-18",
         "returned": "2026-11-20"}  # fmt: skip
WARRANTY = {"cost": "warranty", "lines": [LINE | {"vat": "none"}], "times": TIMES,
            "defect_found": "Broken."}  # fmt: skip
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
    ("vat-rate-not-valid", rate(10, "2026-11-23"), False),
    ("vat-rate-not-valid", rate(5, "2024-12-31"), True),
    ("vat-rate-not-valid", rate(5, "2025-01-01"), False),
    ("vat-rate-not-valid", rate(7, "2025-01-01"), False),
    ("vat-rate-not-valid", rate(0, "2026-11-23"), False),
    ("vat-rate-not-valid", rate(19, "2026-11-23", "de"), False),
    ("vat-rate-not-valid", rate(7, "2026-11-23", "de"), False),
    ("vat-rate-not-valid", rate(22, "2026-11-23", "de"), True),
    ("vat-rate-not-valid", rate(16, "2020-06-30", "de"), True),
    ("vat-rate-not-valid", rate(16, "2020-07-01", "de"), False),
    ("vat-rate-not-valid", rate(16, "2020-12-31", "de"), False),
    ("vat-rate-not-valid", rate(16, "2021-01-01", "de"), True),
    ("vat-rate-not-valid", rate(5, "2020-12-31", "de"), False),
    ("vat-ground-missing", rate("none", "2026-11-23"), True),
    ("vat-ground-missing", rate(0, "2026-11-23"), True),
    ("vat-ground-missing", rate("none", "2026-11-23") | {"vat_ground": "x"}, False),
    # Warranty repair is exempt in Russia by itself.
    ("vat-ground-missing", WARRANTY, False),
    ("vat-ground-missing", WARRANTY | {"law": "de"}, True),
    ("totals-differ", {"totals": {"gross": "122.00"}}, False),
    ("totals-differ", {"totals": {"gross": "122.01"}}, True),
    ("totals-differ", {"totals": {"net": "100.00", "vat": "22.00"}}, False),
    ("totals-differ", {"totals": {"vat": "21.99"}}, True),
    ("signer-missing", {}, False),
    ("signer-missing", {"contractor": {"name": "Service"}}, True),
    ("signer-missing", {"contractor": {"name": "Service"}, "law": "de",
                        "lines": [LINE | {"vat": 19}]}, False),
    ("signer-missing", {"customer": {"type": "business", "company": "X"}}, True),
    ("signer-missing", {"customer": BUSINESS}, False),
    ("repair-information-missing", WARRANTY, False),
    ("repair-information-missing", WARRANTY | {"defect_found": None}, True),
    *(
        ("repair-information-missing", WARRANTY | {"times": TIMES | {name: None}}, True)
        for name in TIMES
    ),
    ("repair-information-missing", WARRANTY | {"customer": BUSINESS, "times": {}}, False),
    ("repair-information-missing", {"times": {}}, False),
    # 45 days in repair.
    ("term-passed", WARRANTY | {"times": TIMES | {"demanded": "2026-10-06",
                                                  "received": "2026-10-06"}}, False),
    ("term-passed", WARRANTY | {"times": TIMES | {"demanded": "2026-10-05",
                                                  "received": "2026-10-05"}}, True),
    ("dates-out-of-order", {"times": {"ready": "2026-11-23"}}, False),
    ("dates-out-of-order", {"times": {"ready": "2026-11-24"}}, True),
    ("tax-number-missing", {"law": "de", "lines": [LINE | {"vat": 19}], "customer": BUSINESS},
     True),
    ("tax-number-missing", {"law": "de", "lines": [LINE | {"vat": 19}], "customer": BUSINESS,
                            "contractor.tax_number": "1"}, False),
    ("tax-number-missing", {"law": "de", "lines": [LINE | {"vat": 19}]}, False),
]  # fmt: skip


@pytest.mark.parametrize(("code", "changes", "fires"), TABLE)
def test_rules_and_their_borders(code: str, changes: dict[str, Any], fires: bool) -> None:
    assert (code in codes(CERTIFICATE, changes)) == fires


@pytest.mark.parametrize(
    ("cost", "share", "expected"),
    [
        ("paid", None, "122.00"),
        ("warranty", None, "0.00"),
        ("goodwill", None, "0.00"),
        ("shared", 50, "61.00"),
        ("shared", "33.3", "40.63"),
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
        ({"law": "de", "vat_ground": "x"}, None, None),
        ({"warranty": None}, 18, None),
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
        ({}, None),
    ],
)
def test_warranty_on_the_work_runs_from_the_return(
    changes: dict[str, Any], until: str | None
) -> None:
    found = Certificate(certificate(**changes)).work_warranty_until
    assert found == (date.fromisoformat(until) if until else None)
