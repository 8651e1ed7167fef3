"""A server whose processes die again at once is begun anew, and given up when that is no help."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from aftersales_docs.desk.place import RegisterPlace
from aftersales_docs.desk.web import serving
from aftersales_docs.errors import OutputError


class Server:
    """Ends as each of ``ends`` says: by what it raises, or as it was told to."""

    def __init__(self, ends: list[Callable[[], None]]) -> None:
        self.ends = ends
        self.interrupt_signal = False

    def on_startup(self, _: object) -> None:
        """Nothing."""

    def on_shutdown(self, _: object) -> None:
        """Nothing."""

    def serve(self) -> None:
        """One run."""
        self.ends.pop(0)()


def _dies() -> None:
    sys.exit(1)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[list[Any]], Server]:
    """Serve with a server that ends in these ways; pauses take no time."""

    def run(ends: list[Any]) -> Server:
        server = Server(ends)
        monkeypatch.setattr(serving, "_server", lambda _: server)
        monkeypatch.setattr("multiprocessing.set_start_method", lambda *_, **__: None)
        serving.serve(RegisterPlace(tmp_path), serving.Listening(browser=False))
        return server

    return run


def _no_pause(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    pauses: list[float] = []

    def over(seconds: float) -> bool:
        pauses.append(seconds)
        return False

    monkeypatch.setattr(serving, "_ended_within", over)
    return pauses


def test_it_is_begun_anew(run: Callable[[list[Any]], Server], monkeypatch: Any) -> None:
    pauses = _no_pause(monkeypatch)
    assert not run([_dies, _dies, lambda: None]).ends
    assert pauses == [2, 4]


def test_it_is_given_up_in_words(run: Callable[[list[Any]], Server], monkeypatch: Any) -> None:
    pauses = _no_pause(monkeypatch)
    with pytest.raises(OutputError, match="died as often as they were started"):
        run([_dies] * 6)
    assert pauses == [2, 4, 8, 16, 30]


def test_one_that_ran_well_for_a_while_counts_anew(
    run: Callable[[list[Any]], Server], monkeypatch: Any
) -> None:
    pauses = _no_pause(monkeypatch)
    monkeypatch.setattr(serving, "_STEADY", -1)
    assert not run([_dies] * 9 + [lambda: None]).ends
    assert pauses == [2] * 9


def test_it_ends_in_a_pause_when_it_is_told_to(
    run: Callable[[list[Any]], Server], monkeypatch: Any
) -> None:
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    wait = threading.Event.wait

    def told(event: Any, seconds: float | None = None) -> bool:
        os.kill(os.getpid(), signal.SIGTERM)
        return bool(wait(event, seconds))

    monkeypatch.setattr("threading.Event.wait", told)
    try:
        run([_dies])
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
