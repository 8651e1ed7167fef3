"""Every alternative of the service agreement reads clean, in each language and law."""

from __future__ import annotations

import random
import re
from itertools import product
from typing import Any

import pytest

from aftersales_docs import load
from aftersales_docs.composing import assess, composed
from aftersales_docs.document import Annex, Clause, Document, Table, plain
from aftersales_docs.language.codes import CURRENCIES
from tests.inputs import LANGS, LAWS
from tests.kinds.cases import merged
from tests.kinds.test_contracts import AGREEMENT, GERMAN
from tests.kinds.test_every_combination import FAULTS

# Singular after one, in the languages where a slip is easy to see.
ONE = re.compile(r"(?<![\d.,-])1 (?:Monate|Tage[ns]?|Jahre|months|days|years|дней|месяцев|лет)\b")
CENTRE = {"name": "Centre", "address": "Street 1", "phone": "+7 495 000-00-00", "products": "all"}
# What may be chosen: every field with all of its alternatives, nothing among them.
CHOICES: dict[str, tuple[Any, ...]] = {
    "role": ("manufacturer", "importer"),
    "recitals": ([], ["One", "Two."]),
    "consumers": (True, False),
    "products_annex": (False, True),
    "products": (
        [{"name": "radios", "models": ["A", "B"], "warranty_months": 24, "service_life_years": 7}],
        [{"name": "radios", "warranty_months": 12, "warranty_start": "commissioning"}],
    ),
    "service_centres": ([], [CENTRE]),
    "duties.repair": ("seller", "principal", "service-centre"),
    "duties.examination": ("seller", "principal", "service-centre"),
    "duties.transport": ("seller", "principal", "service-centre"),
    "duties.complaints": ("seller", "principal"),
    "duties.answers": ("seller", "principal"),
    "duties.records": ("seller", "principal", "service-centre"),
    "duties.spare_parts": ("principal", "seller"),
    "costs.examination": ("principal", "seller"),
    "consumer_information": (
        {},
        {"hotline": "8 800 000-00-00", "points": ["A", "B."]},
        {"website": "a.example"},
    ),
    "warranty": ({}, {"exclusions": ["a", "b"], "repair_months": 1}, {"repair_months": 6}),
    "spare_parts": (
        None,
        {},
        {"supply": "free", "stock": True, "years": 21},
        {"supply": "price-list", "delivery_days": 1},
    ),
    "service_levels": (
        {"repair_days": 30, "answer_days": 7},
        {"repair_days": 21, "answer_days": 1, "annex": True},
    ),
    "examination": (
        {},
        {"dispute": "joint", "days": 1},
        {"expert": "X"},
        {"dispute": "joint", "expert": "X"},
    ),
    "loan_units": (None, {}, {"pool": "seller", "days": 1}),
    "bulky_transport": (None, {"from_kg": 5}, {"from_kg": "3.5", "days": 1}),
    "paid_repair": (None, {}, {"account": "principal", "warranty_months": 1}),
    "recalls": (None, {}, {"start_days": 1, "report_days": 1}),
    "reports": (None, {}, {"period": "monthly", "day": 2}),
    "warranty_claims": (
        {},
        {"parts": "all", "silence_accepts": True, "evidence": ["a", "b"]},
        {"parts": "none", "submit_days": 1, "decision_days": 1},
    ),
    "remuneration": (
        {"model": "monthly", "amount": "100.00"},
        {"model": "flat-per-product", "amount": "9.50"},
        {"model": "per-act", "hourly_rate": "12.00", "parts_markup_percent": "7.5"},
        {
            "model": "per-act",
            "flat_rates": [{"work": "w", "price": "1.00"}],
            "travel_per_km": "0.50",
        },
        {
            "model": "per-act",
            "hourly_rate": "9.00",
            "flat_rates": [{"work": "w", "price": "2.00"}],
            "bonus": {"percent": 3, "on_time_percent": 95},
        },
    ),
    "settlement": (None, {"vat": "none", "vat_ground": "exempt"}),
    "data_protection": (None, {}, {"role": "processor"}),
    "confidentiality": (None, {}, {"years": 1}),
    "liability": (
        {},
        {"cap": "amount", "cap_amount": "5000.00"},
        {"cap": "annual-remuneration"},
        {"cap": "annual-remuneration", "negotiated": True},
    ),
    "safeguards": (
        None,
        {},
        {"insurance": {}, "compliance": False},
        {"insurance": {"amount": "1000000.00"}, "trade_marks": True, "audit": True},
    ),
    "penalties": (
        None,
        {"repair_percent": "0.1", "cap_percent": 5},
        {"repair_percent": "0.1", "payment_percent": "0.1", "cap_percent": 5},
    ),
    "recourse": (None, {}, {"notice_days": 1}),
    "force_majeure": (None, {}, {"notice_days": 1, "end_after_months": 1}),
    "term": (
        {"starts": "2026-12-01"},
        {"starts": "2026-12-01", "notice_months": 1},
        {"starts": "2026-12-01", "ends": "2027-11-30", "renewal_months": 1},
    ),
    "notices": ({}, {"electronic": "none"}, {"electronic": "edi", "operator": "Op"}),
    "disputes": (
        {"court": "X"},
        {"court": "X.", "claim_days": 30},
        {"arbitration": "Y", "claim_days": 1},
    ),
    "special_terms": ([], ["One", "Two."]),
    "definitions": ([], [{"term": "Leaflet", "meaning": "a leaflet"}]),
    "contacts": ([], [{"matter": "m", "name": "n", "email": "a@b.example"}]),
    "act_form": (False, True),
    "copies": (1, 2, 3),
    "seal": (None, True, False),
    "principal.authority": (None, {"text": "Устав", "gen": "Устава"}),
}


