"""Every warranty section reads clean: each language, law, contract and buyer, lean and full."""

from __future__ import annotations

import re
from itertools import product
from typing import Any, get_args

import pytest

from aftersales_docs import load
from aftersales_docs.composing import assess
from aftersales_docs.composing import composed as document_of
from aftersales_docs.document import Clause, Document, plain
from aftersales_docs.errors import DataError
from aftersales_docs.kinds.warranty_section import basis as section_basis
from aftersales_docs.kinds.warranty_section.rules import assess as assess_section
from aftersales_docs.kinds.warranty_section.schema import BuyerKey, GoodsKey, SupplierKey
from aftersales_docs.law import law_of
from aftersales_docs.resources import templates
from tests.inputs import LANGS, LAWS
from tests.kinds.cases import merged
from tests.kinds.test_every_combination import FAULTS, words
from tests.kinds.test_warranty import SECTION

FULL: dict[str, Any] = {
    "host": {"name": "H", "number": "1", "date": "2026-11-23"},
    "period": {"months": 24, "start": "handover", "latest_months": 30},
    "quality": ["a", "b"],
    "exclusions": ["a", "b"],
    "notice": {},
    "examination": {"expert": "X"},
    "remedies": {"choice": "buyer", "attempts": 1},
    "loan_unit_days": 3,
    "spare_parts": {},
    "recourse": True,
    "limitation_months": 24,
    "special_terms": ["One", "Two."],
    "guarantee": {
        "guarantor": "G",
        "address": "A",
        "goods": "Radios X and Y",
        "months": 36,
        "territory": "T",
        "covers": "All",
    },
}
OWN = {
    "names": {
        "supplier": {
            "text": "die Firma X",
            "gen": "der Firma X",
            "dat": "der Firma X",
            "acc": "die Firma X",
        },
        "buyer": "customer",
        "goods": "equipment",
    },
}


LEAN: dict[str, Any] = {}
# One of everything that is counted, and other choices than FULL has.
SINGLE: dict[str, Any] = FULL | {
    "period": {"months": 1, "start": "commissioning", "latest_months": 1},
    "notice": {"visible_days": 1, "hidden_days": 1},
    "examination": {"invite_days": 1},
    "remedies": {"choice": "buyer", "repair_days": 1, "replacement_days": 1, "attempts": 1},
    "spare_parts": {"years": 1, "delivery_days": 1},
    "loan_unit_days": 1,
    "limitation_months": 1,
    "extension": {"repair": "new-period-for-part"},
    "guarantee": FULL["guarantee"] | {"months": 1},
}
POOR: dict[str, Any] = FULL | {
    "costs": {"transport": "buyer", "dismantling": False},
    "remedies": {"choice": "supplier", "attempts": 3, "self_remedy": False, "withdrawal": False},
    "extension": {"repair": "none", "replacement": "none"},
    "form": "fragment",
}
STARTS = ("handover", "delivery", "commissioning", "acceptance", "resale")
CONTRACTS = ("supply", "sale", "work")
BUYERS = (True, False)
# A singular number before a plural word.
MANY = re.compile(
    r"(?<![\d.,])1 (?:Monate|Monaten|Tage|Tagen|Jahre|Jahren|Mal|months|days|years|times|attempts"
    r"|дней|месяцев|лет|попыток)\b"
)
# The places of one contract's law that may never stand in another's section.
SALE_DE = r"§+ (?:43[3-9]|44\d[ab]?|47[4-9][a-z]?)\b|§ 377 HGB"
WORK_DE = r"§+ 63[1-9][a-z]?\b|§ 64\d\b"
CONSUMER_RU = r"Verbraucherschutzgesetz|Consumer Protection Law|защите прав потребителей"
GOODS_RU = r"(?:Art\.|ст\.|Articles?|,|and) (?:18|19|20|21|22|46\d|47\d|48\d|51\d)\b"
WORKS_RU = r"(?:Art\.|ст\.|Articles?|,|and) (?:29|30|31|7[0-3]\d)\b"
FOREIGN: dict[tuple[str, str, bool], str] = {
    ("de", "sale", True): rf"{WORK_DE}|§ 377 HGB|§ 445[ab]",
    ("de", "sale", False): rf"{WORK_DE}|§+ 47[4-9]",
    ("de", "work", True): SALE_DE,
    ("de", "work", False): SALE_DE,
    ("ru", "sale", True): WORKS_RU,
    ("ru", "sale", False): rf"{WORKS_RU}|{CONSUMER_RU}",
    ("ru", "work", True): GOODS_RU,
    ("ru", "work", False): rf"{GOODS_RU}|{CONSUMER_RU}",
}


