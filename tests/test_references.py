"""References of a letter: each value beside its label, all values below each other."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from aftersales_docs import api
from aftersales_docs.document import LABEL_WIDTH, Document, Opening, Text, plain
from aftersales_docs.document.fit import fitted
from aftersales_docs.document.house import house_of
from aftersales_docs.pdf import ENGINES, Engine
from aftersales_docs.resources import templates
from tests.e2e.office import print_with_office
from tests.inputs import samples
from tests.made import composed, loaded
from tests.reading import NS, W, docx_part

MAILS = (
    "info@nordwerk-elektro.example",
    "reklamation.nord@nordwerk-elektrogeraete.example",
    "kundendienst@nordwerk-elektrogeraete-vertrieb-niedersachsen.example",
)
LABELS = ("Ihre Nachricht vom", "Ihre letzte Nachricht vom")
# Letters that have their references beside the address, by the letter's page.
LETTERS = {"window": "granted-repair.de.de", "plain": "forwarded.en.de"}
CASES = [(letter, mail, label) for letter in LETTERS for mail in MAILS for label in LABELS]


def sample_of(letter: str) -> Path:
    return next(one for one in samples("claim-response") if one.stem == LETTERS[letter])


def letter_with(letter: str, mail: str, label: str) -> Document:
    document = composed(sample_of(letter))
    more = (((Text("E-Mail"),), (Text(mail),)), ((Text(label),), (Text("Y-77"),)))
    blocks = tuple(
        replace(one, references=(*one.references, *more)) if isinstance(one, Opening) else one
        for one in document.blocks
    )
    return replace(document, blocks=blocks)


def opening_of(document: Document) -> Opening:
    house = house_of(templates())
    width = house.layout(document.meta.layout).text_width * 72 / 25.4
    blocks = fitted(document, house, width).blocks
    return next(block for block in blocks if isinstance(block, Opening))


def spelled(text: str) -> str:
    """``text`` without what each program writes in its own way."""
    return text.translate({0x02: "-", 0xFFFE: "-", 0x2011: "-", 0xA0: " "})


def starts(pdf: bytes, opening: Opening) -> list[tuple[float, float, float]]:
    """Of each reference: where its value begins, and at what heights it and its label stand."""
    text = pypdfium2.PdfDocument(io.BytesIO(pdf))[0].get_textpage()
    found = []
    at = 0
    every = spelled(text.get_text_range())
    for label, value in opening.references:
        first = spelled(plain(value).split("\n")[0])
        shown = spelled(plain(label))
        at = every.index(shown, at)
        behind = every.index(first, at + len(shown))
        assert not every[at + len(shown) : behind].strip(), "the value follows its label"
        left, bottom, *_ = text.get_charbox(_index(text, behind), loose=True)
        found.append((left, bottom, text.get_charbox(_index(text, at), loose=True)[1]))
        at = behind
    return found


def _index(text: pypdfium2.PdfTextPage, place: int) -> int:
    """The number of the character at ``place`` of the page's text; ends of lines are none."""
    index: int = pypdfium2.raw.FPDFText_GetCharIndexFromTextIndex(text, place)
    return index


def assert_beside(pdf: bytes, opening: Opening) -> None:
    found = starts(pdf, opening)
    assert max(left for left, *_ in found) - min(left for left, *_ in found) < 2.0
    assert all(abs(value - label) < 2.0 for _, value, label in found)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("letter", "mail", "label"), CASES)
def test_a_value_stands_beside_its_label(
    letter: str, mail: str, label: str, engine: Engine
) -> None:
    document = letter_with(letter, mail, label)
    data = loaded(sample_of(letter))
    pdf = api.write(document, "pdf", data=data, pdf_engine=engine)
    assert_beside(pdf, opening_of(document))


@pytest.mark.parametrize(("letter", "mail", "label"), CASES)
def test_word_has_its_tab_where_the_labels_end(letter: str, mail: str, label: str) -> None:
    document = letter_with(letter, mail, label)
    opening = opening_of(document)
    wanted = round(opening.label * 1440 / 25.4)
    paragraphs = [
        one
        for one in docx_part(api.write(document, "docx")).iter(f"{W}p")
        if (style := one.find("w:pPr/w:pStyle", NS)) is not None
        and style.get(f"{W}val") == "Reference"
    ]
    assert len(paragraphs) == len(opening.references)
    stops = {"clear": round(LABEL_WIDTH * 1440 / 25.4), "left": wanted}
    for one in paragraphs:
        tabs = {
            t.get(f"{W}val"): int(t.get(f"{W}pos")) for t in one.iterfind(".//w:tabs/w:tab", NS)
        }
        assert tabs == (stops if opening.label != LABEL_WIDTH else {})
        indent = one.find("w:pPr/w:ind", NS)
        assert (indent is None) == (not tabs)
        assert not tabs or int(indent.get(f"{W}left")) == int(indent.get(f"{W}hanging")) == wanted


def test_labels_take_what_they_need_and_leave_what_values_need() -> None:
    wide = opening_of(letter_with("window", MAILS[2], LABELS[1])).label
    plain_letter = opening_of(letter_with("plain", MAILS[2], "Date")).label
    assert plain_letter < LABEL_WIDTH < wide


def test_an_address_is_parted_behind_its_at_where_both_halves_fit() -> None:
    opening = opening_of(letter_with("plain", MAILS[0], "Date"))
    assert "info@\nnordwerk-elektro.example" in [plain(value) for _, value in opening.references]


@pytest.mark.slow
def test_the_print_of_the_word_file_has_values_beside_their_labels(tmp_path: Path) -> None:
    for number, case in enumerate(CASES):
        (tmp_path / f"{number}.docx").write_bytes(api.write(letter_with(*case), "docx"))
    print_with_office(tmp_path)
    for number, case in enumerate(CASES):
        pdf = (tmp_path / "office" / f"{number}.pdf").read_bytes()
        assert_beside(pdf, opening_of(letter_with(*case)))