def words(document: Document) -> str:
    lines = []
    for block in document.blocks:
        if isinstance(block, Table):
            lines += [plain(cell) for row in (block.header, *block.rows) for cell in row]
        elif isinstance(content := getattr(block, "content", None), tuple):
            lines.append(plain(content))
    return "\n".join(lines).replace("\u00a0", " ")


def made(lang: str, law: str, choice: dict[str, Any]) -> Document:
    german = GERMAN if law == "de" else {}
    data = merged(AGREEMENT, {"lang": lang} | german)
    changes = {
        key: value for key, value in choice.items() if not (key == "settlement" and value is None)
    }
    busy = [key for key, value in choice.items() if value == "service-centre"]
    if busy and not choice["service_centres"]:
        changes |= dict.fromkeys(busy, "seller")
    return composed(assess(load(merged(data, changes))), None)


def assert_clean(document: Document) -> None:
    text = words(document)
    found = FAULTS.search(text) or ONE.search(text)
    assert not found, text[max(0, found.start() - 60) : found.end() + 40]


def first_choices() -> dict[str, Any]:
    return {key: values[0] for key, values in CHOICES.items()}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("law", LAWS)
def test_every_alternative_alone_reads_clean(lang: str, law: str) -> None:
    for key, values in CHOICES.items():
        for value in values[1:]:
            assert_clean(made(lang, law, first_choices() | {key: value}))


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("law", LAWS)
def test_alternatives_together_read_clean(lang: str, law: str) -> None:
    chance = random.Random(f"{lang}-{law}")  # noqa: S311 (nothing secret)
    for _ in range(40):
        assert_clean(
            made(lang, law, {key: chance.choice(values) for key, values in CHOICES.items()})
        )


@pytest.mark.parametrize("law", LAWS)
def test_the_same_choice_gives_the_same_clauses_in_every_language(law: str) -> None:
    chance = random.Random(law)  # noqa: S311 (nothing secret)
    for _ in range(20):
        choice = {key: chance.choice(values) for key, values in CHOICES.items()}
        shapes = [
            [
                (type(block).__name__, getattr(block, "id", ""), getattr(block, "number", ""))
                for block in made(lang, law, choice).blocks
                if not isinstance(block, Annex)
            ]
            for lang in LANGS
        ]
        assert shapes[0] == shapes[1] == shapes[2]


@pytest.mark.parametrize("lang", LANGS)
def test_the_currency_of_payment_is_named_in_words(lang: str) -> None:
    """English: payment "in CHF by transfer" is no sentence."""
    for code in CURRENCIES:
        document = made(lang, "de", first_choices() | {"currency": code})
        payment = [
            plain(block.content)
            for block in document.blocks
            if isinstance(block, Clause) and block.id == "settlement-payment"
        ]
        assert len(payment) == 1
        assert code not in payment[0]


@pytest.mark.parametrize("lang", LANGS)
def test_each_law_cites_its_own_statutes_only(lang: str) -> None:
    full = {key: values[-1] for key, values in CHOICES.items()} | {"consumers": True}
    german, russian = words(made(lang, "de", full)), words(made(lang, "ru", full))
    assert "BGB" in german
    assert not re.search(r"BGB|HGB|UStG|DSGVO|GDPR", russian)
    assert not re.search(r"Russian Federation|Russischen|Российской Федерации|ГК РФ", german)


@pytest.mark.parametrize("lang", LANGS)
def test_annexes_are_numbered_and_referred_to(lang: str) -> None:
    full = first_choices() | {
        "products_annex": True,
        "service_centres": [CENTRE],
        "act_form": True,
        "contacts": CHOICES["contacts"][1],
        "service_levels": CHOICES["service_levels"][1],
        "remuneration": CHOICES["remuneration"][4],
    }
    document = made(lang, "de", full)
    annexes = [block for block in document.blocks if isinstance(block, Annex)]
    assert [annex.number for annex in annexes] == ["1", "2", "3", "4", "5", "6"]
    clauses = " ".join(
        plain(block.content) for block in document.blocks if isinstance(block, Clause)
    ).replace("\u00a0", " ")
    for number in "123456":
        assert re.search(rf"(?:Anlage|[Aa]nnex|приложени\w+ №) {number}\b", clauses), number


SAFEGUARDS = {
    "insurance": ({}, {"de": "Versicherung", "ru": "Страхование", "en": "Insurance"}),
    "trade_marks": (True, {"de": "Kennzeichen", "ru": "Товарные знаки", "en": "Marks"}),
    "audit": (True, {"de": "Prüfung", "ru": "Проверка", "en": "Audit"}),
    "compliance": (True, {"de": "Regeltreue", "ru": "Добросовестность", "en": "Compliance"}),
}


@pytest.mark.parametrize("lang", LANGS)
def test_a_heading_names_only_the_safeguards_that_follow(lang: str) -> None:
    for chosen, (value, words_of) in SAFEGUARDS.items():
        safeguards = {"compliance": False, chosen: value}
        document = made(lang, "ru", first_choices() | {"safeguards": safeguards})
        titles = [
            plain(block.content)
            for block in document.blocks
            if isinstance(block, Clause) and block.id == "safeguards"
        ]
        assert titles == [words_of[lang]]


@pytest.mark.parametrize(("lang", "law"), [*product(LANGS, LAWS)])
def test_sentences_of_the_users_own_begin_with_a_capital(lang: str, law: str) -> None:
    own = {
        "recitals": ["they know each other"],
        "special_terms": ["old goods are serviced"],
        "disputes": {"court": "the courts decide"},
    }
    text = words(made(lang, law, first_choices() | own))
    for sentence in ("They know each other.", "Old goods are serviced.", "The courts decide."):
        assert sentence in text
