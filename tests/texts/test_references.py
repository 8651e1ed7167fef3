"""References name what they refer to; defined terms are defined once, and where they are used."""

from __future__ import annotations

from pathlib import Path

import pytest

from aftersales_docs.document import Annex, Clause, Document, Meta, Ref, Term, plain
from aftersales_docs.errors import LibraryError
from aftersales_docs.language import Lang
from aftersales_docs.pdf import write as write_pdf
from aftersales_docs.resources import Templates, data_root
from aftersales_docs.texts.compose import compose
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
        ("transport", "2.1", False), ("work", "2", False), ("list", "2", True),
    ]  # fmt: skip


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
