"""Views of the register that somebody keeps, and the columns of the list: one's own alone."""

from __future__ import annotations

from django.urls import reverse

from aftersales_docs.desk.views.models import SavedView

from .conftest import Desk


def test_a_view_is_kept_followed_and_taken_away(desk: Desk) -> None:
    client = desk.client("legal")
    query = "kind=service-agreement&state=issued&before=3&evil=%3Cb%3E"
    done = client.post(reverse("views:save"), {"name": " Offen <b> ", "query": query})
    assert done["Location"] == "/register/?kind=service-agreement&state=issued"
    page = client.get("/register/").content.decode()
    assert "Offen &lt;b&gt;" in page
    assert "?kind=service-agreement&amp;state=issued" in page
    one = SavedView.objects.get()
    stranger = desk.client("warranty")
    assert "Offen" not in stranger.get("/register/").content.decode()
    assert stranger.post(reverse("views:delete", args=[one.pk])).status_code == 404
    client.post(reverse("views:delete", args=[one.pk]))
    assert not SavedView.objects.exists()


def test_a_view_without_name_or_filter_is_refused(desk: Desk) -> None:
    client = desk.client("legal")
    for given in ({"name": "", "query": "kind=x"}, {"name": "x", "query": "before=2"}, {}):
        assert client.post(reverse("views:save"), given).status_code == 422
    assert not SavedView.objects.exists()


def test_columns_are_chosen(desk: Desk) -> None:
    client = desk.client("legal")
    heads = ('<th scope="col">Product</th>', '<th scope="col">Serial numbers</th>')
    page = client.get("/register/").content.decode()
    assert [one in page for one in heads] == [True, False]
    client.post(reverse("views:columns"), {"column": ["serials", "state", "no-such"]})
    page = client.get("/register/").content.decode()
    assert [one in page for one in heads] == [False, True]
    assert '<th scope="col">State</th>' in page
    other = desk.client("warranty").get("/register/").content.decode()
    assert [one in other for one in heads] == [True, False]
    client.post(reverse("views:columns"), {})
    page = client.get("/register/").content.decode()
    assert [one in page for one in heads] == [True, False], "none chosen: the usual ones"
    start = client.get("/").content.decode()
    assert '<th scope="col">Party</th>' in start
