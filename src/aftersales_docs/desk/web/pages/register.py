"""The list of the register: search, filters, pages by key, export."""

from __future__ import annotations

import re
from dataclasses import asdict, fields, replace
from typing import Any, Final
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ....messages import Worded, term, worded
from ...accounts.rights import kinds_for, narrowed, offices_for, visible_to
from ...days import today
from ...exporting import EXPORTS
from ...listing import Filters, page, selected
from ...register.models import STATES
from ..forms.typed import day_typed
from ..signed_in import bounded, person_of, with_right
from ..views.keeping import COLUMNS, columns_for

_SIZE: Final = 50
_LONGEST: Final = 200
_DAYS: Final = ("since", "until")
_ISO: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FILES: Final = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# What each filter is called, on the form and as a word that can be removed.
FILTERS: Final[dict[str, Worded]] = {
    "text": worded("Words"),
    "kind": worded("Kind of document"),
    "state": worded("State"),
    "office": worded("Office"),
    "party": worded("Party"),
    "product": worded("Product"),
    "number": worded("Number or serial number"),
    "since": worded("From day"),
    "until": worded("Until day"),
}


def filters_of(request: HttpRequest) -> Filters:
    """What is asked for; each at most as long as makes sense, and days as they are typed."""
    found = _typed(request)
    no_days = no_days_in(found)
    days = {name: "" for name in _DAYS if getattr(found, name) in no_days}
    return replace(found, **days)


def no_days_in(filters: Filters) -> list[str]:
    """What was typed for a day and is none."""
    given = [getattr(filters, name) for name in _DAYS]
    return [one for one in given if one and not _ISO.fullmatch(one)]


def _typed(request: HttpRequest) -> Filters:
    names = [one.name for one in fields(Filters)]
    given = {name: request.GET.get(name, "").replace("\0", "").strip() for name in names}
    given |= {name: day_typed(given[name], today()) for name in _DAYS if given[name]}
    return Filters(**{name: value[:_LONGEST] for name, value in given.items()})


@with_right("see")
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """The documents that match, newest first, a page at a time."""
    person, filters = person_of(request), filters_of(request)
    before = bounded(request.GET.get("before"), 1, 2**62, 0)
    found = page(filters, before or None, _SIZE + 1, lambda rows: narrowed(rows, person))
    more = found[_SIZE - 1].pk if len(found) > _SIZE else 0
    known = visible_to(person).order_by().values_list("office", flat=True).distinct()
    context: dict[str, Any] = {
        "filters": filters,
        "no_days": no_days_in(_typed(request)),
        "documents": found[:_SIZE],
        "chips": _chips(filters),
        "query": _query(filters),
        "more": _query(filters, before=more) if more else "",
        "first": not before,
        "kinds": kinds_for(person, "see"),
        "states": STATES,
        "offices": offices_for(person, "see", known),
        "names": FILTERS,
        "exports": sorted(_FILES),
        "columns": columns_for(person),
        "all_columns": COLUMNS,
        "views": person.views.order_by("name"),
    }
    part = request.headers.get("HX-Target") == "results"
    return render(request, f"desk/register{'_results' if part else ''}.html", context)


def _query(filters: Filters, **more: Any) -> str:
    given = {name: value for name, value in {**asdict(filters), **more}.items() if value}
    return urlencode(given)


def _chips(filters: Filters) -> list[dict[str, Any]]:
    """The filters in force, each with the address of the list without it."""
    return [
        {
            "name": name,
            "words": words,
            "value": term(value) if name == "state" else value,
            "without": _query(replace(filters, **{name: ""})),
        }
        for name, words in FILTERS.items()
        if (value := getattr(filters, name))
    ]


@with_right("see")
@require_safe
def export(request: HttpRequest, format_: str) -> HttpResponse:
    """The documents that match as a file, newest first."""
    if format_ not in _FILES:
        raise Http404
    rows = narrowed(selected(filters_of(request)), person_of(request)).order_by("-pk")
    response = HttpResponse(EXPORTS[format_](rows.iterator(500)), content_type=_FILES[format_])
    response["Content-Disposition"] = f'attachment; filename="register.{format_}"'
    return response
