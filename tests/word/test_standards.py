"""What a Word file must have for Word, for reading aids and for programs."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from aftersales_docs import compose, load
from aftersales_docs.document import Clause, Foreign, Text, Title, flat
from aftersales_docs.document import Table as TableBlock
from aftersales_docs.embedding.manifest import read_manifest
from aftersales_docs.language import LANGUAGE_TAGS
from aftersales_docs.ooxml.bookmarks import bookmark
from aftersales_docs.resources import Templates, data_root
from aftersales_docs.word import write as write_word
from tests.e2e.office import sdk_report
from tests.inputs import SAMPLES
from tests.made import made as cached
from tests.reading import NS, W, docx_part, paragraph_text
from tests.texts.test_bilingual import pair

BUILT_IN = data_root() / "templates"
CHOSEN = tuple(
    {
        (one.parent.name, *one.stem.split(".")[-2:]): one
        for one in SAMPLES
        if "\nbilingual:" not in one.read_text(encoding="utf-8")
    }.values()
)  # A sample for every kind, language and law; two languages have tests of their own.
CORE = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
}


def made(sample: Path) -> bytes:
    return cached(sample, "docx", with_data=True)


def value(node: Any, path: str) -> str | None:
    found = node.find(path, NS)
    return None if found is None else found.get(f"{W}val")


def outline_styles(content: bytes) -> set[str]:
    """The styles that a reader's list of headings is made of, their own or by descent."""
    root = docx_part(content, "word/styles.xml")
    styles = {style.get(f"{W}styleId"): style for style in root.findall("w:style", NS)}

    def level(name: str | None) -> str | None:
        if name is None:
            return None
        return value(styles[name], "w:pPr/w:outlineLvl") or level(value(styles[name], "w:basedOn"))

    return {name for name in styles if level(name) is not None}


@pytest.mark.wide
@pytest.mark.parametrize("sample", CHOSEN, ids=lambda path: path.stem)
def test_chapters_and_subjects_are_headings(sample: Path) -> None:
    content = made(sample)
    headings = outline_styles(content)
    shown = {
        paragraph_text(p)
        for p in docx_part(content).iter(f"{W}p")
        if value(p, "w:pPr/w:pStyle") in headings
    }
    document = compose(load(sample))
    chapters = [block for block in document.clauses() if block.level == 1]
    for chapter in chapters:
        assert _plain(chapter) in shown
    assert shown, "no file is without a heading"


def _plain(chapter: Clause) -> str:
    assert all(isinstance(node, Text) for node in chapter.content)
    return "".join(node.text for node in chapter.content if isinstance(node, Text))


@pytest.mark.wide
@pytest.mark.parametrize("sample", CHOSEN, ids=lambda path: path.stem)
def test_tables_say_which_cells_are_heads(sample: Path) -> None:
    root = docx_part(made(sample))
    blocks = [b for b in flat(compose(load(sample)).blocks) if isinstance(b, TableBlock)]
    flagged = [
        table
        for table in root.iter(f"{W}tbl")
        if table.find("w:tr/w:trPr/w:tblHeader", NS) is not None
    ]
    assert len(flagged) == len(blocks)
    for table in root.iter(f"{W}tbl"):
        look = int(str(value(table, "w:tblPr/w:tblLook")), 16)
        assert bool(look & 0x20) == (table in flagged)
        heads = {value(p, "w:pPr/w:pStyle") for p in table.iterfind("w:tr/w:tc[1]/w:p", NS)}
        assert bool(look & 0x80) == (heads == {"TableHead"})
        # A row of heads is the first, and no row but it.
        rows = [row.find("w:trPr/w:tblHeader", NS) is not None for row in table.iter(f"{W}tr")]
        assert not any(rows[1:])


@pytest.mark.parametrize("sample", CHOSEN, ids=lambda path: path.stem)
def test_every_word_has_a_language(sample: Path) -> None:
    content = made(sample)
    tag = LANGUAGE_TAGS[load(sample).model.lang]
    for run in docx_part(content).iter(f"{W}r"):
        if run.find("w:t", NS) is not None:
            assert value(run, "w:rPr/w:lang") in (tag, None)
    default = docx_part(content, "word/styles.xml").find(".//w:docDefaults//w:lang", NS)
    theme = docx_part(content, "word/settings.xml").find("w:themeFontLang", NS)
    assert default.get(f"{W}val") == theme.get(f"{W}val") == tag


@pytest.mark.parametrize("sample", CHOSEN, ids=lambda path: path.stem)
def test_the_properties_are_filled(sample: Path) -> None:
    core = docx_part(made(sample), "docProps/core.xml")
    model = load(sample).model
    assert core.findtext("dc:title", namespaces=CORE)
    # A section of somebody's contract has no author of its own.
    author = compose(load(sample)).meta.author
    assert core.findtext("dc:creator", namespaces=CORE) == (author or None)
    assert author or sample.parent.name == "warranty-section"
    assert core.findtext("dc:language", namespaces=CORE) == LANGUAGE_TAGS[model.lang]
    day = getattr(model, "date", None)
    made_on = core.findtext("dcterms:created", namespaces=CORE)
    assert made_on == (f"{day.isoformat()}T00:00:00Z" if day else None)


