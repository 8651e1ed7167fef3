"""From a library text and its values to the finished document tree.

Chooses by ``when``, repeats by ``each``, counts the clauses, and gives every reference
the number of the clause it names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any

from ..document import (
    Annex,
    Block,
    Cell,
    Clause,
    Closing,
    Document,
    Fields,
    Foot,
    FormLine,
    Heading,
    Inlines,
    Items,
    Letterhead,
    Meta,
    Opening,
    Paragraph,
    Salutation,
    SignaturePair,
    Signatures,
    Spread,
    Stamp,
    Subject,
    Table,
    Text,
    Title,
    plain,
)
from ..document.numbering import SCHEMES, Counter
from ..errors import LibraryError, Problem
from ..language.typography import NBSP
from . import library
from .inline import inlines
from .library import Context, LibraryText
from .references import Resolver, unused

# Stands for the number of an annex until it is counted; no text and no data may hold it.
_ANNEX_NUMBER = "\ue000"


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

    def __init__(self, meta: Meta, left_out: Set[str] = frozenset()) -> None:
        self.lang = meta.lang
        self.left_out = left_out
        self.annexes = 0
        self.held: dict[str, None] = {}
        self.counter = Counter(SCHEMES[meta.numbering], meta.first)
        self.forms: dict[str, Callable[[library.Block, str, Context], Block]] = {
            "letterhead": self.letterhead,
            "stamp": self.stamp,
            "title": self.title,
            "spread": self.spread,
            "fields": self.fields,
            "signature": self.signature,
            "opening": self.opening,
            "subject": self.subject,
            "salutation": self.salutation,
            "closing": self.closing,
            "foot": self.foot,
            "annex": self.annex,
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
            if block.source.attributes.id in self.left_out:
                continue
            found = list(self.block(block, context))
            yield from found
            if level and not found:
                left_out = level

    def block(self, block: library.Block, context: Context) -> Iterator[Block]:
        if block.source.form in {"table", "totals"}:
            for table in self.table(block, context):
                self.hold(block)
                yield table
            return
        for name, own in _turns(block, context):
            self.hold(block)
            yield from self.turn(block, name, own)

    def hold(self, block: library.Block) -> None:
        """Note that the document holds this clause of the library."""
        if block.source.attributes.id:
            self.held[block.source.attributes.id] = None

    def turn(self, block: library.Block, name: str, context: Context) -> Iterator[Block]:
        source = block.source
        match source.type:
            case "heading":
                yield self.heading(block, name, context)
            case "paragraph":
                yield Paragraph(self.text(block.fill, context), id=_named(block, name))
            case "point":
                yield from self.point(block, name, context)
            case "item":
                yield Items((self.text(block.fill, context),), (_named(block, name),))
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

    def lines(self, rows: Sequence[library.Row], context: Context) -> tuple[Inlines, ...]:
        """The lines of a form without cells; those that came out empty are left out."""
        filled = (self.text(row.cells[0], context) for row in rows)
        return tuple(line for line in filled if line)

    def pairs(
        self, rows: Sequence[library.Row], context: Context
    ) -> tuple[tuple[Inlines, Inlines], ...]:
        """The lines of a form of labels and values; those without a value are left out."""
        filled = (tuple(self.text(cell, context) for cell in row.cells) for row in rows)
        return tuple((label, value) for label, value in filled if value)

    def cell(self, fill: library.Filler, context: Context) -> Cell:
        filled = fill(context)
        if filled.startswith("[") and filled.endswith("]") and not filled.startswith("[["):
            return Cell(inlines(self.lang, filled[1:-1]), blank=True)
        return Cell(inlines(self.lang, filled))

    def form_lines(self, block: library.Block, context: Context) -> tuple[FormLine, ...]:
        rows = (tuple(self.cell(cell, context) for cell in row.cells) for row in block.rows)
        return tuple(FormLine(cells) for cells in rows if any(cell.content for cell in cells))

    def letterhead(self, block: library.Block, _name: str, context: Context) -> Block:
        return Letterhead(self.lines(block.rows, context))

    def title(self, block: library.Block, name: str, context: Context) -> Block:
        title, *subtitles = self.lines(block.rows, context)
        return Title(title, tuple(subtitles), _named(block, name))

    def spread(self, block: library.Block, _name: str, context: Context) -> Block:
        left, right = (self.text(cell, context) for cell in block.rows[0].cells)
        return Spread(left, right)

    def fields(self, block: library.Block, name: str, context: Context) -> Block:
        return Fields(name, self.pairs(block.rows, context))

    def stamp(self, block: library.Block, name: str, context: Context) -> Block:
        return Stamp(name, self.form_lines(block, context))

    def signature(self, block: library.Block, name: str, context: Context) -> Block:
        return Signatures(name, self.form_lines(block, context))

    def opening(self, block: library.Block, _name: str, context: Context) -> Block:
        head, sender, address, references = block.parts
        return Opening(
            self.lines(head, context),
            next(iter(self.lines(sender, context)), ()),
            self.lines(address, context),
            self.pairs(references, context),
        )

    def subject(self, block: library.Block, _name: str, context: Context) -> Block:
        return Subject(self.lines(block.rows, context)[0])

    def salutation(self, block: library.Block, _name: str, context: Context) -> Block:
        return Salutation(self.lines(block.rows, context)[0])

    def closing(self, block: library.Block, name: str, context: Context) -> Block:
        above, below = block.parts
        return Closing(name, self.lines(above, context), self.lines(below, context))

    def foot(self, block: library.Block, _name: str, context: Context) -> Block:
        return Foot(self.lines(block.rows, context))

    def annex(self, block: library.Block, name: str, context: Context) -> Block:
        """The head of an annex; its mark says ``{{ annex }}`` where the number goes."""
        self.annexes += 1
        own = {**context, "annex": _ANNEX_NUMBER}
        mark, title = (self.text(row.cells[0], own) for row in block.rows)
        before, _, after = plain(mark).partition(_ANNEX_NUMBER)
        return Annex(
            name,
            (Text(before.rstrip() + NBSP),) if before.strip() else (),
            str(self.annexes),
            (Text(after),) if after else (),
            title,
        )

    def table(self, block: library.Block, context: Context) -> Iterator[Block]:
        """A table, or the totals below one: ``each`` repeats the rows, not the whole."""
        rows = [
            tuple(self.text(cell, own) for cell in row.cells)
            for _, own in _turns(block, context)
            for row in block.rows
        ]
        if not rows:
            return
        options = block.source.attributes.options
        identifier = block.source.attributes.id
        if block.source.form == "totals":
            foot = tuple((label, amount) for label, amount in rows)
            yield Table(identifier, (), (), (), foot=foot)
            return
        header = tuple(self.text(cell, context) for cell in block.parts[0][0].cells)
        widths = tuple(int(width) for width in options["widths"].split())
        align = "".join(options.get("align", "").split())
        table = Table(identifier, header, tuple(rows), widths, "form" in options, align)
        yield _without_empty_columns(table) if "compact" in options else table


def _named(block: library.Block, name: str) -> str:
    """The identifier ``name`` of one turn of ``block``; none where the block has none."""
    return name if block.source.attributes.id else ""


def _without_empty_columns(table: Table) -> Table:
    """``table`` without the columns in which no row says anything."""
    kept = [i for i in range(len(table.header)) if any(row[i] for row in table.rows)]
    return replace(
        table,
        header=tuple(table.header[i] for i in kept),
        rows=tuple(tuple(row[i] for i in kept) for row in table.rows),
        widths=tuple(table.widths[i] for i in kept),
        align="".join(table.align[i] for i in kept if table.align),
    )


def _one_full_stop(filled: str) -> str:
    """A sentence that ends with an abbreviation (``И. И.``) keeps just one point."""
    return filled[:-1] if filled.endswith("..") and not filled.endswith("...") else filled


def _joined(blocks: Iterator[Block]) -> list[Block]:
    """Neighbouring list items as one list, totals as the foot of the table above them."""
    joined: list[Block] = []
    for block in blocks:
        match joined[-1] if joined else None, block:
            case Items(items=before, ids=names), Items(items=more, ids=others):
                joined[-1] = Items(before + more, names + others)
            case Table() as table, Table(id=name, header=(), foot=foot):
                joined[-1] = replace(table, foot=foot, foot_id=name)
            case _:
                joined.append(block)
    return joined


def _paired(blocks: Sequence[Block], pairs: Mapping[str, str]) -> Iterator[Block]:
    """Signature blocks side by side where ``pairs`` says which stands right of which."""
    waiting = iter([*zip(blocks, [*blocks[1:], None], strict=True)])
    for block, after in waiting:
        match block, after:
            case Signatures(id=left), Signatures(id=right) if pairs.get(left) == right:
                yield _level(block, after)
                next(waiting)
            case _:
                yield block


def _level(left: Signatures, right: Signatures) -> SignaturePair:
    """Two blocks whose lines to sign on stand at one height, and so do the posts above them.

    Where one says less, the room is left above the post, not under its name.
    """
    places = [_blank_line(left), _blank_line(right)]
    lowest = max(places)
    sides = []
    for block, place in zip((left, right), places, strict=True):
        above = max(place - 1, 1) if place else 0
        room = [_EMPTY] * (lowest - place)
        sides.append(replace(block, lines=(*block.lines[:above], *room, *block.lines[above:])))
    return SignaturePair(*sides)


_EMPTY = FormLine((Cell(()),))


def _blank_line(block: Signatures) -> int:
    return next((i for i, line in enumerate(block.lines) if line.cells[0].blank), 0)


def _pairs(text: LibraryText) -> dict[str, str]:
    """Which signature block is to stand right of which, by the text's ``beside``."""
    return {
        beside: block.source.attributes.id
        for block in text.blocks
        if (beside := block.source.attributes.options.get("beside"))
    }