def composed(**changes: Any) -> Document:
    return document_of(assess(load(merged(SECTION, changes))), None)


def read(document: Document) -> str:
    """The words of a section as a reader has them, statutes cited in one way."""
    text = words(document).replace("\u00a0", " ")
    return re.sub(r"\bsections? (?=\d)", "§ ", text)


def case(lang: str, law: str, contract: str, consumer: bool) -> dict[str, Any]:
    return {"lang": lang, "law": law, "contract": contract, "consumer": consumer}


@pytest.mark.parametrize(("lang", "law"), [*product(LANGS, LAWS)])
@pytest.mark.parametrize("contract", CONTRACTS)
def test_every_section_reads_clean(lang: str, law: str, contract: str) -> None:
    for changes, consumer in product((LEAN, FULL, SINGLE, POOR), BUYERS):
        text = read(composed(**case(lang, law, contract, consumer) | changes))
        for pattern in (FAULTS, MANY):
            found = pattern.search(text)
            assert not found, text[max(0, found.start() - 60) : found.end() + 60]
        assert re.search(r"(?m)^\d+\.\d+\.? ", text), "there are points"


@pytest.mark.parametrize(("lang", "law"), [*product(LANGS, LAWS)])
@pytest.mark.parametrize("contract", CONTRACTS)
def test_no_section_cites_the_law_of_another_contract(lang: str, law: str, contract: str) -> None:
    for changes, consumer in product((LEAN, FULL, SINGLE, POOR), BUYERS):
        text = read(composed(**case(lang, law, contract, consumer) | changes))
        kind = "work" if contract == "work" else "sale"
        found = re.search(FOREIGN[law, kind, consumer], text)
        assert not found, text[max(0, found.start() - 80) : found.end() + 20]


@pytest.mark.parametrize(("law", "contract"), [*section_basis.BASIS])
def test_every_basis_is_a_place_in_that_law(law: str, contract: str) -> None:
    cite = law_of(law).cite("de")  # type: ignore[arg-type]
    for clause, found in section_basis.BASIS[law, contract].items():  # type: ignore[index]
        for key in f"{found.business} {found.consumer}".split():
            assert cite[key], (clause, key)
            # A fact of a consumer is none between businesses.
            assert key not in found.business.split() or not key.startswith("consumer_"), clause


@pytest.mark.parametrize("lang", LANGS)
def test_every_text_cites_by_every_clause_of_the_table(lang: str) -> None:
    source = templates().read(f"texts/warranty-section/{lang}.md")
    assert set(re.findall(r"\bbasis\.([a-z_]+)", source)) == section_basis.CLAUSES
    # What is cited without the table holds in every contract under its law.
    apart = {"text_form", "liability_intent", "product_liability", "consumer_protection_act"}
    # These hold from a day on, and their clauses stand only then.
    apart |= {
        "consumer_cure_information",
        "consumer_limitation_after_repair",
        "consumer_refurbished_replacement",
        "harmonised_notice",
        "harmonised_notice_form",
        "consumer_limitation_agreement",
    }
    assert set(re.findall(r"\bcite\.([a-z_]+)", source)) == apart


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize("contract", CONTRACTS)
def test_all_languages_have_the_same_points_and_cite_the_same_places(
    law: str, contract: str
) -> None:
    for changes, consumer in product((LEAN, FULL, SINGLE, POOR), BUYERS):
        found = [
            {clause.id: _places(plain(clause.content)) for clause in document.clauses()}
            for document in (
                composed(**case(lang, law, contract, consumer) | changes) for lang in LANGS
            )
        ]
        assert found[0] == found[1] == found[2]


