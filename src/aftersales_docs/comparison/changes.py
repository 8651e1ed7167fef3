"""What differs between two views of a contract, one change after another."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..errors import term, worded
from ..ooxml.elements import local
from ..ooxml.runs import Piece
from ..ooxml.stories import Story, Unit, WordParagraph, WordRow
from ..ooxml.tracked_changes import Revision
from ..ooxml.words import Token, one_line, plain
from .align import Match, matches, story_pairs, with_moves
from .diff import Hunk, hunks
from .divided import Division, divisions
from .nature import looks_the_same, nature, reshaped
from .places import Places
from .quantities import Shift, shifts
from .where import Where

_CONTEXT = 100  # Characters shown on either side of a change, and the rest of the word.
KINDS = (
    "body",
    "header",
    "footer",
    "footnote",
    "endnote",
    "text box",
    "drawing",
)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that the other side changed.

    ``kind``: text, added, deleted, moved, divided, joined, field, unseen, numbering, comment,
    property, content.
    ``silent``: it was not tracked. ``authors`` are who tracked it, as the file says.
    ``before`` and ``after`` are the words around it in the returned file, ``old_before`` and
    ``old_after`` those in the issued one.
    """

    kind: str
    where: Where
    old: str = ""
    new: str = ""
    silent: bool = True
    authors: tuple[str, ...] = ()
    quantities: tuple[Shift, ...] = ()
    notes: tuple[str, ...] = ()
    before: str = ""
    after: str = ""
    redlined: bool = True
    old_before: str = ""
    old_after: str = ""


@dataclass(slots=True)
class Differences:
    """The changes between two views, in their order; and what of the old text went.

    ``gone`` are stretches of characters by paragraph; ``formatting`` counts stretches
    that only look otherwise.
    """

    changes: list[Change] = field(default_factory=list)
    gone: dict[WordParagraph, list[tuple[int, int]]] = field(default_factory=dict)
    formatting: int = 0


def differences(old: Places, new: Places, *, silent: bool) -> Differences:
    """All changes of text between two views, told by their places."""
    found = Differences()
    for kind in KINDS:
        for one, other in story_pairs(old.view.of(kind), new.view.of(kind)):
            _Telling(found, kind, (old, new), silent).story(one, other)
    return found


