"""Every block of the tree with every inline node in all its words, for the tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from aftersales_docs.document import (
    Annex,
    AttachedFile,
    Block,
    Break,
    Cell,
    Clause,
    Closing,
    Contents,
    ContentsEntry,
    Emphasis,
    Fields,
    Foot,
    Foreign,
    FormLine,
    Heading,
    Inline,
    Inlines,
    Items,
    Letterhead,
    Opening,
    Paragraph,
    Parallel,
    Picture,
    PicturePage,
    Ref,
    Salutation,
    SignaturePair,
    Signatures,
    Spread,
    Stamp,
    Strong,
    Subject,
    Table,
    Term,
    Text,
    Title,
)
from tests.enclosing.files import paper, png

TARGET = "target"
PICTURE = Picture("image/png", png(), 8, 6, "a picture")


@dataclass
class Words:
    """Makes words that stand nowhere else, and remembers them."""

    made: list[str] = field(default_factory=list)

    def word(self) -> str:
        self.made.append(f"q{len(self.made)}q")
        return self.made[-1]

    def text(self) -> Text:
        return Text(f" {self.word()} ")

    def __call__(self) -> Inlines:
        """One of each kind of inline node."""
        return tuple(make(self) for make in INLINES.values())


INLINES: dict[type, Callable[[Words], Inline]] = {
    Text: lambda words: words.text(),
    Strong: lambda words: Strong((words.text(), Emphasis((words.text(),)))),
    Emphasis: lambda words: Emphasis((words.text(), Term("t", (words.text(),)))),
    Break: lambda _words: Break(),
    Ref: lambda words: Ref(TARGET, words.word()),
    Term: lambda words: Term("t", (words.text(), Strong((words.text(),)))),
    Foreign: lambda words: Foreign("ru", (words.text(),)),
}


def _lines(w: Words) -> tuple[FormLine, ...]:
    return (FormLine((Cell(w()),)), FormLine((Cell(w(), blank=True),)))


def _wide(w: Words) -> tuple[FormLine, ...]:
    return (FormLine((Cell(w()),)), FormLine((Cell(w()), Cell(w(), blank=True))))


BLOCKS: dict[type, Callable[[Words], Block]] = {
    Letterhead: lambda w: Letterhead((w(), w())),
    Opening: lambda w: Opening((w(), w()), w(), (w(), w()), ((w(), w()), (w(), w()))),
    Subject: lambda w: Subject(w()),
    Salutation: lambda w: Salutation(w()),
    Title: lambda w: Title(w(), (w(),), "title"),
    Contents: lambda w: Contents("contents", w(), (ContentsEntry(1, "1.", w(), TARGET),)),
    Spread: lambda w: Spread(w(), w()),
    Fields: lambda w: Fields("fields", ((w(), w()), (w(), w()))),
    Heading: lambda w: Heading("heading", w()),
    Paragraph: lambda w: Paragraph(w()),
    Clause: lambda w: Clause(TARGET, 1, "1.", w()),
    Items: lambda w: Items((w(), w()), level=2),
    Table: lambda w: Table(
        "table", (w(), w(), w()), ((w(), w(), w()),), (1, 1, 1), foot=((w(), w()),)
    ),
    Stamp: lambda w: Stamp("stamp", _wide(w)),
    Signatures: lambda w: Signatures("one", _wide(w)),
    SignaturePair: lambda w: SignaturePair(Signatures("a", _lines(w)), Signatures("b", _lines(w))),
    Parallel: lambda w: Parallel((((Paragraph(w()),), (Paragraph(w()),)),), ("en", "ru")),
    Annex: lambda w: Annex("annex", w(), "1", w(), w()),
    PicturePage: lambda w: PicturePage("shown", w(), (PICTURE, PICTURE), (w(), w()), 2, ("", "")),
    AttachedFile: lambda w: AttachedFile("attached", w(), w(), w(), 2, paper()),
    Closing: lambda w: Closing("end", (w(), w()), (w(), w())),
    Foot: lambda w: Foot((w(),)),
}


def everything() -> Iterator[tuple[Block, list[str]]]:
    """Each block with the words in it."""
    words = Words()
    for make in BLOCKS.values():
        start = len(words.made)
        yield make(words), words.made[start:]
