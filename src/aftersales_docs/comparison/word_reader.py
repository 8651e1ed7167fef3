"""A Word file as stories (body, headers, footers, notes, text boxes) of paragraphs and tables.

Content controls are looked through. Blank paragraphs are left out: word processors add
and remove them as they please.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from ..insertion.host import Styles, position_of
from ..insertion.host import story as paragraphs_of
from ..ooxml.elements import Element, find, local, switched, value, w
from ..ooxml.numbering import Counting, is_hidden, read_lists
from ..ooxml.package import Package
from .files import RELATION, links_of, targets_of, too_long
from .formatting import Look, Looks, low_row
from .pieces import Piece, Reader, shown
from .revisions import Revision, Sign, revision_of, settled, signs
from .words import Token, tokens

MAX_PARAGRAPHS = 20_000
MAX_CHARACTERS = 2_000_000
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_PATH = "{urn:schemas-microsoft-com:vml}textpath"
_BOX = w("txbxContent")
# What ends a paragraph, a cell and a row in a key; no text holds these.
_END, _CELL, _ROW = "\x1d", "\x1e", "\x1f"
_NOTES = {"footnotes": "footnote", "endnotes": "endnote"}


@dataclass(eq=False)
class Para:
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
class Cell:
    """A cell of a table."""

    element: Element
    blocks: list[Block]


@dataclass(eq=False)
class Row:
    """A row of a table."""

    element: Element
    cells: list[Cell]
    by: Revision | None = None

    @cached_property
    def paras(self) -> list[Para]:
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
class Table:
    """A table."""

    element: Element
    rows: list[Row]

    @cached_property
    def paras(self) -> list[Para]:
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


Block: TypeAlias = Para | Table
Unit: TypeAlias = Para | Row | Table


def flat(blocks: list[Block]) -> Iterator[Para]:
    """All paragraphs of ``blocks``, in tables too."""
    for block in blocks:
        if isinstance(block, Para):
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
        for word in ((*block.key, _END) if isinstance(block, Para) else block.key)
    )


@dataclass(eq=False)
class Story:
    """One run of text. ``kind`` is what a reader calls it, ``part`` where it is kept."""

    kind: str
    part: str
    container: Element
    blocks: list[Block]

    @cached_property
    def paras(self) -> list[Para]:
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


def known_changes(package: Package) -> frozenset[Sign]:
    """The tracked changes that a file carries.

    Raises:
        DataError: a part is damaged or unsafe.

    """
    kinds = ("header", "footer", "footnotes", "endnotes")
    parts = [package.main, *(part for kind in kinds for part in package.all_related(kind))]
    roots = (package.xml(part) for part in parts)
    return frozenset(sign for root in roots if root is not None for sign in signs(root))


def read(package: Package, *, accept: bool, known: frozenset[Sign] = frozenset()) -> View:
    """All stories of a file; tracked changes that are ``known`` are accepted in any case.

    Raises:
        DataError: a part is damaged or unsafe, or there is more text than can be compared.

    """
    styles = package.xml(package.related("styles"))
    looks = Looks(styles)
    view = View(package, styles=_names(styles))
    main = package.xml(package.main)
    view.roots[package.main] = settled(main, accept=accept, known=known)
    _read_part(view, "body", package.main, looks)
    for kind, part in _shown_parts(package, view.roots[package.main]):
        found = package.xml(part)
        if found is not None and part not in view.roots:
            view.roots[part] = settled(found, accept=accept, known=known)
            _read_part(view, kind, part, looks)
    return view


def _names(styles: Element | None) -> dict[str, str]:
    """The styles' names in small letters, by identifier."""
    nodes = [] if styles is None else styles.findall(w("style"))
    return {n.get(w("styleId"), ""): (value(n, "name") or "").lower() for n in nodes}


def _shown_parts(package: Package, body: Element) -> Iterator[tuple[str, str]]:
    """The parts beside the body that pages show; one that nothing refers to says nothing."""
    targets = targets_of(package, package.main)
    settings = package.xml(package.related("settings"))
    shown = {"default": True, "even": switched(settings, "evenAndOddHeaders") or False}
    first = False
    for section in body.iter(w("sectPr")):
        first = first or bool(switched(section, "titlePg"))
    shown["first"] = first
    for kind in ("header", "footer"):
        for node in body.iter(w(f"{kind}Reference")):
            part = targets.get(node.get(RELATION, ""))
            if part is not None and shown.get(node.get(w("type"), "default"), True):
                yield kind, part
    for kind in _NOTES:
        for part in package.all_related(kind):
            yield kind, part


