"""Listing and finding documents, newest first, in pages by key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db import connection
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from . import index
from .days import today
from .register.models import Document
from .searching.of_column import COLUMNS
from .searching.walking import walk
from .words import bare, folded

_LOOK_UPS = {
    "kind": "kind",
    "office": "office",
    "state": "state",
    "party": "party_key__contains",
    "product": "product_key__contains",
    "since": "dated__gte",
    "until": "dated__lte",
}
# Of the documents that an index gives so many rows are read at first, and then at a time.
_ROWS: Final = (200, 2000)
_OF_DAYS: Final = """
    WITH RECURSIVE day(d) AS (
        SELECT (SELECT min(dated) FROM register_document WHERE dated >= %s)
        UNION ALL
        SELECT (SELECT min(dated) FROM register_document WHERE dated > day.d)
        FROM day WHERE day.d < %s
    )
    SELECT min((SELECT min(id) FROM register_document WHERE dated = day.d)),
           max((SELECT max(id) FROM register_document WHERE dated = day.d))
    FROM day WHERE day.d <= %s
"""
# What is dated within so many days of now is most of what is looked through from the newest on.
_LONG: Final = 400
Rows = QuerySet[Document]


@dataclass(frozen=True, slots=True)
class Filters:
    """What documents are wanted; what is empty does not matter.

    ``party`` and ``product`` are parts of names, ``number`` and ``serial`` any part of them,
    ``since`` and ``until`` days of the documents; ``text`` are words that they hold.
    """

    kind: str = ""
    office: str = ""
    state: str = ""
    party: str = ""
    product: str = ""
    number: str = ""
    since: str = ""
    until: str = ""
    text: str = ""


def selected(filters: Filters) -> Rows:
    """The documents, in no order yet, by conditions that say what is meant; for small lists.

    A page of a large register is found by :func:`page`.
    """
    return _fulfilling(_of_columns(filters), index.matching(filters.text))


def _of_columns(filters: Filters) -> Rows:
    """What is asked of the rows themselves."""
    wanted = {look_up: getattr(filters, name) for name, look_up in _LOOK_UPS.items()}
    for name in ("party", "product"):
        wanted[_LOOK_UPS[name]] = folded(getattr(filters, name))
    wanted["marks__contains"] = bare(filters.number)
    return Document.objects.filter(**{name: value for name, value in wanted.items() if value})


def _fulfilling(rows: Rows, conditions: list[index.Sql]) -> Rows:
    for sql, values in conditions:
        # The text of the condition is ours; what was typed is among its values. As a condition on
        # the row itself it is asked of no others.
        rows = rows.filter(RawSQL(sql, values, output_field=BooleanField()))  # noqa: S611
    return rows


def page(
    filters: Filters,
    before: int | None = None,
    size: int = 50,
    narrowed: Callable[[Rows], Rows] | None = None,
) -> list[Document]:
    """The newest documents, or those older than the row ``before``.

    ``narrowed`` leaves of some rows those that whoever asks may see.
    """
    asked = index.asked(
        filters.text,
        number=bare(filters.number),
        party=folded(filters.party),
        product=folded(filters.product),
        columns={column: getattr(filters, column) for column in COLUMNS},
    )
    keys = _between(filters, before)
    if keys is None:
        return []
    rows = _fulfilling(_of_columns(filters), asked.others).order_by("-pk")
    rows = narrowed(rows) if narrowed else rows
    if not asked.conditions:
        return list(rows.filter(pk__range=keys)[:size])
    found: list[Document] = []
    for part in _parts(walk(asked.conditions, *keys)):
        found += rows.filter(pk__in=part)[: size - len(found)]
        if len(found) >= size:
            break
    return found


def _parts(lists: Iterator[list[int]]) -> Iterator[list[int]]:
    """Keys in portions: few at first, as a page often needs no more."""
    first, more = _ROWS
    for keys in lists:
        at = 0
        while at < len(keys):
            yield keys[at : at + first]
            at, first = at + first, more


def _between(filters: Filters, before: int | None) -> tuple[int, int] | None:
    """Between which keys all lie that can be meant; ``None`` if there are none."""
    newest = Document.objects.order_by("-pk").values_list("pk", flat=True).first()
    low, high = 1, newest or 0
    if before is not None:
        high = min(high, before - 1)
    days = _days(filters)
    if days is not None:
        with connection.cursor() as cursor:
            cursor.execute(_OF_DAYS, [days[0], days[1], days[1]])
            first, last = cursor.fetchone()
        if first is None:
            return None
        low, high = max(low, first), min(high, last)
    return (low, high) if low <= high else None


def _days(filters: Filters) -> tuple[str, str] | None:
    """From when to when, if that leaves out more than documents of long ago."""
    long_ago = (today() - timedelta(days=_LONG)).isoformat()
    if not filters.until and (not filters.since or filters.since < long_ago):
        return None
    # Without an end documents may be dated later than today.
    return filters.since, filters.until or "9999"


def everything(filters: Filters) -> Iterator[Document]:
    """All of them, newest first, a page at a time."""
    before: int | None = None
    while rows := page(filters, before, 500):
        yield from rows
        before = rows[-1].pk
