"""Which drafts a person may see, and what they may do with each."""

from __future__ import annotations

import json

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest

from ....kinds import KINDS
from ...accounts.models import Person
from ...accounts.rights import cases_within, may, offices_for, rights_of, within
from ...accounts.roles import Action
from ...cases.models import OPEN, Case
from ...numbers import MAIN
from ...register.models import APPROVED, ISSUED, RETURNED, SUBMITTED, Document, Draft, Pattern
from ..signed_in import person_of


def visible_drafts(person: Person) -> QuerySet[Draft]:
    """Drafts that the person may write or issue, and those that wait for their approval."""
    waiting = Q(state__in=(SUBMITTED, APPROVED, RETURNED)) & within(person, "approve")
    own = within(person, "write") | within(person, "issue")
    return Draft.objects.exclude(state=ISSUED).filter(own | waiting)


def the_draft(request: HttpRequest, pk: int, action: Action | None = None) -> Draft:
    """The draft of that key.

    Raises:
        Http404: there is none, or none that this person may see and act on so.

    """
    person = person_of(request)
    row = visible_drafts(person).filter(pk=pk).first()
    if row is None or (action is not None and not may_do(person, action, row)):
        raise Http404
    return row


def may_do(person: Person, action: Action, row: Draft) -> bool:
    """Whether the person has that right with the draft."""
    return may(person, action, row.office, row.kind)


def writers_of(row: Draft) -> list[str]:
    """All who saved the draft."""
    found: list[str] = json.loads(row.writers)
    return found


def cases_for(person: Person) -> QuerySet[Case]:
    """The open cases that the person may write documents on."""
    return cases_within(person, "write").filter(state=OPEN)


def writing_offices(person: Person) -> list[str]:
    """The offices in which the person may write."""
    known = {
        MAIN,
        *Pattern.objects.values_list("office", flat=True),
        *Document.objects.order_by().values_list("office", flat=True).distinct(),
        *Draft.objects.order_by().values_list("office", flat=True).distinct(),
    }
    return offices_for(person, "write", known)


def writing_kinds(person: Person) -> list[str]:
    """The kinds that the person may write in some office."""
    found = rights_of(person, "write").values()
    return [kind for kind in KINDS if any(kind in kinds for kinds in found)]
