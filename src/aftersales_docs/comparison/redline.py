"""The issued contract with what the other side changed, as tracked changes of Word.

Rejecting them all gives the words that were issued, accepting them all those returned.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from ..ooxml.elements import Element, find, local, new, value, w
from ..ooxml.package import Package
from ..ooxml.relationships import relationships
from ..ooxml.stories import Block, Story, Unit, WordCell, WordParagraph, WordRow, WordTable
from ..ooxml.tracked_change_writer import TrackedChangeWriter
from ..ooxml.tracked_changes import unstamped
from .align import Pair, cell_pairs, matches, paired, story_pairs, with_moves
from .changes import KINDS
from .compare import Files, Which, opened
from .diff import Hunk, bounded_work, hunks
from .edit import Span, edit

_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_TERMS = "{http://purl.org/dc/terms/}"
_CELL_KEPT = ("tcW", "gridSpan", "vMerge")
_TABLE_KEPT = ("tblStyle", "tblW", "jc", "tblInd", "tblBorders", "tblLayout", "tblCellMar")


def redline(
    issued: bytes,
    returned: bytes,
    *,
    names: tuple[str, str] = ("issued", "returned"),
    view: Which = "final",
) -> bytes:
    """ISSUED with tracked changes that make it RETURNED, as a .docx.

    The author tells what the other side tracked from what it changed silently. The same
    files give the same bytes.

    Raises:
        DataError: a file is no Word file, is damaged, unsafe or too large.

    """
    return redlined(opened(issued, returned, names), view)


def redlined(files: Files, view: Which = "final") -> bytes:
    """What :func:`redline` gives, of files that are open already.

    It marks the issued file itself: what else is to be told of ``files`` comes before.
    """
    with bounded_work():
        return _redlined(files, view)


def _redlined(files: Files, view: Which) -> bytes:
    silent = files.silent.gone if view == "final" else None
    package = files.issued.package
    target = files.final if view == "final" else files.original
    date = _date(package)
    writers: dict[str, TrackedChangeWriter] = {}
    counter = _Counter()
    for kind in KINDS:
        for old, its in story_pairs(files.issued.of(kind), target.of(kind)):
            if old is None or its is None or kind == "drawing" or _is_gone(old):
                continue
            writer = writers.get(old.part) or TrackedChangeWriter(
                files.issued.roots[old.part], date
            )
            writers[old.part] = writer
            _Redliner(writer, files, target.styles, silent, counter).story(old, its)
    for part in writers:
        root = files.issued.roots[part]
        unstamped(root)
        package.change(part, root)
    return package.pack()


def _is_gone(story: Story) -> bool:
    return any(local(above) in {"del", "moveFrom"} for above in story.container.iterancestors())


def _date(package: Package) -> str:
    """The document's own date, from its properties."""
    for relation in relationships(package, ""):
        if str(relation.get("Type", "")).endswith("/core-properties"):
            root = package.xml(str(relation.get("Target", "")).lstrip("/"))
            for name in ("modified", "created"):
                node = None if root is None else root.find(f"{_TERMS}{name}")
                if node is not None and _DATE.fullmatch(node.text or ""):
                    return str(node.text)
    return ""


@dataclass(slots=True)
class _Counter:
    """Numbers the moves of a document."""

    last: int = 0

    def next(self) -> int:
        self.last += 1
        return self.last


