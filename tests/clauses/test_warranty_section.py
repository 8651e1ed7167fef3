"""Every warranty section reads clean: each language, law, contract and buyer, lean and full."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from aftersales_docs import load
from aftersales_docs.document import Clause, plain
from aftersales_docs.pipeline import _composed
from tests.assessment.cases import merged
from tests.assessment.test_contracts import SECTION
from tests.clauses.test_every_combination import FAULTS, words
from tests.inputs import LANGS, LAWS

FULL: dict[str, Any] = {
    "host": {"name": "H", "number": "1", "date": "2026-11-23"},
    "period": {"months": 24, "start": "handover", "latest_months": 30}, "quality": ["a", "b"],
    "exclusions": ["a", "b"], "notice": {}, "examination": {"expert": "X"},
    "remedies": {"choice": "buyer", "attempts": 1}, "loan_unit_days": 3, "spare_parts": {},
    "recourse": True, "limitation_months": 24, "special_terms": ["One", "Two."],
    "guarantee": {"guarantor": "G", "address": "A", "months": 36, "territory": "T",
                  "covers": "All"},
}  # fmt: skip
OWN = {
    "names": {
        "supplier": {"text": "die Firma X", "gen": "der Firma X", "dat": "der Firma X",
                     "acc": "die Firma X"},
        "buyer": "customer", "goods": "equipment",
    },
}  # fmt: skip


@pytest.mark.parametrize(("lang", "law"), product(LANGS, LAWS))
@pytest.mark.parametrize("contract", ["supply", "sale", "work"])
def test_every_section_reads_clean(lang: str, law: str, contract: str) -> None:
    for changes, consumer in product(
        ({}, FULL, FULL | {"extension": {"repair": "new-period-for-part"}},
         FULL | {"costs": {"transport": "buyer", "dismantling": False}}),
        (True, False),
    ):  # fmt: skip
        base = {"lang": lang, "law": law, "contract": contract, "consumer": consumer}
        text = words(_composed(load(merged(SECTION, base | changes)), None))
        found = FAULTS.search(text.replace("\u00a0", " "))
        assert not found, text[max(0, found.start() - 40) : found.end() + 40]


@pytest.mark.parametrize("start", ["handover", "delivery", "commissioning", "resale"])
def test_the_section_begins_at_the_number_chosen(start: str) -> None:
    data = merged(SECTION, {"section": 8, "form": "fragment", "period.start": start})
    document = _composed(load(data), None)
    numbers = [block.number for block in document.blocks if isinstance(block, Clause)]
    assert numbers[:3] == ["8.", "8.1.", "8.2."]


def test_the_parties_are_called_as_in_the_host() -> None:
    document = _composed(load(merged(SECTION, {"lang": "de"} | OWN)), None)
    text = " ".join(plain(clause.content) for clause in document.clauses())
    assert "Die Firma X steht dafür ein, dass die Anlage" in text
    assert "des Kunden" in text
    assert "Lieferant" not in text
