"""Two inputs of one bilingual document: words may differ, facts may not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from aftersales_docs.checking import check
from aftersales_docs.kinds.service_agreement.schema import ServiceAgreement
from aftersales_docs.schemas.bilingual import differences
from aftersales_docs.schemas.mapping import mapping_source
from aftersales_docs.schemas.problems import validate
from tests.kinds.cases import merged
from tests.kinds.test_contracts import AGREEMENT


def fields(changes: dict[str, Any]) -> list[str]:
    first = validate(mapping_source(AGREEMENT), ServiceAgreement)
    second = validate(mapping_source(merged(AGREEMENT, changes)), ServiceAgreement)
    return [problem.field for problem in differences(first, second)]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"lang": "ru", "place": "Самара", "territory": "Самарская область"},
        {"principal.name": "Изготовитель", "products": [{"name": "радио", "warranty_months": 24}]},
    ],
)
def test_words_may_differ(changes: dict[str, Any]) -> None:
    assert fields(changes) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"number": "2"}, "number"),
        ({"date": "2026-11-24"}, "date"),
        ({"service_levels.repair_days": 31}, "service_levels.repair_days"),
        ({"remuneration.amount": "100.01"}, "remuneration.amount"),
        ({"duties.repair": "principal"}, "duties.repair"),
        ({"products": [{"name": "radios", "warranty_months": 23}]}, "products[0].warranty_months"),
        ({"special_terms": ["x"]}, "special_terms"),
        ({"penalties": {"repair_percent": 1, "cap_percent": 5}}, "penalties"),
        ({"consumers": False}, "consumers"),
        ({"seller.inn": "7707083893"}, "seller.inn"),
        ({"settlement.vat": 10}, "settlement.vat"),
        ({"law": "de"}, "law"),
    ],
)
def test_facts_may_not(changes: dict[str, Any], field: str) -> None:
    assert fields(changes) == [field]


def test_check_tells_of_the_second_file(tmp_path: Path) -> None:
    first = AGREEMENT | {"bilingual": {"file": "ru.json", "prevailing": "en"}}
    second = merged(AGREEMENT, {"lang": "ru", "number": "2", "seller.name": "Продавец"})
    (tmp_path / "en.json").write_text(json.dumps(first), encoding="utf-8")
    (tmp_path / "ru.json").write_text(json.dumps(second), encoding="utf-8")
    (problem,) = [one for one in check(tmp_path / "en.json") if one.severity == "error"]
    assert (problem.code, problem.field) == ("languages-differ", "number")
    assert problem.place is not None


def test_words_with_their_cases_are_words() -> None:
    authority = {"principal.authority": {"text": "Устав", "gen": "Устава"}}
    first = validate(mapping_source(merged(AGREEMENT, {"principal.authority": "the Charter"})),
                     ServiceAgreement)  # fmt: skip
    second = validate(mapping_source(merged(AGREEMENT, authority)), ServiceAgreement)
    assert not list(differences(first, second))
