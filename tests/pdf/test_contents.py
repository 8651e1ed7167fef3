"""Tables of contents: what both formats list, the pages they name, and their tags in PDF."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from shutil import copytree
from typing import Any

import pikepdf
import pypdfium2
import pytest

from aftersales_docs import api
from aftersales_docs.document import (
    Annex,
    Contents,
    ContentsEntry,
    Document,
    Foreign,
    Text,
    flat,
    plain,
)
from aftersales_docs.pdf import ENGINES, Engine
from aftersales_docs.resources import data_root
from tests.contents import LISTED, entries, word_lines
from tests.inputs import samples
from tests.made import composed, made
from tests.reading import W, docx_part


def bilingual() -> Document:
    """Two languages side by side, with contents."""
    (sample,) = [one for one in samples("service-agreement") if one.stem == "bilingual.de.ru"]
    data = api.load(sample)
    assert data.second is not None
    listed = {"contents": True}
    second = replace(data.second, model=data.second.model.model_copy(update=listed))
    return api.compose(replace(data, model=data.model.model_copy(update=listed), second=second))


def tags(element: Any) -> Iterator[Any]:
    yield element
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from tags(kid)


@pytest.mark.wide
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("sample", LISTED, ids=lambda path: path.stem)
def test_the_pdf_names_the_pages_on_which_it_has_its_headings(
    sample: Path, engine: Engine
) -> None:
    document = composed(sample)
    content = made(sample, "pdf", engine=engine)
    pages = [
        "".join(page.get_textpage().get_text_range().split())
        for page in pypdfium2.PdfDocument(content)
    ]
    table = "".join(pages[:3])
    annexes = {block.id for block in flat(document.blocks) if isinstance(block, Annex)}
    for entry in entries(document):
        title = plain(entry.title)
        words = title.partition(": ")[2] if entry.target in annexes else title
        heading = "".join(f"{entry.number}{words}".split())
        listed = "".join(f"{entry.number}{title}".split())
        stands = [number for number, text in enumerate(pages, start=1) if heading in text]
        assert any(f"{listed}{number}" in table for number in stands[1:] or stands), entry


@pytest.mark.wide
@pytest.mark.parametrize("sample", LISTED[:2], ids=lambda path: path.stem)
def test_word_names_the_pages_on_which_the_pdf_has_its_headings(sample: Path) -> None:
    document = composed(sample)
    content = made(sample, "pdf")
    pages = [
        "".join(page.get_textpage().get_text_range().split())
        for page in pypdfium2.PdfDocument(content)
    ]
    lines = word_lines(made(sample, "docx"))
    wanted = entries(document)
    assert len(lines) == len(wanted) > 12
    annexes = {block.id for block in document.blocks if isinstance(block, Annex)}
    for line, entry in zip(lines, wanted, strict=True):
        *said, page = line.split("\t")
        assert said == [*([entry.number] if entry.number else []), plain(entry.title)]
        words = plain(entry.title).partition(": ")[0 if entry.target not in annexes else 2]
        heading = "".join(f"{entry.number}{words}".split())
        assert heading in pages[int(page) - 1], line
        shown = "".join(f"{entry.number}{plain(entry.title)}{page}".split())
        assert shown in pages[0] + pages[1], "the PDF names the same page"


@pytest.mark.wide
@pytest.mark.parametrize("engine", ENGINES)
def test_the_pdf_tags_it_as_a_table_of_contents_with_links(engine: Engine) -> None:
    document = composed(LISTED[0])
    content = made(LISTED[0], "pdf", engine=engine)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        found = list(tags(pdf.Root.StructTreeRoot.K[0]))
        (table,) = [one for one in found if one.S == "/TOC"]
        items = list(table.K)
        assert {str(one.S) for one in items} == {"/TOCI"}
        assert len(items) == len(entries(document))
        assert all(any(tag.S == "/Link" for tag in tags(one)) for one in items)


@pytest.mark.wide
def test_two_languages_stand_in_one_table() -> None:
    document = bilingual()
    (block,) = [one for one in document.blocks if isinstance(one, Contents)]
    assert plain(block.heading) == "Inhaltsverzeichnis / Содержание"
    chapters = [one for one in block.entries if one.number == "1."]
    assert [plain(one.title) for one in chapters] == [
        "Begriffsbestimmungen",
        "Термины и определения",
    ]
    assert isinstance(chapters[1].title[0], Foreign)
    assert chapters[1].target == f"{chapters[0].target}-ru"
    # The page of its end is not left white.
    assert len(block.entries) > 42
    assert not block.apart
    lines = word_lines(api.write(document, "docx"))
    assert len(lines) == len(block.entries)
    assert all(line.rpartition("\t")[2].isdigit() for line in lines)


@pytest.mark.wide
def test_with_a_template_of_the_users_own_word_is_told_to_find_the_pages(tmp_path: Path) -> None:
    copytree(data_root() / "templates" / "word", tmp_path / "word")
    document = composed(LISTED[0])
    for own, dirty in ((None, False), (tmp_path, True)):
        root = docx_part(api.write(document, "docx", own_templates=own))
        marks = [one.get(f"{W}dirty") for one in root.iter(f"{W}fldChar")]
        assert ("true" in marks) is dirty


def test_without_the_field_there_is_none() -> None:
    (sample,) = [one for one in samples("service-agreement") if one.stem == "lean.de.ru"]
    content = made(sample, "docx")
    assert word_lines(content) == []
    codes = [one.text or "" for one in docx_part(content).iter(f"{W}instrText")]
    assert not [one for one in codes if one.split()[0] in {"TC", "TOC"}]


def listed(*langs: str) -> Contents:
    """A table with an entry in each of these languages; the document's own is English."""
    entry = ContentsEntry(1, "1.", (Text("Definitions"),), "a")
    foreign = replace(entry, title=(Foreign("de", entry.title),))
    return Contents("c", (), tuple(entry if lang == "en" else foreign for lang in langs))


def test_the_same_in_two_languages_is_not_parted() -> None:
    """In a contract in columns '16. Data protection' ended a page, '16. Datenschutz' began one."""
    assert listed("en", "de", "en", "de").leading == (0, 2)
    below_both = replace(listed(*["en", "de"] * 17), room=33)
    assert not below_both.apart, "its end alone stands overleaf"
    (table,) = [one for one in bilingual().blocks if isinstance(one, Contents)]
    assert table.room == 33
    assert table.leading == tuple(range(0, len(table.entries), 2))
