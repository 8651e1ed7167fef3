"""Law chosen, territory and the homes of consumers: told where they do not go together."""

from __future__ import annotations

from typing import Any

import pytest

from aftersales_docs import api
from aftersales_docs.kinds import KINDS
from aftersales_docs.law import LAWS
from aftersales_docs.rules import conflict_of_laws
from aftersales_docs.rules.conflict_of_laws import countries
from aftersales_docs.schemas.mapping import mapping_source
from aftersales_docs.schemas.problems import validate
from tests.inputs import SAMPLES
from tests.kinds.cases import merged
from tests.kinds.test_contracts import AGREEMENT

PLACES = {
    "DE": ("Bundesrepublik Deutschland", "Germany", "вся территория Германии", "ФРГ"),
    "RU": (
        "Russische Föderation",
        "Russland",
        "the Russian Federation",
        "Российская Федерация",
        "территория Российской Федерации",
        "Москва, РФ",
        "по всей России",
    ),
    "AT": ("Österreich", "Austria", "Австрия"),
    "KZ": ("Kasachstan", "Kazakhstan", "Республика Казахстан"),
}
HOME = {"de": "DE", "ru": "RU"}
CODES = {"territory-under-other-law", "territory-in-other-countries", "consumer-under-other-law"}


def told(problems: Any) -> list[tuple[str, str, str]]:
    return [(one.code, str(one.severity), one.field) for one in problems if one.code in CODES]


def agreement(**changes: Any) -> list[tuple[str, str, str]]:
    kind = KINDS["service-agreement"]
    model = validate(mapping_source(merged(AGREEMENT, changes)), kind.model)
    return told(kind.judge(model).problems)


@pytest.mark.parametrize("law", LAWS)
def test_every_law_has_a_home(law: str) -> None:
    assert law in conflict_of_laws._HOME
    assert law in conflict_of_laws._LAWS


@pytest.mark.parametrize(("code", "text"), [(c, t) for c, texts in PLACES.items() for t in texts])
def test_countries_in_three_languages(code: str, text: str) -> None:
    assert countries(text) == [code]


@pytest.mark.parametrize(
    "text",
    [
        "Österreichische Küche",
        "Russlanddeutsche",
        "Samara",
        "alle Staaten außer Russland",
        "Прусской области",
        "страны, кроме России",
        "Europe, excluding Germany",
    ],
)
def test_what_is_no_country_or_excepted(text: str) -> None:
    assert countries(text) == []


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize(("code", "text"), [(c, texts[0]) for c, texts in PLACES.items()])
def test_a_territory_under_another_law(law: str, code: str, text: str) -> None:
    vat = 22 if law == "ru" else 19
    base = {"law": law, "settlement": {"vat": vat}, "territory": text}
    warned = [] if HOME[law] == code else [("territory-under-other-law", "warning", "territory")]
    assert agreement(**base) == warned
    assert agreement(**base, consumers=False) == []


@pytest.mark.parametrize("law", LAWS)
def test_a_territory_in_other_countries_too(law: str) -> None:
    vat = 22 if law == "ru" else 19
    text = "Deutschland, Österreich und Russland"
    assert agreement(law=law, settlement={"vat": vat}, territory=text) == [
        ("territory-in-other-countries", "note", "territory")
    ]


@pytest.mark.parametrize(
    ("law", "article", "other"),
    [("de", "Rome I", "Civil Code"), ("ru", "Civil Code", "Rome I")],
)
def test_the_articles_of_both_are_cited(law: str, article: str, other: str) -> None:
    kind = KINDS["service-agreement"]
    changes = {
        "law": law,
        "settlement": {"vat": 22 if law == "ru" else 19},
        "territory": "Russland" if law == "de" else "Germany",
    }
    model = validate(mapping_source(merged(AGREEMENT, changes)), kind.model)
    (found,) = (one for one in kind.judge(model).problems if one.code in CODES)
    message = found.message.replace("\xa0", " ")
    assert message.index(article) < message.index(other)
    assert "1212" in message
    assert "6" in message


PEOPLE = [
    sample
    for sample in SAMPLES
    if sample.parent.name in {"claim-response", "completion-certificate"}
]


@pytest.mark.parametrize("sample", PEOPLE, ids=lambda path: path.stem)
def test_where_a_consumer_lives(sample: Any) -> None:
    data = api.load(sample)
    field = "claimant" if data.kind.id == "claim-response" else "customer"
    person = getattr(data.model, field)
    for code, texts in PLACES.items():
        moved = person.model_copy(update={"address": ("Hauptstraße 1", texts[0])})
        model = data.model.model_copy(update={field: moved})
        abroad = person.type == "consumer" and HOME[data.model.law] != code
        expected = [("consumer-under-other-law", "warning", f"{field}.address")] if abroad else []
        assert told(data.kind.judge(model).problems) == expected


def test_a_guarantee_for_another_country() -> None:
    data = api.load(next(one for one in SAMPLES if one.stem == "sale-consumer-guarantee.de.de"))
    for text, codes in (
        ("Deutschland", []),
        ("Russland", ["territory-under-other-law"]),
        ("Deutschland und Österreich", ["territory-in-other-countries"]),
    ):
        guarantee = data.model.guarantee.model_copy(update={"territory": text})  # type: ignore[attr-defined]
        model = data.model.model_copy(update={"guarantee": guarantee})
        assert [one[0] for one in told(data.kind.judge(model).problems)] == codes
