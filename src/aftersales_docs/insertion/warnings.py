"""What the user should look at once a section stands in his contract."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..document import plain
from ..errors import Problem, joined, worded
from ..ooxml.elements import find, w
from ..ooxml.numbering import FIGURES, is_deleted
from ..ooxml.paragraphs import paragraph_text, seen
from .host import Host, HostParagraph
from .levels import LevelFormats
from .place import Spot, cut, ends, like_marker, quoted, warning
from .put import Lost
from .references import lost_references, typed_references
from .write import HostWriter, WrittenClause

_SHOWN = 5  # How many examples a warning names.
_REFERENCES = 60  # How many typed references; each that is not named is overlooked.
_MARKER = re.compile(
    r"\{\{[^{}]{1,80}\}\}|\[\[[^\[\]]{1,80}\]\]|<<[^<>]{1,80}>>|\$\{[^{}]{1,80}\}"
)
_COUNT_WORDS = {1: worded("one"), 2: worded("two"), 3: worded("three")}
_CARRIES = warning(
    "host-carries-data",
    "the contract says already what it was made from; of the section it does not.",
    "Keep the section's input file.",
)


@dataclass(frozen=True, slots=True)
class Situation:
    """A host with the section in it; ``texts`` are what was typed in it before."""

    host: Host
    spot: Spot
    ways: LevelFormats
    writer: HostWriter
    lost: Lost
    texts: Sequence[str]

    @property
    def before(self) -> list[HostParagraph]:
        """The host's paragraphs before the section."""
        return [para for para in self.host.tops if para.index < self.spot.index]

    @property
    def later(self) -> list[HostParagraph]:
        """Those after it that stay."""
        spot = self.spot
        return [p for p in self.host.tops if p.index >= spot.index and not spot.replaces(p)]

    @property
    def shift(self) -> int:
        """By how many the sections after the new one move up."""
        new = sum(entry.clause.level == 1 for entry in self.writer.clauses)
        return new - (self.spot.end is not None)


def warnings_of(situation: Situation, *, carries: bool) -> Iterator[Problem]:
    """All warnings; ``carries``: the host holds data of another document already."""
    host, writer = situation.host, situation.writer
    yield from situation.spot.warnings
    if writer.clauses:
        yield from _of_numbers(situation)
        yield from _mid_section(situation, writer.clauses[0])
        yield from _tracked(situation.before)
        yield from _figures(host, writer)
        yield from _same_name(situation, writer.clauses[0])
    yield from _lost(situation)
    yield from _markers(host)
    yield from _whole(host)
    yield from _unknown(writer)
    if carries:
        yield _CARRIES


def _of_numbers(situation: Situation) -> Iterator[Problem]:
    writer, ways = situation.writer, situation.ways
    modes = {entry.shape.mode for entry in writer.clauses}
    mode = writer.clauses[0].shape.mode
    chapters = [p for p in situation.later if p.rank is not None and p.rank == ways.rank]
    if situation.shift and mode == "typed":
        yield _typed(chapters)
    elif situation.shift and mode in {"live", "restart"} and chapters:
        yield _renumbered(situation, chapters)
    if "own" in modes:
        yield _own(mode == "own")


def _typed(chapters: Sequence[HostParagraph]) -> Problem:
    named = quoted(para.text for para in chapters[:_SHOWN])
    return warning(
        "host-typed-numbers",
        worded(
            "the contract's numbers are typed; sections and references after the new one keep "
            "theirs."
        )
        + (worded(" Later sections: {named}.", named=named) if named else ""),
        "Renumber them by hand." if named else "",
    )


def _mid_section(situation: Situation, top: WrittenClause) -> Iterator[Problem]:
    following = next((para for para in situation.later if para.rank is not None), None)
    example = top.shape.example
    if top.clause.level > 1 or example is None or following is None:
        return
    if following.rank != situation.ways.rank and not ends(example, following):
        yield warning(
            "host-mid-section",
            worded(
                ("what follows the new section, from “{cut}” on, now counts as part of it."),
                cut=cut(following.text),
            ),
            "Move the marker to the end of a section.",
        )


def _renumbered(situation: Situation, chapters: Sequence[HostParagraph]) -> Problem:
    first, last = chapters[0], chapters[-1]
    numbers = [para.numbered.counts[-1] for para in (first, last) if para.numbered] or [0]
    typed = typed_references(situation.texts, numbers[0], numbers[-1])
    more = (
        worded("; and {count} more", count=len(typed) - _REFERENCES)
        if len(typed) > _REFERENCES
        else ""
    )
    named = joined(["; ".join(typed[:_REFERENCES]), more], between="")
    shift = situation.shift
    amount = (
        worded("by the new one")
        if shift == 1
        else worded("by {shift}", shift=_COUNT_WORDS.get(shift, shift))
    )
    moved = worded("up {amount}", amount=amount) if shift > 0 else worded("down by one")
    return warning(
        "host-renumbered",
        worded(
            "the sections from “{label} {cut}” on have moved {moved}.",
            label=first.label,
            cut=cut(first.text),
            moved=moved,
        )
        + (worded(" Typed references to look at: {named}.", named=named) if named else ""),
        "Update the fields in Word (Ctrl+A, F9), and look through references typed by hand.",
    )


