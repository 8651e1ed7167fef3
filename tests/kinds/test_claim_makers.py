"""Makers, terms, refurbished goods, recalls: what is judged and printed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from aftersales_docs import load
from aftersales_docs.composing import assess
from aftersales_docs.kinds.claim_response.case import Case
from aftersales_docs.kinds.claim_response.consumer_sale import repair_duty
from tests.inputs import LANGS
from tests.kinds.cases import CLAIM, claim, codes, merged
from tests.kinds.claim_letters import (
    BUSINESS,
    letter,
    named,
    refused,
)

MAKER = {
    "responding_as": "manufacturer",
    "date": "2026-11-11",
    "claim__received": "2026-11-02",
    "product__handed_over": "2023-05-01",
    "product__warranty_months": 12,
    "product__service_life_years": 10,
}


@pytest.mark.parametrize("goods", [None, "2026-11-02", "2026-11-10"])
def test_a_makers_twenty_days_run_from_the_demand(goods: str | None) -> None:
    # Twenty days from 2 November end on Sunday the 22nd, and so on Monday.
    data = MAKER | {"claim__goods_received": goods, "remedies": [{"type": "repair", "days": 20}]}
    (promise,) = assess(load(merged(CLAIM, named(data)))).assessment.promises
    assert promise.due == date(2026, 11, 23)
    later = named(data) | {"remedies": [{"type": "repair", "by": "2026-11-30"}]}
    assert "repair-term-too-long" in codes(CLAIM, later)
    text = letter(**data, lang="ru")
    assert "п. 6 ст. 19 Закона" in text
    assert "ст. 18" not in text


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"product__warranty_months": 12, "product__handed_over": "2024-12-30"}, "19(5)"),
        ({"product__handed_over": "2026-03-02"}, "18(6)"),
        (
            {
                "responding_as": "manufacturer",
                "product__handed_over": "2023-05-01",
                "product__warranty_months": 12,
            },
            "19(6)",
        ),
    ],
)
def test_after_the_warranty_the_burden_stands_elsewhere(
    changes: dict[str, Any], place: str
) -> None:
    text = letter(**refused("normal-wear"), **changes)
    sentence = text[text.index("It would be for you") :]
    assert place in sentence[: sentence.index(".")]


@pytest.mark.parametrize("lang", LANGS)
def test_no_delay_is_confessed_that_nobody_caused(lang: str) -> None:
    """The three days for a loan unit run from its demand, not from that of a refund."""
    data = {
        "lang": lang,
        "date": "2026-11-27",
        "claim__received": "2026-11-16",
        "claim__demanded": ["repair"],
        "remedies": [{"type": "repair"}, {"type": "loan-unit"}],
    }
    sorry = {
        "de": "bitten wir um Entschuldigung",
        "ru": "приносим Вам извинения",
        "en": "We apologise",
    }[lang]
    assert sorry not in letter(**data)
    assert "term-passed" not in codes(CLAIM, named(data))
    asked = data | {"claim__demanded": ["repair", "loan-unit"]}
    named_by = {
        "de": "für das Ersatzgerät",
        "ru": "предоставления подменного товара",
        "en": "for the loan unit",
    }[lang]
    assert named_by in letter(**asked)
    assert sorry in letter(**asked)


def test_the_loan_unit_is_cited_by_what_it_bridges() -> None:
    loan = {"type": "loan-unit"}
    repair = letter(lang="ru", remedies=[{"type": "repair"}, loan])
    assert "п. 2 ст. 20" in repair
    replacement = letter(lang="ru", remedies=[{"type": "replacement"}, loan])
    assert "п. 1 ст. 21" in replacement[replacement.index("Подменный товар") :]
    german = {
        "law": "de",
        "contract_date": "2026-08-01",
        "product__handed_over": "2026-08-03",
        "lang": "de",
    }
    since = letter(**german, remedies=[{"type": "repair"}, loan])
    assert "§ 475 Abs. 6 Satz 2 BGB" in since


@pytest.mark.parametrize(
    ("changes", "severity"),
    [
        ({"remedies": [{"type": "price-reduction", "amount": 5}]}, "error"),
        ({"remedies": [{"type": "replacement", "model": "X-2"}]}, "warning"),
        ({"remedies": [{"type": "replacement"}]}, ""),
        ({"remedies": [{"type": "price-reduction", "amount": 5}], "goodwill": True}, ""),
        ({"remedies": [{"type": "price-reduction", "amount": 5}], **BUSINESS}, ""),
        ({"remedies": [{"type": "price-reduction", "amount": 5}], "law": "de"}, ""),
        ({"remedies": [{"type": "price-reduction", "amount": 5}], "responding_as": "seller"}, ""),
    ],
)
def test_what_is_demanded_of_the_seller_only(changes: dict[str, Any], severity: str) -> None:
    data = merged(CLAIM, {"responding_as": "importer"} | changes)
    found = {
        str(one.severity)
        for one in assess(load(data)).problems
        if one.code == "of-the-seller-only"
    }
    assert found == ({severity} if severity else set())


@pytest.mark.parametrize("by", ["manufacturer", "importer"])
@pytest.mark.parametrize("lang", LANGS)
def test_who_forwards_does_not_hide_his_own_duty(lang: str, by: str) -> None:
    text = letter(lang=lang, responding_as=by, decision="forwarded", forwarded_to={"name": "Y"})
    assert {"de": "Art. 18 Abs. 3", "ru": "п. 3 ст. 18", "en": "Article 18(3)"}[lang] in text


def test_a_refund_and_a_replacement_cite_how_prices_are_settled() -> None:
    other = {"type": "replacement", "model": "X-2", "price_difference": 50}
    assert "п. 2 ст. 24" in letter(lang="ru", remedies=[other])
    difference = {"type": "price-difference", "amount": 900}
    assert "п. 4 ст. 24" in letter(lang="ru", remedies=[difference])


@pytest.mark.parametrize(
    ("changes", "severity"),
    [
        ({"law": "de", "contract_date": "2026-08-01", "claim.refurbished_wished": True}, ""),
        ({"law": "de", "contract_date": "2026-08-01"}, "error"),
        ({"law": "de", "contract_date": "2026-02-01"}, "error"),
        (
            {"law": "de", "contract_date": "2026-02-01", "claim.refurbished_wished": True},
            "warning",
        ),
        ({"law": "de", "contract_date": "2026-08-01", **BUSINESS}, ""),
        ({"claim.refurbished_wished": True}, "error"),
    ],
)
def test_refurbished_goods_only_on_express_wish(changes: dict[str, Any], severity: str) -> None:
    data = {
        "remedies": [{"type": "replacement", "refurbished": True}],
        "product.handed_over": "2026-08-03",
    } | changes
    found = {
        str(one.severity)
        for one in assess(load(merged(CLAIM, data))).problems
        if one.code == "refurbished-replacement"
    }
    assert found == ({severity} if severity else set())


@pytest.mark.parametrize(
    ("was", "words"),
    [
        (
            "open",
            "nach der Ablieferung angezeigt; die Ware gilt deshalb auch in Ansehung dieses"
            " Mangels als genehmigt (§ 377 Abs. 2 HGB)",
        ),
        (
            "hidden",
            "nach seiner Entdeckung angezeigt; die Ware gilt deshalb auch in Ansehung"
            " dieses Mangels als genehmigt (§ 377 Abs. 3 HGB)",
        ),
    ],
)
def test_a_late_notice_says_what_follows(was: str, words: str) -> None:
    ground = {"type": "late-notice", "defect_was": was, "details": "Notice came on 2 May."}
    data = refused(ground, law="de", lang="de", findings=[], **BUSINESS)
    assert words in letter(**data)
    assert "both-merchants" in codes(CLAIM, data)


def test_disproportionate_cost_bars_cure_only() -> None:
    data = refused("disproportionate", law="de", findings=[])
    assert "only-cure-disproportionate" in codes(CLAIM, data | {"claim.demanded": ["refund"]})
    assert "only-cure-disproportionate" not in codes(CLAIM, data | {"claim.demanded": ["repair"]})


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("de", "Hilfsweise: Selbst wenn"),
        ("en", "In the alternative: even if"),
        ("ru", "даже если бы недостаток имелся"),
    ],
)
def test_grounds_that_exclude_each_other_are_pleaded_in_the_alternative(
    lang: str, words: str
) -> None:
    both = refused("improper-use", "defect-not-substantial", law="de", lang=lang)
    assert words in letter(**both)
    assert words not in letter(**refused("defect-not-substantial", law="de", lang=lang))


@pytest.mark.parametrize("lang", LANGS)
def test_goodwill_asks_for_no_goods_that_it_repairs(lang: str) -> None:
    text = letter(
        lang=lang,
        law="de",
        goodwill=True,
        remedies=[{"type": "repair", "days": 10}, {"type": "refund", "amount": 100}],
    )
    returned = {
        "de": "geben Sie bitte an uns zurück",
        "ru": "Просим возвратить нам товар",
        "en": "Please return the product",
    }[lang]
    kind = {"de": "Zahlung aus Kulanz", "ru": "жеста доброй воли", "en": "Goodwill payment"}[lang]
    assert returned not in text
    assert kind in text


def test_the_reason_stands_before_the_other_offer() -> None:
    text = letter(
        lang="de",
        law="de",
        decision="alternative",
        remedies=[{"type": "repair"}],
        grounds=[{"type": "other", "details": "Weil es so ist."}],
    )
    assert text.index("Weil es so ist") < text.index("Wir bieten Ihnen an")


LISTED = {
    "law": "de",
    "responding_as": "manufacturer",
    "product__group": "washing-machine",
    "product__handed_over": "2026-08-05",
}


@pytest.mark.parametrize(
    ("changes", "duty"),
    [
        ({"contract_date": "2026-08-01"}, "owed"),
        ({"contract_date": "2026-07-30"}, "open"),
        ({}, "open"),
        ({"contract_date": "2026-08-01", "responding_as": "importer"}, "open"),
        ({"contract_date": "2026-08-01", "responding_as": "seller"}, "none"),
        ({"contract_date": "2026-08-01", "product__group": "other"}, "none"),
        ({"contract_date": "2026-08-01", "product__group": None}, "none"),
        ({"contract_date": "2026-08-01", **BUSINESS}, "none"),
        ({"contract_date": "2026-08-01", "law": "ru"}, "none"),
        # While the seller is still liable there is no such duty.
        ({"contract_date": "2026-08-01", "grounds": [{"type": "not-our-goods"}]}, "none"),
    ],
)
def test_when_a_maker_owes_a_repair(changes: dict[str, Any], duty: str) -> None:
    data = refused("improper-use") | LISTED | changes
    assert repair_duty(Case(claim(**data))) == duty


@pytest.mark.parametrize("lang", LANGS)
def test_a_maker_who_owes_a_repair_says_so(lang: str) -> None:
    owed = refused("improper-use") | LISTED | {"contract_date": "2026-08-01", "lang": lang}
    assert "479b" in letter(**owed)
    assert "guide-prices-missing" in codes(CLAIM, named(owed))
    told = owed | {"repair_service": {"guide_prices": "www.x.example/repair"}}
    assert "www.x.example/repair" in letter(**told)
    assert "guide-prices-missing" not in codes(CLAIM, named(told))
    sold_before = owed | {"contract_date": "2026-07-30"}
    assert "479b" not in letter(**sold_before)
    assert "repair-duty-open" in codes(CLAIM, named(sold_before))
    unknown = owed | {"product__group": None}
    assert "product-group-unknown" in codes(CLAIM, named(unknown))


RECALL = {
    "name": "R",
    "danger": "The cable may burn.",
    "measure": "We do it.",
    "affected": "Batch 7",
    "measures": ["replacement", "refund"],
    "information": "0800 0000 000",
}


def recalled(**changes: Any) -> dict[str, Any]:
    return {"law": "de", "decision": "recall", "recall": RECALL | changes, "enclosures": ["N"]}


@pytest.mark.parametrize(
    ("data", "code", "severity"),
    [
        (recalled(measures=["refund"]), "recall-choice", "error"),
        (recalled(measures=["refund", "refund"]), "recall-choice", "error"),
        (recalled(measures=["refund"], only_one_because="X"), "recall-choice", ""),
        (recalled(), "recall-choice", ""),
        (recalled(measures=[]) | BUSINESS, "recall-choice", ""),
        (recalled(measures=[]) | {"law": "ru"}, "recall-choice", ""),
        (recalled(affected=None), "recall-goods-unnamed", "warning"),
        (recalled(information=None), "recall-contact-missing", "warning"),
        (recalled(stop_use=False), "recall-use-goes-on", "warning"),
        (recalled() | {"enclosures": []}, "recall-picture-missing", "warning"),
        (recalled(danger="In seltenen Fällen brennt das Kabel."), "danger-played-down", "error"),
        (
            recalled(measure="We recall it as a precautionary measure."),
            "danger-played-down",
            "error",
        ),
        (recalled(danger="В редких случаях кабель горит."), "danger-played-down", "error"),
        (recalled(), "danger-played-down", ""),
        (
            recalled() | {"remedies": [{"type": "refund", "amount": 10000}]},
            "recall-remedy-chosen",
            "warning",
        ),
        (
            recalled()
            | {"remedies": [{"type": "refund", "amount": 10000}], "claim.demanded": ["refund"]},
            "recall-remedy-chosen",
            "",
        ),
    ],
)
def test_a_recall_keeps_to_the_regulation(data: dict[str, Any], code: str, severity: str) -> None:
    found = {
        str(one.severity) for one in assess(load(merged(CLAIM, data))).problems if one.code == code
    }
    assert found == ({severity} if severity else set())


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "de",
            [
                "Produktsicherheitsrückruf",
                "Sie haben die Wahl zwischen dem Ersatz und der Erstattung",
                "mindestens der von Ihnen gezahlte Preis",
                "Batch 7",
                "0800 0000 000",
                "sofort nicht mehr",
                "an alle weiter",
            ],
        ),
        (
            "en",
            [
                "Product safety recall",
                "choose between replacement and a refund",
                "Batch 7",
                "no less than the price you paid",
                "0800 0000 000",
                "stop using it immediately",
                "pass this information on",
            ],
        ),
        (
            "ru",
            [
                "Об отзывной кампании",
                "выбрать замену товара или возврат его стоимости",
                "Batch 7",
                "меньше уплаченной Вами цены",
                "0800 0000 000",
                "немедленно прекратить",
                "сообщить эти сведения всем",
            ],
        ),
    ],
)
def test_a_recall_letter_holds_what_a_notice_must(lang: str, words: list[str]) -> None:
    text = letter(**recalled(), lang=lang)
    assert [one for one in words if one not in text] == []


def test_damages_of_a_maker_rest_on_the_general_rule() -> None:
    # Art. 18(3) sends a consumer to makers with two demands, damages not among them.
    text = letter(responding_as="importer", remedies=[{"type": "damages", "amount": 10}])
    assert "Articles 13(2) and 22 of the Russian" in text
    assert "18(" not in text.split("Damages:")[1]


@pytest.mark.parametrize("lang", LANGS)
def test_a_refund_is_called_partial_only_if_the_price_is_known(lang: str) -> None:
    words = {"de": "Teilweise", "ru": "части уплаченной", "en": "Partial"}[lang]
    data = {
        "lang": lang,
        "law": "de",
        "decision": "partly-granted",
        "grounds": [{"type": "other", "details": "X."}],
        "remedies": [{"type": "repair"}, {"type": "refund", "amount": 100}],
    }
    assert words in letter(**data)
    assert words not in letter(**data, product__price=None)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"responding_as": "manufacturer"}, True),
        ({"responding_as": "manufacturer", "claim.defect_appeared": "2026-09-10"}, False),
        ({"responding_as": "seller"}, False),
        # In Russia the warranty period covers what was found in it, whoever answers.
        *(({"law": "ru", "responding_as": who}, True) for who in ("seller", "importer")),
    ],
)
def test_a_guarantee_covers_what_showed_while_it_ran(changes: dict[str, Any], told: bool) -> None:
    """The day of the claim is not that of the defect (§ 443(2) BGB)."""
    expired = {"law": "de", "product.warranty_months": 6} | refused("warranty-expired")
    assert ("defect-day-unknown" in codes(CLAIM, expired | changes)) is told


def test_a_shorter_period_may_have_been_agreed() -> None:
    data = merged(CLAIM, {"law": "de"} | BUSINESS | refused("limitation"))
    (problem,) = [one for one in assess(load(data)).problems if one.code == "limitation-not-over"]
    assert "type: other" in problem.cure


@pytest.mark.parametrize(("day", "regulation"), [("2024-12-12", False), ("2024-12-13", True)])
@pytest.mark.parametrize("lang", LANGS)
def test_a_recall_before_the_regulation_cites_none(lang: str, day: str, regulation: bool) -> None:
    recall = {
        "name": "Cable",
        "danger": "Fire.",
        "measure": "We act.",
        "measures": ["refund", "repair"],
    }
    data = {
        "law": "de",
        "lang": lang,
        "date": day,
        "claim.received": "2024-12-02",
        "product.handed_over": "2024-03-02",
        "decision": "recall",
        "recall": recall,
    }
    assert ("recall-goods-unnamed" in codes(CLAIM, data)) is regulation
    assert ("2023/988" in letter(**data)) is regulation
