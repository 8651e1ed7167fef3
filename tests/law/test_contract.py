"""What service agreements and warranty sections cite: places, terms and the days they hold."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftersales_docs.language import LANGS
from aftersales_docs.law import LAWS, LawCode, UnknownFactError, law_of
from aftersales_docs.law.acts import ACTS, read_statutes
from aftersales_docs.law.counting import UNITS
from aftersales_docs.law.facts import Citation, CitedText, holds

DAY = timedelta(days=1)
TODAY = date(2026, 11, 23)
# What names a place in an act, not the act itself.
CITATIONS: dict[LawCode, tuple[Citation, ...]] = {
    law: tuple(entry for entry in read_statutes(ACTS / law).citations if entry.places)
    for law in LAWS
}
# What the assessments and the texts of both laws name alike.
SHARED = {
    "choice_of_law",
    "choice_of_law_consumer",
    "damages",
    "data_breach",
    "data_processing_contract",
    "data_processing_instruction",
    "data_security",
    "data_transfer",
    "default_interest",
    "force_majeure",
    "freedom_of_contract",
    "interpretation",
    "invoice",
    "invoice_time",
    "jurisdiction_agreement",
    "liability_intent",
    "limitation",
    "limitation_start",
    "notices",
    "overriding_rules",
    "penalty",
    "penalty_damages",
    "penalty_reduction",
    "sales_convention_exclusion",
    "service_contract",
    "set_off",
    "standard_terms",
    "third_party_liability",
    "trade_secret_measures",
}
# Facts as they stand today: value and unit.
FACTS: dict[LawCode, dict[str, tuple[int, str]]] = {
    "ru": {
        "spare_parts_period": (10, "years"),
        "consumer_works_claim_period": (2, "years"),
        "consumer_works_payment_term": (10, "days"),
        "consumer_works_penalty_rate": (3, "percent"),
        "civil_claim_period": (2, "years"),
        "works_claim_period": (2, "years"),
        "works_limitation": (1, "years"),
        "limitation": (3, "years"),
        "limitation_max": (10, "years"),
        "pretrial_claim_term": (30, "days"),
        "invoice_time": (5, "days"),
        "data_breach_notice": (24, "hours"),
    },
    "de": {
        "limitation": (3, "years"),
        "limitation_agreement_max": (30, "years"),
        "terms_limitation_min": (1, "years"),
        "consumer_limitation_min": (2, "years"),
        "consumer_limitation_min_used": (1, "years"),
        "recourse_limitation": (2, "years"),
        "recourse_suspension": (2, "months"),
        "payment_term_max": (60, "days"),
        "payment_term_terms": (30, "days"),
        "review_term_max": (30, "days"),
        "review_term_terms": (15, "days"),
        "default_interest_consumer": (5, "percentage points"),
        "default_interest_business": (9, "percentage points"),
        "default_flat_rate": (40, "EUR"),
        "commercial_interest": (5, "percent"),
        "data_breach_notice": (72, "hours"),
    },
}
EVERY_FACT = [(law, key) for law in LAWS for key in FACTS[law]]
# A place that moved on a day: the law, the key, the day, before and after.
MOVED: list[tuple[LawCode, str, date, str, str]] = [
    ("ru", "contract_withdrawal", date(2015, 6, 1), "Article 450(3)", "Article 450.1"),
    ("ru", "loan_unit_exceptions", date(2021, 1, 1), "No. 55 of", "No. 2463 of"),
    ("ru", "loan_unit_exceptions", date(2026, 9, 1), "No. 2463 of", "then in force"),
    ("de", "product_liability_exclusion", date(2026, 12, 9), "section 14 of", "(ProdHaftG)"),
    ("de", "partnership_letters", date(2024, 1, 1), "section 125a(1)", "section 125(1)"),
    ("de", "work_termination", date(2018, 1, 1), "section 649", "section 648"),
    ("de", "work_supply", date(2018, 1, 1), "section 651", "section 650"),
    ("de", "consumer_limitation_deviation", date(2018, 1, 1), "475(2)", "476(2)"),
    ("de", "recourse", date(2018, 1, 1), "478(2)", "445a(1)"),
    ("de", "recourse_chain", date(2018, 1, 1), "478(5)", "445a(3)"),
    ("de", "recourse_notice", date(2018, 1, 1), "478(6)", "445a(4)"),
    ("de", "recourse_burden", date(2018, 1, 1), "478(3)", "478(1)"),
    ("de", "recourse_deviation", date(2018, 1, 1), "478(4)", "478(2)"),
    ("de", "recourse_limitation", date(2018, 1, 1), "479(1)", "445b(1)"),
    ("de", "recourse_suspension", date(2018, 1, 1), "479(2)", "445b(2)"),
]
# A place that came on a day.
CAME: list[tuple[LawCode, str, date]] = [
    ("ru", "notices", date(2013, 9, 1)),
    ("ru", "assurances", date(2015, 6, 1)),
    ("ru", "indemnity", date(2015, 6, 1)),
    ("ru", "legal_interest", date(2015, 6, 1)),
    ("ru", "data_localisation", date(2015, 9, 1)),
    ("ru", "pretrial_claim", date(2016, 6, 1)),
    ("ru", "consumer_unacceptable_terms", date(2022, 9, 1)),
    ("ru", "data_breach", date(2022, 9, 1)),
    ("de", "payment_term", date(2014, 7, 29)),
    ("de", "review_term", date(2014, 7, 29)),
    ("de", "terms_payment_term", date(2014, 7, 29)),
    ("de", "terms_review_term", date(2014, 7, 29)),
    ("de", "default_flat_rate", date(2014, 7, 29)),
    ("de", "sale_fitting_costs", date(2018, 1, 1)),
    ("de", "work_termination_cause", date(2018, 1, 1)),
    ("de", "data_processing_instruction", date(2018, 5, 25)),
    ("de", "trade_secret_measures", date(2019, 4, 26)),
    ("de", "consumer_quality_deviation", date(2022, 1, 1)),
    ("de", "product_safety_duties", date(2024, 12, 13)),
]
NEW_FACTS: list[tuple[LawCode, str, date]] = [
    ("ru", "limitation_max", date(2013, 9, 1)),
    ("ru", "pretrial_claim_term", date(2016, 6, 1)),
    ("ru", "data_breach_notice", date(2022, 9, 1)),
    ("de", "payment_term_max", date(2014, 7, 29)),
    ("de", "review_term_terms", date(2014, 7, 29)),
    ("de", "default_flat_rate", date(2014, 7, 29)),
    ("de", "data_breach_notice", date(2018, 5, 25)),
]


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize("lang", LANGS)
def test_every_key_has_a_text_of_its_own_in_every_language(law: LawCode, lang: str) -> None:
    cited = law_of(law, TODAY).cite(lang)
    for entry in CITATIONS[law]:
        assert set(entry.text) == set(LANGS), entry.key
        text = CitedText.of(entry.text[lang])
        assert re.search(r"\d|реамбул|reamb|räamb", text), entry.key
        if holds(entry, TODAY):
            assert cited[entry.key] == text


@pytest.mark.parametrize("law", LAWS)
def test_a_place_has_one_number_in_all_languages(law: LawCode) -> None:
    # These write a number that others spell, or have the act between two places.
    apart = {"complex_goods_list", "loan_unit_exceptions", "penalty_reduction"}
    apart |= {"consumer_complex_goods"}
    for entry in CITATIONS[law]:
        spelt = any(place.sentence for place, _ in entry.places)
        if entry.key not in apart and not spelt:
            numbers = {_numbers(CitedText.of(entry.text[lang])) for lang in LANGS}
            assert len(numbers) == 1, (entry.key, numbers)


def _numbers(text: str) -> tuple[str, ...]:
    """The numbers of a place, without those in the name of the act behind it."""
    act = r"\s(?:of|des|der|Федерального|Закона|Конвенции|Регламента|Общего)\b"
    return tuple(sorted(re.findall(r"\d+(?:\.\d+)?[a-z]?\b", re.split(act, text)[0])))


@pytest.mark.parametrize("law", LAWS)
def test_both_laws_name_the_same_thing_alike(law: LawCode) -> None:
    assert not SHARED - set(law_of(law, TODAY).cite("ru"))


@pytest.mark.parametrize(("law", "key", "day", "before", "after"), MOVED)
def test_a_place_moves_on_its_day(
    law: LawCode, key: str, day: date, before: str, after: str
) -> None:
    old, new = (law_of(law, on).cite("en")[key].replace("\u00a0", " ") for on in (day - DAY, day))
    assert before in old
    assert after in new
    assert old != new


@pytest.mark.parametrize(("law", "key", "day"), CAME)
def test_a_place_is_not_cited_before_it_was_made(law: LawCode, key: str, day: date) -> None:
    assert key in law_of(law, day).cite("de")
    with pytest.raises(UnknownFactError, match=key):
        law_of(law, day - DAY).cite("de")[key]


@pytest.mark.parametrize(("law", "key"), EVERY_FACT)
def test_a_fact_has_its_value_today(law: LawCode, key: str) -> None:
    value, unit = FACTS[law][key]
    fact = law_of(law, TODAY).fact(key)
    assert (fact.value, fact.unit) == (Decimal(value), unit)
    assert fact == law_of(law).fact(key)
    assert fact.unit in {*UNITS, "hours", "percent", "percentage points", "EUR"}
    assert fact.event
    assert law_of(law, TODAY).cite("en")[fact.citation_key]


@pytest.mark.parametrize(("law", "key", "day"), NEW_FACTS)
def test_a_fact_does_not_hold_before_it_was_made(law: LawCode, key: str, day: date) -> None:
    assert law_of(law, day).has_fact(key)
    assert not law_of(law, day - DAY).has_fact(key)


def test_default_interest_between_businesses_rose_in_2014() -> None:
    key = "default_interest_business"
    assert law_of("de", date(2014, 7, 28)).fact(key).value == Decimal(8)
    assert law_of("de", date(2014, 7, 29)).fact(key).value == Decimal(9)


def test_the_suspension_of_recourse_lost_its_limit_in_2022() -> None:
    before = law_of("de", date(2021, 12, 31)).fact("recourse_suspension")
    after = law_of("de", date(2022, 1, 1)).fact("recourse_suspension")
    assert "5 years" in before.source
    assert "5 years" not in after.source
    assert before.value == after.value


def test_used_goods_need_an_express_agreement_since_2022() -> None:
    key = "consumer_limitation_min_used"
    assert "expressly" not in law_of("de", date(2021, 12, 31)).fact(key).source
    assert "expressly" in law_of("de", date(2022, 1, 1)).fact(key).source


def test_what_is_not_confirmed_says_so() -> None:
    sources = {e.key: e for law in LAWS for e in read_statutes(ACTS / law).citations}
    for key in ("product_liability_exclusion", "loan_unit_exceptions"):
        assert "not confirmed" in sources[key].note
        assert not sources[key].verified


@given(day=st.dates(date(2002, 1, 1), date(2040, 12, 31)), law=st.sampled_from(LAWS))
def test_a_fact_can_always_be_cited(day: date, law: LawCode) -> None:
    stood = law_of(law, day)
    for key in FACTS[law]:
        if stood.has_fact(key):
            assert stood.cite("ru")[stood.fact(key).citation_key]


@pytest.mark.parametrize(
    ("law", "key", "lang", "text"),
    [
        ("ru", "liability_intent", "ru", "п.~4 ст.~401~ГК~РФ"),
        ("ru", "damages", "de", "Art.~15 und 393 des Zivilgesetzbuchs der Russischen Föderation"),
        ("ru", "pretrial_claim", "ru", "ч.~5 ст.~4~АПК~РФ"),
        (
            "ru",
            "pretrial_claim",
            "en",
            "Article~4(5) of the Arbitrazh Procedure Code of the Russian Federation",
        ),
        (
            "ru",
            "data_processing_contract",
            "ru",
            "п.~5 ч.~1 ст.~6 Федерального закона от 27.07.2006 №~152-ФЗ «О персональных данных»",
        ),
        (
            "ru",
            "consumer_warranty_seller",
            "ru",
            "п.~7 ст.~5 Закона РФ «О защите прав потребителей»",
        ),
        (
            "ru",
            "loan_unit_exceptions",
            "en",
            "the Decree of the Government of the Russian Federation then in force",
        ),
        ("de", "terms_liability_life", "de", "§~309 Nr.~7 Buchst.~a BGB"),
        ("de", "terms_warranty_limitation", "de", "§~309 Nr.~8 Buchst.~b Doppelbuchst.~ff BGB"),
        (
            "de",
            "terms_warranty_limitation",
            "en",
            "section~309 no.~8(b)(ff) of the German Civil Code (BGB)",
        ),
        ("de", "terms_payment_term", "ru", "п.~1a §~308 BGB"),
        ("de", "jurisdiction_agreement", "de", "§~38 Abs.~1 ZPO"),
        ("de", "choice_of_law", "de", "Art.~3 der Verordnung (EG) Nr.~593/2008 (Rom~I)"),
        ("de", "data_processing_instruction", "de", "Art.~28 DSGVO"),
    ],
)
def test_a_place_is_written_as_each_language_writes_it(
    law: LawCode, key: str, lang: str, text: str
) -> None:
    assert law_of(law).cite(lang)[key] == text.replace("~", "\u00a0")


def test_a_decree_and_the_preamble_decline() -> None:
    decree = law_of("ru", date(2026, 8, 31)).cite("ru")["loan_unit_exceptions"]
    assert decree.nom.startswith("постановление Правительства РФ от 31.12.2020")
    assert decree.ins.startswith("постановлением ")
    assert decree.prp.startswith("постановлении ")
    assert law_of("ru").cite("ru")["consumer_definitions"].gen.startswith("преамбулы Закона")
    assert law_of("ru").cite("de")["complex_goods_list"].dat.startswith("der Verordnung")
