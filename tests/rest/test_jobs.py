"""Many documents in one go."""

from __future__ import annotations

import io
import json
import os
import time
import zipfile
from typing import Any

import pytest

from aftersales_docs.desk.opening import Register
from aftersales_docs.desk.rest import examples
from aftersales_docs.desk.rest.models import WAITING, Job
from aftersales_docs.desk.rest.tasks import KEPT_DAYS, make_job, result_of

from .conftest import Caller, token
from .test_documents import code_of

KIND = "completion-certificate"


def start(caller: Caller, *inputs: Any, name: str = "", form: str = "pdf") -> Any:
    body = "\n".join(one if isinstance(one, str) else json.dumps(one) for one in inputs)
    heads = {"idempotency-key": name} if name else {}
    return caller.post(
        f"documents/{KIND}/jobs?format={form}",
        body,
        content_type="application/x-ndjson",
        headers=heads,
    )


def done(job: str) -> None:
    make_job.call(Job.objects.get(public=job).pk)


def test_good_lines_are_made_and_bad_ones_told(register: Register) -> None:
    caller = Caller(token(register, "write"), "de")
    good = examples.example(KIND)
    begun = start(caller, good, {"lang": "xx"}, "{", good, form="zip")
    assert begun.status_code == 202, begun.content
    job = begun.json()["id"]
    assert (begun.json()["state"], begun.json()["total"]) == ("waiting", 4)
    early = caller.get(f"jobs/{job}/result")
    assert (early.status_code, code_of(early)) == (409, "job-not-finished")
    done(job)
    found = caller.get(f"jobs/{job}").json()
    assert (found["state"], found["done"], found["failed"]) == ("finished", 4, 2)
    assert [one["ok"] for one in found["outcomes"]] == [True, False, False, True]
    assert (
        "gibt es" in json.dumps(found["outcomes"][1], ensure_ascii=False)
        or (found["outcomes"][1]["problems"])
    )
    archive = zipfile.ZipFile(io.BytesIO(caller.client.get(found["result"]).content))
    named = [name for one in found["outcomes"] for name in one["files"]]
    assert archive.namelist() == named
    assert len(named) == 4
    assert Job.objects.get().inputs == "", "what was sent is not kept"


def test_a_job_is_its_keys_alone_and_begun_once(register: Register, caller: Caller) -> None:
    good = examples.example(KIND)
    one, again = start(caller, good, name="x"), start(caller, good, name="x")
    assert one.json()["id"] == again.json()["id"]
    assert Job.objects.count() == 1
    changed = start(caller, good, good, name="x")
    assert (changed.status_code, code_of(changed)) == (422, "idempotency-key-used")
    other = Caller(token(register, "write"))
    assert other.get(f"jobs/{one.json()['id']}").status_code == 404
    assert other.get(f"jobs/{one.json()['id']}/result").status_code == 404


def test_a_job_that_was_cut_off_is_begun_anew(caller: Caller) -> None:
    job = start(caller, examples.example(KIND)).json()["id"]
    Job.objects.update(state="running", done=1)
    done(job)
    first = result_of(job).read_bytes()
    Job.objects.update(state=WAITING, inputs=json.dumps(examples.example(KIND)))
    done(job)
    assert result_of(job).read_bytes() == first


def test_archives_go_after_a_week(caller: Caller) -> None:
    job = start(caller, examples.example(KIND)).json()["id"]
    done(job)
    old = time.time() - (KEPT_DAYS + 1) * 24 * 3600
    os.utime(result_of(job), (old, old))
    done(start(caller, examples.example(KIND)).json()["id"])
    gone = caller.get(f"jobs/{job}/result")
    assert (gone.status_code, code_of(gone)) == (404, "job-result-gone")


@pytest.mark.parametrize(
    ("body", "media", "status"),
    [
        ("\n", "application/x-ndjson", 422),
        ("{}\n" * 1001, "application/x-ndjson", 422),
        (b"\xff", "application/x-ndjson", 400),
        ("{}", "application/json", 415),
    ],
)
def test_what_can_be_no_job_is_refused(caller: Caller, body: Any, media: str, status: int) -> None:
    answer = caller.post(f"documents/{KIND}/jobs", body, content_type=media)
    assert answer.status_code == status
    assert not Job.objects.exists()
