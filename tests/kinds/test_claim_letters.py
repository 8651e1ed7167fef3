"""The way of goods, the user's own words, the parts of letters."""

from __future__ import annotations

import re
from itertools import product
from typing import Any, get_args

import pytest

from aftersales_docs import load
from aftersales_docs.composing import assess
from aftersales_docs.kinds.claim_response.remedies import PAYMENTS, RemedyType
from aftersales_docs.language.legal_forms import apart_from, full_name
from tests.inputs import LANGS, LAWS
from tests.kinds.cases import CLAIM, codes, merged
from tests.kinds.claim_letters import (
    BUSINESS,
    INSPECTED,
    letter,
    refused,
)


def void(data: dict[str, Any]) -> set[str]:
    """The rules by which words of a letter seem void."""
    found = [code for code in codes(CLAIM, data) if code.startswith("void-words-")]
    return {code.removeprefix("void-words-") for code in found}


def test_goods_that_are_with_the_company_come_back() -> None:
    data = refused("not-our-goods", findings=[]) | {"claim.goods_received": "2026-11-20"}
    assert "goods-kept" in codes(CLAIM, data)
    back = {"how": "pick-up", "place": "Gate 4", "hours": "8–17", "by": "2026-12-20"}
    assert "goods-kept" not in codes(CLAIM, data | {"goods_back": back})
    assert "Gate 4 (8–17)" in letter(**data, goods_back=back)


def test_a_repair_says_how_the_goods_get_there() -> None:
    data = {"remedies": [{"type": "repair"}]}
    assert "handover-missing" in codes(CLAIM, data)
    for changes in (
        {"handover": {"how": "bring", "place": "P"}},
        {"claim.goods_received": "2026-11-20"},
        {"remedies": [{"type": "repair"}, {"type": "transport"}]},
        {"remedies": [{"type": "repair", "details": "At your place."}]},
    ):
        assert "handover-missing" not in codes(CLAIM, data | changes)


def test_the_way_of_the_goods_is_told_once() -> None:
    text = letter(
        remedies=[{"type": "repair"}, {"type": "transport"}],
        handover={"how": "collect", "date": "2026-11-26", "hours": "8–12", "place": "Gate 4"},
    )
    assert text.count("26 November") == 1
    assert text.count("Gate 4") == 1
    assert text.count("8–12") == 1


@pytest.mark.parametrize(
    ("law", "words"),
    [
        ("ru", "Нет гарантийного талона."),
        ("ru", "Пломба вскрыта."),
        ("ru", "Товар обмену и возврату не подлежит."),
        ("ru", "Удержана плата за износ."),
        ("ru", "Взамен денег выдаётся подарочный сертификат."),
        ("ru", "Споры рассматриваются судом по месту нахождения продавца."),
        ("ru", "Покупатель лишается гарантии."),
        ("de", "Das Siegel ist gebrochen."),
        ("de", "Der Kassenbon fehlt."),
        ("de", "Die Garantiekarte fehlt."),
        ("de", "Sie erhalten einen Gutschein."),
        ("de", "Nur autorisierte Werkstätten dürfen öffnen: nicht autorisiert."),
        ("de", "Gerichtsstand ist Hannover."),
        ("de", "Die Garantie erlischt."),
        ("de", "Keine Rückgabe."),
        ("de", "You did not keep the packaging."),
        ("ru", "The warranty is void."),
        ("ru", "The seal is broken."),
        ("ru", "Goods are not exchanged: no refunds."),
        ("de", "You receive a voucher."),
    ],
)
@pytest.mark.parametrize("field", ["grounds", "notes", "remedies"])
def test_void_words_of_the_users_own_are_seen(law: str, words: str, field: str) -> None:
    data: dict[str, Any] = {"law": law, "remedies": [{"type": "repair"}]}
    if field == "grounds":
        data |= {"decision": "partly-granted", "grounds": [{"type": "other", "details": words}]}
    elif field == "notes":
        data |= {"notes": words}
    else:
        data |= {"remedies": [{"type": "repair", "details": words}]}
    assert void(data)
    assert not void(data | BUSINESS)


@pytest.mark.parametrize(
    ("law", "words"),
    [
        ("ru", "Ремонт выполнен в неавторизованном сервисе."),
        ("ru", "Изделие самостоятельно вскрыто покупателем."),
        ("de", "It was opened by an unauthorised workshop."),
        ("de", "Das Gerät wurde in einer freien Werkstatt geöffnet."),
    ],
)
def test_that_another_mended_it_is_no_ground(law: str, words: str) -> None:
    grounds = [{"type": "other", "details": words}]
    data = {"law": law, "decision": "refused", "grounds": grounds}
    assert void(data) == {"workshop"}
    assert not void({"law": law, "remedies": [{"type": "repair"}], "notes": words})


