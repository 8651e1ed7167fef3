"""The proof sheet: what it tells, what it sees, and that the same state gives the same bytes."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest
from django.db import transaction

from aftersales_docs.desk import guards
from aftersales_docs.desk.chain import Act, append
from aftersales_docs.desk.keeping.models import Detail
from aftersales_docs.desk.opening import Register
from aftersales_docs.desk.proof import Proof, proof_of
from aftersales_docs.desk.proof_sheet import grouped, sheet
from aftersales_docs.desk.purging import purge
from aftersales_docs.desk.register.models import Document, Event
from aftersales_docs.desk.sheets import written
from aftersales_docs.desk.steps import step
from aftersales_docs.desk.store import FileStore
from aftersales_docs.messages import said

from .orders import ROOT, issued, letter
from .standards import refuse_faults

Run = Callable[..., tuple[int, str, str]]
MOMENT = datetime(2026, 11, 29, 8, 30, 15, tzinfo=UTC)


def words_of(pdf: bytes) -> str:
    """The words of a PDF, without what lines break and without hyphens at their ends."""
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        text = "".join(page.get_textpage().get_text_range() for page in document)
    return re.sub(r"\s+", "", text.replace("\ufffe", "").replace("\u00ad", ""))


def told(proof: Proof) -> str:
    return words_of(written(sheet(proof), "pdf"))


def plain(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_the_sheet_tells_life_hashes_and_checkpoint(
    run: Run, quick: Register, tmp_path: Path
) -> None:
    document = issued(quick, letter(tmp_path)).document
    step(quick, document, "sent", Act("Jan Hartmann", {"way": "Einschreiben", "tracking": "RR 1"}))
    kept = tmp_path / "kept.json"
    assert run("register", "checkpoint", "-o", kept)[0] == 0
    output = tmp_path / "proof.pdf"
    code, said_there, problems = run("register", "proof", document.number, "-o", output)
    assert (code, said_there, problems) == (0, f"{output}\n", "")
    text = words_of(output.read_bytes())
    for part in ("Nachweisblatt", document.number, "JanHartmann", "Einschreiben", "RR1"):
        assert part in text, part
    for one in document.files.all():
        assert one.sha256 in text
    for event in Event.objects.filter(document=document):
        assert event.sha256 in text
    assert Event.objects.get(action="checkpoint").sha256 in text
    assert "Prüfpunkt" in text
    assert run("register", "proof", document.number, "-o", tmp_path / "proof.txt")[0] == 2
    assert run("register", "proof", "no-such", "-o", tmp_path / "other.pdf")[0] == 1


def test_the_same_state_gives_the_same_bytes(quick: Register, tmp_path: Path) -> None:
    document = issued(quick, letter(tmp_path)).document
    first = written(sheet(proof_of(quick, document, MOMENT)), "pdf")
    assert written(sheet(proof_of(quick, document, MOMENT)), "pdf") == first
    assert "29.11.2026,08:30:15UTC" in words_of(first)
    step(quick, document, "sent", Act("x"))
    again = proof_of(quick, Document.objects.get(), MOMENT)
    assert written(sheet(again), "pdf") != first


def test_it_is_in_the_documents_language(quick: Register, tmp_path: Path) -> None:
    for lang in ("de", "ru", "en"):
        document = issued(quick, letter(tmp_path), key=lang).document
        Document.objects.filter(pk=document.pk).update(lang=lang)
        text = told(proof_of(quick, Document.objects.get(pk=document.pk), MOMENT))
        assert plain(said("What it does not prove", lang)) in text  # type: ignore[arg-type]


def test_what_is_whole_is_told_as_whole(quick: Register, tmp_path: Path) -> None:
    document = issued(quick, letter(tmp_path)).document
    found = proof_of(quick, document, MOMENT)
    assert found.intact
    assert found.checkpoint is None
    assert [one.state for one in found.files] == ["as recorded"] * 3
    assert plain("lückenlos aufeinander") in told(found)


def test_a_file_that_was_changed_lost_or_put_in_is_seen(quick: Register, tmp_path: Path) -> None:
    document = issued(quick, letter(tmp_path)).document
    first, second, third = document.files.order_by("pk")
    store = FileStore(quick.place.files)
    store.path(first.sha256).chmod(0o644)
    store.path(first.sha256).write_bytes(b"another")
    store.path(second.sha256).unlink()
    with transaction.atomic(), guards.down():
        third.sha256 = store.put(b"put in")
        third.save()
    found = proof_of(quick, document, MOMENT)
    assert [one.state for one in found.files] == ["changed", "missing", "no entry names it"]
    assert not found.intact
    assert plain("beweist dieses Blatt nichts") in told(found)


@pytest.mark.parametrize("attack", ["body", "detail", "hash", "gone", "later"])
def test_an_entry_that_was_changed_is_seen(quick: Register, tmp_path: Path, attack: str) -> None:
    issued(quick, letter(tmp_path))
    with transaction.atomic():
        append("checked", Act("y"))
        append("checked", Act("y"))
    event = Event.objects.get(action="issued")
    with transaction.atomic(), guards.down():
        if attack == "detail":
            row = Detail.objects.get(pk=event.pk)
            Detail.objects.filter(pk=event.pk).update(text=row.text.replace("Öztürk", "Other"))
        elif attack == "gone":
            Detail.objects.filter(pk=event.pk).delete()
        elif attack == "later":
            Event.objects.filter(pk=event.pk + 1).delete()
        elif attack == "body":
            body = event.body.replace("Katharina", "Karoline")
            Event.objects.filter(pk=event.pk).update(body=body)
        else:
            Event.objects.filter(pk=event.pk).update(sha256="0" * 64)
    found = proof_of(quick, Document.objects.get(), MOMENT)
    assert not found.intact
    assert plain("passt nicht") in told(found)


def test_a_purged_document_has_a_sheet_that_says_so(quick: Register, tmp_path: Path) -> None:
    document = issued(quick, letter(tmp_path)).document
    step(quick, document, "done", Act("x"))
    purge(quick, [Document.objects.get()], datetime(2045, 1, 1, tzinfo=UTC).date(), "x")
    found = proof_of(quick, Document.objects.get(), MOMENT)
    assert found.intact
    text = told(found)
    assert plain("keine Dateien") in text
    assert "Öztürk" not in text


def test_hashes_are_read_in_groups() -> None:
    assert grouped("0123456789abcdef") == "01234567 89abcdef"


@pytest.mark.slow
def test_the_sheet_is_pdf_ua_and_pdf_a(register: Register, run: Run, tmp_path: Path) -> None:
    run("register", "pattern", "*", "--kind", "claim-response")
    paths = []
    for lang in ("de", "ru", "en"):
        sample = next((ROOT / "samples" / "claim-response").glob(f"*.{lang}.*.yaml"))
        document = issued(register, sample, key=lang).document
        run("register", "checkpoint", "-o", tmp_path / f"{lang}.json")
        paths.append(tmp_path / f"proof.{lang}.pdf")
        found = proof_of(register, document, MOMENT)
        paths[-1].write_bytes(written(sheet(found), "pdf"))
        if folder := os.environ.get("DESK_PICTURES"):
            (Path(folder) / paths[-1].name).write_bytes(paths[-1].read_bytes())
    refuse_faults(paths, tmp_path)
