"""Names, numbers and tracked insertions: what a section must not give out twice in a host."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..ooxml.bookmarks import bookmark
from ..ooxml.elements import Element, find, new, paragraph_mark, put, w

_NAME_LENGTH = 40  # Word's limit for bookmarks.


@dataclass(frozen=True, slots=True)
class Tracking:
    """Who inserts, for a host that tracks changes; ``date`` in Word's form, or empty."""

    author: str
    date: str = ""


@dataclass(slots=True)
class Names:
    """Names and numbers of bookmarks and changes, none given twice in the host."""

    taken_names: set[str]
    taken_ids: set[int]
    _last: int = field(default=0, init=False)

    def id(self) -> int:
        """The next number that is free."""
        self._last += 1
        while self._last in self.taken_ids:
            self._last += 1
        return self._last

    def name(self, clause: str) -> str:
        """The bookmark's name of a clause; numbered where the host has one of that name."""
        first = name = bookmark(clause)
        count = 1
        while name.lower() in self.taken_names:
            count += 1
            end = f"_{count}"
            name = first[: _NAME_LENGTH - len(end)] + end
        self.taken_names.add(name.lower())
        return name


@dataclass(frozen=True, slots=True)
class Tracker:
    """Makes insertions and deletions tracked, where the host tracks changes."""

    names: Names
    tracking: Tracking | None

    @property
    def on(self) -> bool:
        """Whether the host tracks."""
        return self.tracking is not None

    def change(self, name: str = "ins") -> Element:
        """A new mark of a tracked change."""
        assert self.tracking is not None  # noqa: S101 (asked only where changes are tracked)
        node = new(name, id=self.names.id(), author=self.tracking.author)
        if self.tracking.date:
            node.set(w("date"), self.tracking.date)
        return node

    def inserted(self, paragraph: Element) -> Element:
        """``paragraph``, all of it a tracked insertion where the host tracks, its mark too."""
        if not self.on:
            return paragraph
        self.mark_end(paragraph, "ins")
        wrapper = None
        for child in list(paragraph):
            if child.tag != w("r"):
                wrapper = None
                continue
            if wrapper is None:
                wrapper = self.change()
                child.addprevious(wrapper)
            wrapper.append(child)
        return paragraph

    def mark_end(self, paragraph: Element, name: str) -> None:
        """Mark the end of a paragraph as inserted or deleted."""
        put(paragraph_mark(paragraph), self.change(name))

    def mark_row(self, row: Element, name: str) -> None:
        """Mark a row of a table as inserted or deleted."""
        properties = find(row, "trPr")
        if properties is None:
            properties = new("trPr")
            row.insert(1 if find(row, "tblPrEx") is not None else 0, properties)
        properties.append(self.change(name))
