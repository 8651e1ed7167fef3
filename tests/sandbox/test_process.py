"""The guarded process: answers, errors, limits, and that it goes on after a stop."""

from __future__ import annotations

import os
import pty
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from aftersales_docs import sandbox
from aftersales_docs.errors import DataError, LibraryError, Problem
from aftersales_docs.sandbox import process as client

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    limits = sandbox.Limits(seconds=2, waiting=6, memory=2**30, answer=2**20)
    monkeypatch.setattr(client, "LIMITS", dict.fromkeys(client.LIMITS, limits))


def twice(number: int) -> int:
    return 2 * number


def busy() -> None:
    while True:
        pass


def asleep() -> None:
    time.sleep(60)


def hungry() -> int:
    return len(bytearray(4 * 2**30))


def talkative(size: int) -> str:
    print("noise on standard output")
    return "x" * size


def wrong() -> None:
    raise DataError(Problem("a-code", "a message.", "a cure.", "field"))


def broken() -> None:
    raise KeyError("inside")


def dying() -> None:
    os._exit(3)


def where() -> int:
    return os.getpid()


def test_it_answers_from_another_process() -> None:
    assert sandbox.run(twice, 21) == 42
    assert sandbox.run(where) != os.getpid()


@pytest.mark.own_words
def test_errors_come_through_as_they_were() -> None:
    with pytest.raises(DataError) as caught:
        sandbox.run(wrong)
    assert caught.value.problems == (Problem("a-code", "a message.", "a cure.", "field"),)


@pytest.mark.parametrize(
    ("function", "code"),
    [
        (busy, "template-too-slow"),
        (asleep, "template-too-slow"),
        (hungry, "template-too-large"),
        (broken, "template-failed"),
        (dying, "template-failed"),
    ],
)
def test_what_goes_wrong_is_told_and_the_next_call_works(function: object, code: str) -> None:
    with pytest.raises(LibraryError) as caught:
        sandbox.run(function)  # type: ignore[arg-type]
    assert caught.value.problems[0].code == code
    assert caught.value.problems[0].cure
    assert sandbox.run(twice, 1) == 2


def temporary() -> str:
    return tempfile.mkdtemp()


def test_what_it_leaves_behind_goes_with_it() -> None:
    left = Path(sandbox.run(temporary))
    assert left.is_dir()
    with pytest.raises(LibraryError):
        sandbox.run(dying)
    assert not left.exists()


def test_noise_does_not_get_between_the_answers() -> None:
    assert sandbox.run(talkative, 10) == "x" * 10


def test_an_answer_has_a_size() -> None:
    with pytest.raises(LibraryError):
        sandbox.run(talkative, 2**21)


def test_threads_wait_for_each_other() -> None:
    found: list[int] = []
    threads = [
        threading.Thread(target=lambda n=n: found.append(sandbox.run(twice, n))) for n in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [2 * n for n in range(8)]


def test_a_fork_gets_a_process_of_its_own() -> None:
    mine = sandbox.run(where)
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(write, str(sandbox.run(where)).encode())
        client.close()
        os._exit(0)
    os.waitpid(child, 0)
    theirs = int(os.read(read, 20))
    assert theirs != mine
    assert sandbox.run(where) == mine


def echo() -> object:
    return subprocess.run(["/bin/echo", "x"], check=True)


def shell() -> object:
    return os.system("true")  # noqa: S605


def library() -> object:
    import ctypes

    return ctypes.CDLL(None)


def terminal() -> object:
    return pty.spawn("/bin/true")


def connect() -> object:
    return socket.socket()


def spawned() -> object:
    return os.spawnv(os.P_WAIT, "/bin/true", ["true"])  # noqa: S606


def killed() -> object:
    return os.kill(os.getppid(), 0)


OTHER_PROGRAMS = (echo, shell, terminal, connect, spawned, killed)


@pytest.mark.parametrize("way", [*OTHER_PROGRAMS, library])
def test_a_way_out_of_a_template_leads_to_no_other_program(way: Callable[[], object]) -> None:
    assert sandbox.run(twice, 1) == 2
    with pytest.raises(LibraryError) as caught:
        sandbox.run(way)
    assert caught.value.problems[0].code == "template-failed"


@pytest.mark.parametrize("way", OTHER_PROGRAMS)
def test_nor_does_a_way_out_of_a_file_that_is_read(way: Callable[[], object]) -> None:
    with pytest.raises(DataError) as caught:
        sandbox.run_reader(way)
    assert caught.value.problems[0].code == "file-failed"


@pytest.mark.parametrize(
    ("function", "code"),
    [(busy, "file-too-slow"), (hungry, "file-too-large"), (broken, "file-failed")],
)
def test_reading_has_limits_and_words_of_its_own(
    function: Callable[[], object], code: str
) -> None:
    with pytest.raises(DataError) as caught:
        sandbox.run_reader(function)
    assert caught.value.problems[0].code == code
    assert "template" not in str(caught.value)
    assert "KeyError" not in str(caught.value)
    assert sandbox.run_reader(twice, 1) == 2
