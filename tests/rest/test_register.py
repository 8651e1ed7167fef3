"""The register over HTTP: issued once, found, shown, taken a step on, verified, compared."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from aftersales_docs.desk.numbers import set_pattern
from aftersales_docs.desk.opening import Register
from aftersales_docs.desk.register.models import Document
from aftersales_docs.desk.rest import examples
from aftersales_docs.desk.rest.models import Work
from aftersales_docs.desk.verifying import verify
from aftersales_docs.desk.writing import written

from .conftest import OTHER, OWN, Caller, Desk, token
from .test_documents import code_of, file

KIND = "claim-response"


def given(**more: Any) -> dict[str, Any]:
    return {**{k: v for k, v in examples.example(KIND).items() if k != "number"}, **more}


@pytest.fixture
def numbered(register: Register) -> None:
    written(register, lambda: set_pattern(KIND, "main", "WR-{year}-{seq:05}", "An Admin"))


def issue(caller: Caller, name: str = "", data: Any = None, query: str = "") -> Any:
    heads = {"idempotency-key": name} if name else {}
    return caller.post(f"documents/{KIND}/issue{query}", data or given(), headers=heads)


def test_a_document_is_issued_shown_and_fetched(
    register: Register, caller: Caller, numbered: None
) -> None:
    answer = issue(caller, "one")
    assert answer.status_code == 201, answer.content
    made = answer.json()
    assert made["state"] == "issued"
    assert answer["Location"] == f"/api/v1/register/documents/{made['id']}"
    shown = caller.client.get(answer["Location"]).json()
    assert {k: v for k, v in made.items() if k != "problems"} == shown
    assert [one["role"] for one in shown["files"]] == ["docx", "pdf"]
    for one in shown["files"]:
        content = caller.client.get(one["address"])
        assert hashlib.sha256(content.content).hexdigest() == one["sha256"]
        assert content["Content-Disposition"].startswith("attachment")
    assert shown["history"][-1]["who"].startswith("CRM (key ")
    assert not [one for one in verify(register) if one.severity == "error"]


def test_the_same_work_is_done_once(register: Register, caller: Caller, numbered: None) -> None:
    first, second = issue(caller, "one"), issue(caller, "one")
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["id"] == second.json()["id"]
    third = issue(caller, "two")
    assert third.status_code == 201
    assert Document.objects.count() == 2
    other = Caller(token(register, "issue", "see", name="ERP"))
    assert issue(other, "one").status_code == 201, "another key, another work"
    changed = issue(caller, "one", given(date="2026-11-03"))
    assert (changed.status_code, code_of(changed)) == (422, "idempotency-key-used")
    assert Document.objects.count() == 3


def test_a_work_cut_off_between_document_and_note_is_found_again(
    caller: Caller, numbered: None
) -> None:
    first = issue(caller, "one").json()
    Work.objects.update(document=None)  # As a process leaves it that ends just before.
    assert issue(caller, "one").json()["id"] == first["id"]
    assert Document.objects.count() == 1
    assert Work.objects.get().document_id == first["id"]


def test_what_was_refused_may_be_put_right_under_the_same_name(
    caller: Caller, numbered: None
) -> None:
    wrong = issue(caller, "one", given(date="2026-02-30"))
    assert wrong.status_code == 422
    assert wrong["Content-Type"] == "application/problem+json"
    assert not Work.objects.exists()
    assert issue(caller, "one").status_code == 201


def test_steps_are_taken_once_and_refused_where_they_do_not_lead_on(
    caller: Caller, numbered: None
) -> None:
    address = f"register/documents/{issue(caller).json()['id']}/steps"
    lacking = caller.post(f"{address}/sent", {})
    assert (lacking.status_code, code_of(lacking)) == (422, "no-way")
    sent = [
        caller.post(f"{address}/sent", {"way": "letter"}, headers={"idempotency-key": "s"})
        for _ in range(2)
    ]
    assert [one.status_code for one in sent] == [200, 200]
    history = [one["action"] for one in sent[1].json()["history"]]
    assert history.count("sent") == 1
    assert caller.post(f"{address}/cancelled", {"ground": "in error"}).status_code == 200
    again = caller.post(f"{address}/sent", {"way": "letter"})
    assert (again.status_code, code_of(again)) == (409, "step-not-possible")


def test_a_new_edition_replaces_the_old(caller: Caller, numbered: None) -> None:
    old = issue(caller).json()
    new = issue(caller, data=given(date="2026-11-20"), query=f"?replaces={old['id']}")
    assert new.status_code == 201, new.content
    assert (new.json()["number"], new.json()["edition"]) == (old["number"], 2)
    assert caller.get(f"register/documents/{old['id']}").json()["state"] == "replaced"


def test_the_list_is_read_by_key_to_its_end(desk: Desk, caller: Caller) -> None:
    seen: list[int] = []
    query = "?limit=3"
    for _ in range(20):
        page = caller.get(f"register/documents{query}").json()
        seen += [one["id"] for one in page["documents"]]
        if page["next"] is None:
            break
        query = f"?limit=3&before={page['next']}"
    assert seen == sorted(seen, reverse=True)
    assert set(seen) == {one.pk for one in desk.documents.values()}


@pytest.mark.parametrize(
    ("query", "count"),
    [
        (f"kind={KIND}", 2),
        (f"office={OWN}&kind={KIND}", 1),
        (f"party=partei {OTHER} <b>{KIND}", 1),
        ("text=waschmaschine", 10),
        ("state=cancelled", 0),
        ("since=2026-11-03", 0),
        ("text=%00%27%22--", 10),
    ],
)
def test_the_list_is_narrowed(desk: Desk, caller: Caller, query: str, count: int) -> None:
    found = caller.get(f"register/documents?{query}")
    assert found.status_code == 200
    assert len(found.json()["documents"]) == count


def test_what_is_due(desk: Desk, caller: Caller) -> None:
    found = caller.get("register/due?within=3660").json()["due"]
    assert {one["document"] for one in found} == {one.pk for one in desk.documents.values()}
    assert {one["what"] for one in found} == {"end"}


def test_files_are_compared_and_verified(caller: Caller, numbered: None) -> None:
    one = issue(caller).json()
    files = {entry["role"]: caller.client.get(entry["address"]).content for entry in one["files"]}
    for role, content in files.items():
        same = caller.post(
            f"register/documents/{one['id']}/compare", {"returned": file(content, f"r.{role}")}
        )
        assert same.status_code == 200, same.content
        assert same.json()["changed"] is False
    other = caller.post(
        f"documents/{KIND}?format=docx", {**given(date="2026-11-20"), "number": "X-1"}
    )
    differs = caller.post(
        "compare?redline=true",
        {"issued": file(files["docx"], "a.docx"), "returned": file(other.content, "b.docx")},
    )
    assert differs.json()["changed"] is True
    assert differs.json()["redline"]["content"]
    bad = caller.post("compare", {"issued": file(b"x", "a"), "returned": file(b"y", "b")})
    assert bad.status_code == 422
    assert caller.post("compare", {"issued": file(b"x", "a")}).status_code == 400
    unsigned = caller.post("verify", {"file": file(files["pdf"], "a.pdf")})
    assert unsigned.status_code in (200, 422)
    assert b'"ok": true' not in unsigned.content
    strange = caller.post(
        f"register/documents/{one['id']}/signed", {"file": file(files["pdf"], "a.pdf")}
    )
    assert (strange.status_code, code_of(strange)) == (422, "nothing-signed")
