"""Retention, holds, purge and erasure: what may go goes without a trace, the proof stays."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from aftersales_docs.desk import chain, days, guards, index, persons
from aftersales_docs.desk.keeping.models import Detail
from aftersales_docs.desk.listing import Filters, page
from aftersales_docs.desk.opening import Register
from aftersales_docs.desk.persons_named import Person
from aftersales_docs.desk.purging import judged, purge
from aftersales_docs.desk.register.models import PURGED, Document, Event, StoredFile
from aftersales_docs.desk.retention import hold, release, verdict
from aftersales_docs.desk.store import FileStore
from aftersales_docs.desk.verifying import verify
from aftersales_docs.errors import DataError
from aftersales_docs.kinds import KINDS
from aftersales_docs.law.retention import retention_rules, rules_for

from .orders import LETTER, issued, letter

Run = Callable[..., tuple[int, str, str]]
LATER = date(2040, 1, 1)
NAME = "Quirin Zwölfhöfer-Ёлкин"
WORDS = ("Quirin", "Zwölfhöfer", "Ёлкин")


def _letter(folder: Path, name: str = "a.yaml", **fields: object) -> Path:
    import yaml

    claimant = yaml.safe_load(LETTER.read_text(encoding="utf-8"))["claimant"]
    first, last = NAME.split(" ")
    person = {**claimant, "person": {**claimant.get("person", {}), "surname": last}}
    person["person"]["given_name"] = first
    return letter(folder, name, claimant=person, **fields)


def _bad(register: Register) -> list[str]:
    found = verify(register, anew=False)
    return [one.code for one in found if one.severity.value == "error"]


def _raw(register: Register) -> Iterator[bytes]:
    """All bytes in which something could be left."""
    for path in register.place.folder.rglob("*"):
        if path.is_file():
            yield path.read_bytes()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("CHECKPOINT")
            cursor.execute("SELECT current_setting('data_directory')")
            root = Path(cursor.fetchone()[0])
            cursor.execute(
                "SELECT pg_relation_filepath(c.oid) FROM pg_class c JOIN pg_namespace n "
                "ON n.oid = c.relnamespace WHERE n.nspname IN ('public', 'pg_toast') "
                "AND c.relkind IN ('r', 'i', 't', 'm')"
            )
            for (name,) in cursor.fetchall():
                if (root / name).is_file():
                    yield (root / name).read_bytes()


def _traces(register: Register) -> list[str]:
    encodings = ("utf-8", "utf-16-le", "utf-16-be", "cp1251", "latin-1")
    wanted = set()
    for word in WORDS:
        for form in (word, word.lower(), word.upper(), json.dumps(word)[1:-1]):
            wanted |= {form.encode(one, "ignore") for one in encodings}
    stems = {one.encode() for word in WORDS for one in index.stems_of(word)}
    wanted = {one for one in wanted | stems if len(one) >= 6}
    return [repr(one) for content in _raw(register) for one in wanted if one in content]


@pytest.mark.parametrize("law", ["de", "ru"])
@pytest.mark.parametrize("kind", list(KINDS))
def test_every_kind_has_a_retention_under_every_law(kind: str, law: str) -> None:
    assert rules_for(law, kind)


def test_rules_name_kinds_that_are_there_and_their_sources() -> None:
    for rule in retention_rules():
        assert set(rule.kinds) <= set(KINDS)
        assert rule.source.startswith("http")
        assert rule.basis


def test_retention_ends_with_the_year(quick: Register, tmp_path: Path) -> None:
    document = issued(quick, letter(tmp_path, date="2026-11-20")).document
    begun = chain.moment(document.issued_at).year
    kept = verdict(document, date(begun + 6, 12, 31))
    assert (kept.until, kept.kept is not None) == (date(begun + 6, 12, 31), True)
    assert "§ 257" in str(kept.kept)
    assert "not compared" in str(kept.kept)
    assert verdict(document, date(begun + 7, 1, 1)).kept is None


def test_what_is_in_force_stays(quick: Register, tmp_path: Path) -> None:
    document = issued(quick, letter(tmp_path)).document
    document.kind = "service-agreement"
    assert "in force" in str(verdict(document, LATER).kept)
    document.kind = "other"
    assert "no rule" in str(verdict(document, LATER).kept)


def test_a_held_document_stays_until_it_is_released(quick: Register, tmp_path: Path) -> None:
    document = issued(quick, letter(tmp_path)).document
    hold(quick, document, "LG Kassel 4 O 1/26", "x")
    with pytest.raises(DataError):
        hold(quick, document, "again", "x")
    assert "LG Kassel" in str(purge(quick, [document], LATER, "x")[0].kept)
    release(quick, document, "x")
    with pytest.raises(DataError):
        release(quick, document, "x")
    assert purge(quick, [document], LATER, "x")[0].kept is None
    with pytest.raises(DataError):
        hold(quick, document, "too late", "x")
    assert not _bad(quick)


def test_purge_leaves_no_trace_and_the_proof(register: Register, tmp_path: Path) -> None:
    document = issued(register, _letter(tmp_path)).document
    other = issued(register, letter(tmp_path, "b.yaml")).document
    from aftersales_docs.desk.steps import step

    step(register, document, "sent", chain.Act("x", {"way": f"to {NAME}"}, f"for {NAME}"))
    assert _traces(register)
    assert [one.kept for one in judged(LATER)] == [None, None]
    assert purge(register, [document], LATER, "Katharina Vogt")[0].kept is None
    assert _traces(register) == []
    document.refresh_from_db()
    assert (document.state, document.inputs, document.files.count()) == (PURGED, "", 0)
    found = list(verify(register))
    assert [one.code for one in found] == ["purged"]
    assert "1 document went by purge" in str(found[0].message)
    assert page(Filters(text="Waschmaschine")) == [other]
    last = chain.entry(Event.objects.get(action="purged"))
    assert (last["who"], last["facts"]["rule"]) == ("Katharina Vogt", "de-trade-letters")
    assert guards.missing_guards() == []


def test_a_file_that_another_document_has_stays(quick: Register, tmp_path: Path) -> None:
    one = issued(quick, letter(tmp_path), key="1").document
    two = issued(quick, letter(tmp_path), key="2").document
    mine = set(one.files.values_list("sha256", flat=True))
    shared = StoredFile.objects.filter(document=one)[0].sha256
    StoredFile.objects.create(
        document=two, role="input", sha256=shared, size=1, name="x", added_at=""
    )
    purge(quick, [one], LATER, "x")
    left = set(FileStore(quick.place.files).names())
    assert left & mine == {shared}


def test_details_taken_away_without_a_purge_are_told(quick: Register, tmp_path: Path) -> None:
    issued(quick, letter(tmp_path))
    Detail.objects.filter(pk=1).delete()
    assert "entry-detail-gone" in _bad(quick)


def test_a_detail_that_was_changed_is_told(quick: Register, tmp_path: Path) -> None:
    issued(quick, letter(tmp_path))
    Detail.objects.filter(pk=1).update(text="{}")
    assert "entry-changed" in _bad(quick)


def test_entries_of_before_are_purged_too(quick: Register, tmp_path: Path) -> None:
    """The entries of an older program tell facts in clear; the chain over them stays sound."""
    document = issued(quick, _letter(tmp_path)).document
    prev = chain.FIRST
    from django.db import transaction

    with transaction.atomic(), guards.down():
        for event in Event.objects.order_by("seq"):
            told = {**chain.entry(event), "prev": prev}
            body = chain.canonical({k: v for k, v in told.items() if k not in ("gone", "sealed")})
            prev = chain.digest(body)
            Event.objects.filter(pk=event.pk).update(body=body, sha256=prev)
        Detail.objects.all().delete()
    assert not _bad(quick)
    assert _traces(quick)
    purge(quick, [document], LATER, "x")
    assert (_traces(quick), _bad(quick)) == ([], [])


def test_erasure_keeps_what_the_law_keeps_and_says_why(
    quick: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    issued(quick, _letter(tmp_path))
    issued(quick, letter(tmp_path, "b.yaml"))
    person = Person(NAME)
    kept = persons.erase(quick, person, "x", dry_run=False)
    assert len(kept) == 1
    assert "§ 257" in str(kept[0].kept)
    monkeypatch.setattr(persons, "today", lambda: LATER)
    assert persons.erase(quick, person, "x", dry_run=True)[0].kept is None
    assert _traces(quick)
    assert persons.erase(quick, person, "x", dry_run=False)[0].kept is None
    assert (_traces(quick), persons.find(quick, person), _bad(quick)) == ([], [], [])


def test_what_was_purged_is_not_replaced_nor_its_number_given_again(
    quick: Register, tmp_path: Path
) -> None:
    document = issued(quick, letter(tmp_path)).document
    purge(quick, [document], LATER, "x")
    document.refresh_from_db()
    with pytest.raises(DataError):
        issued(quick, letter(tmp_path, "b.yaml"), replaces=document)
    with pytest.raises(DataError):
        issued(quick, letter(tmp_path, "c.yaml", number=document.number))
    assert issued(quick, letter(tmp_path)).document.number != document.number
    assert not _bad(quick)


def test_who_acts_is_found_and_kept(quick: Register, tmp_path: Path) -> None:
    issued(quick, letter(tmp_path))
    found = persons.find(quick, Person("Vogt Katharina"))
    assert "act" in {one.what for one in found}
    kept = persons.erase(quick, Person("Katharina Vogt"), "x", dry_run=True)
    assert all(one.kept for one in kept)


def test_the_export_holds_data_and_files(register: Register, tmp_path: Path) -> None:
    document = issued(register, _letter(tmp_path)).document
    with zipfile.ZipFile(BytesIO(persons.export(register, Person(NAME), "x"))) as archive:
        data = json.loads(archive.read("data.json"))
        assert data["held"][0]["data"]["number"] == document.number
        assert {Path(name).suffix for name in data["held"][0]["files"]} >= {".docx", ".pdf"}
        assert all(archive.read(name) for name in data["held"][0]["files"])
    assert all("Quirin" not in one.body for one in Event.objects.all())


def test_a_name_is_found_in_any_order_and_inflection_and_no_other() -> None:
    assert Person("Иванов Пётр").told_of_in("surname: Иванова\ngiven_name: Петр")
    assert Person("Anna Müller").told_of_in("given_name: ANNA\nsurname: Mueller, Müller")
    far = "Anna Schmidt " + "wort " * 40 + "Peter Müller"
    assert not Person("Anna Müller").told_of_in(far)


def test_the_commands(
    run: Run, quick: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = issued(quick, _letter(tmp_path)).document.number
    assert run("register", "hold", number, "--ground", "LG")[0] == 0
    assert run("register", "release", number)[0] == 0
    assert number in run("register", "person", "find", NAME)[1]
    assert run("register", "person", "erase", NAME)[0] == 1
    assert "§ 257" in run("register", "purge")[1]
    monkeypatch.setattr(days, "today", lambda: LATER)
    code, told, _ = run("register", "purge")
    assert (code, "may go: 1" in told, Document.objects.get().state) == (0, True, "issued")
    code, told, _ = run("register", "purge", "--yes")
    assert (code, "gone: 1" in told, Document.objects.get().state) == (0, True, PURGED)
    code, told, _ = run("register", "show", number)
    assert (code, "Quirin" in told) == (0, False)


def test_purge_and_persons_as_json(
    run: Run, register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = issued(register, _letter(tmp_path)).document.number
    held = issued(register, letter(tmp_path, "b.yaml")).document
    hold(register, held, "LG Kassel 4 O 1/26", "x")

    def told(*args: str, code: int = 0) -> dict[str, Any]:
        done, printed, errors = run("--lang", "de", "register", *args, "--json")
        assert (done, errors) == (code, "")
        found: dict[str, Any] = json.loads(printed)
        return found

    (found,) = told("person", "find", NAME)["held"]
    assert (found["what"], number in found["name"]) == ("document", True)
    assert any(name.endswith(".pdf") for name in found["files"])
    kept = told("person", "erase", NAME, code=1)
    assert (kept["done"], kept["may_go"], kept["kept"]) == (False, 0, 1)
    assert kept["held"][0]["outcome"] == "kept"
    assert "aufzubewahren" in kept["held"][0]["why"].lower()
    file = tmp_path / "x.zip"
    assert told("person", "export", NAME, "-o", str(file)) == {"file": str(file)}
    monkeypatch.setattr(days, "today", lambda: LATER)
    shown = told("purge")
    assert (shown["done"], shown["may_go"], shown["kept"]) == (False, 1, 1)
    by_number = {one["number"]: one for one in shown["documents"]}
    assert by_number[number]["outcome"] == "may-go"
    assert by_number[number]["rule"] == "de-trade-letters"
    assert by_number[number]["until"] < LATER.isoformat()
    assert "LG Kassel" in by_number[held.number]["why"]
    gone = told("purge", "--yes")
    assert (gone["done"], gone["gone"], gone["kept"]) == (True, 1, 1)
    assert told("person", "find", NAME) == {"held": []}
