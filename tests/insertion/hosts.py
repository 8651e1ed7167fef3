"""Contracts of other people, as python-docx and raw XML can make them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from lxml import etree

from aftersales_docs.document import (
    Block,
    Break,
    Clause,
    Emphasis,
    Fields,
    Items,
    Paragraph,
    Ref,
    Strong,
    Table,
    Text,
)

LONG = "Dieser Absatz ist so lang, wie es ein Absatz eines Vertrages nun einmal zu sein pflegt."


def saved(document: Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def section() -> tuple[Block, ...]:
    """A small warranty section with everything that can stand in one."""
    return (
        Clause("warranty", 1, "1.", (Text("Gewährleistung"),)),
        Clause(
            "period",
            2,
            "1.1.",
            (
                Text("Die Frist beträgt "),
                Strong((Text("24 Monate"),)),
                Text("; siehe Ziffer "),
                Ref("notice", "1.2"),
                Text("."),
            ),
        ),
        Clause("notice", 2, "1.2.", (Text("Mängel sind anzuzeigen:"),), lead=True),
        Clause("notice-how", 3, "1.2.1.", (Text("in Textform,"),)),
        Clause(
            "notice-when",
            3,
            "1.2.2.",
            (
                Text("binnen der Frist nach Ziffer "),
                Ref("period", "1.1"),
                Text(" und Ziffer "),
                Ref("notice-how", "1.2.1"),
                Text("."),
            ),
        ),
        Paragraph(
            (
                Text("Zur Anzeige gehören"),
                Break(),
                Emphasis((Text("mindestens"),)),
                Text(":"),
            ),
            lead=True,
        ),
        Items(((Text("die Seriennummer,"),), (Text("das Kaufdatum."),))),
        Clause("terms", 2, "1.3.", (Text("Die Fristen im Einzelnen:"),)),
        Table(
            "terms",
            ((Text("Teil"),), (Text("Monate"),)),
            (((Text("Motor"),), (Text("36"),)), ((Text("Akku"),), (Text("12 < 24 & mehr"),))),
            (2, 1),
            align="lr",
        ),
        Fields("contact", (((Text("E-Mail"),), (Text("kundendienst@example.org"),)),)),
        Clause("costs", 1, "2.", (Text("Kosten der Nacherfüllung"),)),
        Clause(
            "costs-who",
            2,
            "2.1.",
            (
                Text("Die Kosten trägt der Verkäufer nach Ziffer "),
                Ref("warranty", "1"),
                Text(" und "),
                Ref("notice", "1.2"),
                Text(" und "),
                Ref("notice-how", "1.2.1"),
                Text("."),
            ),
        ),
    )


def add_list(
    document: Document, levels: Iterable[tuple[str, str, str]], number: int, **options: int
) -> None:
    """A list of ``levels`` (figure, text, linked style) as ``w:num`` ``number``."""
    root = document.part.numbering_part.element
    xml = "".join(
        f'<w:lvl w:ilvl="{k}"><w:start w:val="{options.get("start", 1)}"/>'
        f'<w:numFmt w:val="{figure}"/>'
        + (f'<w:pStyle w:val="{style}"/>' if style else "")
        + f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{567 * (k + 1)}" w:hanging="567"/></w:pPr></w:lvl>'
        for k, (figure, text, style) in enumerate(levels)
    )
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number + 100}">'
        f'<w:multiLevelType w:val="multilevel"/>{xml}</w:abstractNum>'
    )
    root.insert(0, abstract)
    add_number(document, number, number + 100)


def add_number(document: Document, number: int, abstract: int, restart: bool = False) -> None:
    """One more ``w:num`` of a definition."""
    override = (
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>' if restart else ""
    )
    document.part.numbering_part.element.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>'
            f"{override}</w:num>"
        )
    )


def bind(document: Document, style: str, number: int, level: int) -> None:
    """Let a style count by a list."""
    _place(document.styles[style].element.get_or_add_pPr(), number, level)


def _place(properties: Any, number: int, level: int) -> None:
    numbers = properties.get_or_add_numPr()
    numbers.get_or_add_ilvl().val = level
    numbers.get_or_add_numId().val = number


def numbered(document: Document, text: str, number: int, level: int, **options: str) -> None:
    """A paragraph that is in a list itself."""
    paragraph = document.add_paragraph(text, style=options.get("style"))
    _place(paragraph._p.get_or_add_pPr(), number, level)


def with_headings() -> bytes:
    """Heading 1 and 2 and a third style, bound to one multilevel list; a table of contents."""
    document = docx.Document()
    document.add_paragraph("Liefervertrag", style="Title")
    add_list(
        document,
        [
            ("decimal", "%1.", "Heading1"),
            ("decimal", "%1.%2", "BodyText2"),
            ("lowerLetter", "(%3)", "BodyText3"),
        ],
        50,
    )
    for level, style in enumerate(("Heading 1", "Body Text 2", "Body Text 3")):
        bind(document, style, 50, level)
    document.add_paragraph(LONG)
    for chapter in ("Gegenstand", "Lieferung", "Haftung"):
        document.add_heading(chapter, 1)
        document.add_paragraph(f"Erster Punkt zu {chapter}, siehe Ziffer 3.", style="Body Text 2")
        document.add_paragraph("Ein Unterpunkt, klein geschrieben.", style="Body Text 3")
        document.add_paragraph(LONG)
        document.add_paragraph("Ein Strich.", style="List Bullet")
        if chapter == "Lieferung":
            document.add_paragraph("{{warranty}}")
    return saved(document)


def legal_english(*, legal: bool = True) -> bytes:
    """One list by direct numbering: Article I, 1.01 (isLgl), (a); the parties before."""
    document = docx.Document()
    add_list(document, [("decimal", "(%1)", "")], 60)
    add_list(
        document,
        [
            ("upperRoman", "Article %1", ""),
            ("decimalZero", "%1.%2", ""),
            ("lowerLetter", "(%3)", ""),
        ],
        61,
    )
    level = document.part.numbering_part.element.find(
        f"{qn('w:abstractNum')}[@{qn('w:abstractNumId')}='161']"
    ).findall(qn("w:lvl"))[1]
    if legal:
        level.find(qn("w:numFmt")).addnext(parse_xml(f"<w:isLgl {nsdecls('w')}/>"))
    numbered(document, "Nordwerk GmbH, a company under the laws of Germany; and", 60, 0)
    numbered(document, "Sample Trading Ltd, a company under the laws of England.", 60, 0)
    for chapter in ("Definitions", "Supply", "Liability"):
        numbered(document, chapter, 61, 0)
        numbered(document, f"A first point about {chapter.lower()} in a full sentence.", 61, 1)
        numbered(document, "a sub-point;", 61, 2)
        numbered(document, "A second point in a full sentence.", 61, 1)
    return saved(document)


def paragraphs_german() -> bytes:
    """§ headings in one list; points (1), (2) in another, begun anew under each §."""
    document = docx.Document()
    add_list(document, [("decimal", "§ %1", "")], 70)
    add_list(document, [("decimal", "(%1)", ""), ("lowerLetter", "%2)", "")], 71)
    for index, chapter in enumerate(("Gegenstand", "Lieferung", "Haftung")):
        numbered(document, chapter, 70, 0)
        document.paragraphs[-1].runs[0].bold = True
        if index:
            add_number(document, 71 + index, 171, restart=True)
        numbered(document, f"Ein erster Absatz zu {chapter}.", 71 + index, 0)
        numbered(document, "Ein zweiter Absatz:", 71 + index, 0)
        numbered(document, "mit einem Buchstaben,", 71 + index, 1)
    return saved(document)


def russian_letters() -> bytes:
    """Chapters and points counted by Word, sub-points by Russian letters."""
    document = docx.Document()
    add_list(
        document,
        [("decimal", "%1.", ""), ("decimal", "%1.%2.", ""), ("russianLower", "%3)", "")],
        80,
    )
    for chapter in ("ПРЕДМЕТ ДОГОВОРА", "КАЧЕСТВО ТОВАРА", "ОТВЕТСТВЕННОСТЬ СТОРОН"):
        numbered(document, chapter, 80, 0)
        numbered(document, "Поставщик обязуется передать товар покупателю.", 80, 1)
        numbered(document, "в срок, указанный в спецификации;", 80, 2)
        numbered(document, "в месте, указанном в п. 3.1 договора.", 80, 2)
    return saved(document)


def typed() -> bytes:
    """All numbers typed: 1. with a tab, 1.1 and 1.1.1; text in 11 point Arial."""
    document = docx.Document()
    for index, chapter in enumerate(("Предмет", "Качество", "Ответственность"), 1):
        head = document.add_paragraph()
        run = head.add_run(f"{index}.\t{chapter}")
        run.bold, run.font.size, run.font.name = True, Pt(11), "Arial"
        for text in (
            f"{index}.1 Поставщик передаёт товар надлежащего качества.",
            f"{index}.1.1 в согласованный срок;",
            f"{index}.2 Покупатель принимает товар, скидка — 2.5 процента.",
        ):
            run = document.add_paragraph().add_run(text)
            run.font.size, run.font.name = Pt(11), "Arial"
        if index == 2:
            document.add_paragraph("[[ГАРАНТИЯ]]")
    return saved(document)


def plain() -> bytes:
    """Neither styles nor numbers; even the styles and numbering parts are gone."""
    document = docx.Document()
    for text in ("Vereinbarung", LONG, "{{warranty}}", LONG):
        document.add_paragraph(text)
    return without_parts(saved(document), ("word/styles.xml", "word/numbering.xml"))


def without_parts(content: bytes, names: Iterable[str]) -> bytes:
    """The package without some parts and what points to them."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(result, "w") as fresh:
        for name in old.namelist():
            part = old.read(name)
            if name in names:
                continue
            if name.endswith((".rels", "[Content_Types].xml")):
                root = etree.fromstring(part)
                for node in list(root):
                    target = node.get("Target") or node.get("PartName") or ""
                    if any(gone.endswith(target.lstrip("/")) and target for gone in names):
                        root.remove(node)
                part = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
            fresh.writestr(name, part, zipfile.ZIP_DEFLATED)
    return result.getvalue()