@dataclass(slots=True)
class _Redliner:
    """Marks the changes of one story.

    ``silent`` are the stretches, by paragraph, that went without tracking; ``None`` if all
    changes are silent.
    """

    writer: TrackedChangeWriter
    files: Files
    styles: Mapping[str, str]
    silent: Mapping[WordParagraph, Sequence[Span]] | None
    counter: _Counter
    _moves: dict[Unit, tuple[int, bool]] = field(default_factory=dict, init=False)
    _dying: list[tuple[Element, bool]] = field(default_factory=list, init=False)

    def story(self, old: Story, its: Story) -> None:
        """Mark what makes ``old`` into ``its``."""
        _, moved = with_moves(list(matches(old.blocks, its.blocks)))
        for one, other in moved.items():
            if isinstance(one, WordParagraph) and one.key == other.key:
                number = self.counter.next()
                tracked = not self._silently(one)
                self._moves[one] = self._moves[other] = (number, tracked)
        self._blocks(old.container, paired(old.blocks, its.blocks))
        for paragraph, tracked in self._dying:
            self._end(paragraph, tracked=tracked)

    def _silently(self, para: WordParagraph) -> bool:
        if self.silent is None:
            return True
        return any(end - start >= len(para.text) for start, end in self.silent.get(para, ()))

    def _spans(self, para: WordParagraph) -> Sequence[Span] | None:
        return None if self.silent is None else self.silent.get(para, ())

    def _end(self, paragraph: Element, *, tracked: bool) -> None:
        """Delete the mark of a paragraph, unless nothing would be left for its text to join."""
        following = paragraph.getnext()
        while following is not None and local(following) != "p":
            following = following.getnext()
        if following is not None and find(paragraph, "pPr/sectPr") is None:
            self.writer.mark_paragraph(paragraph, "del", tracked=tracked)

    def _blocks(self, container: Element, pairs: Sequence[Pair[Block]]) -> None:
        last: Element | None = None
        for one, other in pairs:
            if one is not None:
                last = self._kept(one, other)
            if other is not None and (one is None or type(one) is not type(other)):
                for element in self._made(other, last):
                    _put(container, last, element)
                    last = element
        if local(container) == "tc" and last is not None and local(container[-1]) == "tbl":
            container.append(self._blank())

    def _kept(self, one: Block, other: Block | None) -> Element:
        if isinstance(one, WordParagraph) and isinstance(other, WordParagraph):
            found = hunks(one.tokens, other.tokens)
            if found:
                edit(self.writer, one, other.pieces, found, self._spans(one))
        elif isinstance(one, WordTable) and isinstance(other, WordTable):
            self._rows(one, other)
        elif isinstance(one, WordParagraph):
            self._delete(one)
        else:
            for row in one.rows:
                self._delete_row(row)
        return one.element

    # deleting

    def _delete(self, para: WordParagraph) -> None:
        if para in self._moves:
            self._move_away(para)
            return
        tracked = not self._silently(para)
        edit(self.writer, para, (), [Hunk((0, len(para.text)), (0, 0))], self._spans(para))
        for run in _runs(para.element):
            self.writer.strike(run, tracked=tracked)
        self._dying.append((para.element, tracked))

    def _move_away(self, para: WordParagraph) -> None:
        number, tracked = self._moves[para]
        start, end = self.writer.range("moveFrom", number, tracked=tracked)
        for run in _runs(para.element):
            self.writer.strike(run, tracked=tracked, moved=True)
        _put(para.element, None, start)
        para.element.append(end)
        self.writer.mark_paragraph(para.element, "moveFrom", tracked=tracked)

    def _delete_row(self, row: WordRow) -> None:
        silent = self.silent is None or any(map(self._silently, row.paras))
        properties = find(row.element, "trPr")
        if properties is None:
            properties = new("trPr")
            place = 1 if find(row.element, "tblPrEx") is not None else 0
            row.element.insert(place, properties)
        properties.append(self.writer.mark("del", tracked=not silent))
        for para in row.paras:
            self._delete(para)

    # tables

    def _rows(self, one: WordTable, other: WordTable) -> None:
        last: Element | None = None
        for row, its in paired(one.rows, other.rows):
            if row is not None and its is not None:
                for cell, twin in zip(row.cells, its.cells, strict=True):
                    self._blocks(cell.element, cell_pairs(cell.blocks, twin.blocks))
                last = row.element
            elif row is not None:
                self._delete_row(row)
                last = row.element
            elif its is not None:
                made = self._row(its, one.rows)
                _put(one.element, last, made)
                last = made

    def _row(self, row: WordRow, neighbours: Sequence[WordRow]) -> Element:
        tracked = row.by is not None and self.silent is not None
        properties = new("trPr", self.writer.mark("ins", tracked=tracked))
        like = next((one for one in neighbours if len(one.cells) == len(row.cells)), None)
        cells = [
            self._cell(cell, like.cells[index] if like is not None else cell)
            for index, cell in enumerate(row.cells)
        ]
        return new("tr", properties, *cells)

    def _cell(self, cell: WordCell, like: WordCell) -> Element:
        properties = new("tcPr")
        shape = find(like.element, "tcPr")
        for child in () if shape is None else shape:
            if local(child) in _CELL_KEPT:
                properties.append(_twin(child))
        content = [made for block in cell.blocks for made in self._made(block, None)]
        if not content or local(content[-1]) != "p":
            content.append(self._blank())
        return new("tc", properties, *content)

    # writing

    def _made(self, block: Block, last: Element | None) -> list[Element]:
        if isinstance(block, WordParagraph):
            return [self._paragraph(block, last)]
        apart = [self._blank()] if last is not None and local(last) == "tbl" else []
        return [*apart, self._table(block)]

    def _blank(self) -> Element:
        paragraph = new("p")
        self.writer.mark_paragraph(paragraph, "ins", tracked=False)
        return paragraph

    def _table(self, table: WordTable) -> Element:
        shape, grid = find(table.element, "tblPr"), find(table.element, "tblGrid")
        properties = new("tblPr")
        for child in () if shape is None else shape:
            named = local(child) == "tblStyle"
            if local(child) in _TABLE_KEPT and not (named and not self._known(child)):
                properties.append(_twin(child))
        if find(properties, "tblW") is None:
            width = new("tblW", w=0, type="auto")
            properties.insert(1 if find(properties, "tblStyle") is not None else 0, width)
        columns = new(
            "tblGrid",
            *(
                new("gridCol", w=str(node.get(w("w"), "1000")))
                for node in (() if grid is None else grid.findall(w("gridCol")))
            ),
        )
        return new("tbl", properties, columns, *(self._row(row, ()) for row in table.rows))

    def _known(self, style: Element) -> bool:
        return style.get(w("val")) in self.files.issued.styles

    def _paragraph(self, para: WordParagraph, last: Element | None) -> Element:
        number, tracked = self._moves.get(para, (0, self._is_tracked(para)))
        style = self._style(para, last)
        paragraph = new("p", new("pPr", *([new("pStyle", val=style)] if style else [])))
        name = "moveTo" if number else "ins"
        self.writer.mark_paragraph(paragraph, name, tracked=tracked)
        silent = self.silent is None or (bool(number) and not tracked)
        runs = list(self.writer.written(para.pieces, None, silent=silent, moved=bool(number)))
        if number:
            start, end = self.writer.range("moveTo", number, tracked=tracked)
            runs = [start, *runs, end]
        paragraph.extend(runs)
        return paragraph

    def _is_tracked(self, para: WordParagraph) -> bool:
        return self.silent is not None and (para.by is not None or para.tracked is not None)

    def _style(self, para: WordParagraph, last: Element | None) -> str:
        """The style of the issued document that is the same, or that of the paragraph above."""
        ours = self.files.issued.styles
        if para.style in ours or not para.style:
            return para.style
        name = self.styles.get(para.style, "")
        same = next((key for key, called in ours.items() if called == name and name), "")
        above = find(last, "pPr") if last is not None and local(last) == "p" else None
        return same or value(above, "pStyle") or ""


def _runs(paragraph: Element) -> list[Element]:
    """The runs of a paragraph, without those of text boxes in it."""
    return [run for run in paragraph.iter(w("r")) if _owner(run) is paragraph]


def _owner(run: Element) -> Element | None:
    return next((above for above in run.iterancestors() if local(above) == "p"), None)


def _twin(node: Element) -> Element:
    return etree.fromstring(etree.tostring(node, with_tail=False))


def _put(container: Element, last: Element | None, element: Element) -> None:
    """Put a block after ``last``, or first in its container."""
    if last is not None:
        last.addnext(element)
        return
    properties = ("tcPr", "tblPr", "tblGrid", "pPr", "tblPrEx", "bookmarkStart")
    place = next(
        (i for i, node in enumerate(container) if local(node) not in properties), len(container)
    )
    container.insert(place, element)