@pytest.mark.parametrize(
    "words",
    [
        "Bitte holen Sie das Gerät binnen 14 Tagen ab; die Originalverpackung ist nicht nötig.",
        "Auf Wunsch erhalten Sie statt der Erstattung einen Gutschein.",
        "Die Garantie erlischt am 3. März 2027.",
        "Laut Rechnung vom 3. Mai wurde das Gerät am selben Tag übergeben.",
        "Das Gerät wird in unserer autorisierten Werkstatt repariert.",
        "Your authorised dealer will hand the repaired unit over.",
        "At your request we issue a voucher instead of a refund.",
        "We will reply within 14 days.",
        "По вашему желанию вместо денег выдаётся подарочный сертификат.",
        "Вы можете самостоятельно выбрать день передачи товара.",
        "Просим подписать двусторонний акт.",
        "Ремонт выполнит авторизованный сервисный центр в Самаре.",
    ],
)
@pytest.mark.parametrize("law", ["ru", "de"])
def test_harmless_words_of_a_letter(law: str, words: str) -> None:
    assert not void({"law": law, "remedies": [{"type": "repair"}], "notes": words})
    grounds = [{"type": "other", "details": words}]
    assert not void({"law": law, "decision": "refused", "grounds": grounds})


def test_a_deduction_for_use_is_void_only_where_goods_are_replaced_in_germany() -> None:
    words = {"notes": "Eine Nutzungsentschädigung wird abgezogen.", "law": "de"}
    assert void(words | {"remedies": [{"type": "replacement"}]}) == {"use-charge"}
    refund = {"remedies": [{"type": "refund", "amount": 10000}]}
    assert not void(words | refund)


@pytest.mark.parametrize(
    ("signs_as", "lang", "words"),
    [
        ("procurator", "de", "ppa. "),
        ("authorised", "de", "i. V. "),
        ("on-behalf", "de", "i. A. "),
        ("procurator", "en", "p.p. (ppa.) "),
    ],
)
def test_who_signs_by_a_power_says_so(signs_as: str, lang: str, words: str) -> None:
    person = {"surname": "Vogt", "given_name": "Katharina"}
    signatory = {"post": "Leiterin", "person": person, "signs_as": signs_as}
    text = letter(law="de", lang=lang, signatory=signatory, remedies=[{"type": "repair"}])
    assert f"{words}Katharina Vogt" in text


def test_russian_enclosures_stand_before_the_signature_and_the_executor_after_it() -> None:
    person = {"surname": "Орлова", "given_name": "Мария", "patronymic": "Павловна"}
    text = letter(
        lang="ru",
        remedies=[{"type": "repair"}],
        contact={"phone": "1", "person": person},
        enclosures=[{"name": "заключение эксперта", "pages": 9}, "копия счёта"],
    )
    first = text.index("1. Заключение эксперта на 9 л. в 1 экз.")
    assert first < text.index("2. Копия счёта.") < text.index("С уважением")
    assert text.index("С уважением") < text.index("Орлова Мария Павловна, тел. 1")


@pytest.mark.parametrize(("lang", "law"), [("en", "ru"), ("de", "ru"), ("ru", "de"), ("en", "de")])
def test_a_law_of_another_country_is_named(lang: str, law: str) -> None:
    names = {
        ("en", "ru"): "No. 2300-1",
        ("de", "ru"): "Nr. 2300-1",
        ("ru", "de"): "Гражданское уложение Германии",
        ("en", "de"): "German law applies",
    }
    text = letter(lang=lang, law=law, remedies=[{"type": "repair"}])
    assert text.count(names[lang, law]) == 1


def test_legal_form_and_post_are_printed_in_every_language() -> None:
    for lang in LANGS:
        text = letter(
            lang=lang,
            law="de",
            remedies=[{"type": "repair"}],
            organisation={"name": "Calder", "legal_form": "Limited Liability Company"},
            claimant={"type": "business", "company": "Harbour", "post": "Manager"},
        )
        assert "Limited Liability Company" in text
        assert "Manager" in text


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("OOO Volgopribor", "Limited Liability Company"),
        ("Volgopribor LLC", "limited liability company"),
        ("AO Volga", "Joint Stock Company"),
        ("Calder Ltd", "Private Limited Company"),
    ],
)
def test_a_legal_form_that_the_name_has_is_not_said_twice(name: str, form: str) -> None:
    assert full_name(name, form) == name
    assert apart_from(form, name) is None


def test_questions_end_with_a_question_mark_once() -> None:
    examination = {
        "by": "B",
        "place": "P",
        "date": "2026-11-30",
        "questions": ["has it a defect.", "Since when?"],
    }
    text = letter(decision="examination", examination=examination)
    assert "Question 1: Has it a defect?" in text
    assert "Question 2: Since when?" in text
    assert "??" not in text


