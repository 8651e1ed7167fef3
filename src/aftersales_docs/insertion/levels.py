"""How a host writes its chapters, points, sub-points, running text and lists: by example."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from ..ooxml.numbering import List, Position
from .host import Host, HostParagraph
from .place import Spot
from .typed_numbers import Rank, Typed

Mode: TypeAlias = Literal["live", "restart", "typed", "own", "plain"]


@dataclass(frozen=True, slots=True)
class LevelFormat:
    """How clauses of one level are written.

    ``example`` is the paragraph they look like. ``mode`` says how they get their number:
    ``live`` from the host's list at ``position``, ``restart`` likewise but from the start
    under each clause above, ``typed`` like ``typed``, ``own`` typed as the section itself
    counts, ``plain`` none. ``bare`` takes the outline and indents of the example away,
    because it was borrowed from a paragraph of another kind.
    """

    mode: Mode
    example: HostParagraph | None = None
    position: Position | None = None
    typed: Typed | None = None
    bare: bool = False


@dataclass(frozen=True, slots=True)
class LevelFormats:
    """How everything in the section is written; ``capitals`` is for level 1."""

    levels: tuple[LevelFormat, LevelFormat, LevelFormat]
    body: HostParagraph | None
    bullet: HostParagraph | None
    capitals: bool
    rank: Rank | None


def shapes(host: Host, spot: Spot) -> LevelFormats:
    """The host's ways, from the paragraphs nearest to the spot."""
    paras = [para for para in host.tops if para is not spot.marker]
    rank = spot.heading.rank if spot.heading else chapter_rank(paras, host)
    near = _Near(paras, spot.near)
    chapter = near.first(lambda para: para.rank == rank) if rank else None
    chapter = spot.heading or chapter
    chapters = [para for para in paras if para.rank == rank] if rank else []
    points = _below(paras, chapters, near, {rank})
    subpoints = _below(
        paras,
        [p for p in paras if points and p.rank == points.rank],
        near,
        {rank, points.rank if points else None},
    )
    body = _body(near, chapters)
    first = _shape(chapter)
    second = _second(host, first, points, chapters, body)
    third = _third(host, second, subpoints, body)
    return LevelFormats(
        levels=(first, second, third),
        body=body,
        bullet=near.first(lambda para: para.bullet and not para.empty),
        capitals=bool(chapters) and all(para.capitals for para in chapters),
        rank=rank,
    )


@dataclass(slots=True)
class _Near:
    """Paragraphs in the order of their nearness to a spot: those before it first."""

    paras: Sequence[HostParagraph]
    index: int

    def order(self) -> Iterable[HostParagraph]:
        yield from reversed([para for para in self.paras if para.index < self.index])
        yield from (para for para in self.paras if para.index >= self.index)

    def first(self, fits: Callable[[HostParagraph], bool]) -> HostParagraph | None:
        return next((para for para in self.order() if fits(para)), None)


# Chapters


def _level_text(host: Host, para: HostParagraph) -> str:
    if para.numbered is None:
        return para.label
    position = para.numbered.position
    return host.lists[position.number].levels[position.level].text


def chapter_rank(paras: Sequence[HostParagraph], host: Host) -> Rank | None:
    """The rank of the host's chapters; ``None`` where nothing looks like a chapter."""
    groups: dict[Rank, list[HostParagraph]] = {}
    for para in paras:
        if para.rank is not None:
            groups.setdefault(para.rank, []).append(para)
    numbered = {rank: group for rank, group in groups.items() if rank[0] in {"live", "typed"}}
    outlined = {
        rank: levels
        for rank, group in numbered.items()
        if len(levels := [p.outline for p in group if p.outline is not None]) * 2 > len(group)
    }
    if outlined:
        return min(outlined, key=lambda rank: (min(outlined[rank]), -len(groups[rank])))
    headings = sorted(rank for rank in groups if rank[0] == "outline")
    often = [rank for rank in headings if len(groups[rank]) > 1]
    if often:
        return often[0]
    tops = {rank: group for rank, group in numbered.items() if _is_top(rank, numbered)}
    likely = [rank for rank, group in tops.items() if _share(group, _short) > 0.6]
    if likely:
        return min(likely, key=lambda rank: _order_of_chapters(host, tops[rank]))
    rest = headings or ([("strong",)] if len(groups.get(("strong",), ())) > 1 else [])
    if rest:
        return rest[0]
    return max(tops, key=lambda rank: len(tops[rank]), default=None)


def _is_top(rank: Rank, numbered: Iterable[Rank]) -> bool:
    """Whether no other rank of the same numbering stands above this one."""
    return not any(
        other[:-1] == rank[:-1] and other[-1] < rank[-1] for other in numbered if other != rank
    )


def _short(para: HostParagraph) -> bool:
    return para.short


def _share(group: Sequence[HostParagraph], fits: Callable[[HostParagraph], bool]) -> float:
    return sum(fits(para) for para in group) / len(group)


