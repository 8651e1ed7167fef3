"""The served desk lives on when a process of it dies, and ends cleanly."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from .served import Served, served

pytestmark = pytest.mark.slow


def _children(pid: int) -> list[int]:
    """The processes below ``pid``, all generations."""
    own = [
        one
        for task in Path(f"/proc/{pid}/task").glob("*/children")
        for one in task.read_text().split()
    ]
    return [one for child in map(int, own) for one in (child, *_children(child))]


def _command(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()


def _of(desk: Served, word: str) -> list[int]:
    return [one for one in _children(desk.process.pid) if word in _command(one)]


def _again(desk: Served, word: str, before: list[int]) -> None:
    until = time.monotonic() + 40
    while not set(_of(desk, word)) - set(before):
        assert time.monotonic() < until, f"no new process of {word}"
        time.sleep(0.05)


def test_a_killed_process_is_started_again_and_the_end_is_clean(tmp_path: Path) -> None:
    with served(tmp_path / "data") as desk:
        until = time.monotonic() + 30
        while not _of(desk, "web.jobs"):
            assert time.monotonic() < until
            time.sleep(0.05)
        jobs = _of(desk, "web.jobs")
        os.kill(jobs[0], signal.SIGKILL)
        _again(desk, "web.jobs", jobs)
        serving = [one for one in _of(desk, "") if "web.jobs" not in _command(one)]
        serving = [one for one in serving if "resource_tracker" not in _command(one)]
        assert len(serving) >= 2
        before = _of(desk, "")
        os.kill(serving[-1], signal.SIGKILL)
        _again(desk, "", before)
        desk.wait()
        assert desk.process.poll() is None
        below = _children(desk.process.pid)
        desk.process.send_signal(signal.SIGTERM)
        assert desk.process.wait(40) == 0
        until = time.monotonic() + 15  # What tracks their semaphores ends once all others have.
        while left := [one for one in below if Path(f"/proc/{one}").exists()]:
            assert time.monotonic() < until, [_command(one) for one in left]
            time.sleep(0.05)
    assert (tmp_path / "data" / "web-secret-key").stat().st_mode & 0o777 == 0o600