def changed(content: bytes, edit: Mapping[str, Callable[[bytes], bytes]]) -> bytes:
    """The package with some parts edited; a missing one is edited from nothing."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(result, "w") as fresh:
        for name in old.namelist():
            part = old.read(name)
            fresh.writestr(
                name, edit[name](part) if name in edit else part, zipfile.ZIP_DEFLATED, 1
            )
        for name in edit.keys() - set(old.namelist()):
            fresh.writestr(name, edit[name](b""), zipfile.ZIP_DEFLATED, 1)
    return result.getvalue()


def tracked() -> bytes:
    """``with_headings`` with change tracking switched on."""
    on = b'<w:trackRevisions w:val="true"/>'
    return changed(
        with_headings(),
        {
            "word/settings.xml": lambda part: part.replace(
                b"<w:defaultTabStop", on + b"<w:defaultTabStop", 1
            )
        },
    )


_NOTES = (
    f'<w:footnotes {nsdecls("w")}><w:footnote w:type="separator" w:id="-1"><w:p><w:r>'
    '<w:separator/></w:r></w:p></w:footnote><w:footnote w:type="continuationSeparator" w:id="0">'
    "<w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>"
    '<w:footnote w:id="1"><w:p><w:r><w:t>Eine Fußnote.</w:t></w:r></w:p></w:footnote>'
    "</w:footnotes>"
)


def rich() -> bytes:
    """Headers, a landscape section, a footnote, a comment, tracked changes, a bookmark."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Liefervertrag Nr. 5"
    add_list(document, [("decimal", "%1.", ""), ("decimal", "%1.%2.", "")], 90)
    numbered(document, "Gegenstand", 90, 0)
    numbered(document, "Der Verkäufer liefert die Ware.", 90, 1)
    last = document.paragraphs[-1]
    document.add_comment(last.runs[0], text="Bitte prüfen", author="A. B.", initials="AB")
    last._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:footnoteReference w:id="1"/></w:r>'))
    last._p.append(
        parse_xml(
            f'<w:ins {nsdecls("w")} w:id="900" w:author="A. B." w:date="2026-03-01T10:00:00Z">'
            "<w:r><w:t> Neu.</w:t></w:r></w:ins>"
        )
    )
    last._p.append(
        parse_xml(
            f'<w:del {nsdecls("w")} w:id="901" w:author="A. B." w:date="2026-03-01T10:00:00Z">'
            "<w:r><w:delText> Alt.</w:delText></w:r></w:del>"
        )
    )
    document.add_paragraph(LONG)
    fresh = document.add_section()
    fresh.orientation = WD_ORIENT.LANDSCAPE
    fresh.page_width, fresh.page_height = fresh.page_height, fresh.page_width
    numbered(document, "Lieferung", 90, 0)
    last = document.paragraphs[-1]
    last._p.insert(1, parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="7" w:name="c_Warranty"/>'))
    last._p.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="7"/>'))
    numbered(document, "Geliefert wird frei Haus.", 90, 1)
    document.add_paragraph("{{warranty}}")
    document.add_section()
    numbered(document, "Haftung", 90, 0)
    numbered(document, "Es haftet der Verkäufer.", 90, 1)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    return changed(
        saved(document),
        {
            "word/footnotes.xml": lambda _: _NOTES.encode(),
            "word/_rels/document.xml.rels": lambda part: part.replace(
                b"</Relationships>",
                f'<Relationship Id="rId900" Type="{kind}" Target="footnotes.xml"/>'
                "</Relationships>".encode(),
            ),
            "[Content_Types].xml": lambda part: part.replace(
                b"</Types>",
                b'<Override PartName="/word/footnotes.xml" ContentType="application/vnd.'
                b'openxmlformats-officedocument.wordprocessingml.footnotes+xml"/></Types>',
            ),
        },
    )


def with_section_breaks() -> bytes:
    """A cover that ends in an empty, numbered heading with a section break; typed references.

    The same heading ends a page section further down, and one is hidden by its style.
    """
    document = docx.Document()
    document.add_paragraph("Supply Contract", style="Title")
    add_list(document, [("decimal", "%1.", "Heading1"), ("decimal", "%1.%2", "")], 50)
    bind(document, "Heading 1", 50, 0)
    _breaking(document)
    for chapter in ("Subject", "Delivery", "Liability", "Final terms"):
        document.add_heading(chapter, 1)
        numbered(document, f"The parties agree on the {chapter.lower()}.", 50, 1)
        if chapter == "Delivery":
            _breaking(document)
    document.add_paragraph("See Section 3 (Liability) and Section 4 (Final terms).")
    document.add_paragraph("Sections 2 to 3, Articles 1 and 4; § 433 BGB; Section 1; Clause 9.1.")
    document.add_table(1, 1).cell(0, 0).text = "under Clause 4.1"
    document.sections[-1].footer.paragraphs[0].text = "subject to Section 3.2"
    return saved(document)


def _breaking(document: Document) -> None:
    heading = document.add_heading("", 1)
    section = parse_xml(f'<w:sectPr {nsdecls("w")}><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>')
    heading._p.get_or_add_pPr().append(section)
