"""How often a page asks the database: what one may do is looked up once, however often asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from aftersales_docs.desk.accounts.models import Post
from aftersales_docs.desk.cases import steps
from aftersales_docs.desk.cases.life import file_document, open_case
from aftersales_docs.desk.cases.models import Case
from aftersales_docs.desk.opening import Register
from tests.desk.case_file import facts
from tests.desk.orders import LETTER

from .conftest import OWN, Desk
from .documents import document_with


@contextmanager
def asked() -> Iterator[list[str]]:
    """The questions that are asked meanwhile."""
    found: list[str] = []

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        found.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield found


@pytest.mark.parametrize("name", ["start", "register", "document", "due", "house", "people"])
def test_posts_are_looked_up_once(desk: Desk, name: str) -> None:
    role = "administrator" if name in {"house", "people"} else "warranty"
    client = desk.client(role)
    document = desk.documents[OWN, "claim-response"]
    address = reverse(f"desk:{name}", args=[document.pk] if name == "document" else [])
    with asked() as found:
        assert client.get(address).status_code == 200
    posts = [one for one in found if 'FROM "accounts_post"' in one]
    # The list of people tells of posts besides.
    assert 1 <= len(posts) <= 1 + (name == "people"), posts
    assert len(found) <= 30, len(found)


def test_a_post_that_is_taken_away_counts_from_the_next_page_on(desk: Desk) -> None:
    client = desk.client("warranty")
    address = reverse("desk:document", args=[desk.documents[OWN, "claim-response"].pk])
    assert client.get(address).status_code == 200
    Post.objects.filter(person=desk.people["warranty"]).delete()
    assert client.get(address).status_code == 404


def test_many_cases_take_no_more_questions_than_few_and_no_input_is_read_twice(
    desk: Desk, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, counts, looked = desk.client("warranty"), [], list[int]()
    promised = steps._promised_in

    def noted(document: Any) -> Any:
        looked.append(document.pk)
        return promised(document)

    monkeypatch.setattr(steps, "_promised_in", noted)
    monkeypatch.setattr(steps, "_READ", {})
    for most in (2, 9):
        while Case.objects.filter(office=OWN).count() < most:
            case = open_case(register, OWN, facts(), "Clerk")
            document = document_with(
                register, OWN, "claim-response", LETTER.read_bytes(), f"1{case.pk:03}"
            )
            file_document(register, case.pk, document, "Clerk")
        with asked() as found:
            page = client.get("/cases/")
        assert page.content.decode().count("/cases/") > most
        counts.append(len(found))
    assert counts[0] == counts[1] <= 20
    assert client.get("/cases/").content
    assert len(looked) == len(set(looked))


def test_what_is_promised_without_a_day_is_told_where_nothing_has_a_day(
    desk: Desk, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = open_case(register, OWN, {}, "Clerk")
    document = document_with(register, OWN, "claim-response", LETTER.read_bytes())
    file_document(register, case.pk, document, "Clerk")
    monkeypatch.setattr(steps, "_READ", {})
    monkeypatch.setattr(steps, "_promised_in", lambda _: iter(("repair", "refund")))
    told = [(one.what, one.by) for one in steps.steps_of(case, date(2026, 11, 20))]
    assert [by is None for _, by in told] == sorted(by is None for _, by in told)
    assert {"repair", "refund"} <= {what for what, _ in told}
    monkeypatch.setattr(steps, "open_dues", lambda *_, **__: [])
    whole = [one.what for one in steps.steps_of(case, date(2026, 11, 20))]
    assert whole == ["refund", "repair"]
    page = desk.client("warranty").get("/cases/").content.decode()
    assert "no day" in page
