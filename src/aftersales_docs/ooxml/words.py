"""The words of a paragraph, one by one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from .runs import Piece

# Numbers with their separators are one word; all else that is no letter stands alone.
_WORD = re.compile(r"\d+(?:[.,:/\xad]\d+)*|(?:[^\W\d_]|\xad)+|\s+|.", re.DOTALL)
_ALIKE = str.maketrans({"\xad": "", "\u2010": "-", "\u2011": "-"})


@dataclass(frozen=True, slots=True)
class Token:
    """A word from ``start`` to ``end``; ``text`` is it without what typesetters add.

    ``aspect`` is what else must be equal: the field that shows it, and whether it can be seen.
    """

    text: str
    start: int
    end: int
    aspect: tuple[str, str] = ("", "")

    @property
    def key(self) -> tuple[str, tuple[str, str]]:
        """What makes it equal to another; of a space nobody sees how it looks."""
        return (self.text, ("", "") if self.text == " " else self.aspect)


def one_line(text: str) -> str:
    """``text`` with all kinds of spaces made one space, those at its ends too."""
    return re.sub(r"\s+", " ", text.translate(_ALIKE))


def plain(text: str) -> str:
    """``text`` without what typesetters add: kinds of spaces and hyphens."""
    return one_line(text).strip()


def tokens(pieces: Sequence[Piece]) -> list[Token]:
    """The words of a paragraph; one ends where a field or what can be seen ends."""
    found: list[Token] = []
    at = 0
    for text, aspect in _stretches(pieces):
        for match in _WORD.finditer(text):
            word = match[0].translate(_ALIKE)
            word = " " if word.isspace() else word
            if word:
                found.append(Token(word, at + match.start(), at + match.end(), aspect))
        at += len(text)
    return found


def _stretches(pieces: Sequence[Piece]) -> list[tuple[str, tuple[str, str]]]:
    groups = groupby(pieces, key=lambda piece: (piece.field, piece.formatting.unseen))
    return [("".join(piece.text for piece in group), aspect) for aspect, group in groups]
