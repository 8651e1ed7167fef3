"""How a host document numbers: its lists, levels and figures, and counting by them.

The counting follows what Word shows: all lists made from one definition count on
together, a start override restarts once, and a level restarts below a higher one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from roman_numerals import OutOfRangeError, RomanNumeral

from .elements import Element, find, local, switched, value, w, whole

_LATIN = "abcdefghijklmnopqrstuvwxyz"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"  # Word leaves ё, й, ъ and ь out.
LEVELS = 9


def _letters(alphabet: str) -> Callable[[int], str]:
    """Counting a, b … z, aa, bb, as Word does."""

    def figure(number: int) -> str:
        if number < 1:
            return ""
        rounds, place = divmod(number - 1, len(alphabet))
        return alphabet[place] * (rounds + 1)

    return figure


def _roman(number: int) -> str:
    try:
        return RomanNumeral(number).to_uppercase()
    except OutOfRangeError:
        return ""


FIGURES: Mapping[str, Callable[[int], str]] = MappingProxyType(
    {
        "decimal": str,
        "decimalZero": lambda number: f"{number:02d}",
        "upperRoman": _roman,
        "lowerRoman": lambda number: _roman(number).lower(),
        "upperLetter": lambda number: _letters(_LATIN)(number).upper(),
        "lowerLetter": _letters(_LATIN),
        "russianUpper": lambda number: _letters(_RUSSIAN)(number).upper(),
        "russianLower": _letters(_RUSSIAN),
        "none": lambda _: "",
        "bullet": lambda _: "",
    }
)


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list. ``text`` holds ``%1`` for the first level's figure and so on.

    ``restart`` is Word's: 0 never, ``n`` after a paragraph of level ``n`` (from 1) or
    higher, ``None`` after any higher level. ``legal`` shows all figures as decimal.
    """

    text: str
    figure: str = "decimal"
    start: int = 0
    legal: bool = False
    restart: int | None = None
    style: str | None = None

    @property
    def bullet(self) -> bool:
        """Whether this level has a sign instead of a number."""
        return self.figure == "bullet"

    @property
    def counted(self) -> bool:
        """Whether a reader sees a number at all."""
        return not self.bullet and bool(self.text.strip())


@dataclass(frozen=True, slots=True)
class List:
    """One ``w:num``: the definition it is made from, its levels, and where it restarts."""

    number: str
    abstract: str
    levels: Mapping[int, Level]
    restarts: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Position:
    """Which list and which level (from 0) a paragraph is in."""

    number: str
    level: int


@dataclass(frozen=True, slots=True)
class Numbered:
    """A paragraph's number: as shown, and the counts of its level and those above."""

    position: Position
    abstract: str
    label: str
    counts: tuple[int, ...]


def _level(node: Element) -> Level:
    figures = [value(found) for found in node.iter(w("numFmt"))]
    # A format of Word 2010 stands beside its fallback for older readers, which comes last.
    return Level(
        text=value(node, "lvlText") or "",
        figure=figures[-1] or "decimal" if figures else "decimal",
        start=whole(value(node, "start")) or 0,
        legal=bool(switched(node, "isLgl")),
        restart=whole(value(node, "lvlRestart")),
        style=value(node, "pStyle"),
    )


def _levels(node: Element) -> dict[int, Level]:
    found = {}
    for child in node.findall(w("lvl")):
        index = whole(child.get(w("ilvl")))
        if index is not None and 0 <= index < LEVELS:
            found[index] = _level(child)
    return found


def _abstracts(root: Element, styled: Mapping[str, str]) -> dict[str, dict[int, Level]]:
    """The definitions; one that only links to a list style has that style's levels."""
    nodes = {str(node.get(w("abstractNumId"))): node for node in root.findall(w("abstractNum"))}
    targets = {
        str(node.get(w("numId"))): value(node, "abstractNumId") for node in root.findall(w("num"))
    }
    found = {}
    for name, node in nodes.items():
        link = value(node, "numStyleLink")
        linked = targets.get(styled.get(link, "")) if link else None
        found[name] = _levels(nodes.get(str(linked), node))
    return found


