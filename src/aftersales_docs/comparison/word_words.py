"""A Word file as one row of words, as its pages would show them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..ooxml.runs import Piece
from ..ooxml.stories import Story, View, WordParagraph, WordRow, WordTable, flat
from .flat_words import FlatWord, Stretch, words_of
from .places import SIGN, Places
from .where import Where

_CAPITALS = "caps"


@dataclass(frozen=True, slots=True)
class WordWords:
    """A Word file as words, and what its heads and feet say, a paragraph each."""

    words: tuple[FlatWord, ...]
    edges: tuple[tuple[str, ...], ...]


def word_words(view: View, places: Places, *, by_column: bool = False) -> WordWords:
    """The words of a Word file in the order of its pages; notes and boxes come last.

    ``by_column``: blocks to sign that stand side by side are read one after the other, as some
    programs write them into a PDF.
    """
    found: list[FlatWord] = []
    edges = [
        _keys(para)
        for kind in ("header", "footer")
        for story in view.of(kind)
        for para in story.paras
    ]
    edges += _names_of_languages(view, places)
    for kind in ("body", "text box", "drawing", "footnote", "endnote"):
        for story in view.of(kind):
            for para in _paras(story, places, edges, by_column=by_column):
                found += _of_paragraph(para, places.of(para, story.kind))
    return WordWords(tuple(found), tuple(edges))


def _names_of_languages(view: View, places: Places) -> Iterator[tuple[str, ...]]:
    """The heads of all tables of two languages; one that has no clauses has the same."""
    for story in view.of("body"):
        for block in story.blocks:
            if isinstance(block, WordTable) and _has_names(block, places):
                yield from (_keys(para) for para in block.rows[0].paras)


def _paras(
    story: Story, places: Places, edges: list[tuple[str, ...]], *, by_column: bool
) -> Iterator[WordParagraph]:
    """The paragraphs in reading order; heads that pages repeat are kept with heads and feet."""
    for block in story.blocks:
        if isinstance(block, WordParagraph):
            yield block
            continue
        heads = _heads(block, places, edges)
        edges += [_keys(para) for para in heads]
        if by_column and any(places.of(p, "").clause.startswith(SIGN) for p in block.paras):
            leading = places.leading(block)
            yield from (para for row in block.rows[:leading] for para in row.paras)
            yield from (para for para in _columns(block.rows[leading:]) if para not in heads)
        else:
            yield from (para for para in block.paras if para not in heads)


def _columns(rows: Sequence[WordRow]) -> Iterator[WordParagraph]:
    """The paragraphs of one column after the other."""
    for column in range(max(len(row.cells) for row in rows)):
        cells = (row.cells[column] for row in rows if column < len(row.cells))
        yield from (para for cell in cells for para in flat(cell.blocks))


def _has_names(table: WordTable, places: Places) -> bool:
    """Whether the first row names two languages: rows that lead to signatures have no names."""
    return places.is_parallel(table) and not places.leading(table)


def _heads(
    block: WordTable, places: Places, edges: list[tuple[str, ...]]
) -> Sequence[WordParagraph]:
    """The heads of two columns of languages; a table of headings alone has those of others."""
    first = block.rows[0].paras
    said = [words for para in first if (words := _keys(para))]
    again = bool(said) and all(words in edges for words in said)
    return first if again or _has_names(block, places) else []


def _of_paragraph(para: WordParagraph, where: Where) -> Iterator[FlatWord]:
    stretch = Stretch(where.label, where.base, where.lang, where.section, where.table > 0)
    if para.number:
        yield from words_of(para.number, stretch)
    yield from words_of(f" {_text(para)}", stretch)


def _keys(para: WordParagraph) -> tuple[str, ...]:
    return tuple(word.key for word in words_of(_text(para), Stretch()))


def _text(para: WordParagraph) -> str:
    """What a paragraph shows, in capitals where it is set in them."""
    return "".join(_shown(piece) for piece in para.pieces)


def _shown(piece: Piece) -> str:
    return piece.text.upper() if _CAPITALS in piece.formatting.form else piece.text
