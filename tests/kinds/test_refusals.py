"""What the law has against grounds, choices and costs, each rule with its border."""

from __future__ import annotations

from typing import Any

import pytest

from aftersales_docs import load
from aftersales_docs.composing import assess
from aftersales_docs.errors import Problem
from tests.kinds.cases import CLAIM, codes, merged

BUSINESS = {"claimant": {"type": "business", "company": "X"}}
INSPECTION = {"type": "inspection", "by": "us", "date": "2026-11-21", "result": "x"}
EXAMINATION = {"type": "examination", "by": "Y", "date": "2026-11-21", "result": "x"}
BODY = {"takes_part": False, "body": "B", "address": "A", "website": "w.example"}


def refused(*grounds: Any, **changes: Any) -> dict[str, Any]:
    listed = [{"type": one} if isinstance(one, str) else one for one in grounds]
    return {"decision": "refused", "grounds": listed} | {
        name.replace("__", "."): value for name, value in changes.items()
    }


def complex_goods(**changes: Any) -> dict[str, Any]:
    """A refusal because the defect of technically complex goods is slight."""
    return refused("defect-not-substantial", product__technically_complex=True, **changes)


def german(**changes: Any) -> dict[str, Any]:
    """A repair granted to a German consumer."""
    return {"law": "de", "remedies": [{"type": "repair"}]} | {
        name.replace("__", "."): value for name, value in changes.items()
    }


