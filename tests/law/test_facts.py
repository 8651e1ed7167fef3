"""Law has dates: which citation and which fact applies follows from the day."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import StrictUndefined
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.sandbox import SandboxedEnvironment

from aftersales_docs.language import LANGS
from aftersales_docs.law import LAWS, UnknownFactError, law_of
from aftersales_docs.law.acts import ACTS, read_statutes
from aftersales_docs.law.facts import Citation, CitedText, Fact, LawEntry, holds

STATUTES = {law: read_statutes(ACTS / law) for law in LAWS}
ENTRIES: dict[str, tuple[LawEntry, ...]] = {
    law: (*statutes.citations, *statutes.facts) for law, statutes in STATUTES.items()
}
# What the texts may cite, whether or not one does today.
KEYS = {
    "ru": """
        labour_code labour_function outside_contract deputising acquaintance local_acts
        contract_changes organisational_changes employee_rights discipline material_liability
        liability_limit full_liability safety_rights accident_guarantees accident_insurance_act
        training professional_standards electronic_documents qualification_handbook
        consumer_protection_act civil_code administrative_code criminal_code trade_secret_act
        personal_data_act layout_standard rostrud_letter
        consumer_remedies consumer_complex_goods consumer_receipt consumer_quality_check
        consumer_examination consumer_burden consumer_transport consumer_claim_terms
        consumer_two_years consumer_substantial_defects consumer_repair_term consumer_loan_unit
        consumer_warranty_extension consumer_repair_information consumer_new_part_warranty
        consumer_replacement_term consumer_replacement_loan consumer_replacement_warranty
        consumer_payment_term consumer_penalty consumer_settlement consumer_damages
        consumer_fine consumer_void_terms consumer_court consumer_recall manufacturer_duties
        civil_quality civil_warranty civil_remedies civil_burden civil_defect_terms civil_notice
        supply_defects works_acceptance works_quality works_limitation term_counting
        term_last_day accounting_document vat_rates vat_warranty_exemption vat_simplified
        vat_no_payer
    """,
    "de": """
        contract_content contract_content_changes right_of_direction instruction_duty
        works_council_consent co_determination assessment_principles complaint_right
        personnel_file works_training safety_duties safety_rights safety_employer
        employment_contract side_duties breach breach_proof sale_law consumer_sale_law
        guarantee_law recourse_law merchant_inspection works_law product_liability_act
        product_safety_act trade_secret_act data_protection accident_insurance rehabilitation
        criminal_code administrative_offences commercial_agency_powers dismissal_protection
        sale_quality sale_remedies sale_performance sale_performance_costs
        sale_performance_refusal sale_withdrawal sale_withdrawal_effects sale_price_reduction
        sale_damages sale_limitation consumer_performance consumer_withdrawal
        consumer_limitation consumer_deviation consumer_burden buyer_burden known_defect
        guarantee consumer_guarantee merchant_notice term_counting term_last_day
        work_acceptance work_fictitious_acceptance work_payment work_risk work_remedies
        work_limitation default default_interest unjustified_claim_costs invoice invoice_time
        reverse_charge small_business vat_rates dispute_body dispute_notice text_form
        product_recall repair_directive
    """,
}
SIGN = re.compile(
    r"(§|ст\.|гл\.|ч\.|абз\.|№|пп?\.|подп\."
    r"|Art\.|Abs\.|Nr\.|[Nn]o\.|Kapitel|Chapter|Articles?|sections?) "
)


def test_the_day_chooses() -> None:
    before, after = date(2022, 2, 28), date(2022, 3, 1)
    assert law_of("ru", before).cite("ru")["safety_rights"] == "ст.\u00a0219\u00a0ТК\u00a0РФ"
    assert law_of("ru", after).cite("ru")["safety_rights"] == "ст.\u00a0216\u00a0ТК\u00a0РФ"
    assert law_of("ru", date(2025, 8, 17)).cite("de")["layout_standard"].endswith("2016")
    assert law_of("ru").cite("de")["layout_standard"].endswith("2025")
    assert law_of("ru", date(2025, 12, 31)).fact("vat_standard_rate").value == Decimal(20)
    assert law_of("ru", date(2026, 1, 1)).fact("vat_standard_rate").value == Decimal(22)


@pytest.mark.parametrize("law", LAWS)
def test_no_two_entries_of_a_key_hold_on_one_day(law: str) -> None:
    for first, second in combinations(ENTRIES[law], 2):
        if type(first) is not type(second) or first.key != second.key:
            continue
        days = {
            day + timedelta(days=shift)
            for entry in (first, second)
            for day in (entry.valid_from, entry.valid_to)
            if day
            for shift in (-1, 0, 1)
        }
        assert days, first.key
        for day in (*days, None):
            assert not (holds(first, day) and holds(second, day)), (first.key, day)


@pytest.mark.parametrize("law", LAWS)
@given(day=st.dates(date(1990, 1, 1), date(2040, 12, 31)))
def test_a_law_of_any_day_holds_each_key_once(law: str, day: date) -> None:
    held = [(type(entry), entry.key) for entry in ENTRIES[law] if holds(entry, day)]
    assert len(held) == len(set(held))


@pytest.mark.parametrize("law", LAWS)
def test_editions_follow_each_other_without_a_gap(law: str) -> None:
    # What ends with the transition that it serves.
    lapses = {"electronic_invoice_transition", "other_invoice_turnover"}
    ends = {
        (type(e), e.key, e.valid_to + timedelta(days=1))
        for e in ENTRIES[law]
        if e.valid_to and e.key not in lapses
    }
    starts = {(type(e), e.key, e.valid_from) for e in ENTRIES[law] if e.valid_from}
    assert ends <= starts
    assert all(e.valid_from <= e.valid_to for e in ENTRIES[law] if e.valid_from and e.valid_to)


def test_articles_do_not_hold_before_they_were_made() -> None:
    assert "electronic_documents" in law_of("ru", date(2021, 11, 22)).cite("ru")
    assert "electronic_documents" not in law_of("ru", date(2021, 11, 21)).cite("ru")
    assert "professional_standards" in law_of("ru", date(2016, 7, 1)).cite("ru")
    assert "professional_standards" not in law_of("ru", date(2016, 6, 30)).cite("ru")


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize("lang", LANGS)
def test_every_key_can_be_cited_in_every_language(law: str, lang: str) -> None:
    missing = set(KEYS[law].split()) - set(law_of(law).cite(lang))
    assert not missing


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize("lang", LANGS)
def test_every_citation_is_set_with_no_break_spaces(law: str, lang: str) -> None:
    for entry in ENTRIES[law]:
        if not isinstance(entry, Citation):
            continue
        text = CitedText.of(entry.text[lang])
        for form in (text.nom, text.gen, text.dat, text.acc, text.ins, text.prp):
            assert form, entry.key
            assert form == form.strip(), (entry.key, form)
            assert not SIGN.search(form), (entry.key, form)


def test_cases() -> None:
    code = law_of("ru").cite("ru")["labour_code"]
    assert isinstance(code, CitedText)
    assert code.gen == "Трудового кодекса Российской Федерации"
    assert code.prp == "Трудовом кодексе Российской Федерации"
    assert law_of("de").cite("de")["product_safety_act"].gen.startswith("des Produktsicherheits")
    article = law_of("de").cite("de")["right_of_direction"]
    assert article == article.gen == "§\u00a0106 GewO"


def test_a_template_reaches_the_cases_and_nothing_else() -> None:
    sandbox = SandboxedEnvironment(undefined=StrictUndefined)

    def render(source: str) -> str:
        return sandbox.from_string(source).render(cite=law_of("ru").cite("ru"))

    assert render("{{ cite.labour_code.gen }}") == "Трудового кодекса Российской Федерации"
    assert render("{{ cite.discipline }}") == "ст.\u00a0192\u00a0ТК\u00a0РФ"
    with pytest.raises(SecurityError):
        render("{{ cite.labour_code._forms }}")
    with pytest.raises(UndefinedError):
        render("{{ cite.labour_kode }}")


def test_an_unknown_key_names_the_nearest() -> None:
    with pytest.raises(UnknownFactError) as caught:
        law_of("ru").cite("ru")["labor_code"]
    assert str(caught.value) == "the law 'ru' has no 'labor_code'; did you mean 'labour_code'?"
    with pytest.raises(UnknownFactError, match="did you mean 'vat_standard_rate'"):
        law_of("de").fact("vat_rate_standard")
    with pytest.raises(KeyError):
        law_of("de").fact("zzz")


def test_what_is_not_there_is_named() -> None:
    with pytest.raises(UnknownFactError, match="'ru' has no 'vat'"):
        law_of("ru").fact("vat")
    with pytest.raises(UnknownFactError, match="2003-12-31"):
        law_of("ru", date(2003, 12, 31)).fact("vat_standard_rate")
    with pytest.raises(UnknownFactError, match="nothing"):
        law_of("de").cite("en")["nothing"]


@pytest.mark.parametrize("law", LAWS)
def test_every_entry_names_its_source_and_day(law: str) -> None:
    keys = {entry.key for entry in ENTRIES[law] if isinstance(entry, Citation)}
    for entry in ENTRIES[law]:
        assert len(entry.source) > 5
        assert entry.verified_on is None or entry.verified_on <= date(2026, 11, 29)
        if isinstance(entry, Fact):
            assert entry.citation_key in keys
            day = entry.valid_from or entry.valid_to
            assert entry.citation_key in law_of(law, day).cite("en")
