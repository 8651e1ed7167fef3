"""Small trees for tests of the Typst writer, each with a part that asks for much."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache

from aftersales_docs.document import (
    Annex,
    AttachedFile,
    Block,
    Cell,
    Clause,
    Closing,
    Contents,
    ContentsEntry,
    Document,
    Fields,
    Foreign,
    FormLine,
    Heading,
    Inlines,
    Items,
    Letterhead,
    Logo,
    Meta,
    Opening,
    Paragraph,
    Parallel,
    Picture,
    PicturePage,
    Salutation,
    SignaturePair,
    Signatures,
    Spread,
    Stamp,
    Strong,
    Subject,
    Table,
    Text,
    Title,
)
from aftersales_docs.enclosing.svg import clean_svg
from tests.enclosing.files import SVG, paper

LABELS = {"page": "Seite", "of": "von"}


def meta(layout: str = "din") -> Meta:
    """What the file says of itself, on the page called ``layout``."""
    day = date(2026, 11, 23)
    return Meta("kind", "de", "de", layout, "decimal", "Ein Titel", "", day, LABELS)


def words(text: str) -> Inlines:
    """Plain words."""
    return (Text(text),)


def line(*cells: str) -> FormLine:
    """A line of a form; a cell in brackets is a line to write on."""
    return FormLine(tuple(Cell(words(one.strip("[]")), one.startswith("[")) for one in cells))


def party(name: str, *lines: str) -> Signatures:
    """The block of one of two parties: each line a cell."""
    return Signatures(name, tuple(line(one) for one in lines))


@lru_cache(maxsize=1)
def drawing() -> Picture:
    """A picture as it comes from a file."""
    return clean_svg(SVG.encode())


def logo(text: str) -> Logo:
    """A logo, which is called ``text`` and stands on every page."""
    return Logo(replace(drawing(), alt=text), 30.0, 15.0, "all")


def blocks(text: str) -> Mapping[str, tuple[Block, ...]]:
    """Every block with ``text`` wherever words may stand, by its name."""
    one = words(text)
    row = (one, words("b"))
    left = (Clause("x", 1, "1.", words("Kopf")),)
    right = (Clause("y", 1, "1.", words("Голова")),)
    lead = Paragraph(one, lead=True)
    return {
        "Annex": (Annex("a", one, "1", words("x"), one),),
        "AttachedFile": (AttachedFile("a", one, words("x"), one, 2, paper()),),
        "Clause": (
            Clause("a", 1, "1.", one),
            Clause("b", 2, "1.1.", one, lead=True),
            Clause("c", 3, "1.1.1.", one, lead=True),
            Table("t", (words("A"), words("B")), (row,), (50, 50)),
        ),
        "Contents": (
            Contents(
                "c",
                words("Inhalt"),
                (
                    ContentsEntry(1, "1.", one, "a"),
                    ContentsEntry(1, "", (Foreign("ru", one),), "b"),
                    ContentsEntry(1, "9.", one, "nowhere"),
                ),
            ),
            Clause("a", 1, "1.", one),
            Heading("b", one),
        ),
        "Closing": (Subject(words("Betreff")), Closing("c", (one,), (one,))),
        "Fields": (Fields("f", (row, (one, one))),),
        "Heading": (Heading("h", one, newpage=True), Paragraph(one)),
        "Items": (Items((one, words("y")), level=2),),
        "Letterhead": (Letterhead(((Strong(one),), one), logo(text)),),
        "Opening": (Opening((one,), one, (one,), ((words("L"), one),), logo(text)),),
        "Paragraph": (Paragraph(one),),
        "Parallel": (
            Parallel(
                (
                    (left, right),
                    ((Clause("z", 2, "1.1.", one),), (Clause("w", 2, "1.1.", one),)),
                    ((lead,), (lead,)),
                    ((Paragraph(one),), (Paragraph(one),)),
                ),
                ("de", "ru"),
            ),
        ),
        "PicturePage": (
            PicturePage("p", one, (logo(text).picture,) * 2, (one, words("y")), 2, ("m", "n")),
        ),
        "Salutation": (Salutation(one),),
        "SignaturePair": (
            Paragraph(one),
            SignaturePair(
                party("a", text, "Post", "[Unterschrift]", text),
                party("b", "Name", "Post", "[Unterschrift]", "Name"),
            ),
        ),
        "Signatures": (
            Paragraph(one),
            Signatures("s", (line(text), line(text, "[Unterschrift]", "[Name]"))),
        ),
        "Spread": (Spread(one, words("rechts")),),
        "Stamp": (Stamp("s", (line(text), line(text, "[Unterschrift]"))),),
        "Subject": (Subject(one),),
        "Table": (
            Table(
                "t",
                (words("A"), words("B"), words("C")),
                ((one, words("b"), words("c")), (words("d"), one, words("e"))),
                (50, 50, 40),
                foot=((words("Summe"), words("1,00 €")),),
            ),
        ),
        "Title": (Title(one, (one,)),),
    }


def tree(name: str, text: str) -> Document:
    """The document with the block called ``name``."""
    letter = name in {"Opening", "Closing", "Subject", "Salutation"}
    return Document(meta("letter-window" if letter else "din"), blocks(text)[name])
