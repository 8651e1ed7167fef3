"""A table of contents: what it lists, each entry with the block that it leads to."""

from __future__ import annotations

from dataclasses import dataclass

from .inlines import Inlines

# A table of more entries than this has the page to itself; the text begins overleaf.
_SHORT = 12
# So many fit on the first page below the title, and on another page.
_FIRST, _PAGE = 42, 52


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """One entry: the number and the words of a heading, and the identifier of its block.

    ``level`` 1 is the highest; ``number`` is as the reader sees it (``4.``), empty where the
    heading has none. The page is the writer's to find.
    """

    level: int
    number: str
    title: Inlines
    target: str


@dataclass(frozen=True, slots=True)
class Contents:
    """A table of contents under its own heading, with the entries of all languages."""

    id: str
    heading: Inlines
    entries: tuple[ContentsEntry, ...] = ()

    @property
    def apart(self) -> bool:
        """Whether the table is so long that what follows it begins a new page.

        Not where only its end stands on the last page: the most of that would stay white.
        """
        rest = len(self.entries) - _FIRST
        return len(self.entries) > _SHORT and (rest <= 0 or 2 * (rest % _PAGE) > _PAGE)
