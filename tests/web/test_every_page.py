"""Every page of the URL conf is accessible and fits, so that a new one can't be forgotten.

The browser's requests are answered by Django in this process: no server is started, nobody logs
in. A page is what an address of the URL conf answers with HTML; forms that refuse what they are
sent are judged too.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest
from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve

from aftersales_docs.desk.accounts.models import Person, Post
from aftersales_docs.desk.accounts.roles import ROLES
from aftersales_docs.desk.bulk.models import Batch
from aftersales_docs.desk.cases.files import keep
from aftersales_docs.desk.draft_content import content_of_request
from aftersales_docs.desk.drafts import Frame, create
from aftersales_docs.desk.handing import links
from aftersales_docs.desk.house.facts import take_in
from aftersales_docs.desk.house.versions import put_in_force
from aftersales_docs.desk.inputs import requested
from aftersales_docs.desk.opening import Register
from aftersales_docs.desk.register.models import Document
from aftersales_docs.desk.web.bulk.looking import Sheet, packed
from aftersales_docs.messages import UI_LANGS
from tests.comparison.word_files import changed, issued
from tests.desk.orders import LETTER

from .conftest import OWN, Desk
from .test_browser import browser, fit, violations, with_axe
from .test_house import FACTS, picture
from .test_returned import CONTRACT, asked, contract_of, other_sides
from .test_rights import case_of, filled, slots

__all__ = ["browser"]
pytestmark = pytest.mark.slow

ORIGIN = "http://testserver"
# A page that refuses what the stock lacks is one too; what is sent, or is a file, is none.
JUDGED, NO_PAGE = (200, 422), (200, 405)
# Pages that are another for each kind.
FORMS = {"drafts/<int:draft>/"}
# Answered with data; tests/rest walks them with keys.
OTHER_PROGRAMS = "api/"
_LOGGED_OUT = "for who is not logged in: test_browser and test_accounts_browser begin there"
_PASSWORD = "asks for the password anew: test_accounts_browser goes through it"
_NO_SUCH_WAY = "nobody can make an account, so the way leads back"
_PROVIDER = "leads to a provider: test_accounts_browser logs in by one"
# Addresses that this walk is not shown, and why.
ELSEWHERE = {
    "accounts/login/": _LOGGED_OUT,
    "accounts/signup/": _NO_SUCH_WAY,
    "accounts/reauthenticate/": _PASSWORD,
    "accounts/reauthenticate/code/": _PASSWORD,
    "accounts/reauthenticate/code/confirm/": _PASSWORD,
    "accounts/password/change/": "leads on where an account has no password, as that of the walk",
    "accounts/password/set/": _PASSWORD,
    "accounts/login/code/confirm/": _NO_SUCH_WAY,
    "accounts/^confirm-email/(?P<key>[-:\\w]+)/$": "no mail is confirmed by the desk",
    "accounts/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": (
        "needs a secret: test_pages and test_accounts_browser follow one"
    ),
    "accounts/2fa/authenticate/": _LOGGED_OUT,
    "accounts/2fa/reauthenticate/": _PASSWORD,
    "accounts/2fa/totp/activate/": _PASSWORD,
    "accounts/2fa/totp/deactivate/": _PASSWORD,
    "accounts/2fa/recovery-codes/": _PASSWORD,
    "accounts/2fa/recovery-codes/generate/": _PASSWORD,
    "accounts/2fa/recovery-codes/download/": _PASSWORD,
    "accounts/2fa/webauthn/add/": _PASSWORD,
    "accounts/2fa/webauthn/reauthenticate/": _PASSWORD,
    "accounts/2fa/webauthn/keys/<int:pk>/remove/": _PASSWORD,
    "accounts/2fa/webauthn/keys/<int:pk>/edit/": _PASSWORD,
    "accounts/2fa/webauthn/login/": _LOGGED_OUT,
    "accounts/3rdparty/login/error/": _PROVIDER,
    "accounts/3rdparty/signup/": _NO_SUCH_WAY,
    "accounts/social/login/cancelled/": _PROVIDER,
    "accounts/social/login/error/": _PROVIDER,
    "accounts/social/signup/": _NO_SUCH_WAY,
    "accounts/social/connections/": _PROVIDER,
    "accounts/oidc/^(?P<provider_id>[^/]+)/login/": _PROVIDER,
    "accounts/oidc/^(?P<provider_id>[^/]+)/login/callback/": _PROVIDER,
    "bulk/<int:batch>/files/<str:part>/": "a file that a batch has once it was made: test_bulk",
    "house/templates/<int:number>/tried/": "a file that a version makes: test_house",
    "feed/<str:secret>/due.ics": "a calendar for who has its secret: test_rights",
}
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


def addresses(desk: Desk, register: Register) -> dict[str, str]:
    """Each address of the URL conf with what it is named in messages."""
    found = {}
    documents = [one for (office, _), one in desk.documents.items() if office == OWN]
    known = [slots(one) for one in documents]
    for route in dict.fromkeys(routes(get_resolver())):
        if route.startswith("accounts/"):
            if "<" not in route and "(" not in route:
                found["/" + route.replace("^", "").replace("$", "")] = route
            continue
        for one in known if "<int:draft>" in route else known[:1]:
            for address in filled(route, one):
                found[address] = route
    # More special ones come last, so that they count.
    return found | {one: route for route, one in stocked(register, documents[0])}


def stocked(register: Register, document: Document) -> Iterator[tuple[str, str]]:
    """Routes that lead to nothing in the common stock, each with an address that does."""
    # The table of the walk over rights has no columns; none that came in is so.
    sheet = Sheet("", ["Aktenzeichen", "Unbekannt"], [["KD-2026/1", "x"]], main=True)
    Batch.objects.update(seen=packed([sheet]))
    put_in_force(register, take_in(register, FACTS.encode(), "Clerk"), "Clerk")
    photo = keep(register, case_of(document), picture("JPEG"), "photo.jpg", "Clerk")
    # A draft without gaps has pages that others refuse.
    content = content_of_request(requested(str(LETTER), None))
    whole = create(register, content, "Clerk", Frame(OWN))
    _, secret = links.made(register, document, "Party", 7, "Clerk")
    for route in dict.fromkeys(routes(get_resolver())):
        if route == "cases/<int:case>/files/<int:file>/":
            yield route, f"/cases/{photo.case_id}/files/{photo.pk}/"
        elif "<int:draft>" in route:
            yield route, "/" + route.replace("<int:draft>", str(whole.pk))
        elif "<str:token>" in route:
            yield route, "/" + route.replace("<str:token>", secret)


def compared(django: Client, register: Register) -> bytes:
    """The page of what was changed in a file that came back: the answer to an upload."""
    mine = issued(CONTRACT)
    response = asked(django, contract_of(register, OWN, docx=mine), changed(mine, other_sides))
    assert response.status_code == 200
    assert b'id="change-1"' in response.content
    return bytes(response.content)


def linked(response: Any) -> Iterator[tuple[str, str]]:
    """The addresses that a page leads to, with the route of each."""
    for address in re.findall(r' href="(/[^"?#]*)', response.content.decode()):
        with suppress(Resolver404):
            yield html.unescape(address), str(resolve(html.unescape(address)).route)


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
    browser: Any, desk: Desk, register: Register, client: Any, lang: str
) -> None:
    django, seen, no_page = client(lang), set[str](), set[str]()
    todo, leads = list(addresses(desk, register).items()), dict[str, str]()
    with browser.new_context(base_url=ORIGIN, locale=lang) as context:
        judge = Judge(context.new_page(), django)
        for at, (address, route) in enumerate(todo):
            response = django.get(address)
            assert response.status_code < 500, address
            if is_page(response) and response.status_code in JUDGED:
                seen.add(route)
                judge.shown(address, response.content, ("light", "dark")[at % 2])
                leads |= {one: there for there, one in linked(response)}
            elif not is_page(response) and response.status_code in NO_PAGE:
                no_page.add(route)
            if at + 1 == len(todo):  # What is left is looked at where a page leads to it.
                todo += [(leads.pop(one), one) for one in set(leads) - seen - no_page]
        sent = set[str]()
        for address, route in todo:
            # What of the stock is too poor for a step is tried elsewhere: a refusal is looked for.
            response = django.post(address, {}) if address not in ENDING else response
            # The page of a refused step is the same for all kinds; their forms are not.
            if response.status_code == 422 and is_page(response) and route not in sent - FORMS:
                judge.shown(f"{address} refused", response.content, "light")
                sent.add(route)
        judge.shown("a returned file", compared(django, register), "dark")
    assert not judge.wrong, "\n".join(judge.wrong)
    # An address that is neither looked at nor known to be no page escapes; one that is looked at
    # needs no reason.
    every = {one for one in routes(get_resolver()) if not one.startswith(OTHER_PROGRAMS)}
    assert every - seen - no_page - set(ELSEWHERE) == set()
    assert set(ELSEWHERE) & (seen | (set(ELSEWHERE) - every)) == set()
