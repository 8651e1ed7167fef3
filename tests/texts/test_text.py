"""Texts of the library: what they can hold, and clear words for what they can't."""

from __future__ import annotations

from pathlib import Path

import pytest

from aftersales_docs.document import Clause, Items, Meta, Paragraph, Signatures, Table, plain
from aftersales_docs.errors import LibraryError
from aftersales_docs.kinds import KINDS
from aftersales_docs.law import law_of
from aftersales_docs.resources import Templates, data_root, templates
from aftersales_docs.schemas.parts import Person
from aftersales_docs.texts.compose import compose
from aftersales_docs.texts.environment import question
from aftersales_docs.texts.library import base_context, library_text
from aftersales_docs.texts.parser import parse
from aftersales_docs.texts.reading import read_text

HEAD = '---\ntitle: "T"\nauthor: "A"\npage: P\nof: o\n---\n'


WHO = Person(surname="Vogt", given_name="Katharina")


def made(folder: Path, text: str, numbering: str = "decimal", **values: object) -> list[object]:
    """The blocks of ``text`` filled with ``values``."""
    path = folder / "texts" / "kind" / "en.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEAD + text, encoding="utf-8")
    own = Templates((folder, data_root() / "templates"))
    library_text.cache_clear()
    meta = Meta("kind", "en", "de", "din", numbering, "T", "A", None, {})
    return list(compose(library_text(own, "kind", "en"), base_context("en") | values, meta).blocks)


def clauses(blocks: list[object]) -> list[tuple[str, str, str]]:
    return [(b.id, b.number, plain(b.content)) for b in blocks if isinstance(b, Clause)]


TEXT = """
## First {#first}

1. {#one} A point with {{ word }}.

1. {#two when="more"} Only sometimes.

1. {#three} Its details:

   1. {#detail each="details"} {{ item }}{{ list_end }}

## Second {#second when="more"}

Falls with its chapter.

## Third {#third}

1. {#four} See clauses [[one:number]] and [[first:number]].
"""


def test_chooses_repeats_counts_and_refers(tmp_path: Path) -> None:
    blocks = made(tmp_path, TEXT, word="**a** & <b>", more=False, details=["x", "y"])
    assert clauses(blocks) == [
        ("first", "1.", "First"),
        ("one", "1.1.", "A point with **a** & <b>."),
        ("three", "1.2.", "Its details:"),
        ("detail-1", "1.2.1.", "x;"),
        ("detail-2", "1.2.2.", "y."),
        ("third", "2.", "Third"),
        ("four", "2.1.", "See clauses 1.1 and 1."),
    ]


def test_roman_chapters(tmp_path: Path) -> None:
    blocks = made(tmp_path, TEXT, "roman", word="w", more=True, details=["x"])
    assert [number for _, number, _ in clauses(blocks)] == [
        "I.",
        "1.",
        "2.",
        "3.",
        "3.1.",
        "II.",
        "III.",
        "1.",
    ]


def test_a_point_without_its_details_falls_away(tmp_path: Path) -> None:
    blocks = made(tmp_path, TEXT, word="w", more=False, details=[])
    assert "three" not in [name for name, _, _ in clauses(blocks)]


def test_leads_lists_forms_and_tables(tmp_path: Path) -> None:
    text = (
        "Intro:\n\n- a\n- b\n\n::: signature {#boss}\nHead\n{{ name }} | [signature]\n:::\n\n"
        '::: table {#t each="rows" widths="1 2"}\nNo. | Word\n---\n'
        "{{ loop.index }} | {{ item }}\n:::\n"
    )
    paragraph, items, signatures, table = made(tmp_path, text, name="A | B", rows=["x|y", "z"])
    assert isinstance(paragraph, Paragraph)
    assert paragraph.lead
    assert isinstance(items, Items)
    assert [plain(item) for item in items.items] == ["a", "b"]
    assert isinstance(signatures, Signatures)
    assert [plain(cell.content) for cell in signatures.lines[1].cells] == ["A | B", "signature"]
    assert [cell.blank for cell in signatures.lines[1].cells] == [False, True]
    assert isinstance(table, Table)
    assert [[plain(cell) for cell in row] for row in table.rows] == [["1", "x|y"], ["2", "z"]]


