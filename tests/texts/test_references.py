"""References name what they refer to; defined terms are defined once, and where they are used."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from aftersales_docs.document import (
    Annex,
    Clause,
    Document,
    Meta,
    Ref,
    Term,
    inlines_of,
    plain,
    walk,
)
from aftersales_docs.errors import LibraryError
from aftersales_docs.language import Lang
from aftersales_docs.pdf import write as write_pdf
from aftersales_docs.resources import Templates, data_root
from aftersales_docs.template_check.check import check
from aftersales_docs.texts import compose as compose_module
from aftersales_docs.texts.compose import compose
from aftersales_docs.texts.forms import FORMS
from aftersales_docs.texts.library import base_context, library_text
from aftersales_docs.word import write as write_word
from tests.reading import docx_lines, pdf_words

HEAD = '---\ntitle: "T"\nauthor: "A"\npage: Page\nof: of\n---\n'
TEXT = """
## Terms {#terms}

1. {#def-goods defines="goods"} **Goods** are what [Sellers](seller) sell.

1. {#def-seller defines="seller"} **Seller** is who sells.

1. {#def-part defines="part"} **Part** is a piece of the [Goods](goods).

## Work {#work}

1. {#transport} The [Goods](goods) travel.

1. {#refers} See [[transport]], [[work]]{% if annexes %} and [[list]]{% endif %}.

::: annex {#plan when="annexes"}
Annex {{ annex }} to No. 7
Plan
:::

::: annex {#list when="annexes"}
Annex {{ annex }} to No. 7
List of <*parts*>
:::

Nothing. {#nothing when="annexes"}
"""


def made(folder: Path, text: str, lang: Lang = "en", **values: object) -> Document:
    path = folder / "texts" / "kind" / f"{lang}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEAD + text, encoding="utf-8")
    own = Templates((folder, data_root() / "templates"))
    library_text.cache_clear()
    meta = Meta("kind", lang, "de", "din", "decimal", "T", "A", None, {"page": "P", "of": "o"})
    context = base_context(lang) | {"annexes": True} | values
    return compose(library_text(own, "kind", lang), context, meta)


def words(document: Document, clause: str) -> str:
    (found,) = [block for block in document.clauses() if block.id == clause]
    return plain(found.content)


def test_references_bring_their_nouns(tmp_path: Path) -> None:
    document = made(tmp_path, TEXT)
    assert words(document, "refers") == "See clause\u00a02.1, clause\u00a02 and Annex\u00a02."
    (refers,) = [block for block in document.clauses() if block.id == "refers"]
    refs = [node for node in refers.content if isinstance(node, Ref)]
    assert [(ref.target, ref.label, ref.annex) for ref in refs] == [
        ("transport", "2.1", False),
        ("work", "2", False),
        ("list", "2", True),
    ]


@pytest.mark.parametrize(
    ("lang", "reference", "expected"),
    [
        ("ru", "Согласно [[transport:dat]]", "Согласно пункту\u00a02.1"),
        ("ru", "в [[work:prp]] и [[list:prp]]", "в разделе\u00a02 и приложении\u00a0№\u00a02"),
        ("ru", "из [[transport:gen]]", "из пункта\u00a02.1"),
        ("ru", "[[transport:ins]]", "пунктом\u00a02.1"),
        ("ru", "[[transport]]", "пункт\u00a02.1"),
        ("de", "nach [[transport:dat]]", "nach Ziffer\u00a02.1"),
        ("de", "in [[list]]", "in Anlage\u00a02"),
        ("de", "Abschnitt [[work:number]]", "Abschnitt\u00a02"),
    ],
)
def test_nouns_stand_in_their_case(
    tmp_path: Path, lang: Lang, reference: str, expected: str
) -> None:
    text = TEXT.replace("See [[transport]], [[work]]", f"{reference}; [[work]]")
    found = words(made(tmp_path, text, lang), "refers").split("; ")[0]
    assert found.replace("\u00a0", " ") == expected.replace("\u00a0", " ")


def test_a_term_that_nothing_uses_is_left_out(tmp_path: Path) -> None:
    document = made(tmp_path, TEXT)
    assert [block.id for block in document.clauses()][:3] == ["terms", "def-goods", "def-seller"]
    # Without its use the goods go, and with them the seller, whom only they name.
    document = made(tmp_path, TEXT.replace("The [Goods](goods) travel", "All travels"))
    assert [block.id for block in document.clauses()] == ["terms", "work", "transport", "refers"]


def test_terms_are_plain_words_in_the_document(tmp_path: Path) -> None:
    document = made(tmp_path, TEXT)
    assert words(document, "transport") == "The Goods travel."
    assert not [
        node for block in document.clauses() for node in block.content if isinstance(node, Term)
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("## A {#a}\n\n1. {#b} See [x](gone).", "clause 'b' uses the term 'gone'"),
        ("## A {#a}\n\n- **See [x](gone)**", "uses the term 'gone'"),
        (
            '## A {#a}\n\n1. {#b defines="x"} X.\n\n1. {#c defines="x"} X.',
            "the term 'x' is defined twice",
        ),
        ('## A {#a}\n\n1. {#b} See [[c]].\n\n1. {#c when="none"} C.', "refers to 'c'"),
    ],
)
def test_errors_name_the_clause_and_the_term(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(LibraryError, match=message):
        made(tmp_path, text, none=None)


def test_annexes_are_counted_and_shown(tmp_path: Path) -> None:
    document = made(tmp_path, TEXT)
    annexes = [block for block in document.blocks if isinstance(block, Annex)]
    assert [(annex.id, annex.number) for annex in annexes] == [("plan", "1"), ("list", "2")]
    own = Templates((data_root() / "templates",))
    lines = [line.replace("\u00a0", " ") for line in docx_lines(write_word(document, own, {}))]
    assert "Annex 2 to No. 7" in lines
    assert "List of <parts>" in lines
    shown = pdf_words(write_pdf(document, own, {}))
    assert "Annex 2 to No. 7" in shown
    assert "clause 2.1, clause 2 and Annex 2" in shown


def test_clauses_know_no_level_but_theirs(tmp_path: Path) -> None:
    document = made(tmp_path, TEXT, annexes=False)
    assert not [block for block in document.blocks if isinstance(block, Annex)]
    assert all(isinstance(block, Clause) for block in document.blocks)


# A line of every form, and of every other block, in which words may stand.
PLACES = {
    "letterhead": "::: letterhead\n@\n:::",
    "title": "::: title\nT\n@\n:::",
    "contents": "::: contents {#c}\n@\n:::",
    "spread": "::: spread\na | @\n:::",
    "fields": "::: fields {#f}\n@ | b\n:::",
    "field": "::: fields {#f}\na | @\n:::",
    "head": '::: table {#t widths="1 1 1"}\n@ | b | c\n---\n1 | 2 | 3\n:::',
    "cell": '::: table {#t widths="1 1 1"}\na | b | c\n---\n1 | 2 | @\n:::',
    "totals": '::: table {#t widths="1 1 1"}\na | b | c\n---\n1 | 2 | 3\n:::\n\n'
    "::: totals {#s}\n@ | 3\n:::",
    "stamp": "::: stamp {#s}\n@\n[x]\n:::",
    "signature": "::: signature {#s}\nA\n[@]\n:::",
    "pair": '::: signature {#a}\nA\n[x]\n:::\n\n::: signature {#b beside="a"}\nB\n[x]\n@\n:::',
    "annex": "::: annex {#x}\n@ Annex {{ annex }}\nTitle\n:::",
    "annex-title": "::: annex {#x}\nAnnex {{ annex }}\n@\n:::",
    "opening": "::: opening\na\n---\nb\n---\nc\n---\nd | @\n:::",
    "sender": "::: opening\na\n---\n@\n---\nc\n---\nd | e\n:::",
    "subject": "::: subject\n@\n:::",
    "salutation": "::: salutation\n@\n:::",
    "closing": "::: closing {#c}\n@\n---\nb\n:::",
    "foot": "::: foot\n@\n:::",
    "heading": "## @ {#h}",
    "unnumbered": "## @ {#h unnumbered}",
    "paragraph": "@",
    "item": "- @",
    "strong": "**x *@***",
}
DEFINED = '## A {#a}\n\n1. {#d defines="goods"} **Goods** are things.\n\n1. {#b} B.\n\n'


def test_the_places_are_all_forms() -> None:
    text = "\n".join(PLACES.values())
    assert set(re.findall(r"::: (\w+)", text)) == set(FORMS)


@pytest.mark.parametrize("place", PLACES)
def test_references_and_terms_are_resolved_everywhere(tmp_path: Path, place: str) -> None:
    text = DEFINED + PLACES[place].replace("@", "see [[b]] on [Goods](goods)")
    document = made(tmp_path, text)
    said = [
        plain(content).replace("\u00a0", " ")
        for block in document.blocks
        for content in inlines_of(block)
    ]
    assert [one for one in said if "see clause 1.2 on Goods" in one], said
    nodes = [
        node
        for block in document.blocks
        for content in inlines_of(block)
        for node in walk(content)
    ]
    assert not [node for node in nodes if isinstance(node, Term)]
    # The use in this place alone keeps the definition in the document.
    assert "d" in [block.id for block in document.clauses()]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("words", ["[[gone]]", "[x](gone)"])
def test_what_is_not_there_is_told_everywhere(tmp_path: Path, place: str, words: str) -> None:
    text = PLACES[place].replace("@", words)
    with pytest.raises(LibraryError, match=r"en\.md:\d+: error: .*'gone'"):
        made(tmp_path, text)
    path = tmp_path / "texts" / "claim-response" / "en.md"
    path.parent.mkdir(parents=True)
    path.write_text(HEAD + text, encoding="utf-8")
    assert [
        one
        for one in check(tmp_path, ["claim-response"])
        if one.code == "unknown-reference" and "'gone'" in one.message
    ]


def test_a_definition_is_no_use_of_its_own_term(tmp_path: Path) -> None:
    text = (
        '## A {#a}\n\n1. {#d defines="goods"} **Goods** are [Goods](goods):\n\n'
        "   1. {#detail} that are [Goods](goods).\n\n1. {#b} B.\n"
    )
    assert [block.id for block in made(tmp_path, text).clauses()] == ["a", "b"]
    # With another use all of it stays, and its own uses are resolved.
    used = made(tmp_path, text + "\n1. {#u} [Goods](goods).\n")
    assert [block.id for block in used.clauses()] == ["a", "d", "detail", "b", "u"]


def test_a_point_falls_with_its_definitions(tmp_path: Path) -> None:
    text = '## A {#a}\n\n1. {#p} Terms:\n\n   1. {#d defines="x"} **X** is.\n\n1. {#b} B.\n'
    document = made(tmp_path, text)
    assert [(block.id, block.number) for block in document.clauses()] == [
        ("a", "1."),
        ("b", "1.1."),
    ]


def test_chains_of_definitions_fall_at_once(tmp_path: Path, monkeypatch: Any) -> None:
    """Twenty terms that only each other use cost two compositions, not twenty-one."""
    points = "\n\n".join(
        f'1. {{#d{i} defines="t{i}"}} Term {i}; see [next](t{i + 1}).' for i in range(20)
    )
    last = '\n\n1. {#d20 defines="t20"} Last.\n\n## B {#b}\n\nEnd.\n'
    counted: list[int] = []
    whole = compose_module._Composer
    monkeypatch.setattr(
        compose_module, "_Composer", lambda *args: counted.append(1) or whole(*args)
    )
    document = made(tmp_path, "## A {#a}\n\n" + points + last)
    assert [block.id for block in document.clauses()] == ["a", "b"]
    assert len(counted) == 2
