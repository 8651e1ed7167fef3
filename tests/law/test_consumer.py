"""What claims and certificates cite: places, terms and rates, and the days they hold."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftersales_docs.law import LAWS, LawCode, UnknownFactError, law_of
from aftersales_docs.law.counting import UNITS
from aftersales_docs.law.places import Act, Provision, source, written

DAY = timedelta(days=1)
TODAY = date(2026, 11, 23)
# Facts as they stand today: value and unit.
FACTS: dict[LawCode, dict[str, tuple[int, str]]] = {
    "ru": {
        "consumer_repair_term_max": (45, "days"),
        "consumer_replacement_term": (7, "days"),
        "consumer_replacement_term_check": (20, "days"),
        "consumer_replacement_term_absent": (1, "months"),
        "consumer_payment_term": (10, "days"),
        "consumer_loan_term": (3, "days"),
        "consumer_manufacturer_repair_term": (20, "days"),
        "consumer_claim_period": (2, "years"),
        "consumer_complex_goods_period": (15, "days"),
        "consumer_unusable_days": (30, "days"),
        "consumer_penalty_rate": (1, "percent"),
        "consumer_penalty_cap": (100, "percent"),
        "consumer_bulky_weight": (5, "kg"),
        "vat_standard_rate": (22, "percent"),
        "vat_reduced_rate": (10, "percent"),
        "vat_simplified_rate_low": (5, "percent"),
        "vat_simplified_rate_high": (7, "percent"),
    },
    "de": {
        "sale_limitation": (2, "years"),
        "consumer_limitation_after_defect": (4, "months"),
        "consumer_limitation_after_return": (2, "months"),
        "consumer_burden_period": (1, "years"),
        "work_limitation": (2, "years"),
        "default_after_invoice": (30, "days"),
        "repair_limitation_extension": (12, "months"),
        "vat_standard_rate": (19, "percent"),
        "vat_reduced_rate": (7, "percent"),
    },
}
EVERY_FACT = [(law, key) for law in LAWS for key in FACTS[law]]
# A fact or citation that changed on a day: the law, the key, the day, before and after.
FACT_CHANGES: list[tuple[LawCode, str, date, int, int]] = [
    ("ru", "vat_standard_rate", date(2019, 1, 1), 18, 20),
    ("ru", "vat_standard_rate", date(2026, 1, 1), 20, 22),
    ("de", "vat_standard_rate", date(2020, 7, 1), 19, 16),
    ("de", "vat_standard_rate", date(2021, 1, 1), 16, 19),
    ("de", "vat_reduced_rate", date(2020, 7, 1), 7, 5),
    ("de", "vat_reduced_rate", date(2021, 1, 1), 5, 7),
]
CITATION_CHANGES: list[tuple[LawCode, str, date, str, str]] = [
    ("ru", "vat_warranty_exemption", date(2018, 1, 1), "149(2)(13)", "149(3)(37)"),
    ("ru", "vat_no_payer", date(2025, 1, 1), "346.11(2) and (3)", "145(1)"),
    ("de", "consumer_burden", date(2018, 1, 1), "476", "477"),
    ("de", "consumer_deviation", date(2018, 1, 1), "475", "476"),
    ("de", "work_fictitious_acceptance", date(2018, 1, 1), "640(1)", "640(2)"),
    ("de", "consumer_performance", date(2022, 1, 1), "439(1)", "475(5)"),
    ("de", "consumer_performance", date(2026, 7, 31), "475(5)", "475(6)"),
    ("de", "consumer_cost_advance", date(2026, 7, 31), "475(4)", "475(5)"),
    ("de", "consumer_return_costs", date(2026, 7, 31), "475(6)", "475(7)"),
    ("de", "consumer_withdrawal", date(2022, 1, 1), "440", "475d"),
    ("de", "consumer_limitation", date(2022, 1, 1), "438", "475e"),
]
NEW_FACTS: list[tuple[LawCode, str, date]] = [
    ("ru", "consumer_penalty_cap", date(2026, 2, 1)),
    ("ru", "vat_simplified_rate_low", date(2025, 1, 1)),
    ("ru", "vat_simplified_rate_high", date(2025, 1, 1)),
    ("de", "consumer_limitation_after_defect", date(2022, 1, 1)),
    ("de", "consumer_limitation_after_return", date(2022, 1, 1)),
    ("de", "repair_limitation_extension", date(2026, 7, 31)),
]


@pytest.mark.parametrize(("law", "key"), EVERY_FACT)
def test_a_fact_has_its_value_today(law: LawCode, key: str) -> None:
    value, unit = FACTS[law][key]
    fact = law_of(law, TODAY).fact(key)
    assert fact.value == Decimal(value)
    assert fact.unit == unit
    assert fact == law_of(law).fact(key)


@pytest.mark.parametrize(("law", "key"), EVERY_FACT)
def test_a_term_can_be_counted_from_its_event(law: LawCode, key: str) -> None:
    fact = law_of(law, TODAY).fact(key)
    assert fact.unit in {*UNITS, "percent", "kg"}
    assert fact.event or key.startswith("vat_")


@pytest.mark.parametrize(("law", "key", "day", "before", "after"), FACT_CHANGES)
def test_a_rate_changes_on_its_day(
    law: LawCode, key: str, day: date, before: int, after: int
) -> None:
    assert law_of(law, day - DAY).fact(key).value == before
    assert law_of(law, day).fact(key).value == after


@pytest.mark.parametrize(("law", "key", "day", "before", "after"), CITATION_CHANGES)
def test_a_place_moves_on_its_day(
    law: LawCode, key: str, day: date, before: str, after: str
) -> None:
    old, new = law_of(law, day - DAY).cite("en")[key], law_of(law, day).cite("en")[key]
    assert f"{before} of " in old
    assert f"{after} of " in new


@pytest.mark.parametrize(("law", "key", "day"), NEW_FACTS)
def test_a_fact_does_not_hold_before_it_was_made(law: LawCode, key: str, day: date) -> None:
    assert law_of(law, day).has_fact(key)
    with pytest.raises(UnknownFactError, match=key):
        law_of(law, day - DAY).fact(key)


def test_the_burden_lasted_half_a_year_before_the_reform() -> None:
    before = law_of("de", date(2021, 12, 31)).fact("consumer_burden_period")
    assert before.value == Decimal(6)
    assert before.unit == "months"
    assert law_of("de", date(2022, 1, 1)).fact("consumer_burden_period").unit == "years"


def test_the_extension_after_a_repair_rests_on_the_act() -> None:
    fact = law_of("de", TODAY).fact("repair_limitation_extension")
    assert fact.verified
    assert "BGBl. 2026 I No. 212" in fact.source
    assert law_of("de", TODAY).cite("de")[fact.citation_key] == "§\u00a0475e Abs.\u00a05 BGB"


@pytest.mark.parametrize(
    ("law", "key", "lang", "text"),
    [
        ("ru", "consumer_receipt", "ru", "п.~5 ст.~18 Закона РФ «О защите прав потребителей»"),
        (
            "ru",
            "consumer_receipt",
            "de",
            "Art.~18 Abs.~5 des russischen Verbraucherschutzgesetzes",
        ),
        ("ru", "consumer_receipt", "en", "Article~18(5) of the Russian Consumer Protection Law"),
        ("ru", "civil_warranty", "ru", "ст.~470 и 471~ГК~РФ"),
        (
            "ru",
            "civil_warranty",
            "en",
            "Articles~470 and 471 of the Civil Code of the Russian Federation",
        ),
        ("ru", "vat_warranty_exemption", "ru", "подп.~37 п.~3 ст.~149~НК~РФ"),
        (
            "ru",
            "vat_warranty_exemption",
            "de",
            "Art.~149 Abs.~3 Nr.~37 des Steuergesetzbuchs der Russischen Föderation",
        ),
        (
            "ru",
            "accounting_document",
            "ru",
            "ч.~2 ст.~9 Федерального закона от 06.12.2011 №~402-ФЗ «О бухгалтерском учёте»",
        ),
        ("de", "sale_limitation", "de", "§~438 Abs.~1 Nr.~3 BGB"),
        ("de", "sale_limitation", "ru", "п.~3 абз.~1 §~438 BGB"),
        (
            "de",
            "sale_limitation",
            "en",
            "section~438(1) no.~3 of the German Civil Code (BGB)",
        ),
        ("de", "sale_withdrawal", "de", "§§~440, 323, 326 Abs.~5 BGB"),
        ("de", "sale_withdrawal_effects", "ru", "§§~346 и сл. BGB"),
        ("de", "product_recall", "de", "Art.~35–37 der Verordnung (EU)~2023/988"),
    ],
)
def test_a_place_is_written_as_each_language_writes_it(
    law: LawCode, key: str, lang: str, text: str
) -> None:
    assert law_of(law).cite(lang)[key] == text.replace("~", "\u00a0")


@given(
    number=st.integers(1, 2400),
    paragraph=st.integers(1, 9),
    point=st.integers(1, 9),
)
def test_every_part_of_a_place_stands_in_every_language(
    number: int, paragraph: int, point: int
) -> None:
    place = Provision(section=str(number), paragraph=str(paragraph), number=str(point))
    act = Act(title="Bürgerliches Gesetzbuch", names={"de": "BGB", "ru": "BGB", "en": "the BGB"})
    texts = written(place, act)
    assert f"§\u00a0{number} Abs.\u00a0{paragraph} Nr.\u00a0{point} " in texts["de"]
    assert f"п.\u00a0{point} абз.\u00a0{paragraph} §\u00a0{number} " in texts["ru"]
    assert f"section\u00a0{number}({paragraph}) no.\u00a0{point} of " in texts["en"]
    assert source(place, act).endswith(f"§ {number} Abs. {paragraph} Nr. {point}")
