"""Two inputs of one bilingual document: words may differ, facts may not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from aftersales_docs import api
from aftersales_docs.checking import check
from aftersales_docs.errors import DataError
from aftersales_docs.kinds.service_agreement.schema import ServiceAgreement
from aftersales_docs.loading import load
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


@pytest.mark.wide
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
        ({"seller.inn": "7700000009"}, "seller.inn"),
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
    first = validate(
        mapping_source(merged(AGREEMENT, {"principal.authority": "the Charter"})), ServiceAgreement
    )
    second = validate(mapping_source(merged(AGREEMENT, authority)), ServiceAgreement)
    assert not list(differences(first, second))


# What stands in one file


def written(folder: Path, first: dict[str, Any], second: dict[str, Any]) -> Path:
    both = {"bilingual": {"file": "ru.json", "prevailing": "en"}}
    (folder / "en.json").write_text(json.dumps(first | both), encoding="utf-8")
    (folder / "ru.json").write_text(json.dumps(second), encoding="utf-8")
    return folder / "en.json"


def errors(file: Path) -> list[str]:
    return [one.field for one in check(file) if one.severity == "error"]


@pytest.mark.parametrize("field", ["patronymic", "gender", "academic_title"])
def test_what_one_language_needs_need_not_stand_in_the_other(tmp_path: Path, field: str) -> None:
    person = {"surname": "Brandt", "given_name": "Sabine", "gender": "female"}
    more = person | {field: "female" if field == "gender" else "Х."}
    less = {key: value for key, value in person.items() if key != field}
    inside = "principal.representative"
    for ours, theirs in ((more, less), (less, more)):
        first = merged(AGREEMENT, {inside: {"post": "Director", "person": ours}})
        second = merged(AGREEMENT, {"lang": "ru", inside: {"post": "директор", "person": theirs}})
        assert "principal.representative.person" not in " ".join(
            errors(written(tmp_path, first, second))
        )


def test_the_second_file_needs_its_words_only(tmp_path: Path) -> None:
    words = {
        "kind": "service-agreement",
        "lang": "ru",
        "place": "Самара",
        "territory": "Самарская область",
        "principal": {"name": "Изготовитель", "representative": {"post": "директор"}},
        "seller": {"name": "Продавец", "representative": {"post": "директор"}},
        "products": [{"name": "радио"}],
        "disputes": {"court": "суд"},
    }
    file = written(tmp_path, AGREEMENT, words)
    second = load(file).second
    assert second is not None
    ours, theirs = load(file).model, second.model
    assert not list(differences(ours, theirs))
    assert theirs.products[0].warranty_months == ours.products[0].warranty_months  # type: ignore[attr-defined]
    assert theirs.products[0].name == "радио"  # type: ignore[attr-defined]


def test_words_are_never_taken_from_the_other_language(tmp_path: Path) -> None:
    second = {"kind": "service-agreement", "lang": "ru"}
    found = errors_of_load(written(tmp_path, AGREEMENT, second))
    assert {"place", "territory", "disputes"} <= set(found)
    assert not {"number", "date", "remuneration", "settlement"} & set(found)


def errors_of_load(file: Path) -> list[str]:
    with pytest.raises(DataError) as caught:
        load(file)
    return [problem.field for problem in caught.value.problems]


ONE_FILE = merged(
    AGREEMENT,
    {
        "bilingual": {"second": "ru", "prevailing": "ru"},
        "place": {"en": "Samara", "ru": "Самара"},
        "territory": {"en": "Samara Region", "ru": "Самарская область"},
        "products": [{"name": {"en": "radios", "ru": "радио"}, "warranty_months": 24}],
        "disputes": {"court": {"en": "the court", "ru": "суд"}},
    },
)


def test_one_file_has_both_languages() -> None:
    data = load(ONE_FILE)
    assert data.second is not None
    ours, theirs = data.model, data.second.model
    assert (ours.lang, theirs.lang) == ("en", "ru")
    assert (ours.place, theirs.place) == ("Samara", "Самара")  # type: ignore[attr-defined]
    assert ours.products[0].name == "radios"  # type: ignore[attr-defined]
    assert theirs.products[0].name == "радио"  # type: ignore[attr-defined]
    assert not list(differences(ours, theirs))
    assert api.compose(data).meta.title.count("·") == 1


def test_the_file_is_carried_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "both.json"
    file.write_text(json.dumps(ONE_FILE, ensure_ascii=False), encoding="utf-8")
    data = load(file)
    document = api.compose(data)
    held = api.inside(document, None, data, True)
    assert dict(held.inputs) == {"input.json": file.read_bytes()}


def test_a_mistake_in_one_language_is_told_at_its_place(tmp_path: Path) -> None:
    file = tmp_path / "both.yaml"
    text = json.dumps(ONE_FILE, ensure_ascii=False, indent=1)
    wrong = text.replace('"ru": "Самарская область"', '"ru": ["Самарская область"]')
    file.write_text(wrong, encoding="utf-8")
    (problem,) = [one for one in check(file) if one.severity == "error"]
    assert problem.field == "territory"
    assert problem.place is not None
    assert problem.place.line == 1 + wrong[: wrong.index('["Самарская')].count("\n")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"territory": {"de": "Bayern"}}, "missing"),
        ({"bilingual": {"second": "ru", "file": "x.yaml", "prevailing": "ru"}}, "file-or-second"),
        ({"bilingual": {"prevailing": "ru"}}, "file-or-second"),
        ({"bilingual": {"second": "en", "prevailing": "en"}}, "no-second-language"),
    ],
)
def test_what_is_no_pair(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(DataError) as caught:
        load(merged(ONE_FILE, changes))
    assert code in [problem.code for problem in caught.value.problems]


def test_a_document_in_one_language_takes_its_own() -> None:
    names = {"en": "Nordwerk Ltd", "de": "Nordwerk GmbH", "ru": "ООО «Нордверк»"}
    for lang in ("de", "en"):
        data = load(merged(AGREEMENT, {"lang": lang, "principal.name": names}))
        assert data.model.principal.name == names[lang]  # type: ignore[attr-defined]