def _places(text: str) -> list[str]:
    """The sections and articles that a point cites, in whatever order.

    Times stand in words where they are short, and German sums up ``475 Abs. 4 und 6``.
    """
    return sorted(set(re.findall(r"\d{3,}[a-z]?", text)))


@pytest.mark.parametrize("contract", CONTRACTS)
@pytest.mark.parametrize("start", STARTS)
def test_every_start_is_said_in_every_language(contract: str, start: str) -> None:
    if start == "acceptance" and contract != "work":
        return
    said = {
        _clause(
            composed(lang=lang, contract=contract, period={"months": 24, "start": start}), "period"
        )
        for lang in LANGS
    }
    assert len(said) == len(LANGS)


def _clause(document: Document, name: str) -> str:
    (found,) = [plain(one.content) for one in document.clauses() if one.id == name]
    return found.replace("\u00a0", " ")


NAMES = [*product(get_args(SupplierKey), get_args(BuyerKey), get_args(GoodsKey))]


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGS)
def test_every_name_reads_clean(lang: str) -> None:
    """Parties and goods of the catalogue, each in all the cases that the text asks for."""
    # A noun in the nominative after a preposition or a verb that asks for another case.
    wrong = re.compile(
        r"\b(?:an|bei|hat|steht|dürfen|gehen in das Eigentum|Rechte) (?:der|das) "
        r"(?:Lieferant|Verkäufer|Auftragnehmer|Hersteller|Käufer|Kunde|Auftraggeber)\b"
        r"|(?:передать|передачи|принадлежит|собственность|Если|на) "
        r"(?:Поставщик|Продавец|Подрядчик|Изготовитель|Покупатель|Заказчик)\b"
    )
    for (supplier, buyer, goods), law in product(NAMES[::3], LAWS):
        names = {"supplier": supplier, "buyer": buyer, "goods": goods}
        for contract, consumer in product(("sale", "work"), BUYERS):
            text = read(composed(**case(lang, law, contract, consumer) | FULL | {"names": names}))
            assert not FAULTS.search(text)
            found = wrong.search(text)
            assert not found, text[max(0, found.start() - 40) : found.end() + 40]


@pytest.mark.parametrize(
    ("law", "day"),
    [(law, f"{year}-06-01") for law in LAWS for year in (2014, 2017, 2020, 2023, 2027)],
)
def test_a_section_of_any_day_can_be_written(law: str, day: str) -> None:
    """Places and terms that moved are cited as they stood; none was not there yet."""
    for contract, consumer in product(CONTRACTS, BUYERS):
        section = case("de", law, contract, consumer) | FULL | {"date": day}
        text = read(composed(**section))
        assert not FAULTS.search(text)
        assert assess_section(load(merged(SECTION, section)).model).case  # type: ignore[arg-type]


@pytest.mark.parametrize(("day", "express"), [("2021-12-31", False), ("2022-01-01", True)])
def test_used_goods_are_agreed_on_apart_since_2022(day: str, express: bool) -> None:
    """Until the reform a year for used goods could be agreed on like any other term."""
    used = {"used": True, "date": day, "form": "document", "period": {"months": 12}}
    section = case("en", "de", "sale", True) | used
    problems = assess(load(merged(SECTION, section))).problems
    told = {one.code for one in problems}
    assert ("used-goods-need-express-agreement" in told) is express
    assert ("Separate agreement" in read(composed(**section))) is express


@pytest.mark.parametrize(
    ("contract", "consumer", "causes"),
    [
        ("sale", True, "использования, хранения или транспортировки, действий"),
        ("sale", False, "использования или хранения, действий"),
        ("work", True, "использования, действий"),
        ("work", False, "использования, действий"),
    ],
)
def test_the_supplier_is_freed_by_the_causes_of_the_law_only(
    contract: str, consumer: bool, causes: str
) -> None:
    text = _clause(composed(**case("ru", "ru", contract, consumer)), "burden")
    assert f"вследствие нарушения Покупателем правил {causes}" in text


