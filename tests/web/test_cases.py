"""Cases in the browser: opened, found, changed, noted on; documents begun with what they tell."""

from __future__ import annotations

import html
import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from aftersales_docs.desk.accounts.models import Post
from aftersales_docs.desk.accounts.roles import ROLES
from aftersales_docs.desk.cases.facts import facts_in
from aftersales_docs.desk.cases.life import about, open_case
from aftersales_docs.desk.cases.models import CLOSED, OPEN, Case
from aftersales_docs.desk.draft_content import fields_of
from aftersales_docs.desk.history import of
from aftersales_docs.desk.opening import Register
from aftersales_docs.desk.register.models import Document, Draft
from aftersales_docs.desk.web.cases.facts_form import names
from aftersales_docs.desk.web.forms.typed import alike
from aftersales_docs.kinds import KINDS
from aftersales_docs.language import language_of
from aftersales_docs.messages import UI_LANGS, UiLang, said, speaking, worded
from tests.desk.case_file import facts
from tests.desk.orders import LETTER

from .conftest import OTHER, OWN, Desk
from .documents import document_with
from .test_forms import Browser

FORM = re.compile(r'<form[^>]*id="draft-form".*?</form>', re.DOTALL)
DAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("cases.pages", "cases.acting", "pages.due"):
        monkeypatch.setattr(f"aftersales_docs.desk.web.{module}.today", lambda: DAY)


def a_case(register: Register, office: str = OWN, **changed: Any) -> Case:
    return open_case(register, office, facts(**changed), "Clerk")


def sent(client: Client, address: str, act: str = "save", **typed: str) -> Any:
    """Send the form at ``address`` with what was typed over it; ``a__b`` stands for ``a.b``."""
    found = FORM.search(client.get(address).content.decode())
    assert found, "no form"
    browser = Browser()
    browser.feed(found[0])
    post: dict[str, Any] = {}
    for key, value in browser.sent:
        post.setdefault(key, []).append(value)
    over = {key.replace("__", "."): [value] for key, value in typed.items()}
    return client.post(address, {**post, "draft-act": act, **over})


def answered(register: Register, kind: str) -> Document:
    """A document of one's own office that has an input which can be read."""
    text = LETTER.read_bytes() if kind == "claim-response" else f"kind: {kind}\n".encode()
    return document_with(register, OWN, kind, text)


