"""A batch on a cluster: a scheduler and two workers of this machine, one killed in mid-run."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from aftersales_docs.batch.progress import Silent
from aftersales_docs.batch.run import run
from aftersales_docs.batch.sinks import StoreSink, digest
from aftersales_docs.errors import OutputError
from tests.batch.tables import claims, defaults, job, write_csv

pytest.importorskip("distributed")
COUNT = 400


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


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[str]]]]:
    """The address of a scheduler, and its workers, each without a nanny: the dead stay dead."""
    scheduler = begun("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
    address = address_of(scheduler)
    workers = [
        begun(
            "worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard",
            "--local-directory", str(tmp_path / "dask"),
        )
        for _ in range(2)
    ]  # fmt: skip
    for worker in workers:
        assert worker.stderr is not None
        threading.Thread(target=worker.stderr.read, daemon=True).start()
    yield address, workers
    for process in (*workers, scheduler):
        process.kill()
        process.wait()


def killed_in_mid_run(folder: Path, workers: list[subprocess.Popen[str]], end: str) -> None:
    """Kill the first worker as soon as something is made, and before all is."""

    def watch() -> None:
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            there = len(list(folder.glob(f"*{end}"))) if folder.exists() else 0
            if there > 20:
                workers[0].send_signal(signal.SIGKILL)
                return
            time.sleep(0.05)

    threading.Thread(target=watch, daemon=True).start()


@pytest.mark.slow
def test_a_killed_worker_of_a_cluster_loses_nothing_and_doubles_nothing(
    cluster: tuple[str, list[subprocess.Popen[str]]], tmp_path: Path
) -> None:
    address, workers = cluster
    table = write_csv(tmp_path / "t.csv", claims(COUNT))
    common = defaults(tmp_path)
    shared, alone = tmp_path / "shared", tmp_path / "alone"
    killed_in_mid_run(shared, workers, ".docx")
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
def test_a_cluster_writes_into_a_store(
    cluster: tuple[str, list[subprocess.Popen[str]]], tmp_path: Path
) -> None:
    address, _ = cluster
    table = write_csv(tmp_path / "t.csv", claims(20))
    store = tmp_path / "store"
    found = job(table, output=f"file://{store}", formats=("docx",), scheduler=address,
                defaults=defaults(tmp_path), state=tmp_path / "state")  # fmt: skip
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
