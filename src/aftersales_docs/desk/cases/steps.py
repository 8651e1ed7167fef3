"""What comes next in a case, by the rules and the documents that are there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ...errors import AftersalesError
from ...kinds import KINDS, Kind
from ...rules.next_steps import Made, Pending, next_steps
from ...schemas.draft import UnknownFieldError, draft
from ...schemas.mapping import mapping_source
from ..days import today
from ..dues import open_dues, settled_by
from ..inputs import loaded, unpacked
from ..issuing import named_files_of
from ..register.models import DONE, ISSUED, SENT, SIGNED, Document, Draft
from .models import CLOSED, Case
from .sharing import input_of

_COUNT = (ISSUED, SENT, SIGNED, DONE)
IN_FORCE = (ISSUED, SENT, SIGNED)
ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class CaseStep:
    """What comes next: what for, by when, which document, which draft of it is there already.

    ``because_of`` is the document from which it follows; ``None`` for the claim itself. ``days``
    are left, fewer than 0 if it is overdue.
    """

    what: str
    by: date | None
    days: int | None
    kind: str
    because_of: Document | None
    draft: Draft | None


def steps_of(case: Case, on: date) -> list[CaseStep]:
    """The open steps of a case, the earliest first; a closed case has none."""
    if case.state == CLOSED:
        return []
    documents = {one.pk: one for one in case.documents.filter(state__in=_COUNT)}
    made = [Made(one.pk, one.kind) for one in documents.values()]
    kinds = settled_by()
    drafts = {one.kind: one for one in case.drafts.filter(document=None).order_by("pk")}
    return [
        CaseStep(
            step.pending.what,
            step.pending.by,
            (step.pending.by - on).days if step.pending.by else None,
            step.kind,
            documents.get(step.pending.because_of or 0),
            drafts.get(step.kind),
        )
        for step in next_steps(_pending(case, on, kinds), kinds, made)
    ]


def _pending(case: Case, on: date, kinds: Mapping[str, tuple[str, ...]]) -> Iterator[Pending]:
    if case.received:
        yield Pending(ANSWER, answer_due(case, kinds.get(ANSWER, ())))
    dues = open_dues(on, among=case.documents.all())
    for due in dues:
        yield Pending(due.what, due.on, due.document.pk)
    with_day = {(due.document.pk, due.what) for due in dues}
    for document in case.documents.filter(state__in=IN_FORCE):
        for what in _promised(document):
            if (document.pk, what) not in with_day:
                yield Pending(what, None, document.pk)


def _promised(document: Document) -> Iterator[str]:
    """What a document promises without a day; what the program can't read it does not tell."""
    with (
        suppress(AftersalesError),
        loaded(unpacked(document.inputs), named_files_of(document)) as data,
    ):
        for promise in getattr(data.kind.judge(data.model), "promises", ()):
            if promise.due is None:
                yield promise.remedy.type


def answer_due(case: Case, kinds: tuple[str, ...]) -> date | None:
    """By when the claim must be answered, as the rules of the answer have it."""
    return _answer_due(case.facts, kinds, today())


@lru_cache(maxsize=1024)
def _answer_due(facts: str, kinds: tuple[str, ...], _day: date) -> date | None:
    """The same of facts: a list of cases asks about each of them, again and again."""
    for name in kinds:
        kind: Kind = KINDS[name]
        source = mapping_source(input_of(Case(facts=facts), name))
        with suppress(UnknownFieldError):
            found = getattr(kind.judge(draft(kind.model, source.data)), "due", None)
            if isinstance(found, date):
                return found
    return None
