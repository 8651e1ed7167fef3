"""The blocks of the tree as data for the Typst source: what stands where, and how far apart.

Every part is a dictionary: ``t`` its sort, ``a`` and ``b`` the room above and below it in
points, ``k`` whether it stays with what follows, ``w`` whether it stays whole: 1 where that is
proven to fit a page, 2 where the source must measure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, repeat
from typing import Any, Final, TypeAlias

from ...document import (
    Annex,
    Block,
    Clause,
    Heading,
    Inlines,
    Items,
    Paragraph,
    Parallel,
    Signatures,
    Spread,
    Title,
    leads,
    plain,
)
from ...document.fit import widths_of
from ...document.side_by_side import stays_whole
from ...fonts import text_width, widest_advance
from ...language import LANGUAGE_TAGS
from ...language.codes import NATIVE_NAMES
from ..outline import Node, Part, outline
from .heights import SURE, most_lines
from .inlines import InlineWriter, Words
from .style import Style

Data: TypeAlias = dict[str, Any]
# What writes a block of each sort.
Registry: TypeAlias = "Mapping[type[Any], Callable[[BlockWriter, Any, Frame], Data | list[Data]]]"

# With what stands before these they share a page.
_CLINGING: Final = {"SignaturePair", "signatures", "Closing"}
# A heading so wide, in the type size 1, is whole for certain; a wider one may be parted.
_SHORT: Final = 300
# How much of a page may move to the next one together.
MOVED: Final = 0.4
# A cell's margins left and right, in points.
CELL_SIDES: Final = 8.6


@dataclass(frozen=True, slots=True)
class Frame:
    """Where blocks stand: the width for them in points, and the level of chapters' headings."""

    width: float
    chapter: int = 2


