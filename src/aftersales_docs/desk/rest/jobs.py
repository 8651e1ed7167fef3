"""Many documents in one go: handed in, asked after, fetched."""

from __future__ import annotations

import json
import secrets
from http import HTTPStatus
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from ninja import Router

from ...errors import Problem, worded
from ...messages import current
from ..chain import now
from ..web.starting import the_register
from ..writing import written
from . import answers, examples, works
from .access import key_of, need_kind
from .bodies import body_of, kind_named
from .models import FINISHED, WAITING, Job
from .parameters import JobForm, JobId, Kind
from .problems import ApiError
from .rendering import attached
from .replies import answered
from .tasks import make_job, result_of

router: Final = Router(tags=["jobs"])
MOST: Final = 1000
ADDRESS: Final = "/api/v1/jobs"


@router.post(
    "/documents/{kind}/jobs",
    response=answers.OF_NEW_JOB,
    operation_id="start_job",
    summary="Make many documents",
    openapi_extra=examples.lines_body(works.HEADER),
)
def start(request: HttpRequest, kind: Kind, format: JobForm = "zip") -> HttpResponse:  # noqa: A002
    """Make a document of each line of JSON Lines; ask for the job until it is finished.

    Nothing is kept in the register and no number is given. The archive is there for seven days.
    """
    need_kind(request, "write", kind_named(kind))
    lines = _lines(request)
    name, digest = works.named(request) or None, works.digest_of(request)

    def work() -> Job:
        there = name and Job.objects.filter(key=key_of(request), work=name).first()
        if there:
            return there
        job = Job.objects.create(
            key=key_of(request),
            public=secrets.token_hex(16),
            kind=kind,
            work=name,
            digest=digest,
            format=format,
            lang=current(),
            state=WAITING,
            inputs="\n".join(lines),
            total=len(lines),
            made_at=now(),
        )
        make_job.enqueue(job.pk)
        return job

    job = written(the_register(), work)
    if job.digest != digest:
        raise works.another()
    answer = answered(_row(job), HTTPStatus.ACCEPTED)
    answer["Location"] = f"{ADDRESS}/{job.public}"
    return answer


def _lines(request: HttpRequest) -> list[str]:
    media = (request.content_type or "").lower()
    if media not in ("application/x-ndjson", "application/jsonl"):
        raise ApiError(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            Problem(
                "media-type",
                worded("content of the type '{media}' is not taken.", media=media[:100]),
                "Send application/x-ndjson: an input on each line.",
            ),
        )
    try:
        text = body_of(request).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ApiError(
            HTTPStatus.BAD_REQUEST,
            Problem("no-utf8", "the content is not UTF-8 text.", "Send it as UTF-8."),
        ) from error
    # Not splitlines(): JSON may hold U+2028 and the like as they are.
    lines = [line.strip("\r\t ") for line in text.split("\n")]
    lines = [line for line in lines if line]
    if not 1 <= len(lines) <= MOST:
        raise ApiError(
            HTTPStatus.UNPROCESSABLE_ENTITY,
            Problem(
                "lines",
                worded("a job has 1 to {most} inputs.", most=MOST),
                "Put each on a line of its own, and more of them into another job.",
            ),
        )
    return lines


@router.get("/jobs/{job}", response=answers.OF_JOB, operation_id="job", summary="Ask after a job")
def show(request: HttpRequest, job: JobId) -> HttpResponse:
    """Tell how far a job is; once it is finished, what became of each line."""
    return answered(_row(_the_job(request, job)))


@router.get(
    "/jobs/{job}/result",
    response=answers.OF_RESULT,
    operation_id="job_result",
    summary="Fetch the documents",
)
def result(request: HttpRequest, job: JobId) -> HttpResponse:
    """Fetch the documents of a finished job as a ZIP."""
    found = _the_job(request, job)
    if found.state != FINISHED:
        raise ApiError(
            HTTPStatus.CONFLICT,
            Problem("job-not-finished", "the job is not finished.", "Ask again later."),
            {"Retry-After": "5"},
        )
    try:
        content = result_of(found.public).read_bytes()
    except OSError as error:
        raise ApiError(
            HTTPStatus.NOT_FOUND,
            Problem(
                "job-result-gone",
                "the documents of the job are not kept any more.",
                "Start a new job.",
            ),
        ) from error
    return attached(f"{found.kind}-{found.public[:8]}.zip", content)


def _the_job(request: HttpRequest, public: str) -> Job:
    found = Job.objects.filter(key=key_of(request), public=public).first()
    if found is None:
        raise ApiError(
            HTTPStatus.NOT_FOUND,
            Problem(
                "no-such-job", "there is no such job of this key.", "Look at what began it gave."
            ),
        )
    need_kind(request, "write", found.kind)
    return found


def _row(job: Job) -> dict[str, Any]:
    outcomes = json.loads(job.outcomes)
    address = f"{ADDRESS}/{job.public}/result"
    return {
        "id": job.public,
        "kind": job.kind,
        "state": job.state,
        "total": job.total,
        "done": job.done,
        "failed": sum(not one["ok"] for one in outcomes),
        "made_at": job.made_at,
        "finished_at": job.finished_at,
        "result": address if job.state == FINISHED else None,
        "outcomes": outcomes,
    }