_SIGNED = (Signatures, SignaturePair)


def _marked_leads(blocks: Sequence[Block]) -> Iterator[Block]:
    """Tell the texts that introduce what follows, so that no writer parts them."""
    for index, block in enumerate(blocks):
        after, then = [*blocks[index + 1 : index + 3], None, None][:2]
        match block, after:
            # Signatures under a heading of their own have a clause above them too.
            case Clause(level=own), Clause(level=1) | Heading() if own > 1 and isinstance(
                then, _SIGNED
            ):
                yield replace(block, lead=True)
            case Paragraph(), Clause(level=level) if level > 1:
                yield replace(block, lead=True)
            case Paragraph(), Items() | Table() | Signatures() | SignaturePair() | Closing():
                yield replace(block, lead=True)
            case Clause(level=level), Table() if level > 1:
                yield replace(block, lead=True)
            case Clause(level=own), Clause(level=level) if level > own > 1:
                yield replace(block, lead=True)
            case _:
                yield block


def compose(
    text: LibraryText, context: Context, meta: Meta, versions: Mapping[str, str] | None = None
) -> Document:
    """The finished document of ``text`` filled with ``context``.

    ``versions`` are those of the text's clauses; the document records those it holds.

    Raises:
        LibraryError: the text asks for a value that is not there, or refers to a clause
            that was left out.
        DataError: a value can't be used as the text wants it (a name that can't be
            declined, say).

    """
    definitions = _definitions(text)
    found, held = _needed(text, context, meta, definitions)
    blocks = list(_marked_leads(list(_paired(found, _pairs(text)))))
    defined = frozenset(
        definitions[block.id] for block in blocks
        if isinstance(block, Clause) and block.id in definitions
    )  # fmt: skip
    resolver = Resolver(text.name, meta.lang, blocks, defined)
    recorded = {name: versions[name] for name in held if versions and name in versions}
    return Document(
        replace(meta, clauses=recorded), tuple(resolver.block(block) for block in blocks)
    )


def _needed(
    text: LibraryText, context: Context, meta: Meta, definitions: Mapping[str, str]
) -> tuple[list[Block], Iterable[str]]:
    """The blocks of the document, without definitions of terms that nothing in it uses.

    With them the clauses of the library that they come from.
    """
    left_out: frozenset[str] = frozenset()
    while True:
        composer = _Composer(meta, left_out)
        found = _joined(composer.blocks(text.blocks, context))
        more = unused(found, definitions)
        if not more:
            return found, composer.held
        left_out |= more


def _definitions(text: LibraryText) -> dict[str, str]:
    """Which clause defines which term, by the text's ``defines``.

    Raises:
        LibraryError: two clauses define the same term.

    """
    found: dict[str, str] = {}
    for block in text.blocks:
        key = block.source.attributes.options.get("defines")
        if key and key in found.values():
            raise LibraryError(
                Problem(
                    "term-defined-twice",
                    f"the term '{key}' is defined twice.",
                    "Leave one definition.",
                    place=block.place,
                )
            )
        if key:
            found[block.source.attributes.id] = key
    return found
