"""A user's own templates: what they change, and what they may not do."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest
from ruamel.yaml import YAML

from aftersales_docs import compose, load, write
from aftersales_docs.document.house import house_of
from aftersales_docs.errors import LibraryError
from aftersales_docs.pdf.fonts import folders
from aftersales_docs.resources import data_root, templates
from aftersales_docs.word.build import build
from tests.inputs import job_description, written
from tests.reading import NS, W, docx_lines, docx_part, pdf_words

pytestmark = pytest.mark.slow

BUILT_IN = data_root() / "templates"


def rendered(folder: Path, own: Path | None, format_: str, law: str = "de") -> bytes:
    data = load(written(folder, job_description("sales_manager", "de", law)))
    return write(compose(data, own), format_, own_templates=own, data=data)  # type: ignore[arg-type]


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    for name in ("word", "pdf", "texts/job-description"):
        (folder / name).mkdir(parents=True)
    return folder


@pytest.mark.parametrize("layout", house_of(templates()).layouts)
def test_the_kept_word_templates_are_current_and_small(layout: str) -> None:
    kept = (BUILT_IN / "word" / f"{layout}.docx").read_bytes()
    assert build(templates(), house_of(templates()), layout) == kept
    assert len(kept) < 60_000


def test_a_word_template_adapted_with_another_program(own: Path, tmp_path: Path) -> None:
    """python-docx stands in for Word: it saves anew, and tears a tag into runs."""
    word = docx.Document(str(BUILT_IN / "word" / "din.docx"))
    torn = word.paragraphs[0].insert_paragraph_before("")
    for part in ("Logo {{ da", "ta.num", "ber }} hier"):
        torn.add_run(part)
    word.styles["Point"].font.italic = True
    word.save(own / "word" / "din.docx")
    content = rendered(tmp_path, own, "docx")
    assert docx_lines(content)[0] == "Logo 12-K hier"
    style = docx_part(content, "word/styles.xml").xpath(
        "w:style[@w:styleId='Point']/w:rPr/w:i", namespaces=NS
    )
    assert style
    assert docx_lines(content)[1:] == docx_lines(rendered(tmp_path, None, "docx"))


def test_a_house_style_changes_both_formats(own: Path, tmp_path: Path) -> None:
    style = (BUILT_IN / "house.yaml").read_text(encoding="utf-8")
    (own / "house.yaml").write_text(
        style.replace('accent: "1F3A5F"', 'accent: "AA0011"').replace("text: 11.5", "text: 9"),
        encoding="utf-8",
    )
    xml = zipfile.ZipFile(io.BytesIO(rendered(tmp_path, own, "docx"))).read("word/styles.xml")
    assert b"AA0011" in xml
    assert b"1F3A5F" not in xml
    small = rendered(tmp_path, own, "pdf")
    assert pdf_words(small) == pdf_words(rendered(tmp_path, None, "pdf"))
    assert small != rendered(tmp_path, None, "pdf")


def test_a_house_style_from_before_a_layout_was_there_gets_it(own: Path) -> None:
    values = YAML(typ="safe").load((data_root() / "templates/house.yaml").read_text("utf-8"))
    del values["layouts"]["certificate-din"]
    for gap in ("title_before", "cell"):
        del values["gaps"][gap]
    with (own / "house.yaml").open("w", encoding="utf-8") as file:
        YAML(typ="safe").dump(values, file)
    house = house_of(templates(own))
    assert house == house_of(templates())


def test_a_text_of_ones_own(own: Path, tmp_path: Path) -> None:
    text = (BUILT_IN / "texts/job-description/de.md").read_text(encoding="utf-8")
    target = own / "texts/job-description/de.md"
    target.write_text(text.replace("STELLENBESCHREIBUNG", "UNSERE STELLE"), encoding="utf-8")
    assert "UNSERE STELLE" in docx_lines(rendered(tmp_path, own, "docx"))
    assert "UNSERE STELLE" in pdf_words(rendered(tmp_path, own, "pdf"))


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("house.yaml", "text: 11.5", "text: large", "sizes.text"),
        ("house.yaml", "fonts:", "fnts:", "fnts"),
        ("pdf/document.css", "html {", "html { width: <<margins.topp>>;", "topp"),
        ("pdf/document.html", "<body", "{{ meta.titel }}<body", "titel"),
        ("pdf/document.html", "<body", "{{ ''.__class__.mro() }}<body", "unsafe|__class__"),
        ("pdf/document.html", "<body", '<img src="https://x.example/a.png"><body', "beside it"),
        ("pdf/document.html", "<body", '<img src="file:///etc/hostname"><body', "beside it"),
        (
            "pdf/document.css",
            "html {",
            "html { background: url(../../../../etc/passwd);",
            "beside",
        ),
    ],
)
def test_a_wrong_template_is_named(
    file: str, old: str, new: str, message: str, own: Path, tmp_path: Path
) -> None:
    text = (BUILT_IN / file).read_text(encoding="utf-8")
    assert old in text
    (own / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(LibraryError, match=message):
        rendered(tmp_path, own, "pdf")


@pytest.mark.parametrize(
    ("tag", "message"),
    [
        ("{{ nothing }}", "nothing"),
        ("{{ data.nothing }}", "nothing"),
        ("{% if %}", "is not closed"),
        ("{{ data.__class__.__mro__ }}", "__class__|unsafe"),
    ],
)
def test_a_wrong_word_tag_is_named(tag: str, message: str, own: Path, tmp_path: Path) -> None:
    word = docx.Document(str(BUILT_IN / "word" / "din.docx"))
    word.paragraphs[0].insert_paragraph_before(tag)
    word.save(own / "word" / "din.docx")
    with pytest.raises(LibraryError, match=message):
        rendered(tmp_path, own, "docx")


def test_a_template_that_is_no_word_file(own: Path, tmp_path: Path) -> None:
    shutil.copy(BUILT_IN / "house.yaml", own / "word" / "din.docx")
    with pytest.raises(LibraryError, match="not a Word file"):
        rendered(tmp_path, own, "docx")


@pytest.mark.parametrize("law", ["ru", "de"])
def test_no_empty_paragraph_makes_room(law: str, tmp_path: Path) -> None:
    """Outside table cells, the only empty one is that which Word wants after a last table."""
    root = docx_part(rendered(tmp_path, None, "docx", law))
    empty = [p for p in root.iterfind("w:body/w:p", NS) if not "".join(p.itertext()).strip()]
    styles = [p.find("w:pPr/w:pStyle", NS).get(f"{W}val") for p in empty]
    assert styles == ["TableEnd"]


def test_runs_carry_their_language(tmp_path: Path) -> None:
    root = docx_part(rendered(tmp_path, None, "docx"))
    for run in root.iterfind(".//w:body//w:r", NS):
        assert run.find("w:rPr/w:lang", NS).get(f"{W}val") == "de-DE"


def test_references_are_live_and_point_at_a_bookmark(tmp_path: Path) -> None:
    root = docx_part(rendered(tmp_path, None, "docx"))
    marks = {mark.get(f"{W}name") for mark in root.iterfind(".//w:bookmarkStart", NS)}
    fields = [node.text for node in root.iterfind(".//w:instrText", NS)]
    targets = [match[1] for text in fields if (match := re.search(r"REF (\w+)", text))]
    assert targets
    assert set(targets) <= marks
    assert all(len(name) <= 40 for name in marks)


def test_a_pdf_holds_only_bundled_fonts(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(rendered(tmp_path, None, "pdf"))
    listed = subprocess.run(["pdffonts", str(file)], capture_output=True, text=True, check=True)
    names = {line.split()[0].split("+")[-1] for line in listed.stdout.splitlines()[2:]}
    assert names
    assert all(name.startswith(("PT-Serif", "PT-Sans", "PTSerif", "PTSans")) for name in names), (
        names
    )
    assert all(folder.is_dir() for folder in folders())
