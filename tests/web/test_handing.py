"""A document goes to the other party: mail, links, signatures; and nothing else does."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.test import Client
from django.urls import reverse

from aftersales_docs.desk.chain import entry, text_of
from aftersales_docs.desk.handing import links
from aftersales_docs.desk.handing.models import Link
from aftersales_docs.desk.numbers import FREE, set_pattern
from aftersales_docs.desk.opening import Register
from aftersales_docs.desk.register.models import Document, Event
from aftersales_docs.desk.store import FileStore
from aftersales_docs.desk.web.logs import Impersonal
from aftersales_docs.desk.writing import written
from tests.desk import postgres
from tests.desk.orders import issued
from tests.desk.test_mailing import Kept
from tests.desk.test_steps import AGREEMENT
from tests.signing.pki import PASSPHRASE, Authority, served

from .conftest import OTHER, OWN, Desk


def link_to(desk: Desk, register: Register, kind: str = "claim-response") -> tuple[Link, str]:
    link, secret = links.made(register, desk.documents[OWN, kind], "Frau Öztürk", 14, "Clerk")
    return link, f"/sign/{secret}/"


def told() -> list[tuple[str, str]]:
    return [(one.action, entry(one)["who"]) for one in Event.objects.order_by("seq")]


def test_a_link_shows_one_document_and_nothing_else(desk: Desk, register: Register) -> None:
    link, address = link_to(desk, register)
    page = Client().get(address)
    text = page.content.decode()
    assert page.status_code == 200
    assert link.document.number in text
    assert "<nav" not in text
    assert "cookie" not in {one.casefold() for one in page.headers}
    assert not page.cookies, "no session, no cookie"
    leads = set(re.findall(r'(?:href|action|src)="([^"]*)"', text))
    outside = [
        one for one in leads if not one.startswith(("/static/", "/tokens.css", address, "?"))
    ]
    assert not outside
    for one in desk.documents.values():
        assert (one.number in text) == (one == link.document)
    assert page["Referrer-Policy"] == "no-referrer"
    assert page["Cache-Control"] == "no-store, private"
    assert "noindex" in page["X-Robots-Tag"]
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    file = Client().get(f"{address}document.pdf")
    assert file.content == f"pdf {link.document.number}".encode()
    assert file["Referrer-Policy"] == "no-referrer"
    assert "sandbox" in file["Content-Security-Policy"]


def test_only_the_hash_of_the_secret_is_kept(desk: Desk, register: Register) -> None:
    _, address = link_to(desk, register)
    secret = address.split("/")[2]
    Client().get(address)
    from django.db import connection

    connection.close()
    for path in register.place.folder.glob("register.sqlite3*"):
        assert secret.encode() not in path.read_bytes()
    import logging

    record = logging.makeLogRecord({"msg": "Not Found: %s", "args": (address,)})
    Impersonal().filter(record)
    assert secret not in record.getMessage()


def test_a_link_is_used_once(desk: Desk, register: Register) -> None:
    link, address = link_to(desk, register)
    Client().get(address)
    Client().get(address)
    done = Client().post(address, {"act": "decline", "ground": "zu <b>teuer</b>"})
    assert done.status_code == 200
    for method in ("get", "post"):
        again = getattr(Client(), method)(address, {"act": "decline"})
        assert again.status_code == 404
        assert link.document.number not in again.content.decode()
    assert Client().get(f"{address}document.pdf").status_code == 404
    party = f"Frau Öztürk (link {link.pk})"
    assert told()[-3:] == [("link-made", "Clerk"), ("link-opened", party), ("declined", party)]
    page = desk.client("warranty").get(reverse("desk:document", args=[link.document.pk]))
    assert "zu &lt;b&gt;teuer&lt;/b&gt;" in page.content.decode()
    link.document.refresh_from_db()
    assert link.document.state == "issued", "declining is told; what follows people decide"


def test_links_that_lead_nowhere_are_all_alike(desk: Desk, register: Register) -> None:
    never = Client().get("/sign/no-such-secret/").content
    for ended in ("revoked", "run out", "cancelled"):
        link, address = link_to(desk, register)
        assert Client().get(address).status_code == 200
        if ended == "revoked":
            client = desk.client("warranty")
            client.post(reverse("handing:revoke", args=[link.document.pk, link.pk]))
            assert told()[-1][0] == "link-revoked"
        elif ended == "run out":
            past = text_of(datetime.now(UTC) - timedelta(seconds=1))
            Link.objects.filter(pk=link.pk).update(until=past)
        else:
            Document.objects.filter(pk=link.document.pk).update(state="cancelled")
        page = Client().get(address)
        assert (page.status_code, page.content) == (404, never), ended
        assert Client().get(f"{address}document.pdf").content == never


def test_who_made_the_link_sees_its_address_once(desk: Desk) -> None:
    client, document = desk.client("warranty"), desk.documents[OWN, "claim-response"]
    client.post(reverse("handing:make", args=[document.pk]), {"name": "A. B.", "days": "3"})
    page = reverse("desk:document", args=[document.pk])
    found = re.search(r"http://testserver(/sign/[\w-]{43}/)", client.get(page).content.decode())
    assert found
    assert found[1] not in client.get(page).content.decode()
    assert Client().get(found[1]).status_code == 200
    wrong = client.post(reverse("handing:make", args=[document.pk]), {"name": "", "days": "3"})
    assert wrong.status_code == 422
    many = client.post(reverse("handing:make", args=[document.pk]), {"name": "x", "days": "999"})
    assert many.status_code == 422


@pytest.mark.parametrize("role", ["personnel", "legal", "signatory", "auditor", "administrator"])
def test_links_mail_and_keys_need_their_rights(desk: Desk, register: Register, role: str) -> None:
    link, _ = link_to(desk, register)
    client, pk = desk.client(role), link.document.pk
    for address in (
        reverse("handing:make", args=[pk]),
        reverse("handing:revoke", args=[pk, link.pk]),
        reverse("handing:mail", args=[pk]),
        *([] if role == "signatory" else [reverse("handing:sign", args=[pk])]),
    ):
        assert client.post(address, {"name": "x", "days": "3"}).status_code == 404, address
    link.refresh_from_db()
    assert (Link.objects.count(), link.revoked_at) == (1, "")


def test_no_link_of_another_document_is_revoked(desk: Desk, register: Register) -> None:
    foreign, _ = links.made(register, desk.documents[OTHER, "claim-response"], "X", 3, "Clerk")
    own = desk.documents[OWN, "claim-response"]
    address = reverse("handing:revoke", args=[own.pk, foreign.pk])
    assert desk.client("warranty").post(address).status_code == 404
    foreign.refresh_from_db()
    assert not foreign.revoked_at


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[Kept]:
    """A server of mail, and the address that names it."""
    kept, port = Kept(), postgres.free_port()
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    monkeypatch.setenv("AFTERSALES_DOCS_SMTP", f"smtp://127.0.0.1:{port}")
    monkeypatch.setenv("AFTERSALES_DOCS_SENDER", "desk@house.example")
    yield kept
    controller.stop()


def mail_form(document: Document, **changed: Any) -> dict[str, Any]:
    pdf = document.files.get(role="pdf")
    return {
        "to": "a@party.example, b@party.example",
        "subject": "Ihre Reklamation",
        "text": "Guten Tag\r\n",
        "file": [pdf.pk],
        **changed,
    }


def test_a_mail_with_the_document_is_the_step_sent(desk: Desk, box: Kept) -> None:
    client, document = desk.client("warranty", "de"), desk.documents[OWN, "claim-response"]
    address = reverse("handing:mail", args=[document.pk])
    assert document.number in client.get(address).content.decode()
    done = client.post(address, mail_form(document, link="1"))
    assert done.status_code == 302, done.content.decode()
    assert [one["To"] for one in box.mails] == ["a@party.example", "b@party.example"]
    first = box.mails[0]
    assert (first["From"], first["Subject"]) == ("desk@house.example", "Ihre Reklamation")
    (enclosed,) = first.iter_attachments()
    assert enclosed.get_content() == f"pdf {document.number}".encode()
    body = first.get_body(("plain",))
    assert body is not None
    found = re.search(r"http://testserver(/sign/[\w-]+/)", body.get_content())
    assert found
    assert Client().get(found[1]).status_code == 200
    document.refresh_from_db()
    assert document.state == "sent"
    said = entry(Event.objects.filter(action="sent").latest("seq"))
    assert said["who"] == "warranty-person"
    assert "b@party.example" in said["facts"]["way"]


def test_what_is_typed_is_no_head_of_a_mail(desk: Desk, box: Kept) -> None:
    client, document = desk.client("warranty"), desk.documents[OWN, "claim-response"]
    address = reverse("handing:mail", args=[document.pk])
    for to in ("a@b.example\nBcc: x@y.example", "a@b.example>, <c@d.example", "", "nobody"):
        assert client.post(address, mail_form(document, to=to)).status_code == 422, to
    assert not box.mails
    client.post(address, mail_form(document, subject="x\r\nBcc: c@d.example"))
    assert box.mails[0]["Bcc"] is None
    assert box.mails[0]["Subject"] == "x Bcc: c@d.example"


def test_no_file_of_another_document_goes_out(desk: Desk, box: Kept) -> None:
    client, document = desk.client("warranty"), desk.documents[OWN, "claim-response"]
    other = desk.documents[OTHER, "claim-response"].files.get(role="pdf")
    own_input = document.files.get(role="input")
    client.post(
        reverse("handing:mail", args=[document.pk]),
        mail_form(document, file=[other.pk, own_input.pk]),
    )
    assert not list(box.mails[0].iter_attachments())


def test_a_mail_that_is_refused_is_no_step(desk: Desk, box: Kept) -> None:
    client, document = desk.client("warranty"), desk.documents[OWN, "claim-response"]
    box.answer = "554 no"
    address = reverse("handing:mail", args=[document.pk])
    page = client.post(address, mail_form(document, link="1"))
    assert page.status_code == 422
    assert "a@party.example" in page.content.decode(), "what was typed is not lost"
    document.refresh_from_db()
    assert document.state == "issued"
    assert Link.objects.get().revoked_at, "its link leads nowhere"


def test_without_a_server_it_says_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AFTERSALES_DOCS_SMTP", raising=False)
    client, document = desk.client("warranty"), desk.documents[OWN, "claim-response"]
    page = client.post(reverse("handing:mail", args=[document.pk]), mail_form(document))
    assert page.status_code == 422


@pytest.fixture(scope="module")
def authority() -> Iterator[Authority]:
    with served() as one:
        yield one


@pytest.fixture
def agreement(desk: Desk, register: Register) -> Document:
    """A real agreement, in the office of the desk's people."""
    written(register, lambda: set_pattern("service-agreement", OWN, FREE, "Clerk"))
    return issued(register, AGREEMENT, office=OWN).document


