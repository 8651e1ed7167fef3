"""Reading finished files back as text, without a line of the program's own code.

Word's numbers are counted here from the file's own numbering definitions, as Word
would; a PDF's text is what any reader would copy from its pages.
"""

from __future__ import annotations

import ctypes
import io
import re
import subprocess
import zipfile
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

import pikepdf
import pypdfium2
from lxml import etree
from pypdfium2 import raw

NS = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
W = f"{{{NS['w']}}}"


def words(text: str) -> str:
    """``text`` with every run of spaces, no-break spaces and line ends made one space."""
    return " ".join(text.split())


def docx_part(content: bytes, name: str = "word/document.xml") -> Any:
    """One XML part of a .docx."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return etree.fromstring(archive.read(name))


def _value(element: Any, path: str) -> str | None:
    found = element.find(path, NS)
    return None if found is None else found.get(f"{W}val")


@dataclass
class WordNumbers:
    """Counts numbered paragraphs from a file's styles and numbering definitions."""

    styles: dict[str, tuple[str | None, str | None, str | None]]
    levels: dict[str, dict[int, tuple[str, str, int]]]
    counts: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0] * 9))

    @classmethod
    def of(cls, content: bytes) -> WordNumbers:
        styles = {
            style.get(f"{W}styleId"): (
                _value(style, "w:basedOn"),
                _value(style, "w:pPr/w:numPr/w:numId"),
                _value(style, "w:pPr/w:numPr/w:ilvl"),
            )
            for style in docx_part(content, "word/styles.xml").findall("w:style", NS)
        }
        root = docx_part(content, "word/numbering.xml")
        abstract = {
            item.get(f"{W}abstractNumId"): {
                int(level.get(f"{W}ilvl")): (
                    str(_value(level, "w:numFmt")),
                    str(_value(level, "w:lvlText")),
                    int(_value(level, "w:start") or 0),
                )
                for level in item.findall("w:lvl", NS)
            }
            for item in root.findall("w:abstractNum", NS)
        }
        levels = {
            str(number.get(f"{W}numId")): abstract[str(_value(number, "w:abstractNumId"))]
            for number in root.findall("w:num", NS)
        }
        return cls(styles, levels)

    def numbering(self, style: str | None) -> tuple[str, int] | None:
        """The list and level a style is bound to, its own or an ancestor's."""
        while style:
            based_on, number, level = self.styles[style]
            if number == "0":
                return None
            if number is not None:
                return number, int(level or 0)
            style = based_on
        return None

    def of_paragraph(self, paragraph: Any) -> str:
        """The number of the next paragraph: by its own list, else by that of its style."""
        own, level = (_value(paragraph, f"w:pPr/w:numPr/w:{name}") for name in ("numId", "ilvl"))
        bound = (own, int(level or 0)) if own else None
        return self.label(_value(paragraph, "w:pPr/w:pStyle"), bound)

    def label(self, style: str | None, bound: tuple[str, int] | None = None) -> str:
        """The number of the next paragraph of ``style``; empty where it has none."""
        bound = bound or self.numbering(style)
        if bound is None:
            return ""
        number, level = bound
        counts = self.counts[number]
        form, text, start = self.levels[number][level]
        counts[level] = counts[level] + 1 if counts[level] else start
        counts[level + 1 :] = [0] * (8 - level)
        if form == "bullet":
            return text
        figures = {
            index: _roman(counts[index]) if kind == "upperRoman" else str(counts[index])
            for index, (kind, *_) in self.levels[number].items()
        }
        return re.sub(r"%(\d)", lambda match: figures[int(match[1]) - 1], text)


def _roman(number: int) -> str:
    signs = [
        "I",
        "II",
        "III",
        "IV",
        "V",
        "VI",
        "VII",
        "VIII",
        "IX",
        "X",
        "XI",
        "XII",
        "XIII",
        "XIV",
        "XV",
    ]
    return signs[number - 1]


def paragraph_text(paragraph: Any) -> str:
    """What a reader sees of one Word paragraph, without its number."""
    parts = []
    shown = {f"{W}tab": " ", f"{W}br": " ", f"{W}noBreakHyphen": "-"}
    for node in paragraph.iter(f"{W}t", *shown):
        parts.append(shown.get(node.tag) or node.text or "")
    return "".join(parts)