def found(changes: dict[str, Any], code: str) -> list[Problem]:
    """The problems of a claim that have ``code``."""
    return [each for each in assess(load(merged(CLAIM, changes))).problems if each.code == code]


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
        refused("improper-use", findings=[INSPECTION], product__warranty_months=12),
        True,
    ),
    (
        "inspection-only",
        refused("improper-use", findings=[EXAMINATION], product__warranty_months=12),
        False,
    ),
    (
        "inspection-only",
        refused("improper-use", findings=[INSPECTION], product__warranty_months=8),
        False,
    ),
    # The lack of a receipt.
    ("receipt-no-ground", refused("no-proof-of-purchase"), True),
    ("receipt-no-ground", refused("no-proof-of-purchase", "not-our-goods"), False),
    ("receipt-no-ground", refused("no-proof-of-purchase", **BUSINESS), False),
    ("receipt-no-ground", refused("no-proof-of-purchase", law="de"), False),
    ("receipt-not-needed", refused("no-proof-of-purchase"), False),
    ("receipt-not-needed", refused("no-proof-of-purchase", law="de"), True),
    ("receipt-not-needed", refused("no-proof-of-purchase", law="de", **BUSINESS), False),
    # The warranty over, or not.
    ("warranty-unknown", refused("warranty-expired"), True),
    ("warranty-unknown", refused("warranty-expired", product__warranty_months=6), False),
    (
        "warranty-not-expired",
        refused("warranty-expired", product__warranty_months=8, product__handed_over="2026-03-20"),
        True,
    ),
    (
        "warranty-not-expired",
        refused("warranty-expired", product__warranty_months=8, product__handed_over="2026-03-19"),
        False,
    ),
    ("two-years-not-over", refused("warranty-expired", product__warranty_months=6), True),
    (
        "two-years-not-over",
        refused("warranty-expired", product__warranty_months=6, product__handed_over="2024-11-20"),
        True,
    ),
    (
        "two-years-not-over",
        refused("warranty-expired", product__warranty_months=6, product__handed_over="2024-11-19"),
        False,
    ),
    (
        "two-years-not-over",
        refused("warranty-expired", law="de", product__warranty_months=6),
        False,
    ),
    (
        "liability-not-over",
        refused("warranty-expired", law="de", product__warranty_months=6),
        True,
    ),
    # A seller answers to businesses for two years as well.
    (
        "liability-not-over",
        refused(
            "warranty-expired",
            law="de",
            product__warranty_months=6,
            product__handed_over="2024-11-20",
            **BUSINESS,
        ),
        True,
    ),
    (
        "liability-not-over",
        refused(
            "warranty-expired",
            law="de",
            product__warranty_months=6,
            product__handed_over="2024-11-19",
            **BUSINESS,
        ),
        False,
    ),
    (
        "liability-not-over",
        refused("warranty-expired", product__warranty_months=6),
        False,
    ),
    (
        "liability-not-over",
        refused(
            "warranty-expired", law="de", product__warranty_months=6, responding_as="manufacturer"
        ),
        False,
    ),
    # Limitation.
    ("limitation-unknown", refused("limitation", product__handed_over=None), True),
    ("limitation-unknown", refused("limitation", product__handed_over="2024-11-19"), False),
    ("limitation-not-over", refused("limitation", product__handed_over="2024-11-20"), True),
    ("limitation-not-over", refused("limitation", product__handed_over="2024-11-19"), False),
    (
        "limitation-not-over",
        refused("limitation", law="de", product__handed_over="2024-11-20"),
        True,
    ),
    (
        "limitation-not-over",
        refused("limitation", law="de", product__handed_over="2024-11-19"),
        False,
    ),
    # A defect that showed in time leaves a German consumer four months; a business none.
    (
        "limitation-not-over",
        refused(
            "limitation",
            law="de",
            product__handed_over="2024-11-05",
            claim__defect_appeared="2026-11-05",
        ),
        True,
    ),
    (
        "limitation-not-over",
        refused(
            "limitation",
            law="de",
            product__handed_over="2024-07-20",
            claim__defect_appeared="2026-07-20",
        ),
        True,
    ),
    (
        "limitation-not-over",
        refused(
            "limitation",
            law="de",
            product__handed_over="2024-07-19",
            claim__defect_appeared="2026-07-19",
        ),
        False,
    ),
    (
        "limitation-not-over",
        refused(
            "limitation",
            law="de",
            product__handed_over="2024-07-20",
            claim__defect_appeared="2026-07-20",
            **BUSINESS,
        ),
        False,
    ),
    (
        "substantial-defect-possible",
        refused("limitation", product__handed_over="2023-11-20", responding_as="manufacturer"),
        True,
    ),
    (
        "substantial-defect-possible",
        refused(
            "limitation",
            product__handed_over="2023-11-20",
            responding_as="manufacturer",
            **BUSINESS,
        ),
        False,
    ),
    # Ten years where no service life is set.
    (
        "substantial-defect-possible",
        refused("limitation", product__handed_over="2016-11-20", responding_as="importer"),
        True,
    ),
    (
        "substantial-defect-possible",
        refused("limitation", product__handed_over="2023-11-20"),
        False,
    ),
    (
        "substantial-defect-possible",
        refused(
            "limitation",
            product__handed_over="2023-11-20",
            responding_as="importer",
            product__service_life_years=3,
        ),
        True,
    ),
    (
        "substantial-defect-possible",
        refused(
            "limitation",
            product__handed_over="2023-11-19",
            responding_as="importer",
            product__service_life_years=3,
        ),
        False,
    ),
    (
        "substantial-defect-possible",
        refused("limitation", product__handed_over="2016-11-19", responding_as="importer"),
        False,
    ),
    # Notice of the defect.
    ("no-notice-duty", refused("late-notice"), True),
    ("no-notice-duty", refused("late-notice", law="de"), True),
    ("no-notice-duty", refused("late-notice", **BUSINESS), False),
    ("late-notice-unexplained", refused("late-notice", law="de", **BUSINESS), True),
    ("late-notice-unexplained", refused("late-notice", **BUSINESS), True),
    (
        "late-notice-unexplained",
        refused({"type": "late-notice", "details": "x"}, **BUSINESS),
        False,
    ),
    # Substantial or not matters for technically complex goods, after fifteen days.
    ("not-complex-goods", refused("defect-not-substantial"), True),
    ("not-complex-goods", refused("defect-not-substantial", **BUSINESS), False),
    ("not-complex-goods", complex_goods(), False),
    ("not-complex-goods", refused("defect-not-substantial", law="de"), False),
    ("within-fifteen-days", complex_goods(product__handed_over="2026-11-05"), True),
    ("within-fifteen-days", complex_goods(product__handed_over="2026-11-04"), False),
    ("unusable-too-long", complex_goods(claim__days_out_of_use=31), True),
    ("unusable-too-long", complex_goods(claim__days_out_of_use=30), False),
    ("not-under-this-law", refused("disproportionate"), True),
    ("not-under-this-law", refused("disproportionate", law="de"), False),
    # Granted in full has no grounds, and grants what was demanded.
    (
        "ground-though-granted",
        {"remedies": [{"type": "repair"}], "grounds": [{"type": "not-our-goods"}]},
        True,
    ),
    ("ground-though-granted", {"remedies": [{"type": "repair"}]}, False),
    (
        "granted-differs",
        {"claim.demanded": ["refund"], "remedies": [{"type": "repair"}]},
        True,
    ),
    (
        "granted-differs",
        {"claim.demanded": ["repair"], "remedies": [{"type": "repair"}, {"type": "transport"}]},
        False,
    ),
    (
        "granted-differs",
        {"claim.demanded": ["repair"], "remedies": [{"type": "repair"}]},
        False,
    ),
    (
        "choice-is-the-consumers",
        {
            "decision": "alternative",
            "remedies": [{"type": "repair"}],
            "grounds": [{"type": "not-our-goods"}],
        },
        True,
    ),
    (
        "granted-differs",
        {
            "decision": "partly-granted",
            "claim.demanded": ["refund", "repair"],
            "remedies": [{"type": "repair"}],
            "grounds": [{"type": "not-our-goods"}],
        },
        False,
    ),
    (
        "choice-is-the-consumers",
        {
            "decision": "alternative",
            "remedies": [{"type": "repair"}],
            **BUSINESS,
            "grounds": [{"type": "not-our-goods"}],
        },
        False,
    ),
    (
        "choice-is-the-consumers",
        {
            "decision": "alternative",
            "remedies": [{"type": "repair"}],
            "law": "de",
            "grounds": [{"type": "not-our-goods"}],
        },
        False,
    ),
    # Costs of the examination.
    (
        "examination-cost-shifted",
        {"remedies": [{"type": "repair"}], "costs": {"examination": "claimant"}},
        True,
    ),
    (
        "examination-cost-shifted",
        {"remedies": [{"type": "repair"}], "costs": {"examination": "claimant"}, **BUSINESS},
        False,
    ),
    (
        "examination-cost-shifted",
        refused("improper-use", findings=[INSPECTION], costs={"examination": "claimant"}),
        True,
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
    # A claim that is still open; in Germany too.
    *(
        (
            "examination-cost-shifted",
            {
                "decision": "more-information",
                "request": {"items": ["x"]},
                "law": law,
                "costs": {"examination": "claimant"},
            },
            True,
        )
        for law in ("ru", "de")
    ),
    (
        "examination-cost-shifted",
        refused(
            "improper-use", law="de", findings=[EXAMINATION], costs={"examination": "claimant"}
        ),
        False,
    ),
    (
        "fault-needed",
        refused("improper-use", findings=[EXAMINATION], costs={"examination": "claimant"}),
        False,
    ),
    (
        "fault-needed",
        refused(
            "improper-use", law="de", findings=[EXAMINATION], costs={"examination": "claimant"}
        ),
        True,
    ),
    ("fault-needed", refused("improper-use", law="de", findings=[EXAMINATION]), False),
    # Costs of transport: bulky goods, and all above five kilograms.
    (
        "transport-cost-shifted",
        {"remedies": [{"type": "repair"}], "costs": {"transport": "claimant"}},
        True,
    ),
    (
        "transport-cost-shifted",
        {
            "remedies": [{"type": "repair"}],
            "costs": {"transport": "claimant"},
            "product.weight_kg": 5,
        },
        False,
    ),
    (
        "transport-cost-shifted",
        {
            "remedies": [{"type": "repair"}],
            "costs": {"transport": "claimant"},
            "product.weight_kg": 5.1,
        },
        True,
    ),
    (
        "transport-cost-shifted",
        {
            "remedies": [{"type": "repair"}],
            "costs": {"transport": "claimant"},
            "law": "de",
            "product.weight_kg": 1,
        },
        True,
    ),
    (
        "transport-cost-shifted",
        refused("not-our-goods", costs={"transport": "claimant"}),
        False,
    ),
    (
        "transport-cost-shifted",
        refused("not-our-goods", law="de", costs={"transport": "claimant"}),
        False,
    ),
    (
        "transport-cost-shifted",
        {"remedies": [{"type": "repair"}], "costs": {"transport": "claimant"}, **BUSINESS},
        False,
    ),
    *(
        (
            "transport-cost-shifted",
            {
                "decision": "examination",
                "law": law,
                "costs": {"transport": "claimant"},
                "examination": {"by": "Y", "place": "Z", "date": "2026-11-30"},
            },
            True,
        )
        for law in ("ru", "de")
    ),
    # The penalty is Russian consumers' alone.
    ("no-statutory-penalty", {"remedies": [{"type": "penalty", "amount": 1}]}, False),
    (
        "no-statutory-penalty",
        {"remedies": [{"type": "penalty", "amount": 1}], "law": "de"},
        True,
    ),
    (
        "no-statutory-penalty",
        {"remedies": [{"type": "penalty", "amount": 1}], **BUSINESS},
        True,
    ),
    # Dates that are missing.
    (
        "handover-unknown",
        {"remedies": [{"type": "repair"}], "product.handed_over": None},
        True,
    ),
    (
        "handover-unknown",
        {
            "remedies": [{"type": "repair"}],
            "product.handed_over": None,
            "product.purchased": "2026-03-02",
        },
        False,
    ),
    # German consumers: the day of the contract, and the conciliation body.
    # Handed over after the reform, the goods may have been sold before it.
    ("contract-day-unknown", german(product__handed_over="2026-08-03"), True),
    ("contract-day-unknown", german(product__handed_over="2026-07-30"), False),
    (
        "contract-day-unknown",
        german(product__handed_over="2026-08-03", contract_date="2026-07-30"),
        False,
    ),
    (
        "contract-day-unknown",
        german(product__handed_over="2026-08-03", product__purchased="2026-08-01"),
        False,
    ),
    ("contract-day-unknown", german(product__handed_over=None), True),
    ("dispute-body-missing", refused("not-our-goods", law="de"), True),
    ("dispute-body-missing", refused("not-our-goods", law="de", dispute_resolution=BODY), False),
    (
        "dispute-body-missing",
        refused("not-our-goods", law="de", responding_as="manufacturer"),
        False,
    ),
    ("dispute-body-missing", refused("not-our-goods", law="de", **BUSINESS), False),
    ("dispute-body-missing", refused("not-our-goods"), False),
    (
        "dispute-body-missing",
        {
            "decision": "partly-granted",
            "law": "de",
            "remedies": [{"type": "repair"}],
            "grounds": [{"type": "not-our-goods"}],
        },
        True,
    ),
    ("dispute-body-missing", {"law": "de", "remedies": [{"type": "repair"}]}, False),
    *(
        (
            "dispute-body-incomplete",
            refused("not-our-goods", law="de", dispute_resolution={**BODY, name: None}),
            True,
        )
        for name in ("body", "address", "website")
    ),
    (
        "dispute-body-incomplete",
        refused("not-our-goods", law="de", dispute_resolution=BODY),
        False,
    ),
    # An examination to come.
    (
        "appointment-in-the-past",
        {
            "decision": "examination",
            "examination": {"by": "Y", "place": "Z", "date": "2026-11-22"},
        },
        True,
    ),
    (
        "appointment-in-the-past",
        {
            "decision": "examination",
            "examination": {"by": "Y", "place": "Z", "date": "2026-11-23"},
        },
        False,
    ),
]


