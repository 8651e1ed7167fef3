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

Which = Literal["final", "original"]
VIEWS: tuple[Which, ...] = get_args(Which)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the other side changed, the weightiest first.

    ``formatting`` counts stretches of text that only look otherwise; ``notes`` are good to
    know and no changes.
    """

    changes: tuple[Change, ...]
    formatting: int = 0
    notes: tuple[str, ...] = ()

    @property
    def silent(self) -> int:
        """How many changes were not tracked."""
        return sum(change.silent for change in self.changes)


@dataclass(frozen=True, slots=True)
class Files:
    """Both files in the views that are compared, read once for the table and the redline.

    ``original`` is the returned file with its tracked changes rejected, ``final`` with them
    accepted; ``silent`` is what was changed without tracking: what remains when all tracked
    changes are rejected.
    """

    issued: View
    original: View
    final: View
    clauses: Mapping[str, str]
    silent: Differences


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
    clauses = _clauses(issued, names[0])
    with bounded_work():
        silent = differences(before, original, clauses, silent=True)
    return Files(before, original, final, clauses, silent)


def _clauses(content: bytes, name: str) -> dict[str, str]:
    """Clauses' identifiers by their bookmarks; none where the file does not tell."""
    try:
        names = read_manifest(content, name)["clauses"]
    except DataError:
        return {}
    return {bookmark(str(name)): str(name) for name in names}


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


def compared(files: Files, view: Which = "final") -> Comparison:
    """What :func:`compare` tells, of files that are open already."""
    changes, formatting = list(files.silent.changes), files.silent.formatting
    if view == "final":
        with bounded_work():
            tracked = differences(files.original, files.final, files.clauses, silent=False)
        changes += _as_issued(tracked.changes, files)
        formatting += tracked.formatting
    old, new = files.issued.package, files.final.package
    aside = [one for one in beside(old, new, files.clauses) if view == "final" or one.silent]
    known = notes(old, new)
    changes += aside
    return Comparison(tuple(sorted(changes, key=_rank)), formatting, tuple(known))


def _as_issued(changes: Sequence[Change], files: Files) -> Iterator[Change]:
    """Changes with the numbers that their clauses have in the issued file."""
    stories = files.issued.of("body")
    marked = (para for story in stories for para in story.paras if para.clause)
    numbers = {
        files.clauses.get(para.clause, para.clause.removeprefix("c_")): para.number
        for para in marked
    }
    for change in changes:
        where = change.where
        known = where.story == "body" and not where.below and where.clause in numbers
        number = numbers[where.clause] if known else where.number
        yield replace(change, where=replace(where, number=number))


def _rank(change: Change) -> tuple[bool, bool]:
    """Quantities first, and what was not tracked before what was; else as in the text."""
    return (not change.quantities, not change.silent)
