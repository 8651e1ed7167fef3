"""Which cases a person may see, and which they may work on."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest

from ....kinds import KINDS
from ...accounts.models import EVERY_OFFICE, Person
from ...accounts.rights import CASE_KIND, cases_within, may, offices_for
from ...accounts.roles import Action
from ...cases.files import field_for
from ...cases.models import OPEN, Case
from ...numbers import MAIN
from ...register.models import Draft, Pattern
from ...words import bare, folded
from ..signed_in import person_of


def the_case(request: HttpRequest, pk: int, action: Action = "see") -> Case:
    """The case of that number.

    Raises:
        Http404: there is none, or none that this person may see and act on so.

    """
    person = person_of(request)
    found = cases_within(person, "see").filter(pk=pk).first()
    if found is None or not may(person, action, found.office, CASE_KIND):
        raise Http404
    return found


def sees_cases(person: Person) -> bool:
    """Whether there is any office whose cases the person may see."""
    return bool(offices_of(person, "see"))


def offices_of(person: Person, action: Action) -> list[str]:
    """The offices in which the person may act so on cases."""
    known = {
        MAIN,
        *Pattern.objects.values_list("office", flat=True),
        *Case.objects.order_by().values_list("office", flat=True).distinct(),
    }
    offices = offices_for(person, action, known)
    return [one for one in offices if may(person, action, one, CASE_KIND)]


def taking_files(person: Person, drafts: Iterable[Draft]) -> list[Draft]:
    """Those of ``drafts`` that take enclosures, and that the person may write."""
    return [
        one for one in drafts if field_for(one.kind) and may(person, "write", one.office, one.kind)
    ]


def kinds_on(person: Person, office: str) -> list[str]:
    """The kinds that the person may write on a case of that office."""
    return [kind for kind in KINDS if may(person, "write", office, kind)]


def matching(
    person: Person, text: str = "", state: str = OPEN, office: str = ""
) -> QuerySet[Case]:
    """The cases that the person may see, the newest first.

    ``text`` is a part of the claimant's or the product's name, of a claim's or serial number, or
    the case's own number.
    """
    rows = cases_within(person, "see").order_by("-pk")
    if office and office != EVERY_OFFICE:
        rows = rows.filter(office=office)
    if state:
        rows = rows.filter(state=state)
    if not text:
        return rows
    key, marks = folded(text), bare(text)
    wanted = Q(party_key__contains=key) | Q(product_key__contains=key)
    wanted |= Q(marks__contains=marks) if marks else Q()
    wanted |= Q(pk=int(text)) if text.isascii() and text.isdigit() and len(text) < 18 else Q()
    return rows.filter(wanted)
