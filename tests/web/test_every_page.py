"""Every page of the URL conf is accessible and fits, so that a new one can't be forgotten.

The browser's requests are answered by Django in this process: no server is started, nobody logs
in. A page is what an address of the URL conf answers with HTML; forms that refuse what they are
sent are judged too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from aftersales_docs.desk.accounts.models import Person, Post
from aftersales_docs.desk.accounts.roles import ROLES
from aftersales_docs.desk.bulk.models import Batch
from aftersales_docs.desk.web.bulk.looking import Sheet, packed
from aftersales_docs.messages import UI_LANGS

from .conftest import OWN, Desk
from .test_browser import browser, fit, violations, with_axe
from .test_rights import filled, slots

__all__ = ["browser"]
pytestmark = pytest.mark.slow

ORIGIN = "http://testserver"
LEAST = 12
# What would end the session of who looks.
ENDING = ("/accounts/logout/", "/accounts/login/")
# One of the languages is tried each time, the others where the wide tests run.
LANGS = [pytest.param(one, marks=() if one == "ru" else pytest.mark.wide) for one in UI_LANGS]


def routes(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    for one in resolver.url_patterns:
        route = prefix + str(one.pattern)
        if isinstance(one, URLPattern):
            yield route
        else:
            yield from routes(one, route)


def addresses(desk: Desk) -> dict[str, str]:
    """Each address of the URL conf with what it is named in messages."""
    found = {}
    known = [slots(one) for (office, _), one in desk.documents.items() if office == OWN]
    for route in dict.fromkeys(routes(get_resolver())):
        if route.startswith("accounts/"):
            if "<" not in route and "(" not in route:
                found["/" + route.replace("^", "").replace("$", "")] = route
            continue
        for one in known if "<int:draft>" in route else known[:1]:
            for address in filled(route, one):
                found[address] = route
    # The table of the walk over rights has no columns; none that came in is so.
    sheet = Sheet("", ["Aktenzeichen", "Unbekannt"], [["KD-2026/1", "x"]], main=True)
    Batch.objects.update(seen=packed([sheet]))
    return found


@pytest.fixture(scope="module", autouse=True)
def _in_one_thread() -> Iterator[None]:
    """The browser's driver has a loop in this thread, and Django works in it all the same."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield


@pytest.fixture
def everybody(desk: Desk) -> Person:
    """A person with every role in every office."""
    person: Person = Person.objects.create_user("everybody", first_name="Katharina")
    for role in ROLES:
        Post.objects.create(person=person, office="*", role=role)
    return person


@pytest.fixture
def client(everybody: Person) -> Callable[[str], Client]:
    def made(lang: str) -> Client:
        one = Client(headers={"accept-language": lang}, raise_request_exception=False)
        one.force_login(everybody)
        return one

    return made


def answered(client: Client, request: Any) -> dict[str, Any]:
    """What Django answers to a request of the browser."""
    address = request.url.removeprefix(ORIGIN)
    if request.method == "POST":
        response: Any = client.post(
            address, request.post_data_buffer or b"", content_type=request.headers["content-type"]
        )
    else:
        response = client.get(address)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    heads = {name: value for name, value in response.items() if name != "Content-Length"}
    return {"status": response.status_code, "headers": heads, "body": body}


def is_page(response: Any) -> bool:
    return (
        response.get("Content-Type", "").startswith("text/html")
        and not response.streaming
        and b"<html" in response.content
    )


class Judge:
    """A tab that judges one page after the other; ``wrong`` is what it found.

    Pages are written into one document, so that axe is read and compiled once, and stand under
    the policy of that document; what they load comes from Django.
    """

    def __init__(self, page: Any, django: Client) -> None:
        self.page, self.wrong = page, list[str]()
        page.route("**/*", lambda route: route.fulfill(**answered(django, route.request)))
        with_axe(page, "/help/")

    def shown(self, name: str, content: bytes, scheme: str) -> None:
        self.page.set_viewport_size({"width": 1280, "height": 800})
        self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        self.page.set_content(content.decode())
        for one in violations(self.page):
            nodes = [node["html"][:200] for node in one["nodes"][:4]]
            self.wrong.append(f"{name} {scheme} {one['id']}: {nodes}")
        self.page.set_viewport_size({"width": 360, "height": 740})
        if not fit(self.page):
            self.wrong.append(f"{name}: wider than 360 px")


def test_the_judge_sees_what_is_wrong(browser: Any, desk: Desk, client: Any) -> None:
    with browser.new_context(base_url=ORIGIN) as context:
        judge = Judge(context.new_page(), client("en"))
        judge.shown("bad", b"<!doctype html><img src=/x.png><p>" + b"x" * 200, "light")
        judge.shown("bad again", b"<!doctype html><html lang=en><title>a</title><input>", "dark")
    found = "\n".join(judge.wrong)
    for told in ("bad light image-alt", "bad light html-has-lang", "bad: wider than 360 px"):
        assert told in found
    assert "bad again dark label" in found


@pytest.mark.parametrize("lang", LANGS)
def test_every_page_is_accessible_and_fits(
    browser: Any, desk: Desk, client: Any, lang: str
) -> None:
    django, seen = client(lang), set[str]()
    with browser.new_context(base_url=ORIGIN, locale=lang) as context:
        judge = Judge(context.new_page(), django)
        for at, (address, route) in enumerate(addresses(desk).items()):
            response = django.get(address)
            assert response.status_code < 500, address
            if is_page(response):
                if response.status_code != 200:
                    continue
                seen.add(route)
                judge.shown(address, response.content, ("light", "dark")[at % 2])
        for address in addresses(desk):
            # What of the stock is too poor for a step is tried elsewhere: a refusal is looked for.
            response = django.post(address, {}) if address not in ENDING else response
            if response.status_code == 422 and is_page(response):
                judge.shown(f"{address} refused", response.content, "light")
    assert not judge.wrong, "\n".join(judge.wrong)
    # A walk that was shown little has judged little.
    assert len(seen) > LEAST, sorted(seen)
