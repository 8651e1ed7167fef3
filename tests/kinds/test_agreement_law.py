"""Agreements and sections say what the law of their day has, and name the parties as they are."""

from __future__ import annotations

import re
from itertools import product
from typing import Any

import pytest

from aftersales_docs import load
from aftersales_docs.composing import assess, composed
from aftersales_docs.document import Clause, Document, Paragraph, plain
from aftersales_docs.errors import DataError
from aftersales_docs.rules.representation import organ_of
from tests.inputs import LANGS, LAWS
from tests.kinds.cases import merged
from tests.kinds.test_contracts import AGREEMENT, BONUS, CENTRE, GERMAN, HOURLY
from tests.kinds.test_service_agreement import CHOICES, first_choices, made, words
from tests.kinds.test_warranty import SECTION

PERSON = {"surname": "Brandt", "given_name": "Sabine", "gender": "female"}


def agreement(lang: str, law: str = "de", **changes: Any) -> Document:
    base = merged(AGREEMENT, {"lang": lang} | (GERMAN if law == "de" else {}))
    return composed(assess(load(merged(base, changes))), None)


def section(lang: str, law: str = "de", **changes: Any) -> Document:
    data = merged(SECTION, {"lang": lang, "law": law} | changes)
    return composed(assess(load(data)), None)


def text(document: Document) -> str:
    return words(document)


def point(document: Document, name: str) -> str:
    for block in document.blocks:
        if isinstance(block, Clause | Paragraph) and block.id == name:
            return plain(block.content).replace("\u00a0", " ")
    return ""


def seller(**fields: Any) -> dict[str, Any]:
    return {"seller": {"email": "b@b.example", "representative": {"post": "X"}} | fields}


# ---------------------------------------------------------------- parties


def test_the_legal_form_stands_before_a_russian_name() -> None:
    fields = seller(name="«Волгоприбор»", legal_form="Общество с ограниченной ответственностью")
    said = point(agreement("ru", "ru", **fields), "party-seller")
    assert said.startswith("Общество с ограниченной ответственностью «Волгоприбор» (")


def test_a_legal_form_is_said_once() -> None:
    fields = seller(name="Klar GmbH", legal_form="Gesellschaft mit beschränkter Haftung")
    said = point(agreement("de", **fields), "party-seller")
    assert "Klar GmbH, gesetzlich vertreten durch die Geschäftsführung" in said
    assert "beschränkter" not in said


def test_an_entrepreneur_signs_for_himself() -> None:
    fields = {
        "seller": {
            "name": "Индивидуальный предприниматель Дурново Ольга Львовна",
            "ogrn": "304630000000009",
            "address": "г. Самара",
            "email": "a@b.example",
        }
    }
    document = agreement("ru", "ru", **fields)
    said = point(document, "party-seller")
    assert "ОГРНИП 304630000000009" in said
    assert "адрес регистрации: г. Самара" in said
    assert "в лице" not in said
    assert text(document)


@pytest.mark.wide
@pytest.mark.parametrize("lang", LANGS)
def test_a_company_needs_someone_who_signs(lang: str) -> None:
    with pytest.raises(DataError) as error:
        agreement(lang, seller={"name": "Klar GmbH", "email": "a@b.example"})
    (problem,) = error.value.problems
    assert problem.field == "seller.representative"
    assert problem.cure


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "de",
            "vertreten durch die persönlich haftende Gesellschafterin Klar Verwaltungs-GmbH, "
            "diese vertreten durch Sabine Brandt (Geschäftsführerin)",
        ),
        ("en", "represented by its general partner, Klar Verwaltungs-GmbH, itself represented"),
        ("ru", "в лице полного товарища — Klar Verwaltungs-GmbH, от имени которого действует"),
    ],
)
def test_a_partnership_acts_through_its_general_partner(lang: str, said: str) -> None:
    fields = seller(
        name="Klar GmbH & Co. KG",
        general_partner={"name": "Klar Verwaltungs-GmbH"},
        representative={"post": "Geschäftsführerin", "person": PERSON},
    )
    assert said in point(agreement(lang, **fields), "party-seller")


