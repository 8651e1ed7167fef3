"""Where a batch lies: its table and what goes with it in ``in``, what is made in ``out``."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from django.http import Http404, HttpRequest

from ....batch.tables import FORMATS
from ...accounts.rights import narrowed
from ...bulk.models import Batch
from ...bulk.persons import FOLDER
from ...chain import text_of
from ...house.facts import path_now
from ..signed_in import person_of
from ..starting import the_place

IN, OUT, ARCHIVE, PRINT, DEFAULTS = "in", "out", "documents.zip", "print.pdf", "defaults.yaml"
HOUSE: Final = "house.yaml"
TEMPLATES: Final = "own-templates.txt"
KEPT_DAYS: Final = 14


def root() -> Path:
    """The folder of all batches, for the owner of the data folder alone."""
    folder = the_place().folder / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def folder_of(batch: Batch) -> Path:
    """The folder of a batch."""
    return root() / batch.folder


def table_of(batch: Batch) -> Path:
    """The table as it stands now."""
    return folder_of(batch) / IN / batch.name


def errors_of(batch: Batch) -> Path | None:
    """The table of failed rows of the last run, if any failed."""
    found = sorted((folder_of(batch) / OUT).glob("errors*"))
    wanted = [one for one in found if one.suffix in FORMATS and one.stem.count(".") == 0]
    return wanted[-1] if wanted else None


def house_of(batch: Batch) -> Path | None:
    """The house file that came with the table, that in force, or that in the data folder."""
    own = folder_of(batch) / IN / HOUSE
    there = own if own.is_file() else path_now(the_place())
    usual = the_place().folder / HOUSE
    return there or (usual if usual.is_file() else None)


def removed(batch: Batch) -> None:
    """Take a batch away, with everything that came in and was made."""
    shutil.rmtree(folder_of(batch), ignore_errors=True)
    batch.delete()


def forget_old() -> None:
    """Take away what is older than it is kept; it holds personal data."""
    since = text_of(datetime.now(UTC) - timedelta(days=KEPT_DAYS))
    for one in Batch.objects.filter(made_at__lt=since):
        if not one.busy:
            removed(one)


def the_batch(request: HttpRequest, pk: int) -> Batch:
    """The batch of that key.

    Raises:
        Http404: there is none, or it is of a department or office in which this person
            writes nothing.

    """
    found = narrowed(Batch.objects.all(), person_of(request), "write").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
