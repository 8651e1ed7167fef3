"""Nobody sees another department's or office's documents: every address with every role."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from aftersales_docs.desk.accounts.models import Feed, Person, Post
from aftersales_docs.desk.accounts.rights import cases_within, visible_to
from aftersales_docs.desk.accounts.roles import DEPARTMENTS, ROLES, department_of
from aftersales_docs.desk.bulk.models import Batch
from aftersales_docs.desk.cases.life import open_case
from aftersales_docs.desk.cases.models import Case
from aftersales_docs.desk.chain import now
from aftersales_docs.desk.handing.models import Link
from aftersales_docs.desk.opening import Register
from aftersales_docs.desk.register.models import Document, Draft
from aftersales_docs.desk.steps import STEPS
from aftersales_docs.desk.web.drafts.mine import visible_drafts
from aftersales_docs.desk.web.pages.due import digest_of
from aftersales_docs.desk.web.starting import the_place
from aftersales_docs.kinds import KINDS

from .conftest import OTHER, OWN, Desk

# The fast tests try one of them at every address.
EVERYBODY = [
    pytest.param(one, marks=() if one == "warranty" else pytest.mark.wide)
    for one in (*ROLES, "nobody")
]


def patterns(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    """The routes of all pages of ours."""
    for one in resolver.url_patterns:
        route = prefix + str(one.pattern)
        if isinstance(one, URLPattern):
            yield route
        elif not route.startswith("accounts/"):
            yield from patterns(one, route)


ROUTES = sorted(patterns(get_resolver()))


def batch_of(document: Document) -> int:
    """A table of the document's office and kind, made for who would be at work there."""
    owner, _ = Person.objects.get_or_create(username="clerk-elsewhere")
    name = f"{document.office}.csv"
    made, _ = Batch.objects.get_or_create(
        office=document.office,
        kind=document.kind,
        name=name,
        owner=owner,
        folder=f"{document.pk:032}",
        defaults={"lang": "de", "made_at": now()},
    )
    return made.pk


def link_of(document: Document) -> int:
    """A link for the other party to the document."""
    made, _ = Link.objects.get_or_create(
        document=document,
        digest=f"{document.pk:064}",
        name=f"Party of {document.number}",
        defaults={"made_by": "Clerk", "made_at": now(), "until": "2999-01-01T00:00:00.000Z"},
    )
    return made.pk


def case_of(document: Document) -> int:
    """A case of the document's office, with its name in what is known."""
    party = f"Partei {document.office}"
    facts = {"claimant": {"type": "business", "company": party}, "place": document.office}
    made = Case.objects.filter(office=document.office, party=party).first()
    return (made or open_case(Register(the_place()), document.office, facts, party)).pk


def slots(document: Document) -> dict[str, list[Any]]:
    """What can stand in the addresses of a document, by the names of the routes."""
    file = document.files.first()
    return {
        "pk": [document.pk],
        "draft": [
            one.pk for one in Draft.objects.filter(office=document.office, kind=document.kind)
        ],
        "file": [one.pk for one in document.files.all()] if file else [],
        "step": list(STEPS),
        "format_": ["csv", "xlsx"],
        "secret": ["no-such-secret"],
        "name": ["index"],
        "lang": ["de"],
        # Below /api/, where a person's session opens nothing; tests/rest walks it with keys.
        "id": [document.pk],
        "job": ["0" * 32],
        "case": [case_of(document)],
        "matter": ["facts"],
        "sort": ["signatory"],
        "section": ["people"],
        "key": ["vogt"],
        "number": [1],
        "path": ["house.yaml"],
        "batch": [batch_of(document)],
        "kind": [document.kind],
        "token": ["no-such-secret"],
        "view": [1],
        "clause": ["no-such-clause"],
        "link": [link_of(document)],
        "part": ["documents.zip", "print.pdf", "errors"],
    }


def filled(route: str, values: dict[str, list[Any]]) -> list[str]:
    """The addresses of a route, of a document's ``slots``."""
    found = [route]
    for name in re.findall(r"<(?:\w+:)?(\w+)>", route):
        slot = re.compile(rf"<(?:\w+:)?{name}>")
        found = [slot.sub(str(value), one) for one in found for value in values[name]]
    return [f"/{one}" for one in found]


def test_the_walk_knows_all_rooms() -> None:
    assert {"register/", "documents/<int:pk>/", "feed/<str:secret>/due.ics"} <= set(ROUTES)


@pytest.mark.parametrize("role", EVERYBODY)
def test_no_address_tells_of_another_offices_documents(desk: Desk, role: str) -> None:
    client = desk.client(role)
    foreign = [one for (office, _), one in desk.documents.items() if office == OTHER]
    values = [slots(one) for one in foreign]
    addresses = (one for route in ROUTES for known in values for one in filled(route, known))
    for address in dict.fromkeys(addresses):
        for response in (client.get(address), client.post(address)):
            assert response.status_code < 500, address
            assert OTHER.encode() not in response.content, (address, role)
            if address.startswith(("/documents/", "/drafts/", "/cases/")):
                listing = address in {"/drafts/", "/cases/", "/cases/new/"}
                assert listing or response.status_code in (404, 405), (address, role)
    assert {one.state for one in foreign} == {"issued"}
    assert not Document.objects.filter(office=OTHER).exclude(state="issued").exists()
    drafts = {one.pk: one for (office, _), one in desk.drafts.items() if office == OTHER}
    for one in Draft.objects.filter(office=OTHER):
        assert (one.content, one.state) == (drafts[one.pk].content, "submitted")
    assert Draft.objects.filter(office=OTHER).count() == len(drafts)
    for case in Case.objects.filter(office=OTHER):
        assert (case.state, case.version, case.notes.count()) == ("open", 1, 0)
        assert not case.drafts.exists()
        assert not case.documents.exists()


