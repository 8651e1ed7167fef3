"""Blocks of a document tree as paragraphs and tables that look like a host's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ..document import Clause, Fields, Heading, Items, Paragraph, Table
from ..errors import worded
from ..ooxml.elements import Element, drop, find, new, put, text_node, value, w, whole
from ..ooxml.numbering import Position
from .host import Host
from .inlines import InlineWriter, with_added
from .levels import LevelFormat, LevelFormats
from .names import Tracker
from .new_lists import NewLists
from .properties import numbered, paragraph_properties, unnumbered
from .tables import TableWriter


@dataclass(slots=True)
class WrittenClause:
    """A clause as it was written; ``figure`` is the text of a typed number, still to fill."""

    clause: Clause
    shape: LevelFormat
    paragraph: Element
    before: Element | None = None
    figure: Element | None = None
    after: Element | None = None


@dataclass(slots=True)
class HostWriter:
    """Writes the blocks of one section.

    ``width`` is the room between the margins, in twips. What needs the numbers of the
    finished document is left empty and kept in ``clauses`` and ``references``.
    """

    host: Host
    shapes: LevelFormats
    width: int
    lists: NewLists
    inlines: InlineWriter
    tracker: Tracker
    clauses: list[WrittenClause] = field(default_factory=list, init=False)
    _restarted: dict[int, Position] = field(default_factory=dict, init=False)
    _begun: set[int] = field(default_factory=set, init=False)
    _bullets: Position | None = field(default=None, init=False)

    def write(self) -> list[Element]:
        """The elements of the blocks, in their order.

        Raises:
            ValueError: a block has no place in a section (a signature, a letterhead …).

        """
        tables = self._tables()
        writers: dict[type, Callable[..., Iterator[Element]]] = {
            Clause: self._clause,
            Paragraph: self._paragraph,
            Heading: self._heading,
            Items: self._items,
            Table: tables.table,
            Fields: tables.fields,
        }
        found: list[Element] = []
        for block in self.inlines.blocks:
            if type(block) not in writers:
                raise ValueError(
                    worded(
                        "{name} has no place in a contract's section", name=type(block).__name__
                    )
                )
            if (
                found
                and find(found[-1], "tblPr") is not None
                and isinstance(block, Table | Fields)
            ):
                found.append(self.tracker.inserted(_gap()))
            found.extend(writers[type(block)](block))
        return found

    # Paragraphs

    def _clause(self, block: Clause) -> Iterator[Element]:
        shape = self.shapes.levels[block.level - 1]
        self.inlines.enter(block)
        paragraph = new("p", self._clause_properties(block, shape))
        written = WrittenClause(block, shape, paragraph)
        formatting = self.inlines.run_properties(
            shape.example if shape.example is not None else self.shapes.body
        )
        if shape.example is None and block.level == 1:
            formatting = with_added(formatting, "b", "bCs")
        start, end = self.inlines.marked(block.id)
        if shape.mode in {"typed", "own"}:
            self._typed(written, formatting, start, end)
            self.inlines.write(paragraph, block.content, formatting, self._capitals(block))
        else:
            paragraph.append(start)
            self.inlines.write(paragraph, block.content, formatting, self._capitals(block))
            paragraph.append(end)
        self.clauses.append(written)
        yield self.tracker.inserted(paragraph)

    def _capitals(self, block: Clause) -> bool:
        return block.level == 1 and self.shapes.capitals

    def _typed(
        self, written: WrittenClause, formatting: Element, start: Element, end: Element
    ) -> None:
        """Room for a typed number, with the bookmark around its figure."""
        shape = written.shape
        number = (
            self.inlines.run_properties(shape.example, first=True)
            if shape.mode == "typed"
            else formatting
        )
        gap = shape.typed.gap if shape.typed else " "
        written.before, written.figure, written.after = (text_node("") for _ in range(3))
        written.paragraph.append(self.inlines.run(number, written.before))
        written.paragraph.append(start)
        written.paragraph.append(self.inlines.run(number, written.figure))
        written.paragraph.append(end)
        written.paragraph.append(self.inlines.run(number, written.after))
        # A space before a tab is a slip in the example, not its manner.
        space = new("tab") if "\t" in gap else text_node(gap)
        written.paragraph.append(self.inlines.run(number, space))

    def _clause_properties(self, block: Clause, shape: LevelFormat) -> Element:
        properties = paragraph_properties(shape.example or self.shapes.body)
        if shape.bare or shape.example is None:
            unnumbered(self.host, properties)
        position = self._position(block.level, shape)
        if position is not None and (shape.bare or position != shape.position):
            numbered(properties, position)
        if (block.level == 1 and shape.example is None) or block.lead:
            put(properties, new("keepNext"))
        return properties

    def _position(self, level: int, shape: LevelFormat) -> Position | None:
        """The list and level of the next clause, in a list begun anew where the host does so."""
        for below in [key for key in self._restarted if key > level]:
            del self._restarted[below]
        self._begun = {key for key in self._begun if key <= level} | {level}
        position = shape.position
        if position is None:
            return None
        if shape.mode == "restart" and level - 1 in self._begun:
            if level not in self._restarted:
                self._restarted[level] = self.lists.restarted(position)
            return self._restarted[level]
        above = self._restarted.get(level - 1)
        if above is not None and self._same_definition(above, position):
            return Position(above.number, position.level)
        return position

    def _same_definition(self, one: Position, other: Position) -> bool:
        lists = self.host.lists
        return lists[one.number].abstract == lists[other.number].abstract

    def _body_properties(self) -> Element:
        """The properties of running text; borrowed from points where the host has none."""
        if self.shapes.body is not None:
            return paragraph_properties(self.shapes.body)
        return unnumbered(self.host, paragraph_properties(self.shapes.levels[1].example))

    def _body_run(self) -> Element:
        return self.inlines.run_properties(self.shapes.body or self.shapes.levels[1].example)

    def _paragraph(self, block: Paragraph) -> Iterator[Element]:
        properties = self._body_properties()
        if block.lead:
            put(properties, new("keepNext"))
        paragraph = new("p", properties)
        self.inlines.write(paragraph, block.content, self._body_run())
        yield self.tracker.inserted(paragraph)

    def _heading(self, block: Heading) -> Iterator[Element]:
        properties = self._body_properties()
        put(properties, new("keepNext"))
        paragraph = new("p", properties)
        self.inlines.write(paragraph, block.content, with_added(self._body_run(), "b", "bCs"))
        yield self.tracker.inserted(paragraph)

    def _items(self, block: Items) -> Iterator[Element]:
        for item in block.items:
            example = self.shapes.bullet
            properties = paragraph_properties(example) if example else self._new_bullet()
            paragraph = new("p", properties)
            self.inlines.write(
                paragraph,
                item,
                self.inlines.run_properties(example) if example else self._body_run(),
            )
            yield self.tracker.inserted(paragraph)

    def _new_bullet(self) -> Element:
        properties = self._body_properties()
        if self._bullets is None:
            indent = find(properties, "ind")
            left = 0 if indent is None else whole(indent.get(w("left"), "0")) or 0
            self._bullets = self.lists.bullets(left + 720)
        drop(properties, ("ind",))
        return numbered(properties, self._bullets)

    def _tables(self) -> TableWriter:
        style = value(self._body_properties(), "pStyle")
        return TableWriter(self.inlines, self.tracker, self.width, style, self._body_run())


def _gap() -> Element:
    """An empty paragraph; Word would join two tables that touch."""
    return new("p", new("pPr", new("spacing", before=0, after=0)))