def _read_part(view: View, kind: str, part: str, looks: Looks) -> None:
    root = view.roots[part]
    builder = _Builder(Reader(looks, links_of(view.package, part)))
    if kind == "body":
        body = find(root, "body")
        builder.numbers = _numbers(view.package, body)
        _add(view, Story(kind, part, body, builder.blocks(body)))
    elif kind in _NOTES:
        shown = {
            node.get(w("id"))
            for node in view.roots[view.package.main].iter(w(f"{_NOTES[kind]}Reference"))
        }
        for note in root.findall(w(_NOTES[kind])):
            if note.get(w("id")) in shown:
                _add(view, Story(_NOTES[kind], part, note, builder.blocks(note)))
    else:
        _add(view, Story(kind, part, root, builder.blocks(root)))
    for box in root.iter(_BOX):
        _add(view, Story("text box", part, box, builder.blocks(box)))
    for para in root.iter(w("p")):
        _drawn(view, part, para)


def _drawn(view: View, part: str, paragraph: Element) -> None:
    """Words of a drawing that are no text box: a shape of letters."""
    drawn = [node.text or "" for node in paragraph.iter(_DRAWN)]
    drawn += [node.get("string", "") for node in paragraph.iter(_PATH)]
    words = " ".join(drawn).strip()
    if words and next(paragraph.iter(_BOX), None) is None:
        para = Para(paragraph, [Piece(words, Look())], "")
        view.stories.append(Story("drawing", part, paragraph, [para]))


def _add(view: View, story: Story) -> None:
    """Add a story that says anything; of twins in a part, such as a drawing's fallback, one."""
    view.paragraphs += len(story.paras)
    view.characters += len(story.text)
    if view.paragraphs > MAX_PARAGRAPHS or view.characters > MAX_CHARACTERS:
        raise too_long(MAX_PARAGRAPHS, MAX_CHARACTERS)
    twin = (story.kind, story.key) in view.known
    if story.kind == "body" or (story.key and not twin):
        view.known.add((story.kind, story.key))
        view.stories.append(story)


def _numbers(package: Package, body: Element) -> dict[Element, str]:
    """The numbers that paragraphs show."""
    styles = Styles.read(package.xml(package.related("styles")))
    lists = read_lists(package.xml(package.related("numbering")), styles.lists)
    counting = Counting(lists)
    numbers: dict[Element, str] = {}
    for element in paragraphs_of(body):
        position = None if is_hidden(element) else position_of(element, styles, lists)
        found = counting.next(position) if position is not None else None
        if found is not None:
            numbers[element] = found.label
    return numbers


_THROUGH = {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"}


@dataclass
class _Builder:
    """Builds the blocks of one part."""

    reader: Reader
    numbers: Mapping[Element, str] = field(default_factory=dict)
    under: str = ""
    waiting: str = ""

    def blocks(self, container: Element) -> list[Block]:
        found: list[Block] = []
        for child in shown(container):
            name = local(child)
            if name == "p":
                para = self.para(child)
                if para.text.strip():
                    found.append(para)
            elif name == "tbl":
                found.append(self.table(child))
            elif name == "bookmarkStart":
                self.waiting = _clause(child) or self.waiting
            elif name in _THROUGH:
                found += self.blocks(child)
        return found

    def table(self, element: Element) -> Table:
        before = self.reader.table
        self.reader.table = value(find(element, "tblPr"), "tblStyle") or ""
        rows = [self.row(row) for row in _under(element, "tr")]
        self.reader.table = before
        return Table(element, rows)

    def row(self, element: Element) -> Row:
        before = self.reader.hidden
        self.reader.hidden = before or low_row(element)
        cells = [Cell(cell, self.blocks(cell)) for cell in _under(element, "tc")]
        self.reader.hidden = before
        return Row(element, cells, revision_of(element))

    def para(self, element: Element) -> Para:
        pieces = self.reader.read(element)
        marks = (_clause(mark) for mark in element.iter(w("bookmarkStart")))
        clause = next((name for name in marks if name), "") or self.waiting
        if any(piece.text.strip() for piece in pieces):
            self.waiting = ""
        self.under = clause or self.under
        style = value(find(element, "pPr"), "pStyle") or ""
        number = self.numbers.get(element, "")
        return Para(element, pieces, style, clause, self.under, number, revision_of(element))


def _under(element: Element, name: str) -> Iterator[Element]:
    """The rows or cells of a table or row, in content controls too."""
    for child in shown(element):
        if local(child) == name:
            yield child
        elif local(child) in _THROUGH:
            yield from _under(child, name)


def _clause(mark: Element) -> str:
    """The clause that a bookmark names; nothing for bookmarks of another origin."""
    name = str(mark.get(w("name"), ""))
    return name if name.startswith("c_") else ""
