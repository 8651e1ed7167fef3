"""What the law has against warranty sections: each rule at its border, by law and contract."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from aftersales_docs.errors import Severity
from aftersales_docs.kinds.warranty_section import rules as warranty
from aftersales_docs.kinds.warranty_section import rules_de as section_de
from aftersales_docs.kinds.warranty_section import rules_ru as section_ru
from aftersales_docs.kinds.warranty_section.rules import assess as assess_section
from aftersales_docs.kinds.warranty_section.schema import WarrantySection
from tests.kinds.test_contracts import model

SECTION: dict[str, Any] = {
    "kind": "warranty-section",
    "lang": "en",
    "law": "de",
    "contract": "supply",
    "date": "2026-11-23",
    "period": {"months": 24},
}
CONSUMER = {
    "consumer": True,
    "contract": "sale",
    "remedies": {"choice": "buyer"},
    "period": {"months": 24, "start": "handover"},
}
RUSSIAN = CONSUMER | {
    "law": "ru",
    "loan_unit_days": 3,
    "remedies": {"choice": "buyer", "repair_days": 45, "replacement_days": 20},
}
# A work for a consumer is under other rules than goods sold to him.
GERMAN_WORK = {
    "contract": "work",
    "names": {"goods": "works"},
    "period": {"months": 24, "start": "acceptance"},
}
RUSSIAN_WORK = GERMAN_WORK | {"law": "ru"}
GUARANTEE = {
    "guarantee": {
        "guarantor": "G",
        "address": "A",
        "months": 36,
        "territory": "T",
        "covers": "All",
    }
}
NAMED: dict[str, Any] = {
    "guarantee": GUARANTEE["guarantee"] | {"goods": "Aqua 5 washing machines"},
}
FOR_CONSUMER = {"consumer": True, "remedies": {"choice": "buyer"}}
RUSSIAN_BUSINESS = {"law": "ru"}


def remedies(base: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return base | {"remedies": {"choice": "buyer"} | base.get("remedies", {}) | changes}


def months(base: dict[str, Any], number: int) -> dict[str, Any]:
    return base | {"period": {"start": "delivery"} | base.get("period", {}) | {"months": number}}


def start(base: dict[str, Any], event: str) -> dict[str, Any]:
    return base | {"period": {"months": 24, "start": event}}


SECTIONS: list[tuple[str, dict[str, Any], bool]] = [
    ("period-too-short", CONSUMER, False),
    ("period-too-short", CONSUMER | {"period": {"months": 23, "start": "handover"}}, True),
    ("period-too-short", CONSUMER | {"limitation_months": 23}, True),
    (
        "period-too-short",
        CONSUMER | {"used": True, "period": {"months": 12, "start": "handover"}},
        False,
    ),
    (
        "period-too-short",
        CONSUMER | {"used": True, "period": {"months": 11, "start": "handover"}},
        True,
    ),
    (
        "used-goods-need-express-agreement",
        CONSUMER | {"used": True, "period": {"months": 12, "start": "handover"}},
        True,
    ),
    ("used-goods-need-express-agreement", CONSUMER | {"used": True}, False),
    ("period-too-short", {"period": {"months": 6}}, False),
    ("period-too-short", {"period": {"months": 11}, "standard_terms": True}, True),
    ("period-too-short", {"period": {"months": 12}, "standard_terms": True}, False),
    ("limitation-not-by-agreement", {"law": "ru", "limitation_months": 36}, True),
    ("limitation-not-by-agreement", {"limitation_months": 36}, False),
    ("warranty-starts-too-early", RUSSIAN, False),
    ("warranty-starts-too-early", RUSSIAN | {"period": {"months": 24, "start": "delivery"}}, True),
    ("no-notice-duty", CONSUMER | {"notice": {}}, True),
    ("no-notice-duty", {"notice": {}}, False),
    ("choice-is-the-consumers", CONSUMER | {"remedies": {"choice": "supplier"}}, True),
    ("choice-is-the-consumers", {"remedies": {"choice": "supplier"}}, False),
    (
        "withdrawal-excluded",
        CONSUMER | {"remedies": {"choice": "buyer", "withdrawal": False}},
        True,
    ),
    ("withdrawal-excluded", {"remedies": {"withdrawal": False}, "standard_terms": True}, True),
    ("withdrawal-excluded", {"remedies": {"withdrawal": False}}, False),
    ("term-over-statutory", RUSSIAN, False),
    (
        "term-over-statutory",
        RUSSIAN | {"remedies": RUSSIAN["remedies"] | {"repair_days": 46}},
        True,
    ),
    (
        "term-over-statutory",
        RUSSIAN | {"remedies": RUSSIAN["remedies"] | {"replacement_days": 21}},
        True,
    ),
    ("term-over-statutory", RUSSIAN | {"loan_unit_days": 4}, True),
    (
        "term-perhaps-unreasonable",
        CONSUMER | {"remedies": {"choice": "buyer", "repair_days": 31}},
        True,
    ),
    ("term-perhaps-unreasonable", CONSUMER, False),
    ("many-attempts", {"remedies": {"attempts": 3}}, True),
    ("many-attempts", {"remedies": {"attempts": 2}}, False),
    ("transport-cost-shifted", CONSUMER | {"costs": {"transport": "buyer"}}, True),
    ("transport-cost-shifted", {"costs": {"transport": "buyer"}}, False),
    (
        "transport-cost-shifted-terms",
        {"costs": {"transport": "buyer"}, "standard_terms": True},
        True,
    ),
    ("transport-cost-shifted-terms", {"costs": {"transport": "buyer"}}, False),
    ("extension-missing", RUSSIAN, False),
    ("extension-missing", RUSSIAN | {"extension": {"repair": "none"}}, True),
    ("extension-missing", RUSSIAN | {"extension": {"replacement": "none"}}, True),
    (
        "extension-missing",
        CONSUMER | {"extension": {"repair": "none", "replacement": "none"}},
        False,
    ),
    # --- German law: periods
    ("period-too-short", months(GERMAN_WORK | FOR_CONSUMER, 12), False),
    ("period-too-short", months(GERMAN_WORK | FOR_CONSUMER, 11), True),
    ("period-too-short", months(GERMAN_WORK, 11), False),
    ("period-too-short", months(GERMAN_WORK | {"standard_terms": True}, 11), True),
    ("period-too-short", {"limitation_months": 11, "standard_terms": True}, True),
    ("period-too-short", {"limitation_months": 12, "standard_terms": True}, False),
    ("used-goods-need-express-agreement", months(CONSUMER | {"used": True}, 23), True),
    ("used-goods-need-express-agreement", months(CONSUMER | {"used": True}, 11), False),
    ("used-goods-need-express-agreement", months(CONSUMER, 24), False),
    ("limitation-before-period-ends", {"limitation_months": 23}, True),
    ("limitation-before-period-ends", {"limitation_months": 24}, False),
    ("limitation-before-period-ends", {}, False),
    # --- German law: works
    ("work-supply-is-sale", GERMAN_WORK | {"names": {}}, True),
    ("work-supply-is-sale", GERMAN_WORK | {"names": {"goods": "product"}}, True),
    ("work-supply-is-sale", GERMAN_WORK | {"names": {"goods": "equipment"}}, False),
    ("work-supply-is-sale", GERMAN_WORK, False),
    ("work-supply-is-sale", {}, False),
    ("work-supply-is-sale", RUSSIAN_WORK | {"names": {}}, False),
    ("work-starts-at-acceptance", start(GERMAN_WORK, "delivery"), True),
    ("work-starts-at-acceptance", start(GERMAN_WORK, "handover"), True),
    ("work-starts-at-acceptance", start(GERMAN_WORK, "commissioning"), False),
    ("work-starts-at-acceptance", GERMAN_WORK, False),
    ("work-starts-at-acceptance", {}, False),
    ("work-starts-at-acceptance", start(RUSSIAN_WORK, "handover"), True),
    ("work-starts-at-acceptance", RUSSIAN_WORK, False),
    ("no-notice-duty-in-works", GERMAN_WORK | {"notice": {}, "standard_terms": True}, True),
    ("no-notice-duty-in-works", GERMAN_WORK | {"notice": {}}, False),
    ("no-notice-duty-in-works", {"notice": {}, "standard_terms": True}, False),
    ("choice-is-the-consumers", remedies(GERMAN_WORK | FOR_CONSUMER, choice="supplier"), False),
    ("withdrawal-excluded", remedies(GERMAN_WORK | FOR_CONSUMER, withdrawal=False), True),
    ("withdrawal-excluded", remedies(GERMAN_WORK, withdrawal=False), False),
    # --- German law: terms, attempts, costs
    ("term-perhaps-unreasonable", remedies(CONSUMER, replacement_days=31), True),
    ("term-perhaps-unreasonable", remedies(CONSUMER, replacement_days=30), False),
    ("term-perhaps-unreasonable", remedies({}, repair_days=31), False),
    ("many-attempts", remedies(CONSUMER, attempts=2), True),
    ("many-attempts", remedies(CONSUMER, attempts=1), False),
    ("many-attempts", remedies(CONSUMER | {"date": "2021-12-31"}, attempts=2), False),
    ("many-attempts", remedies(GERMAN_WORK | FOR_CONSUMER, attempts=2), False),
    ("many-attempts", remedies(GERMAN_WORK, attempts=3), True),
    ("many-attempts", remedies(RUSSIAN_BUSINESS, attempts=5), False),
    (
        "transport-cost-shifted",
        GERMAN_WORK | FOR_CONSUMER | {"costs": {"transport": "buyer"}},
        True,
    ),
    (
        "transport-cost-shifted",
        RUSSIAN_WORK | FOR_CONSUMER | {"costs": {"transport": "buyer"}},
        True,
    ),
    ("transport-cost-shifted", RUSSIAN_WORK | {"costs": {"transport": "buyer"}}, False),
    # --- German law: recourse, guarantee, repair
    ("recourse-of-consumer", CONSUMER | {"recourse": True}, True),
    ("recourse-of-consumer", RUSSIAN | {"recourse": True}, True),
    ("recourse-of-consumer", {"recourse": True}, False),
    ("recourse-of-consumer", CONSUMER, False),
    ("no-recourse-in-works", GERMAN_WORK | {"recourse": True}, True),
    ("no-recourse-in-works", GERMAN_WORK, False),
    ("no-recourse-in-works", {"recourse": True}, False),
    ("recourse-for-new-goods", {"recourse": True, "used": True}, True),
    ("recourse-for-new-goods", {"recourse": True}, False),
    ("recourse-for-new-goods", {"used": True}, False),
    ("recourse-needs-compensation", months({"recourse": True}, 23), True),
    ("recourse-needs-compensation", months({"recourse": True}, 24), False),
    ("recourse-needs-compensation", months({}, 23), False),
    ("recourse-needs-compensation", months(start({}, "resale"), 23), True),
    ("recourse-needs-compensation", {"recourse": True, "costs": {"transport": "buyer"}}, True),
    ("recourse-needs-compensation", {"costs": {"transport": "buyer"}}, False),
    ("recourse-needs-compensation", remedies({"recourse": True}, withdrawal=False), True),
    ("guarantee-on-paper", CONSUMER | GUARANTEE, True),
    ("guarantee-on-paper", CONSUMER, False),
    ("guarantee-on-paper", GUARANTEE, False),
    # --- Russian law: the contract and its start
    ("supply-serves-business", RUSSIAN | {"contract": "supply"}, True),
    ("supply-serves-business", RUSSIAN, False),
    ("supply-serves-business", RUSSIAN_BUSINESS, False),
    ("supply-serves-business", CONSUMER | {"contract": "supply"}, False),
    ("warranty-starts-too-early", start(RUSSIAN, "resale"), True),
    ("warranty-starts-too-early", start(RUSSIAN, "commissioning"), False),
    ("warranty-starts-too-early", start(RUSSIAN_WORK | FOR_CONSUMER, "delivery"), True),
    ("warranty-starts-too-early", RUSSIAN_WORK | FOR_CONSUMER, False),
    ("warranty-starts-too-early", start(RUSSIAN_BUSINESS, "delivery"), False),
    # --- Russian law: remedies
    ("choice-is-the-consumers", remedies(RUSSIAN, choice="supplier"), True),
    ("choice-is-the-consumers", remedies(RUSSIAN_WORK | FOR_CONSUMER, choice="supplier"), True),
    ("choice-is-the-consumers", remedies(RUSSIAN_WORK, choice="supplier"), False),
    ("withdrawal-excluded", remedies(RUSSIAN, withdrawal=False), True),
    ("withdrawal-excluded", remedies(RUSSIAN_BUSINESS, withdrawal=False), False),
    ("withdrawal-by-law", remedies(RUSSIAN_BUSINESS, withdrawal=False), True),
    ("withdrawal-by-law", remedies(RUSSIAN_WORK, withdrawal=False), True),
    ("withdrawal-by-law", RUSSIAN_BUSINESS, False),
    ("withdrawal-by-law", remedies({}, withdrawal=False), False),
    ("reimbursement-excluded", remedies(RUSSIAN, self_remedy=False), True),
    ("reimbursement-excluded", remedies(RUSSIAN_WORK | FOR_CONSUMER, self_remedy=False), True),
    ("reimbursement-excluded", RUSSIAN, False),
    ("reimbursement-excluded", remedies(RUSSIAN_BUSINESS, self_remedy=False), False),
    ("reimbursement-excluded", remedies(CONSUMER, self_remedy=False), False),
    ("term-over-statutory", remedies(RUSSIAN, repair_days=45, replacement_days=20), False),
    ("term-over-statutory", remedies(RUSSIAN_WORK | FOR_CONSUMER, repair_days=46), False),
    ("term-over-statutory", remedies(RUSSIAN_BUSINESS, repair_days=46), False),
    ("term-perhaps-unreasonable", remedies(RUSSIAN_WORK | FOR_CONSUMER, repair_days=31), True),
    ("term-perhaps-unreasonable", remedies(RUSSIAN_WORK | FOR_CONSUMER, repair_days=30), False),
    ("term-perhaps-unreasonable", remedies(RUSSIAN, repair_days=45), False),
    # --- Russian law: what goes with the goods
    ("spare-parts-too-short", RUSSIAN | {"spare_parts": {"years": 9}}, True),
    ("spare-parts-too-short", RUSSIAN | {"spare_parts": {"years": 10}}, False),
    ("spare-parts-too-short", RUSSIAN_BUSINESS | {"spare_parts": {"years": 9}}, False),
    ("extension-missing", RUSSIAN_WORK | FOR_CONSUMER | {"extension": {"repair": "none"}}, False),
    ("extension-missing", RUSSIAN_BUSINESS | {"extension": {"repair": "none"}}, False),
    ("extension-by-law", RUSSIAN_BUSINESS | {"extension": {"repair": "none"}}, True),
    ("extension-by-law", RUSSIAN_BUSINESS | {"extension": {"replacement": "none"}}, True),
    ("extension-by-law", RUSSIAN_BUSINESS, False),
    ("extension-by-law", RUSSIAN_WORK | {"extension": {"repair": "none"}}, False),
    ("limitation-not-by-agreement", RUSSIAN_WORK | {"limitation_months": 12}, True),
    ("limitation-not-by-agreement", RUSSIAN_WORK, False),
    # --- both laws
    ("no-notice-duty", RUSSIAN | {"notice": {}}, True),
    ("no-notice-duty", GERMAN_WORK | FOR_CONSUMER | {"notice": {}}, True),
    ("guarantee-goods-missing", CONSUMER | GUARANTEE, True),
    ("guarantee-goods-missing", CONSUMER | NAMED, False),
    (
        "guarantee-goods-missing",
        CONSUMER | GUARANTEE | {"names": {"goods": {"text": "the Aqua 5"}}},
        False,
    ),
    ("guarantee-goods-missing", GUARANTEE, False),
    ("harmonised-label-due", CONSUMER | NAMED, True),
    ("harmonised-label-due", CONSUMER | NAMED | {"date": "2026-09-26"}, False),
    ("harmonised-label-due", CONSUMER | {"guarantee": NAMED["guarantee"] | {"months": 24}}, False),
    ("harmonised-label-due", NAMED, False),
    ("fitting-cost-shifted", CONSUMER | {"costs": {"dismantling": False}}, True),
    ("fitting-cost-shifted", CONSUMER, False),
    ("fitting-cost-shifted", {"costs": {"dismantling": False}}, False),
    (
        "fitting-cost-shifted-terms",
        {"costs": {"dismantling": False}, "standard_terms": True},
        True,
    ),
    ("fitting-cost-shifted-terms", {"costs": {"dismantling": False}}, False),
    ("notice-too-short", {"notice": {"hidden_days": 2}, "standard_terms": True}, True),
    ("notice-too-short", {"notice": {"hidden_days": 3}, "standard_terms": True}, False),
    ("notice-too-short", {"notice": {"hidden_days": 1}}, False),
    ("latest-end-idle", {"period": {"months": 24, "latest_months": 30}}, True),
    ("latest-end-idle", {"period": {"months": 24, "start": "resale", "latest_months": 30}}, False),
    (
        "latest-end-before-end",
        {"period": {"months": 24, "start": "resale", "latest_months": 24}},
        True,
    ),
    (
        "latest-end-before-end",
        {"period": {"months": 24, "start": "resale", "latest_months": 25}},
        False,
    ),
    (
        "period-too-short",
        CONSUMER | {"period": {"months": 24, "start": "commissioning", "latest_months": 23}},
        True,
    ),
    ("exclusion-void", RUSSIAN | {"exclusions": ["отсутствия кассового чека"]}, True),
    ("exclusion-void", CONSUMER | {"exclusions": ["Verlust des Kaufbelegs"]}, True),
    ("exclusion-void", CONSUMER | {"exclusions": ["Frost"]}, False),
    ("exclusion-void", {"exclusions": ["Verlust des Kaufbelegs"]}, False),
    ("term-limits-liability", {"special_terms": ["Die Haftung ist ausgeschlossen"]}, True),
    (
        "term-limits-liability",
        {"special_terms": ["Die Haftung richtet sich nach dem Gesetz"]},
        False,
    ),
    (
        "term-limits-liability",
        CONSUMER | {"special_terms": ["Liability is limited to 100 €"]},
        True,
    ),
    (
        "term-limits-liability",
        RUSSIAN | {"special_terms": ["Продавец не отвечает ни за что"]},
        True,
    ),
    ("term-limits-liability", RUSSIAN | {"special_terms": ["Ответственность по закону"]}, False),
    ("term-limits-liability", {"special_terms": ["Returns are limited to working days"]}, False),
]


@pytest.mark.parametrize(("code", "changes", "fires"), SECTIONS)
def test_sections(code: str, changes: dict[str, Any], fires: bool) -> None:
    found = assess_section(model(WarrantySection, SECTION, changes)).problems
    assert (code in {problem.code for problem in found}) == fires


def _codes() -> set[str]:
    """Every code that a rule can give, as written in the rules."""
    text = "".join(
        Path(module.__file__).read_text("utf-8") for module in (warranty, section_de, section_ru)
    )
    return set(re.findall(r"(?:forbidden|doubtful|note)\(\s*\"([a-z-]+)\"", text))


def test_every_rule_fires_in_some_row_and_rests_in_another() -> None:
    assert {code for code, _, fires in SECTIONS if fires} == _codes()
    assert {code for code, _, fires in SECTIONS if not fires} == _codes()


def test_every_problem_names_its_field_article_and_cure() -> None:
    # What contradicts itself needs no article.
    bare = {"limitation-before-period-ends", "latest-end-idle", "latest-end-before-end"}
    for _, changes, _ in SECTIONS:
        section = model(WarrantySection, SECTION, changes)
        for problem in assess_section(section).problems:
            assert problem.field, problem.code
            assert problem.cure or problem.severity is Severity.NOTE, problem.code
            assert problem.message.endswith("."), problem.code
            assert problem.code in bare or re.search(r"\d", problem.message), problem.code


# The chapter of the law that a message must not cite.
FOREIGN = {
    ("de", "work"): r"section (?:43\d|44[0-3]|47[5-9])\b",
    ("de", "sale"): r"section 63\d|section 640",
    ("ru", "work"): r"Articles? (?:18|19|20|21|22|47\d)\b",
    ("ru", "sale"): r"Articles? (?:29|30|31|72\d)\b",
}


def test_no_message_cites_the_law_of_another_contract() -> None:
    for _, changes, _ in SECTIONS:
        section = model(WarrantySection, SECTION, changes)
        kind = "work" if section.contract == "work" else "sale"
        for problem in assess_section(section).problems:
            wrong = re.search(FOREIGN[section.law, kind], problem.message.replace("\u00a0", " "))
            # This one says that the law of sale is not that of works.
            assert not wrong or problem.code == "no-recourse-in-works", problem.message


@pytest.mark.parametrize(
    ("code", "base", "fields"),
    [
        ("void-words-seal", RUSSIAN, {"exclusions": ["вскрытия пломб"]}),
        ("void-words-beyond-list", RUSSIAN, {"exclusions": ["естественного износа"]}),
        (
            "void-words-answer-time",
            RUSSIAN,
            {"special_terms": ["Срок рассмотрения претензии составляет 30 рабочих дней"]},
        ),
        ("void-words-no-return", CONSUMER, {"special_terms": ["Kein Umtausch."]}),
        ("void-words-workshop", CONSUMER, {"exclusions": ["Eingriffe durch Unbefugte: unbefugt"]}),
    ],
)
def test_void_words_of_a_section(code: str, base: dict[str, Any], fields: dict[str, Any]) -> None:
    found = assess_section(model(WarrantySection, SECTION, base | fields)).problems
    told = {problem.code: problem for problem in found}
    assert code in told
    assert re.search(r"\d", told[code].message), "it names its article"
    assert told[code].severity is Severity.WARNING
    business = assess_section(model(WarrantySection, SECTION, fields)).problems
    assert code not in {problem.code for problem in business}


@pytest.mark.parametrize("law", ["de", "ru"])
@pytest.mark.parametrize("contract", ["sale", "work"])
@pytest.mark.parametrize("consumer", [True, False])
@pytest.mark.parametrize("lang", ["de", "ru", "en"])
def test_what_is_left_out_is_lawful(law: str, contract: str, consumer: bool, lang: str) -> None:
    """The smallest input says nothing that the law forbids, nor warns of, for any buyer."""
    data = {
        "kind": "warranty-section",
        "lang": lang,
        "law": law,
        "contract": contract,
        "consumer": consumer,
        "date": "2026-11-23",
        "period": {"months": 24},
        "names": {"goods": "works" if contract == "work" else "goods"},
    }
    assert not assess_section(model(WarrantySection, data, {})).problems


def test_defaults_are_those_of_the_law() -> None:
    def case(**changes: Any) -> Any:
        return assess_section(model(WarrantySection, SECTION, changes)).case

    russian = case(law="ru", consumer=True, contract="sale")
    assert (russian.remedies.choice, russian.remedies.replacement_days) == ("buyer", 20)
    assert (russian.loan_unit_days, russian.period.start) == (3, "handover")
    german = case(consumer=True, contract="sale")
    assert (german.remedies.choice, german.remedies.attempts) == ("buyer", 1)
    business = case()
    assert (business.remedies.choice, business.remedies.attempts) == ("supplier", 2)
    assert (business.loan_unit_days, business.period.start) == (None, "delivery")
    assert case(contract="work", names={"goods": "works"}).period.start == "acceptance"
