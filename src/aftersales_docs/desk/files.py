"""Which of the stored files the register wants, and taking away the others.

A file is stored before the row that names it is written, and two documents may have equal files.
So who writes such a row looks once more whether its files are there, under a lock
(:func:`aftersales_docs.desk.writing.written` with ``files``), and who takes files away looks
under the same lock whether a row names them by now.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from django.db import connection, transaction

from .drafts import files_wanted
from .faults import reached
from .inputs import named_in
from .object_store import file_store
from .opening import Register
from .register.models import PURGED, Document, StoredFile
from .writing import FILES_LOCK, queued, removing

_AT_ONCE = 500


def wanted(names: Iterable[str] | None = None) -> set[str]:
    """The hashes of files that the register must have; of ``names``, or all of them."""
    needed = files_wanted()
    # A row that was never finished names its files in its input alone, also once cancelled.
    for document in Document.objects.filter(issued_at="").exclude(state=PURGED).iterator(_AT_ONCE):
        needed |= set(named_in(document.inputs).values())
    if names is None:
        return needed | set(StoredFile.objects.values_list("sha256", flat=True).iterator())
    asked = set(names)
    needed &= asked
    for part in _parts(asked):
        rows = StoredFile.objects.filter(sha256__in=part)
        needed |= set(rows.values_list("sha256", flat=True))
    return needed


def _parts(names: Iterable[str]) -> Iterator[list[str]]:
    left = iter(names)
    while part := list(islice(left, _AT_ONCE)):
        yield part


def remove_files(register: Register, names: set[str]) -> int:
    """Take away those of ``names`` that nothing in the register names; how many."""
    store = file_store(register.place)
    with queued(register.place), transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [FILES_LOCK])
        gone = names - wanted(names)
        reached("files-unwanted")
        for name in sorted(gone):
            store.remove(name)
        reached("files-removed")
    return len(gone)


def sweep(register: Register) -> int:
    """Take away what killed runs left: files in no row that are not young; how many.

    Raises:
        OutputError: a copy of the register is being made.

    """
    with removing(register.place):
        return remove_files(register, set(file_store(register.place).leftovers(wanted())))