@pytest.mark.parametrize(("code", "changes", "fires"), TABLE)
def test_rules_and_their_borders(code: str, changes: dict[str, Any], fires: bool) -> None:
    assert (code in codes(CLAIM, changes)) == fires


def test_every_rule_fires_in_some_row_and_rests_in_another() -> None:
    fired = {code for code, _, fires in TABLE if fires}
    rested = {code for code, _, fires in TABLE if not fires}
    assert fired == rested


# What the law leaves open; all else that the table holds is what it forbids.
WARNINGS = {
    "choice-is-the-consumers",
    "contract-day-unknown",
    "dispute-body-incomplete",
    "dispute-body-missing",
    "handover-unknown",
    "inspection-only",
    "late-notice-unexplained",
    "receipt-not-needed",
    "substantial-defect-possible",
    "two-years-not-over",
}


@pytest.mark.parametrize(
    ("code", "changes"), [(code, changes) for code, changes, fires in TABLE if fires]
)
def test_an_error_where_the_law_forbids_and_a_warning_where_it_leaves_open(
    code: str, changes: dict[str, Any]
) -> None:
    for problem in found(changes, code):
        assert problem.severity == ("warning" if code in WARNINGS else "error")
        assert problem.message
        assert problem.cure
        assert problem.field


def test_a_problem_points_at_its_own_ground() -> None:
    data = refused("not-our-goods", "late-notice")
    assert [each.field for each in found(data, "no-notice-duty")] == ["grounds[1].type"]