def test_a_consumer_has_no_recourse() -> None:
    for lang, law in product(LANGS, LAWS):
        ids = {one.id for one in composed(**case(lang, law, "sale", True) | FULL).clauses()}
        assert "recourse" not in ids
        assert "notice" not in ids


@pytest.mark.parametrize(("lang", "law"), [*product(LANGS, LAWS)])
def test_limitation_is_never_left_open(lang: str, law: str) -> None:
    for contract, consumer in product(CONTRACTS, BUYERS):
        text = _clause(composed(**case(lang, law, contract, consumer)), "limitation")
        if law == "ru":
            assert "198" in text
            continue
        for spared in {
            "de": ("Leben", "Gesundheit", "grober Fahrlässigkeit", "Garantien", "arglistig"),
            "en": ("life", "health", "gross negligence", "guarantees", "fraudulently"),
            "ru": ("жизни", "здоровью", "грубой неосторожности", "гарантиям", "скрытых"),
        }[lang]:
            assert spared in text


def test_no_neutral_warranty_reads_as_a_guarantee_without_fault() -> None:
    for contract, consumer in product(CONTRACTS, BUYERS):
        text = read(composed(**case("de", "de", contract, consumer)))
        assert not re.search(r"steht dafür ein|garantiert|gewährleistet, dass", text)


def test_a_consumer_waits_longer_for_a_replacement_only_if_it_is_examined() -> None:
    base = case("ru", "ru", "sale", True)
    short = _clause(composed(**base | {"remedies.replacement_days": 7}), "remedies")
    longer = _clause(composed(**base | {"remedies.replacement_days": 20}), "remedies")
    assert "проверки качества" not in short
    assert "замену в течение семи дней, а при необходимости дополнительной проверки" in longer
    work = case("ru", "ru", "work", True) | {"remedies.replacement_days": 20}
    assert "проверки качества" not in _clause(composed(**work), "remedies")


@pytest.mark.parametrize(("months", "said"), [(23, True), (24, False)])
@pytest.mark.parametrize("contract", CONTRACTS)
def test_claims_outlast_a_short_warranty(months: int, said: bool, contract: str) -> None:
    for consumer in BUYERS:
        changes = case("en", "ru", contract, consumer) | {"period": {"months": months}}
        assert ("within two years of" in _clause(composed(**changes), "burden")) is said


def test_the_presumption_was_shorter_before_the_reform() -> None:
    base = case("en", "de", "sale", True)
    assert "12 months" in _clause(composed(**base), "burden")
    assert "six months" in _clause(composed(**base | {"date": "2021-12-31"}), "burden")


@pytest.mark.parametrize("start", ["handover", "delivery", "commissioning", "resale"])
def test_the_section_begins_at_the_number_chosen(start: str) -> None:
    data = merged(SECTION, {"section": 8, "form": "fragment", "period.start": start})
    document = document_of(assess(load(data)), None)
    numbers = [block.number for block in document.blocks if isinstance(block, Clause)]
    assert numbers[:3] == ["8.", "8.1.", "8.2."]


def test_the_parties_are_called_as_in_the_host() -> None:
    document = document_of(assess(load(merged(SECTION, {"lang": "de"} | OWN))), None)
    text = " ".join(plain(clause.content) for clause in document.clauses())
    assert "Die Firma X hat dem Kunden die Anlage frei von Sach- und Rechtsmängeln" in text
    assert "des Kunden" in text
    assert "Lieferant" not in text


BESTELLER = {
    "text": "der Besteller",
    "gen": "des Bestellers",
    "dat": "dem Besteller",
    "acc": "den Besteller",
}


