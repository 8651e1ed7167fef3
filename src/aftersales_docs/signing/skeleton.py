"""The skeleton of a PDF: its revisions, and whether every byte of them is accounted for.

Signatures are undermined where readers disagree: one follows the tables, another finds them
broken and takes what it meets last. So the tables are read strictly, and of each revision
after the first every byte must belong to an object that its table lists, to the table, or
to the file's end; see ISO 32000-2, 7.5.6.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ..errors import worded
from .sections import Section, XrefEntry, section_at
from .syntax import (
    SPACE,
    MalformedError,
    Ref,
    Value,
    after_blanks,
    identity_at,
    object_at,
)

_TAIL = re.compile(
    rb"startxref[\x00\t\n\x0c\r ]+([0-9]{1,10})[\x00\t\n\x0c\r ]+%%EOF(?![^\x00\t\n\x0c\r ])"
)
_HEADER = re.compile(rb"%PDF-[12]\.[0-9][\x00\t\n\x0c\r ]")
# A remark that some writers leave; none that could be taken for a part of the file.
_REMARK = re.compile(rb"%(?!%EOF)[^\r\n]{0,200}[\r\n]+")
_PARTS = (b"obj", b"xref", b"trailer", b"stream", b"%PDF", b"%%EOF")
# So far from its end do readers look for a file's last table, at the least.
_SEEN_END: Final = 1024
_WHITE_END: Final = 64
_SURPLUS: Final = worded("after its last sound revision stands something of no revision")
_REVISIONS: Final = 1000
_ENDS_TRIED: Final = 100
# What of a trailer may differ from one revision to the next: itself as a stream, its
# size and place, and the second half of the file's identifier.
_OF_TABLES = frozenset(
    {
        b"/Size",
        b"/Prev",
        b"/XRefStm",
        b"/ID",
        b"/Type",
        b"/W",
        b"/Index",
        b"/Filter",
        b"/DecodeParms",
        b"/Length",
    }
)


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is not as it must be, and where. A ``grave`` one concerns the file as a whole."""

    position: int
    words: str
    grave: bool = False


