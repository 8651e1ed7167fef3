"""Each node of the tree is written; what is in it is never code."""

from __future__ import annotations

import json
from dataclasses import is_dataclass
from types import UnionType
from typing import Any, get_args

import pypdfium2
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from aftersales_docs.document import (
    Block,
    Document,
    Inline,
    Paragraph,
    Ref,
    Text,
)
from aftersales_docs.document.fit import fitted
from aftersales_docs.document.house import house_of
from aftersales_docs.errors import LibraryError
from aftersales_docs.pdf.typst import write
from aftersales_docs.pdf.typst.compiler import compiled
from aftersales_docs.pdf.typst.glyphs import settable
from aftersales_docs.pdf.typst.inlines import WRITTEN
from aftersales_docs.pdf.typst.style import style_of
from aftersales_docs.pdf.typst.visitor import WRITERS, written
from aftersales_docs.resources import templates
from tests.pdf.saying import read_in_order, squeezed
from tests.pdf.typst.trees import blocks, meta, tree

STYLE = style_of(templates(), "din")


def members(union: Any) -> set[type[Any]]:
    assert isinstance(union, UnionType) or get_args(union)
    return {one for one in get_args(union) if is_dataclass(one)}


def test_every_node_of_the_tree_has_a_writer() -> None:
    assert set(WRITERS) == members(Block)
    assert set(WRITTEN) == members(Inline)
    assert set(blocks("")) == {block.__name__ for block in WRITERS} - {"Foot"}


@pytest.mark.parametrize("data", [{"t": "unknown"}, {"t": "text", "c": [["unknown", "x"]]}])
def test_an_unknown_part_is_an_error_and_not_silence(data: dict[str, Any]) -> None:
    document = fitted(tree("Paragraph", "x"), house_of(templates()), STYLE.width)
    page = json.loads(written(document, STYLE).text)
    page["blocks"].append({"a": 0, "b": 0} | data)
    with pytest.raises(LibraryError, match="unknown"):
        compiled({"house": STYLE.text, "document": json.dumps(page)}, None)


ATTACKS = (
    '#panic("x")',
    "#{1+1}",
    "]",
    '"',
    "\\",
    '\\"',
    '"}],"blocks":[{"t":"text","c":"',
    "*b* _e_ `r` $x$",
    "<l> @r",
    "= H",
    "- i",
    "// c",
    "/* c */",
    "~ -- ...",
    '#import "/etc/passwd"',
    "{{x}}",
    "{% x %}",
    '#read("/etc/passwd")',
    '#import "@preview/a:0.1.0"',
    "#sys.inputs",
    "\\u{41}",
    "<b>&amp;",
    '["ref","x","y"]',
    "#context here()",
    "#set page(width: 1pt)",
    "#let x = 1",
    '#eval("1")',
)


@pytest.mark.parametrize("name", blocks(""))
def test_marks_of_every_language_are_printed_as_they_are(name: str) -> None:
    """Wherever words may stand."""
    text = " ".join(ATTACKS)
    said = read_in_order(write(tree(name, text), templates()))
    assert squeezed(text) in said


# Not those that are read from right to left, or turn others round: a page's text comes in the
# order of the page.
CHARACTERS = st.characters(codec="utf-8", max_codepoint=0x058F) | st.characters(
    codec="utf-8",
    min_codepoint=0x0900,
    max_codepoint=0x2FFF,
    exclude_characters="\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
)


@pytest.mark.wide
@settings(max_examples=60, deadline=None)
@example("\ud800")
@example("}" * 30)
@example("a\u1071")
@given(st.text(alphabet=CHARACTERS, max_size=60))
def test_no_text_breaks_out(text: str) -> None:
    """Whatever a value holds, what follows stands where it did, and nothing is evaluated."""
    document = Document(
        meta(), (Paragraph((Text(text),)), Paragraph((Text("#(40+2)"), Text(text), Text("Ende"))))
    )
    pages = pypdfium2.PdfDocument(write(document, templates()))
    said = squeezed("".join(page.get_textpage().get_text_range() for page in pages))
    assert "#(40+2)" in said
    assert "EndeEinTitelSeite" in said
    if text.isascii():
        assert squeezed(settable(text)) in said


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ("a\u1071", "a◻"),  # A Burmese vowel on a Latin letter.
        ("\u1071", "◻"),
        ("1 \u0e34", "1 ◻"),  # A Thai one on a space.
        ("\u1000\u102d", "\u1000\u102d"),  # A Burmese vowel on a Burmese letter.
        ("\u0e01\u0e34", "\u0e01\u0e34"),
        (
            "\u0915\u094d\u200d\u0937\u093f",
            "\u0915\u094d\u200d\u0937\u093f",
        ),  # Hindi, with a joiner.
        ("и\u0301", "и\u0301"),
        ("e\u0301", "e\u0301"),
    ],
)
def test_a_mark_stands_on_a_letter_of_its_own_script(typed: str, set_: str) -> None:
    """On another one its font sets a dotted circle, and the PDF would say the mark twice."""
    assert settable(typed) == set_
    said = read_in_order(write(Document(meta(), (Paragraph((Text(typed),)),)), templates()))
    assert said == squeezed(set_)


def test_a_link_leads_to_its_clause_or_is_none() -> None:
    document = Document(
        meta(), (*blocks("x")["Clause"], Paragraph((Ref("b", "1.1"), Ref("nowhere", "9"))))
    )
    import io

    import pikepdf

    with pikepdf.open(io.BytesIO(write(document, templates()))) as pdf:
        (link,) = pdf.pages[0].Annots
        assert str(link.Contents) == "1.1"
        assert link.Dest[0].objgen == pdf.pages[0].obj.objgen
    assert read_in_order(write(document, templates())).endswith("1.19")