@pytest.mark.parametrize("name", ["supplier", "buyer"])
@pytest.mark.parametrize("case", ["gen", "dat", "acc"])
def test_german_words_of_the_users_own_need_their_cases(name: str, case: str) -> None:
    less = {key: form for key, form in BESTELLER.items() if key != case}
    with pytest.raises(DataError, match=f"{case} missing") as caught:
        load(merged(SECTION, {"lang": "de", "names": {name: less}}))
    (problem,) = caught.value.problems
    assert problem.field == f"names.{name}"
    for lang in LANGS:
        own = BESTELLER if lang == "de" else less
        text = read(composed(lang=lang, names={name: own}))
        assert "besteller" in text.lower()


def test_german_goods_of_the_users_own_need_the_accusative() -> None:
    with pytest.raises(DataError, match="acc missing"):
        load(merged(SECTION, {"lang": "de", "names": {"goods": {"text": "der Ofen"}}}))
    goods = {"text": "der Ofen", "acc": "den Ofen"}
    text = read(composed(lang="de", names={"goods": goods}))
    assert "hat dem Käufer den Ofen frei von" in text
    assert "muss der Ofen die vereinbarte" in text


def test_russian_words_of_the_users_own_decline_by_themselves() -> None:
    text = read(
        composed(lang="ru", names={"buyer": {"text": "Арендатор"}, "goods": {"text": "Продукция"}})
    )
    assert "передать Арендатору Продукцию надлежащего качества" in text
    assert "качество Продукции должно" in text


PERIODS = {
    "ru": "товар не использовался; этот период исчисляется со дня обращения",
    "de": "die Ware nicht genutzt wurde; diese Zeit rechnet vom Tag",
    "en": "the goods were not used, counted from the day",
}
UNUSABLE = {"ru": "использование было невозможно", "de": "Nutzung wegen", "en": "not be used"}


@pytest.mark.parametrize("lang", LANGS)
def test_a_russian_consumers_period_grows_as_the_law_counts(lang: str) -> None:
    """Art. 20(3) of the Consumer Protection Law: from the demand to the return, used or not."""
    for consumer, contract in product(BUYERS, CONTRACTS):
        text = read(composed(**case(lang, "ru", contract, consumer) | LEAN))
        by_law = consumer and contract != "work"
        assert (PERIODS[lang] in text) == by_law
        assert (UNUSABLE[lang] in text) != by_law


LATE = {
    "ru": (r"возник до передачи или", r"возник до приёмки или"),
    "de": (r"vor der Übergabe entstanden", r"vor der Abnahme entstanden"),
    "en": (r"arose before handover", r"arose before acceptance"),
}


@pytest.mark.parametrize("lang", LANGS)
def test_a_late_claim_says_before_what_the_defect_was_there(lang: str) -> None:
    period = {"months": 6}
    for consumer in BUYERS:
        goods = read(composed(**case(lang, "ru", "sale", consumer) | {"period": period}))
        assert LATE[lang][0] in goods
    period["start"] = "acceptance"
    assert LATE[lang][1] in read(composed(**case(lang, "ru", "work", True) | {"period": period}))


OWN_SENTENCES = {
    "special_terms": ["parts are included"],
    "guarantee": FULL["guarantee"] | {"covers": "everything is mended"},
}


@pytest.mark.parametrize(("lang", "law"), [*product(LANGS, LAWS)])
def test_sentences_of_the_users_own_begin_with_a_capital(lang: str, law: str) -> None:
    text = read(composed(**case(lang, law, "sale", True) | FULL | OWN_SENTENCES))
    assert "Parts are included." in text
    assert "Everything is mended." in text


INVITED = {
    "ru": "пригласить Покупателя на проверку",
    "de": "zu einer Untersuchung einladen",
    "en": "invite the Buyer to an examination",
}


@pytest.mark.parametrize(("lang", "law"), [*product(LANGS, LAWS)])
def test_a_consumer_is_invited_to_an_examination_and_need_not_come(lang: str, law: str) -> None:
    """Art. 18(5) of the Consumer Protection Law gives him a right, not a duty."""
    asked = {"examination": {}, "names": {"buyer": "buyer"}}
    assert INVITED[lang] in read(composed(**case(lang, law, "sale", True) | asked))
    assert INVITED[lang] not in read(composed(**case(lang, law, "sale", False) | asked))