class BlockWriter(InlineWriter):
    """Writes blocks, in the style of one layout."""

    def __init__(self, style: Style, registry: Registry) -> None:
        super().__init__()
        self.style = style
        self.registry = registry
        self.anchors: dict[str, list[str]] = {}
        self.pictures: dict[str, bytes] = {}

    def flow(self, blocks: Sequence[Block], frame: Frame) -> list[Data]:
        """``blocks`` one below the other."""
        parts = outline(blocks)
        written: list[Data] = []
        for index, part in enumerate(parts):
            following = parts[index + 1].type if index + 1 < len(parts) else ""
            found = self._part(part, frame)
            if found and following and (following in _CLINGING or _leads(found[-1])):
                found = [*found[:-1], *_held(found[-1])]
            written += found
        for one in written:
            one.setdefault("a", 0)
            one.setdefault("b", 0)
        return written

    def whole(self, height: float) -> int:
        """How a block of at most that ``height`` stays whole."""
        return 1 if self.style.known and height <= SURE * self.style.height else 2

    def lines(self, content: Inlines, width: float, size: float) -> float:
        """How many lines ``content`` has at most."""
        return most_lines(content, width, size)

    def is_short(self, content: Inlines) -> bool:
        """Whether a heading of ``content`` fits a page for certain, however narrow it stands."""
        text = plain(content)
        wide = sum(map(widest_advance, text.replace("\n", " ")))
        return self.style.known and wide + 40 * text.count("\n") <= _SHORT

    def anchor(self, data: Data, name: str) -> Data:
        """``data`` as a place that references may lead to."""
        if name:
            data["id"] = self.anchors.setdefault(name, [name])
        return data

    def heading_of(self, content: Inlines, frame: Frame, name: str, **more: Any) -> Data:
        """A heading without a number, of the level of chapters, with the identifier ``name``."""
        gaps, size = self.style.house.gaps, self.style.house.sizes.chapter
        data: Data = {
            "t": "heading",
            "level": frame.chapter,
            "c": self.words(content, frame.width / size),
            "a": gaps.chapter_before,
            "b": gaps.chapter_after,
            "k": True,
            "short": self.is_short(content),
        }
        return self.anchor(data | more, name)

    def led_to(self) -> list[str]:
        """The places that references do lead to, which others forget that they are.

        A reference that leads nowhere is its number alone.
        """
        for reference in self.references:
            if reference[1] not in self.anchors:
                reference[0] = "label"
        for name, place in self.anchors.items():
            if name not in self.targets:
                place.clear()
        return [name for name, place in self.anchors.items() if place]

    def _part(self, part: Part, frame: Frame) -> list[Data]:
        if part.type in {"points", "subpoints"}:
            return [self._points(part, frame)]
        content = part.children if part.block is None else part.block
        sort = Signatures if part.block is None else type(part.block)
        written = self.registry[sort](self, content, frame)
        return written if isinstance(written, list) else [written]

    # Words ------------------------------------------------------------------------------------

    def body(self, content: Inlines, width: float) -> Words:
        """``content`` in the size of running text, in ``width`` points."""
        return self.words(content, width / self.style.house.sizes.text)

    def small(self, content: Inlines, width: float) -> Words:
        """``content`` in the size of tables and forms."""
        return self.words(content, width / (self.style.house.sizes.small + 1))

    def title(self, block: Title, frame: Frame) -> Data:
        """The title, and the lines under it."""
        sizes = self.style.house.sizes
        return {
            "t": "title",
            "c": self.words(block.title, frame.width / sizes.title),
            "lines": [self.words(one, frame.width / sizes.subtitle) for one in block.subtitles],
            "a": self.style.house.gaps.title_before,
            "b": 2 if block.subtitles else 3,
            "k": True,
        }

    def spread(self, block: Spread, frame: Frame) -> Data:
        """Two short texts on one line."""
        half = frame.width / 2
        sides = [self.body(block.left, half), self.body(block.right, half)]
        return {"t": "spread", "c": sides, "a": 14, "b": 10}

    def heading(self, block: Heading, frame: Frame) -> Data:
        """A heading without a number."""
        more = {"new": True} if block.newpage else {}
        return self.heading_of(block.content, frame, block.id, **more)

    def annex(self, block: Annex, frame: Frame) -> list[Data]:
        """The mark of an annex, and its title."""
        mark: Data = {
            "t": "mark",
            "c": [
                *self._list(self.small(block.before, frame.width)),
                block.number,
                *self._list(self.small(block.after, frame.width)),
            ],
            "a": 0 if block.newpage else 30,
            "k": True,
        }
        title: Data = {
            "t": "heading",
            "level": frame.chapter,
            "c": self.words(block.title, frame.width / self.style.house.sizes.chapter),
            "short": self.is_short(block.title),
            "centred": True,
            "a": 14,
            "b": 8,
            "k": True,
        }
        return [
            self.anchor(mark | ({"new": True} if block.newpage else {}), block.id),
            title,
        ]

    @staticmethod
    def _list(found: Words) -> list[Any]:
        return [found] if isinstance(found, str) else found

    def paragraph(self, block: Paragraph, frame: Frame) -> Data:
        """Running text."""
        data: Data = {
            "t": "text",
            "c": self.body(block.content, frame.width),
            "b": self.style.house.gaps.point,
        }
        if block.lead:
            data["k"] = True
        if self.style.first_line and not block.flush:
            data["first"] = self.style.first_line
        return self.anchor(data, block.id)

    def clause(self, block: Clause, frame: Frame) -> Data:
        """A chapter's heading; points come in lists."""
        gaps, size = self.style.house.gaps, self.style.house.sizes.chapter
        indent = self.style.indent("chapter")
        data: Data = {
            "t": "heading",
            "level": frame.chapter,
            "n": block.number,
            "indent": indent,
            "c": self.words(block.content, (frame.width - indent) / size),
            "a": gaps.chapter_before,
            "b": gaps.chapter_after,
            "k": True,
            "short": self.is_short(block.content),
        }
        return self.anchor(data, block.id)

    def items(self, block: Items, frame: Frame) -> Data:
        """A list without numbers, as far in as the words of its point."""
        point, sub = self.style.indent("point"), self.style.indent("subpoint")
        deeper = 6 * 72 / 25.4
        pad = {1: point, 2: point + deeper}.get(block.level, point + sub + deeper)
        return {
            "t": "items",
            "pad": pad,
            "items": [
                self.anchor({"c": self.body(item, frame.width - pad)}, name)
                for item, name in zip(block.items, _padded(block), strict=False)
            ],
            "gap": self.style.house.gaps.subpoint,
            "b": self.style.house.gaps.subpoint,
        }

    def _points(self, part: Part, frame: Frame) -> Data:
        sub = part.type == "subpoints"
        start = self.style.indent("point") if sub else 0.0
        nodes = self._nodes(part.children, frame.width - start, sub=sub)
        return {"t": "points", "pad": start, "b": self.style.house.gaps.point} | nodes

    def _nodes(self, nodes: Sequence[Node], width: float, *, sub: bool) -> Data:
        """A list of points: its numbers, how far their words stand in, and its items."""
        size, gaps = self.style.house.sizes.text, self.style.house.gaps
        longest = max(text_width(node.clause.number) for node in nodes)
        indent = self.style.indent("subpoint" if sub else "point")
        indent = max(indent, (longest + 0.4) * size)
        items: list[Data] = []
        for node in nodes:
            clause = node.clause
            item: Data = {"n": clause.number, "c": self.body(clause.content, width - indent)}
            if node.children:
                item["sub"] = self._nodes(node.children, width - indent, sub=True)
            items.append(self.anchor(item, clause.id))
            if leads((clause,)):
                item["k"] = True
        gap = gaps.subpoint if sub else gaps.point
        return {"indent": indent, "gap": gap, "items": items, "after": gaps.point}

    # Two languages ------------------------------------------------------------------------------

    def parallel(self, block: Parallel, frame: Frame) -> list[Data]:
        """Two languages side by side, or the second alone."""
        tags = [LANGUAGE_TAGS[lang].split("-") for lang in block.langs]
        if not block.columns:
            return [
                {
                    "t": "second",
                    "lang": tags[1],
                    "new": block.newpage,
                    "blocks": self.flow(right, frame),
                    "gap": True,
                }
                for _, right in block.rows
            ]
        width = widths_of(frame.width, self.style.house.columns.parallel)[0]
        inner = replace(frame, width=width)
        rows = [
            {
                "l": self.flow(left, inner),
                "r": self.flow(right, inner),
                "k": leads(left),
                "w": stays_whole(left, right),
            }
            for left, right in block.rows
        ]
        names = [NATIVE_NAMES[lang] for lang in block.langs]
        table: Data = {"t": "parallel", "langs": tags, "names": names}
        start = len(rows)
        while start and rows[start - 1]["k"]:
            start -= 1
        if start in {0, len(rows)}:
            return [table | {"rows": _led(rows), "k": start == 0}]
        # Only a block of its own can stay with what follows; its rows come back to the table.
        tail = table | {"t": "tail", "rows": _led(rows[start:]), "k": True}
        return [table | {"rows": _led(rows[:start])}, tail]


