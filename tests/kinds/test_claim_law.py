"""The law of the day of the contract, guarantees and burdens: what is judged and printed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from aftersales_docs import load
from aftersales_docs.composing import assess
from aftersales_docs.kinds.claim_response.case import Case
from tests.inputs import LANGS
from tests.kinds.cases import CLAIM, claim, codes, merged
from tests.kinds.claim_letters import (
    BUSINESS,
    letter,
    named,
    refused,
    repaired,
)


@pytest.mark.parametrize(
    ("changes", "day", "field"),
    [
        (
            {"contract_date": "2026-02-20", "product__purchased": "2026-02-25"},
            "2026-02-20",
            "contract_date",
        ),
        ({"product__purchased": "2026-02-25"}, "2026-02-25", "product.purchased"),
        ({}, "2026-03-02", "product.handed_over"),
    ],
)
def test_which_day_was_taken_is_said(changes: dict[str, Any], day: str, field: str) -> None:
    model = claim(**repaired(**changes))
    contract = Case(model).contract
    assert contract is not None
    assert (contract.day.isoformat(), contract.field) == (day, field)
    problems = assess(load(merged(CLAIM, named(repaired(**changes))))).problems
    (note,) = (one for one in problems if one.code == "law-of-contract-day")
    assert day in note.message
    assert note.field == field


@pytest.mark.parametrize(
    ("changes", "holds"),
    [
        ({"contract_date": "2026-07-31", "product__handed_over": "2026-08-03"}, True),
        ({"contract_date": "2026-07-30", "product__handed_over": "2026-08-03"}, False),
        ({"product__handed_over": "2026-07-30"}, False),
        # Goods that came later may have been sold before.
        ({"product__handed_over": "2026-08-03"}, None),
        ({"product__handed_over": None}, None),
        ({"law": "ru", "contract_date": "2026-08-01", "product__handed_over": "2026-08-03"}, None),
    ],
)
def test_whether_the_right_to_repair_holds(changes: dict[str, Any], holds: bool | None) -> None:
    assert Case(claim(**repaired(**changes))).repair_act is holds


@pytest.mark.parametrize("lang", LANGS)
def test_before_cure_the_consumer_is_told_of_choice_and_extension(lang: str) -> None:
    since = repaired(lang=lang, contract_date="2026-07-31", product__handed_over="2026-08-03")
    # Two years from 3 August 2026, and a year more.
    end = {"de": "3. August 2029", "ru": "3 августа 2029", "en": "3 August 2029"}[lang]
    places = {"de": "§ 475e Abs. 5", "ru": "абз. 5 § 475e", "en": "section 475e(5)"}
    assert end in letter(**since)
    assert places[lang] in letter(**since)
    for changes in (
        repaired(lang=lang, contract_date="2026-07-30", product__handed_over="2026-08-03"),
        repaired(lang=lang, product__handed_over="2026-08-03"),
        since | {"goodwill": True},
        since | {"responding_as": "manufacturer"},
        since | {"law": "ru"},
        since | BUSINESS,
    ):
        assert places[lang] not in letter(**changes)


def test_cited_as_the_law_of_the_contract_numbers_it() -> None:
    refund = {
        "lang": "de",
        "law": "de",
        "product__handed_over": "2026-08-03",
        "remedies": [{"type": "refund", "amount": 10000}],
    }
    assert "§ 475 Abs. 6 BGB" in letter(**refund, contract_date="2026-07-30")
    assert "§ 475 Abs. 7 BGB" in letter(**refund, contract_date="2026-07-31")


def test_the_choice_of_cure_that_is_refused_is_not_offered() -> None:
    text = letter(
        lang="de",
        law="de",
        decision="alternative",
        contract_date="2026-08-01",
        product__handed_over="2026-08-03",
        claim__demanded=["replacement"],
        remedies=[{"type": "repair", "by": "2026-12-04"}],
        grounds=[{"type": "disproportionate"}],
    )
    assert "beschränkt" in text
    assert "Sie haben die Wahl" not in text


@pytest.mark.parametrize(
    ("changes", "end", "keys"),
    [
        ({}, "2028-08-03", 1),
        # Shown in the last months: four months from then on.
        (
            {
                "date": "2028-08-25",
                "claim__received": "2028-08-20",
                "claim__defect_appeared": "2028-07-03",
            },
            "2028-11-03",
            2,
        ),
        # Repaired before: a year more, and two months from the return at least.
        ({"claim__earlier_repair": "2026-10-01"}, "2029-08-03", 2),
        ({"claim__earlier_repair": "2026-10-01", "contract_date": "2026-07-30"}, "2028-08-03", 1),
        (
            {
                "date": "2029-10-02",
                "claim__received": "2029-10-01",
                "claim__earlier_repair": "2029-08-01",
            },
            "2029-10-01",
            3,
        ),
    ],
)
def test_when_the_limitation_ends(changes: dict[str, Any], end: str, keys: int) -> None:
    base = {"contract_date": "2026-08-01", "product__handed_over": "2026-08-03"}
    limitation = Case(claim(**(repaired() | base | changes))).limitation
    assert limitation is not None
    assert limitation[0] == date.fromisoformat(end)
    assert len(limitation[1]) == keys


@pytest.mark.parametrize(("lang", "places"), [("de", "§ 438 Abs. 1 Nr. 3"), ("en", "438(1)")])
def test_a_limitation_cites_all_that_it_follows_from(lang: str, places: str) -> None:
    text = letter(
        **refused(
            "limitation",
            lang=lang,
            law="de",
            product__handed_over="2024-03-20",
            claim__defect_appeared="2026-03-10",
            findings=[],
        ),
    )
    # Two years end on 20 March 2026, four months after 10 March on 10 July.
    assert ("10. Juli 2026" if lang == "de" else "10 July 2026") in text
    assert places in text
    assert "475e" in text


@pytest.mark.parametrize(
    ("changes", "fires"),
    [
        ({"law": "de", "product.handed_over": "2024-09-01"}, True),
        ({"law": "de", "product.handed_over": "2024-09-01", **BUSINESS}, False),
        ({"law": "de", "product.handed_over": "2024-05-01"}, False),
        ({"law": "ru", "product.handed_over": "2024-05-01"}, False),
    ],
)
def test_a_limitation_without_the_day_of_the_defect_is_doubted(
    changes: dict[str, Any], fires: bool
) -> None:
    data = refused("limitation") | changes
    assert ("defect-day-unknown" in codes(CLAIM, data)) == fires


GUARANTEED = {"law": "de", "product__handed_over": "2025-09-01", "product__warranty_months": 24}


@pytest.mark.parametrize(
    ("changes", "burden", "key"),
    [
        # The seller's own guarantee makes him prove, the maker's does not.
        ({"product__guarantee_by": "seller"}, "company", "durability_guarantee"),
        ({"product__guarantee_by": "manufacturer"}, "claimant", "buyer_burden"),
        ({}, None, ""),
        ({"responding_as": "manufacturer"}, "company", "durability_guarantee"),
        ({"product__guarantee_by": "seller", **BUSINESS}, "company", "durability_guarantee"),
        ({"product__guarantee_by": "manufacturer", **BUSINESS}, "claimant", "buyer_burden"),
        # Within the first year the law helps a consumer, whosever the guarantee is.
        ({"product__handed_over": "2026-03-02"}, "company", "consumer_burden"),
    ],
)
def test_who_must_prove_while_a_guarantee_runs(
    changes: dict[str, Any], burden: str | None, key: str
) -> None:
    case = Case(claim(**(refused("normal-wear") | GUARANTEED | changes)))
    assert case.burden == burden
    if burden:
        assert (case.presumption.key if case.presumption else case.burden_key) == key


def test_nobody_is_told_to_prove_while_it_is_unknown_whose_guarantee_runs() -> None:
    data = named(refused("no-manufacturing-defect") | GUARANTEED | {"lang": "de"})
    assert "guarantor-unknown" in codes(CLAIM, data)
    text = letter(**data)
    assert "zu beweisen" not in text
    assert "Ansprüche aus der Garantie, die bis zum 1. September 2027 läuft" in text


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("de", "Ansprüche aus der Garantie des Herstellers"),
        ("en", "Claims under the guarantee given by the manufacturer"),
        ("ru", "Права по гарантии изготовителя"),
    ],
)
def test_anothers_guarantee_stays(lang: str, words: str) -> None:
    data = refused("normal-wear") | GUARANTEED
    text = letter(**data, lang=lang, product__guarantee_by="manufacturer")
    assert words in text
    assert "363" in text


def test_a_refusal_deals_with_ones_own_guarantee() -> None:
    own = named(GUARANTEED | {"product__guarantee_by": "seller"})
    assert "guarantee-terms" in codes(CLAIM, refused("normal-wear") | own)
    explained = refused({"type": "normal-wear", "details": "Seals are excluded."})
    assert "guarantee-terms" not in codes(CLAIM, explained | own)
    text = letter(**explained, **own, lang="de")
    assert "443 Abs. 2" in text
    assert "Unsere Garantie, die bis zum 1. September 2027 läuft" in text


def test_a_statutory_period_is_told_without_a_day_to_come_as_past() -> None:
    text = letter(**refused("improper-use"), lang="de", law="de")
    assert "Da sich die Störung innerhalb der gesetzlichen Frist gezeigt hat" in text
    assert (
        "wird vermutet, dass das Produkt bereits bei Gefahrübergang mangelhaft war (§ 477" in text
    )
    assert "Diese Vermutung sehen wir durch die genannten Feststellungen als widerlegt an" in text


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("law", ["de", "ru"])
def test_a_makers_refusal_leaves_the_rights_against_the_seller(lang: str, law: str) -> None:
    words = {
        "de": "gegen den Verkäufer bleiben unberührt",
        "en": "against the seller are",
        "ru": "в отношении продавца, сохраняются",
    }[lang]
    data = refused("improper-use", law=law, lang=lang)
    assert words in letter(**data, responding_as="manufacturer")
    assert words not in letter(**data)