@pytest.mark.parametrize(
    ("lang", "name", "defined"),
    [
        ("en", "Russian Consumer Protection Law", "the “Russian Consumer Protection Law” is"),
        ("de", "russischen Verbraucherschutzgesetzes", "„russisches Verbraucherschutzgesetz“ ist"),
    ],
)
def test_a_short_name_is_explained_before_it_is_used(lang: str, name: str, defined: str) -> None:
    passed_on = {"decision": "forwarded", "forwarded_to": {"name": "Y"}}
    replaced = {"remedies": [{"type": "replacement"}]}
    partly = replaced | {
        "goodwill": True,
        "decision": "partly-granted",
        "grounds": [{"type": "improper-use"}],
        "findings": INSPECTED,
    }
    for by, data in (
        ("manufacturer", passed_on),
        ("importer", passed_on),
        ("seller", replaced),
        ("seller", partly),
    ):
        text = letter(lang=lang, law="ru", responding_as=by, **data)
        assert name in text.replace(defined, "")
        assert text.index(defined) < text.replace(defined, "-" * len(defined)).index(name)


# A penalty is no goodwill at all; a price difference there is for Russian consumers only.
GIVEN = sorted(set(get_args(RemedyType)) - {"penalty", "price-difference"})


@pytest.mark.parametrize("type_", GIVEN)
@pytest.mark.parametrize(("lang", "law"), [*product(LANGS, LAWS)])
def test_goodwill_cites_no_duty(lang: str, law: str, type_: str) -> None:
    """Who says that nothing is owed cites no law by which it would be."""
    remedy: dict[str, Any] = {"type": type_}
    if type_ in PAYMENTS:
        remedy["amount"] = "100.00"
    if type_ == "replacement":
        remedy |= {"model": "X", "price_difference": "5.00", "difference_paid_by": "company"}
    duty = (
        r"§|\b(?:ст|Art)\. \d|\b(?:section|Article) \d|Schadens|damages|убытк|"
        "2300-1|Verbraucherschutzgesetz|Consumer Protection Law"
    )
    for claimant in ({}, BUSINESS):
        text = letter(
            lang=lang,
            law=law,
            goodwill=True,
            remedies=[remedy],
            product__warranty_months=24,
            **claimant,
        )
        assert not re.search(duty, text), re.findall(f".{{60}}(?:{duty}).{{20}}", text)


def test_a_penalty_is_no_goodwill() -> None:
    for goodwill in (True, False):
        data = {"goodwill": goodwill, "remedies": [{"type": "penalty", "amount": "1.00"}]}
        assert ("penalty-of-goodwill" in codes(CLAIM, data)) == goodwill


TRADER = {"type": "business", "company": "ИП Долгих Ольга Ивановна"}
OLGA = {"surname": "Долгих", "given_name": "Ольга", "patronymic": "Ивановна"}


def noted(data: dict[str, Any]) -> set[str]:
    return {one.code for one in assess(load(merged(CLAIM, data))).problems}


def test_a_sole_trader_is_greeted_by_name() -> None:
    data: dict[str, Any] = {"claimant": TRADER, "lang": "ru", "remedies": [{"type": "repair"}]}
    assert "entrepreneur-unnamed" in noted(data)
    data["claimant"] = TRADER | {"person": OLGA}
    assert "entrepreneur-unnamed" not in noted(data)
    text = letter(**data)
    assert "ИП Долгих О. И." in text
    assert "Долгих Ольга Ивановна" not in text, "named once"
    assert "Уважаемая Ольга Ивановна!" in text


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("de", "an der Prüfung teilzunehmen, bei der Begutachtung"),
        ("en", "take part in the inspection, to attend the examination"),
        ("ru", "участвовать в проверке качества товара и присутствовать при"),
    ],
)
def test_a_russian_consumer_takes_part_in_the_inspection(lang: str, words: str) -> None:
    """Art. 18(5): he takes part in the seller's check, and may be present at an examination."""
    examination = {"by": "B", "place": "P", "date": "2026-11-30", "questions": ["Why"]}
    assert words in letter(lang=lang, decision="examination", examination=examination)


def test_a_russian_letter_counts_demands_and_begins_defects_with_a_capital() -> None:
    repair = {"remedies": [{"type": "repair"}], "claim.defect": "часы отстают"}
    one = letter(lang="ru", **repair, **{"claim.demanded": ["repair"]})
    both = {"remedies": [{"type": "repair"}, {"type": "loan-unit"}]}
    two = letter(lang="ru", **both, **{"claim.demanded": ["repair", "loan-unit"]})
    assert "Ваше требование" in one
    assert "Ваши требования" in two
    assert "Часы отстают." in one


def test_one_russian_question_is_quoted_within_its_sentence() -> None:
    examination = {"by": "B", "place": "P", "date": "2026-11-30", "questions": ["есть ли дефект"]}
    text = letter(lang="ru", decision="examination", examination=examination)
    assert "вопрос: «Есть ли дефект?»" in text
