"""Purge: a document goes with its files, words and facts; that it went stays proven.

The row stays with its number and without content, so that no number is missing or given twice.
The entries of the chain stay; what is sealed in them goes. The entry of the purge says which
entries lost what, when, by whom and under which rule, and not what it was.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from functools import partial
from typing import Any

from django.db import DatabaseError, connection

from ..errors import OutputError
from . import guards, index
from .chain import Act, append, canonical, digest, name_of
from .faults import reached
from .files import remove_files
from .inputs import named_in
from .keeping.models import Detail, Hold, Remains
from .opening import Register
from .register.models import PURGED, Document, Draft, Due, Event, StoredFile
from .retention import Verdict, verdict
from .statistics.models import Counted
from .words import bare
from .writing import queued, removing, written

# Tables in which deleted rows are overwritten, and not only marked as free.
_TABLES = (
    "register_document",
    "register_storedfile",
    "register_due",
    "register_draft",
    "cases_case",
    "cases_casenote",
    "cases_casefile",
    "register_event",
    "register_words",
    "statistics_counted",
    "register_parts",
    "keeping_detail",
    "keeping_hold",
    "house_houseversion",
    "house_housefile",
)


# Those of working copies, which only a desk in a browser has.
_COPIES = ("bulk_batch", "rest_job")


def judged(today: date) -> Iterator[Verdict]:
    """What would happen to each document by a purge ``today``."""
    for document in Document.objects.exclude(state=PURGED).order_by("pk").iterator(500):
        yield verdict(document, today)


def purge(
    register: Register, documents: Iterable[Document], today: date, who: str
) -> list[Verdict]:
    """Purge those of ``documents`` that may go; what became of each.

    Each goes in a transaction of its own, in which it is judged once more. Afterwards nothing of
    it is left in the database's files either.

    Raises:
        OutputError: the register can't be written to, and what went before stays purged; or a
            copy of it is being made.

    """
    pks = [one.pk for one in documents]
    stems = index.stems_by_document(pks)
    with removing(register.place):
        found = [
            written(register, partial(_gone, pk, today, who, stems.get(pk, []))) for pk in pks
        ]
        clear(register)
    return found


def _gone(pk: int, today: date, who: str, stems: list[str]) -> Verdict:
    document = Document.objects.select_for_update().get(pk=pk)
    found = verdict(document, today)
    if found.kept is not None or document.state == PURGED or found.rule is None:
        return found
    names = set(document.files.values_list("sha256", flat=True))
    names |= set(named_in(document.inputs).values())
    clear: dict[str, Any] = {"rule": found.rule.key, "basis": found.rule.basis}
    with guards.down():
        clear["gone"] = [list(one) for one in _without_details(document)]
        StoredFile.objects.filter(document=document).delete()
        Due.objects.filter(document=document).delete()
        Hold.objects.filter(document=document).delete()
        Counted.objects.filter(document=document).delete()
        Draft.objects.filter(document=document).delete()
        index.remove(document, stems)
        _emptied(document)
    append("purged", Act(who, clear=clear), document)
    note_remains(names)
    return found


def note_remains(names: Iterable[str] = ()) -> None:
    """Note, in the open transaction, files that may have to go, and the database's own files."""
    rows = [Remains(sha256=name) for name in {"", *names}]
    Remains.objects.bulk_create(rows, ignore_conflicts=True)


def clear(register: Register) -> None:
    """Take away what was noted; whoever does so holds :func:`.writing.removing`."""
    names = set(Remains.objects.values_list("sha256", flat=True))
    if not names:
        return
    reached("rows-purged")
    remove_files(register, names - {""})
    scrub(register)
    reached("scrubbed")
    done = Remains.objects.filter(sha256__in=names)
    written(register, done.delete)


def finish_cut_off(register: Register) -> None:
    """Take up a purge that was killed after its rows were gone; what fails is left to the next.

    Where one is at work, or a copy is being made, it is left alone.
    """
    with suppress(OutputError, DatabaseError, OSError):
        if Remains.objects.exists():
            with removing(register.place):
                clear(register)


def _without_details(document: Document) -> Iterator[tuple[int, str]]:
    """Take away what the entries of a document tell: the entry, and the hash of what is left.

    Entries of before, which tell it in clear, keep hash and place in the chain, and lose the
    rest.
    """
    events = list(Event.objects.filter(document=document).order_by("seq"))
    Detail.objects.filter(pk__in=[one.pk for one in events]).delete()
    for event in events:
        body = json.loads(event.body)
        if "facts" not in body:
            yield event.pk, ""
            continue
        left = {name: body[name] for name in ("seq", "at", "who", "action", "prev")}
        text = canonical({**left, "document": name_of(document)})
        Event.objects.filter(pk=event.pk).update(body=text)
        yield event.pk, digest(text)


def _emptied(document: Document) -> None:
    empty = ("dated", "title", "party", "product", "party_key", "product_key", "serials", "inputs")
    values = dict.fromkeys((*empty, "options"), "")
    Document.objects.filter(pk=document.pk).update(
        **values, state=PURGED, key=f"purged:{document.pk}", marks=bare(document.number)
    )
    index.add(Document.objects.get(pk=document.pk))


def scrub(register: Register) -> None:
    """Leave nothing of what was deleted in the database's files: index, free pages, journal."""
    with queued(register.place), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for table in ("words", "marks", "names"):
                cursor.execute(
                    f"INSERT INTO register_{table}(register_{table}) VALUES('optimize')"
                )
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return
        there = set(connection.introspection.table_names(cursor))
        for table in (*_TABLES, *_COPIES):
            if table in there:
                cursor.execute(f"VACUUM FULL {table}")
