"""Paragraphs are counted as Word counts them, and references typed by hand are all named."""

from __future__ import annotations

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from aftersales_docs.comparison import compare
from aftersales_docs.insertion import AfterHeading, insert
from aftersales_docs.insertion.host import Host
from aftersales_docs.insertion.references import typed_references
from aftersales_docs.ooxml.package import open_package
from tests.insertion import hosts


def _labels(content: bytes) -> dict[str, str]:
    host = Host.read(open_package(content))
    return {para.text: para.label for para in host.paragraphs if para.text and para.label}


def test_an_empty_heading_that_breaks_a_section_is_not_counted() -> None:
    labels = _labels(hosts.with_section_breaks())
    assert [labels[name] for name in ("Subject", "Delivery", "Liability", "Final terms")] == [
        "1.",
        "2.",
        "3.",
        "4.",
    ]


@pytest.mark.wide
def test_the_section_gets_the_number_that_word_shows_and_all_typed_references_are_named() -> None:
    done = insert(
        hosts.with_section_breaks(), hosts.section(), AfterHeading("Delivery"), lang="en"
    )
    assert done.number == "3."
    told = next(one for one in done.warnings if one.code == "host-renumbered")
    assert "from “3. Liability” on have moved up by two." in told.message
    named = told.message.partition("look at: ")[2].rstrip(".").split("; ")
    assert named == [
        "Section 3",
        "Section 4",
        "Sections 2 to 3",
        "Articles 1 and 4",
        "Clause 4.1",
        "Section 3.2",
    ]


@pytest.mark.parametrize("content", ["text", "break"])
def test_a_heading_with_content_that_breaks_a_section_is_counted(content: str) -> None:
    document = docx.Document()
    hosts.add_list(document, [("decimal", "%1.", "Heading1")], 50)
    hosts.bind(document, "Heading 1", 50, 0)
    heading = document.add_heading("Cover" if content == "text" else "", 1)
    if content == "break":
        heading.add_run().add_break()
    heading._p.get_or_add_pPr().append(parse_xml(f"<w:sectPr {nsdecls('w')}/>"))
    document.add_heading("Subject", 1)
    assert _labels(hosts.saved(document))["Subject"] == "2."


@pytest.mark.parametrize(
    ("mark", "number"),
    [("<w:vanish/>", "1."), ("<w:vanish/><w:specVanish/>", "2."), ('<w:vanish w:val="0"/>', "2.")],
)
@pytest.mark.parametrize("by_style", [False, True])
def test_hidden_paragraphs_are_not_counted_but_style_separators_are(
    mark: str, number: str, by_style: bool
) -> None:
    document = docx.Document()
    hosts.add_list(document, [("decimal", "%1.", "")], 50)
    hosts.numbered(document, "Run-in heading.", 50, 0)
    properties = document.paragraphs[-1]._p.get_or_add_pPr()
    if by_style:
        style = document.styles.add_style("Hidden", 1)
        style.element.append(parse_xml(f"<w:rPr {nsdecls('w')}><w:vanish/></w:rPr>"))
        document.paragraphs[-1].style = style
    if not by_style or mark != "<w:vanish/>":
        properties.append(parse_xml(f"<w:rPr {nsdecls('w')}>{mark}</w:rPr>"))
    hosts.numbered(document, "Subject", 50, 0)
    assert _labels(hosts.saved(document))["Subject"] == number


def test_the_comparison_counts_in_the_same_way() -> None:
    document = docx.Document()
    hosts.add_list(document, [("decimal", "%1.", "")], 50)
    hosts.numbered(document, "Subject of the contract", 50, 0)
    before = hosts.saved(document)
    hosts.numbered(document, "", 50, 0)
    last = document.paragraphs[-1]._p
    last.get_or_add_pPr().append(parse_xml(f"<w:sectPr {nsdecls('w')}/>"))
    last.getparent().insert(0, last)
    assert compare(before, hosts.saved(document)).changes == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("siehe §§ 3 und 4, Ziffern 1–5 und Ziff. 2", ["§§ 3 und 4", "Ziffern 1–5"]),
        ("nach Abschnitt 3.2 und Nr. 9, in Artikel III", ["Abschnitt 3.2", "Artikel III"]),
        ("according to clauses 1, 3 or 8", ["clauses 1, 3 or 8"]),
        ("согласно пп. 3.1 и 4.2, разделам 1 и 2, статьёй 4", ["пп. 3.1 и 4.2", "статьёй 4"]),
        ("30 days, 3 months, § 433 BGB, subsection 3", []),
    ],
)
def test_typed_references(text: str, found: list[str]) -> None:
    assert typed_references([text], 3, 4) == found