def _same_name(situation: Situation, top: WrittenClause) -> Iterator[Problem]:
    """A section of the same name that stays: the contract then says two things."""
    title = seen(plain(top.clause.content)).casefold()
    twins = [
        para
        for para in situation.host.tops
        if para.rank is not None
        and not like_marker(para.words)
        and not situation.spot.replaces(para)
        and _same_title(seen(para.words).casefold(), title)
    ]
    if twins:
        named = quoted(f"{para.label} {para.words}" for para in twins[:_SHOWN])
        yield warning(
            "host-section-twice",
            worded("the contract has a section of this name already: {named}.", named=named),
            "Look which of the two holds; insert with --replace-heading to put the new one in"
            " place of the old.",
        )


def _same_title(one: str, other: str) -> bool:
    """Whether two titles are equal, or one holds all words of the other."""
    first, second = (set(re.findall(r"\w{4,}", text)) for text in (one, other))
    if not first or not second:
        return one == other
    return first <= second or second <= first


def _lost(situation: Situation) -> Iterator[Problem]:
    """What went with a section that was replaced."""
    host, lost = situation.host, situation.lost
    names = lost_references(host, lost.bookmarks)
    if names:
        yield warning(
            "host-references-lost",
            worded(
                ("references elsewhere in the contract lead to what was replaced: {names}."),
                names=", ".join(names[:_SHOWN]),
            ),
            "Point them to the new section in Word (References, Cross-reference).",
        )
    comments = worded("{count} {count:comment|comments}", count=lost.comments)
    notes = worded("{count} {count:note|notes}", count=lost.notes)
    gone = [words for words, there in ((comments, lost.comments), (notes, lost.notes)) if there]
    if gone:
        yield warning(
            "host-notes-lost",
            worded(
                "with the section that was replaced went {gone}.",
                gone=joined(gone, worded(" and ")),
            ),
            "Look into the contract as it was whether something in them is still wanted.",
        )


def _markers(host: Host) -> Iterator[Problem]:
    """Markers of whatever kind that a reader of the contract would still see."""
    texts = [paragraph_text(element) for element in host.body.iter(w("p"))]
    for _, name in host.package.stories():
        root = host.package.xml(name)
        texts += [] if root is None else [paragraph_text(p) for p in root.iter(w("p"))]
    found = list(dict.fromkeys(mark for text in texts for mark in _MARKER.findall(text)))
    if found:
        yield warning(
            "host-marker-left",
            worded(
                "the contract still holds what looks like a marker: {found}.",
                found="; ".join(found[:_SHOWN]),
            ),
            "Fill it in, or take it out.",
        )


def _own(all_of_it: bool) -> Problem:
    if all_of_it:
        return warning(
            "host-unnumbered",
            "the contract numbers no sections; the new one keeps its own numbers, typed.",
            "Look whether they suit the contract.",
        )
    return warning(
        "host-level-unnumbered",
        "the contract has no numbers for points of this depth; they are typed.",
        "Look whether they suit the contract.",
    )


def _tracked(before: Sequence[HostParagraph]) -> list[Problem]:
    if not any(para.numbered and is_deleted(para.element) for para in before):
        return []
    return [
        warning(
            "host-tracked-numbers",
            "numbered paragraphs before the section are marked as deleted; its numbers change"
            " once that is accepted.",
        )
    ]


def _figures(host: Host, writer: HostWriter) -> list[Problem]:
    used = {entry.shape.position for entry in writer.clauses if entry.shape.position}
    kinds = {host.lists[place.number].levels[place.level].figure for place in used}
    strange = sorted(kinds - set(FIGURES))
    if not strange:
        return []
    return [
        warning(
            "host-figures",
            worded(
                (
                    "the contract numbers in a way that is not known here ({strange}); "
                    "references in the section show plain figures."
                ),
                strange=", ".join(strange),
            ),
            "Update the fields in Word (Ctrl+A, F9).",
        )
    ]


def _whole(host: Host) -> list[Problem]:
    """What concerns the contract as a whole."""
    found: list[Problem] = []
    if host.package.related("origin") is not None:
        found.append(
            warning(
                "host-signed",
                "the contract carries a digital signature, which no longer holds.",
                "Have it signed anew.",
            )
        )
    settings = host.package.xml(host.package.related("settings"))
    protection = find(settings, "documentProtection")
    if protection is not None and protection.get(w("enforcement"), "0") in {"1", "true", "on"}:
        found.append(
            warning(
                "host-protected",
                "the contract is protected against editing; the section was inserted all the"
                " same, and the protection stays.",
            )
        )
    return found


def _unknown(writer: HostWriter) -> Iterator[Problem]:
    unknown = writer.inlines.unknown
    if unknown:
        yield warning(
            "host-reference",
            worded(
                "references lead out of the section: {unknown}.",
                unknown=", ".join(unknown[:_SHOWN]),
            ),
            "Put the right numbers in by hand.",
        )
