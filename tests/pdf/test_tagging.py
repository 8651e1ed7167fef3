"""The tags of a PDF, on one small document, and the seam they are made at."""

from __future__ import annotations

import inspect
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from weasyprint.pdf import tags as weasyprint_tags

from aftersales_docs.document import (
    Cell,
    Clause,
    Document,
    Fields,
    Foreign,
    FormLine,
    Meta,
    Paragraph,
    Ref,
    Signatures,
    Table,
    Text,
)
from aftersales_docs.manifest import Inside
from aftersales_docs.pdf import tagging, write
from aftersales_docs.resources import data_root, templates
from tests.pdf.parts import HEADINGS, annotations, fields, files, named, tags
from tests.reading import pdf_words

WORDS = (Text("Wort"),)
META = Meta("kind", "de", "de", "din", "decimal", "Ein Titel", "", date(2026, 11, 23),
            {"page": "Seite", "of": "von"})  # fmt: skip
BLOCKS = (
    Clause("one", 1, "1.", (Text("Erstens"),)),
    Paragraph((Text("Auf Russisch: "), Foreign("ru", (Text("гарантия"),)), Ref("one", "1"))),
    Fields("facts", ((WORDS, WORDS),)),
    Table("list", (WORDS, WORDS), ((WORDS, WORDS),), (50, 50)),
    Signatures("seller", (FormLine((Cell((Text("Frau ____"),)), Cell(WORDS, blank=True))),)),
    Signatures("буyer", (FormLine((Cell((Text("Herr Ü"),)), Cell(WORDS, blank=True))),)),
)


@pytest.fixture(scope="module")
def content() -> bytes:
    return write(Document(META, BLOCKS), templates(), {}, Inside("{}", {"input.yaml": b"a: b"}))


@pytest.fixture
def pdf(content: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(content)) as opened:
        yield opened


def test_the_seam_is_where_it_was() -> None:
    """WeasyPrint still calls the function that is replaced, as it is replaced."""
    assert weasyprint_tags._build_box_tree is tagging._build_box_tree
    theirs = list(inspect.signature(tagging._build).parameters)
    assert theirs == ["box", "parent", "pdf", "page_number", "nums", "annotations", "tags"]
    source = Path(weasyprint_tags.__file__).read_text(encoding="utf-8")
    assert source.count("_build_box_tree(") == 6, "made once, called five times"


def test_a_document_without_a_title_begins_with_a_heading_of_the_first_level(
    pdf: pikepdf.Pdf,
) -> None:
    assert [str(tag.S) for tag in tags(pdf) if str(tag.S) in HEADINGS] == ["/H1"]


def test_foreign_words_and_heads_of_tables_are_told(pdf: pikepdf.Pdf) -> None:
    assert [str(tag.S) for tag in tags(pdf) if "/Lang" in tag] == ["/Span"]
    scopes = [str(head.A.Scope) for head in named(pdf, "/TH")]
    assert scopes == ["/Row", "/Column", "/Column"]


def test_heads_and_feet_are_artifacts(pdf: pikepdf.Pdf) -> None:
    marked = [(str(operands[0]), dict(operands[1]))
              for operands, operator in pikepdf.parse_content_stream(pdf.pages[0])
              if str(operator) == "BDC"]  # fmt: skip
    assert ("/Artifact", {"/Type": pikepdf.Name.Pagination}) in marked
    nums = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
    held = {int(found["/MCID"]) for _, found in marked if "/MCID" in found}
    assert held == {number for number, tag in enumerate(nums) if tag is not None}


def test_a_link_says_in_words_where_it_leads(pdf: pikepdf.Pdf) -> None:
    assert [str(link.Contents) for link in annotations(pdf, "/Link")] == ["1. Erstens"]


def test_fields_are_named_as_their_blocks(pdf: pikepdf.Pdf) -> None:
    labels = {name: str(field.TU) for name, field in fields(pdf).items()}
    assert labels == {"seller": "seller", "буyer": "Herr Ü"}, "room to write is no name"


def test_files_are_attached_by_our_own_types(pdf: pikepdf.Pdf) -> None:
    assert {name: str(file.EF.F.Subtype) for name, file in files(pdf).items()} == {
        "input.yaml": "/application/yaml", "manifest.json": "/application/json",
    }  # fmt: skip
    assert len(pdf.Root.AF) == 2


def test_the_same_document_gives_the_same_bytes(content: bytes) -> None:
    inside = Inside("{}", {"input.yaml": b"a: b"})
    assert write(Document(META, BLOCKS), templates(), {}, inside) == content


def test_a_logo_set_freely_in_a_head_of_ones_own(tmp_path: Path) -> None:
    """What a user's page head holds is set aside too, wherever it stands; pictures with it."""
    built_in = data_root() / "templates" / "pdf" / "document.html"
    own = tmp_path / "pdf"
    own.mkdir()
    picture = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/>'
    )
    (own / "logo.svg").write_text(f"{picture}</svg>", encoding="utf-8")
    text = built_in.read_text(encoding="utf-8").replace(
        '<div class="running-title">',
        '<div class="running-title"><p style="position: absolute; top: 0">Frei'
        '<img src="logo.svg" alt="Logo"></p>',
    )
    (own / "document.html").write_text(text, encoding="utf-8")
    content = write(Document(META, BLOCKS), templates(tmp_path), {})
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert not named(pdf, "/Figure")
        nums = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
        held = {number for number, tag in enumerate(nums) if tag is not None}
        marked = [
            operands[1]
            for operands, operator in pikepdf.parse_content_stream(pdf.pages[0])
            if str(operator) == "BDC"
        ]
        assert held == {int(found["/MCID"]) for found in marked if "/MCID" in found}
    assert "Frei" in pdf_words(content, margins_mm=0)
