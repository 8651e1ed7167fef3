"""Reading a Word file into stories of paragraphs and tables.

Content controls are looked through. Blank paragraphs are left out: word processors add
and remove them as they please.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ..errors import worded
from .bounded import check_amount
from .elements import Element, find, local, switched, value, w
from .formatting import Formatting, FormattingResolver, low_row
from .numbering import read_lists
from .package import Package
from .paragraphs import numbers_of
from .relationships import RELATION, links_of, targets_of
from .runs import Piece, RunReader, shown
from .stories import Block, Story, View, WordCell, WordParagraph, WordRow, WordTable
from .styles import Styles
from .tracked_changes import ChangeKey, change_keys, revision_of, settled

MAX_PARAGRAPHS = 20_000
MAX_CHARACTERS = 2_000_000
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_PATH = "{urn:schemas-microsoft-com:vml}textpath"
_BOX = w("txbxContent")
_NOTES = {"footnotes": "footnote", "endnotes": "endnote"}


def known_changes(package: Package) -> frozenset[ChangeKey]:
    """The tracked changes that a file carries.

    Raises:
        DataError: a part is damaged or unsafe.

    """
    kinds = ("header", "footer", "footnotes", "endnotes")
    parts = [package.main, *(part for kind in kinds for part in package.all_related(kind))]
    roots = (package.xml(part) for part in parts)
    return frozenset(sign for root in roots if root is not None for sign in change_keys(root))


def read(package: Package, *, accept: bool, known: frozenset[ChangeKey] = frozenset()) -> View:
    """All stories of a file; tracked changes that are ``known`` are accepted in any case.

    Raises:
        DataError: a part is damaged or unsafe, or there is more text than can be compared.

    """
    styles = package.xml(package.related("styles"))
    resolver = FormattingResolver(styles)
    view = View(package, styles=_names(styles))
    main = package.xml(package.main)
    view.roots[package.main] = settled(main, accept=accept, known=known)
    _read_part(view, "body", package.main, resolver)
    for kind, part in _shown_parts(package, view.roots[package.main]):
        found = package.xml(part)
        if found is not None and part not in view.roots:
            view.roots[part] = settled(found, accept=accept, known=known)
            _read_part(view, kind, part, resolver)
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


def _read_part(view: View, kind: str, part: str, resolver: FormattingResolver) -> None:
    root = view.roots[part]
    check_amount(view.roots.values(), view.package.errors)
    builder = _Builder(RunReader(resolver, links_of(view.package, part)))
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
        para = WordParagraph(paragraph, [Piece(words, Formatting())], "")
        view.stories.append(Story("drawing", part, paragraph, [para]))


def _add(view: View, story: Story) -> None:
    """Add a story that says anything; of twins in a part, such as a drawing's fallback, one."""
    view.paragraphs += len(story.paras)
    view.characters += len(story.text)
    if view.paragraphs > MAX_PARAGRAPHS or view.characters > MAX_CHARACTERS:
        what = worded(
            "{max_paragraphs} paragraphs or {max_characters} characters",
            max_paragraphs=MAX_PARAGRAPHS,
            max_characters=MAX_CHARACTERS,
        )
        raise view.package.errors.too_long(what)
    twin = (story.kind, story.key) in view.known
    if story.kind == "body" or (story.key and not twin):
        view.known.add((story.kind, story.key))
        view.stories.append(story)


def _numbers(package: Package, body: Element) -> dict[Element, str]:
    """The numbers that paragraphs show."""
    styles = Styles.read(package.xml(package.related("styles")))
    lists = read_lists(package.xml(package.related("numbering")), styles.lists)
    return {element: found.label for element, found in numbers_of(body, styles, lists).items()}


_THROUGH = {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"}


@dataclass
class _Builder:
    """Builds the blocks of one part."""

    reader: RunReader
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

    def table(self, element: Element) -> WordTable:
        before = self.reader.table
        self.reader.table = value(find(element, "tblPr"), "tblStyle") or ""
        rows = [self.row(row) for row in _under(element, "tr")]
        self.reader.table = before
        return WordTable(element, rows)

    def row(self, element: Element) -> WordRow:
        before = self.reader.hidden
        self.reader.hidden = before or low_row(element)
        cells = [WordCell(cell, self.blocks(cell)) for cell in _under(element, "tc")]
        self.reader.hidden = before
        return WordRow(element, cells, revision_of(element))

    def para(self, element: Element) -> WordParagraph:
        pieces = self.reader.read(element)
        marks = (_clause(mark) for mark in element.iter(w("bookmarkStart")))
        clause = next((name for name in marks if name), "") or self.waiting
        if any(piece.text.strip() for piece in pieces):
            self.waiting = ""
        self.under = clause or self.under
        style = value(find(element, "pPr"), "pStyle") or ""
        number = self.numbers.get(element, "")
        return WordParagraph(
            element, pieces, style, clause, self.under, number, revision_of(element)
        )


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
