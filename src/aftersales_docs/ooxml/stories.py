"""The text of a Word file: stories of paragraphs and tables, with what they say.

A story is one run of text: the body, a header, a footer, a note, a text box, a drawing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from .elements import Element
from .package import Package
from .runs import Piece
from .tracked_changes import Revision
from .words import Token, tokens

# What ends a paragraph, a cell and a row in a key; no text holds these.
_END, _CELL, _ROW = "\x1d", "\x1e", "\x1f"


@dataclass(eq=False)
class WordParagraph:
    """A paragraph. ``clause`` is its own bookmark, ``under`` the last one at or above it."""

    element: Element
    pieces: list[Piece]
    style: str
    clause: str = ""
    under: str = ""
    number: str = ""
    by: Revision | None = None

    @cached_property
    def text(self) -> str:
        """Its words as the file holds them."""
        return "".join(piece.text for piece in self.pieces)

    @cached_property
    def tokens(self) -> list[Token]:
        """Its words, one by one."""
        return tokens(self.pieces)

    @cached_property
    def key(self) -> tuple[str, ...]:
        """Equal for paragraphs that say the same."""
        return tuple(token.text for token in self.tokens if token.text != " ")

    @property
    def tracked(self) -> Revision | None:
        """The tracked change that made the whole paragraph, if one did."""
        made = [piece.revision for piece in self.pieces if piece.text.strip()]
        return made[0] if made and all(made) else None


@dataclass(eq=False)
class WordCell:
    """A cell of a table."""

    element: Element
    blocks: list[Block]


@dataclass(eq=False)
class WordRow:
    """A row of a table."""

    element: Element
    cells: list[WordCell]
    by: Revision | None = None

    @cached_property
    def paras(self) -> list[WordParagraph]:
        """All paragraphs in it."""
        return [para for cell in self.cells for para in flat(cell.blocks)]

    @cached_property
    def text(self) -> str:
        """Its cells side by side."""
        return " | ".join(" ".join(p.text for p in flat(cell.blocks)) for cell in self.cells)

    @cached_property
    def key(self) -> tuple[str, ...]:
        """Equal for rows that say the same."""
        return tuple(word for cell in self.cells for word in (*_key(cell.blocks), _CELL))

    clause = ""

    @property
    def tracked(self) -> Revision | None:
        """The tracked change that made the row, if one did."""
        return self.by


@dataclass(eq=False)
class WordTable:
    """A table."""

    element: Element
    rows: list[WordRow]

    @cached_property
    def paras(self) -> list[WordParagraph]:
        """All paragraphs in it."""
        return [para for row in self.rows for para in row.paras]

    @cached_property
    def text(self) -> str:
        """Its rows, parted by semicolons."""
        return "; ".join(row.text for row in self.rows)

    @cached_property
    def key(self) -> tuple[str, ...]:
        """Equal for tables that say the same."""
        return tuple(word for row in self.rows for word in (*row.key, _ROW))

    @cached_property
    def clause(self) -> str:
        """The first bookmark in it."""
        return next((para.clause for para in self.paras if para.clause), "")

    @property
    def tracked(self) -> Revision | None:
        """The tracked change that made the table, if all its rows come from one."""
        made = [row.by for row in self.rows]
        return made[0] if made and all(made) else None


Block: TypeAlias = WordParagraph | WordTable
Unit: TypeAlias = WordParagraph | WordRow | WordTable


def flat(blocks: list[Block]) -> Iterator[WordParagraph]:
    """All paragraphs of ``blocks``, in tables too."""
    for block in blocks:
        if isinstance(block, WordParagraph):
            yield block
        else:
            yield from block.paras


def words_of(key: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a key, without what ends paragraphs, cells and rows."""
    return tuple(word for word in key if word not in {_END, _CELL, _ROW})


def _key(blocks: list[Block]) -> tuple[str, ...]:
    return tuple(
        word
        for block in blocks
        for word in ((*block.key, _END) if isinstance(block, WordParagraph) else block.key)
    )


@dataclass(eq=False)
class Story:
    """One run of text. ``kind`` is what a reader calls it, ``part`` where it is kept."""

    kind: str
    part: str
    container: Element
    blocks: list[Block]

    @cached_property
    def paras(self) -> list[WordParagraph]:
        """All its paragraphs."""
        return list(flat(self.blocks))

    @cached_property
    def text(self) -> str:
        """Its words, a paragraph a line."""
        return "\n".join(para.text for para in self.paras)

    @cached_property
    def key(self) -> tuple[str, ...]:
        """Equal for stories that say the same."""
        return _key(self.blocks)

    clause = ""


@dataclass(eq=False)
class View:
    """A file read with its tracked changes accepted, or rejected."""

    package: Package
    roots: dict[str, Element] = field(default_factory=dict)
    stories: list[Story] = field(default_factory=list)
    styles: Mapping[str, str] = field(default_factory=dict)
    paragraphs: int = 0
    characters: int = 0
    known: set[tuple[str, tuple[str, ...]]] = field(default_factory=set)

    def of(self, kind: str) -> list[Story]:
        """The stories of a kind, in their order."""
        return [story for story in self.stories if story.kind == kind]
