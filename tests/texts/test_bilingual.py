"""A contract in two languages: pairs of clauses, one numbering each, references that lead home."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from aftersales_docs import compose, load
from aftersales_docs.composing import assess, composed
from aftersales_docs.core_yaml import load_yaml
from aftersales_docs.document import Document, Parallel, Ref, Table, flat, signature_places
from aftersales_docs.document.house import house_of
from aftersales_docs.errors import LibraryError
from aftersales_docs.loading import with_second
from aftersales_docs.pdf import write as write_pdf
from aftersales_docs.resources import Templates, data_root
from aftersales_docs.texts.bilingual import Layout, both
from aftersales_docs.word import write as write_word
from tests.reading import docx_lines, docx_part, pdf_words
from tests.texts.test_references import TEXT, made

OWN = Templates((data_root() / "templates",))


def pair(folder: Path, layout: Layout, **other: Any) -> Document:
    english = made(folder / "en", TEXT)
    russian = made(folder / "ru", TEXT.replace("See", "См."), "ru", **other)
    return both(english, russian, layout)


def test_clauses_stand_side_by_side(tmp_path: Path) -> None:
    document = pair(tmp_path, "columns")
    (columns,) = [b for b in document.blocks if isinstance(b, Parallel) and b.columns]
    ids = [(left[0].id, right[0].id) for left, right in columns.rows]  # type: ignore[union-attr]
    assert ids[0] == ("terms", "terms-ru")
    assert ids[-1] == ("refers", "refers-ru")
    names = [getattr(block, "id", "") for block in flat(document.blocks)]
    named = [name for name in names if name]
    assert len(named) == len(set(named)), "every part has an identifier of its own"


def test_references_of_both_lead_to_the_first(tmp_path: Path) -> None:
    (second,) = [c for c in pair(tmp_path, "columns").clauses() if c.id == "refers-ru"]
    assert [node.target for node in second.content if isinstance(node, Ref)][:1] == ["transport"]


@pytest.mark.parametrize("layout", ["columns", "sequence"])
def test_both_formats_show_both_languages_with_their_numbers(
    tmp_path: Path, layout: Layout
) -> None:
    document = pair(tmp_path, layout)
    word = write_word(document, OWN, {})
    lines = [line.replace("\u00a0", " ") for line in docx_lines(word)]
    shown = "\n".join(lines)
    assert "2.2. See clause 2.1, clause 2 and Annex 2." in shown
    assert "2.2. См. пункт 2.1, раздел 2 and приложение № 2." in shown
    text = pdf_words(write_pdf(document, OWN, {})).replace("\u00a0", " ")
    assert "See clause 2.1" in text.replace("\n", " ")
    assert "приложение № 2" in text.replace("\n", " ")


def test_words_of_each_language_are_marked_as_such(tmp_path: Path) -> None:
    root = docx_part(write_word(pair(tmp_path, "columns"), OWN, {}))
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    tags = {node.get(f"{w}val") for node in root.iter(f"{w}lang")}
    assert tags == {"en-GB", "ru-RU"}


def test_texts_with_other_parts_are_refused(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="do not have the same parts"):
        pair(tmp_path, "columns", annexes=False)


def agreement(name: str) -> Document:
    return compose(load(data_root() / "samples" / "service-agreement" / f"{name}.yaml"))


def test_tables_take_the_full_width_one_below_the_other() -> None:
    blocks = agreement("bilingual.de.ru").blocks
    (at,) = [i for i, b in enumerate(blocks) if isinstance(b, Table) and b.id == "duties-table"]
    before, below = blocks[at - 1], blocks[at + 1]
    assert isinstance(before, Parallel)
    assert before.led, "the words before a table stay with it"
    assert isinstance(below, Parallel)
    assert (below.columns, below.newpage) == (False, False)
    (table,) = below.rows[0][1]
    assert isinstance(table, Table)
    assert table.id == "duties-table-ru"


def test_both_languages_share_one_place_to_sign_in_columns_only() -> None:
    names = [
        [place.id for place in signature_places(agreement(name).blocks)]
        for name in ("bilingual.de.ru", "lean-sequence.en.de")
    ]
    assert names == [["principal", "seller"], ["principal", "seller", "principal-de", "seller-de"]]


@pytest.mark.parametrize("layout", ["columns", "sequence"])
def test_a_certificate_in_two_languages(layout: str) -> None:
    """Russian accounts take a primary document line by line in Russian: English 13."""
    sample = data_root() / "samples" / "completion-certificate" / "bilingual.de.ru.yaml"
    fields = load_yaml(sample.read_text(encoding="utf-8"))
    file = str(sample.parent / fields["bilingual"]["file"])
    fields["bilingual"] |= {"layout": layout, "file": file}
    assessed = assess(with_second(load(fields)))
    assert "not-in-russian" not in {one.code for one in assessed.problems}
    document = composed(assessed, None)
    columns = {block.columns for block in document.blocks if isinstance(block, Parallel)}
    assert columns == ({True, False} if layout == "columns" else {False})
    assert document.meta.layout == (
        "contract-columns" if layout == "columns" else "certificate-gost"
    )
    words = "\n".join(docx_lines(write_word(document, OWN, {})))
    assert "ist die russische Fassung maßgebend" in words.replace("\u00a0", " ")
    assert "преимущество имеет текст на русском языке" in words.replace("\u00a0", " ")


def test_signatures_stand_below_the_columns_of_their_texts() -> None:
    house = house_of(OWN).on("contract-columns")
    assert house.columns.pair == house.columns.parallel
    root = docx_part(write_word(agreement("bilingual.de.ru"), OWN, {}))
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    grids = {
        table.find(f"{w}tblPr/{w}tblStyle").get(f"{w}val"): [
            column.get(f"{w}w") for column in table.find(f"{w}tblGrid")
        ]
        for table in root.iter(f"{w}tbl")
        if len(table.find(f"{w}tblGrid")) == 3
        and table.find(f"{w}tblPr/{w}tblStyle").get(f"{w}val") != "HouseTable"
    }
    assert set(grids) == {"ParallelTable", "FormTable"}
    assert grids["ParallelTable"] == grids["FormTable"]


def test_a_page_in_columns_has_smaller_type() -> None:
    document = agreement("bilingual.de.ru")
    house = house_of(OWN)
    columns = house.on(document.meta.layout)
    assert columns.sizes.text < house.sizes.text
    assert columns.indents.point < house.indents.point
    assert house.on("contract") == house
