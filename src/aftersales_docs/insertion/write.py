"""Blocks of a document tree as paragraphs and tables that look like a host's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field

from ..document import (
    TOTAL_COLUMNS,
    Block,
    Break,
    Clause,
    Emphasis,
    Fields,
    Foreign,
    Heading,
    Inline,
    Inlines,
    Items,
    Paragraph,
    Ref,
    Strong,
    Table,
    Term,
    Text,
)
from ..document.house import house_of
from ..ooxml.elements import (
    XML_SPACE,
    Element,
    drop,
    find,
    new,
    paragraph_mark,
    put,
    text_node,
    value,
    w,
    whole,
)
from ..ooxml.numbering import Position
from ..resources import templates
from ..word.bookmarks import bookmark
from .host import Host, Para
from .levels import Shape, Shapes
from .lists import NewLists
from .look import numbered, paragraph_look, run_look, unnumbered

_SIDES = {"l": "left", "c": "center", "r": "right"}
_NAME_LENGTH = 40  # Word's limit for bookmarks.


@dataclass(frozen=True, slots=True)
class Tracking:
    """Who inserts, for a host that tracks changes; ``date`` in Word's form, or empty."""

    author: str
    date: str = ""


@dataclass(slots=True)
class Names:
    """Names and numbers of bookmarks and changes, none given twice in the host."""

    taken_names: set[str]
    taken_ids: set[int]
    _last: int = field(default=0, init=False)

    def id(self) -> int:
        """The next number that is free."""
        self._last += 1
        while self._last in self.taken_ids:
            self._last += 1
        return self._last

    def name(self, clause: str) -> str:
        """The bookmark's name of a clause; numbered where the host has one of that name."""
        first = name = bookmark(clause)
        count = 1
        while name.lower() in self.taken_names:
            count += 1
            end = f"_{count}"
            name = first[: _NAME_LENGTH - len(end)] + end
        self.taken_names.add(name.lower())
        return name


@dataclass(slots=True)
class WrittenClause:
    """A clause as it was written; ``figure`` is the text of a typed number, still to fill."""

    clause: Clause
    shape: Shape
    paragraph: Element
    before: Element | None = None
    figure: Element | None = None
    after: Element | None = None


@dataclass(slots=True)
class WrittenRef:
    """A reference as it was written; ``result`` is the text still to fill."""

    target: str
    paragraph: Element
    result: Element


