"""What is to be done by when because of a document, and what of it is still open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from dateutil.relativedelta import relativedelta
from django.db.models import Q, QuerySet

from ..api import Assessed
from ..errors import Worded, worded
from .chain import moment
from .register.models import ISSUED, SENT, SIGNED, Document, Due

# What is due, in words. Remedies have the words of their kind's choices.
WORDS: Final[dict[str, Worded]] = {
    "answer": worded("the answer must be sent"),
    "signature": worded("the acknowledgement must be signed"),
    "notice": worded("last day to give notice"),
    "end": worded("the agreement ends"),
    "review": worded("the document is to be reviewed"),
    "defects": worded("defects are to be remedied"),
    "acceptance": worded("the work is to be accepted"),
    "repair": worded("repair"),
    "replacement": worded("replacement"),
    "price-reduction": worded("payment of the price reduction"),
    "refund": worded("refund"),
    "price-difference": worded("payment of the price difference"),
    "repair-costs": worded("payment of repair costs"),
    "damages": worded("payment of damages"),
    "penalty": worded("payment of the penalty"),
    "loan-unit": worded("loan unit"),
    "transport": worded("collection or transport"),
    "examination": worded("examination"),
}
_IN_FORCE: Final = (ISSUED, SENT, SIGNED)
# Until a document has gone on to another state; the rest as long as it is in force.
_OPEN: Final = {"answer": (ISSUED,), "signature": (ISSUED, SENT)}


def dues_of(assessed: Assessed) -> tuple[tuple[str, str], ...]:
    """What is to be done and by which day, from the input and what the law makes of it."""
    model, found = assessed.data.model, assessed.assessment
    days = [*_of_claim(found), *_of_fields(model)]
    named = ((what, day.isoformat()) for what, day in days if day is not None)
    return tuple(sorted(set(named), key=lambda one: (one[1], one[0])))


def _of_claim(assessment: Any) -> Iterator[tuple[str, date | None]]:
    """The day of the answer, and of each promise in it."""
    yield "answer", getattr(assessment, "due", None)
    for promise in getattr(assessment, "promises", ()):
        yield promise.remedy.type, promise.due


def _of_fields(model: Any) -> Iterator[tuple[str, date | None]]:
    """Days that stand in fields, by the names that these have in all kinds."""
    term = getattr(model, "term", None)
    ends = getattr(term, "ends", None)
    if term is not None and ends is not None:
        yield "end", ends
        # Only who wants no renewal has to give notice.
        if getattr(term, "renewal_months", None):
            yield "notice", ends - relativedelta(months=term.notice_months)
    acceptance = getattr(model, "acceptance", None)
    yield "defects", getattr(acceptance, "remedy_by", None)
    yield "acceptance", getattr(acceptance, "accept_by", None)
    yield "review", getattr(model, "review_on", None)
    if hasattr(model, "acknowledgement"):
        yield "signature", getattr(model, "valid_from", None) or getattr(model, "date", None)


@dataclass(frozen=True, slots=True)
class OpenDue:
    """Something still to be done; ``days`` are left, fewer than 0 if it is overdue."""

    document: Document
    what: str
    on: date
    days: int


def open_dues(
    today: date,
    within: int | None = None,
    office: str = "",
    among: QuerySet[Document] | None = None,
) -> list[OpenDue]:
    """What is open, overdue first; with ``within`` only what is due in so many days.

    ``among``: of these documents alone.
    """
    special = Q(what__in=list(_OPEN))
    wanted = ~special & Q(document__state__in=_IN_FORCE)
    for what, states in _OPEN.items():
        wanted |= Q(what=what, document__state__in=states)
    rows = Due.objects.filter(wanted).select_related("document").order_by("on", "pk")
    if office:
        rows = rows.filter(document__office=office)
    if among is not None:
        rows = rows.filter(document__in=among)
    found = []
    for one in rows:
        day = date.fromisoformat(one.on)
        left = (day - today).days
        if within is None or left <= within:
            found.append(OpenDue(one.document, one.what, day, left))
    return found


def calendar(dues: list[OpenDue], summaries: list[str]) -> bytes:
    """The open dues as a calendar (RFC 5545), an all-day entry each; the same give the same."""
    from icalendar import Calendar, Event

    made = Calendar()
    made.add("prodid", "-//aftersales-docs//register//EN")
    made.add("version", "2.0")
    for due, summary in zip(dues, summaries, strict=True):
        one, document = Event(), due.document
        name = f"{document.kind}-{document.number}-{document.edition}-{due.what}-{due.on}"
        one.add("uid", f"{name}@aftersales-docs")
        one.add("summary", summary)
        one.add("dtstart", due.on)
        one.add("dtstamp", moment(document.issued_at))
        made.add_component(one)
    return bytes(made.to_ical())
