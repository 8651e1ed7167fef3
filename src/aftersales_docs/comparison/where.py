"""Where a change stands, in words that a reader of the contract knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_SIGNATURE = "sig-"
LANGUAGES: Mapping[str, str] = {"de": "German", "ru": "Russian", "en": "English"}


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
        parts = [] if self.story == "body" else [self.story]
        parts += self._clause()
        parts += self._table()
        if self.lang:
            parts.append(language(self.lang))
        if self.page and self.old_page not in {0, self.page}:
            parts.append(f"page {self.page} (issued: {self.old_page})")
        elif self.page or self.old_page:
            parts.append(f"page {self.page or self.old_page}")
        return ", ".join(parts) or "text"

    def _clause(self) -> Iterator[str]:
        if self.base.startswith(_SIGNATURE):
            yield "signatures"
        elif self.label:
            yield f"{self.label} ({self.section})" if self.section else self.label
        elif self.section:
            yield self.section
        elif self.story == "body" and self.page == self.old_page == 0 and not self.table:
            yield "before the first clause"

    def _table(self) -> Iterator[str]:
        if self.table:
            yield "table" if self.section or self.label else f"table {self.table}"
            if self.row:
                yield f"row {self.row}" + (f" ({self.row_name})" if self.row_name else "")
            if self.column:
                name = f" ({self.column_name})" if self.column_name else ""
                yield f"column {self.column}{name}"


def language(name: str) -> str:
    """What a reader calls one of two languages, or the column in which it stands."""
    return LANGUAGES.get(name, f"{name} {'column' if name in {'left', 'right'} else 'language'}")