def _file(content: bytes, name: str) -> io.BytesIO:
    made = io.BytesIO(content)
    made.name = name
    return made


@pytest.mark.slow
def test_signed_with_a_key_for_one_act_then_by_the_other_party(
    desk: Desk, register: Register, agreement: Document, authority: Authority, tmp_path: Path
) -> None:
    client, pk = desk.client("legal"), agreement.pk
    key = authority.signer("Katharina Vogt").p12(tmp_path / "key.p12").read_bytes()
    address = reverse("handing:sign", args=[pk])
    page = client.get(address).content.decode()
    assert "principal" in page
    given = {"field": "principal", "key": _file(key, "k.p12"), "passphrase": "wrong"}
    assert client.post(address, given).status_code == 422
    given = {"field": "principal", "key": _file(key, "k.p12"), "passphrase": PASSPHRASE}
    assert client.post(address, given).status_code == 302
    page = client.get(reverse("desk:document", args=[pk])).content.decode()
    assert "Katharina Vogt" in page
    kept = b"".join(one.read_bytes() for one in register.place.folder.rglob("*") if one.is_file())
    assert key not in kept
    assert PASSPHRASE.encode() not in kept
    _, secret = links.made(register, agreement, "Leyla Öztürk", 14, "Clerk")
    there = f"/sign/{secret}/"
    half = Client().get(f"{there}document.pdf").content
    again = Client().post(there, {"act": "sign", "file": _file(half, "a.pdf")})
    assert again.status_code == 422, "what is not signed anew does not use the link up"
    from aftersales_docs.signing.keys import from_pkcs12
    from aftersales_docs.signing.sign import Request, sign

    other = from_pkcs12(
        authority.signer("Leyla Öztürk").p12(tmp_path / "b.p12"), lambda: PASSPHRASE
    )
    whole = sign(half, "a.pdf", other, Request("seller"))
    done = Client().post(there, {"act": "sign", "file": _file(whole, "a.pdf")})
    assert done.status_code == 200, done.content.decode()
    agreement.refresh_from_db()
    assert agreement.state == "signed"
    assert Client().get(there).status_code == 404
    store = FileStore(register.place.files)
    last = agreement.files.filter(role="signed").latest("pk")
    assert store.get(last.sha256) == whole


@pytest.mark.slow
def test_a_file_that_is_not_this_document_signed_is_refused(
    desk: Desk, register: Register, agreement: Document
) -> None:
    link, secret = links.made(register, agreement, "X", 3, "Clerk")
    for content in (b"", b"%PDF-1.7 nothing", b"PK\3\4"):
        page = Client().post(f"/sign/{secret}/", {"act": "sign", "file": _file(content, "a.pdf")})
        assert page.status_code == 422
    link.refresh_from_db()
    assert not link.answered_at