def read_lists(root: Element | None, styled: Mapping[str, str]) -> dict[str, List]:
    """The lists of a numbering part, by ``numId``.

    ``styled`` gives the ``numId`` of list styles, by their identifier.
    """
    if root is None:
        return {}
    abstracts = _abstracts(root, styled)
    lists = {}
    for node in root.findall(w("num")):
        abstract = value(node, "abstractNumId")
        if abstract not in abstracts:
            continue
        number, levels, restarts = str(node.get(w("numId"))), dict(abstracts[abstract]), {}
        for override in node.findall(w("lvlOverride")):
            index = whole(override.get(w("ilvl"))) or 0
            own, start = find(override, "lvl"), whole(value(override, "startOverride"))
            if own is not None:
                levels[index] = _level(own)
            if start is not None:
                restarts[index] = start
        lists[number] = List(number, str(abstract), levels, restarts)
    return lists


@dataclass(slots=True)
class Counting:
    """Counts the numbered paragraphs of one document, from top to bottom."""

    lists: Mapping[str, List]
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _restarted: set[tuple[str, int]] = field(default_factory=set)

    def next(self, position: Position) -> Numbered | None:
        """The number of the next paragraph; ``None`` where its list is not defined."""
        chosen = self.lists.get(position.number)
        if chosen is None or position.level not in chosen.levels:
            return None
        counts = self._counts.setdefault(chosen.abstract, [None] * LEVELS)
        level, at = chosen.levels[position.level], position.level
        mark = (chosen.number, at)
        if at in chosen.restarts and mark not in self._restarted:
            counts[at] = chosen.restarts[at]
        else:
            before = counts[at]
            counts[at] = level.start if before is None else before + 1
        self._restarted.add(mark)
        self._lower(chosen, counts, at)
        for above in range(at):
            # A level that was skipped has begun all the same.
            if counts[above] is None:
                counts[above] = chosen.levels[above].start if above in chosen.levels else 0
        shown = tuple(count or 0 for count in counts[: at + 1])
        return Numbered(position, chosen.abstract, label_of(chosen, at, shown), shown)

    @staticmethod
    def _lower(chosen: List, counts: list[int | None], at: int) -> None:
        for below in range(at + 1, LEVELS):
            restart = chosen.levels[below].restart if below in chosen.levels else None
            if restart is None or at < restart:
                counts[below] = None


def label_of(chosen: List, at: int, counts: tuple[int, ...]) -> str:
    """What a reader sees before a paragraph of level ``at`` (from 0)."""
    level = chosen.levels[at]
    if level.bullet:
        return ""

    def shown(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        if index >= len(counts):
            return ""
        figure = chosen.levels[index].figure if index in chosen.levels else "decimal"
        if level.legal and figure not in {"none", "bullet", "decimalZero"}:
            figure = "decimal"
        return FIGURES.get(figure, str)(counts[index])

    return re.sub(r"%([1-9])", shown, level.text)


def reference(lists: Mapping[str, List], target: Numbered, source: Numbered | None) -> str:
    r"""What ``REF … \r`` shows for ``target`` from a place under ``source``.

    Levels above that the number itself does not show are put before it, but only as far
    as the place does not share them; the closing point is left out.
    """
    chosen = lists[target.position.number]
    shared = 0
    if source is not None and source.abstract == target.abstract:
        for ours, theirs in zip(source.counts, target.counts, strict=False):
            if ours != theirs:
                break
            shared += 1
    at = target.position.level
    parts = [target.label]
    while shared < target.position.level:
        at -= max(1, len(set(re.findall(r"%([1-9])", chosen.levels[at].text))))
        if at < shared or at not in chosen.levels:
            break
        parts.insert(0, label_of(chosen, at, target.counts[: at + 1]))
    return "".join(part.strip() for part in parts).rstrip(".")


def is_deleted(paragraph: Element) -> bool:
    """Whether the paragraph's own mark is struck out by a tracked change."""
    mark = find(paragraph, "pPr/rPr")
    return mark is not None and any(local(node) in {"del", "moveFrom"} for node in mark)