@dataclass(slots=True)
class HostWriter:
    """Writes the blocks of one section.

    ``width`` is the room between the margins, in twips. What needs the numbers of the
    finished document is left empty and kept in ``clauses`` and ``references``.
    """

    host: Host
    shapes: Shapes
    language: str
    width: int
    names: Names
    lists: NewLists
    blocks: Sequence[Block]
    tracking: Tracking | None = None
    clauses: list[WrittenClause] = field(default_factory=list, init=False)
    references: list[WrittenRef] = field(default_factory=list, init=False)
    unknown: list[str] = field(default_factory=list, init=False)
    targets: Mapping[str, Clause] = field(default_factory=dict, init=False)
    _parents: Mapping[str, Clause] = field(default_factory=dict, init=False)
    _path: dict[int, str] = field(default_factory=dict, init=False)
    _bookmarks: dict[str, str] = field(default_factory=dict, init=False)
    _restarted: dict[int, Position] = field(default_factory=dict, init=False)
    _begun: set[int] = field(default_factory=set, init=False)
    _bullets: Position | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        clauses = [block for block in self.blocks if isinstance(block, Clause)]
        self.targets = {clause.id: clause for clause in clauses}
        self._parents = _parents(clauses)
        self._bookmarks = {name: self.names.name(name) for name in self.targets}

    def write(self) -> list[Element]:
        """The elements of the blocks, in their order.

        Raises:
            ValueError: a block has no place in a section (a signature, a letterhead …).

        """
        writers: dict[type, Callable[..., Iterator[Element]]] = {
            Clause: self._clause,
            Paragraph: self._paragraph,
            Heading: self._heading,
            Items: self._items,
            Table: self._table,
            Fields: self._fields,
        }
        found: list[Element] = []
        for block in self.blocks:
            if type(block) not in writers:
                raise ValueError(f"{type(block).__name__} has no place in a contract's section")
            if (
                found
                and find(found[-1], "tblPr") is not None
                and isinstance(block, Table | Fields)
            ):
                found.append(self._finished(self._gap()))
            found.extend(writers[type(block)](block))
        return found

    # Runs

    def _look(self, look: Para | None, *, first: bool = False) -> Element:
        properties = run_look(look, first=first)
        put(properties, new("lang", val=self.language))
        return properties

    def _run(self, look: Element, *content: Element) -> Element:
        return new("r", deepcopy(look), *content)

    def _inlines(
        self, paragraph: Element, content: Inlines, look: Element, capitals: bool = False
    ) -> None:
        for node in content:
            self._inline(paragraph, node, look, capitals)

    def _inline(self, paragraph: Element, node: Inline, look: Element, capitals: bool) -> None:
        match node:
            case Text(text):
                shown = text_node(text.upper() if capitals else text)
                paragraph.append(self._run(look, shown))
            case Strong(children):
                self._inlines(paragraph, children, _with(look, "b", "bCs"), capitals)
            case Emphasis(children):
                self._inlines(paragraph, children, _with(look, "i", "iCs"), capitals)
            case Break():
                paragraph.append(self._run(look, new("br")))
            case Ref(target, label):
                self._reference(paragraph, target, label, look)
            case Term(children=children) | Foreign(children=children):
                self._inlines(paragraph, children, look, capitals)

    def _reference(self, paragraph: Element, target: str, label: str, look: Element) -> None:
        if target not in self.targets:
            self.unknown.append(label)
            paragraph.append(self._run(look, text_node(label)))
            return
        for index, name in enumerate(self._way(target)):
            if index:
                paragraph.append(self._run(look, text_node("\u00a0")))
            self._field(paragraph, name, look)

    def _way(self, target: str) -> list[str]:
        """The clauses to name: ``target``, and before it those whose count it stands under.

        Where points count anew under each heading, ``(2)`` alone would say nothing elsewhere.
        """
        way = [target]
        clause = self.targets[target]
        while (above := self._parents.get(clause.id)) is not None:
            if self._path.get(above.level) == above.id:
                break
            if self._stands_alone(clause.level):
                way.insert(0, above.id)
            clause = above
        return way

    def _stands_alone(self, level: int) -> bool:
        """Whether numbers of this level begin anew without showing what they stand under."""
        shape = self.shapes.levels[level - 1]
        if shape.typed is not None:
            return shape.typed.depth == 1
        return shape.mode == "restart"

    def _field(self, paragraph: Element, target: str, look: Element) -> None:
        # Only Word's own numbers can be asked for; a typed one is the bookmark's text.
        mode = self.shapes.levels[self.targets[target].level - 1].mode
        switch = "\\r " if mode in {"live", "restart"} else ""
        code, result = new("instrText"), text_node("")
        code.set(XML_SPACE, "preserve")
        code.text = f" REF {self._bookmarks[target]} {switch}\\h "
        for part in (
            new("fldChar", fldCharType="begin"),
            code,
            new("fldChar", fldCharType="separate"),
            result,
            new("fldChar", fldCharType="end"),
        ):
            paragraph.append(self._run(look, part))
        self.references.append(WrittenRef(target, paragraph, result))

    def _marked(self, name: str) -> tuple[Element, Element]:
        number = self.names.id()
        start = new("bookmarkStart", id=number, name=self._bookmarks[name])
        return start, new("bookmarkEnd", id=number)

    # Paragraphs

    def _finished(self, paragraph: Element) -> Element:
        """``paragraph``, as a tracked insertion where the host tracks."""
        if self.tracking is not None:
            _track(paragraph, self._change)
        return paragraph

    def _change(self) -> Element:
        assert self.tracking is not None  # noqa: S101 (asked only where changes are tracked)
        node = new("ins", id=self.names.id(), author=self.tracking.author)
        if self.tracking.date:
            node.set(w("date"), self.tracking.date)
        return node

    def _clause(self, block: Clause) -> Iterator[Element]:
        shape = self.shapes.levels[block.level - 1]
        self._path = {key: name for key, name in self._path.items() if key < block.level}
        self._path[block.level] = block.id
        paragraph = new("p", self._clause_look(block, shape))
        written = WrittenClause(block, shape, paragraph)
        look = self._look(shape.look if shape.look is not None else self.shapes.body)
        if shape.look is None and block.level == 1:
            look = _with(look, "b", "bCs")
        start, end = self._marked(block.id)
        if shape.mode in {"typed", "own"}:
            self._typed(written, look, start, end)
            self._inlines(paragraph, block.content, look, self._capitals(block))
        else:
            paragraph.append(start)
            self._inlines(paragraph, block.content, look, self._capitals(block))
            paragraph.append(end)
        self.clauses.append(written)
        yield self._finished(paragraph)

    def _capitals(self, block: Clause) -> bool:
        return block.level == 1 and self.shapes.capitals

    def _typed(self, written: WrittenClause, look: Element, start: Element, end: Element) -> None:
        """Room for a typed number, with the bookmark around its figure."""
        shape = written.shape
        number = self._look(shape.look, first=True) if shape.mode == "typed" else look
        gap = shape.typed.gap if shape.typed else " "
        written.before, written.figure, written.after = (text_node("") for _ in range(3))
        written.paragraph.append(self._run(number, written.before))
        written.paragraph.append(start)
        written.paragraph.append(self._run(number, written.figure))
        written.paragraph.append(end)
        written.paragraph.append(self._run(number, written.after))
        # A space before a tab is a slip in the example, not its manner.
        space = new("tab") if "\t" in gap else text_node(gap)
        written.paragraph.append(self._run(number, space))

    def _clause_look(self, block: Clause, shape: Shape) -> Element:
        properties = paragraph_look(shape.look or self.shapes.body)
        if shape.bare or shape.look is None:
            unnumbered(self.host, properties)
        position = self._position(block.level, shape)
        if position is not None and (shape.bare or position != shape.position):
            numbered(properties, position)
        if (block.level == 1 and shape.look is None) or block.lead:
            put(properties, new("keepNext"))
        return properties

    def _position(self, level: int, shape: Shape) -> Position | None:
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

    def _body_look(self) -> Element:
        """The properties of running text; borrowed from points where the host has none."""
        if self.shapes.body is not None:
            return paragraph_look(self.shapes.body)
        return unnumbered(self.host, paragraph_look(self.shapes.levels[1].look))

    def _body_run(self) -> Element:
        return self._look(self.shapes.body or self.shapes.levels[1].look)

    def _paragraph(self, block: Paragraph) -> Iterator[Element]:
        properties = self._body_look()
        if block.lead:
            put(properties, new("keepNext"))
        paragraph = new("p", properties)
        self._inlines(paragraph, block.content, self._body_run())
        yield self._finished(paragraph)

    def _heading(self, block: Heading) -> Iterator[Element]:
        properties = self._body_look()
        put(properties, new("keepNext"))
        paragraph = new("p", properties)
        self._inlines(paragraph, block.content, _with(self._body_run(), "b", "bCs"))
        yield self._finished(paragraph)

    def _items(self, block: Items) -> Iterator[Element]:
        for item in block.items:
            look = self.shapes.bullet
            properties = paragraph_look(look) if look else self._new_bullet()
            paragraph = new("p", properties)
            self._inlines(paragraph, item, self._look(look) if look else self._body_run())
            yield self._finished(paragraph)

    def _new_bullet(self) -> Element:
        properties = self._body_look()
        if self._bullets is None:
            indent = find(properties, "ind")
            left = 0 if indent is None else whole(indent.get(w("left"), "0")) or 0
            self._bullets = self.lists.bullets(left + 720)
        drop(properties, ("ind",))
        return numbered(properties, self._bullets)

    def _gap(self) -> Element:
        """An empty paragraph; Word would join two tables that touch."""
        return new("p", new("pPr", new("spacing", before=0, after=0)))

    # Tables

    def _table(self, block: Table) -> Iterator[Element]:
        widths = _shares(self.width, block.widths)
        sides = block.align or "l" * len(widths)
        rows = [self._row(block.header, widths, sides, head=True)]
        height = round(house_of(templates()).form_row * 20) if block.form else 0
        rows += [self._row(row, widths, sides, height=height) for row in block.rows]
        last = len(block.foot) - 1
        for index, (label, amount) in enumerate(block.foot):
            before, across = widths[:-TOTAL_COLUMNS], widths[-TOTAL_COLUMNS:]
            parts, spans = [sum(before), sum(across)], [len(before), len(across)]
            rows.append(self._row((label, amount), parts, "rr", spans=spans, bold=index == last))
        yield _grid(widths, rows)

    def _fields(self, block: Fields) -> Iterator[Element]:
        widths = _shares(self.width, house_of(templates()).columns.fields)
        yield _grid(widths, [self._row(row, widths, "ll", labelled=True) for row in block.rows])

    def _row(  # noqa: PLR0913 (a table's row has as many sides)
        self, cells: Sequence[Inlines], widths: Sequence[int], sides: str, *, head: bool = False,
        height: int = 0, spans: Sequence[int] = (), bold: bool = False, labelled: bool = False,
    ) -> Element:  # fmt: skip
        properties = new("trPr", new("cantSplit"))
        if height:
            properties.append(new("trHeight", val=height, hRule="atLeast"))
        if head:
            properties.append(new("tblHeader"))
        if self.tracking is not None:
            properties.append(self._change())
        row = new("tr", properties)
        for index, content in enumerate(cells):
            cell = new("tcPr", new("tcW", w=widths[index], type="dxa"))
            if spans and spans[index] > 1:
                cell.append(new("gridSpan", val=spans[index]))
            weighty = head or bold or (labelled and index == 0)
            paragraph = self._cell(content, _SIDES[sides[index]], bold=weighty, keep=head)
            row.append(new("tc", cell, paragraph))
        return row

    def _cell(self, content: Inlines, side: str, *, bold: bool, keep: bool) -> Element:
        properties = new("pPr")
        style = value(self._body_look(), "pStyle")
        if style:
            put(properties, new("pStyle", val=style))
        if keep:
            put(properties, new("keepNext"))
        put(properties, new("spacing", before=40, after=40))
        put(properties, new("ind", left=0, right=0, firstLine=0))
        put(properties, new("jc", val=side))
        look = self._body_run()
        paragraph = new("p", properties)
        self._inlines(paragraph, content, _with(look, "b", "bCs") if bold else look)
        return self._finished(paragraph)


