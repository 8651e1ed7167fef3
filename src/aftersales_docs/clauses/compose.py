"""From a library text and its values to the finished document tree.

Chooses by ``when``, repeats by ``each``, counts the clauses, and gives every reference
the number of the clause it names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..document import (
    Block,
    Cell,
    Clause,
    Document,
    Emphasis,
    Fields,
    FormLine,
    Heading,
    Inline,
    Inlines,
    Items,
    Letterhead,
    Meta,
    Paragraph,
    Ref,
    Signatures,
    Spread,
    Stamp,
    Strong,
    Table,
    Title,
)
from ..errors import LibraryError, Problem
from ..language import Lang
from ..numbering import SCHEMES, Counter
from . import library
from .inline import inlines
from .library import Context, LibraryText


@dataclass(frozen=True, slots=True)
class Loop:
    """What a repeated block may ask about its turn; counts from 1."""

    index: int
    length: int

    @property
    def first(self) -> bool:
        """Whether this is the first turn."""
        return self.index == 1

    @property
    def last(self) -> bool:
        """Whether this is the last turn."""
        return self.index == self.length


def _turns(block: library.Block, context: Context) -> Iterator[tuple[str, Context]]:
    """The identifier and the context of each time ``block`` is to appear."""
    name = block.source.attributes.id
    if block.when is not None and not block.when(context):
        return
    if block.each is None:
        yield name, context
        return
    entries: Sequence[Any] = list(block.each(context) or ())
    for index, item in enumerate(entries, start=1):
        loop = Loop(index, len(entries))
        own = {"item": item, "loop": loop, "list_end": "." if loop.last else ";"}
        yield f"{name}-{getattr(item, 'slug', '') or index}", {**context, **own}


class _Composer:
    """Composes one document."""

    def __init__(self, lang: Lang, numbering: str) -> None:
        self.lang = lang
        self.counter = Counter(SCHEMES[numbering])
        self.forms: dict[str, Callable[[library.Block, str, Context], Block]] = {
            "letterhead": self.letterhead,
            "stamp": self.stamp,
            "title": self.title,
            "spread": self.spread,
            "fields": self.fields,
            "signature": self.signature,
        }

    def text(self, fill: library.Filler, context: Context) -> Inlines:
        return inlines(self.lang, _one_full_stop(fill(context)))

    def blocks(self, blocks: Sequence[library.Block], context: Context) -> Iterator[Block]:
        left_out = 0
        for block in blocks:
            level = block.source.level if block.source.type == "heading" else 0
            if block.source.type == "end":
                left_out = 0
                continue
            if left_out and (not level or level > left_out):
                continue
            left_out = 0
            found = list(self.block(block, context))
            yield from found
            if level and not found:
                left_out = level

    def block(self, block: library.Block, context: Context) -> Iterator[Block]:
        if block.source.form == "table":
            yield from self.table(block, context)
            return
        for name, own in _turns(block, context):
            yield from self.turn(block, name, own)

    def turn(self, block: library.Block, name: str, context: Context) -> Iterator[Block]:
        source = block.source
        match source.type:
            case "heading":
                yield self.heading(block, name, context)
            case "paragraph":
                yield Paragraph(self.text(block.fill, context))
            case "point":
                yield from self.point(block, name, context)
            case "item":
                yield Items((self.text(block.fill, context),))
            case "form":
                yield self.forms[str(source.form)](block, name, context)

    def heading(self, block: library.Block, name: str, context: Context) -> Block:
        content = self.text(block.fill, context)
        options = block.source.attributes.options
        if "unnumbered" in options:
            return Heading(name, content, newpage="newpage" in options)
        level = block.source.level
        return Clause(name, level, self.counter.next(level), content)

    def point(self, block: library.Block, name: str, context: Context) -> Iterator[Block]:
        """A point and its sub-points; one whose sub-points all fell away falls too."""
        if block.children and not self.any_turn(block.children, context):
            return
        level = block.source.level
        number = self.counter.next(level)
        yield Clause(name, level, number, self.text(block.fill, context))
        yield from self.blocks(block.children, context)

    def any_turn(self, blocks: Sequence[library.Block], context: Context) -> bool:
        return any(True for block in blocks for _ in _turns(block, context))

    def lines(self, block: library.Block, context: Context) -> tuple[Inlines, ...]:
        """The lines of a form without cells; those that came out empty are left out."""
        filled = (self.text(row.cells[0], context) for row in block.rows)
        return tuple(line for line in filled if line)

    def cell(self, fill: library.Filler, context: Context) -> Cell:
        filled = fill(context)
        if filled.startswith("[") and filled.endswith("]") and not filled.startswith("[["):
            return Cell(inlines(self.lang, filled[1:-1]), blank=True)
        return Cell(inlines(self.lang, filled))

    def form_lines(self, block: library.Block, context: Context) -> tuple[FormLine, ...]:
        rows = (tuple(self.cell(cell, context) for cell in row.cells) for row in block.rows)
        return tuple(FormLine(cells) for cells in rows if any(cell.content for cell in cells))

    def letterhead(self, block: library.Block, _name: str, context: Context) -> Block:
        return Letterhead(self.lines(block, context))

    def title(self, block: library.Block, _name: str, context: Context) -> Block:
        title, *subtitles = self.lines(block, context)
        return Title(title, tuple(subtitles))

    def spread(self, block: library.Block, _name: str, context: Context) -> Block:
        left, right = (self.text(cell, context) for cell in block.rows[0].cells)
        return Spread(left, right)

    def fields(self, block: library.Block, name: str, context: Context) -> Block:
        rows = (tuple(self.text(cell, context) for cell in row.cells) for row in block.rows)
        return Fields(name, tuple((label, value) for label, value in rows if value))

    def stamp(self, block: library.Block, name: str, context: Context) -> Block:
        return Stamp(name, self.form_lines(block, context))

    def signature(self, block: library.Block, name: str, context: Context) -> Block:
        return Signatures(name, self.form_lines(block, context))

    def table(self, block: library.Block, context: Context) -> Iterator[Block]:
        """A table: ``each`` repeats its rows, not the whole."""
        options = block.source.attributes.options
        rows = tuple(
            tuple(self.text(cell, own) for cell in row.cells)
            for _, own in _turns(block, context)
            for row in block.rows
        )
        if not rows:
            return
        header = tuple(self.text(cell, context) for cell in block.head[0].cells)
        widths = tuple(int(width) for width in options["widths"].split())
        yield Table(block.source.attributes.id, header, rows, widths, form="form" in options)


def _one_full_stop(filled: str) -> str:
    """A sentence that ends with an abbreviation (``И. И.``) keeps just one point."""
    return filled[:-1] if filled.endswith("..") and not filled.endswith("...") else filled


def _joined_items(blocks: Iterator[Block]) -> list[Block]:
    """Neighbouring list items as one list."""
    joined: list[Block] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if isinstance(block, Items) and isinstance(last, Items):
            joined[-1] = Items(last.items + block.items)
        else:
            joined.append(block)
    return joined


def _marked_leads(blocks: Sequence[Block]) -> Iterator[Block]:
    """Tell the texts that introduce what follows, so that no writer parts them."""
    for block, after in zip(blocks, [*blocks[1:], None], strict=True):
        match block, after:
            case Paragraph(), Clause(level=level) if level > 1:
                yield replace(block, lead=True)
            case Paragraph(), Items() | Table() | Signatures():
                yield replace(block, lead=True)
            case Clause(level=own), Clause(level=level) if level > own > 1:
                yield replace(block, lead=True)
            case _:
                yield block


class _Referencer:
    """Gives references their labels."""

    def __init__(self, text: LibraryText, numbers: Mapping[str, str]) -> None:
        self.text = text
        self.numbers = numbers

    def inlines(self, content: Inlines, origin: str) -> Inlines:
        return tuple(self.inline(node, origin) for node in content)

    def inline(self, node: Inline, origin: str) -> Inline:
        match node:
            case Ref(target):
                return Ref(target, self.label(target, origin))
            case Strong(children):
                return Strong(self.inlines(children, origin))
            case Emphasis(children):
                return Emphasis(self.inlines(children, origin))
        return node

    def label(self, target: str, origin: str) -> str:
        if target not in self.numbers:
            raise LibraryError(
                Problem(
                    "reference-missing",
                    f"{self.text.name}: the clause '{origin}' refers to '{target}', "
                    "which this document does not hold.",
                    "Put the clause in, or leave the reference out by the same condition.",
                )
            )
        return self.numbers[target].rstrip(".")

    def block(self, block: Block) -> Block:
        match block:
            case Clause(id=name, content=content) if _refers(content):
                return replace(block, content=self.inlines(content, name))
            case Paragraph(content=content) if _refers(content):
                return replace(block, content=self.inlines(content, "a paragraph"))
        return block


def _refers(content: Inlines) -> bool:
    return any(
        isinstance(node, Ref) or (isinstance(node, Strong | Emphasis) and _refers(node.children))
        for node in content
    )


def compose(text: LibraryText, context: Context, meta: Meta) -> Document:
    """The finished document of ``text`` filled with ``context``.

    Raises:
        LibraryError: the text asks for a value that is not there, or refers to a clause
            that was left out.
        DataError: a value can't be used as the text wants it (a name that can't be
            declined, say).

    """
    composer = _Composer(meta.lang, meta.numbering)
    blocks = list(_marked_leads(_joined_items(composer.blocks(text.blocks, context))))
    numbers = {block.id: block.number for block in blocks if isinstance(block, Clause)}
    referencer = _Referencer(text, numbers)
    return Document(meta, tuple(referencer.block(block) for block in blocks))
