"""Data of a person in drafts and cases: handed out, erased without a trace; purge takes drafts."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date
from pathlib import Path

from django.db import connection

from aftersales_docs.desk.backup import backup
from aftersales_docs.desk.cases.life import note, open_case
from aftersales_docs.desk.cases.models import Case
from aftersales_docs.desk.cases.sharing import draft_on
from aftersales_docs.desk.draft_content import content_of_mapping, content_of_request
from aftersales_docs.desk.draft_issuing import issue_draft
from aftersales_docs.desk.drafts import create
from aftersales_docs.desk.inputs import requested
from aftersales_docs.desk.object_store import file_store
from aftersales_docs.desk.opening import Register
from aftersales_docs.desk.persons import erase, export
from aftersales_docs.desk.persons_named import person
from aftersales_docs.desk.purging import purge
from aftersales_docs.desk.register.models import Document, Draft
from aftersales_docs.desk.verifying import verify

from .case_file import facts
from .orders import KIND, letter

WHO = "Katharina Vogt"
LEYLA = person("Leyla Öztürk")


def held(register: Register) -> Case:
    case = open_case(register, "main", facts(), WHO)
    note(register, case.pk, "Leyla Öztürk rief an.", WHO)
    draft_on(register, case, KIND, {"decision": "granted"}, WHO)
    create(register, content_of_mapping(KIND, {"notes": "Jemand anders"}), WHO)
    return case


def test_drafts_and_cases_are_handed_out(register: Register) -> None:
    held(register)
    with zipfile.ZipFile(io.BytesIO(export(register, LEYLA, WHO))) as archive:
        told = json.loads(archive.read("data.json"))
        what = sorted(one["what"] for one in told["held"])
        files = [name for name in archive.namelist() if name != "data.json"]
    assert what == ["case", "draft"]
    assert {Path(name).name for name in files} == {"input.json", "case.yaml"}


def test_they_are_erased_without_a_trace(register: Register) -> None:
    held(register)
    dry = erase(register, LEYLA, WHO, dry_run=True)
    assert [(one.what, one.kept) for one in dry] == [("draft", None), ("case", None)]
    assert (Draft.objects.count(), Case.objects.count()) == (2, 1)
    done = erase(register, LEYLA, WHO, dry_run=False)
    assert [(one.what, one.kept) for one in done] == [("draft", None), ("case", None)]
    assert (Draft.objects.count(), Case.objects.count()) == (1, 0)
    assert not list(verify(register))
    if connection.vendor == "sqlite":
        for path in register.place.folder.glob("register.sqlite3*"):
            assert "Öztürk".encode() not in path.read_bytes(), path.name


def test_a_case_with_documents_that_are_kept_stays(quick: Register) -> None:
    case = held(quick)
    issue_draft(quick, Draft.objects.earliest("pk").pk, 1, WHO)
    for dry_run in (True, False):
        told = erase(quick, LEYLA, WHO, dry_run=dry_run)
        assert all(one.kept for one in told if one.what in ("document", "draft", "case"))
    assert Case.objects.get() == case
    assert Draft.objects.count() == 2


def test_a_purged_document_takes_its_draft_along(quick: Register) -> None:
    held(quick)
    document = issue_draft(quick, Draft.objects.earliest("pk").pk, 1, WHO).document
    purge(quick, [document], date(2060, 1, 1), WHO)
    assert Document.objects.get().state == "purged"
    assert Draft.objects.count() == 1
    assert not [one for one in verify(quick, anew=False) if one.code != "purged"]


def test_a_backup_has_the_files_that_drafts_name(register: Register, tmp_path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (60, 40), "red").save(tmp_path / "crack.png")
    path = letter(tmp_path, enclosures=[{"title": "Riss", "file": "crack.png", "alt": "Ein Riss"}])
    create(register, content_of_request(requested(str(path), None)), WHO)
    backup(register, tmp_path / "copy")
    names = {one.name for one in (tmp_path / "copy" / "files").rglob("*") if one.is_file()}
    assert set(file_store(register.place).names()) <= names
    assert len(names) == 1