def _parents(clauses: Sequence[Clause]) -> dict[str, Clause]:
    """The clause of the level above each clause."""
    found: dict[str, Clause] = {}
    path: dict[int, Clause] = {}
    for clause in clauses:
        path[clause.level] = clause
        if clause.level - 1 in path:
            found[clause.id] = path[clause.level - 1]
        path = {key: above for key, above in path.items() if key <= clause.level}
    return found


def _with(look: Element, *names: str) -> Element:
    """The look with bold or italic added."""
    twin = deepcopy(look)
    for name in names:
        put(twin, new(name))
    return twin


def _shares(width: int, shares: Sequence[int]) -> list[int]:
    parts = [width * share // sum(shares) for share in shares]
    parts[-1] += width - sum(parts)
    return parts


def _grid(widths: Sequence[int], rows: Sequence[Element]) -> Element:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = [new(side, val="single", sz=4, space=0, color="auto") for side in sides]
    properties = new(
        "tblPr",
        new("tblW", w=sum(widths), type="dxa"),
        new("tblBorders", *borders),
        new("tblLayout", type="fixed"),
    )
    grid = new("tblGrid", *[new("gridCol", w=width) for width in widths])
    return new("tbl", properties, grid, *rows)


def _track(paragraph: Element, change: Callable[[], Element]) -> None:
    """Make all of a paragraph a tracked insertion, its mark too."""
    put(paragraph_mark(paragraph), change())
    wrapper = None
    for child in list(paragraph):
        if child.tag != w("r"):
            wrapper = None
            continue
        if wrapper is None:
            wrapper = change()
            child.addprevious(wrapper)
        wrapper.append(child)
