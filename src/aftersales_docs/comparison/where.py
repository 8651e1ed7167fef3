"""Where a change stands, in words that a reader of the contract knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..errors import Worded, joined, term, worded

_SIGNATURE = "sig-"
LANGUAGES: Mapping[str, Worded] = {
    "de": worded("German"),
    "ru": worded("Russian"),
    "en": worded("English"),
    "left": worded("left column"),
    "right": worded("right column"),
    "first": worded("the first language"),
}


@dataclass(frozen=True, slots=True)
class Where:
    """Where a change stands. ``number`` is what the paragraph shows.

    ``clause`` is the clause's identifier; ``below``: the place has none, and this is the
    last one above it. ``table``, ``row`` and ``column`` count from 1 and are 0 outside tables.
    ``label`` is the number with those above it (``§ 4(2) a)``), ``section`` the heading above,
    ``base`` the clause without its language, ``lang`` the language where there are two,
    ``row_name`` and ``column_name`` what the row and the column begin with. ``page`` and
    ``old_page`` are those of PDFs, the returned and the issued one; 0 where there are none.
    """

    story: str = "body"
    clause: str = ""
    number: str = ""
    below: bool = False
    table: int = 0
    row: int = 0
    column: int = 0
    label: str = ""
    section: str = ""
    base: str = ""
    lang: str = ""
    row_name: str = ""
    column_name: str = ""
    page: int = 0
    old_page: int = 0

    def __str__(self) -> str:
        return self.words()

    def words(self) -> Worded:
        """The place in words."""
        parts: list[str] = [] if self.story == "body" else [term(self.story)]
        parts += [*self._clause(), *self._table()]
        if self.lang:
            parts.append(language(self.lang))
        parts += self._page()
        return joined(parts) if parts else worded("text")

    def _clause(self) -> Iterator[str]:
        if self.base.startswith(_SIGNATURE):
            yield worded("signatures")
        elif self.label and self.section:
            yield worded("{label} ({section})", label=self.label, section=self.section)
        elif self.label or self.section:
            yield self.label or self.section
        elif self.story == "body" and not (self.page or self.old_page or self.table):
            yield worded("before the first clause")

    def _table(self) -> Iterator[str]:
        if not self.table:
            return
        if self.section or self.label:
            yield worded("table")
        else:
            yield worded("table {table}", table=self.table)
        if self.row:
            yield _named(worded("row {row}", row=self.row), self.row_name)
        if self.column:
            yield _named(worded("column {column}", column=self.column), self.column_name)

    def _page(self) -> Iterator[str]:
        if self.page and self.old_page not in {0, self.page}:
            yield worded("page {page} (issued: {old})", page=self.page, old=self.old_page)
        elif self.page or self.old_page:
            yield worded("page {page}", page=self.page or self.old_page)


def _named(place: Worded, name: str) -> Worded:
    return worded("{place} ({name})", place=place, name=name) if name else place


def language(name: str) -> Worded:
    """What a reader calls one of two languages, or the column in which it stands."""
    return LANGUAGES[name] if name in LANGUAGES else worded("{lang} column", lang=name)
