"""Many processes at once, killed at random and in every step: no gap, no double, nothing lost."""

from __future__ import annotations

import os
import time

import pytest

from aftersales_docs.desk.faults import DRAFT_POINTS, POINTS
from aftersales_docs.desk.numbers import set_pattern
from aftersales_docs.desk.opening import Register, open_register
from aftersales_docs.desk.place import RegisterPlace
from aftersales_docs.desk.store import FileStore
from tests.forked import Forked

from . import draft_worker, worker
from .orders import KIND

_KILLED = -9
OFFICES = ("nord", "sued")


def _start(place: RegisterPlace, name: str, count: int, *more: str) -> Forked:
    return Forked(worker.main, place.folder, name, count, *more)


def _seqs() -> list[int]:
    from aftersales_docs.desk.register.models import Document

    numbers = Document.objects.order_by("pk").values_list("number", flat=True)
    return sorted(int(one.rsplit("-", 1)[1]) for one in numbers)


def _problems(register: Register) -> list[str]:
    """What does not fit; the stand-ins are not made anew here."""
    from aftersales_docs.desk.verifying import verify

    return [str(one) for one in verify(register, anew=False)]


@pytest.mark.slow
@pytest.mark.parametrize("point", POINTS)
def test_killed_in_each_step_all_or_nothing_and_the_number_taken_up(
    register: Register, point: str
) -> None:
    place = register.place
    from aftersales_docs.desk.register.models import Document, StoredFile
    from aftersales_docs.desk.resuming import take_up

    killed = _start(place, "a", 1, "--kill-at", point)
    killed.communicate(timeout=60)
    assert killed.returncode == _KILLED
    # Whatever is there is whole: each file that a row names lies there.
    store = FileStore(place.files)
    assert all(store.get(one.sha256) is not None for one in StoredFile.objects.all())
    assert not _problems(register)
    assert Document.objects.count() == (0 if POINTS.index(point) < POINTS.index("reserved") else 1)
    again = _start(place, "a", 2)
    told, errors = again.communicate(timeout=60)
    assert again.returncode == 0, errors
    assert told.split() == ["CR-2026-00001", "CR-2026-00002"]
    assert [one.state for one in Document.objects.all()] == ["issued", "issued"]
    assert not _problems(register)
    assert not list(take_up(register, "x"))


def _issued_by_many(place: RegisterPlace, count: int, chance: float) -> tuple[int, float]:
    """8 processes issue ``count`` each and are started again when killed; kills, and seconds.

    Half of them issue for each of two offices that share their numbers.
    """
    began, kills = time.monotonic(), 0
    extra = ("--kill-chance", str(chance), "--slow", "0.02")
    offices = {name: ("--office", OFFICES[at % 2]) for at, name in enumerate("abcdefgh")}
    running = {name: _start(place, name, count, *offices[name], *extra) for name in offices}
    while running:
        for name, process in list(running.items()):
            if process.poll() is None:
                time.sleep(0.02)
                continue
            _, errors = process.communicate()
            del running[name]
            if process.returncode == _KILLED:
                kills += 1
                # In the end each comes through.
                calm = extra if kills < 20 else ()
                running[name] = _start(place, name, count, *offices[name], *calm)
            else:
                assert process.returncode == 0, errors
    return kills, time.monotonic() - began


def _check(place: RegisterPlace, count: int) -> None:
    register = open_register(place)
    for office in OFFICES:
        set_pattern(KIND, office, "CR-{year}-{seq:05}", "x")
    kills, seconds = _issued_by_many(place, count, 0.4 / count)
    from aftersales_docs.desk.register.models import Counter, Document

    seqs = _seqs()
    gaps = set(range(1, 8 * count + 1)) - set(seqs)
    print(
        f"{'PostgreSQL' if place.url else 'SQLite'}: {len(seqs)} documents, {kills} kills, "
        f"{len(gaps)} gaps, {len(seqs) - len(set(seqs))} doubles, {seconds:.0f} s"
    )
    assert kills > 0
    assert seqs == list(range(1, 8 * count + 1))
    assert Counter.objects.get().last == 8 * count
    assert set(Document.objects.values_list("state", flat=True)) == {"issued"}
    assert set(Document.objects.values_list("office", flat=True)) == set(OFFICES)
    assert not _problems(register)


@pytest.mark.slow
def test_eight_processes_killed_at_random_leave_no_gap_and_no_double(
    place: RegisterPlace,
) -> None:
    _check(place, 25)


@pytest.mark.slow
@pytest.mark.skipif(not os.environ.get("DESK_LOAD"), reason="minutes; set DESK_LOAD to run it")
def test_eight_processes_with_five_hundred_documents_each(place: RegisterPlace) -> None:
    _check(place, 500)


@pytest.mark.slow
@pytest.mark.parametrize("point", [*DRAFT_POINTS, *POINTS])
def test_killed_at_any_point_a_draft_becomes_one_document(register: Register, point: str) -> None:
    """``kill -9`` between each two writes from the rule and the case to the issued document."""
    from aftersales_docs.desk.register.models import Document, Draft

    def run(*more: str) -> tuple[int | None, str, str]:
        process = Forked(draft_worker.main, register.place.folder, *more)
        told, errors = process.communicate()
        return process.returncode, told, errors

    code, _, errors = run("--kill-at", point)
    assert code == _KILLED, errors
    assert not _problems(register)
    code, told, errors = run()
    assert (code, told) == (0, "CR-2026-00001\n"), errors
    assert not _problems(register)
    row, document = Draft.objects.get(), Document.objects.get()
    assert (row.document, row.state, document.state) == (document, "issued", "issued")