@pytest.mark.parametrize(
    ("name", "organ"),
    [
        ("Klar GmbH", "die Geschäftsführung"),
        ("Klar UG (haftungsbeschränkt)", "die Geschäftsführung"),
        ("Klar AG", "den Vorstand"),
        ("Klar SE", "den Vorstand"),
        ("Klar KG", "die persönlich haftenden Gesellschafter"),
        ("Klar Ltd", ""),
        ("Klar gGmbH", "die Geschäftsführung"),
    ],
)
def test_who_acts_by_legal_form(name: str, organ: str) -> None:
    assert organ_of(name, "de") == organ
    if organ:
        said = point(agreement("de", **seller(name=name)), "party-seller")
        assert f"gesetzlich vertreten durch {organ}" in said


# ---------------------------------------------------------------- the day of the contract


@pytest.mark.parametrize("lang", LANGS)
def test_consumers_are_informed_as_the_day_has_it(lang: str) -> None:
    assert point(agreement(lang), "information-notice")
    assert not point(agreement(lang, date="2026-09-26"), "information-notice")
    assert point(agreement(lang, date="2026-07-31"), "remedies-information")
    assert not point(agreement(lang, date="2026-07-30"), "remedies-information")
    business = agreement(lang, consumers=False)
    assert not point(business, "information-notice") + point(business, "remedies-information")
    russian = agreement(lang, "ru")
    assert not point(russian, "information-notice") + point(russian, "remedies-information")


@pytest.mark.parametrize("lang", LANGS)
def test_the_duty_to_repair_goes_to_whom_it_is_given(lang: str) -> None:
    said = agreement(lang, manufacturer_repair={"guide_prices": "a.example/prices"})
    assert all(f"479{letter}" in text(said) for letter in "abcdg")
    assert "a.example/prices" in point(said, "statutory-repair-prices")
    assert not point(said, "statutory-repair-importer")
    importer = agreement(lang, manufacturer_repair={}, role="importer")
    assert "479f" in point(importer, "statutory-repair-importer")
    with pytest.raises(DataError) as error:
        agreement(lang, "ru", manufacturer_repair={})
    assert error.value.problems[0].field == "manufacturer_repair"


def test_no_decree_that_may_have_been_replaced_is_named() -> None:
    for lang in LANGS:
        assert "2463" not in text(agreement(lang, "ru"))


# ---------------------------------------------------------------- what contradicted itself


@pytest.mark.parametrize("lang", LANGS)
def test_who_bears_a_cost_of_others_pays_them(lang: str) -> None:
    changes = CENTRE | {"costs": {"examination": "seller"}}
    assert point(agreement(lang, **changes), "duties-charge")
    assert not point(agreement(lang, **CENTRE), "duties-charge")


@pytest.mark.parametrize("lang", LANGS)
def test_every_task_has_who_bears_its_cost(lang: str) -> None:
    (table,) = [b for b in agreement(lang).blocks if getattr(b, "id", "") == "duties-table"]
    assert all(len(plain(row[2])) > 3 for row in table.rows)  # type: ignore[union-attr]


def test_late_notice_excludes_no_recourse_for_consumer_goods() -> None:
    consumer, business = (
        agreement("de", recourse={}),
        agreement("de", recourse={}, consumers=False),
    )
    assert "§ 478 Abs. 2 BGB" in point(consumer, "recourse-notice")
    assert "nicht ausgeschlossen" in point(consumer, "recourse-notice")
    assert "nur aus, soweit" in point(business, "recourse-notice")
    assert "Im Übrigen" in point(business, "recourse-statutory")


