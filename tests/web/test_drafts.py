"""Drafts in the browser: begun, kept as typed, checked, approved by a second person, issued."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from aftersales_docs.desk.accounts.models import Post
from aftersales_docs.desk.approvals import set_rule
from aftersales_docs.desk.cases.life import open_case
from aftersales_docs.desk.chain import entry
from aftersales_docs.desk.draft_content import content_of_request, fields_of
from aftersales_docs.desk.drafts import Frame, create
from aftersales_docs.desk.inputs import requested
from aftersales_docs.desk.opening import Register
from aftersales_docs.desk.register.models import Draft, Event
from aftersales_docs.desk.web.forms.typed import alike
from aftersales_docs.kinds import KINDS
from aftersales_docs.resources import data_root

from .conftest import OTHER, OWN, Desk
from .test_forms import Browser

SAMPLE = "claim-response/granted-repair.de.de.yaml"
FORM = re.compile(r'<form[^>]*id="draft-form".*?</form>', re.DOTALL)


def sample(name: str) -> Path:
    return data_root() / "samples" / name


def begun(register: Register, name: str = SAMPLE, who: str = "warranty-person") -> Draft:
    """A draft as the sample has it, without its number: that is given by the register."""
    content = content_of_request(requested(str(sample(name)), None))
    name, text = next(iter(content.files.items()))
    lines = [one for one in text.decode().splitlines() if not one.startswith("number:")]
    content = replace(content, files={name: "\n".join(lines).encode()})
    return create(register, content, who, Frame(OWN))


def form_of(client: Client, row: Draft) -> dict[str, Any]:
    """What the form of a draft would send."""
    page = client.get(f"/drafts/{row.pk}/").content.decode()
    found = FORM.search(page)
    assert found, "no form"
    browser = Browser()
    browser.feed(found[0])
    post: dict[str, Any] = {}
    for key, value in browser.sent:
        post.setdefault(key, []).append(value)
    return post


def sent(client: Client, row: Draft, act: str = "save", **typed: str) -> Any:
    """Send the form of a draft with what was typed over it; ``a__b`` stands for ``a.b``."""
    over = {key.replace("__", "."): [value] for key, value in typed.items()}
    return client.post(f"/drafts/{row.pk}/", {**form_of(client, row), "draft-act": act, **over})


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_document_of_each_kind_begins_from_an_empty_form(desk: Desk, kind: str) -> None:
    for role in ("personnel", "legal", "warranty"):
        client = desk.client(role)
        offered = f'value="{kind}"' in client.get("/new/").content.decode()
        before = Draft.objects.count()
        given = {"kind": kind, "lang": "ru", "law": "ru", "office": OWN}
        response = client.post("/new/", given)
        assert response.status_code == (302 if offered else 404)
        assert Draft.objects.count() == before + offered
        if offered:
            row = Draft.objects.latest("pk")
            assert fields_of(row)["lang"] == "ru"
            assert client.get(f"/drafts/{row.pk}/").status_code == 200
            assert client.get(f"/drafts/{row.pk}/?checked=1").status_code == 200
            assert client.get(f"/drafts/{row.pk}/decide/").status_code == 200
            assert client.post("/new/", {**given, "office": OTHER}).status_code == 404


def test_what_is_typed_is_kept_right_or_wrong(desk: Desk, register: Register) -> None:
    client, row = desk.client("warranty"), begun(register)
    assert sent(client, row).status_code == 302
    row.refresh_from_db()
    assert row.version == 1, "nothing was typed, so nothing was saved"
    sent(client, row, claim__received="31.11.2026", product__price="1.234", house_term_days="soon")
    row.refresh_from_db()
    fields = fields_of(row)
    assert fields["claim"]["received"] == "31.11.2026"
    assert fields["product"]["price"] == "1.234"
    assert fields["house_term_days"] == "soon"
    page = client.get(f"/drafts/{row.pk}/?checked=1").content.decode()
    for field in ("claim-received", "product-price", "house_term_days"):
        assert f'href="#f-{field}"' in page, "the summary leads to the field"
        assert re.search(rf'id="f-{field}"[^>]*aria-invalid="true"', page)
    sent(client, row, claim__received="3.12.", product__price="1234,50", house_term_days="14")
    row.refresh_from_db()
    assert fields_of(row)["product"]["price"] == "1234.50"
    assert re.fullmatch(r"20\d\d-12-03", fields_of(row)["claim"]["received"])


def test_nobody_overwrites_another_and_nothing_typed_is_lost(
    desk: Desk, register: Register
) -> None:
    client, row = desk.client("warranty"), begun(register)
    refused = sent(client, row, **{"draft-version": "7", "notes": "meine Worte"})
    assert refused.status_code == 422
    assert "meine Worte" in refused.content.decode()
    row.refresh_from_db()
    assert "notes" not in fields_of(row)
    apart = sent(client, row, "apart", **{"draft-version": "7", "notes": "meine Worte"})
    assert apart.status_code == 302
    assert fields_of(Draft.objects.latest("pk"))["notes"] == "meine Worte"


def test_lists_grow_shrink_and_move_without_script(desk: Desk, register: Register) -> None:
    client, row = desk.client("warranty"), begun(register)
    sent(client, row, "remove:remedies.1")
    for act in ("add:remedies", "add:remedies"):
        assert sent(client, row, act).status_code == 200
    sent(client, row, **{"remedies.1.type": "refund", "remedies.2.type": "transport"})
    sent(client, row, **{"remedies.1.amount": "10"})

    def kinds() -> list[str]:
        row.refresh_from_db()
        return [one.get("type", "") for one in fields_of(row)["remedies"]]

    assert kinds() == ["repair", "refund", "transport"]
    sent(client, row, "up:remedies.2")
    assert kinds() == ["repair", "transport", "refund"]
    sent(client, row, "copy:remedies.0")
    assert kinds() == ["repair", "repair", "transport", "refund"]
    sent(client, row, "remove:remedies.1")
    sent(client, row, "down:remedies.0")
    assert kinds() == ["transport", "repair", "refund"]
    assert fields_of(row)["remedies"][2]["amount"] == "10"
    sent(client, row, "put:recall")
    assert fields_of(Draft.objects.get(pk=row.pk))["recall"] == {}
    sent(client, row, "take:recall")
    assert "recall" not in fields_of(Draft.objects.get(pk=row.pk))


def test_another_type_keeps_what_both_have(desk: Desk, register: Register) -> None:
    client, row = desk.client("warranty"), begun(register)
    before = fields_of(row)["claimant"]
    sent(client, row, "show:claimant", claimant__type="business")
    row.refresh_from_db()
    after = fields_of(row)["claimant"]
    assert after["type"] == "business"
    assert after["person"] == before["person"]
    assert after["address"] == before["address"]


def test_a_case_fills_in_what_it_tells_and_marks_it(desk: Desk, register: Register) -> None:
    source = requested(str(sample(SAMPLE)), None).source.data
    names = ("lang", "law", "organisation", "claimant", "product", "claim")
    case = open_case(register, OWN, {name: source[name] for name in names}, "warranty-person")
    other = open_case(register, OTHER, {"lang": "de"}, "x")
    client = desk.client("warranty")
    shown = client.get("/new/").content.decode()
    assert f'<option value="{case.pk}"' in shown
    assert f'<option value="{other.pk}"' not in shown
    given = {"kind": "claim-response", "lang": "de", "law": "de", "case": case.pk}
    assert client.post("/new/", given).status_code == 302
    row = Draft.objects.latest("pk")
    assert row.case == case
    assert alike(fields_of(row)["claimant"], source["claimant"])
    page = client.get(f"/drafts/{row.pk}/").content.decode()
    assert "from the case" in page
    assert client.post("/new/", {**given, "case": other.pk}).status_code == 404
    assert desk.client("personnel").post("/new/", given).status_code == 404


def test_from_a_file_and_from_a_document(desk: Desk, register: Register) -> None:
    client = desk.client("warranty")
    text = sample(SAMPLE).read_bytes()
    made = client.post("/new/", {"file": SimpleUploadedFile("a.yaml", text), "office": OWN})
    row = Draft.objects.latest("pk")
    assert made["Location"] == f"/drafts/{row.pk}/"
    assert alike(fields_of(row), requested(str(sample(SAMPLE)), None).source.data)
    wrong = client.post("/new/", {"file": SimpleUploadedFile("a.pdf", b"%PDF"), "office": OWN})
    assert wrong.status_code == 422
    house = b"kind: claim-response\nhouse: /etc/passwd\n"
    assert (
        client.post("/new/", {"file": SimpleUploadedFile("a.yaml", house), "office": OWN})
    ).status_code == 422


@pytest.mark.parametrize("lang", ["de", "ru", "en"])
def test_a_draft_is_issued_with_its_warnings_accepted(
    desk: Desk, register: Register, lang: str
) -> None:
    client, row = desk.client("warranty", lang), begun(register)
    page = client.get(f"/drafts/{row.pk}/decide/").content.decode()
    codes = re.findall(r'name="why-([\w-]+)"', page)
    given = {"draft-version": row.version}
    if codes:
        assert client.post(f"/drafts/{row.pk}/issue/", given).status_code == 422
    reasons = {f"why-{code}": "geprüft" for code in codes}
    done = client.post(f"/drafts/{row.pk}/issue/", {**given, **reasons})
    assert done.status_code == 302, done.content.decode()
    row.refresh_from_db()
    assert row.document is not None
    assert done["Location"] == f"/documents/{row.document.pk}/"
    assert {one.role for one in row.document.files.all()} >= {"docx", "pdf"}
    told = entry(Event.objects.filter(document=row.document, action="issued").get())
    assert told["who"] == "warranty-person"
    assert client.get(f"/drafts/{row.pk}/").status_code == 404
    again = client.post(f"/documents/{row.document.pk}/again/", {"as": "edition"})
    edition = Draft.objects.latest("pk")
    assert again["Location"] == f"/drafts/{edition.pk}/"
    assert edition.replaces == row.document
    assert "number" not in fields_of(edition)


def test_a_warning_wants_a_reason(desk: Desk, register: Register) -> None:
    client = desk.client("legal")
    row = begun(register, "warranty-section/sale-used.de.de.yaml", "legal-person")
    given = {"draft-version": row.version}
    refused = client.post(f"/drafts/{row.pk}/issue/", given)
    assert refused.status_code == 422
    code = "used-goods-need-express-agreement"
    assert f'name="why-{code}"' in refused.content.decode()
    done = client.post(f"/drafts/{row.pk}/issue/", {**given, f"why-{code}": "Blatt liegt vor"})
    assert done.status_code == 302
    row.refresh_from_db()
    told = entry(Event.objects.filter(document=row.document, action="reserved").get())
    assert told["facts"]["accepted"] == {code: "Blatt liegt vor"}


def test_a_second_person_approves_what_was_read(desk: Desk, register: Register) -> None:
    set_rule(register, "claim-response", OWN, "x", demand=True)
    writer, signer, row = desk.client("warranty"), desk.client("signatory"), begun(register)
    address = f"/drafts/{row.pk}"
    assert signer.get(f"{address}/").status_code == 404, "nobody asked for approval"
    given = {"draft-version": row.version}
    assert writer.post(f"{address}/issue/", given).status_code == 422
    assert writer.post(f"{address}/ask/", {**given, "comment": "bitte"}).status_code == 302
    assert writer.post(f"{address}/withdraw/", given).status_code == 422, "no word why"
    assert writer.post(f"{address}/withdraw/", {**given, "comment": "noch"}).status_code == 302
    assert signer.post(f"{address}/withdraw/", {**given, "comment": "x"}).status_code == 404
    assert writer.post(f"{address}/ask/", {**given, "comment": "bitte"}).status_code == 302
    assert writer.post(f"{address}/approve/", {**given, "decision": "approve"}).status_code == 404
    own = Post.objects.create(person=desk.people["warranty"], office=OWN, role="signatory")
    assert writer.post(f"{address}/approve/", {**given, "decision": "approve"}).status_code == 422
    own.delete()
    assert "Waiting for your approval" in signer.get("/").content.decode()
    assert signer.get(f"{address}/decide/").status_code == 200
    back = {**given, "decision": "return"}
    assert signer.post(f"{address}/approve/", back).status_code == 422, "no comment"
    assert signer.post(f"{address}/approve/", {**back, "comment": "Frist?"}).status_code == 302
    assert "Frist?" in writer.get(f"{address}/").content.decode()
    assert writer.post(f"{address}/ask/", given).status_code == 302
    read = {**given, "decision": "approve", "comment": "gut"}
    assert signer.post(f"{address}/approve/", {**read, "draft-version": 9}).status_code == 422
    assert signer.post(f"{address}/approve/", read).status_code == 302
    assert signer.post(f"{address}/", {"notes": "x"}).status_code == 404, "read, not written"
    row.refresh_from_db()
    assert row.approved_by == "signatory-person"
    done = writer.post(f"{address}/issue/", given)
    assert done.status_code == 302, done.content.decode()
    row.refresh_from_db()
    told = entry(Event.objects.filter(document=row.document, action="reserved").get())
    assert told["facts"]["approval"]["comment"] == "gut"


def test_a_change_makes_an_approval_void(desk: Desk, register: Register) -> None:
    set_rule(register, "claim-response", OWN, "x", demand=True)
    writer, signer, row = desk.client("warranty"), desk.client("signatory"), begun(register)
    given = {"draft-version": row.version}
    writer.post(f"/drafts/{row.pk}/ask/", given)
    signer.post(f"/drafts/{row.pk}/approve/", {**given, "decision": "approve"})
    sent(writer, row, notes="noch etwas.")
    row.refresh_from_db()
    assert row.state == "draft"
    assert writer.post(f"/drafts/{row.pk}/issue/", {"draft-version": 2}).status_code == 422


def test_a_file_is_put_in_as_an_enclosure(desk: Desk, register: Register) -> None:
    client, row = desk.client("warranty"), begun(register)
    picture = sorted((data_root() / "samples" / "claim-response" / "files").glob("*.jp*g"))[0]
    file = SimpleUploadedFile("../../Foto vom Schaden.jpg", picture.read_bytes())
    sent(client, row, "attach", **{"enclosures@+": file})  # type: ignore[arg-type]
    row.refresh_from_db()
    added = fields_of(row)["enclosures"][-1]
    assert added == {"name": "Foto vom Schaden", "file": "1-Foto-vom-Schaden.jpg"}
    page = client.get(f"/drafts/{row.pk}/decide/").content.decode()
    assert "Something is to be put right" not in page
    sent(client, row, notes="Mit Bild.")
    row.refresh_from_db()
    assert "1-Foto-vom-Schaden.jpg" in row.content.split('"named"')[1], "still there"
    assert (
        client.post(f"/drafts/{row.pk}/issue/", {"draft-version": row.version}).status_code == 302
    )


def test_the_law_follows_the_typing(desk: Desk, register: Register) -> None:
    client, row = desk.client("warranty", "de"), begun(register)
    page = client.get(f"/drafts/{row.pk}/").content.decode()
    browser = Browser()
    browser.feed(FORM.search(page)[0])  # type: ignore[index]
    post = dict(browser.sent) | {"claim.received": "30.11.2026", "date": "30.11.2026"}
    panel = client.post(f"/drafts/{row.pk}/typing/", post).content.decode()
    assert 'id="panel"' in panel
    assert 'id="draft-version" value="2"' in panel
    assert "14.12.2026" in panel
    stale = client.post(f"/drafts/{row.pk}/typing/", post | {"notes": "y"}).content.decode()
    assert "draft-version" not in stale
    row.refresh_from_db()
    assert "notes" not in fields_of(row)


def test_a_draft_is_deleted_and_that_stays_recorded(desk: Desk, register: Register) -> None:
    client, row = desk.client("warranty"), begun(register)
    wrong = client.post(f"/drafts/{row.pk}/delete/", {"draft-version": 5})
    assert wrong.status_code == 422
    assert client.post(f"/drafts/{row.pk}/delete/", {"draft-version": 1}).status_code == 302
    assert not Draft.objects.filter(pk=row.pk).exists()
    assert entry(Event.objects.order_by("-seq")[0])["action"] == "draft-deleted"


def test_an_entry_is_dragged_to_another_place(desk: Desk, register: Register) -> None:
    client, row = desk.client("warranty"), begun(register)
    for _ in range(2):
        sent(client, row, "add:remedies")
    before = fields_of(Draft.objects.get(pk=row.pk))["remedies"]
    sent(client, row, "move:remedies.0>2")
    after = fields_of(Draft.objects.get(pk=row.pk))["remedies"]
    assert [str(one) for one in after] == [
        str(one) for one in (*before[1:3], before[0], *before[3:])
    ]
    for odd in (
        "move:remedies.9>0",
        "move:remedies>0",
        "move:nothing.0>1",
        "move:remedies.0>x",
        "move:>1",
        "move:date.0>1",
    ):
        assert sent(client, row, odd).status_code == 200
        assert fields_of(Draft.objects.get(pk=row.pk))["remedies"] == after
