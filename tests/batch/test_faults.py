"""Whatever happens to a batch, no document is lost, doubled or half written."""

from __future__ import annotations

import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from aftersales_docs.batch import pool
from aftersales_docs.batch import run as run_module
from aftersales_docs.batch.progress import Silent
from aftersales_docs.batch.run import run
from aftersales_docs.batch.sinks import LocalSink
from aftersales_docs.batch.state import FOLDER
from aftersales_docs.errors import OutputError
from tests.batch.sinks import Deadly
from tests.batch.tables import claims, defaults, job, write_csv
from tests.forked import Forked, command_line

KILLS = 20
MANY = 1200  # However late a busy machine lets us interrupt, not all are made.


def documents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.docx")}


def with_sink(monkeypatch: pytest.MonkeyPatch, make: Callable[[LocalSink], Any]) -> None:
    """Let the run keep its documents by another sink."""
    usual = run_module._Run._sink

    def sink(self: Any) -> Any:
        found = usual(self)
        assert isinstance(found, LocalSink)
        return make(found)

    monkeypatch.setattr(run_module._Run, "_sink", sink)


@pytest.mark.wide
def test_a_killed_worker_loses_no_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_sink(monkeypatch, lambda inner: Deadly(inner, "KD-00005", tmp_path / "dead"))
    table = write_csv(tmp_path / "t.csv", claims(40))
    report = run(job(table, workers=2, formats=("docx",), defaults=defaults(tmp_path)), Silent())
    assert (tmp_path / "dead").exists()
    assert (report.made, report.failed) == (40, 0)
    assert len(documents(tmp_path / "out")) == 40


@pytest.mark.wide
def test_workers_are_replaced_before_they_grow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "ROWS_A_WORKER", 16)
    began: list[object] = []
    usual = pool.Pool._start
    monkeypatch.setattr(pool.Pool, "_start", lambda self: (began.append(None), usual(self))[1])
    table = write_csv(tmp_path / "t.csv", claims(40))
    report = run(job(table, workers=1, formats=("docx",), defaults=defaults(tmp_path)), Silent())
    assert report.made == 40
    assert len(began) == 3


@pytest.mark.wide
def test_a_row_that_kills_each_time_is_told_and_the_others_are_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_sink(monkeypatch, lambda inner: Deadly(inner, "KD-00005"))
    table = write_csv(tmp_path / "t.csv", claims(20))
    report = run(job(table, workers=1, formats=("docx",), defaults=defaults(tmp_path)), Silent())
    assert (report.made, report.failed) == (19, 1)
    assert report.errors["worker-died"].rows == [6]


def test_a_full_disk_stops_the_run_with_one_message_and_can_be_taken_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = write_csv(tmp_path / "t.csv", claims(20))
    common = defaults(tmp_path)
    with monkeypatch.context() as patched:
        with_sink(patched, lambda inner: Deadly(inner, "KD-00012", full=True))
        with pytest.raises(OutputError) as caught:
            run(job(table, workers=1, formats=("docx",), defaults=common), Silent())
    assert [problem.code for problem in caught.value.problems] == ["output"]
    assert "No space left" in str(caught.value)
    found = job(table, workers=1, formats=("docx",), defaults=common, resume=True)
    report = run(found, Silent())
    assert report.made + report.kept == 20
    assert len(documents(tmp_path / "out")) == 20


POISON: dict[str, dict[str, str]] = {
    "ten megabytes of text": {"claim.defect": "x" * 10_000_000},
    "a formula": {"claim.defect": "=cmd|'/c calc'!A0 ist kaputt."},
    "a fact that is not there": {"contact": "@contacts.nobody"},
    "a control character": {"claim.defect": "a\x07b"},
    "reordering": {"claim.defect": "a\u202eb"},
    "half a letter": {"claim.defect": "\ufffe"},
    "deep brackets": {"contact": "[" * 5000},
    "markup": {"claim.defect": "<w:p>&{{ 7*7 }}</w:p>"},
}


@pytest.mark.wide
@pytest.mark.parametrize("name", POISON)
def test_a_poisoned_row_hurts_itself_only(name: str, tmp_path: Path) -> None:
    rows = claims(3)
    rows[1].update(POISON[name])
    table = write_csv(tmp_path / "t.csv", rows)
    report = run(job(table, workers=1, formats=("docx",), defaults=defaults(tmp_path)), Silent())
    assert report.made == (3 if name in {"a formula", "markup"} else 2), report.errors
    assert "unexpected" not in report.errors
    assert {"KD-00001.docx", "KD-00003.docx"} <= set(documents(tmp_path / "out"))