def test_a_flat_rate_a_unit_rests_on_the_units_reported() -> None:
    flat = {"remuneration": {"model": "flat-per-product", "amount": "9.50"} | BONUS}
    document = agreement("de", **flat)
    assert "Zahl der verkauften Geräte" in point(document, "remuneration-flat")
    assert "geschuldete Vergütung um 3" in point(document, "remuneration-bonus")
    by_act = agreement("de", remuneration=HOURLY | BONUS)
    assert "Vergütung für die Arbeiten dieses Vierteljahrs" in point(by_act, "remuneration-bonus")


# ---------------------------------------------------------------- words


def full(lang: str, law: str, **more: Any) -> str:
    last = {key: values[-1] for key, values in CHOICES.items()} | {"consumers": True} | more
    return words(made(lang, law, last))


def test_a_guarantee_is_no_warranty_in_english() -> None:
    assert not re.search(r"\b[Ww]arrant", full("en", "de"))
    assert "Warranty Period" in full("en", "ru")
    assert not re.search(r"withdraw", full("en", "ru"))


def test_english_duties_are_worded_as_duties() -> None:
    said = full("en", "de") + full("en", "ru")
    bare = re.findall(
        r"The (?:Seller|Manufacturer|Importer) (?:informs|provides|decides|issues|submits|bears"
        r"|obtains|ensures|repairs|processes|recommends|recommend|takes back|comments)\b",
        said,
    )
    assert not bare


@pytest.mark.parametrize("law", LAWS)
def test_small_numbers_are_words(law: str) -> None:
    german = full("de", law) + words(made("de", law, first_choices()))
    found = re.search(r"\b(?:[Bb]innen|von|mit einer Frist von|in) (?:[1-9]|1[0-2]) [A-Z]", german)
    assert not found, found
    english = full("en", law) + words(made("en", law, first_choices()))
    assert not re.search(r"\bwithin (?:[1-9]|10) (?:day|month|year)", english)


def test_conflict_rules_are_excluded_only_between_countries() -> None:
    home = {"principal.vat_id": "DE999990027", "seller.vat_id": "DE999990043"}
    assert "CISG" not in point(agreement("de", **home), "disputes-law")
    assert "(CISG)" in point(agreement("de"), "disputes-law")
    at_home = {"principal.inn": "6315000005", "seller.inn": "6320000000"}
    assert "Конвенция" not in point(agreement("ru", "ru", **at_home), "disputes-law")


# ---------------------------------------------------------------- warranty sections


def test_an_excluded_cancellation_is_excluded() -> None:
    said = section("de", **{"remedies.withdrawal": False})
    assert "Der Rücktritt ist ausgeschlossen" in point(said, "remedies-failed")
    assert "soweit dieser Abschnitt nichts anderes bestimmt" in point(said, "statutory")
    assert "ausgeschlossen" not in point(section("de"), "remedies-failed")


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("de", "mindern oder vom Vertrag zurücktreten und daneben"),
        ("en", "either reduce the price or withdraw from the contract and, in addition, claim"),
        ("ru", "уменьшения цены или отказаться от исполнения договора и, кроме того,"),
    ],
)
def test_reduction_and_cancellation_exclude_each_other(lang: str, said: str) -> None:
    assert said in point(section(lang), "remedies-failed")


def test_the_english_section_names_the_consumer_law_before_it_is_cited() -> None:
    said = point(section("en", "ru", consumer=True, contract="sale"), "quality")
    assert said.index("(the “Russian Consumer Protection Law”)") < said.index("Article")


def test_the_english_costs_say_what_they_are_for() -> None:
    sale = point(section("en", "ru"), "costs")
    assert "necessary for remedying the defect or replacing the Goods" in sale
    work = point(section("en", "ru", contract="work"), "costs")
    assert "necessary for remedying the defect or carrying out the work again" in work


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("de", "endet jedoch spätestens 30 Monate nach der Ablieferung"),
        ("en", "ends no later than 30 months after delivery"),
        ("ru", "истекает не позднее чем через 30 месяцев со дня поставки"),
    ],
)
def test_the_latest_month_is_an_end(lang: str, said: str) -> None:
    period = {"months": 24, "start": "commissioning", "latest_months": 30}
    assert said in point(section(lang, period=period), "period")