def docx_lines(content: bytes) -> list[str]:
    """The body of a .docx, a line a paragraph or table row, with the numbers Word shows."""
    numbers = WordNumbers.of(content)
    lines: list[str] = []
    body = docx_part(content).find("w:body", NS)
    for block in body:
        if block.tag == f"{W}p":
            lines.append(words(f"{numbers.of_paragraph(block)} {paragraph_text(block)}"))
        elif block.tag == f"{W}tbl":
            for row in block.findall("w:tr", NS):
                cells = [
                    words(f"{numbers.of_paragraph(p)} {paragraph_text(p)}")
                    for p in row.iterfind(".//w:p", NS)
                ]
                # A row of one cell keeps paragraphs together; each is a line of its own.
                apart = len(row.findall("w:tc", NS)) == 1
                lines += cells if apart else [" | ".join(cells).strip(" |")]
    return [line for line in lines if line]


def pdf_words(content: bytes, margins_mm: float = 18.0) -> str:
    """The text of a PDF inside the margins (without running heads), spaces made one.

    Where a line ends with a hyphen, the word goes on in the next.
    """
    edge = margins_mm * 72 / 25.4
    area = ["-x", "0", "-y", str(round(edge)), "-W", "600", "-H", str(round(842 - 2 * edge))]
    done = subprocess.run(
        ["pdftotext", "-raw", "-nopgbrk", *area, "-", "-"],
        input=content,
        capture_output=True,
        check=True,
    )
    return words(done.stdout.decode()).replace("- ", "-")


def golden_words(lines: list[str]) -> str:
    """The lines of a golden text as the words of a page."""
    return words(" ".join(line.replace(" | ", " ") for line in lines)).replace("- ", "-")


def letters(text: str) -> Counter[str]:
    """How often each character occurs in ``text``, spaces aside: what is said, in any order."""
    return Counter(text.replace(" ", "").replace("|", ""))


def pdf_reading(content: bytes) -> list[tuple[str, str]]:
    """What a reading aid reads of a tagged PDF, in its order: the sort of tag, and its words.

    Heads and feet of pages are artifacts, and not among it. The tree is read with pikepdf, the
    words that its marks stand for with PDFium; ``pdfinfo -struct-text`` says the same
    (``tests/pdf/test_reading.py``), but reads each page again for each mark.
    """
    said = _marked_words(content)
    found: list[tuple[str, str]] = []
    with pikepdf.open(io.BytesIO(content)) as pdf:
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages)}

        def walk(kids: Any, page: Any, tag: str) -> None:
            for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
                if isinstance(kid, int) or "/MCID" in kid:
                    mark = kid if isinstance(kid, int) else kid.MCID
                    on = page if isinstance(kid, int) else kid.get("/Pg", page)
                    found.append((tag, said[numbers[on.objgen], int(mark)]))
                elif "/K" in kid:
                    walk(kid.K, kid.get("/Pg", page), str(kid.S)[1:])

        walk(pdf.Root.StructTreeRoot.K, None, "")
    return found


def _marked_words(content: bytes) -> dict[tuple[int, int], str]:
    """The words of a PDF by the page, counted from 0, and the mark of content they stand in.

    What is painted beside the paper nobody sees: it is not among them.
    """
    found: dict[tuple[int, int], str] = defaultdict(str)
    for number, page in enumerate(pypdfium2.PdfDocument(content)):
        text = page.get_textpage()
        width, height = page.get_size()
        for drawn in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=15):
            left, bottom, right, top = drawn.get_bounds()
            if not (left >= 0 <= bottom and right <= width and top <= height):
                continue
            size = raw.FPDFTextObj_GetText(drawn, text, None, 0)
            held = (ctypes.c_ushort * (size // 2))()
            raw.FPDFTextObj_GetText(drawn, text, held, size)
            mark = raw.FPDFPageObj_GetMarkedContentID(drawn)
            # PDFium tells a hyphen at the end of a line apart from others.
            words_ = bytes(held).decode("utf-16-le").rstrip("\0").replace("\x02", "-")
            found[number, mark] += words_
    return found
