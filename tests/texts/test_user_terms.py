"""Terms that the parties define themselves: used, once, and nothing like a term undefined."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from aftersales_docs.document import Clause, Document, Meta, Strong, Text
from aftersales_docs.language import Lang
from aftersales_docs.texts.user_terms import UserTerm, UserText, term_problems


def document(lang: Lang, terms: Sequence[str], *texts: str) -> Document:
    meta = Meta("kind", lang, "de", "din", "decimal", "T", "A", None, {})
    library = {"de": "Ware", "ru": "Товар", "en": "Goods"}[lang]
    blocks = [
        Clause("def-goods", 2, "1.1.", (Strong((Text(library),)), Text(" X."))),
        *(
            Clause(f"def-own-{i}", 2, f"1.{i}.", (Strong((Text(term),)), Text(" X.")))
            for i, term in enumerate(terms, start=2)
        ),
        *(Clause(f"c-{i}", 2, f"2.{i}.", (Text(text),)) for i, text in enumerate(texts)),
    ]
    return Document(meta, tuple(blocks))


def found(lang: Lang, terms: Sequence[str], own: Sequence[str], *texts: str) -> list[str]:
    problems = term_problems(
        document(lang, terms, *own, *texts),
        [UserTerm(f"definitions[{i}].term", term) for i, term in enumerate(terms)],
        [UserText(f"special_terms[{i}]", text) for i, text in enumerate(own)],
        ["Hannover", "Самара"],
    )
    return [f"{problem.code} {problem.field}" for problem in problems]


@pytest.mark.parametrize(
    ("lang", "term", "text"),
    [
        ("de", "Merkblatt", "Die Fassung des Merkblatts gilt."),
        ("ru", "Памятка", "Действует редакция Памятки."),
        ("ru", "Складской запас", "Объём Складского запаса указан."),
        ("en", "Leaflet", "All Leaflets are displayed."),
        ("en", "Stock List", "According to the Stock List."),
    ],
)
def test_a_term_counts_as_used_in_any_form(lang: Lang, term: str, text: str) -> None:
    assert found(lang, [term], [], text) == []
    assert found(lang, [term], [], "Nothing.") == ["term-unused definitions[0].term"]


def test_a_term_defined_twice() -> None:
    twice = found("en", ["Leaflet", "leaflet"], [], "A Leaflet.")
    assert twice == ["term-defined-twice definitions[1].term"]
    assert found("en", ["Goods"], [], "The Goods.") == ["term-defined-twice definitions[0].term"]


@pytest.mark.parametrize(
    ("lang", "text", "fires"),
    [
        ("en", "The parties keep the Stock Register up to date.", True),
        ("en", "The parties keep the Goods in Hannover.", False),
        ("en", "The parties keep the goods dry.", False),
        ("ru", "Стороны ведут Реестр запасов ежемесячно.", True),
        ("ru", "Стороны хранят Товар на складе.", False),
        ("ru", "Стороны применяют «Памятку» без изменений.", True),
        ("de", "Es gilt das „Merkblatt“ in seiner neuesten Fassung.", True),
        ("de", "Es gilt das Merkblatt in seiner neuesten Fassung.", False),
        ("de", "Die „Ware“ ist trocken zu lagern.", False),
    ],
)
def test_words_that_look_like_terms(lang: Lang, text: str, fires: bool) -> None:
    assert ("term-undefined special_terms[0]" in found(lang, [], [text])) == fires
