"""The tags of a PDF, on one small document, and the seam they are made at."""

from __future__ import annotations

import inspect
import io
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

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
    Parallel,
    Ref,
    Signatures,
    Table,
    Text,
)
from aftersales_docs.embedding.manifest import Inside
from aftersales_docs.pdf.writer import write
from aftersales_docs.resources import data_root, templates
from tests.pdf.judges import pdfua
from tests.pdf.parts import HEADINGS, annotations, fields, files, named, tags
from tests.reading import pdf_words

WORDS = (Text("Wort"),)
META = Meta(
    "kind",
    "de",
    "de",
    "din",
    "decimal",
    "Ein Titel",
    "",
    date(2026, 11, 23),
    {"page": "Seite", "of": "von"},
)
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
    theirs = list(inspect.signature(weasyprint_tags._build_box_tree).parameters)
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
    marked = [
        (str(operands[0]), dict(operands[1]))
        for operands, operator in pikepdf.parse_content_stream(pdf.pages[0])
        if str(operator) == "BDC"
    ]
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
        "input.yaml": "/application/yaml",
        "manifest.json": "/application/json",
    }
    assert len(pdf.Root.AF) == 2


def test_the_same_document_gives_the_same_bytes(content: bytes) -> None:
    inside = Inside("{}", {"input.yaml": b"a: b"})
    assert write(Document(META, BLOCKS), templates(), {}, inside) == content


LONG = (Text(" ".join(f"Satz {number} zieht sich über eine Zeile." for number in range(90))),)


@pytest.fixture(scope="module")
def long() -> bytes:
    """A document whose paragraphs, points, tables and columns go on overleaf."""
    rows = tuple(((Text(f"Zeile {number}"),), WORDS) for number in range(150))
    pair = ((Clause("left", 2, "1.2.", LONG),), (Clause("right", 2, "1.2.", LONG),))
    blocks = (
        Clause("one", 1, "1.", (Text("Erstens"),)),
        Paragraph(LONG),
        Paragraph(LONG),
        Clause("two", 2, "1.1.", LONG),
        Table("list", (WORDS, WORDS), rows, (50, 50)),
        Parallel((pair, pair), ("de", "ru")),
    )
    return write(Document(META, blocks), templates(), {})


def test_what_goes_on_overleaf_is_one_thing(long: bytes) -> None:
    with pikepdf.open(io.BytesIO(long)) as pdf:
        assert len(pdf.pages) > 6
        count = Counter(str(tag.S) for tag in tags(pdf))
        assert count["/Table"] == count["/THead"] == count["/TBody"] == 2
        assert count["/TR"] == 1 + 150 + 1 + 2
        assert count["/TH"] == 2 + 2
        assert count["/TD"] == 2 * 150 + 1 + 2 * 3
        # Two paragraphs and five points, each in one piece.
        pages = [{span.Pg.objgen for span in _below(tag)} for tag in named(pdf, "/P")]
        assert len(pages) == 2 + 1 + 4
        assert sum(len(one) > 1 for one in pages) >= 3


def _below(tag: Any) -> Iterator[Any]:
    for kid in tag.K:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _below(kid)


def test_the_tree_of_joined_tags_holds_together(long: bytes) -> None:
    with pikepdf.open(io.BytesIO(long)) as pdf:
        every = list(tags(pdf))
        for tag in every:
            for kid in tag.get("/K", []):
                if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                    assert kid.P.objgen == tag.objgen
        ids = {str(head.ID) for head in named(pdf, "/TH")}
        cells = named(pdf, "/TD")
        assert all({str(one) for one in cell.A.get("/Headers", [])} <= ids for cell in cells)
        assert sum("/Headers" in cell.A for cell in cells) == 2 * 150 + 2 * 2
        reached = {tag.objgen for tag in every}
        nums = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        for held, page in zip(nums[1::2], pdf.pages, strict=True):
            marked = {
                int(operands[1].MCID)
                for operands, operator in pikepdf.parse_content_stream(page)
                if str(operator) == "BDC" and "/MCID" in operands[1]
            }
            assert marked == {n for n, tag in enumerate(held) if tag is not None}
            assert {tag.objgen for tag in held if tag is not None} <= reached


@pytest.mark.slow
def test_a_reading_aid_agrees_that_it_does(long: bytes, tmp_path: Path) -> None:
    (tmp_path / "long.pdf").write_bytes(long)
    found = pdfua([tmp_path / "long.pdf"], tmp_path)["long.pdf"]
    assert not [one for one in found if "error" in one[1]]
    # Rows that differ by a number alone look like running heads to it, and it looks for a
    # table on its first page only.
    assert {rule for rule, _ in found} <= {"PAG-001", "TBL-014"}


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
