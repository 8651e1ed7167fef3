"""What comes next in a case: which document, and by when."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Pending:
    """Something that is to be done because of a claim or of a document.

    ``what`` is a key of what is due (``answer``, ``repair``); ``because_of`` names the document
    from which it follows, ``None`` for the claim itself.
    """

    what: str
    by: date | None
    because_of: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What comes next: ``kind`` is the document that settles it, empty where none does."""

    pending: Pending
    kind: str


@dataclass(frozen=True, slots=True)
class Made:
    """A document of the case that is in force: its number in the order of issuing."""

    order: int
    kind: str


def next_steps(
    pending: Iterable[Pending],
    settled_by: Mapping[str, Sequence[str]],
    made: Collection[Made],
) -> Iterator[Step]:
    """The steps that are open, the earliest first, those without a day last.

    ``settled_by`` names the kinds of document that settle something. What a document of such a
    kind has settled that was made later than what it follows from is no step any more.
    """
    found = []
    for one in pending:
        kinds = settled_by.get(one.what, ())
        if any(_settles(document, one, kinds) for document in made):
            continue
        # A document that is made and only has to go out needs no other one.
        itself = any(one.because_of == each.order and each.kind in kinds for each in made)
        found.append(Step(one, "" if itself or not kinds else kinds[0]))
    return iter(sorted(found, key=lambda step: (step.pending.by or date.max, step.pending.what)))


def _settles(document: Made, pending: Pending, kinds: Sequence[str]) -> bool:
    later = pending.because_of is None or document.order > pending.because_of
    return later and document.kind in kinds
