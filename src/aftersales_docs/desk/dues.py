"""What is to be done by when because of a document, and what of it is still open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from dateutil.relativedelta import relativedelta
from django.db.models import Q, QuerySet

from ..api import Assessed
from ..errors import Worded, worded
from ..kinds import KINDS
from ..law.counting import deadline
from ..schemas.due_days import days_due
from .chain import moment
from .register.models import DONE, ISSUED, SENT, SIGNED, Document, Due

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
    "request": worded("what was asked of the claimant must be here"),
    "passed-on": worded("who the claim was passed on to must answer"),
    "handover": worded("the goods are handed over to us"),
    "goods-back": worded("the goods must go back"),
    "costs": worded("the claimant must pay the costs"),
    "loan-return": worded("the loan unit must come back"),
    "renewal": worded("the agreement is renewed"),
}
# Of these only the next is told, and none once its day has passed: nothing can be done then.
_NEXT_ONLY: Final = ("notice", "renewal")
# So many renewals of an agreement are foreseen.
_RENEWALS: Final = 10
_GIVES_BACK: Final = ("repair", "replacement")
_IN_FORCE: Final = (ISSUED, SENT, SIGNED)
# Until a document has gone on to another state; the rest as long as it is in force.
_OPEN: Final = {"answer": (ISSUED,), "signature": (ISSUED, SENT)}


def dues_of(assessed: Assessed) -> tuple[tuple[str, str], ...]:
    """What is to be done and by which day, from the input and what the law makes of it."""
    model, found = assessed.data.model, assessed.assessment
    days = [*_of_claim(found, model), *days_due(model), *_of_fields(model)]
    named = {(what, day.isoformat()) for what, day in days if day is not None}
    # Where the goods are fetched, that is the promise, and the day of their handover the same.
    named -= {("handover", day) for what, day in named if what == "transport"}
    return tuple(sorted(named, key=lambda one: (one[1], one[0])))


def _of_claim(assessment: Any, model: Any) -> Iterator[tuple[str, date | None]]:
    """The day of the answer, and of each promise in it.

    A term from the handover of the goods is reckoned from the day agreed for that. A loan unit
    comes back when the claimant has a unit of his own again.
    """
    yield "answer", getattr(assessment, "due", None)
    promises = getattr(assessment, "promises", ())
    handed_over = getattr(getattr(model, "handover", None), "date", None)
    days: dict[str, date | None] = {}
    for promise in promises:
        due = promise.due
        if due is None and promise.days and handed_over:
            land = getattr(model, "land", None)
            due = deadline(handed_over, promise.days, "days", model.law, land).day
        days[promise.remedy.type] = due
        yield promise.remedy.type, due
    if "loan-unit" in days:
        back = [day for what in _GIVES_BACK if (day := days.get(what)) is not None]
        yield "loan-return", max(back, default=None)


def _of_fields(model: Any) -> Iterator[tuple[str, date | None]]:
    """What follows from fields by the names that these have in all kinds."""
    term = getattr(model, "term", None)
    ends = getattr(term, "ends", None)
    if term is not None and ends is not None:
        yield from _of_term(term, ends)
    if hasattr(model, "acknowledgement"):
        yield "signature", getattr(model, "valid_from", None) or getattr(model, "date", None)


def _of_term(term: Any, ends: date) -> Iterator[tuple[str, date]]:
    """The end of an agreement; of one that is renewed, each time, and the last day for notice."""
    renewal = getattr(term, "renewal_months", None)
    if not renewal:
        yield "end", ends
        return
    for times in range(_RENEWALS):
        end = ends + relativedelta(months=renewal * times)
        # Only who wants no renewal has to give notice.
        yield "notice", end - relativedelta(months=term.notice_months)
        yield "renewal", end


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
    if within is not None:
        rows = rows.filter(on__lte=(today + timedelta(days=within)).isoformat())
    found, told = [], set()
    for one in rows:
        day = date.fromisoformat(one.on)
        left = (day - today).days
        if one.what in _NEXT_ONLY:
            if left < 0 or (one.document_id, one.what) in told:
                continue
            told.add((one.document_id, one.what))
        found.append(OpenDue(one.document, one.what, day, left))
    return _unsettled(found)


def settled_by() -> Mapping[str, tuple[str, ...]]:
    """The kinds of document that settle what is due."""
    found: dict[str, tuple[str, ...]] = {}
    for name, kind in KINDS.items():
        for what in kind.settles:
            found[what] = (*found.get(what, ()), name)
    return found


def _unsettled(dues: list[OpenDue]) -> list[OpenDue]:
    """Those that no later document of the same case has settled."""
    kinds = settled_by()
    cases = [case for one in dues if one.what in kinds and (case := one.document.case_id)]
    later: dict[tuple[int | None, str], int] = {}
    rows = Document.objects.filter(case_id__in=set(cases), state__in=(*_IN_FORCE, DONE)).order_by(
        "pk"
    )
    for case, kind, pk in rows.values_list("case_id", "kind", "pk"):
        later[case, kind] = pk

    def settled(one: OpenDue) -> bool:
        case, pk = one.document.case_id, one.document.pk
        return any(later.get((case, kind), 0) > pk for kind in kinds.get(one.what, ()))

    return [one for one in dues if one.document.case_id is None or not settled(one)]


def calendar(dues: list[OpenDue], summaries: list[str]) -> bytes:
    """The open dues as a calendar (RFC 5545), an all-day entry each; the same give the same."""
    from icalendar import Calendar, Event

    made = Calendar()
    made.add("prodid", "-//aftersales-docs//register//EN")
    made.add("version", "2.0")
    for due, summary in zip(dues, summaries, strict=True):
        one, document = Event(), due.document
        number = document.number or f"case-{document.case_id}"
        name = f"{document.kind}-{number}-{document.edition}-{due.what}-{due.on}"
        one.add("uid", f"{name}@aftersales-docs")
        one.add("summary", summary)
        one.add("dtstart", due.on)
        one.add("dtstamp", moment(document.issued_at))
        made.add_component(one)
    return bytes(made.to_ical())
