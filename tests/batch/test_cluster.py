"""A batch on a cluster: a scheduler and two workers of this machine, one killed in mid-run."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from aftersales_docs.batch.progress import Silent
from aftersales_docs.batch.run import run
from aftersales_docs.batch.sinks import StoreSink, digest
from aftersales_docs.errors import OutputError
from tests.batch.tables import claims, defaults, job, write_csv

pytest.importorskip("distributed")
COUNT = 120


def begun(*words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "distributed.cli.dask_" + words[0], *words[1:]],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )


def address_of(scheduler: subprocess.Popen[str]) -> str:
    assert scheduler.stderr is not None
    for line in scheduler.stderr:
        if "Scheduler at:" in line:
            threading.Thread(target=scheduler.stderr.read, daemon=True).start()
            return line.split()[-1]
    raise AssertionError("the scheduler did not begin")


def worker_of(address: str, folder: Path) -> subprocess.Popen[str]:
    """A worker without a nanny: the dead stay dead."""
    worker = begun(
        "worker",
        address,
        "--nthreads",
        "1",
        "--no-nanny",
        "--no-dashboard",
        "--local-directory",
        str(folder),
    )
    assert worker.stderr is not None
    threading.Thread(target=worker.stderr.read, daemon=True).start()
    return worker


@pytest.fixture
def cluster(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[str, list[subprocess.Popen[str]]]]:
    """The address of a scheduler, and its workers, which get 32 rows at a time."""
    monkeypatch.setattr("aftersales_docs.batch.cluster._JOINED", 2)
    scheduler = begun("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
    address = address_of(scheduler)
    workers = [worker_of(address, tmp_path / "dask") for _ in range(2)]
    yield address, workers
    for process in (*workers, scheduler):
        process.kill()
        process.wait()


def when_some_are_made(folder: Path, act: Callable[[], None]) -> threading.Thread:
    """Do ``act`` beside the run, as soon as something is made and before all is."""

    def watch() -> None:
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            if len(list(folder.glob("*.docx"))) > 20:
                act()
                return
            time.sleep(0.02)

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    return thread


@pytest.mark.slow
def test_a_killed_worker_of_a_cluster_loses_nothing_and_doubles_nothing(
    cluster: tuple[str, list[subprocess.Popen[str]]], tmp_path: Path
) -> None:
    address, workers = cluster
    table = write_csv(tmp_path / "t.csv", claims(COUNT))
    common = defaults(tmp_path)
    shared, alone = tmp_path / "shared", tmp_path / "alone"
    when_some_are_made(shared, workers[0].kill)
    found = job(table, output=str(shared), formats=("docx",), defaults=common, scheduler=address)
    report = run(found, Silent())
    assert workers[0].poll() is not None
    assert (report.rows, report.made, report.failed) == (COUNT, COUNT, 0)
    run(job(table, output=str(alone), formats=("docx",), defaults=common), Silent())
    assert {path.name: path.read_bytes() for path in shared.glob("*.docx")} == {
        path.name: path.read_bytes() for path in alone.glob("*.docx")
    }
    assert not list(shared.glob("*.part"))
    # The manifest knows all of it: nothing is made a second time.
    again = job(table, output=str(shared), formats=("docx",), defaults=common, resume=True)
    assert run(again, Silent()).kept == COUNT


@pytest.mark.slow
def test_a_worker_that_came_later_takes_over_all(
    cluster: tuple[str, list[subprocess.Popen[str]]], tmp_path: Path
) -> None:
    """Those that were there when the run began are gone, with all that was handed to them."""
    address, workers = cluster
    table = write_csv(tmp_path / "t.csv", claims(COUNT))
    shared = tmp_path / "shared"

    def replaced() -> None:
        for worker in workers[:2]:
            worker.kill()
            worker.wait()
        workers.append(worker_of(address, tmp_path / "dask"))

    watch = when_some_are_made(shared, replaced)
    found = job(
        table,
        output=str(shared),
        formats=("docx",),
        defaults=defaults(tmp_path),
        scheduler=address,
    )
    report = run(found, Silent())
    watch.join()
    assert (report.rows, report.made, report.failed) == (COUNT, COUNT, 0)


@pytest.mark.slow
def test_a_cluster_writes_into_a_store(
    cluster: tuple[str, list[subprocess.Popen[str]]], tmp_path: Path
) -> None:
    address, _ = cluster
    table = write_csv(tmp_path / "t.csv", claims(20))
    store = tmp_path / "store"
    found = job(
        table,
        output=f"file://{store}",
        formats=("docx",),
        scheduler=address,
        defaults=defaults(tmp_path),
        state=tmp_path / "state",
    )
    report = run(found, Silent())
    assert report.made == 20
    assert len(list(store.glob("*.docx"))) == 20
    assert (tmp_path / "state" / "report.json").exists()
    with pytest.raises(OutputError, match="exists already"):
        run(found, Silent())


def test_a_store_without_a_folder_to_remember_in_is_refused(tmp_path: Path) -> None:
    table = write_csv(tmp_path / "t.csv", claims(1))
    with pytest.raises(OutputError, match="--state"):
        run(job(table, output="memory://x"), Silent())


def test_a_scheduler_that_is_not_there_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aftersales_docs.batch.cluster._SECONDS", 1)
    table = write_csv(tmp_path / "t.csv", claims(1))
    found = job(table, defaults=defaults(tmp_path), scheduler="tcp://127.0.0.1:9")
    with pytest.raises(OutputError) as caught:
        run(found, Silent())
    assert [problem.code for problem in caught.value.problems] == ["no-scheduler"]


def test_a_store_keeps_and_tells_what_it_has() -> None:
    sink = StoreSink("memory://batch")
    sink.put("a.docx", b"content")
    assert sink.holds("a.docx", digest(b"content"))
    assert not sink.holds("a.docx", digest(b"other"))
    assert not sink.holds("b.docx", digest(b"content"))
