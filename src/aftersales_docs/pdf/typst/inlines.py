"""Words as data for the Typst source: each string stays a string, whatever it holds."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final, TypeAlias

from ...document import Break, Emphasis, Foreign, Inline, Inlines, Ref, Strong, Term, Text
from ...fonts import text_width
from ...language import LANGUAGE_TAGS
from .glyphs import settable

Words: TypeAlias = "str | list[Any]"

# A run between places where a line may break; shorter ones fit any column.
_LONG: Final = re.compile(r"[^ \n\u200b]{20,}")
# Where such a run is parted: behind these, as a reader expects it; what is still too wide after
# so many letters.
_PARTS: Final = re.compile(r"[^@./_:;,?&=–\u2011-]*[@./_:;,?&=–\u2011-]|[^@./_:;,?&=–\u2011-]+")
_LETTERS: Final = re.compile(r".{1,8}", re.DOTALL)
# Bold type, another font and kerning: what is reckoned wider may be broken.
_SLACK: Final = 1.15


class InlineWriter:
    """Writes words; ``targets`` are the identifiers that references in them lead to."""

    def __init__(self) -> None:
        self.targets: set[str] = set()
        self.references: list[list[str]] = []

    def words(self, content: Inlines, room: float) -> Words:
        """``content`` as data; ``room`` is the width for it, in the type size 1.

        A run of characters wider than that may be broken anywhere.
        """
        parts = [part for node in content for part in self._node(node, room)]
        return parts[0] if len(parts) == 1 and isinstance(parts[0], str) else parts

    def _node(self, node: Inline, room: float) -> list[Any]:
        return WRITTEN[type(node)](self, node, room)

    def text(self, node: Text, room: float) -> list[Any]:
        """Literal characters; in several pieces where some must be broken."""
        text = settable(node.text)
        if not _LONG.search(text):
            return [text]
        parts: list[Any] = []
        end = 0
        for match in _LONG.finditer(text):
            if text_width(match[0]) * _SLACK > room:
                parts += [text[end : match.start()], ["long", *_pieces(match[0], room)]]
                end = match.end()
        return [part for part in (*parts, text[end:]) if part]

    def strong(self, node: Strong, room: float) -> list[Any]:
        """Words that carry weight."""
        return [["strong", self.words(node.children, room)]]

    def emphasis(self, node: Emphasis, room: float) -> list[Any]:
        """Words set apart."""
        return [["emph", self.words(node.children, room)]]

    def foreign(self, node: Foreign, room: float) -> list[Any]:
        """Words in another language."""
        return [["lang", *LANGUAGE_TAGS[node.lang].split("-"), self.words(node.children, room)]]

    def term(self, node: Term, room: float) -> list[Any]:
        """A defined term: its words alone."""
        return [part for child in node.children for part in self._node(child, room)]

    def reference(self, node: Ref, _room: float) -> list[Any]:
        """A number that leads to its clause."""
        self.targets.add(node.target)
        written = ["ref", node.target, settable(node.label)]
        self.references.append(written)
        return [written]

    def line_end(self, _node: Break, _room: float) -> list[Any]:
        """A line break."""
        return [["break"]]


def _pieces(run: str, room: float) -> list[str]:
    """What of ``run`` stays on one line."""
    return [
        piece
        for part in _PARTS.findall(run)
        for piece in ([part] if text_width(part) * _SLACK <= room else _LETTERS.findall(part))
    ]


# How each node of words is written; a test holds it to all nodes that there are.
WRITTEN: Final[dict[type[Any], Callable[[InlineWriter, Any, float], list[Any]]]] = {
    Text: InlineWriter.text,
    Strong: InlineWriter.strong,
    Emphasis: InlineWriter.emphasis,
    Break: InlineWriter.line_end,
    Ref: InlineWriter.reference,
    Term: InlineWriter.term,
    Foreign: InlineWriter.foreign,
}
