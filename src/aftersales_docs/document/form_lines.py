"""The lines of a stamp or signature block, and their cells."""

from __future__ import annotations

from dataclasses import dataclass

from .inlines import Inlines


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a form line: words, or a line to write on with its caption below."""

    content: Inlines
    blank: bool = False


@dataclass(frozen=True, slots=True)
class FormLine:
    """One line of a stamp or signature block; a single cell takes the whole width."""

    cells: tuple[Cell, ...]

    @property
    def sign_cell(self) -> int | None:
        """Which cell is the one to sign in: a blank one, the first or behind a post.

        A later one is for a name or a day.
        """
        return next((i for i, cell in enumerate(self.cells[:2]) if cell.blank), None)
