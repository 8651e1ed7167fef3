"""Writing tracked changes: marks with author and date, runs struck or written, moves."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from .elements import (
    XML_SPACE,
    Element,
    copied,
    local,
    new,
    paragraph_mark,
    put,
    text_node,
    w,
    whole,
)
from .runs import Piece

TRACKED = "Other side, tracked"
SILENT = "Other side, NOT tracked"
_SHAPE = ("rStyle", "b", "i", "caps", "smallCaps", "u", "vertAlign")
_SEEN = ("strike", "dstrike", "vanish", "webHidden", "specVanish", "color", "sz", "szCs", "w")
_DEAD = {"t": "delText", "instrText": "delInstrText"}
# What no XML can hold; a reader of XML never meets it, but an entity of a number can name it.
_BAD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(slots=True)
class TrackedChangeWriter:
    """Writes tracked changes into one part.

    ``date`` is that of the document; empty where it has none.
    """

    root: Element
    date: str
    _last: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        taken = (whole(node.get(w("id"))) for node in self.root.iter() if node.get(w("id")))
        self._last = max((number for number in taken if number is not None), default=0)

    def mark(self, name: str, *, tracked: bool) -> Element:
        """A new element that marks a change."""
        node = new(name, id=self._next(), author=TRACKED if tracked else SILENT)
        if self.date:
            node.set(w("date"), self.date)
        return node

    def _next(self) -> int:
        self._last += 1
        return self._last

    def strike(self, run: Element, *, tracked: bool, moved: bool = False) -> None:
        """Mark a run as deleted, or as moved from here."""
        name = "moveFrom" if moved else "del"
        strike_run(run, lambda: self.mark(name, tracked=tracked))

    def mark_paragraph(self, paragraph: Element, name: str, *, tracked: bool) -> None:
        """Mark the end of a paragraph as inserted, deleted or moved."""
        put(paragraph_mark(paragraph), self.mark(name, tracked=tracked))

    def range(self, name: str, number: int, *, tracked: bool) -> tuple[Element, Element]:
        """The start and the end of what moves; the same ``number`` here and there."""
        start = self.mark(f"{name}RangeStart", tracked=tracked)
        start.set(w("name"), f"move{number}")
        end = new(f"{name}RangeEnd", id=start.get(w("id")))
        return start, end

    def written(
        self, pieces: list[Piece], base: Element | None, *, silent: bool, moved: bool = False
    ) -> Iterator[Element]:
        """Inserted runs for ``pieces``, formatted as ``base``; ``silent``: none was tracked."""
        for piece in pieces:
            tracked = piece.revision is not None and not silent
            around = self.mark("moveTo" if moved else "ins", tracked=tracked)
            around.extend(_runs(piece, base))
            yield around


def strike_run(run: Element, mark: Callable[[], Element]) -> None:
    """Put a run into a new ``mark`` (``w:del`` or ``w:moveFrom``), unless it is in one already."""
    above = run.getparent()
    if above is None or local(above) in {"del", "moveFrom"}:
        return
    around = mark()
    run.addprevious(around)
    around.append(run)
    if local(around) == "moveFrom":
        return
    for node in list(run.iter(w("t"), w("instrText"))):
        if not _in_box(node, run):
            node.tag = w(_DEAD[local(node)])
            node.set(XML_SPACE, "preserve")


def _in_box(node: Element, run: Element) -> bool:
    for above in node.iterancestors():
        if above is run:
            return False
        if local(above) == "txbxContent":
            return True
    return False


def _runs(piece: Piece, base: Element | None) -> list[Element]:
    properties = copied(base, "rPr", (*_SHAPE, *(_SEEN if piece.formatting.unseen else ())))
    for shape in piece.formatting.form:
        name, _, setting = shape.partition("=")
        put(properties, new(name) if setting == "1" else new(name, val=setting))
    if piece.formatting.unseen:
        # What was to be hidden is what one must see here.
        put(properties, new("highlight", val="yellow"))
    if piece.node is None and piece.source is not None and piece.source.instruction:
        return _field(piece, properties)
    return [_run(properties, *_content(piece.text))]


def _run(properties: Element, *content: Element) -> Element:
    twin = copied(properties, "rPr", ())
    return new("r", *([twin] if len(twin) else []), *content)


def _content(text: str) -> list[Element]:
    """``text`` as the elements of a run."""
    nodes: list[Element] = []
    for part in re.split(r"([\t\n])", _BAD.sub("", text)):
        if part in {"\t", "\n"}:
            nodes.append(new("tab" if part == "\t" else "br"))
        elif part:
            nodes.append(text_node(part))
    return nodes


def _field(piece: Piece, properties: Element) -> list[Element]:
    instruction = etree.Element(w("instrText"))
    instruction.text = f" {piece.field} "
    return [
        _run(properties, new("fldChar", fldCharType="begin")),
        _run(properties, instruction),
        _run(properties, new("fldChar", fldCharType="separate")),
        _run(properties, text_node("1")),
        _run(properties, new("fldChar", fldCharType="end")),
    ]