CONSUMER_SALE = {"consumer": True, "contract": "sale"}


@pytest.mark.parametrize("lang", LANGS)
def test_a_sheet_comes_with_used_goods(lang: str) -> None:
    used = CONSUMER_SALE | {"used": True, "period": {"months": 12}}
    said = section(lang, **used)
    assert "476" in point(said, "used-agreed")
    assert any(getattr(block, "id", "") == "used-buyer" for block in said.blocks)
    for other in (
        {"used": False, "period": {"months": 24}},
        {"form": "fragment"},
        {"period": {"months": 24}},
    ):
        assert not point(section(lang, **used | other), "used-agreed")


DAMAGES = {
    "de": "für Ansprüche auf Schadensersatz",
    "en": "to claims for damages",
    "ru": "для требований о возмещении убытков",
}


@pytest.mark.parametrize("lang", LANGS)
def test_the_sheet_and_the_section_spare_the_same_claims(lang: str) -> None:
    used = CONSUMER_SALE | {"used": True, "period": {"months": 12}}
    assert DAMAGES[lang] in point(section(lang, **used), "limitation")
    new = CONSUMER_SALE | {"period": {"months": 24}}
    assert DAMAGES[lang] not in point(section(lang, **new), "limitation")


@pytest.mark.parametrize(
    ("lang", "extension"),
    [
        ("de", "gesetzliche Verlängerung der Verjährungsfrist nach einer Nachbesserung bleiben"),
        ("en", "its statutory extension after a repair are unaffected"),
        ("ru", "его продление после ремонта сохраняются"),
    ],
)
def test_a_repair_extends_limitation_since_the_right_to_repair(lang: str, extension: str) -> None:
    """BGB § 475e(5) extends the period itself; it is no mere suspension of its end."""
    for day, extended in (("2026-07-30", False), ("2026-07-31", True)):
        said = point(section(lang, date=day, **CONSUMER_SALE), "limitation")
        assert (extension in said) is extended


@pytest.mark.parametrize("lang", LANGS)
def test_a_section_informs_as_its_day_has_it(lang: str) -> None:
    for day, informed, cured in (
        ("2026-07-30", False, False),
        ("2026-07-31", False, True),
        ("2026-09-27", True, True),
    ):
        said = section(lang, date=day, **CONSUMER_SALE)
        assert bool(point(said, "information")) is informed
        assert bool(point(said, "cure-information")) is cured


def test_fitting_costs_are_cited_with_the_costs() -> None:
    assert "(§ 439 Abs. 2 und 3 BGB)" in point(section("de"), "costs")
    without = section("de", **{"costs.dismantling": False})
    assert "(§ 439 Abs. 2 BGB)" in point(without, "costs")
    assert "(§ 439 Abs. 2 BGB)" in point(section("de", date="2017-06-01"), "costs")


def test_limitation_leaves_no_gap() -> None:
    said = point(section("de", limitation_months=36), "limitation")
    assert "verjähren 36 Monate nach dem Beginn der Gewährleistungsfrist" in said


@pytest.mark.parametrize(("lang", "law"), [*product(LANGS, LAWS)])
def test_no_law_is_spoken_in_the_words_of_another(lang: str, law: str) -> None:
    for contract, consumer in product(("sale", "work"), (True, False)):
        names = {"goods": "works" if contract == "work" else "goods"}
        said = text(section(lang, law, contract=contract, consumer=consumer, names=names))
        if law == "ru":
            assert not re.search(r"Nacherfüllung|subsequent performance", said)
            assert "вещь" not in said


@pytest.mark.parametrize("lang", LANGS)
def test_works_for_a_russian_consumer(lang: str) -> None:
    said = section(
        lang, "ru", contract="work", consumer=True, names={"goods": "works"}, period={"months": 12}
    )
    assert "31" in point(said, "remedies")
    five = {"de": "von fünf Jahren", "en": "five years", "ru": "пяти лет"}[lang]
    assert five in point(said, "burden")


