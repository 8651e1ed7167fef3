"""A person's work in a real browser: log in, find, send, find again; in each language."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from aftersales_docs.messages import UI_LANGS, said

from .served import NAME, PASSWORD, Served

playwright = pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.slow

AXE = Path(__file__).parents[1] / "tools" / "node_modules" / "axe-core" / "axe.min.js"
LOCALES = {"de": "de-DE", "ru": "ru-RU", "en": "en-GB"}
PICTURES = os.environ.get("DESK_PICTURES", "")
PAGES = {
    "start": "/",
    "register": "/register/",
    "filtered": "/register/?kind=claim-response&party=a",
    "empty": "/register/?text=nosuchword",
    "due": "/due/?within=3660",
    "statistics": "/statistics/?since=2025-01-01",
    "account": "/me/",
    "house": "/house/",
    "people": "/house/people/",
    "house-facts": "/house/of/facts/",
    "house-templates": "/house/of/templates/",
    "house-retention": "/house/retention/",
    "cases": "/cases/?state=any",
    "case": "/cases/1/",
    "case-new": "/cases/new/",
    "audit": "/audit/",
    "help": "/help/",
    "not-found": "/no/such/page/",
    "second-factor": "/accounts/2fa/",
    "password": "/accounts/password/change/",
    "confirm": "/accounts/reauthenticate/?next=/me/",
}


@pytest.fixture
def desk(demonstration: Served) -> Served:
    return demonstration


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as made:
        one = made.chromium.launch(
            executable_path="/usr/bin/chromium", headless=True, chromium_sandbox=os.geteuid() != 0
        )
        yield one
        _TABS.clear()
        one.close()


class Complaints(list[str]):
    """What the browser complains of on a page: refused by the policy, not found, broken."""

    def watch(self, page: Any) -> None:
        """Listen to ``page``."""
        page.on("console", lambda one: self.append(one.text) if one.type == "error" else None)
        page.on("pageerror", lambda one: self.append(str(one)))


def words(text: str, lang: str) -> str:
    return said(text, lang)  # type: ignore[arg-type]


def opened(browser: Any, desk: Served, lang: str, **options: Any) -> Any:
    context = browser.new_context(
        base_url=desk.address,
        locale={"de": "de-DE", "ru": "ru-RU", "en": "en-GB"}[lang],
        **options,
    )
    context.set_default_timeout(60_000)
    return context


def log_in(page: Any, name: str = NAME) -> None:
    page.goto("/")
    page.fill("#id_login", name)
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.locator(".me").wait_for()


_SESSIONS: dict[str, Any] = {}  # By the address of the desk.


def logged_in(context: Any) -> Any:
    """A page of somebody who logged in once, in this test or one before."""
    page = context.new_page()
    page.goto("/")
    address = page.evaluate("location.origin")
    if address in _SESSIONS:
        context.add_cookies(_SESSIONS[address])
        page.goto("/")
        page.locator(".me").wait_for()
    else:
        log_in(page)
        _SESSIONS[address] = context.cookies()
    return page


def fit(page: Any) -> bool:
    """Whether nothing but tables in their own frames is wider than the window."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@pytest.mark.parametrize("lang", UI_LANGS)
@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_from_the_log_in_to_a_document_found_again(
    browser: Any, desk: Served, lang: str, script: bool
) -> None:
    with opened(browser, desk, lang, java_script_enabled=script) as context:
        page, complaints = context.new_page(), Complaints()
        log_in(page)
        complaints.watch(page)
        page.get_by_role("link", name=words("Register", lang), exact=True).click()
        page.select_option("#f-state", "issued")
        page.get_by_role("main").get_by_role("button", name=words("Search", lang)).click()
        page.locator(".chips a").wait_for()
        page.wait_for_load_state("networkidle")
        row = page.locator("#rows tr").first
        number = row.locator("a").inner_text()
        row.locator("a").click()
        page.locator("h1", has_text=number).wait_for()
        page.fill("#way", "Einschreiben")
        button = page.get_by_role("button", name=words("It was sent", lang))
        button.click()
        page.locator("h1 .state.sent").wait_for()
        assert words("document sent", lang) in page.inner_text(".history")
        page.fill("#search-everywhere", number)
        page.press("#search-everywhere", "Enter")
        page.locator("#rows a", has_text=number).first.wait_for()
        assert not complaints


def test_the_pdf_of_a_draft_is_set_though_the_demonstration_wrote_pdfs(
    browser: Any, desk: Served
) -> None:
    """A process forked from one that has written a PDF can set none: those that serve are not."""
    with opened(browser, desk, "de") as context:
        logged_in(context)
        answer = context.request.get("/drafts/1/preview.pdf")
        assert answer.status == 200
        assert answer.body().startswith(b"%PDF")
        assert "frame-ancestors 'self'" in answer.headers["content-security-policy"]


def test_a_download_is_a_file(browser: Any, desk: Served) -> None:
    with opened(browser, desk, "de", accept_downloads=True) as context:
        page = logged_in(context)
        page.goto("/register/")
        page.locator("#rows a").first.click()
        for suffix, begins in ((".pdf", b"%PDF"), (".docx", b"PK")):
            with page.expect_download() as got:
                page.locator(f"a[download]:has-text('{suffix}')").first.click()
            assert Path(got.value.path()).read_bytes().startswith(begins)


