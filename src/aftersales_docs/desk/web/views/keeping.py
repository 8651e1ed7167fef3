"""Keeping a view of the register's list, and which columns it has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import parse_qsl, urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from ....errors import DataError, Problem, worded
from ....messages import Worded, told
from ...accounts.models import Person
from ...views.models import ListColumns, SavedView
from ...writing import written
from ..signed_in import person_of, with_right
from ..starting import the_register

COLUMNS: Final[Mapping[str, Worded]] = {
    "kind": worded("Kind of document"),
    "title": worded("Title"),
    "party": worded("Party"),
    "product": worded("Product"),
    "serials": worded("Serial numbers"),
    "office": worded("Office"),
    "dated": worded("Day"),
    "state": worded("State"),
}
USUAL: Final = ("kind", "title", "party", "product", "office", "dated", "state")
_FILTERS: Final = frozenset(
    ("text", "kind", "state", "office", "party", "product", "number", "since", "until")
)
MOST: Final = 30


def columns_for(person: Person) -> list[str]:
    """The columns of the list as this person wants them."""
    kept = ListColumns.objects.filter(person=person).first()
    names = kept.names.split(",") if kept else USUAL
    return [one for one in COLUMNS if one in names]


def _filters(query: str) -> str:
    """Of a query what are filters of the list, and nothing else."""
    pairs = parse_qsl(query[:2000], max_num_fields=40)
    return urlencode([(name, value) for name, value in pairs if name in _FILTERS])


@with_right("see")
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep the filters in force under a name; the same name again replaces them."""
    person, name = person_of(request), " ".join(request.POST.get("name", "").split())[:60]
    query = _filters(request.POST.get("query", ""))
    others = SavedView.objects.filter(person=person).exclude(name=name).count()
    if not name or not query or others >= MOST:
        raise DataError(
            Problem(
                "view-not-kept",
                "a view needs a name and at least one filter, and there can't be too many.",
                worded("Filter the list, give a name, and keep at most {most}.", most=MOST),
            )
        )
    written(
        the_register(),
        lambda: SavedView.objects.update_or_create(
            person=person, name=name, defaults={"query": query}
        ),
    )
    return redirect(f"{reverse('desk:register')}?{query}")


@with_right("see")
@require_POST
def delete(request: HttpRequest, view: int) -> HttpResponse:
    """Forget a view of one's own."""
    own = SavedView.objects.filter(person=person_of(request), pk=view)
    gone, _ = written(the_register(), own.delete)
    if not gone:
        raise Http404
    messages.success(request, told("The view was taken away."))
    return redirect("desk:register")


@with_right("see")
@require_POST
def columns(request: HttpRequest) -> HttpResponse:
    """Keep which columns the list has; none chosen brings the usual ones back."""
    person = person_of(request)
    wanted = [one for one in COLUMNS if one in request.POST.getlist("column")] or list(USUAL)
    written(
        the_register(),
        lambda: ListColumns.objects.update_or_create(
            person=person, defaults={"names": ",".join(wanted)}
        ),
    )
    query = _filters(request.POST.get("query", ""))
    return redirect(f"{reverse('desk:register')}{'?' if query else ''}{query}")
