"""Law has dates: which citation and which fact applies follows from the day."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations

import pytest

from aftersales_docs.language import LANGS
from aftersales_docs.law import LAWS, UnknownFactError, de, law_of, ru
from aftersales_docs.law.facts import Citation, CitedText, Fact, holds

ENTRIES: dict[str, tuple[Citation | Fact, ...]] = {
    "ru": (*ru.CITATIONS, *ru.FACTS),
    "de": (*de.CITATIONS, *de.FACTS),
}


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
@pytest.mark.parametrize("lang", LANGS)
def test_every_citation_is_set_with_no_break_spaces(law: str, lang: str) -> None:
    cited = law_of(law).cite(lang)
    assert cited
    for key, text in cited.items():
        for form in (text.nom, text.gen, text.dat, text.acc, text.ins, text.prp):
            assert form, key
            assert not re.search(r"(§|ст\.|гл\.|ч\.|№|Art\.|Abs\.|Nr\.|No\.) ", form), (key, form)


def test_cases() -> None:
    code = law_of("ru").cite("ru")["labour_code"]
    assert isinstance(code, CitedText)
    assert code.gen == "Трудового кодекса Российской Федерации"
    assert code.prp == "Трудовом кодексе Российской Федерации"
    assert law_of("de").cite("de")["product_safety_act"].gen.startswith("des Produktsicherheits")
    article = law_of("de").cite("de")["right_of_direction"]
    assert article == article.gen == "§\u00a0106 GewO"


def test_what_is_not_there_is_named() -> None:
    with pytest.raises(UnknownFactError, match="'ru' has no 'vat'"):
        law_of("ru").fact("vat")
    with pytest.raises(UnknownFactError, match="2018-12-31"):
        law_of("ru", date(2018, 12, 31)).fact("vat_standard_rate")
    with pytest.raises(UnknownFactError, match="nothing"):
        law_of("de").cite("en")["nothing"]


@pytest.mark.parametrize("law", LAWS)
def test_every_entry_names_its_source_and_day(law: str) -> None:
    keys = {entry.key for entry in ENTRIES[law] if isinstance(entry, Citation)}
    for entry in ENTRIES[law]:
        assert len(entry.source) > 5
        assert entry.as_of <= date(2026, 11, 23)
        if isinstance(entry, Fact):
            assert entry.citation_key in keys
