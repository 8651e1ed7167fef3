"""A purge or erasure that is killed: whoever opens the register next takes it up."""

from __future__ import annotations

from pathlib import Path

import pytest
from psycopg import connect

from aftersales_docs.desk import faults, persons
from aftersales_docs.desk.draft_content import content_of_mapping
from aftersales_docs.desk.drafts import create
from aftersales_docs.desk.keeping.models import Remains
from aftersales_docs.desk.opening import Register, open_register
from aftersales_docs.desk.persons_named import Person
from aftersales_docs.desk.purging import purge
from aftersales_docs.desk.register.models import PURGED, Document, Draft
from aftersales_docs.desk.verifying import verify
from aftersales_docs.desk.writing import COPY_LOCK, copying

from .orders import issued
from .test_keeping import LATER, NAME, _letter, _traces

CUTS = ("rows-purged", "files-unwanted", "files-removed", "scrubbed")


class _KilledError(BaseException):
    """As if the process ended: nothing catches it."""


@pytest.fixture
def cut(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    def at(point: str) -> None:
        if point == request.param:
            faults.hooks.clear()
            raise _KilledError

    monkeypatch.setattr(faults, "hooks", [at])


def _whole(register: Register) -> bool:
    return not [one for one in verify(register, anew=False) if one.severity.value == "error"]


@pytest.mark.parametrize("cut", CUTS, indirect=True)
@pytest.mark.usefixtures("cut")
def test_a_purge_that_was_cut_off_is_taken_up(quick: Register, tmp_path: Path) -> None:
    document = issued(quick, _letter(tmp_path)).document
    with pytest.raises(_KilledError):
        purge(quick, [document], LATER, "x")
    assert Document.objects.get().state == PURGED
    assert Remains.objects.exists()
    open_register(quick.place)
    assert _traces(quick) == []
    assert not [one for one in quick.place.files.rglob("*") if one.is_file()]
    assert not Remains.objects.exists()
    assert _whole(quick)


@pytest.mark.parametrize("cut", CUTS, indirect=True)
@pytest.mark.usefixtures("cut")
def test_an_erasure_that_was_cut_off_is_taken_up(quick: Register) -> None:
    given, surname = NAME.split(" ")
    fields = {"claimant": {"person": {"given_name": given, "surname": surname}}}
    create(quick, content_of_mapping("claim-response", fields), "x")
    assert _traces(quick)
    with pytest.raises(_KilledError):
        persons.erase(quick, Person(NAME), "x", dry_run=False)
    assert not Draft.objects.exists()
    open_register(quick.place)
    assert _traces(quick) == []
    assert not Remains.objects.exists()
    assert _whole(quick)


def test_files_stay_while_a_copy_is_made(quick: Register) -> None:
    Remains.objects.create(sha256="")
    if quick.place.url:  # Locks are of a connection there, and this process has one.
        with connect(quick.place.url, autocommit=True) as other:
            other.execute("SELECT pg_advisory_lock_shared(%s)", [COPY_LOCK])
            open_register(quick.place)
            assert Remains.objects.exists()
    else:
        with copying(quick.place):
            open_register(quick.place)
            assert Remains.objects.exists()
    open_register(quick.place)
    assert not Remains.objects.exists()


def test_a_file_that_a_document_has_by_now_stays(quick: Register, tmp_path: Path) -> None:
    document = issued(quick, _letter(tmp_path)).document
    names = list(document.files.values_list("sha256", flat=True))
    Remains.objects.bulk_create(Remains(sha256=one) for one in ("", *names))
    open_register(quick.place)
    assert not Remains.objects.exists()
    assert _whole(quick)
