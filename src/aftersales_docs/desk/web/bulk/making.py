"""The job that makes the documents of a table; begun anew, it goes on where it was."""

from __future__ import annotations

import json
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from django_tasks import task

from ....batch.job import Job
from ....batch.run import run
from ....errors import AftersalesError
from ....kinds import KINDS
from ....messages import current, speaking
from ....messages.choice import ENGLISH, known
from ...bulk.models import BUSY, DONE, REFUSED, STOPPED, WAITING, WORKING, Batch
from ...chain import now
from ...house.in_use import folder_now
from ...writing import written
from ..starting import the_place, the_register
from .looking import column_map
from .places import ARCHIVE, DEFAULTS, IN, OUT, PRINT, TEMPLATES, folder_of, house_of, table_of

_EVERY: Final = 1.0
_WORKERS: Final = 2


def begun(batch: Batch) -> bool:
    """Let a job make the documents; ``False`` where one is at it already."""
    fields = {"state": WAITING, "stop": False, "ready": 0, "failed": 0, "told": "{}"}
    free = Batch.objects.filter(pk=batch.pk).exclude(state__in=BUSY)
    if not written(the_register(), lambda: free.update(**fields)):
        return False
    make.enqueue(batch.pk)
    return True


@task()  # type: ignore[untyped-decorator,unused-ignore]
def make(pk: int) -> None:
    """Make what is missing of a batch, and say what came of it."""
    batch = Batch.objects.filter(pk=pk, state__in=BUSY).first()
    if batch is None:  # It was taken away in the meantime, or is done.
        return
    _say(batch, state=WORKING, began_at=now())
    with speaking(known(batch.lang) or ENGLISH):
        told, state = _made(batch)
    if Batch.objects.filter(pk=pk, stop=True).exists() and state != REFUSED:
        state = STOPPED
    _say(batch, state=state, told=json.dumps(told, ensure_ascii=False), ended_at=now())


def _made(batch: Batch) -> tuple[dict[str, Any], str]:
    try:
        report = run(_job(batch), _Told(batch))
    except AftersalesError as error:
        lines = [one.in_language(current(), "form") for one in error.problems]
        return {"problems": [f"{one.message} {one.cure}".strip() for one in lines]}, REFUSED
    told = report.told()
    told["outputs"] = [Path(one).name for one in report.outputs]
    told.pop("table", None)
    told.pop("failed_rows", None)
    return told, DONE


def _job(batch: Batch) -> Job:
    folder = folder_of(batch)
    defaults = folder / IN / DEFAULTS
    out = folder / OUT
    out.mkdir(exist_ok=True)
    return Job(
        table_of(batch),
        KINDS[batch.kind],
        str(out),
        columns=column_map(batch),
        defaults=defaults if defaults.is_file() else None,
        house=house_of(batch),
        own_templates=_templates_of(batch),
        resume=True,
        workers=_WORKERS,
        archive=folder / ARCHIVE,
        merged=folder / PRINT,
    )


def _templates_of(batch: Batch) -> Path | None:
    """The templates of the house that were in force when the batch was first made.

    A run that was cut off goes on with the same, whatever came into force since.
    """
    kept = folder_of(batch) / TEMPLATES
    if not kept.exists():
        kept.write_text(str(folder_now(the_place()) or ""), encoding="utf-8")
    named = kept.read_text(encoding="utf-8")
    return Path(named) if named else None


def _say(batch: Batch, **fields: Any) -> None:
    written(the_register(), lambda: Batch.objects.filter(pk=batch.pk).update(**fields))


class _Told:
    """Progress as the page of the batch shows it; ends the run when somebody stopped it."""

    def __init__(self, batch: Batch) -> None:
        self.batch, self.ready, self.failed, self.said = batch, 0, 0, 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        _say(self.batch, ready=self.ready, failed=self.failed)

    def begin(self, total: int) -> None:
        """``total`` rows are to be made."""
        _say(self.batch, rows=total)

    def advance(self, done: int, failed: int) -> None:
        """So many more rows are done, ``failed`` of them without success."""
        self.ready += done
        self.failed += failed
        if time.monotonic() - self.said < _EVERY:
            return
        self.said = time.monotonic()
        _say(self.batch, ready=self.ready, failed=self.failed)
        wanted = Batch.objects.filter(pk=self.batch.pk).values_list("stop", flat=True).first()
        if wanted is not False:  # Stopped, or taken away.
            raise KeyboardInterrupt
