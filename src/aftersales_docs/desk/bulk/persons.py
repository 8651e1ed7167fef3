"""Data of a person in tables that were dropped in: found, handed out, taken away.

They are working copies: a table that tells of somebody goes whole, with all that was made of it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

from django.db import connection

from ...batch.cells import text_of
from ...batch.tables import FORMATS, Table, open_table
from ...errors import AftersalesError, Worded, worded
from ..holdings import Held, Outcome
from ..opening import Register
from ..persons_named import Person
from ..purging import clear, note_remains
from ..writing import written
from .models import Batch

FOLDER: Final = "bulk"
_BUSY: Worded = worded("its documents are being made; stop it, or wait, and erase once more.")
_TEXTS: Final = (".yaml", ".yml", ".json")
Row = dict[str, str]


class Tables:
    """Tables and what was made of them, as a holding."""

    def held(self, register: Register, person: Person) -> Iterator[Held]:
        """Each table that tells of ``person``, with the rows that do, and no others."""
        for batch, rows in _batches_of(register, person):
            data = {"kind": batch.kind, "office": batch.office, "made_at": batch.made_at}
            yield Held("table", batch.name, data | {"rows": rows})

    def erased(
        self, register: Register, person: Person, _who: str, *, dry_run: bool
    ) -> Iterator[Outcome]:
        """Take away each that no job is at."""
        for batch, _ in list(_batches_of(register, person)):
            if batch.busy:
                yield Outcome("table", batch.name, _BUSY)
                continue
            if not dry_run:
                written(register, partial(_gone, batch))
                shutil.rmtree(_folder(register, batch), ignore_errors=True)
            yield Outcome("table", batch.name)
        if not dry_run:
            clear(register)


def _gone(batch: Batch) -> None:
    note_remains()
    batch.delete()


def _folder(register: Register, batch: Batch) -> Path:
    return register.place.folder / FOLDER / batch.folder


def _batches_of(register: Register, person: Person) -> Iterator[tuple[Batch, list[Row]]]:
    # A register that was never served in a browser has no such tables.
    if Batch._meta.db_table not in connection.introspection.table_names():
        return
    for batch in Batch.objects.order_by("pk").iterator(200):
        rows = [
            row
            for row in _rows(_folder(register, batch))
            if person.told_of_in(" ".join(row.values()))
        ]
        if rows or any(person.told_of_in(text) for text in (batch.name, batch.seen, batch.told)):
            yield batch, rows


def _rows(folder: Path) -> Iterator[Row]:
    """All rows of all tables in a batch's folder, by their heads, and other texts as one row."""
    for path in sorted(folder.rglob("*")):
        ending = path.suffix.lower()
        if ending in _TEXTS and path.is_file():
            yield {path.name: path.read_text(encoding="utf-8", errors="replace")}
        elif ending in FORMATS and path.is_file():
            yield from _of_table(path)


def _of_table(path: Path) -> Iterator[Row]:
    laid = Path(mkdtemp(prefix="aftersales-docs-table-"))
    try:
        table = open_table(path, laid)
        for one in (table, *table.others.values()):
            yield from _of_sheet(one)
    except AftersalesError:  # It can't be read as a table: as text, then.
        yield {path.name: path.read_text(encoding="utf-8", errors="replace")}
    finally:
        shutil.rmtree(laid, ignore_errors=True)


def _of_sheet(table: Table) -> Iterator[Row]:
    for row in table.rows():
        cells = [text_of(cell) for cell in row.cells]
        yield {head: text for head, text in zip(table.heads, cells, strict=False) if text}
