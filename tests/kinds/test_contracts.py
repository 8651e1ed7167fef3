"""What the law has against service agreements, each rule at its border."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from aftersales_docs.kinds.service_agreement.rules import assess as assess_agreement
from aftersales_docs.kinds.service_agreement.schema import ServiceAgreement
from aftersales_docs.schemas.mapping import mapping_source
from aftersales_docs.schemas.problems import validate
from tests.kinds.cases import merged

AGREEMENT: dict[str, Any] = {
    "kind": "service-agreement",
    "lang": "en",
    "law": "ru",
    "number": "1",
    "date": "2026-11-23",
    "place": "Samara",
    "principal": {"name": "Maker", "email": "a@a.example", "representative": {"post": "Director"}},
    "seller": {"name": "Seller", "email": "b@b.example", "representative": {"post": "Director"}},
    "territory": "Samara",
    "products": [{"name": "radios", "warranty_months": 24}],
    "duties": {"examination": "seller", "repair": "seller"},
    "service_levels": {"repair_days": 30, "answer_days": 7},
    "spare_parts": {},
    "loan_units": {"days": 3},
    "bulky_transport": {"from_kg": 5},
    "remuneration": {"model": "monthly", "amount": "100.00"},
    "settlement": {"vat": 22},
    "data_protection": {},
    "term": {"starts": "2026-12-01"},
    "disputes": {"court": "X"},
}
GERMAN = {"law": "de", "settlement": {"vat": 19}}


def products(**changes: Any) -> dict[str, Any]:
    return {"products": [{"name": "radios", "warranty_months": 24} | changes]}


RATED: dict[str, Any] = {"duties": {"examination": "seller", "repair": "seller"}}
CENTRE: dict[str, Any] = {
    "duties": {"examination": "service-centre", "repair": "service-centre"},
    "service_centres": [{"name": "C", "address": "A"}],
}
HOURLY: dict[str, Any] = {"model": "per-act", "hourly_rate": "50.00"}
BONUS: dict[str, Any] = {"bonus": {"percent": 3, "on_time_percent": 95}}


def rates(work: str) -> dict[str, Any]:
    return {"model": "per-act", "flat_rates": [{"work": work, "price": "10.00"}]}


def party(name: str, post: str) -> dict[str, Any]:
    return {"name": name, "email": "b@b.example", "representative": {"post": post}}


AGREEMENTS: list[tuple[str, dict[str, Any], bool]] = [
    ("term-over-statutory", {"service_levels": {"repair_days": 45, "answer_days": 10}}, False),
    ("term-over-statutory", {"service_levels": {"repair_days": 46, "answer_days": 10}}, True),
    ("term-over-statutory", {"service_levels": {"repair_days": 45, "answer_days": 11}}, True),
    ("term-over-statutory", {"loan_units": {"days": 4}}, True),
    ("term-over-statutory", {"loan_units": {"days": 4}, "consumers": False}, False),
    (
        "term-over-statutory",
        GERMAN | {"service_levels": {"repair_days": 60, "answer_days": 30}},
        False,
    ),
    (
        "term-perhaps-unreasonable",
        GERMAN | {"service_levels": {"repair_days": 31, "answer_days": 7}},
        True,
    ),
    (
        "term-perhaps-unreasonable",
        GERMAN | {"service_levels": {"repair_days": 30, "answer_days": 7}},
        False,
    ),
    (
        "diagnosis-after-repair",
        {"service_levels": {"repair_days": 5, "answer_days": 7, "diagnosis_days": 6}},
        True,
    ),
    (
        "diagnosis-after-repair",
        {
            "service_levels": {"repair_days": 5, "answer_days": 7, "diagnosis_days": 5},
            "examination": {"days": 5},
        },
        False,
    ),
    (
        "diagnosis-after-repair",
        {"service_levels": {"repair_days": 5, "answer_days": 7}, "examination": {"days": 6}},
        True,
    ),
    (
        "diagnosis-after-repair",
        {"service_levels": {"repair_days": 5, "answer_days": 7}, "examination": {"days": 5}},
        False,
    ),
    ("service-life-too-short", products(service_life_years=1), True),
    ("service-life-too-short", products(service_life_years=2), False),
    ("spare-parts-missing", {"spare_parts": None}, True),
    ("spare-parts-missing", {"spare_parts": None, "consumers": False}, False),
    ("spare-parts-missing", GERMAN | {"spare_parts": None}, False),
    ("review-term-long", GERMAN | {"settlement": {"vat": 19, "check_days": 30}}, False),
    ("review-term-long", GERMAN | {"settlement": {"vat": 19, "check_days": 31}}, True),
    ("review-term-long", {"settlement": {"vat": 22, "check_days": 31}}, False),
    ("no-address-for-notices", {}, False),
    ("no-address-for-notices", {"seller.email": None}, True),
    ("no-address-for-notices", {"seller.email": None, "notices": {"electronic": "none"}}, False),
    ("loan-units-missing", {"loan_units": None}, True),
    ("loan-units-missing", {"loan_units": None, "consumers": False}, False),
    ("bulky-transport-missing", {"bulky_transport": None}, True),
    ("bulky-transport-missing", {}, False),
    ("bulky-limit-too-high", {"bulky_transport": {"from_kg": 5}}, False),
    ("bulky-limit-too-high", {"bulky_transport": {"from_kg": 6}}, True),
    ("bulky-limit-too-high", GERMAN | {"bulky_transport": {"from_kg": 6}}, False),
    ("warranty-starts-too-early", products(warranty_start="delivery"), True),
    ("warranty-starts-too-early", products(warranty_start="production"), True),
    ("warranty-starts-too-early", products(warranty_start="handover"), False),
    ("warranty-starts-too-early", products(warranty_start="commissioning"), False),
    ("warranty-starts-too-early", GERMAN | products(warranty_start="delivery"), True),
    (
        "warranty-starts-too-early",
        products(warranty_start="delivery") | {"consumers": False},
        False,
    ),
    ("exclusion-void", {"warranty": {"exclusions": ["отсутствия кассового чека"]}}, True),
    ("exclusion-void", {"warranty": {"exclusions": ["loss of the original Packaging"]}}, True),
    ("exclusion-void", {"warranty": {"exclusions": ["frost"]}}, False),
    ("spare-parts-too-short", {"spare_parts": {"years": 10}}, False),
    ("spare-parts-too-short", {"spare_parts": {"years": 9}}, True),
    (
        "spare-parts-too-short",
        products(service_life_years=7) | {"spare_parts": {"years": 7}},
        False,
    ),
    (
        "spare-parts-too-short",
        products(service_life_years=12) | {"spare_parts": {"years": 11}},
        True,
    ),
    ("spare-parts-too-short", GERMAN | {"spare_parts": {"years": 2}}, False),
    ("vat-rate-not-valid", {"settlement": {"vat": 20}}, True),
    ("vat-rate-not-valid", {"settlement": {"vat": "none", "vat_ground": "X"}}, False),
    ("payment-term-long", GERMAN | {"settlement": {"vat": 19, "payment_days": 60}}, False),
    ("payment-term-long", GERMAN | {"settlement": {"vat": 19, "payment_days": 61}}, True),
    ("void-words-seal", {"warranty": {"exclusions": ["вскрытия пломб"]}}, True),
    ("void-words-seal", GERMAN | {"warranty": {"exclusions": ["a broken seal"]}}, False),
    ("void-words-venue", {"special_terms": ["Customers may sue only in the courts of Ulm"]}, True),
    ("void-words-venue", {"special_terms": ["The courts of Ulm have jurisdiction"]}, False),
    (
        "void-words-no-liability",
        {
            "consumers": False,
            "special_terms": ["The Seller is not liable for any loss whatsoever"],
        },
        True,
    ),
    ("void-words-no-liability", {"special_terms": ["Liability is governed by law"]}, False),
    ("price-never-due", RATED | {"remuneration": rates("Replacement of the pump")}, False),
    ("price-never-due", CENTRE | {"remuneration": rates("Replacement of the pump")}, True),
    ("price-never-due", CENTRE | {"remuneration": rates("Austausch der Ablaufpumpe")}, True),
    ("price-never-due", CENTRE | {"remuneration": rates("Замена компрессора")}, True),
    ("price-never-due", CENTRE | {"remuneration": rates("Collection of bulky goods")}, False),
    ("price-never-due", RATED | {"remuneration": rates("Acceptance of a complaint")}, True),
    (
        "price-never-due",
        RATED
        | {
            "remuneration": rates("Acceptance of a complaint"),
            "costs": {"complaints": "principal"},
        },
        False,
    ),
    ("price-never-due", RATED | {"remuneration": rates("Something else")}, False),
    ("rate-without-work", CENTRE | {"remuneration": HOURLY}, True),
    ("rate-without-work", RATED | {"remuneration": HOURLY}, False),
    (
        "rate-without-work",
        RATED | {"remuneration": HOURLY, "costs": {"repair": "seller", "examination": "seller"}},
        True,
    ),
    (
        "paid-for-nothing",
        {"costs": dict.fromkeys(("examination", "repair", "transport", "loan_units"), "seller")},
        True,
    ),
    ("paid-for-nothing", {"costs": {"repair": "seller"}}, False),
    ("bonus-without-work", CENTRE | {"remuneration": HOURLY | BONUS}, True),
    ("bonus-without-work", RATED | {"remuneration": HOURLY | BONUS}, False),
    ("markup-without-work", CENTRE | {"remuneration": HOURLY | {"parts_markup_percent": 5}}, True),
    ("markup-without-work", RATED | {"remuneration": HOURLY | {"parts_markup_percent": 5}}, False),
    (
        "travel-without-work",
        {
            "remuneration": HOURLY | {"travel_per_km": "0.50"},
            "duties": {
                "repair": "principal",
                "examination": "principal",
                "transport": "principal",
            },
        },
        True,
    ),
    ("travel-without-work", RATED | {"remuneration": HOURLY | {"travel_per_km": "0.50"}}, False),
    ("loan-pool-and-cost-apart", {"costs": {"loan_units": "seller"}}, True),
    (
        "loan-pool-and-cost-apart",
        {"costs": {"loan_units": "seller"}, "loan_units": {"pool": "seller"}},
        False,
    ),
    ("cap-below-one-day", {"penalties": {"repair_percent": 2, "cap_percent": 1}}, True),
    ("cap-below-one-day", {"penalties": {"repair_percent": 1, "cap_percent": 1}}, False),
    (
        "arbitration-without-place",
        {"disputes.court": None, "disputes.arbitration": "DIS rules."},
        True,
    ),
    (
        "arbitration-without-place",
        {"disputes.court": None, "disputes.arbitration": "DIS rules; the seat is Ulm."},
        False,
    ),
    ("manufacturer-repair-missing", GERMAN | products(name="washing machines"), True),
    ("manufacturer-repair-missing", GERMAN | products(name="стиральные машины"), True),
    ("manufacturer-repair-missing", GERMAN | products(name="Kühlschränke"), True),
    ("manufacturer-repair-missing", GERMAN | products(name="radios"), False),
    (
        "manufacturer-repair-missing",
        GERMAN | products(name="Kühlschränke") | {"manufacturer_repair": {}},
        False,
    ),
    (
        "manufacturer-repair-missing",
        GERMAN | products(name="Kühlschränke") | {"date": "2026-07-30"},
        False,
    ),
    (
        "manufacturer-repair-too-early",
        GERMAN | {"manufacturer_repair": {}, "date": "2026-07-30"},
        True,
    ),
    (
        "manufacturer-repair-too-early",
        GERMAN | {"manufacturer_repair": {}, "date": "2026-07-31"},
        False,
    ),
    (
        "manufacturer-repair-without-consumers",
        GERMAN | {"manufacturer_repair": {}, "consumers": False},
        True,
    ),
    ("manufacturer-repair-without-consumers", GERMAN | {"manufacturer_repair": {}}, False),
    ("harmonised-label-due", GERMAN | products(warranty_months=25), True),
    ("harmonised-label-due", GERMAN | products(warranty_months=24), False),
    (
        "harmonised-label-due",
        GERMAN | products(warranty_months=25) | {"date": "2026-09-26"},
        False,
    ),
    ("harmonised-label-due", GERMAN | products(warranty_months=25) | {"role": "importer"}, False),
    ("post-of-another-form", GERMAN | {"seller": party("Klar AG", "Geschäftsführer")}, True),
    ("post-of-another-form", GERMAN | {"seller": party("Klar AG", "Vorstand")}, False),
    ("post-of-another-form", GERMAN | {"seller": party("Klar GmbH", "Vorstand")}, True),
    (
        "post-of-another-form",
        GERMAN | {"seller": party("Klar GmbH & Co. KG", "Geschäftsführer")},
        True,
    ),
    (
        "post-of-another-form",
        GERMAN
        | {
            "seller": party("Klar GmbH & Co. KG", "Geschäftsführer")
            | {"general_partner": {"name": "Klar Verwaltungs-GmbH"}}
        },
        False,
    ),
    (
        "void-words-no-recourse",
        GERMAN | {"special_terms": ["Recourse of the Seller is excluded"]},
        True,
    ),
    ("void-words-no-recourse", GERMAN | {"special_terms": ["Recourse is governed by law"]}, False),
    ("cap-in-standard-terms", GERMAN | {"liability": {"cap": "annual-remuneration"}}, True),
    (
        "cap-in-standard-terms",
        GERMAN | {"liability": {"cap": "annual-remuneration", "negotiated": True}},
        False,
    ),
    ("cap-in-standard-terms", {"liability": {"cap": "annual-remuneration"}}, False),
    ("penalty-high", {"penalties": {"repair_percent": "0.5", "cap_percent": 10}}, False),
    ("penalty-high", {"penalties": {"repair_percent": "0.6", "cap_percent": 10}}, True),
    ("penalty-high", GERMAN | {"penalties": {"repair_percent": "0.2", "cap_percent": 5}}, False),
    ("penalty-high", GERMAN | {"penalties": {"repair_percent": "0.2", "cap_percent": 6}}, True),
    ("data-protection-missing", {"data_protection": None}, True),
    ("data-protection-missing", {"data_protection": None, "consumers": False}, False),
    ("starts-before-signing", {"term": {"starts": "2026-11-22"}}, True),
    ("starts-before-signing", {"term": {"starts": "2026-11-23"}}, False),
    # A new edition goes on with the term of the one that it replaces.
    (
        "starts-before-signing",
        {
            "term": {"starts": "2026-11-22"},
            "version": "2",
            "replaces": {"version": "1", "date": "2026-11-20"},
        },
        False,
    ),
]


def model(type_: Any, base: Mapping[str, Any], changes: Mapping[str, Any]) -> Any:
    return validate(mapping_source(merged(base, changes)), type_)


@pytest.mark.parametrize(("code", "changes", "fires"), AGREEMENTS)
def test_agreements(code: str, changes: dict[str, Any], fires: bool) -> None:
    found = assess_agreement(model(ServiceAgreement, AGREEMENT, changes)).problems
    assert (code in {problem.code for problem in found}) == fires


def test_every_rule_fires_in_some_row_and_rests_in_another() -> None:
    assert {code for code, _, fires in AGREEMENTS if fires} == {
        code for code, _, fires in AGREEMENTS if not fires
    }


def test_every_problem_names_its_field_and_cure() -> None:
    for code, changes, fires in AGREEMENTS:
        for problem in assess_agreement(model(ServiceAgreement, AGREEMENT, changes)).problems:
            assert problem.field
            assert problem.cure
            assert problem.message[-1] in ".", (code, fires)
