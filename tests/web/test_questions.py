"""How often a page asks the database: what one may do is looked up once, however often asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from aftersales_docs.desk.accounts.models import Post

from .conftest import OWN, Desk


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
