"""Statistics as a page: plots with their tables beside them, and as files."""

from __future__ import annotations

from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from ....messages import UiLang, current
from ...accounts.models import EVERY_OFFICE, Person
from ...accounts.rights import kinds_for, offices_for, rights_of, visible_to
from ...days import today
from ...statistics.counting import caught_up, kinds_counted
from ...statistics.figures import Figures, Query, figures, year_to
from ...statistics.files import FILES
from ...statistics.plots import bars
from ...statistics.sheet import GROUND, limits, nothing_rises, rises, summary
from ...statistics.tables import Table, tables
from ...statistics.tables import shown as cell_shown
from ..forms.typed import day_typed
from ..signed_in import person_of, with_right
from ..starting import the_register

_LONGEST: Final = 200
_ROWS: Final = 20
# So many documents of before are counted while one waits for the page.
_AT_ONCE: Final = 100
_TYPES: Final = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@with_right("see")
@require_safe
def shown(request: HttpRequest) -> HttpResponse:
    """What the claims of a period count up to."""
    person = person_of(request)
    kinds = _kinds(person)
    query = _query(request, person, kinds)
    context: dict[str, Any] = {"kinds": kinds, "query": query}
    if query is not None:
        left = caught_up(the_register(), query.kind, _AT_ONCE)
        found = figures(query, visible_to(person))
        context |= _told(found, current()) | {
            "left": left,
            "offices": _offices(person),
            "address": urlencode(_given(query)),
            "exports": sorted(_TYPES),
        }
    return render(request, "desk/statistics.html", context)


@with_right("see")
@require_safe
def export(request: HttpRequest, format_: str) -> HttpResponse:
    """The same as a file."""
    person = person_of(request)
    query = _query(request, person, _kinds(person))
    if query is None or format_ not in _TYPES:
        raise Http404
    found = figures(query, visible_to(person))
    content = FILES[format_](found, current(), today())
    response = HttpResponse(content, content_type=_TYPES[format_])
    response["Content-Disposition"] = f'attachment; filename="statistics.{format_}"'
    return response


def _kinds(person: Person) -> list[str]:
    counted = kinds_counted()
    return [kind for kind in kinds_for(person, "see") if kind in counted]


def _offices(person: Person) -> list[str]:
    known = visible_to(person).order_by().values_list("office", flat=True).distinct()
    return offices_for(person, "see", known)


def _query(request: HttpRequest, person: Person, kinds: list[str]) -> Query | None:
    """What is asked for, within what the person may see; ``None`` where that is nothing."""

    def given(name: str) -> str:
        return request.GET.get(name, "").replace("\0", "").strip()[:_LONGEST]

    if not kinds:
        return None
    kind = given("kind") if given("kind") in kinds else kinds[0]
    until = _day(given("until")) or today()
    since = _day(given("since")) or year_to(until)
    since, until = min(since, until), max(since, until)
    return Query(kind, since, until, given("office"), given("product"), _within(person, kind))


def _within(person: Person, kind: str) -> tuple[str, ...] | None:
    """The offices whose documents of the kind the person may see; ``None`` is every one."""
    offices = [office for office, kinds in rights_of(person, "see").items() if kind in kinds]
    return None if EVERY_OFFICE in offices else tuple(sorted(offices))


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(day_typed(text, today()))
    except ValueError:
        return None
    # A period before must have a day too.
    return day if 1900 <= day.year <= 2200 else None


def _given(query: Query) -> dict[str, str]:
    given = {
        "kind": query.kind,
        "since": query.since.isoformat(),
        "until": query.until.isoformat(),
        "office": query.office,
        "product": query.product,
    }
    return {name: value for name, value in given.items() if value}


def _told(found: Figures, lang: UiLang) -> dict[str, Any]:
    systematic = [one for one in found.products if one.test and one.test.systematic]
    return {
        "figures": found,
        "summary": summary(found),
        "rising": [rises(one, lang) for one in systematic],
        "ground": GROUND if systematic else nothing_rises(found),
        "limits": list(limits(found)),
        "parts": [_part(table, lang) for table in tables(found, lang, _ROWS)],
    }


def _part(table: Table, lang: UiLang) -> dict[str, Any]:
    """A table, and the plot beside it, if it can be drawn."""
    plot: SafeString | None = None
    if table.bars is not None:
        plot = mark_safe(bars(table, lang, within=True).decode())  # noqa: S308 (made as XML)
    return {
        "name": table.name,
        "title": table.title,
        "heads": table.heads,
        "rows": [[cell_shown(cell, lang) for cell in row] for row in table.rows],
        "left_out": table.left_out,
        "plot": plot,
    }
