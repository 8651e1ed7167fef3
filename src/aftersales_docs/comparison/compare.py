"""Comparing a contract as it was issued with what the other side sent back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from ..embedding.manifest import read_manifest
from ..errors import DataError
from ..ooxml.bookmarks import bookmark
from ..ooxml.package import open_package
from ..ooxml.stories import View
from ..ooxml.story_reader import known_changes, read
from .changes import Change, Differences, differences
from .diff import bounded_work
from .other_parts import beside, notes
from .places import Places, twins
from .two_languages import Contradiction, contradictions

Which = Literal["final", "original"]
VIEWS: tuple[Which, ...] = get_args(Which)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the other side changed, the weightiest first.

    ``formatting`` counts stretches of text that only look otherwise; ``notes`` are good to
    know and no changes. ``contradictions`` are the clauses whose two languages no longer say
    the same. ``words_only``: words were compared and nothing else, as a PDF took part.
    ``versions``: both are one's own, rendered just now, so that nobody tracked anything.
    """

    changes: tuple[Change, ...]
    formatting: int = 0
    notes: tuple[str, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    words_only: bool = False
    versions: bool = False

    @property
    def silent(self) -> int:
        """How many changes were not tracked."""
        return sum(change.silent for change in self.changes)


@dataclass(frozen=True, slots=True)
class Files:
    """Both files in the views that are compared, read once for the table and the redline.

    ``original`` is the returned file with its tracked changes rejected, ``final`` with them
    accepted; ``silent`` is what was changed without tracking: what remains when all tracked
    changes are rejected. ``places`` are those of issued, original and final.
    """

    issued: View
    original: View
    final: View
    clauses: Mapping[str, str]
    silent: Differences
    places: tuple[Places, Places, Places]


def opened(issued: bytes, returned: bytes, names: tuple[str, str]) -> Files:
    """Read both files; ``names`` are what messages call them.

    Raises:
        DataError: one is no Word file, is damaged, unsafe or too large.

    """
    old, new = open_package(issued, names[0]), open_package(returned, names[1])
    before = read(old, accept=True)
    known = known_changes(old)
    original = read(new, accept=False, known=known)
    final = read(new, accept=True, known=known)
    lang, clauses = told_of(issued, names[0])
    both = twins(before, clauses)
    first, second, third = (
        Places(view, clauses, lang, both) for view in (before, original, final)
    )
    with bounded_work():
        silent = differences(first, second, silent=True)
    return Files(before, original, final, clauses, silent, (first, second, third))


def told_of(content: bytes, name: str) -> tuple[str, dict[str, str]]:
    """The first language of a file, and its clauses' identifiers by their bookmarks.

    Nothing where the file does not tell.
    """
    try:
        manifest = read_manifest(content, name)
        names = manifest["clauses"]
    except DataError:
        return "", {}
    seconds = [str(lang) for lang in manifest.get("langs", ())[1:]]
    known = [str(name) for name in names]
    known += [f"{name}-{lang}" for name in names for lang in seconds]
    return str(manifest.get("lang", "")), {bookmark(name): name for name in known}


def compare(
    issued: bytes,
    returned: bytes,
    *,
    names: tuple[str, str] = ("issued", "returned"),
    view: Which = "final",
) -> Comparison:
    """What the other side changed in a contract.

    ``view`` is ``final`` for all of it, or ``original`` for what is left of it once the
    tracked changes are rejected: what was changed silently.

    Raises:
        DataError: a file is no Word file, is damaged, unsafe or too large.

    """
    return compared(opened(issued, returned, names), view)


def compared(files: Files, view: Which = "final", *, own: bool = False) -> Comparison:
    """What :func:`compare` tells, of files that are open already.

    ``own``: both were rendered just now, so that what they carry for programs is no news.
    """
    changes, formatting = list(files.silent.changes), files.silent.formatting
    if view == "final":
        with bounded_work():
            tracked = differences(*files.places[1:], silent=False)
        changes += _as_issued(tracked.changes, files)
        formatting += tracked.formatting
    old, new = files.issued.package, files.final.package
    aside = [one for one in beside(old, new, files.clauses) if view == "final" or one.silent]
    known = notes(old, new)
    changes += [one for one in aside if not (own and _for_programs(one))]
    changes = [one for one in changes if not _is_page_of_contents(one)]
    apart = contradictions(files.places[0], files.places[2 if view == "final" else 1])
    ranked = tuple(sorted(changes, key=rank))
    return Comparison(ranked, formatting, tuple(known), apart, versions=own)


def _is_page_of_contents(change: Change) -> bool:
    """Whether a page's number in a table of contents is counted here and typed there.

    LibreOffice keeps of such a field its number alone; it says where a clause stands.
    """
    sides = {change.old, change.new}
    return "{PAGEREF}" in sides and any(one.strip().isdecimal() for one in sides)


def _for_programs(change: Change) -> bool:
    """Whether a change is of what the file carries for programs, which no page shows."""
    return change.kind == "property" and not change.old and not change.new


def _as_issued(changes: Sequence[Change], files: Files) -> Iterator[Change]:
    """Changes with the numbers that their clauses have in the issued file."""
    issued = files.places[0]
    known = {
        where.clause: where
        for story in files.issued.of("body")
        for para in story.paras
        if para.clause and (where := issued.of(para, "body"))
    }
    for change in changes:
        where = change.where
        ours = known.get(where.clause)
        if ours is None or where.story != "body" or where.below:
            yield change
        else:
            now = replace(where, number=ours.number, label=ours.label, section=ours.section)
            yield replace(change, where=now)


def rank(change: Change) -> tuple[bool, bool]:
    """Quantities first, and what was not tracked before what was; else as in the text."""
    return (not change.quantities, not change.silent)
