"""Listing and finding documents, newest first, in pages by key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from . import index
from .register.models import Document
from .words import folded

_LOOK_UPS = {
    "kind": "kind",
    "office": "office",
    "state": "state",
    "party": "party_key__contains",
    "product": "product_key__contains",
    "since": "dated__gte",
    "until": "dated__lte",
}
# Of so many documents that hold the words the rest is asked at once, first and later.
_FIRST: Final = 200
_MOST: Final = 10_000
_MATCHED = "SELECT id FROM register_document WHERE "


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


def selected(filters: Filters, among: index.Keys | None = None) -> QuerySet[Document]:
    """The documents, in no order yet; with ``among`` those from the first to the last key."""
    wanted = {look_up: getattr(filters, name) for name, look_up in _LOOK_UPS.items()}
    for name in ("party", "product"):
        wanted[_LOOK_UPS[name]] = folded(getattr(filters, name))
    found = Document.objects.filter(**{name: value for name, value in wanted.items() if value})
    conditions = index.matching(filters.text, among)
    if filters.number:
        conditions.append(index.part_of_marks(filters.number, among))
    for sql, values in conditions:
        # The text of the condition is ours; what was typed is among its values.
        found = found.filter(pk__in=RawSQL(_MATCHED + sql, values))  # noqa: S611
    return found


def page(filters: Filters, before: int | None = None, size: int = 50) -> list[Document]:
    """The newest documents, or those older than the row ``before``."""
    wanted = max(size, _FIRST)
    rows: list[Document] = []
    while (keys := index.newest(filters.text, before, wanted)) is not None:
        # The index gave what holds the words; what is left to ask is asked of these alone.
        figures = " ".join(one for one in filters.text.split() if any(map(str.isdigit, one)))
        among = (keys[-1], keys[0]) if keys else None
        found = selected(replace(filters, text=figures), among).filter(pk__in=keys)
        rows += found.order_by("-pk")[: size - len(rows)]
        if len(rows) >= size or len(keys) < wanted:
            return rows
        before, wanted = keys[-1], min(4 * wanted, _MOST)
    found = selected(filters)
    if before is not None:
        found = found.filter(pk__lt=before)
    return list(found.order_by("-pk")[:size])


def everything(filters: Filters) -> Iterator[Document]:
    """All of them, newest first, a page at a time."""
    before: int | None = None
    while rows := page(filters, before, 500):
        yield from rows
        before = rows[-1].pk