def _padded(block: Items) -> Iterator[str]:
    """A name for each item; those that are no clauses have none."""
    return chain(block.ids, repeat(""))


def _led(rows: list[Data]) -> list[Data]:
    """``rows`` with those that lead in one with the row after them, as its heads."""
    found: list[Data] = []
    heads: list[Data] = []
    for row in rows:
        if row["k"] and row is not rows[-1]:
            heads.append(row)
        else:
            found.append(row | {"heads": heads})
            heads = []
    return found


def _leads(data: Data) -> bool:
    """Whether the last words of a list belong to what follows it."""
    if data["t"] != "points":
        return False
    last = data["items"][-1]
    while "sub" in last:
        last = last["sub"]["items"][-1]
    return bool(last.get("k"))


def _held(data: Data) -> list[Data]:
    """``data`` so that its last words, and those that lead to them, stay with what follows."""
    if data["t"] != "points":
        return [data | {"k": True}]
    first, *rest = _parted(data)
    while not first.get("k") and _leads(first):
        first, *more = _parted(first)
        rest = [*more, *rest]
    return [first, *rest]


def _parted(points: Data) -> list[Data]:
    """A list of points; its last leaf is a list of its own that stays with what follows."""
    *before, last = points["items"]
    if "sub" not in last:
        alone = points | {"items": [last], "k": True}
        return [points | {"items": before, "b": points["gap"]}, alone] if before else [alone]
    sub = last["sub"]
    lead = {key: value for key, value in last.items() if key != "sub"}
    inner = sub | {"t": "points", "pad": points["pad"] + points["indent"], "b": points["b"]}
    *upper, leaf = _parted(inner)
    if not upper:
        return [*_parted(points | {"items": [*before, lead], "b": points["gap"]}), leaf]
    lead["sub"] = sub | {"items": upper[0]["items"]}
    return [points | {"items": [*before, lead], "b": sub["gap"]}, leaf]
