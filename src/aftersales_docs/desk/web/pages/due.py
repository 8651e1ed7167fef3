"""What is due, and its calendar under a secret address."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from ....messages import Worded, said, speaking, term, told, worded
from ....messages.choice import ENGLISH, known
from ...accounts.models import Feed, Person
from ...accounts.rights import may_anywhere, may_with, visible_to
from ...cases.waiting import claims_waiting, with_claims
from ...chain import now
from ...days import today
from ...dues import WORDS, OpenDue, calendar, open_dues
from ...register.models import Document
from ..signed_in import bounded, person_of, with_right

_WITHIN = 30
_MOST = 3660


@dataclass(frozen=True, slots=True)
class Row:
    """A due as the table shows it."""

    document: Document
    words: Worded
    on: date
    days: int

    @property
    def late(self) -> int:
        """By how many days it is overdue."""
        return -self.days


def rows_of(person: Person, within: int | None) -> list[Row]:
    """What is open of the documents that the person may see, overdue first."""
    found = dues_of(person, within)
    return [Row(one.document, words_of(one), one.on, one.days) for one in found]


def dues_of(person: Person, within: int | None = None) -> list[OpenDue]:
    """What is due because of documents, and claims without an answer, that the person may see."""
    documents = open_dues(today(), within, among=visible_to(person))
    waiting = claims_waiting(today(), within) if may_anywhere(person, "see") else []
    claims = [one for one in waiting if may_with(person, "see", one.document)]
    return with_claims(documents, claims)


def words_of(one: OpenDue) -> Worded:
    """What is due, in words."""
    return WORDS.get(one.what) or term(one.what)


def name_of(one: OpenDue) -> str | Worded:
    """The document's number, or the case in which it is still to be written."""
    return one.document.number or worded("case {case}", case=one.document.case_id)


@with_right("see")
@require_safe
def due(request: HttpRequest) -> HttpResponse:
    """All that is due within some days, overdue first."""
    person = person_of(request)
    within = bounded(request.GET.get("within"), 0, _MOST, _WITHIN)
    context = {
        "dues": rows_of(person, within),
        "days": within,
        "choices": (7, 30, 90, 365),
        "feeds": person.feeds.order_by("pk"),
        "address": request.session.pop("feed", ""),
    }
    return render(request, "desk/due.html", context)


@with_right("see")
@require_POST
def make_feed(request: HttpRequest) -> HttpResponse:
    """Make a secret address; it is shown once."""
    secret = secrets.token_urlsafe(32)
    Feed.objects.create(person=person_of(request), digest=digest_of(secret), made_at=now())
    request.session["feed"] = request.build_absolute_uri(reverse("desk:feed", args=[secret]))
    return redirect("desk:due")


@with_right("see")
@require_POST
def revoke_feed(request: HttpRequest, pk: int) -> HttpResponse:
    """Let an address lead nowhere from now on."""
    gone, _ = person_of(request).feeds.filter(pk=pk).delete()
    if not gone:
        raise Http404
    messages.success(request, told("The address leads nowhere from now on."))
    return redirect("desk:due")


@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar of whoever the secret address belongs to, as far as they may see today."""
    one = Feed.objects.select_related("person").filter(digest=digest_of(secret)).first()
    if one is None or not one.person.is_active:
        raise Http404
    dues = dues_of(one.person)
    with speaking(known(one.person.language) or ENGLISH):
        said_of = "{number}: {what}"
        summaries = [
            said(worded(said_of, number=name_of(due), what=words_of(due))) for due in dues
        ]
    response = HttpResponse(calendar(dues, summaries), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="due.ics"'
    return response


def digest_of(secret: str) -> str:
    """What is kept of a secret address."""
    return hashlib.sha256(secret.encode()).hexdigest()
