"""Make the sample contract into which a warranty section is put."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm, Pt, RGBColor

from aftersales_docs.resources import data_root

MARKER = "[[GEWÄHRLEISTUNG]]"
_CHAPTERS: Sequence[tuple[str, Sequence[str]]] = (
    (
        "Vertragsgegenstand",
        (
            "Der Lieferant liefert dem Käufer eine Abfüllanlage Typ AF 200 (nachfolgend „Anlage“) "
            "nach dem Lastenheft in Anhang 1.",
            "Montage und Inbetriebnahme gehören zum Lieferumfang.",
        ),
    ),
    (
        "Preis und Zahlung",
        (
            "Der Preis beträgt 184.000,00 € zuzüglich Umsatzsteuer.",
            "Er ist zu 30 % bei Vertragsschluss, zu 60 % bei Lieferung und zu 10 % nach der "
            "Inbetriebnahme zu zahlen.",
        ),
    ),
    (
        "Lieferung und Gefahrübergang",
        (
            "Die Lieferung erfolgt bis zum 30. April 2027 an das Werk des Käufers in Hameln.",
            "Die Gefahr geht mit der Inbetriebnahme auf den Käufer über.",
        ),
    ),
    (MARKER, ()),
    (
        "Haftung",
        (
            "Die Parteien haften nach den gesetzlichen Bestimmungen.",
            "Die Haftung nach dem Produkthaftungsgesetz bleibt unberührt.",
        ),
    ),
    (
        "Schlussbestimmungen",
        (
            "Änderungen dieses Vertrages bedürfen der Schriftform.",
            "Es gilt deutsches Recht. Gerichtsstand ist Hannover.",
        ),
    ),
)


def _list(document: Document) -> None:
    """One multilevel list, bound to the styles of headings and points."""
    levels = (("%1", "Heading1", 0), ("%1.%2", "BodyText2", 0), ("(%3)", "BodyText3", 737))
    xml = "".join(
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/>'
        f'<w:numFmt w:val="{"lowerLetter" if index == 2 else "decimal"}"/>'
        f'<w:pStyle w:val="{style}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{left + 737}" w:hanging="737"/></w:pPr></w:lvl>'
        for index, (text, style, left) in enumerate(levels)
    )
    root = document.part.numbering_part.element
    root.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">'
            f'<w:multiLevelType w:val="multilevel"/>{xml}</w:abstractNum>'
        ),
    )
    root.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>')
    )
    for level, style in enumerate(("Heading 1", "Body Text 2", "Body Text 3")):
        numbers = document.styles[style].element.get_or_add_pPr().get_or_add_numPr()
        numbers.get_or_add_ilvl().val = level
        numbers.get_or_add_numId().val = 90


def _styles(document: Document) -> None:
    for name in ("Normal", "Heading 1", "Body Text 2", "Body Text 3", "Title"):
        font = document.styles[name].font
        font.name = "Liberation Sans"
        font.size = Pt({"Heading 1": 12, "Title": 20}.get(name, 10))
    document.styles["Heading 1"].font.color.rgb = RGBColor(0x7A, 0x1F, 0x1F)
    document.styles["Title"].font.color.rgb = RGBColor(0x7A, 0x1F, 0x1F)
    for name in ("Body Text 2", "Body Text 3"):
        layout = document.styles[name].paragraph_format
        layout.space_after, layout.line_spacing = Pt(4), 1.15


def contract() -> Document:
    """A supply contract with live numbering, header, footer and a place for the section."""
    document = docx.Document()
    _styles(document)
    _list(document)
    section = document.sections[0]
    section.left_margin = section.right_margin = Cm(2.5)
    section.header.paragraphs[0].text = "Leine Abfülltechnik AG · Liefervertrag LV-2026/44"
    section.footer.paragraphs[0].text = "Vertraulich"
    document.add_paragraph("Liefervertrag Nr. LV-2026/44", style="Title")
    document.add_paragraph(
        "zwischen der Leine Abfülltechnik AG, Hannover (Lieferant), und der Weser Getränke GmbH, "
        "Hameln (Käufer)"
    )
    for chapter, points in _CHAPTERS:
        if chapter == MARKER:
            document.add_paragraph(MARKER)
            continue
        document.add_heading(chapter, 1)
        for point in points:
            document.add_paragraph(point, style="Body Text 2")
    made = datetime(2026, 11, 23, tzinfo=UTC)
    document.core_properties.created = document.core_properties.modified = made
    document.core_properties.author = "Leine Abfülltechnik AG"
    return document


def main() -> None:
    """Write ``samples/hosts/liefervertrag.docx``, the same bytes each time."""
    buffer = io.BytesIO()
    contract().save(buffer)
    path = data_root() / "samples" / "hosts" / "liefervertrag.docx"
    with ZipFile(buffer) as source, ZipFile(path, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(ZipInfo(name, (1980, 1, 1, 0, 0, 0)), source.read(name), ZIP_DEFLATED)


if __name__ == "__main__":
    main()