def test_typed_brackets_are_no_blank_line(tmp_path: Path) -> None:
    text = "::: signature {#boss}\n{{ name }} | [signature]\n:::\n"
    (block,) = made(tmp_path, text, name="[signature]")
    assert isinstance(block, Signatures)
    assert not block.lines[0].cells[0].blank


@pytest.mark.parametrize(
    ("text", "values", "message"),
    [
        ("{{ nothing }}", {}, r"en\.md:7: .*'nothing' is undefined"),
        ("{{ word }}", {"word": None}, r"en\.md:7: .*not given"),
        ("One\n\nTwo {{ oops", {}, r"en\.md:9: .*unexpected|en\.md:9"),
        ("## A {#a}\n\n1. {#b} See [[gone]].", {}, "clause 'b' refers to 'gone'"),
        ("1. no name", {}, r"en\.md:7: .*no identifier"),
        ('- {{ item }} {each="parts"}', {"parts": ["a"]}, r"en\.md:7: .*can't be read.*its-name"),
        ("{{ unit.name }}", {"unit": None}, r"'name' is asked of a value that was not given"),
        ("{{ who.surnam }}", {"who": WHO}, r"no 'surnam' in 'Person'; did you mean 'surname'"),
        (
            "{{ cite.recours }}",
            {"cite": law_of("de").cite("en")},
            r"law 'de' has no 'recours'; did you mean 'recourse'",
        ),
        ("> quoted", {}, r".*"),
        ("{{ ''.__class__ }}", {}, r"en\.md:7: .*unsafe|en\.md:7"),
        ("{{ word.__init__.__globals__ }}", {"word": "x"}, r"en\.md:7"),
        ("{% for i in range(10**9) %}x{% endfor %}", {}, r"en\.md:7"),
    ],
)
def test_errors_name_file_line_and_cause(
    text: str, values: dict[str, object], message: str, tmp_path: Path
) -> None:
    if text == "> quoted":
        blocks = made(tmp_path, text)
        assert isinstance(blocks[0], Paragraph)
        return
    with pytest.raises(LibraryError, match=message):
        made(tmp_path, text, **values)


def test_front_matter_that_is_no_yaml() -> None:
    with pytest.raises(LibraryError, match=r"x\.md:1: .*front matter"):
        parse("x.md", "---\na: [\n---\ntext")


@pytest.mark.parametrize("name", list(KINDS))
def test_all_languages_have_the_same_clauses(name: str) -> None:
    """The same identifiers with the same conditions, in the same order.

    What ends a letter stands where the custom of each country has it: DIN 5008 puts enclosures
    under the signature, GOST R 7.0.97 above it, and below it who prepared the letter.
    """
    customary = {"enclosures", "executor"}

    def shape(blocks: tuple[object, ...]) -> list[object]:
        return [
            (b.type, b.form, b.level, b.attributes, len(b.parts), shape(b.children))  # type: ignore[attr-defined]
            for b in blocks
            if b.attributes.id not in customary  # type: ignore[attr-defined]
        ]

    shapes = {lang: shape(read_text(templates(), name, lang).blocks) for lang in KINDS[name].langs}
    first, *others = shapes.values()
    assert all(other == first for other in others)


def test_an_abbreviation_at_the_end_keeps_one_full_stop(tmp_path: Path) -> None:
    paragraph, dots = made(tmp_path, "To {{ word }}.\n\nWait...", word="I. I.")
    assert isinstance(paragraph, Paragraph)
    assert isinstance(dots, Paragraph)
    assert [plain(paragraph.content), plain(dots.content)] == ["To I.\u00a0I.", "Wait..."]


def test_a_chapter_left_out_takes_nothing_beyond_its_end(tmp_path: Path) -> None:
    text = (
        '## Final {#final when="more"}\n\n1. {#last} Last.\n\n***\n\n'
        "::: signature {#boss}\nName | [signature]\n:::\n"
    )
    blocks = made(tmp_path, text, more=False)
    assert [type(block) for block in blocks] == [Signatures]
    assert len(made(tmp_path, text, more=True)) == 3


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("Worauf beruht die Blockade", "Worauf beruht die Blockade?"),
        ("Имеется ли недостаток.", "Имеется ли недостаток?"),
        ("Is it „defective?“", "Is it „defective?“"),
        ("Why?", "Why?"),
    ],
)
def test_a_question_ends_as_one(typed: str, asked: str) -> None:
    assert question(typed) == asked
