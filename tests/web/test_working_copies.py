"""Tables and jobs are working copies: they go in time, with a person, and into a backup."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from aftersales_docs.desk import persons
from aftersales_docs.desk.backup import backup, restore
from aftersales_docs.desk.bulk.models import DONE, WORKING, Batch
from aftersales_docs.desk.holdings import Outcome
from aftersales_docs.desk.opening import Register, open_register
from aftersales_docs.desk.persons_named import Person
from aftersales_docs.desk.place import RegisterPlace
from aftersales_docs.desk.rest import examples, tasks
from aftersales_docs.desk.rest.models import RUNNING, Job
from aftersales_docs.desk.web.bulk import places
from aftersales_docs.desk.web.bulk.places import folder_of
from tests.desk.test_keeping import _traces
from tests.rest.conftest import Caller, token
from tests.rest.test_jobs import KIND, done, start

from .conftest import Desk
from .test_bulk import SAMPLES, made, sent

NAME = "Quirin Zwölfhöfer-Ёлкин"
GIVEN, SURNAME = NAME.split(" ")


def _table() -> bytes:
    """The sample table, in which one row is of our person."""
    text = (SAMPLES / "batch" / "claims.csv").read_text(encoding="utf-8")
    assert text.count("Brinkmann;Ole") == 1
    return text.replace("Brinkmann;Ole", f"{SURNAME};{GIVEN}").encode()


def test_a_table_goes_with_a_person_of_it(desk: Desk, register: Register) -> None:
    batch = sent(desk.client("warranty"), table=_table())
    other = sent(desk.client("warranty"))
    assert _traces(register)
    (held,) = [one for one in persons.find(register, Person(NAME)) if one.what == "table"]
    rows: Any = held.data["rows"]
    assert len(rows) == 1, "the rows of others are handed out to nobody"
    assert {GIVEN, SURNAME} <= set(rows[0].values())
    Batch.objects.filter(pk=batch.pk).update(state=WORKING)
    found = persons.erase(register, Person(NAME), "x", dry_run=False)
    assert [one.kept is not None for one in found if one.what == "table"] == [True]
    Batch.objects.filter(pk=batch.pk).update(state=DONE)
    persons.erase(register, Person(NAME), "x", dry_run=True)
    assert folder_of(batch).is_dir()
    persons.erase(register, Person(NAME), "x", dry_run=False)
    assert list(Batch.objects.all()) == [other]
    assert folder_of(other).is_dir()
    assert _traces(register) == []


@pytest.mark.parametrize(("form", "finished"), [("pdf", False), ("pdf", True), ("docx", True)])
def test_a_job_goes_with_a_person_of_it(register: Register, form: str, finished: bool) -> None:
    caller = Caller(token(register, "write"))
    example = examples.example(KIND)
    line = json.dumps(example)
    party = _surname_in(example)
    job = start(caller, line.replace(party, json.dumps(SURNAME)[1:-1]), line, form=form).json()[
        "id"
    ]
    if finished:
        done(job)
        assert Job.objects.get().inputs == ""
    who = Person(SURNAME)
    (held,) = [one for one in persons.find(register, who) if one.what == "job"]
    assert (len(held.files), len(held.data["inputs"])) == ((1, 0) if finished else (0, 1))  # type: ignore[arg-type]
    Job.objects.update(state=RUNNING)
    assert [one.kept is not None for one in _jobs(register, who)] == [True]
    Job.objects.update(state="finished" if finished else "waiting")
    assert [one.kept for one in _jobs(register, who)] == [None]
    assert not Job.objects.exists()
    assert not tasks.result_of(job).exists()
    assert _traces(register) == []


def _jobs(register: Register, who: Person) -> list[Outcome]:
    found = persons.erase(register, who, "x", dry_run=False)
    return [one for one in found if one.what == "job"]


def _surname_in(example: Any) -> str:
    """A surname of the example, as JSON has it."""
    found: list[str] = []

    def look(value: Any) -> None:
        for name, inner in value.items() if isinstance(value, dict) else ():
            if name == "surname":
                found.append(json.dumps(inner)[1:-1])
            look(inner)
        for inner in value if isinstance(value, list) else ():
            look(inner)

    look(example)
    return found[0]


def test_both_go_in_time(desk: Desk, register: Register) -> None:
    batch = sent(desk.client("warranty"))
    job = start(Caller(token(register, "write")), examples.example(KIND)).json()["id"]
    done(job)
    places.forget_old()
    tasks.sweep()
    assert folder_of(batch).is_dir()
    assert tasks.result_of(job).is_file()
    Batch.objects.update(made_at="2020-01-01T00:00:00.000Z")
    Job.objects.update(finished_at="2020-01-01T00:00:00.000Z")
    places.forget_old()
    tasks.sweep()
    assert not Batch.objects.exists()
    assert not folder_of(batch).exists()
    assert not Job.objects.exists(), "what became of each line tells of persons too"


def test_a_copy_holds_them_the_secret_and_the_house(
    desk: Desk, register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = register.place.folder
    (folder / "web-secret-key").write_text("secret")
    (folder / "house.yaml").write_text("x: y\n")
    client = desk.client("warranty")
    batch = made(client, sent(client), monkeypatch)
    job = start(Caller(token(register, "write")), examples.example(KIND)).json()["id"]
    done(job)
    backup(register, tmp_path / "copy")
    restore(tmp_path / "copy", RegisterPlace(tmp_path / "again"))
    again = open_register(RegisterPlace(tmp_path / "again"))
    assert folder_of(Batch.objects.get(pk=batch.pk)).is_relative_to(again.place.folder)
    with zipfile.ZipFile(folder_of(batch) / places.ARCHIVE) as archive:
        assert archive.namelist()
    assert zipfile.is_zipfile(io.BytesIO(tasks.result_of(job).read_bytes()))
    for name in ("web-secret-key", "house.yaml"):
        assert (again.place.folder / name).read_text() == (folder / name).read_text()
