"""A table of contents: what it lists, each entry with the block that it leads to."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from .inlines import Foreign, Inlines

# A table of more entries than this has the page to itself; the text begins overleaf.
_SHORT = 12
# So many fit on another page than the first.
_PAGE = 52


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
    """A table of contents under its own heading, with the entries of all languages.

    ``room``: so many entries fit on the first page below the title.
    """

    id: str
    heading: Inlines
    entries: tuple[ContentsEntry, ...] = ()
    room: int = 42

    @property
    def apart(self) -> bool:
        """Whether the table is so long that what follows it begins a new page.

        Not where it leaves a third of the last page or more, which would stay white.
        """
        rest = len(self.entries) - self.room
        return len(self.entries) > _SHORT and (rest <= 0 or 3 * (rest % _PAGE) > 2 * _PAGE)

    @property
    def leading(self) -> tuple[int, ...]:
        """Which entries stand above the same in the other language, and stay with it."""
        foreign = [_is_foreign(entry) for entry in self.entries]
        pairs = enumerate(pairwise(foreign), start=1)
        return tuple(at - 1 for at, pair in pairs if pair == (False, True))


def _is_foreign(entry: ContentsEntry) -> bool:
    return len(entry.title) == 1 and isinstance(entry.title[0], Foreign)