@dataclass(slots=True)
class _Telling:
    """Tells the changes of one story."""

    found: Differences
    kind: str
    places: tuple[Places, Places]
    silent: bool

    def story(self, old: Story | None, new: Story | None) -> None:
        listed = list(matches(old.blocks if old else (), new.blocks if new else ()))
        joined, moved = with_moves(listed)
        both = old is not None and new is not None
        divided = divisions(joined)
        for match in joined:
            division = divided.get(match)
            told = self._match(match, moved)
            if division is not None:
                # What went is kept for the redline; the words are told of once.
                list(told)
                told = iter([self._divided(division)] if division.first is match else [])
            for change in told:
                self.found.changes.append(change if both else replace(change, redlined=False))
        self._numbering(joined, moved)

    def _numbering(self, joined: Sequence[Match], moved: Mapping[Unit, Unit]) -> None:
        """Tell of numbers that differ, unless clauses came, went or moved and shifted them."""
        pairs = [
            (match.old, match.new)
            for match in joined
            if isinstance(match.old, WordParagraph) and isinstance(match.new, WordParagraph)
        ]
        shifted = bool(moved) or any(not (match.old and match.new) for match in joined)
        differing = [
            (old, new)
            for old, new in pairs
            if old.number != new.number
            and not (shifted and _shape(old.number) == _shape(new.number))
        ]
        if differing:
            old, new = differing[0]
            more = len(differing) - 1
            notes = (
                (worded("{more} more paragraphs are numbered otherwise", more=more),)
                if more
                else ()
            )
            change = Change(
                "numbering",
                self._where(old),
                old.number,
                new.number,
                silent=self.silent,
                notes=notes,
                redlined=False,
            )
            self.found.changes.append(change)

    def _divided(self, division: Division) -> Change:
        """The same words in more paragraphs, or in fewer."""
        kind = "divided" if len(division.new) > 1 else "joined"
        marks = division.new if kind == "divided" else division.old
        authors = {one.by.author for one in marks if one.by is not None}
        old, new = (
            " ¶ ".join(plain(one.text) for one in side) for side in (division.old, division.new)
        )
        return Change(
            kind,
            self._where(division.old[0]),
            old,
            new,
            silent=self.silent,
            authors=tuple(sorted(authors)),
            notes=(_parted(kind, len(marks)),),
        )

    def _match(self, match: Match, moved: Mapping[Unit, Unit]) -> Iterator[Change]:
        old, new = match.old, match.new
        if old is None or new is None:
            yield from self._lone(old, new)
            return
        if old in moved:
            self._gone(old)
            yield self._whole("moved", old, new)
        for one, other in zip(_paras(old), _paras(new), strict=False):
            yield from self._changed(one, other)

    def _lone(self, old: Unit | None, new: Unit | None) -> Iterator[Change]:
        """Added or deleted; a row or table of blanks says nothing, but is there."""
        if old is not None:
            self._gone(old)
            yield self._whole("deleted", old, None)
        elif new is not None:
            yield self._whole("added", None, new)

    def _gone(self, unit: Unit) -> None:
        for para in _paras(unit):
            self.found.gone[para] = [(0, len(para.text))]

    def _whole(self, kind: str, old: Unit | None, new: Unit | None) -> Change:
        unit = old if old is not None else new
        assert unit is not None  # noqa: S101 (one of the two is given)
        before, after = (_told(old) if old else ""), (_told(new) if new else "")
        pieces = [piece for one in (old, new) if one is not None for piece in _pieces(one)]
        notes = (
            []
            if isinstance(unit, WordParagraph)
            else [worded("table row") if isinstance(unit, WordRow) else worded("table")]
        )
        if kind == "added":
            notes += [
                worded("unseen: {reason}", reason=term(one))
                for one in _known(piece.formatting.unseen for piece in pieces)
            ]
            notes += [
                worded("in a field: {shown}", shown=one)
                for one in _known(piece.field for piece in pieces)
            ]
        if kind == "moved":
            notes.append(worded("now at {where}", where=self._where(new).words()))
            after = "" if before == after else after
        return Change(
            kind,
            self._where(unit),
            before,
            after,
            silent=self.silent,
            authors=_authors(pieces, unit),
            notes=tuple(notes),
        )

    def _where(self, unit: Unit | None) -> Where:
        if unit is None:
            return Where(self.kind)
        return self.places[self.places[1].knows(unit)].of(unit, self.kind)

    def _changed(self, old: WordParagraph, new: WordParagraph) -> Iterator[Change]:
        found = hunks(old.tokens, new.tokens)
        gone = [hunk.old for hunk in found if hunk.old[0] < hunk.old[1]]
        if gone and old not in self.found.gone:
            self.found.gone[old] = gone
        self.found.formatting += reshaped(old, new, found)
        for hunk in _of_one_figure(old, new, found):
            yield self._hunk(old, new, hunk)

    def _hunk(self, old: WordParagraph, new: WordParagraph, hunk: Hunk) -> Change:
        first, second = _within(old.tokens, hunk.old), _within(new.tokens, hunk.new)
        kind, notes = nature(first, second)
        before, after = old.text[slice(*hunk.old)], new.text[slice(*hunk.new)]
        if kind == "text" and looks_the_same(before, after):
            notes = (*notes, worded("looks the same, in letters of another alphabet"))
        pieces = [*_cut(old.pieces, hunk.old), *_cut(new.pieces, hunk.new)]
        around = _around(new.text, hunk.new)
        old_around = _around(old.text, hunk.old)
        return Change(
            kind,
            self._where(old),
            plain(before),
            plain(after),
            silent=self.silent,
            authors=_authors(pieces),
            quantities=shifts(old.text, hunk.old, new.text, hunk.new),
            notes=notes,
            redlined=not any(_in_formula(piece) for piece in _cut(old.pieces, hunk.old)),
            before=around[0],
            after=around[1],
            old_before=old_around[0],
            old_after=old_around[1],
        )


