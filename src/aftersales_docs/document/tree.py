"""The neutral document tree: what a finished document says, without a word on how it looks.

Composition builds it, the writers read it. It knows neither Word nor HTML, neither
law nor schema. All nodes are frozen; a document can be cached, compared and shared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal, TypeAlias

from ..language.codes import Case, Lang
from .contents import Contents
from .form_lines import FormLine
from .inlines import Inlines
from .pictures import Logo, PerPage, Picture

# The amounts of totals stand over so many columns, the last of their table.
TOTAL_COLUMNS = 2
# More rows than these may part over two pages; fewer look lost when they do.
_SHORT_TABLE = 12


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who issues the document; the first line is the name."""

    lines: tuple[Inlines, ...]
    logo: Logo | None = None


@dataclass(frozen=True, slots=True)
class Title:
    """The document's title and the lines under it."""

    title: Inlines
    subtitles: tuple[Inlines, ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True)
class Spread:
    """Two short texts on one line: the first at the left edge, the second at the right."""

    left: Inlines
    right: Inlines


@dataclass(frozen=True, slots=True)
class Fields:
    """Labelled values, one a row."""

    id: str
    rows: tuple[tuple[Inlines, Inlines], ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading outside the numbering; ``newpage`` begins it on a page of its own."""

    id: str
    content: Inlines
    newpage: bool = False


@dataclass(frozen=True, slots=True)
class Annex:
    """The head of an annex: its mark at the right, and its title.

    The mark reads ``before``, ``number``, ``after``; references show the number. ``newpage``:
    it begins a page; a short annex shares that of the one before.
    """

    id: str
    before: Inlines
    number: str
    after: Inlines
    title: Inlines
    newpage: bool = True


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text without a number; ``lead`` says that what follows belongs to it.

    ``flush`` text begins at the edge, also where first lines are indented.
    """

    content: Inlines
    lead: bool = False
    id: str = ""
    flush: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered clause. Level 1 is a chapter and its heading, 2 a point, 3 a sub-point.

    ``number`` is what the reader sees (``2.14.``, ``IV.``); writers that count for
    themselves must come to the same. ``lead`` says that sub-points follow.
    """

    id: str
    level: int
    number: str
    content: Inlines
    lead: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list without numbers; ``ids`` name those items that are clauses of their own.

    ``level`` is that of the clause under which the list stands: 2 a point, 3 a sub-point,
    1 where it stands in no point.
    """

    items: tuple[Inlines, ...]
    ids: tuple[str, ...] = ()
    level: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under one header row; ``widths`` are relative; ``form`` leaves room to write.

    ``align`` holds ``l``, ``c`` or ``r`` for each column, nothing meaning all left;
    ``foot`` are totals: a label, and an amount over the last two columns, ``foot_id`` the
    clause they come from. ``size`` is that of its type, as a part of the usual: writers find
    it smaller where words would else be torn (:mod:`.fit`).
    """

    id: str
    header: tuple[Inlines, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    widths: tuple[int, ...]
    form: bool = False
    align: str = ""
    foot: tuple[tuple[Inlines, Inlines], ...] = ()
    foot_id: str = ""
    size: float = 1.0

    @property
    def total_columns(self) -> int:
        """Over how many columns the amounts of totals stand."""
        return TOTAL_COLUMNS

    @property
    def whole(self) -> bool:
        """Whether the table is so short that it stays on one page."""
        return len(self.rows) + len(self.foot) <= _SHORT_TABLE


@dataclass(frozen=True, slots=True)
class Stamp:
    """An approval block in the upper right corner."""

    id: str
    lines: tuple[FormLine, ...]

    @property
    def sign_line(self) -> int | None:
        """Which of its lines is the one to sign on; ``None`` where nobody signs."""
        return _sign_line(self.lines)


@dataclass(frozen=True, slots=True)
class Signatures:
    """One signature block; ``id`` names the signer's role for software that signs."""

    id: str
    lines: tuple[FormLine, ...]

    @property
    def sign_line(self) -> int | None:
        """Which of its lines is the one to sign on; ``None`` where nobody signs."""
        return _sign_line(self.lines)


@dataclass(frozen=True, slots=True)
class SignaturePair:
    """The signature blocks of two parties, side by side."""

    left: Signatures
    right: Signatures


# In the style of the references in the Word templates, too.
LABEL_WIDTH: Final = 28.0


@dataclass(frozen=True, slots=True)
class Opening:
    """How a letter begins: who writes, to whom, with what reference.

    ``return_line`` is the sender on one line, for the window of an envelope;
    ``references`` are labelled: dates, numbers, who to ask; ``label`` is the width of their
    labels in millimetres, where these stand beside the values.
    """

    letterhead: tuple[Inlines, ...]
    return_line: Inlines
    address: tuple[Inlines, ...]
    references: tuple[tuple[Inlines, Inlines], ...]
    logo: Logo | None = None
    label: float = LABEL_WIDTH


@dataclass(frozen=True, slots=True)
class Subject:
    """What a letter is about."""

    content: Inlines


@dataclass(frozen=True, slots=True)
class Salutation:
    """How a letter addresses its reader."""

    content: Inlines


@dataclass(frozen=True, slots=True)
class Closing:
    """How a letter ends: lines above the place of the signature, and lines below it."""

    id: str
    above: tuple[Inlines, ...]
    below: tuple[Inlines, ...]


@dataclass(frozen=True, slots=True)
class Foot:
    """Particulars of the sender at the foot of the first page."""

    lines: tuple[Inlines, ...]


@dataclass(frozen=True, slots=True)
class PicturePage:
    """A page of enclosed pictures, each with its caption; it begins a page and fills it alone.

    ``marks`` are the SHA-256 sums of the files that the pictures come from.
    """

    id: str
    heading: Inlines
    pictures: tuple[Picture, ...]
    captions: tuple[Inlines, ...]
    per_page: PerPage = 1
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """An enclosed PDF: a page that names it, behind which a PDF has its ``pages``.

    What can't take pages of others has the page with its name alone. ``mark`` is the SHA-256
    sum of the file.
    """

    id: str
    heading: Inlines
    title: Inlines
    extent: Inlines
    pages: int
    content: bytes = field(repr=False)
    mark: str = ""
    media_type: str = "application/pdf"


@dataclass(frozen=True, slots=True)
class Parallel:
    """The same in two languages: a pair a row, or the second alone, mostly on a new page.

    Its blocks count for themselves: the second language has numbers of its own that go
    with those of the first.
    """

    rows: tuple[tuple[tuple[Block, ...], tuple[Block, ...]], ...]
    langs: tuple[Lang, Lang]
    columns: bool = True
    newpage: bool = True

    @property
    def led(self) -> bool:
        """Whether the last words belong to what follows, as those before a table do."""
        return self.columns and bool(self.rows) and leads(self.rows[-1][0])


Block: TypeAlias = (
    Letterhead
    | Opening
    | Subject
    | Salutation
    | Closing
    | Foot
    | SignaturePair
    | Parallel
    | PicturePage
    | AttachedFile
    | Title
    | Contents
    | Spread
    | Fields
    | Heading
    | Annex
    | Paragraph
    | Clause
    | Items
    | Table
    | Stamp
    | Signatures
)


@dataclass(frozen=True, slots=True)
class Meta:
    """What the files say of themselves.

    ``issued`` comes from the data, never from the clock, so that the same input gives
    the same bytes. ``accepted`` are the codes of warnings that a person took upon himself;
    the files carry them among their properties. ``clauses`` are the versions of the
    library's clauses that the document holds, by identifier. ``first`` is the number of
    the first chapter; ``initials`` are those who initial each page. ``guesses`` are words
    whose form was guessed: the words, the case, the form. ``version``, ``replaces`` (the
    version before) and ``valid_from`` are those of documents that come in versions. ``fonts``
    says whether Word files hold their fonts; ``None`` leaves it to the house. ``draft`` is the
    mark of one that is not issued, as the pages show it.
    """

    kind: str
    lang: Lang
    law: str
    layout: str
    numbering: str
    title: str
    author: str
    issued: date | None
    labels: dict[str, str] = field(hash=False)
    accepted: tuple[str, ...] = ()
    clauses: Mapping[str, str] = field(default_factory=dict, hash=False)
    first: int = 1
    initials: tuple[str, ...] = ()
    guesses: tuple[tuple[str, Case, str], ...] = ()
    version: str = ""
    replaces: str = ""
    valid_from: date | None = None
    fonts: Literal["embedded", "named"] | None = None
    draft: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A finished document, ready for any writer."""

    meta: Meta
    blocks: tuple[Block, ...]

    def clauses(self) -> Iterator[Clause]:
        """All numbered clauses, from top to bottom; of two languages both."""
        return (block for block in flat(self.blocks) if isinstance(block, Clause))


def _sign_line(lines: Sequence[FormLine]) -> int | None:
    return next((i for i, line in enumerate(lines) if line.sign_cell is not None), None)


def leads(blocks: Sequence[Block]) -> bool:
    """Whether the last of ``blocks`` must not stand without what follows it."""
    match blocks[-1] if blocks else None:
        case Heading() | Clause(level=1):
            return True
        case Clause(lead=lead) | Paragraph(lead=lead):
            return lead
        case _:
            return False


def flat(blocks: Iterable[Block]) -> Iterator[Block]:
    """``blocks`` with those that stand side by side one after the other."""
    for block in blocks:
        if isinstance(block, Parallel):
            for row in block.rows:
                for side in row:
                    yield from flat(side)
        else:
            yield block
