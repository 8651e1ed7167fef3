"""Drafts: kept with gaps, never overwritten in silence, marked, issued once, deleted."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from aftersales_docs.desk import faults
from aftersales_docs.desk.approvals import approve, demanded, send_back, set_rule, submit
from aftersales_docs.desk.cases.life import open_case
from aftersales_docs.desk.chain import entry
from aftersales_docs.desk.draft_content import (
    content_of_mapping,
    content_of_request,
    digest_of,
    fields_of,
)
from aftersales_docs.desk.draft_issuing import issue_draft
from aftersales_docs.desk.draft_looking import problems, rendered
from aftersales_docs.desk.drafts import (
    Frame,
    create,
    delete,
    files_wanted,
    listed,
    save,
    the_draft,
)
from aftersales_docs.desk.inputs import requested
from aftersales_docs.desk.opening import Register
from aftersales_docs.desk.register.models import Document, Draft, Event
from aftersales_docs.desk.verifying import verify
from aftersales_docs.errors import DataError, UsageError

from .orders import KIND, LETTER, ROOT, issued, letter

ANNA, BORIS = "Anna Author", "Boris Berater"


def fields(**changed: Any) -> dict[str, Any]:
    """An answer to a claim as a form has it."""
    data: dict[str, Any] = yaml.safe_load(LETTER.read_text(encoding="utf-8"))
    del data["number"]
    found: dict[str, Any] = json.loads(json.dumps(data | changed, default=str))
    return found


def drafted(register: Register, who: str = ANNA, **changed: Any) -> Draft:
    return create(register, content_of_mapping(KIND, fields(**changed)), who)


def code_of(refused: pytest.ExceptionInfo[Any]) -> str:
    return str(refused.value.problems[0].code)


def whole(register: Register) -> list[str]:
    return [f"{one.code}: {one}" for one in verify(register, anew=False)]


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"lang": "xx"},
        {"product": {"name": ""}, "date": "31.11.2026", "claimant": 7},
        {"lang": "de", "notes": "\u202e rückwärts \x07"},
        {"number": None, "remedies": [{"type": "repair", "by": "bald"}, {}]},
        {"claim": {"defect": "ё" * 100_000}},
    ],
)
def test_whatever_is_typed_is_kept(register: Register, data: Mapping[str, Any]) -> None:
    row = create(register, content_of_mapping(KIND, data), ANNA)
    assert fields_of(the_draft(row.pk)) == {**data, "kind": KIND}
    assert problems(row)
    with pytest.raises(DataError):
        issue_draft(register, row.pk, 1, ANNA)
    assert not Document.objects.exists()
    assert not whole(register)


def test_what_a_draft_is_listed_under(register: Register) -> None:
    row = drafted(register, decision=None)
    assert (row.lang, row.party, row.product) == (
        "de",
        "Leyla Öztürk",
        "Waschmaschine Aqua 7 WM-714",
    )
    assert [one.pk for one in listed(person=ANNA)] == [row.pk]
    assert not list(listed(person=BORIS))


def test_a_later_save_never_overwrites_in_silence(register: Register) -> None:
    row = drafted(register)
    mine = content_of_mapping(KIND, fields(notes="Annas Fassung."))
    theirs = content_of_mapping(KIND, fields(notes="Boris' Fassung."))
    assert save(register, row.pk, 1, theirs, BORIS).version == 2
    with pytest.raises(DataError) as refused:
        save(register, row.pk, 1, mine, ANNA)
    assert code_of(refused) == "draft-changed"
    assert refused.value.problems[0].values["who"] == BORIS
    assert fields_of(the_draft(row.pk))["notes"] == "Boris' Fassung."
    assert save(register, row.pk, 1, theirs, ANNA).version == 2, "the same again is no conflict"
    assert save(register, row.pk, 2, mine, ANNA).version == 3
    with pytest.raises(DataError):
        delete(register, row.pk, BORIS, version=2)


def test_a_draft_that_moves_to_a_case_is_saved_though_its_words_are_the_same(
    register: Register,
) -> None:
    row = drafted(register)
    case = open_case(register, "main", {"claim": {"number": "R-1"}}, ANNA)
    content = content_of_mapping(KIND, fields())
    moved = save(register, row.pk, 1, content, ANNA, Frame(case=case))
    assert (moved.version, moved.case) == (2, case)
    assert Draft.objects.get(pk=row.pk).case == case
    assert save(register, row.pk, 2, content, ANNA, Frame(case=case)).version == 2


def test_two_people_at_one_draft_at_once(register: Register) -> None:
    from django.db import connection

    row = drafted(register)
    done: list[str] = []
    told: list[str] = []

    def one(name: str) -> None:
        try:
            save(register, row.pk, 1, content_of_mapping(KIND, fields(notes=name)), name)
            done.append(name)
        except DataError as error:
            told.append(error.problems[0].code)
        finally:
            connection.close()

    people = [threading.Thread(target=one, args=(f"P{number}",)) for number in range(6)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    kept = the_draft(row.pk)
    assert (len(done), told) == (1, ["draft-changed"] * 5)
    assert (kept.version, kept.changed_by, fields_of(kept)["notes"]) == (2, done[0], done[0])


def test_a_draft_becomes_a_document_once(register: Register) -> None:
    row = drafted(register)
    first = issue_draft(register, row.pk, 1, ANNA)
    assert (first.new, first.document.number) == (True, "CR-2026-00001")
    again = issue_draft(register, row.pk, 1, ANNA)
    assert (again.new, again.document.pk) == (False, first.document.pk)
    kept = the_draft(row.pk)
    assert (kept.state, kept.document) == ("issued", first.document)
    told = entry(Event.objects.get(action="reserved"))
    assert told["facts"]["draft"] == row.pk
    assert told["facts"]["sha256"] == digest_of(kept)
    with pytest.raises(DataError) as refused:
        save(register, row.pk, 1, content_of_mapping(KIND, fields(notes="x")), ANNA)
    assert code_of(refused) == "draft-issued"
    with pytest.raises(DataError):
        delete(register, row.pk, ANNA)
    assert not list(verify(register))


def test_what_an_issued_draft_held_is_proven(register: Register) -> None:
    row = drafted(register)
    issue_draft(register, row.pk, 1, ANNA)
    Draft.objects.filter(pk=row.pk).update(content=row.content.replace("Aqua", "Terra"))
    assert any("draft-row" in one for one in whole(register))


def test_a_deleted_draft_leaves_that_it_was(quick: Register) -> None:
    row = drafted(quick)
    delete(quick, row.pk, BORIS)
    assert not Draft.objects.exists()
    told = entry(Event.objects.get(action="draft-deleted"))
    assert (told["who"], told["facts"]) == (
        BORIS,
        {"draft": row.pk, "kind": KIND, "office": "main", "gone": [[1, ""]]},
    )
    assert "Öztürk" not in json.dumps([entry(one) for one in Event.objects.all()])
    assert issued_number(quick) == "CR-2026-00001", "no number was used"
    assert not whole(quick)


def issued_number(register: Register) -> str:
    return issue_draft(register, drafted(register).pk, 1, ANNA).document.number


MARKS = {"de": "ENTWURF", "ru": "ПРОЕКТ", "en": "DRAFT"}


@pytest.mark.parametrize("lang", MARKS)
def test_a_draft_has_its_mark_and_what_is_issued_none(
    register: Register, tmp_path: Path, lang: str
) -> None:
    from aftersales_docs.embedding.manifest import read_manifest
    from aftersales_docs.ooxml.package import CONTENT_TYPES
    from aftersales_docs.word.media import unpacked

    sample = next((ROOT / "samples" / KIND).glob(f"*.{lang}.*.yaml"))
    row = create(register, content_of_request(requested(str(sample), None)), ANNA)
    files = rendered(register, row)
    heads = [
        content.decode()
        for name, content in unpacked(files["docx"]).items()
        if name.startswith("word/header")
    ]
    assert heads
    assert all(f'string="{MARKS[lang]}"' in head for head in heads)
    assert CONTENT_TYPES in unpacked(files["docx"])
    for content in files.values():
        manifest = read_manifest(content, "x")
        assert manifest["draft"] is True
        assert manifest["title"].startswith(f"{MARKS[lang]}: ")


def test_a_draft_is_not_imported_as_finished(register: Register, tmp_path: Path) -> None:
    from aftersales_docs.desk.draft_looking import deliver
    from aftersales_docs.desk.importing import take_over

    options = Frame()
    row = create(register, content_of_mapping(KIND, fields()), ANNA, options)
    deliver(register, row, tmp_path / "out", force=False)
    told = list(take_over(register, tmp_path / "out", "main", ANNA))
    assert [getattr(one, "code", "") for one in told] == ["draft-not-finished"]
    assert not Document.objects.exists()


def test_an_accepted_warning_needs_a_word_why(quick: Register) -> None:
    frame = Frame(accepted={"answer-late": "  "})
    with pytest.raises(UsageError) as refused:
        create(quick, content_of_mapping(KIND, fields()), ANNA, frame)
    assert code_of(refused) == "accepted-without-reason"
    frame = Frame(accepted={"answer-late": "Der Kunde war verreist."})
    row = create(quick, content_of_mapping(KIND, fields()), ANNA, frame)
    issue_draft(quick, row.pk, 1, ANNA)
    told = entry(Event.objects.get(action="reserved"))
    assert told["facts"]["accepted"] == {"answer-late": "Der Kunde war verreist."}
    assert json.loads(Document.objects.get().options)["accepted"] == ["answer-late"]


def test_files_that_a_draft_names_are_not_left_over(register: Register, tmp_path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (60, 40), "red").save(tmp_path / "crack.png")
    path = letter(tmp_path, enclosures=[{"title": "Riss", "file": "crack.png", "alt": "Ein Riss"}])
    row = create(register, content_of_request(requested(str(path), None)), ANNA)
    (tmp_path / "crack.png").unlink()
    assert len(files_wanted()) == 1
    assert rendered(register, row)["pdf"].startswith(b"%PDF")
    document = issue_draft(register, row.pk, 1, ANNA).document
    assert document.files.filter(name__endswith="crack.png").exists()


# Approval --------------------------------------------------------------------------------------


def approved(register: Register) -> Draft:
    row = drafted(register)
    submit(register, row.pk, 1, ANNA)
    return approve(register, row.pk, 1, BORIS, "Geprüft.")


def test_a_kind_that_demands_approval_is_not_issued_without(
    quick: Register, tmp_path: Path
) -> None:
    set_rule(quick, KIND, "*", "Katharina Vogt", demand=True)
    with pytest.raises(DataError) as file:
        issued(quick, letter(tmp_path))
    assert code_of(file) == "approval-demanded"
    row = drafted(quick)
    with pytest.raises(DataError) as draft:
        issue_draft(quick, row.pk, 1, ANNA)
    assert code_of(draft) == "approval-demanded"
    submit(quick, row.pk, 1, ANNA)
    with pytest.raises(DataError) as early:
        issue_draft(quick, row.pk, 1, ANNA)
    assert code_of(early) == "draft-not-approved"
    approve(quick, row.pk, 1, BORIS, "Geprüft.")
    assert issue_draft(quick, row.pk, 1, ANNA).document.state == "issued"
    told = entry(Event.objects.get(action="reserved"))["facts"]["approval"]
    assert (told["by"], told["comment"], told["sha256"]) == (BORIS, "Geprüft.", row.sha256)
    assert not whole(quick)


def test_the_rule_of_an_office_comes_before_that_of_all(quick: Register, tmp_path: Path) -> None:
    set_rule(quick, KIND, "*", ANNA, demand=True)
    set_rule(quick, KIND, "nord", ANNA, demand=False)
    assert (demanded(KIND, "main"), demanded(KIND, "nord")) == (True, False)
    assert issued(quick, letter(tmp_path), office="nord").document.state == "issued"
    told = [entry(one)["facts"] for one in Event.objects.filter(action="approval-rule")]
    assert told[1] == {"kind": KIND, "office": "nord", "demanded": False}


@pytest.mark.parametrize("who", [ANNA, "anna  author".replace("  ", " "), "ANNA AUTHOR"])
def test_who_wrote_it_does_not_approve_it(quick: Register, who: str) -> None:
    row = drafted(quick)
    submit(quick, row.pk, 1, BORIS)
    with pytest.raises(DataError) as refused:
        approve(quick, row.pk, 1, who)
    assert code_of(refused) == "own-draft"


def test_who_once_wrote_in_it_does_not_approve_it(quick: Register) -> None:
    row = drafted(quick)
    save(quick, row.pk, 1, content_of_mapping(KIND, fields(notes="B")), BORIS)
    save(quick, row.pk, 2, content_of_mapping(KIND, fields(notes="A")), ANNA)
    submit(quick, row.pk, 3, ANNA)
    with pytest.raises(DataError) as refused:
        approve(quick, row.pk, 3, BORIS)
    assert code_of(refused) == "own-draft"
    assert approve(quick, row.pk, 3, "Clara").state == "approved"


def test_another_content_is_approved_no_more(quick: Register) -> None:
    row = approved(quick)
    after = save(quick, row.pk, 1, content_of_mapping(KIND, fields(notes="x")), ANNA)
    assert (after.state, after.approved_by, after.approved_sha256) == ("draft", "", "")
    assert Event.objects.filter(action="approval-void").count() == 1
    set_rule(quick, KIND, "main", ANNA, demand=True)
    with pytest.raises(DataError):
        issue_draft(quick, row.pk, 2, ANNA)


@pytest.mark.parametrize("column", ["content", "office", "options", "accepted"])
def test_what_is_changed_behind_its_back_is_not_issued(quick: Register, column: str) -> None:
    """An approval is bound to all that the document depends on."""
    row = approved(quick)
    value = {
        "content": row.content.replace("Aqua", "Terra"),
        "office": "nord",
        "options": row.options.replace("null", "true"),
        "accepted": '{"x": "y"}',
    }[column]
    Draft.objects.filter(pk=row.pk).update(**{column: value})
    with pytest.raises(DataError):
        issue_draft(quick, row.pk, 1, ANNA)
    assert not Document.objects.exists()


def test_an_approver_approves_what_was_read(quick: Register) -> None:
    row = drafted(quick)
    save(quick, row.pk, 1, content_of_mapping(KIND, fields(notes="x")), ANNA)
    submit(quick, row.pk, 2, ANNA)
    with pytest.raises(DataError) as refused:
        approve(quick, row.pk, 1, BORIS)
    assert code_of(refused) == "draft-changed"


def test_a_draft_goes_back_with_a_comment(quick: Register) -> None:
    row = drafted(quick)
    submit(quick, row.pk, 1, ANNA)
    with pytest.raises(UsageError):
        send_back(quick, row.pk, 1, BORIS, " ")
    back = send_back(quick, row.pk, 1, BORIS, "Frist fehlt.")
    assert (back.state, back.comment) == ("sent back", "Frist fehlt.")
    with pytest.raises(DataError) as early:
        issue_draft(quick, row.pk, 1, ANNA)
    assert code_of(early) == "draft-not-approved"
    save(quick, row.pk, 1, content_of_mapping(KIND, fields(notes="Frist.")), ANNA)
    assert submit(quick, row.pk, 2, ANNA).state == "submitted"
    notes = [entry(one)["note"] for one in Event.objects.filter(about=f"draft:{row.pk}")]
    assert "Frist fehlt." in notes


@pytest.mark.parametrize("step", [submit, approve])
def test_a_step_out_of_turn(quick: Register, step: Any) -> None:
    row = approved(quick)
    with pytest.raises(DataError) as refused:
        step(quick, row.pk, 1, "Clara")
    assert code_of(refused) == "draft-step-not-possible"


# Stopped in between -----------------------------------------------------------------------------


class StoppedError(Exception):
    """The process ended here."""


@pytest.fixture
def stopping() -> Iterator[Any]:
    def at(point: str) -> None:
        def stop(reached: str) -> None:
            if reached == point:
                raise StoppedError

        faults.hooks.append(stop)

    yield at
    faults.hooks.clear()


def _create(register: Register) -> None:
    drafted(register)


def _delete(register: Register) -> None:
    delete(register, Draft.objects.get().pk, ANNA)


def _save(register: Register) -> None:
    save(register, Draft.objects.get().pk, 1, content_of_mapping(KIND, fields(notes="x")), ANNA)


def _submit(register: Register) -> None:
    submit(register, Draft.objects.get().pk, 1, ANNA)


def _issue(register: Register) -> None:
    issue_draft(register, Draft.objects.get().pk, 1, ANNA)


@pytest.mark.parametrize(
    ("point", "step", "before"),
    [
        ("draft-row", _create, None),
        ("draft-event", _create, None),
        ("draft-saved", _save, _create),
        ("draft-step", _submit, _create),
        ("draft-step-event", _submit, _create),
        ("draft-deleted", _delete, _create),
        ("counted", _issue, _create),
        ("row-written", _issue, _create),
        ("draft-taken", _issue, _create),
        ("event-written", _issue, _create),
        ("reserved", _issue, _create),
        ("frozen-row", _issue, _create),
    ],
)
def test_stopped_in_any_step_all_of_it_or_nothing(
    quick: Register, stopping: Any, point: str, step: Any, before: Any
) -> None:
    if before:
        before(quick)
    stopping(point)
    with pytest.raises(StoppedError):
        step(quick)
    faults.hooks.clear()
    assert not whole(quick)
    step(quick)
    assert not whole(quick)
    assert Draft.objects.count() == (0 if step is _delete else 1)
    assert Document.objects.count() == (1 if step is _issue else 0)
