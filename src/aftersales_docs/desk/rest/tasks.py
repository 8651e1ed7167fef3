"""Long jobs, done by the desk's worker: many documents of one kind, as one archive."""

from __future__ import annotations

import json
import logging
import time
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, cast

from django_tasks import task

from ...errors import AftersalesError, Problem
from ...messages import speaking
from ...messages.choice import ENGLISH, known
from ..chain import now, text_of
from ..house.in_use import folder_now
from ..web.starting import the_place, the_register
from ..writing import written
from .bodies import laid_out
from .models import FINISHED, RUNNING, Job
from .persons import archive_of
from .problems import ApiError, problem_as_data
from .rendering import Wanted, formats_of, rendered

KEPT_DAYS: Final = 7
_LOG: Final = logging.getLogger(__name__)
_EVERY: Final = 1.0
_DAY: Final = (1980, 1, 1, 0, 0, 0)
_BROKEN: Final = Problem("broken", "something broke that should not.", "Tell who runs the desk.")


def result_of(public: str) -> Path:
    """Where the archive of a job lies, or would."""
    return archive_of(the_place().folder, public)


@task()
def make_job(pk: int) -> None:
    """Make all documents of a job; begun anew, it makes the same."""
    sweep()
    job = Job.objects.filter(pk=pk).exclude(state=FINISHED).first()
    if job is None:
        return
    _change(job, state=RUNNING, done=0)
    outcomes: list[dict[str, Any]] = []
    path = result_of(job.public)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    part = path.with_suffix(".part")
    said = time.monotonic()
    with speaking(known(job.lang) or ENGLISH), zipfile.ZipFile(part, "w") as archive:
        for outcome in _outcomes(job, archive):
            outcomes.append(outcome)
            if time.monotonic() - said > _EVERY:
                said = time.monotonic()
                _change(job, done=len(outcomes))
    part.replace(path)
    # What was sent tells of persons, and is not needed any more.
    _change(
        job,
        state=FINISHED,
        done=len(outcomes),
        inputs="",
        outcomes=json.dumps(outcomes, ensure_ascii=False),
        finished_at=now(),
    )


def _outcomes(job: Job, archive: zipfile.ZipFile) -> Iterator[dict[str, Any]]:
    own = folder_now(the_place())
    for place, line in enumerate(job.inputs.split("\n"), 1):
        outcome: dict[str, Any] = {"line": place, "ok": False, "files": [], "problems": []}
        try:
            with laid_out(job.kind, line.encode(), {}) as sent:
                made = rendered(sent, formats_of(cast("Wanted", job.format)), (), own)
        except AftersalesError as error:
            outcome["problems"] = [problem_as_data(one) for one in error.problems]
        except ApiError as error:
            outcome["problems"] = [problem_as_data(error.problem)]
        except Exception as error:  # (one input must not take the others with it)
            _LOG.log(
                logging.ERROR, "line %s of job %s: %s", place, job.public, type(error).__name__
            )
            outcome["problems"] = [problem_as_data(_BROKEN)]
        else:
            outcome["ok"] = True
            outcome["problems"] = [problem_as_data(one) for one in made.problems]
            for name, content in made.files.items():
                named = f"{place:04}-{name}"
                archive.writestr(zipfile.ZipInfo(named, _DAY), content, zipfile.ZIP_DEFLATED)
                outcome["files"].append(named)
        yield outcome


def _change(job: Job, **values: Any) -> None:
    written(the_register(), lambda: Job.objects.filter(pk=job.pk).update(**values))


def sweep() -> None:
    """Take away jobs and their archives that were kept long enough."""
    since = text_of(datetime.now(UTC) - timedelta(days=KEPT_DAYS))
    old = Job.objects.filter(state=FINISHED, finished_at__lt=since)
    if old.exists():
        written(the_register(), old.delete)
    oldest = time.time() - KEPT_DAYS * 24 * 3600
    for path in result_of("").parent.glob("*.*"):
        with suppress(OSError):
            if path.stat().st_mtime < oldest:
                path.unlink()
