"""Claims that wait for an answer: cases in which no document has answered yet."""

from __future__ import annotations

from datetime import date

from ..dues import OpenDue, settled_by
from ..register.models import DONE, RESERVED, Document
from .models import OPEN, Case
from .steps import ANSWER, IN_FORCE, answer_due


def claims_waiting(today: date, within: int | None = None, office: str = "") -> list[OpenDue]:
    """What must be answered by when, the first first; with ``within`` in so many days.

    The document of each is one that is still to be written: it has the case's party and product,
    and is of the kind that answers.
    """
    kinds = settled_by().get(ANSWER, ())
    if not kinds:
        return []
    answered = Document.objects.filter(kind__in=kinds, state__in=(RESERVED, *IN_FORCE, DONE))
    waiting = Case.objects.filter(state=OPEN).exclude(received="")
    waiting = waiting.exclude(pk__in=answered.exclude(case=None).values("case_id"))
    found = []
    for case in (waiting.filter(office=office) if office else waiting).order_by("pk").iterator():
        day = answer_due(case, kinds)
        if day is None:
            continue
        left = (day - today).days
        if within is None or left <= within:
            found.append(OpenDue(_to_be_written(case, kinds[0]), ANSWER, day, left))
    return sorted(found, key=lambda one: one.on)


def _to_be_written(case: Case, kind: str) -> Document:
    return Document(
        kind=kind,
        office=case.office,
        case=case,
        party=case.party,
        product=case.product,
        issued_at=case.opened_at,
    )


def with_claims(dues: list[OpenDue], claims: list[OpenDue]) -> list[OpenDue]:
    """Both by day, overdue first."""
    return sorted((*dues, *claims), key=lambda one: one.on)