# Refusals that the law does not bear out, and that pass without a word; a row that begins
# to be met must lose its mark.
UNBORNE: list[tuple[str, dict[str, Any]]] = [
    (
        "art. 19(1): within a warranty of three years nothing is too late",
        refused("limitation", product__handed_over="2024-06-03", product__warranty_months=36),
    ),
    (
        "art. 19(1) and (5): found within two years is enough, the claim may come later",
        refused(
            "limitation", product__handed_over="2024-11-10", claim__defect_appeared="2026-11-09"
        ),
    ),
    (
        "art. 477(5) of the Civil Code: a business too may prove the defect for two years",
        refused("warranty-expired", product__warranty_months=6, **BUSINESS),
    ),
    (
        "art. 18(1): substantial or not matters for replacement and refund, not for repair",
        complex_goods(claim__demanded=["repair"]),
    ),
    (
        "section 323(5) BGB: a slight defect bars withdrawal, not repair",
        refused(
            "defect-not-substantial", law="de", claim__demanded=["repair"], dispute_resolution=BODY
        ),
    ),
    (
        "§ 193 BGB: two years that end on a Saturday end on Monday",
        refused(
            "limitation",
            law="de",
            product__handed_over="2024-11-21",
            **BUSINESS,
            date="2026-11-23",
            claim__received="2026-11-23",
        ),
    ),
    (
        "art. 18(5): a ground named twice is still the lack of a receipt alone",
        refused("no-proof-of-purchase", "no-proof-of-purchase"),
    ),
]


@pytest.mark.parametrize(
    "changes",
    [pytest.param(changes, id=why) for why, changes in UNBORNE],
)
def test_a_refusal_that_the_law_does_not_bear_out_is_seen(changes: dict[str, Any]) -> None:
    assert codes(CLAIM, changes)
