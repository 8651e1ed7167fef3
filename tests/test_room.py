"""Room between parts of a page, and for what is to be written, in all writers."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import pairwise

import pypdfium2
import pytest
from lxml import etree

from aftersales_docs.api import write as write_file
from aftersales_docs.document import (
    Block,
    Clause,
    Contents,
    ContentsEntry,
    Document,
    Heading,
    Paragraph,
    Parallel,
    SignaturePair,
    Text,
    Title,
    plain,
)
from aftersales_docs.document.fit import POINTS_IN_MM
from aftersales_docs.document.house import house_of
from aftersales_docs.fonts import text_width
from aftersales_docs.pdf import ENGINES, Engine, write
from aftersales_docs.resources import templates
from tests.inputs import SAMPLES
from tests.made import composed, made
from tests.pdf.typst.trees import meta
from tests.reading import NS, docx_part

ONE_FILE = next(one for one in SAMPLES if one.stem == "one-file.en.de")
LAYOUTS = sorted(house_of(templates()).layouts)
W = f"{{{NS['w']}}}"


def body(document: Document) -> etree._Element:
    document = replace(document, meta=replace(document.meta, kind="service-agreement"))
    found = docx_part(write_file(document, "docx")).find("w:body", NS)
    assert found is not None
    return found


def style(element: etree._Element) -> str:
    found = element.find("w:pPr/w:pStyle", NS)
    return "" if found is None else str(found.get(f"{W}val"))


@pytest.mark.parametrize("name", LAYOUTS)
def test_numbers_have_room_before_their_words(name: str) -> None:
    """In columns '15.1.1.' all but touched its words, in Word and HTML."""
    house = house_of(templates()).on(name)
    for number, room in (("31.", "chapter"), ("31.9.", "point"), ("31.2.9.", "subpoint")):
        if name == "letter-corner" and room == "point":
            continue  # Letters number nothing.
        size = house.sizes.chapter if room == "chapter" else house.sizes.text
        wide = text_width(number, display=room == "chapter") * size
        assert wide < getattr(house.indents, room) * POINTS_IN_MM - 2.5, (name, number)


def test_place_and_date_are_written_once_for_both_languages() -> None:
    """The second line to write on was torn from its words."""
    pair = next(one for one in composed(ONE_FILE).blocks if isinstance(one, SignaturePair))
    for party in (pair.left, pair.right):
        lines = [plain(line.cells[0].content) for line in party.lines]
        (written,) = [line for line in lines if "__" in line]
        assert written == f"Place, date / Ort, Datum: {'_' * 20}"


def test_the_languages_names_stand_off_the_signatures_above_them() -> None:
    """'English' stood directly below 'Yuki Tanaka', and Word joins tables that touch."""
    children = list(docx_part(made(ONE_FILE, "docx")).find("w:body", NS))  # type: ignore[arg-type]
    for before, after in pairwise(children):
        signed = before.find(".//w:pStyle[@w:val='PartyBlank']", NS) is not None
        assert not (signed and after.tag == f"{W}tbl")


def test_words_alone_in_their_line_of_a_form_have_all_of_it() -> None:
    """'… ein Exemplar habe ich / erhalten.' was two lines in Word, one in PDF."""
    sample = next(one for one in SAMPLES if one.stem == "account-manager.de.de")
    cells = docx_part(made(sample, "docx")).iterfind(".//w:tc", NS)
    alone = [one for one in cells if one.find(".//w:pStyle[@w:val='FormHeading']", NS) is not None]
    assert alone
    for one in alone:
        right = one.find("w:tcPr/w:tcMar/w:right", NS)
        assert right is not None
        assert right.get(f"{W}w") == "0"


def row(name: str, length: int) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    words = (Text("Wort " * (length // 5)),)
    return (Clause(name, 2, "1.1.", words),), (Clause(f"{name}-en", 2, "1.1.", words),)


def test_a_short_row_of_two_languages_is_not_parted_in_word() -> None:
    """LibreOffice sets the last line of a cell alone overleaf; a long row would leave a gap."""
    parallel = Parallel((row("a", 100), row("b", 900)), ("de", "en"))
    rows = body(Document(meta("contract-columns"), (parallel,))).findall(".//w:tr", NS)
    kept = [one.find("w:trPr/w:cantSplit", NS) is not None for one in rows]
    assert kept == [False, True, False]


def listed(count: int) -> Contents:
    entries = tuple(ContentsEntry(1, "1.", (Text("Eintrag"),), "begun") for _ in range(count))
    return Contents("contents", (Text("Inhalt"),), entries)


@pytest.mark.parametrize(
    ("entries", "apart"),
    [(12, False), (13, True), (42, True), (49, False), (76, False), (77, True)],
)
def test_the_text_goes_on_below_the_end_of_a_long_table_of_contents(
    entries: int, apart: bool
) -> None:
    """In lean-sequence.en.de seven entries had page 2 to themselves."""
    assert listed(entries).apart is apart


@pytest.mark.parametrize("engine", ENGINES)
def test_there_is_room_between_contents_and_the_text_below(engine: Engine) -> None:
    blocks = (listed(5), Paragraph((Text("Zwischen"),)), Heading("begun", (Text("Anfang"),)))
    page = pypdfium2.PdfDocument(
        io.BytesIO(write(Document(meta("contract"), blocks), templates(), {}, engine=engine))
    )[0].get_textpage()
    text = page.get_text_range()
    last, first = (page.get_charbox(text.rindex(word)) for word in ("Eintrag", "Zwischen"))
    assert last[1] - first[3] > 14


def test_there_is_room_between_contents_and_the_text_below_in_word() -> None:
    blocks = (listed(5), Paragraph((Text("Zwischen"),)))
    ends = [one for one in body(Document(meta("contract"), blocks)) if style(one) == "TableEnd"]
    below = ends[0].find("w:pPr/w:spacing", NS)
    assert below is not None
    assert int(str(below.get(f"{W}after"))) >= 200


@pytest.mark.parametrize(
    "first",
    [Title((Text("Hxi"),)), Clause("c", 1, "1.", (Text("Hxi"),))],
    ids=["title", "chapter"],
)
def test_the_first_line_stands_at_one_height_in_both_pdfs(first: Block) -> None:
    """The page of Typst began a line and more above those of Word and HTML."""
    document = Document(meta("contract"), (first, Paragraph((Text("Absatz"),))))
    tops = []
    for engine in ENGINES:
        page = pypdfium2.PdfDocument(io.BytesIO(write(document, templates(), {}, engine=engine)))[
            0
        ]
        text = page.get_textpage()
        tops.append(text.get_charbox(text.get_text_range().index("Hxi"))[3])
    assert abs(tops[0] - tops[1]) < 2, tops


@pytest.mark.parametrize("layout", [name for name in LAYOUTS if name.startswith("letter")])
def test_the_foot_of_a_letter_keeps_to_the_margin_in_word(layout: str) -> None:
    """A foot that is higher than the margin takes room from the words, and moves the closing."""
    content = templates().find(f"word/{layout}.docx").read_bytes()
    page = docx_part(content).find(".//w:pgMar", NS)
    assert page is not None
    lines = 3 * 10 + 10
    room = (int(str(page.get(f"{W}bottom"))) - int(str(page.get(f"{W}footer")))) / 20
    assert lines <= room
