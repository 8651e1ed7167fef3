"""Where blocks are written: the sheet, how wide it is there, and in which language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..document import ContentsEntry
from ..document.house import Columns, Layout
from .bookmarks import Bookmarks
from .media import Media


@dataclass(frozen=True, slots=True)
class LetterPage:
    """What the opening of a letter must know of its page; lengths in millimetres."""

    letter: str
    width: float
    top: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the house and its template say of a page; lengths in twips.

    ``width`` is the room between the margins, ``stamp_width`` that of a stamp,
    ``form_row`` the least height of a table's row to write in, ``table_sizes`` the type of a
    table's head and rows in points. ``form_columns`` are the
    shares of a form line's cells, by their number, ``columns`` those of what stands side by
    side; ``items`` is where lists under points and sub-points begin, by level;
    ``layout`` is the page as the house has it.
    """

    width: int
    stamp_width: int
    form_row: int
    table_sizes: tuple[float, float]
    form_columns: Mapping[int, Sequence[int]]
    columns: Columns
    items: Mapping[int, int]
    page: LetterPage
    layout: Layout


@dataclass(frozen=True, slots=True)
class Pages:
    """On which page each block stands that a table of contents leads to, by identifier.

    ``marked`` are the entries that stand for more than the words of a heading, ``uncertain``
    says that the pages are not those of this very file.
    """

    of: Mapping[str, int] = field(default_factory=dict)
    marked: Mapping[str, ContentsEntry] = field(default_factory=dict)
    uncertain: bool = True


NO_PAGES = Pages()


@dataclass(frozen=True, slots=True)
class Frame:
    """The room in which blocks are written, and the language they are in.

    ``width`` is its width in twips, ``language`` a tag (``de-DE``); ``second`` says that it
    is the second language of a contract, which counts by a list of its own. ``size`` is that
    of the type in half points; 0 leaves it to the style. ``media`` takes the pictures drawn.
    ``pages`` is what a table of contents says of pages.
    """

    sheet: Sheet
    bookmarks: Bookmarks
    width: int
    language: str
    second: bool = False
    size: int = 0
    media: Media = field(default_factory=Media)
    pages: Pages = NO_PAGES

    def narrowed(self, width: int) -> Frame:
        """The same in a column."""
        return replace(self, width=width)

    def sized(self, points: float) -> Frame:
        """The same in smaller type than that of the style."""
        return replace(self, size=round(2 * points))

    def in_language(self, tag: str) -> Frame:
        """The same with words in another language."""
        return replace(self, language=tag)

    def in_second(self, tag: str) -> Frame:
        """The same in the second language of a contract."""
        return replace(self, language=tag, second=True)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What stands around a block, as far as its own style depends on it.

    ``below_table``: a ruled table stands above; ``signed``: signatures follow, which must
    not begin a page alone; ``ends_subpoints``: it is the last sub-point of its point.
    """

    below_table: bool = False
    signed: bool = False
    ends_subpoints: bool = False


ALONE = Neighbours()
