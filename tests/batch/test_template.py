"""The workbook to start from makes valid documents, in every kind, language and law."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from aftersales_docs import api
from aftersales_docs.batch.fields import fields_of
from aftersales_docs.batch.heads import _names, list_named
from aftersales_docs.batch.labels import folded, label_path
from aftersales_docs.batch.laid_out import columns_for, laid_out, lists_for
from aftersales_docs.batch.template import workbook
from aftersales_docs.kinds import KINDS
from aftersales_docs.language import Lang
from aftersales_docs.law import LawCode
from aftersales_docs.schemas.named_files import files_named
from aftersales_docs.schemas.source import read_source
from aftersales_docs.schemas.source_parts import TypedInt
from tests.batch.tables import one
from tests.inputs import SAMPLES

ALL = [
    (kind, lang, law) for kind in KINDS for lang in KINDS[kind].langs for law in KINDS[kind].laws
]
# What names a house file or a second language is no single row.
WHOLE = [
    path
    for path in SAMPLES
    if path.parent.name in KINDS and not any(files_named(read_source(str(path)).data))
]


@pytest.mark.parametrize(("kind", "lang", "law"), ALL)
def test_the_template_with_its_own_example_is_a_valid_document(
    kind: str, lang: Lang, law: LawCode, tmp_path: Path
) -> None:
    path = tmp_path / "table.xlsx"
    path.write_bytes(workbook(KINDS[kind], lang, law))
    data = one(path, kind=kind)
    assert (data.model.kind, data.model.lang, data.model.law) == (kind, lang, law)
    api.write(api.compose(data), "docx", data=data)


@pytest.mark.parametrize("sample", WHOLE, ids=lambda path: path.stem)
def test_a_sample_laid_out_as_a_row_is_the_same_document(sample: Path, tmp_path: Path) -> None:
    data = api.load(sample)
    model = data.model
    row = laid_out(data.kind, model.lang, data.source.data)
    path = tmp_path / "table.xlsx"
    path.write_bytes(workbook(data.kind, model.lang, model.law, [row]))
    assert one(path, kind=data.kind.id).model == model


@pytest.mark.parametrize("name", list(KINDS))
def test_every_head_of_every_language_leads_back_to_its_field(name: str) -> None:
    kind = KINDS[name]
    lists = [field.name for field in fields_of(kind).values() if field.takes.listed]
    for listed in ("", *lists):
        known = _names(name, listed)
        for lang in kind.langs:
            for field, head in label_path(kind, lang, listed).items():
                assert known.get(folded(head)) == field, (lang, listed, head)


def test_the_same_workbook_has_the_same_bytes() -> None:
    kind = KINDS["claim-response"]
    assert workbook(kind, "de", "de") == workbook(kind, "de", "de")


@pytest.mark.parametrize(("kind", "lang", "law"), ALL)
def test_every_field_has_one_column_and_every_list_a_sheet(
    kind: str, lang: Lang, law: LawCode, tmp_path: Path
) -> None:
    path = tmp_path / "table.xlsx"
    path.write_bytes(workbook(KINDS[kind], lang, law))
    with CalamineWorkbook.from_path(path) as book:
        main, *others = [name for name in book.sheet_names if not name.startswith("_")]
        heads = next(iter(book.get_sheet_by_name(main).iter_rows()))
    assert len({str(head).casefold() for head in heads}) == len(heads)
    told = set(label_path(KINDS[kind], lang).values())
    wanted = columns_for(KINDS[kind], law)
    assert {str(head) for head in heads} >= {
        label_path(KINDS[kind], lang)[field.name] for field in wanted
    }
    assert set(map(str, heads[1:])) <= told
    lists = {field.name for field in lists_for(KINDS[kind], law)}
    assert {list_named(KINDS[kind], name) for name in others} == lists


@pytest.mark.parametrize(("kind", "lang", "law"), ALL)
def test_notes_and_examples_are_for_cells_not_for_a_file(
    kind: str, lang: Lang, law: LawCode
) -> None:
    content = io.BytesIO(workbook(KINDS[kind], lang, law))
    with zipfile.ZipFile(content) as package:
        notes = "".join(
            package.read(name).decode() for name in package.namelist() if "comments" in name
        )
    for words in ("в кавычках", "in Anführungszeichen", "in quotes", "true,", "true:", "false;"):
        assert words not in notes


def test_lines_that_look_like_numbers_stand_in_a_cell_as_lines() -> None:
    data = {"claimant": {"address": ["ул. Мира, д. 18", TypedInt("446001")]}}
    laid = laid_out(KINDS["claim-response"], "ru", data)
    assert laid.cells["claimant.address"] == "ул. Мира, д. 18\n446001"