def read(response: Any) -> str:
    """What stands on a page, without its tags."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


@pytest.mark.parametrize("lang", UI_LANGS)
def test_a_case_is_opened_and_says_what_comes_next(desk: Desk, lang: UiLang) -> None:
    client = desk.client("warranty", lang)
    start = client.get("/").content.decode()
    with speaking(lang):
        assert said(worded("New case")) in start
        assert "/cases/new/" in start
        begin = said(worded("Begin: {kind}", kind=KINDS["claim-response"].names[lang]))
    typed = {
        "lang": "de",
        "law": "de",
        "product__name": "Waschmaschine",
        "claim__received": "18.11.2026",
        "claim__number": "R-26-4471",
    }
    response = sent(client, "/cases/new/", **typed)
    made = Case.objects.get()
    assert response["Location"] == f"/cases/{made.pk}/"
    assert (made.office, made.received, made.product) == (OWN, "2026-11-18", "Waschmaschine")
    assert [one["action"] for one in of(about(made))] == ["case-opened"]
    page = read(client.get(f"/cases/{made.pk}/"))
    assert begin in page
    assert "R-26-4471" in page
    assert language_of(lang).date_short(date(2026, 12, 2)).replace("\u00a0", " ") in page


def test_facts_make_the_round_trip_through_the_form(desk: Desk, register: Register) -> None:
    client, made = desk.client("warranty"), a_case(register, place="Köln", currency="EUR")
    assert set(names()) >= {"claim", "claimant", "product", "organisation", "signatory", "law"}
    sent(client, f"/cases/{made.pk}/facts/")
    made.refresh_from_db()
    assert made.version == 1
    assert facts_in(made)["place"] == "Köln", "what the form does not ask for stays"
    sent(client, f"/cases/{made.pk}/facts/", product__serial_number="WM714-2503-00001")
    made.refresh_from_db()
    assert (made.version, made.serials) == (2, "WM714-2503-00001")
    rest = {name: value for name, value in facts_in(made).items() if name != "product"}
    before = facts(place="Köln", currency="EUR")
    assert alike(rest, {name: value for name, value in before.items() if name != "product"})
    assert [one["action"] for one in of(about(made))] == ["case-opened", "case-changed"]


def test_who_saves_later_overwrites_nothing(desk: Desk, register: Register) -> None:
    client, made = desk.client("warranty"), a_case(register)
    address = f"/cases/{made.pk}/facts/"
    stale = {"draft-version": "1"}
    sent(client, address, product__name="Trockner")
    response = sent(client, address, product__name="Kühlschrank", **stale)
    assert response.status_code == 422
    assert "Kühlschrank" in response.content.decode(), "what was typed is still there"
    assert "warranty-person" in read(response)
    made.refresh_from_db()
    assert made.product.startswith("Trockner")


def test_buttons_of_the_form_keep_what_is_typed_and_open_nothing(desk: Desk) -> None:
    client = desk.client("warranty")
    response = sent(client, "/cases/new/", "put:organisation.logo", product__name="Waschmaschine")
    page = response.content.decode()
    assert response.status_code == 200
    assert 'name="organisation.logo.file"' in page
    assert "Waschmaschine" in page
    assert 'type="file"' not in page, "a case keeps no files"
    assert not Case.objects.exists()


def test_a_wrong_fact_is_kept_and_told_at_its_field(desk: Desk, register: Register) -> None:
    client, made = desk.client("warranty"), a_case(register)
    sent(client, f"/cases/{made.pk}/facts/", claim__received="31.11.2026")
    page = client.get(f"/cases/{made.pk}/facts/").content.decode()
    assert 'href="#f-claim-received"' in page
    assert "31.11.2026" in page


def test_a_new_case_takes_the_house_of_the_last_one_and_marks_it(
    desk: Desk, register: Register
) -> None:
    a_case(register, OTHER, organisation={"name": "Of another office"})
    a_case(register)
    page = desk.client("warranty").get("/cases/new/").content.decode()
    assert "from the last case" in page
    assert "Of another office" not in page
    assert "Öztürk" not in page, "the claimant of another case"


@pytest.mark.parametrize("kind", ["claim-response", "completion-certificate"])
def test_a_document_begins_with_the_facts_filled_in_and_marked(
    desk: Desk, register: Register, kind: str
) -> None:
    client, made = desk.client("warranty"), a_case(register)
    response = client.post(f"/cases/{made.pk}/begin/", {"kind": kind})
    row = Draft.objects.get(case=made)
    assert response["Location"] == f"/drafts/{row.pk}/"
    assert facts()["product"]["serial_number"] in str(fields_of(row))
    page = client.get(f"/drafts/{row.pk}/").content.decode()
    assert f'href="/cases/{made.pk}/"' in page
    serial = re.search(r'<label for="f-[\w-]*serial_number">.*?</label>', page)
    assert serial
    assert "from the case" in serial[0]
    on_case = client.get(f"/cases/{made.pk}/").content.decode()
    assert f'href="/drafts/{row.pk}/"' in on_case
    assert any(one["action"] == "drafted" for one in of(f"draft:{row.pk}"))


def test_kinds_of_another_department_are_not_begun(desk: Desk, register: Register) -> None:
    client, made = desk.client("warranty"), a_case(register)
    page = client.get(f"/cases/{made.pk}/").content.decode()
    for kind in ("service-agreement", "job-description"):
        assert f'value="{kind}"' not in page
        assert client.post(f"/cases/{made.pk}/begin/", {"kind": kind}).status_code == 404


def test_cases_are_found_by_party_product_and_numbers(desk: Desk, register: Register) -> None:
    client, made = desk.client("warranty"), a_case(register)
    other = a_case(register, OTHER)
    closed = a_case(register)
    Case.objects.filter(pk=closed.pk).update(state=CLOSED)
    serial = facts()["product"]["serial_number"]
    for text in ("öztürk", "OZTURK", "wasch", serial[:8], serial[-5:].lower(), str(made.pk)):
        page = client.get("/cases/", {"text": text}).content.decode()
        assert f"/cases/{made.pk}/" in page, text
        assert f"/cases/{other.pk}/" not in page, text
    assert f"/cases/{made.pk}/" not in client.get("/cases/?text=nobody").content.decode()
    plain = client.get("/cases/").content.decode()
    assert f"/cases/{made.pk}/" in plain
    assert f"/cases/{closed.pk}/" not in plain
    every = client.get("/cases/?state=any").content.decode()
    assert f"/cases/{made.pk}/" in every
    assert f"/cases/{closed.pk}/" in every
    assert re.search(r"\d+ days? left|overdue", read(client.get("/cases/")))


def test_the_list_goes_on_to_older_ones(
    desk: Desk, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aftersales_docs.desk.web.cases.pages._SIZE", 2)
    made, client = [a_case(register) for _ in range(5)], desk.client("warranty")
    seen, address = [], "/cases/"
    while address:
        page = client.get(address).content.decode()
        seen += [int(one) for one in re.findall(r'<td><a href="/cases/(\d+)/"', page)]
        more = re.search(r'href="(\?[^"]*before=[^"]*)"', page)
        address = f"/cases/{html.unescape(more[1])}" if more else ""
    assert seen == [one.pk for one in made][::-1]


def test_noted_closed_and_opened_again_with_the_audit_trail(
    desk: Desk, register: Register
) -> None:
    client, made = desk.client("warranty"), a_case(register)
    address = f"/cases/{made.pk}/act/"
    assert client.post(address, {"act": "note", "note": "  "}).status_code == 422
    client.post(address, {"act": "note", "note": "called <b>back</b>"})
    assert "called &lt;b&gt;back&lt;/b&gt;" in client.get(f"/cases/{made.pk}/").content.decode()
    refused = client.post(address, {"act": "close", "ground": ""})
    assert refused.status_code == 422, "something is open"
    client.post(address, {"act": "close", "ground": "withdrawn"})
    made.refresh_from_db()
    assert made.state == CLOSED
    assert client.post(f"/cases/{made.pk}/begin/", {"kind": "claim-response"}).status_code != 500
    client.post(address, {"act": "reopen"})
    made.refresh_from_db()
    assert made.state == OPEN
    done = [one["action"] for one in of(about(made))]
    assert done[:4] == ["case-opened", "case-noted", "case-closed", "case-reopened"]
    assert all(one["who"] == "warranty-person" for one in of(about(made))[1:])
    trail = read(desk.client("auditor").get("/audit/"))
    assert "case opened again" in trail


def test_a_document_is_filed_and_found_from_both_sides(desk: Desk, register: Register) -> None:
    client, made = desk.client("warranty"), a_case(register)
    document = answered(register, "claim-response")
    foreign = desk.documents[OTHER, "claim-response"]
    address = f"/cases/{made.pk}/act/"
    for number in ("none", foreign.number):
        response = client.post(address, {"act": "file", "number": number})
        assert response.status_code == 422
        assert f"there is no document '{number}'" in html.unescape(response.content.decode())
    client.post(address, {"act": "file", "number": document.number})
    document.refresh_from_db()
    assert document.case_id == made.pk
    page = client.get(f"/documents/{document.pk}/").content.decode()
    assert f'href="/cases/{made.pk}/"' in page
    assert document.number in client.get(f"/cases/{made.pk}/").content.decode()


def test_a_case_is_opened_with_what_a_document_tells(desk: Desk, register: Register) -> None:
    document, client = answered(register, "claim-response"), desk.client("warranty")
    assert "/case/" in client.get(f"/documents/{document.pk}/").content.decode()
    client.post(f"/documents/{document.pk}/case/")
    made = Case.objects.get()
    assert made.documents.get().pk == document.pk
    assert facts_in(made).keys() >= {"claimant", "product", "claim"}
    assert client.post(f"/documents/{document.pk}/case/").status_code == 404, "it has one"


@pytest.mark.parametrize("role", [*ROLES, "nobody"])
def test_a_role_sees_and_works_on_the_cases_of_its_office_alone(
    desk: Desk, register: Register, role: str
) -> None:
    client, own, other = desk.client(role), a_case(register), a_case(register, OTHER)
    sees = role in {"warranty", "signatory", "auditor"}
    assert client.get(f"/cases/{own.pk}/").status_code == (200 if sees else 404)
    assert client.get(f"/cases/{other.pk}/").status_code == 404
    assert client.get("/cases/").status_code == (200 if sees else 404)
    assert ('href="/cases/"' in client.get("/").content.decode()) == sees
    note = client.post(f"/cases/{own.pk}/act/", {"act": "note", "note": "x"})
    assert note.status_code == (302 if role == "warranty" else 404)
    assert client.get("/cases/new/").status_code == (200 if role == "warranty" else 404)
    assert client.post("/cases/new/", {"office": OTHER}).status_code == 404


def test_what_follows_from_a_document_that_one_may_not_see_is_not_told(
    desk: Desk, register: Register
) -> None:
    made, document = a_case(register), answered(register, "service-agreement")
    Document.objects.filter(pk=document.pk).update(case=made)
    client = desk.client("warranty")
    assert document.number not in client.get(f"/cases/{made.pk}/").content.decode()
    assert "the agreement ends" not in read(client.get(f"/cases/{made.pk}/"))
    Post.objects.create(person=desk.people["warranty"], office=OWN, role="legal")
    client = desk.client("warranty")
    assert document.number in client.get(f"/cases/{made.pk}/").content.decode()