def test_an_exclusion_puts_the_burden_on_the_seller() -> None:
    said = section("ru", "ru", consumer=True, contract="sale", exclusions=["x"])
    assert "не отвечает за недостаток, если докажет" in point(said, "exclusions")


def test_the_consumer_law_is_named_in_full_once() -> None:
    for lang in ("de", "en"):
        said = text(section(lang, "ru", consumer=True, contract="sale"))
        assert said.count("2300-1") == 1


@pytest.mark.parametrize("lang", LANGS)
def test_a_penalty_for_delay_is_credited_by_its_own_rule(lang: str) -> None:
    """§ 340 is of non-performance; what is done late or badly has § 341(2)."""
    said = point(agreement(lang, penalties=CHOICES["penalties"][1]), "penalties-demand")
    assert re.findall(r"34[01]", said) == ["340", "341", "341"]
    assert re.search({"en": r"341\(2\)", "de": r"341 Abs\. 2", "ru": r"абз\. 2 § 341"}[lang], said)


@pytest.mark.parametrize(
    ("lang", "said"), [("de", "3-D-Druck"), ("ru", "3D-печати"), ("en", "3D-printed")]
)
def test_printed_spare_parts_are_not_printed_matter(lang: str, said: str) -> None:
    """§ 479e BGB: «mittels 3-D-Druck hergestellt»."""
    assert said in point(agreement(lang, manufacturer_repair={}), "statutory-repair-parts")


@pytest.mark.parametrize("lang", LANGS)
def test_the_act_of_an_invoice_is_named_once(lang: str) -> None:
    cited = point(agreement(lang, "ru"), "settlement-invoice")
    assert "168" in cited
    assert "169" in cited
    assert ";" not in cited[cited.index("168") :]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("law", LAWS)
def test_what_company_lawyers_ask_for_besides(lang: str, law: str) -> None:
    """Insurance, marks, audit and compliance, each only if it is wanted."""
    safeguards = {"insurance": {"amount": "1000000.00"}, "trade_marks": True, "audit": True}
    said = agreement(lang, law, safeguards=safeguards)
    for name in ("insurance", "marks", "audit", "compliance"):
        assert point(said, f"safeguards-{name}")
    place = {"de": r"§ 13 MiLoG|[Ss]ection 13 ", "ru": r"431\.2"}[law]
    assert re.search(place, point(said, "safeguards-compliance"))
    assert not point(agreement(lang, law), "safeguards-insurance")


@pytest.mark.parametrize("lang", LANGS)
def test_a_german_invoice_is_electronic_where_the_law_has_it(lang: str) -> None:
    said = point(agreement(lang), "settlement-invoice")
    words = {"de": "elektronische Rechnung", "en": "electronic invoice", "ru": "электронн"}[lang]
    assert words in said
    assert "14" in said
    assert words not in point(agreement(lang, "ru"), "settlement-invoice")


DAYS = {
    "de": ("2019-04-26", "2021-12-31", "2022-01-01", "2024-12-31", "2026-09-26"),
    "ru": ("2016-06-01", "2021-08-31", "2022-08-31", "2022-09-01", "2025-12-31"),
}


@pytest.mark.parametrize("law", LAWS)
def test_an_agreement_of_any_day_of_its_law_can_be_written(law: str) -> None:
    """What came later is not cited; before all of it was there no agreement is written."""
    chosen = {key: values[-1] for key, values in CHOICES.items() if key != "settlement"}
    for day, lang in product(DAYS[law], LANGS):
        rate = {"de": 19, "ru": 18 if day < "2019" else 20}[law]
        dated = {"date": day, "settlement": {"vat": rate}, "term": {"starts": day}}
        assert text(agreement(lang, law, **chosen | dated))
    early = {"date": {"de": "2019-04-25", "ru": "2016-05-31"}[law]}
    with pytest.raises(DataError, match="came by") as caught:
        agreement("en", law, **early)
    assert [one.field for one in caught.value.problems] == ["date"]