@dataclass(frozen=True, slots=True)
class Revision:
    """One revision: its section, and the bytes from ``begin`` to ``end`` that it added."""

    section: Section
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The revisions of a file, oldest first; ``end`` is where the last sound one ends.

    Without revisions the file could not be read strictly at all.
    """

    revisions: tuple[Revision, ...]
    end: int
    doubts: tuple[Doubt, ...]

    @property
    def entries(self) -> dict[int, XrefEntry]:
        """Where each object lies after the last revision."""
        known: dict[int, XrefEntry] = {}
        for revision in self.revisions:
            known |= revision.section.effective
        return known


def skeleton_of(content: bytes) -> Skeleton:
    """Read the skeleton of ``content``; it never raises, what is wrong becomes a doubt."""
    try:
        return _whole(content, len(content))
    except MalformedError as error:
        first = Doubt(error.position, error.words, grave=True)
    marks = [found.end() for found in _TAIL.finditer(content)]
    for end in reversed(marks[-_ENDS_TRIED:]):
        try:
            found = _whole(content, end)
        except MalformedError:
            continue
        surplus = Doubt(end, _SURPLUS)
        return Skeleton(found.revisions, end, (*found.doubts, surplus))
    return Skeleton((), len(content), (first,))


def without_last(skeleton: Skeleton) -> Skeleton | None:
    """The skeleton without its last revision, which is told as surplus; ``None`` if it is all."""
    *revisions, last = skeleton.revisions or (None,)
    if not revisions or last is None or last.begin == 0:
        return None
    end = last.begin
    kept = [doubt for doubt in skeleton.doubts if doubt.position < end]
    return Skeleton(tuple(one for one in revisions if one), end, (*kept, Doubt(end, _SURPLUS)))


def _whole(content: bytes, end: int) -> Skeleton:
    """The skeleton of the file that ends at ``end``.

    Raises:
        MalformedError: its tables can't be followed.

    """
    if not _HEADER.match(content):
        raise MalformedError(0, worded("the file does not begin as a PDF"))
    close = len(content[:end].rstrip(SPACE))
    tails = list(_TAIL.finditer(content, max(0, close - _SEEN_END), close))
    if not tails or tails[-1].end() != close:
        raise MalformedError(close, worded("the file does not end as a PDF"))
    chain = list(_chain(content, int(tails[-1][1]), close))
    base = 2 if len(chain) > 1 and chain[1].start < chain[0].start else 1
    ends = [_end_of(content, chain, i, base) for i in range(len(chain))]
    first = max(ends[:base])
    revisions = [Revision(one, 0, first) for one in chain[:base]]
    for section, stop in zip(chain[base:], ends[base:], strict=True):
        if section.start < revisions[-1].end:
            raise MalformedError(section.start, worded("the tables don't follow one another"))
        revisions.append(Revision(section, revisions[-1].end, stop))
    if revisions[-1].end != close:
        raise MalformedError(
            revisions[-1].end, worded("the last table is not the last part of the file")
        )
    found = Skeleton(tuple(revisions), end, ())
    _check_headers(content, found, base)
    doubts = [*_headers(content, found), *_updates(content, found, base)]
    if end - close > _WHITE_END:
        doubts.append(
            Doubt(close, worded("after its end stands more white space than readers bear"))
        )
    return Skeleton(found.revisions, min(end, close + _WHITE_END), tuple(doubts))


def _chain(content: bytes, last: int, before: int) -> Iterator[Section]:
    """The sections, oldest first."""
    found: list[Section] = []
    seen: set[int] = set()
    place: int | None = last
    while place is not None:
        if place in seen or len(found) > _REVISIONS or place >= before:
            raise MalformedError(
                place if place < before else before, worded("the tables lead nowhere")
            )
        seen.add(place)
        found.append(section_at(content, place))
        place = found[-1].previous
    return reversed(found)


def _end_of(content: bytes, chain: list[Section], index: int, base: int) -> int:
    """Where the revision of a section ends: after ``%%EOF``, which must name the section."""
    section = chain[index]
    at = _after_remarks(content, section.end)
    found = _TAIL.match(content, at)
    if not found and base == 2 and index == 1:
        return section.end  # In such a file not all writers end what is not its end.
    if not found:
        raise MalformedError(at, worded("after a table the file does not end as it must"))
    named = int(found[1])
    # In a file for quick showing (linearized) the first table in it is the last to be read.
    quick = base == 2 and index < 2
    right = {0, chain[1].start} if quick else {section.start}
    if named not in right and after_blanks(content, named) not in right:
        raise MalformedError(at, worded("the end of a revision names another table"))
    return found.end()


def _after_remarks(content: bytes, at: int) -> int:
    at = after_blanks(content, at)
    while found := _REMARK.match(content, at):
        if any(part in found[0] for part in _PARTS):
            break
        at = after_blanks(content, found.end())
    return at


def _check_headers(content: bytes, skeleton: Skeleton, base: int) -> None:
    """See that the objects of the revisions after the first begin where the tables say."""
    for revision in skeleton.revisions[base:]:
        for number, entry in revision.section.effective.items():
            if entry.kind == b"n" and number and not _begins(content, number, entry):
                raise MalformedError(
                    revision.begin, worded("an object is not where the table says")
                )


def _begins(content: bytes, number: int, entry: XrefEntry) -> bool:
    identity = identity_at(content, entry.first)
    return identity is not None and identity[:2] == (number, entry.second)


def _headers(content: bytes, skeleton: Skeleton) -> Iterator[Doubt]:
    """See that every object begins where the tables say."""
    for number, entry in skeleton.entries.items():
        if entry.kind == b"n" and not _begins(content, number, entry):
            yield Doubt(entry.first, worded("an object is not where the table says"), grave=True)
            return


def _updates(content: bytes, skeleton: Skeleton, base: int) -> Iterator[Doubt]:
    """What is not accounted for in the revisions after the first."""
    known: dict[int, XrefEntry] = {}
    for revision in skeleton.revisions[:base]:
        known |= revision.section.effective
    older = skeleton.revisions[base - 1].section
    tables = {
        number
        for number, entry in known.items()
        if entry.kind == b"n" and entry.first == older.start
    }
    for revision in skeleton.revisions[base:]:
        yield from _trailers(older, revision)
        yield from _numbers(content, known, revision)
        yield from _entries(known, tables, revision)
        try:
            _account(content, revision, known)
        except MalformedError as error:
            yield Doubt(max(error.position, revision.begin), error.words)
        known |= revision.section.effective
        older = revision.section
        tables |= {
            number
            for number, entry in older.entries.items()
            if entry.kind == b"n" and entry.first == older.start
        }


def _numbers(content: bytes, known: dict[int, XrefEntry], revision: Revision) -> Iterator[Doubt]:
    """See that a table that is an object of its own does not bear the number of another."""
    section = revision.section
    for place in (section.start, section.trailer.get(b"/XRefStm")):
        identity = identity_at(content, place) if isinstance(place, int) else None
        taken = known.get(identity[0]) if identity else None
        if taken and taken.kind != b"f" and taken.first != place:
            yield Doubt(revision.begin, worded("a table bears the number of another object"))


def _trailers(older: Section, revision: Revision) -> Iterator[Doubt]:
    old, new = older.trailer, revision.section.trailer
    keys = (old.keys() | new.keys()) - _OF_TABLES
    if any(old.get(key) != new.get(key) for key in keys):
        yield Doubt(
            revision.begin, worded("it names another root or other properties of the file")
        )
    size, before = new[b"/Size"], old[b"/Size"]
    if isinstance(size, int) and isinstance(before, int) and size < before:
        yield Doubt(revision.begin, worded("it says that there are fewer objects than before"))


def _entries(known: dict[int, XrefEntry], tables: set[int], revision: Revision) -> Iterator[Doubt]:
    """Entries that readers take differently: other generations, objects put where none is new."""
    for number, entry in revision.section.effective.items():
        before = known.get(number)
        if before == entry or number == 0:
            continue
        if number in tables:
            yield Doubt(revision.begin, worded("it replaces an older table"))
        elif entry.kind == b"n" and before and before.kind != b"f":
            generation = before.second if before.kind == b"n" else 0
            if entry.second != generation:
                yield Doubt(revision.begin, worded("it gives an object another generation"))
        elif entry.kind == b"n" and entry.second not in (0, before.second if before else 0):
            yield Doubt(revision.begin, worded("it gives a new object a generation"))
        elif entry.kind == b"f" and before and before.kind != b"f":
            yield Doubt(revision.begin, worded("it takes an object away"))


def _account(content: bytes, revision: Revision, known: dict[int, XrefEntry]) -> None:
    """See that a revision is made up of the objects that it lists, its table and its end.

    Raises:
        MalformedError: something else stands there, or what is listed does not.

    """
    section = revision.section
    now = known | section.effective
    new = {
        number: entry for number, entry in section.effective.items() if known.get(number) != entry
    }
    places = {entry.first: number for number, entry in new.items() if entry.kind == b"n"}
    placed: set[int] = set()
    beside = section.trailer.get(b"/XRefStm")

    def resolved(reference: Ref) -> Value:
        entry = now.get(reference.number)
        if entry is None or entry.kind != b"n":
            return None
        return object_at(content, entry.first, lambda _: None).value

    at = _after_remarks(content, revision.begin)
    while at < section.start:
        stored = object_at(content, at, resolved)
        if places.get(at) != stored.number and at != beside:
            raise MalformedError(at, worded("an object stands there that the table does not list"))
        placed.add(at)
        at = _after_remarks(content, stored.end)
    if at != section.start:
        raise MalformedError(revision.begin, worded("its parts overlap"))
    missing = [place for place in places if place not in placed and place != section.start]
    if missing:
        raise MalformedError(revision.begin, worded("the table lists an object that is not there"))
    _packed(section, new)


def _packed(section: Section, new: dict[int, XrefEntry]) -> None:
    """See that what lies in object streams lies in new ones."""
    for entry in new.values():
        if entry.kind == b"c":
            holder = new.get(entry.first)
            if holder is None or holder.kind != b"n":
                raise MalformedError(
                    section.start, worded("an object lies in an older object stream")
                )
