"""Processes of the served desk killed in mid-request: what was confirmed is there, once."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from benchmarks.web_client import WebClient
from benchmarks.web_stock import issue_some

from aftersales_docs.desk.opening import Register, open_register
from aftersales_docs.desk.place import DATABASE_VARIABLE, RegisterPlace
from tests.desk import postgres

from .served import NAME, PASSWORD, Served, served
from .test_serving import _children, _command

pytestmark = pytest.mark.slow
COUNT = 60


def _kill_all(desk: Served) -> None:
    """The whole desk at once, as by a power cut."""
    for pid in (desk.process.pid, *_children(desk.process.pid)):
        os.kill(pid, signal.SIGKILL)
    desk.process.wait(20)


def _kill(desk: Served, jobs: bool) -> None:
    """The processes that serve, or the one for long jobs."""
    for pid in _children(desk.process.pid):
        if ("web.jobs" in _command(pid)) == jobs and "resource_tracker" not in _command(pid):
            os.kill(pid, signal.SIGKILL)


class Sender(threading.Thread):
    """Sends documents, each again and again until somebody says that it is sent."""

    def __init__(self, desk: list[Served], keys: list[int], client: list[WebClient]) -> None:
        super().__init__(daemon=True)
        self.desk, self.keys, self.client = desk, keys, client
        self.confirmed: list[int] = []
        self.repeated = 0

    def run(self) -> None:
        """Until all are sent."""
        for pk in self.keys:
            while not self._sent(pk):
                self.repeated += 1
                time.sleep(0.2)

    def _sent(self, pk: int) -> bool:
        try:
            status, text = self.client[0].post(f"/documents/{pk}/steps/sent/", way="letter")
        except OSError:
            return False
        if status == 302:
            self.confirmed.append(pk)
        # Told that it is sent already: the answer of before was lost, and nothing is doubled.
        return status == 302 or (status == 200 and 'class="problem' in text)


@contextmanager
def _sending(desk: list[Served], keys: list[int]) -> Iterator[list[Sender]]:
    client = WebClient(desk[0].address)
    client.log_in(NAME, PASSWORD)
    clients = [client]
    senders = [Sender(desk, keys[at::4], clients) for at in range(4)]
    for one in senders:
        one.start()
    yield senders
    for one in senders:
        one.join(120)
        assert not one.is_alive()


def _look(register: Register, keys: list[int], senders: list[Sender]) -> None:
    from aftersales_docs.desk.register.models import Document, Event
    from aftersales_docs.desk.verifying import verify

    confirmed = {pk for one in senders for pk in one.confirmed}
    sent = set(Document.objects.filter(state="sent").values_list("pk", flat=True))
    assert confirmed <= sent
    assert sent == set(keys)
    entries = Counter(Event.objects.filter(action="sent").values_list("document_id", flat=True))
    assert set(entries.values()) == {1}
    assert not [one for one in verify(register, anew=False) if one.severity.value == "error"]


def _progress(senders: list[Sender], count: int) -> None:
    until = time.monotonic() + 90
    while sum(len(one.confirmed) for one in senders) < count:
        assert time.monotonic() < until
        time.sleep(0.02)


def test_web_server_and_jobs_killed_while_people_send(tmp_path: Path) -> None:
    place = RegisterPlace(tmp_path / "data")
    keys = issue_some(place, COUNT)
    with served(place.folder) as desk, _sending([desk], keys) as senders:
        for at, jobs in enumerate((False, True, False)):
            _progress(senders, 10 * (at + 1))
            _kill(desk, jobs)
            desk.wait()
        _kill(desk, jobs=False)  # So soon after the last that the server begins anew.
        desk.wait()
    _look(open_register(place), keys, senders)


def test_all_killed_at_once_and_served_again(tmp_path: Path) -> None:
    place = RegisterPlace(tmp_path / "data")
    keys = issue_some(place, COUNT)
    with served(place.folder) as first:
        desk = [first]
        with _sending(desk, keys) as senders:
            _progress(senders, 15)
            _kill_all(first)
            with served(place.folder) as again:
                client = WebClient(again.address)
                client.log_in(NAME, PASSWORD)
                for one in senders:
                    one.client[0] = client
                for one in senders:
                    one.join(120)
    _look(open_register(place), keys, senders)


def test_the_database_stops_while_people_send(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with postgres.stoppable() as (address, stop, start):
        place = RegisterPlace(tmp_path / "data", postgres.new_database(address, "desk"))
        monkeypatch.setenv(DATABASE_VARIABLE, place.url)
        keys = issue_some(place, COUNT)
        from django.db import connection

        connection.close()
        again: Callable[[], None] = start
        with (
            served(place.folder, database=place.url) as desk,
            _sending([desk], keys) as senders,
        ):
            for count in (10, 25):
                _progress(senders, count)
                stop()
                time.sleep(0.5)
                again()
        _look(open_register(place), keys, senders)
        connection.close()