def _order_of_chapters(host: Host, group: Sequence[HostParagraph]) -> tuple[bool, bool, int]:
    """Sorts likely chapters first: bold or capital, not in brackets, early."""
    weighty = _share(group, lambda para: para.bold or para.capitals) > 0.5
    bracketed = _share(group, lambda para: ")" in _level_text(host, para)) > 0.5
    return (not weighty, bracketed, group[0].index)


# Points and sub-points


def _below(
    paras: Sequence[HostParagraph],
    above: Sequence[HostParagraph],
    near: _Near,
    ranks: set[Rank | None],
) -> HostParagraph | None:
    """The example of the rank that first follows those in ``above``, nearest to the spot."""
    wanted: Rank | None = None
    order = {id(para): place for place, para in enumerate(near.order())}
    places = {id(para): place for place, para in enumerate(paras)}
    for head in sorted(above, key=lambda para: order[id(para)]):
        start = places[id(head)] + 1
        following = (paras[place].rank for place in range(start, len(paras)))
        rank = next((found for found in following if found is not None), None)
        if rank is not None and rank not in ranks and rank[0] in {"live", "typed"}:
            wanted = rank
            break
    return near.first(lambda para: para.rank == wanted) if wanted else None


def _shape(para: HostParagraph | None) -> LevelFormat:
    """The way of one paragraph."""
    if para is None:
        return LevelFormat("own")
    if para.numbered is not None:
        return LevelFormat("live", para, para.numbered.position)
    if para.typed is not None:
        return LevelFormat("typed", para, typed=para.typed)
    return LevelFormat("plain", para)


def _second(
    host: Host,
    above: LevelFormat,
    para: HostParagraph | None,
    chapters: Sequence[HostParagraph],
    body: HostParagraph | None,
) -> LevelFormat:
    shape = _lower(host, above, para, body)
    if shape.mode == "restart" and para is not None and _runs_on(host, para, chapters):
        return LevelFormat("live", shape.example, shape.position, bare=shape.bare)
    return shape


def _third(
    host: Host, above: LevelFormat, para: HostParagraph | None, body: HostParagraph | None
) -> LevelFormat:
    return _lower(host, above, para, body)


def _lower(
    host: Host, above: LevelFormat, para: HostParagraph | None, body: HostParagraph | None
) -> LevelFormat:
    """The way of the level below ``above``; ``para`` is the host's example, if it has one."""
    if para is None:
        return _invented(host, above, body)
    shape = _shape(para)
    if shape.position is None:
        return shape
    mode: Mode = "live" if _is_under(host, above, shape.position) else "restart"
    if para.outline is not None and para.short:
        # Sub-headings: a sentence with their number should not look like a heading.
        return LevelFormat(mode, body or para, shape.position, bare=True)
    return LevelFormat(mode, para, shape.position)


def _is_under(host: Host, above: LevelFormat, position: Position) -> bool:
    """Whether this is a deeper level of the list above, so that Word restarts it itself."""
    if above.position is None:
        return False
    same = host.lists[above.position.number].abstract == host.lists[position.number].abstract
    return same and position.level > above.position.level


def _runs_on(host: Host, para: HostParagraph, chapters: Sequence[HostParagraph]) -> bool:
    """Whether the host counts these points on through all chapters."""
    heads = {id(chapter) for chapter in chapters}
    firsts: list[int] = []
    begun = False
    for other in host.tops:
        if id(other) in heads:
            begun = True
        elif begun and other.rank == para.rank and other.numbered is not None:
            firsts.append(other.numbered.counts[-1])
            begun = False
    return len(firsts) > 1 and len(set(firsts)) > 1


def _invented(host: Host, above: LevelFormat, body: HostParagraph | None) -> LevelFormat:
    """A level the host does not use: its list's next level, or typed numbers."""
    example = body or above.example
    if above.position is not None and above.mode in {"live", "restart"}:
        level = above.position.level + 1
        chosen: List = host.lists[above.position.number]
        if level in chosen.levels and chosen.levels[level].counted:
            return LevelFormat("live", example, Position(chosen.number, level), bare=True)
    return LevelFormat("own", example, bare=example is not body)


# Running text


def _body(near: _Near, chapters: Sequence[HostParagraph]) -> HostParagraph | None:
    """The nearest paragraph of running text, rather one of the chapters than of the preamble."""
    first = chapters[0].index if chapters else -1
    plain = [para for para in near.order() if _is_running(para)]
    inside = [para for para in plain if para.index > first]
    for group in (inside, plain):
        for para in group:
            if len(para.text) >= 40:
                return para
    return inside[0] if inside else None


def _is_running(para: HostParagraph) -> bool:
    return (
        para.rank is None
        and not para.empty
        and not para.bullet
        and not para.contents
        and para.outline is None
        and "__" not in para.text
    )
