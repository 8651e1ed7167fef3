"""What comes next in a case, by the rules and the documents that are there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

from ...errors import AftersalesError
from ...kinds import KINDS, Kind
from ...rules.next_steps import Made, Pending, next_steps
from ...schemas.draft import UnknownFieldError, draft
from ...schemas.mapping import mapping_source
from ..days import today
from ..dues import OpenDue, open_dues, settled_by
from ..inputs import loaded, unpacked
from ..issuing import named_files_of
from ..register.models import DONE, ISSUED, SENT, SIGNED, Document, Draft
from ..store import sha256
from .models import CLOSED, Case
from .sharing import input_of

_COUNT = (ISSUED, SENT, SIGNED, DONE)
IN_FORCE = (ISSUED, SENT, SIGNED)
ANSWER = "answer"
# What inputs promise that were read, by document and the hash of its input.
_READ: dict[tuple[int, str], tuple[str, ...]] = {}
_MOST_READ: Final = 4096


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


@dataclass(frozen=True, slots=True)
class _Known:
    """What the register has on some cases, by the key of each."""

    documents: Mapping[int, list[Document]]
    drafts: Mapping[int, list[Draft]]
    dues: Mapping[int, list[OpenDue]]


def _known(cases: Iterable[Case], on: date) -> _Known:
    """All that the steps of ``cases`` follow from, by as many questions for many as for one."""
    keys = [case.pk for case in cases]
    filed = Document.objects.filter(case_id__in=keys)
    documents, drafts, dues = (defaultdict[int, list[Any]](list) for _ in range(3))
    for row in filed.filter(state__in=_COUNT).order_by("pk"):
        documents[row.case_id or 0].append(row)
    for draft_ in Draft.objects.filter(case_id__in=keys, document=None).order_by("pk"):
        drafts[draft_.case_id or 0].append(draft_)
    for due in open_dues(on, among=filed) if documents else ():
        dues[due.document.case_id or 0].append(due)
    return _Known(documents, drafts, dues)


def steps_of(case: Case, on: date) -> list[CaseStep]:
    """The open steps of a case, the earliest first; a closed case has none."""
    return list(steps_of_each([case], on)[case.pk])


def steps_of_each(cases: Collection[Case], on: date) -> dict[int, Iterator[CaseStep]]:
    """The open steps of each case by its key, the earliest first; a closed case has none.

    Inputs are looked through only once steps without a day are asked for.
    """
    known = _known([one for one in cases if one.state != CLOSED], on)
    return {one.pk: iter(()) if one.state == CLOSED else _steps(one, on, known) for one in cases}


def _steps(case: Case, on: date, known: _Known) -> Iterator[CaseStep]:
    documents = {one.pk: one for one in known.documents.get(case.pk, ())}
    made, kinds = [Made(one.pk, one.kind) for one in documents.values()], settled_by()
    drafts = {one.kind: one for one in known.drafts.get(case.pk, ())}
    dues = known.dues.get(case.pk, [])
    answer = _answer(case, kinds)
    with_day = [one for one in answer if one.by] + [
        Pending(due.what, due.on, due.document.pk) for due in dues
    ]

    def without_day() -> Iterator[Pending]:
        yield from (one for one in answer if one.by is None)
        told = {(due.document.pk, due.what) for due in dues}
        for document in documents.values():
            if document.state in IN_FORCE:
                for what in _promised(document):
                    if (document.pk, what) not in told:
                        yield Pending(what, None, document.pk)

    for part in (with_day, without_day()):
        for step in next_steps(part, kinds, made):
            by = step.pending.by
            yield CaseStep(
                step.pending.what,
                by,
                (by - on).days if by else None,
                step.kind,
                documents.get(step.pending.because_of or 0),
                drafts.get(step.kind),
            )


def _answer(case: Case, kinds: Mapping[str, tuple[str, ...]]) -> list[Pending]:
    due = answer_due(case, kinds.get(ANSWER, ())) if case.received else None
    return [Pending(ANSWER, due)] if case.received else []


def _promised(document: Document) -> tuple[str, ...]:
    """What a document promises without a day; an input that was read is not read again."""
    key = (document.pk, sha256(document.inputs.encode()))
    found = _READ.get(key)
    if found is None:
        found = tuple(_promised_in(document))
        if len(_READ) >= _MOST_READ:
            _READ.clear()
        _READ[key] = found
    return found


def _promised_in(document: Document) -> Iterator[str]:
    """The same, by the rules; what the program can't read it does not tell."""
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
