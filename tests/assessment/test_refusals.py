"""What the law has against grounds, choices and costs, each rule with its border."""

from __future__ import annotations

from typing import Any

import pytest

from tests.assessment.cases import CLAIM, codes

BUSINESS = {"claimant": {"type": "business", "company": "X"}}
INSPECTION = {"type": "inspection", "by": "us", "date": "2026-11-21", "result": "x"}
EXAMINATION = {"type": "examination", "by": "Y", "date": "2026-11-21", "result": "x"}
BODY = {"takes_part": False, "body": "B", "address": "A", "website": "w.example"}


def refused(*grounds: Any, **changes: Any) -> dict[str, Any]:
    listed = [{"type": one} if isinstance(one, str) else one for one in grounds]
    return {"decision": "refused", "grounds": listed} | {
        name.replace("__", "."): value for name, value in changes.items()
    }


TABLE: list[tuple[str, dict[str, Any], bool]] = [
    # A ground that says where the defect comes from needs a finding.
    ("ground-without-evidence", refused("improper-use"), True),
    ("ground-without-evidence", refused("improper-use", findings=[INSPECTION]), False),
    ("ground-without-evidence", refused("no-defect"), True),
    ("ground-without-evidence", refused("normal-wear"), True),
    ("ground-without-evidence", refused("third-party-repair"), True),
    ("ground-without-evidence", refused("no-manufacturing-defect"), True),
    ("ground-without-evidence", refused("not-our-goods"), False),
    # Where the company must prove, its own inspection is weak.
    (
        "inspection-only",
        refused("improper-use", findings=[INSPECTION], product__warranty_months=12), True,
    ),
    (
        "inspection-only",
        refused("improper-use", findings=[EXAMINATION], product__warranty_months=12), False,
    ),
    (
        "inspection-only",
        refused("improper-use", findings=[INSPECTION], product__warranty_months=8), False,
    ),
    # The lack of a receipt.
    ("receipt-no-ground", refused("no-proof-of-purchase"), True),
    ("receipt-no-ground", refused("no-proof-of-purchase", "not-our-goods"), False),
    ("receipt-no-ground", refused("no-proof-of-purchase", **BUSINESS), False),
    ("receipt-not-needed", refused("no-proof-of-purchase", law="de"), True),
    ("receipt-not-needed", refused("no-proof-of-purchase", law="de", **BUSINESS), False),
    # The warranty over, or not.
    ("warranty-unknown", refused("warranty-expired"), True),
    ("warranty-unknown", refused("warranty-expired", product__warranty_months=6), False),
    (
        "warranty-not-expired",
        refused("warranty-expired", product__warranty_months=8,
                product__handed_over="2026-03-20"), True,
    ),
    (
        "warranty-not-expired",
        refused("warranty-expired", product__warranty_months=8,
                product__handed_over="2026-03-19"), False,
    ),
    ("two-years-not-over", refused("warranty-expired", product__warranty_months=6), True),
    (
        "two-years-not-over",
        refused("warranty-expired", product__warranty_months=6,
                product__handed_over="2024-11-20"), True,
    ),
    (
        "two-years-not-over",
        refused("warranty-expired", product__warranty_months=6,
                product__handed_over="2024-11-19"), False,
    ),
    (
        "liability-not-over",
        refused("warranty-expired", law="de", product__warranty_months=6), True,
    ),
    (
        "liability-not-over",
        refused("warranty-expired", law="de", product__warranty_months=6,
                responding_as="manufacturer"), False,
    ),
    # Limitation.
    ("limitation-unknown", refused("limitation", product__handed_over=None), True),
    ("limitation-not-over", refused("limitation", product__handed_over="2024-11-20"), True),
    ("limitation-not-over", refused("limitation", product__handed_over="2024-11-19"), False),
    (
        "limitation-not-over",
        refused("limitation", law="de", product__handed_over="2024-11-20"), True,
    ),
    (
        "limitation-not-over",
        refused("limitation", law="de", product__handed_over="2024-11-19"), False,
    ),
    (
        "substantial-defect-possible",
        refused("limitation", product__handed_over="2023-11-20", responding_as="manufacturer"),
        True,
    ),
    (
        "substantial-defect-possible",
        refused("limitation", product__handed_over="2023-11-20"), False,
    ),
    (
        "substantial-defect-possible",
        refused("limitation", product__handed_over="2023-11-20", responding_as="importer",
                product__service_life_years=3), True,
    ),
    (
        "substantial-defect-possible",
        refused("limitation", product__handed_over="2023-11-19", responding_as="importer",
                product__service_life_years=3), False,
    ),
    (
        "substantial-defect-possible",
        refused("limitation", product__handed_over="2016-11-19", responding_as="importer"),
        False,
    ),
    # Notice of the defect.
    ("no-notice-duty", refused("late-notice"), True),
    ("no-notice-duty", refused("late-notice", **BUSINESS), False),
    ("late-notice-unexplained", refused("late-notice", **BUSINESS), True),
    (
        "late-notice-unexplained",
        refused({"type": "late-notice", "details": "x"}, **BUSINESS), False,
    ),
    # Substantial or not matters for technically complex goods, after fifteen days.
    ("not-complex-goods", refused("defect-not-substantial"), True),
    (
        "not-complex-goods",
        refused("defect-not-substantial", product__technically_complex=True), False,
    ),
    ("not-complex-goods", refused("defect-not-substantial", law="de"), False),
    (
        "within-fifteen-days",
        refused("defect-not-substantial", product__technically_complex=True,
                product__handed_over="2026-11-05"), True,
    ),
    (
        "within-fifteen-days",
        refused("defect-not-substantial", product__technically_complex=True,
                product__handed_over="2026-11-04"), False,
    ),
    (
        "unusable-too-long",
        refused("defect-not-substantial", product__technically_complex=True,
                claim__days_out_of_use=31), True,
    ),
    (
        "unusable-too-long",
        refused("defect-not-substantial", product__technically_complex=True,
                claim__days_out_of_use=30), False,
    ),
    ("not-under-this-law", refused("disproportionate"), True),
    ("not-under-this-law", refused("disproportionate", law="de"), False),
    # Granted in full has no grounds, and grants what was demanded.
    (
        "ground-though-granted",
        {"remedies": [{"type": "repair"}], "grounds": [{"type": "not-our-goods"}]}, True,
    ),
    ("ground-though-granted", {"remedies": [{"type": "repair"}]}, False),
    (
        "granted-differs",
        {"claim.demanded": ["refund"], "remedies": [{"type": "repair"}]}, True,
    ),
    (
        "granted-differs",
        {"claim.demanded": ["repair"], "remedies": [{"type": "repair"}, {"type": "transport"}]},
        False,
    ),
    (
        "choice-is-the-consumers",
        {"decision": "alternative", "remedies": [{"type": "repair"}],
         "grounds": [{"type": "not-our-goods"}]}, True,
    ),
    (
        "choice-is-the-consumers",
        {"decision": "alternative", "remedies": [{"type": "repair"}], "law": "de",
         "grounds": [{"type": "not-our-goods"}]}, False,
    ),
    # Costs of the examination.
    (
        "examination-cost-shifted",
        {"remedies": [{"type": "repair"}], "costs": {"examination": "claimant"}}, True,
    ),
    (
        "examination-cost-shifted",
        {"remedies": [{"type": "repair"}], "costs": {"examination": "claimant"}, **BUSINESS},
        False,
    ),
    (
        "examination-cost-shifted",
        refused("improper-use", findings=[INSPECTION], costs={"examination": "claimant"}), True,
    ),
    (
        "examination-cost-shifted",
        refused("improper-use", findings=[EXAMINATION], costs={"examination": "claimant"}),
        False,
    ),
    (
        "examination-cost-shifted",
        refused("not-our-goods", findings=[EXAMINATION], costs={"examination": "claimant"}),
        True,
    ),
    (
        "fault-needed",
        refused("improper-use", law="de", findings=[EXAMINATION],
                costs={"examination": "claimant"}), True,
    ),
    ("fault-needed", refused("improper-use", law="de", findings=[EXAMINATION]), False),
    # Costs of transport: bulky goods, and all above five kilograms.
    (
        "transport-cost-shifted",
        {"remedies": [{"type": "repair"}], "costs": {"transport": "claimant"}}, True,
    ),
    (
        "transport-cost-shifted",
        {"remedies": [{"type": "repair"}], "costs": {"transport": "claimant"},
         "product.weight_kg": 5}, False,
    ),
    (
        "transport-cost-shifted",
        {"remedies": [{"type": "repair"}], "costs": {"transport": "claimant"},
         "product.weight_kg": 5.1}, True,
    ),
    (
        "transport-cost-shifted",
        {"remedies": [{"type": "repair"}], "costs": {"transport": "claimant"}, "law": "de",
         "product.weight_kg": 1}, True,
    ),
    (
        "transport-cost-shifted",
        refused("not-our-goods", costs={"transport": "claimant"}), False,
    ),
    # The penalty is Russian consumers' alone.
    ("no-statutory-penalty", {"remedies": [{"type": "penalty", "amount": 1}]}, False),
    (
        "no-statutory-penalty",
        {"remedies": [{"type": "penalty", "amount": 1}], "law": "de"}, True,
    ),
    (
        "no-statutory-penalty",
        {"remedies": [{"type": "penalty", "amount": 1}], **BUSINESS}, True,
    ),
    # Dates that are missing.
    (
        "handover-unknown",
        {"remedies": [{"type": "repair"}], "product.handed_over": None}, True,
    ),
    (
        "handover-unknown",
        {"remedies": [{"type": "repair"}], "product.handed_over": None,
         "product.purchased": "2026-03-02"}, False,
    ),
    # German consumers: the right to repair, and the conciliation body.
    ("repair-directive", {"law": "de", "remedies": [{"type": "repair"}]}, True),
    (
        "repair-directive",
        {"law": "de", "remedies": [{"type": "repair"}], "repair_directive": True}, False,
    ),
    (
        "repair-directive",
        {"law": "de", "remedies": [{"type": "repair"}], "date": "2026-07-30",
         "claim.received": "2026-07-29"}, False,
    ),
    (
        "repair-directive",
        {"law": "de", "remedies": [{"type": "repair"}], "date": "2026-07-31",
         "claim.received": "2026-07-29"}, True,
    ),
    ("repair-directive", refused("not-our-goods", law="de"), False),
    (
        "repair-directive-not-yet",
        {"law": "de", "remedies": [{"type": "repair"}], "date": "2026-07-30",
         "claim.received": "2026-07-29", "repair_directive": True}, True,
    ),
    (
        "repair-directive-not-yet",
        {"law": "de", "remedies": [{"type": "repair"}], "repair_directive": True}, False,
    ),
    ("dispute-body-missing", refused("not-our-goods", law="de"), True),
    ("dispute-body-missing", refused("not-our-goods", law="de", dispute_resolution=BODY), False),
    (
        "dispute-body-missing",
        refused("not-our-goods", law="de", responding_as="manufacturer"), False,
    ),
    ("dispute-body-missing", refused("not-our-goods", law="de", **BUSINESS), False),
    (
        "dispute-body-incomplete",
        refused("not-our-goods", law="de", dispute_resolution={**BODY, "website": None}), True,
    ),
    (
        "dispute-body-incomplete",
        refused("not-our-goods", law="de", dispute_resolution=BODY), False,
    ),
    # An examination to come.
    (
        "appointment-in-the-past",
        {"decision": "examination",
         "examination": {"by": "Y", "place": "Z", "date": "2026-11-22"}}, True,
    ),
    (
        "appointment-in-the-past",
        {"decision": "examination",
         "examination": {"by": "Y", "place": "Z", "date": "2026-11-23"}}, False,
    ),
]  # fmt: skip


@pytest.mark.parametrize(("code", "changes", "fires"), TABLE)
def test_rules_and_their_borders(code: str, changes: dict[str, Any], fires: bool) -> None:
    assert (code in codes(CLAIM, changes)) == fires


def test_every_rule_fires_in_some_row_and_rests_in_another() -> None:
    fired = {code for code, _, fires in TABLE if fires}
    rested = {code for code, _, fires in TABLE if not fires}
    assert fired - rested <= {"limitation-unknown"}
    assert rested <= fired