@pytest.mark.parametrize("sample", CHOSEN, ids=lambda path: path.stem)
def test_nothing_is_laid_out_by_spaces_or_pictured_without_words(sample: Path) -> None:
    for part in ("word/document.xml", *_heads_and_feet(made(sample))):
        root = docx_part(made(sample), part)
        for text in root.iter(f"{W}t"):
            assert not re.search(r"[ \u00a0]{2}|\t|\n", text.text or ""), text.text
        for picture in root.iter("{*}docPr"):
            assert picture.get("descr")
        assert not list(root.iter(f"{W}pict"))
    empty = {
        value(p, "w:pPr/w:pStyle")
        for p in docx_part(made(sample)).iterfind("w:body/w:p", NS)
        if not "".join(p.itertext()).strip()
    }
    # These end a table, part two that would touch, and are the room to sign in.
    assert empty <= {"TableEnd", "TableGap", "SignatureRoom"}


def _heads_and_feet(content: bytes) -> Iterator[str]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        yield from (n for n in archive.namelist() if re.match(r"word/(header|footer)\d", n))


@pytest.mark.wide
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_every_clause_has_a_bookmark_of_its_own(sample: Path) -> None:
    content = made(sample)
    root = docx_part(content)
    starts = list(root.iter(f"{W}bookmarkStart"))
    names = [str(mark.get(f"{W}name")) for mark in starts]
    assert len({name.lower() for name in names}) == len(names)
    assert all(re.fullmatch(r"[A-Za-z_]\w{0,39}", name) for name in names)
    numbers = [mark.get(f"{W}id") for mark in starts]
    assert numbers == [mark.get(f"{W}id") for mark in root.iter(f"{W}bookmarkEnd")]
    assert len(set(numbers)) == len(numbers)
    targets = re.findall(r"REF (\w+)", " ".join(n.text for n in root.iter(f"{W}instrText")))
    assert set(targets) <= set(names)
    for clause in read_manifest(content, "x")["clauses"]:
        # A repeated clause counts its turns; a place to sign is marked as such.
        own = (bookmark(clause), bookmark(f"sig-{clause}"))
        assert any(
            name in own or name.startswith(f"{own[0]}_") or name.startswith(f"{own[1]}_")
            for name in names
        ), clause


def test_words_in_another_language_keep_it(tmp_path: Path) -> None:
    document = pair(tmp_path, "columns")
    title = Title((Text("One"),), ((Foreign("ru", (Text("Два"),)),),))
    blocks = (title, *document.blocks)
    content = write_word(type(document)(document.meta, blocks), Templates((BUILT_IN,)), {})
    said = {
        paragraph_text(run): value(run, "w:rPr/w:lang")
        for run in docx_part(content).iter(f"{W}r")
        if run.find("w:t", NS) is not None
    }
    assert said["One"] == "en-GB"
    assert said["Два"] == said["Русский"] == "ru-RU"
    assert said["English"] == "en-GB"


@pytest.mark.parametrize("template", sorted((BUILT_IN / "word").glob("*.docx")), ids=str)
def test_templates_are_small(template: Path) -> None:
    assert template.stat().st_size < 60_000


def test_what_is_not_in_the_body_is_named_in_the_package() -> None:
    """Each part has a content type and something that leads to it: else Word offers a repair."""
    with zipfile.ZipFile(BytesIO(made(CHOSEN[0]))) as archive:
        names = set(archive.namelist())
        led_to = set()
        for name in (one for one in names if one.endswith(".rels")):
            folder = Path(name).parent.parent
            for relation in etree.fromstring(archive.read(name)):
                target = (Path("/") / folder / str(relation.get("Target"))).as_posix()
                led_to.add(re.sub(r"[^/]+/\.\./", "", target).lstrip("/"))
    parts = {name for name in names if not name.endswith(".rels")} - {"[Content_Types].xml"}
    assert parts == led_to


@pytest.mark.slow
def test_the_validator_finds_nothing_amiss(tmp_path: Path) -> None:
    """With the data inside, which is laid in alike whatever is in it; without: ``tests/e2e``."""
    files = {kind: made(one) for kind, one in {one.parent.name: one for one in CHOSEN}.items()}
    for layout in ("columns", "sequence"):
        document = pair(tmp_path / layout, layout)  # type: ignore[arg-type]
        files[layout] = write_word(document, Templates((BUILT_IN,)), {})
    for name, content in files.items():
        file = tmp_path / f"{name}.docx"
        file.write_bytes(content)
        report = sdk_report(file)
        assert report["ok"], (name, report["errors"])