@pytest.mark.parametrize("role", EVERYBODY)
def test_a_role_sees_its_departments_kinds_alone(desk: Desk, role: str) -> None:
    client = desk.client(role)
    for kind in KINDS:
        document = desk.documents[OWN, kind]
        known = ROLES.get(role)
        sees = (
            known is not None
            and "see" in known.actions
            and known.department in ("", department_of(kind))
        )
        assert visible_to(desk.people[role]).filter(pk=document.pk).exists() == sees
        page = client.get(reverse("desk:document", args=[document.pk]))
        assert page.status_code == (200 if sees else 404)
        assert (document.number in page.content.decode()) == sees
        for file in document.files.all():
            got = client.get(reverse("desk:file", args=[document.pk, file.pk]))
            assert got.status_code == (200 if sees and file.role != "input" else 404)
        for address in ("desk:register", "desk:start", "desk:due"):
            listed = client.get(reverse(address)).content.decode()
            assert (document.number in listed) == sees, address


@pytest.mark.parametrize("role", EVERYBODY)
def test_the_one_search_finds_what_one_may_see_and_nothing_else(desk: Desk, role: str) -> None:
    client, person = desk.client(role), desk.people[role]
    for document in desk.documents.values():
        case_of(document)
    for office in (OWN, OTHER):
        for text in (f"Partei {office}", f"WM {office}", f"{office}-7", f"{office}-"):
            page = client.get(reverse("desk:search"), {"text": text})
            assert page.status_code == (200 if role not in {"nobody", "administrator"} else 404)
            body = page.content.decode()
            found = {
                what: {int(pk) for pk in re.findall(rf'href="/{what}/(\d+)/(?:decide/)?"', body)}
                for what in ("documents", "drafts", "cases")
            }
            seen = visible_to(person).filter(office=office)
            assert found["documents"] <= set(seen.values_list("pk", flat=True))
            mine = visible_drafts(person).filter(office=office)
            assert found["drafts"] <= set(mine.values_list("pk", flat=True))
            cases = cases_within(person).filter(office=office)
            assert found["cases"] <= set(cases.values_list("pk", flat=True))
            if text.startswith("Partei"):
                assert len(found["documents"]) == min(10, seen.count())
                assert len(found["drafts"]) == mine.count()
                assert len(found["cases"]) == cases.count()


@pytest.mark.parametrize("role", EVERYBODY)
@pytest.mark.parametrize("step", sorted(STEPS))
def test_a_step_needs_its_right(desk: Desk, role: str, step: str) -> None:
    from aftersales_docs.desk.web.pages.document import NEEDS

    document = desk.documents[OWN, "claim-response"]
    known = ROLES.get(role)
    may = (
        known is not None and NEEDS[step] in known.actions and known.department in ("", "warranty")
    )
    given = {"way": "letter", "by": "A. Signer", "ground": "in error"}
    response = desk.client(role).post(reverse("desk:step", args=[document.pk, step]), given)
    assert response.status_code == (302 if may else 404)
    document.refresh_from_db()
    assert document.state == (step if may else "issued")


def test_who_is_not_logged_in_is_sent_to_the_log_in(desk: Desk, client_alone: Any) -> None:
    document = desk.documents[OWN, "claim-response"]
    openly = {"/healthy/", "/tokens.css", "/language/", "/api/v1/"}  # Nothing is at the last.
    known = slots(document)
    for route in ROUTES:
        for address in filled(route, known):
            response = client_alone.get(address)
            assert document.number.encode() not in response.content
            if address not in openly and not address.startswith(("/feed/", "/sign/")):
                assert response.status_code in (302, 401, 405), address


@pytest.fixture
def client_alone() -> Any:
    from django.test import Client

    return Client()


def test_a_feed_shows_what_its_owner_sees_now_and_ends_when_revoked(
    desk: Desk, client_alone: Any
) -> None:
    client, person = desk.client("warranty"), desk.people["warranty"]
    client.post(reverse("desk:make-feed"))
    shown = client.get(reverse("desk:due")).content.decode()
    found = re.search(r"/feed/([\w-]+)/due\.ics", shown)
    assert found
    assert found[0] not in client.get(reverse("desk:due")).content.decode(), "shown once"
    assert not Feed.objects.filter(digest=found[1]).exists()
    assert Feed.objects.filter(digest=digest_of(found[1])).exists()
    calendar = client_alone.get(found[0])
    assert calendar["Content-Type"].startswith("text/calendar")
    assert f"{OWN}-claim-response" in calendar.content.decode()
    assert OTHER not in calendar.content.decode()
    Post.objects.filter(person=person).delete()
    assert OWN not in client_alone.get(found[0]).content.decode()
    Feed.objects.all().delete()
    assert client_alone.get(found[0]).status_code == 404


def test_a_closed_account_sees_nothing(desk: Desk) -> None:
    client, person = desk.client("warranty"), desk.people["warranty"]
    person.is_active = False
    person.save()
    assert client.get(reverse("desk:register")).status_code == 302
    assert not visible_to(person).exists()


def test_every_kind_belongs_to_a_department_that_has_a_desk() -> None:
    assert set(DEPARTMENTS) <= set(KINDS)
    desks = {role.department for role in ROLES.values()} - {""}
    assert {department_of(kind) for kind in KINDS} <= desks