def test_by_keyboard_alone(browser: Any, desk: Served) -> None:
    with opened(browser, desk, "en") as context:
        page = context.new_page()
        page.goto("/")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.focus("#id_login")
        page.keyboard.type(NAME)
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") != "id_password":
            page.keyboard.press("Tab")  # The link for who forgot the password comes between.
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
        page.locator(".me").wait_for()
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") == "search-everywhere"
        page.keyboard.type("washing machine")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search/**")
        for key in ("j", "j", "k"):
            page.keyboard.press(key)
        first = page.locator("#rows a").first
        assert page.evaluate("document.activeElement.innerText") == first.inner_text()
        page.keyboard.press("Enter")
        page.wait_for_url("**/documents/**")


@pytest.mark.parametrize("lang", UI_LANGS)
def test_filters_work_without_loading_the_page_anew(browser: Any, desk: Served, lang: str) -> None:
    with opened(browser, desk, lang) as context:
        page = logged_in(context)
        page.goto("/register/")
        page.evaluate("window.stays = true")
        page.select_option("#f-kind", "job-description")
        page.locator(".chips a").wait_for()
        page.wait_for_url(re.compile("kind=job-description"))
        assert page.evaluate("window.stays")
        page.locator(".chips a").click()
        page.locator(".chips").wait_for(state="detached")


@pytest.mark.parametrize("lang", UI_LANGS)
def test_pages_are_accessible_and_fit(browser: Any, desk: Served, lang: str) -> None:
    """axe-core finds nothing, in light and dark; at 360 px nothing is wider than the window."""
    with opened(browser, desk, lang) as context:
        page = context.new_page()
        complaints = Complaints()
        page.goto("/accounts/login/")
        judge(page, "log-in", lang)
        page.goto("/accounts/password/reset/")
        judge(page, "reset", lang)
        page.close()
        page = logged_in(context)
        complaints.watch(page)
        document = page.locator("a[href^='/documents/']").first.get_attribute("href")
        for at, (name, address) in enumerate({**PAGES, "document": document}.items()):
            # In a language each; in all of them: test_every_page.py, with another stock.
            if PICTURES or at % len(UI_LANGS) == UI_LANGS.index(lang):
                page.goto(address)
                judge(page, name, lang)
        page.goto("/house/people/")
        page.locator("table a").first.click()
        judge(page, "person", lang)
        page.goto("/house/")
        page.fill("#pattern", "x")
        page.locator("#pattern").press("Enter")
        page.locator(".errors").wait_for()
        judge(page, "problem", lang)
        refused = [one for one in complaints if "404" not in one and "422" not in one]
        assert not refused


# In the dark nothing but colours is other (test_headers.py has an eye on it).
SCHEMES = {"light": {}, "dark": {"runOnly": ["cat.color"]}}


def judge(page: Any, name: str, lang: str) -> None:
    """What axe says of a page as it is now, and whether it fits a telephone.

    A copy is judged, in a tab that stays: axe, compiled anew on each page, takes thrice as long.
    """
    tab = _judging_tab(page)
    tab.set_viewport_size({"width": 1280, "height": 800})
    tab.set_content(page.evaluate(_COPY))
    for scheme, rules in SCHEMES.items():
        tab.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        told = [
            (one["id"], [node["html"] for node in one["nodes"]]) for one in violations(tab, rules)
        ]
        assert not told, (name, lang, scheme, told)
    tab.set_viewport_size({"width": 360, "height": 740})
    assert fit(tab), (name, lang)
    if PICTURES:
        _pictures(page, f"{name}-{{}}.{lang}")


def with_axe(tab: Any, address: str) -> Any:
    """A tab that stands ready to judge what is written into it (``violations``)."""
    tab.goto(address)
    tab.evaluate(AXE.read_text(encoding="utf-8"))
    return tab


def violations(tab: Any, rules: dict[str, Any] | None = None) -> list[dict[str, Any]]:
    """What axe finds wrong with what a tab shows."""
    options = {"resultTypes": ["violations"], **(rules or {})}
    found = tab.evaluate("options => axe.run(options).then(r => r.violations)", options)
    return list(found)


_TABS: dict[str, Any] = {}  # By the address of the desk, in the browser of this module.


def _judging_tab(page: Any) -> Any:
    origin = page.evaluate("location.origin")
    if origin not in _TABS:
        _TABS[origin] = with_axe(page.context.browser.new_page(), f"{origin}/accounts/login/")
    return _TABS[origin]


# The page with what was typed and chosen, without its scripts: they have done what they do.
_COPY = """() => {
  const copy = document.documentElement.cloneNode(true);
  copy.querySelectorAll("script").forEach(one => one.remove());
  const typed = document.querySelectorAll("input, option");
  copy.querySelectorAll("input, option").forEach((one, at) => {
    one.toggleAttribute("checked", typed[at].checked === true);
    one.toggleAttribute("selected", typed[at].selected === true);
    if (typed[at].localName === "input") { one.setAttribute("value", typed[at].value); }
  });
  return "<!doctype html>" + copy.outerHTML;
}"""


def _pictures(page: Any, name: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        _picture(page, name.format(scheme))
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 360, "height": 740})
    _picture(page, name.format("narrow"))


def _picture(page: Any, name: str) -> None:
    page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True, timeout=90_000)