COMMAND = [sys.executable, "-c", "from aftersales_docs.cli import main; main()", "batch"]


def words(folder: Path, *more: str) -> list[str]:
    return [
        *(str(folder / "t.csv"), "--kind", "claim-response", "-f", "docx"),
        *("--defaults", str(folder / "defaults.yaml"), "-o", str(folder / "out"), *more),
    ]


def started(folder: Path, *more: str, **how: Any) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*COMMAND, *words(folder, *more)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
        **how,
    )


def _forked(folder: Path, *more: str) -> Forked:
    return Forked(command_line, "batch", *words(folder, *more), alone=True)


def _wait_for_more(process: Forked, folder: Path, before: int) -> None:
    while process.poll() is None and len(list(folder.glob("*.docx"))) <= before:
        time.sleep(0.02)


@pytest.mark.slow
def test_killed_twenty_times_the_outcome_is_the_same(tmp_path: Path) -> None:
    count = 120
    calm, wild = tmp_path / "calm", tmp_path / "wild"
    for folder in (calm, wild):
        folder.mkdir()
        defaults(folder)
        write_csv(folder / "t.csv", claims(count))
    assert _forked(calm, "--zip", str(calm / "all.zip")).wait(600) == 0
    dice = random.Random(15)  # noqa: S311 (moments, not secrets)
    kills = 0
    while kills < KILLS:
        before = len(list((wild / "out").glob("*.docx")))
        process = _forked(wild, "--resume")
        try:
            # At any moment of its start, or while it makes documents.
            moment = dice.uniform(0.0, 1.2)
            if dice.random() < 0.7:
                _wait_for_more(process, wild / "out", before)
                moment /= 3
            process.wait(moment)
        except subprocess.TimeoutExpired:
            # With its workers, or alone.
            kills += process.kill(group=dice.random() < 0.5)
        there = sorted((wild / "out").glob("*.docx"))
        lost = count // 2 if len(there) == count else 0 if kills % 4 else 5
        for path in dice.sample(there, min(lost, len(there))):
            path.unlink() if dice.random() < 0.5 else path.write_bytes(b"")
    last = _forked(wild, "--resume", "--zip", str(wild / "all.zip"))
    assert last.wait(600) == 0, last.communicate()
    assert documents(wild / "out") == documents(calm / "out")
    assert (wild / "all.zip").read_bytes() == (calm / "all.zip").read_bytes()
    assert not list((wild / "out" / FOLDER / "parts").glob("*"))


@pytest.mark.slow
def test_an_interrupted_run_says_how_to_go_on(tmp_path: Path) -> None:
    defaults(tmp_path)
    write_csv(tmp_path / "t.csv", claims(MANY))

    def interruptible() -> None:
        """What a shell starts in the background is not, and passes that on."""
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    process = started(tmp_path, preexec_fn=interruptible)
    deadline = time.monotonic() + 60
    while not list((tmp_path / "out").glob("*.docx")) and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    assert process.wait(60) == 130
    assert 0 < len(documents(tmp_path / "out")) < MANY


@pytest.mark.slow
def test_a_file_that_may_grow_no_more_is_as_a_full_disk(tmp_path: Path) -> None:
    defaults(tmp_path)
    write_csv(tmp_path / "t.csv", claims(4))

    def little() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (6000, 6000))

    process = started(tmp_path, preexec_fn=little)
    _, said = process.communicate(timeout=120)
    assert process.returncode == 1, said
    assert b"Traceback" not in said, said
    assert b"--resume" in said
    assert documents(tmp_path / "out") == {}
    assert started(tmp_path, "--resume").wait(120) == 0
    assert len(documents(tmp_path / "out")) == 4


def test_a_row_that_wants_more_memory_than_a_worker_has_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_sink(monkeypatch, lambda inner: Deadly(inner, "KD-00002", hungry=True))
    table = write_csv(tmp_path / "t.csv", claims(3))
    report = run(job(table, workers=1, formats=("docx",), defaults=defaults(tmp_path)), Silent())
    assert (report.made, report.failed) == (2, 1)
    assert report.errors["out-of-memory"].rows == [3]