def _of_one_figure(
    old: WordParagraph, new: WordParagraph, found: Sequence[Hunk]
) -> Iterator[Hunk]:
    """``found``, where what differs within one date or amount is one change and not several."""
    last: Hunk | None = None
    figures: Sequence[Shift] = ()
    for hunk in found:
        own = shifts(old.text, hunk.old, new.text, hunk.new)
        if last is not None and own and own == figures:
            both = Hunk((last.old[0], hunk.old[1]), (last.new[0], hunk.new[1]))
            # The same figure may stand, and be changed alike, at two places.
            if both.old[1] - both.old[0] <= max(len(one.old) for one in own):
                last = both
                continue
        if last is not None:
            yield last
        last, figures = hunk, own
    if last is not None:
        yield last


def _parted(kind: str, count: int) -> str:
    """What became of the paragraphs of which none has another word."""
    if kind == "divided":
        return worded("the words are the same, divided into {count} paragraphs", count=count)
    if count == 2:
        return worded("the words are the same, joined with the next paragraph")
    return worded("the words are the same, {count} paragraphs joined into one", count=count)


def _known(words: Iterable[str]) -> list[str]:
    return sorted({word for word in words if word})


def _paras(unit: Unit) -> list[WordParagraph]:
    return [unit] if isinstance(unit, WordParagraph) else unit.paras


def _pieces(unit: Unit) -> list[Piece]:
    return [piece for para in _paras(unit) for piece in para.pieces]


def _told(unit: Unit) -> str:
    return plain(unit.text)


def _authors(pieces: Sequence[Piece], unit: Unit | None = None) -> tuple[str, ...]:
    made: list[Revision | None] = [piece.revision for piece in pieces]
    if isinstance(unit, (WordParagraph, WordRow)):
        made.append(unit.by)
    return tuple(sorted({one.author for one in made if one is not None}))


def _within(tokens: Sequence[Token], span: tuple[int, int]) -> list[Token]:
    first = bisect_left(tokens, span[0], key=lambda token: token.start)
    last = bisect_right(tokens, span[1], key=lambda token: token.end)
    return list(tokens[first:last]) if span[0] < span[1] else []


def _in_formula(piece: Piece) -> bool:
    return piece.run is not None and local(piece.run) != "r"


def _tight(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """A stretch of characters without the spaces at its ends."""
    words = text[slice(*span)]
    start = span[0] + len(words) - len(words.lstrip())
    return start, max(start, span[0] + len(words.rstrip()))


def _around(text: str, span: tuple[int, int]) -> tuple[str, str]:
    """The words before and after a stretch of characters; whole ones, with points where cut."""
    start, end = _tight(text, span)
    before, after = one_line(text[:start]), one_line(text[end:])
    if len(before) > _CONTEXT:
        before = f"… {before[-_CONTEXT:].partition(' ')[2]}"
    if len(after) > _CONTEXT:
        after = f"{after[:_CONTEXT].rpartition(' ')[0]} …"
    return before, after


def _cut(pieces: Sequence[Piece], span: tuple[int, int]) -> Iterator[Piece]:
    """The pieces that reach into a stretch of characters."""
    at = 0
    for piece in pieces:
        if at < span[1] and span[0] < at + len(piece.text):
            yield piece
        at += len(piece.text)


def _shape(number: str) -> str:
    """A number without its figures: ``#.#)``."""
    return re.sub(r"\d+|\b(?:[IVXLC]+|[ivxlc]+|[^\W\d_])\b", "#", number)
