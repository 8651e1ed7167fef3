"""Days on pages: one form in each language, and nowhere another that stands beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from html.parser import HTMLParser

import pytest

from aftersales_docs.desk.accounts.models import Post
from aftersales_docs.desk.accounts.roles import ROLES
from aftersales_docs.desk.cases.life import open_case
from aftersales_docs.desk.draft_content import content_of_request
from aftersales_docs.desk.drafts import Frame, create
from aftersales_docs.desk.inputs import requested
from aftersales_docs.desk.opening import Register
from aftersales_docs.desk.web.forms.typed import day_typed
from aftersales_docs.kinds import KINDS
from aftersales_docs.messages import UI_LANGS, UiLang, said, worded
from aftersales_docs.messages.forms import day_on_page
from aftersales_docs.resources import data_root
from tests.desk.case_file import facts

from .conftest import OWN, Desk
from .test_rights import ROUTES, case_of, filled, slots

# What programs read, or who edits a file: a day stands there as a file has it.
MACHINE = {"script", "style", "code", "pre", "textarea", "time-attribute"}
# What has no end of its own.
VOID = {"input", "br", "img", "meta", "link", "hr", "source", "wbr"}
# The law of a sentence ("sales from 31 July 2026") is no day of a document.
FORMS = {
    "ISO": r"(?<![\w-])\d{4}-\d\d-\d\d",
    "figures": r"(?<!\d)\d{1,2}\.\d{1,2}\.\d{4}(?!\d)",
    "strokes": r"(?<![\w/])\d{1,2}/\d{1,2}/\d{4}(?!\d)",
    "month": r"(?<!\d)\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4}",
    "American": r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? "
    r"\d{1,2}, 20\d\d",
}
RIGHT = {"de": "figures", "ru": "figures", "en": "month"}


class Seen(HTMLParser):
    """The words of a page in the language of its reader, and what inputs show."""

    def __init__(self, lang: str) -> None:
        super().__init__()
        self.lang, self.words, self.foreign = lang, list[str](), list[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in VOID:
            if tag == "input" and given.get("type") not in {"hidden", "radio", "checkbox"}:
                self.words.append(given.get("value") or "")
            return
        other = given.get("lang", self.lang) != self.lang
        if self.foreign or tag in MACHINE or other:
            self.foreign.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.foreign and tag not in VOID:
            self.foreign.pop()

    def handle_data(self, data: str) -> None:
        if not self.foreign:
            self.words.append(data)


def others(html: str, lang: str) -> list[str]:
    """Days on a page that have another form than that of the language."""
    seen = Seen(lang)
    seen.feed(html)
    text = " ".join(seen.words)
    found = []
    for name, form in FORMS.items():
        if name != RIGHT[lang]:
            found += [
                text[max(one.start() - 40, 0) : one.end()] for one in re.finditer(form, text)
            ]
    return found


def drafts(register: Register, kinds: Iterable[str]) -> list[str]:
    """The pages of a draft of each kind that has days in it."""
    found = []
    for kind in kinds:
        path = next(iter(sorted((data_root() / "samples" / kind).glob("[!bh]*.de.*.yaml"))))
        content = content_of_request(requested(str(path), None))
        row = create(register, content, "Clerk", Frame(OWN))
        found += [f"/drafts/{row.pk}/", f"/drafts/{row.pk}/decide/"]
    return found


def judged(desk: Desk, lang: str, addresses: Iterable[str]) -> int:
    """See that no page has another form; how many days there were."""
    for role in ROLES:
        Post.objects.get_or_create(person=desk.people["legal"], office=OWN, role=role, kind="")
    client, right, wrong = desk.client("legal", lang), 0, list[str]()
    for address in addresses:
        page = client.get(address)
        if page.status_code == 200 and page["Content-Type"].startswith("text/html"):
            body = page.content.decode()
            wrong += [f"{address}: {one}" for one in others(body, lang)]
            right += len(re.findall(FORMS[RIGHT[lang]], body))
    assert not wrong, "\n".join(wrong)
    return right


def test_pages_with_days_have_one_form_for_them(desk: Desk, register: Register) -> None:
    claim = desk.documents[OWN, "claim-response"]
    case = open_case(register, OWN, facts(), "Clerk")
    pages = ["/", "/due/", "/audit/", "/statistics/", "/register/", "/cases/", "/search/?text=a"]
    pages += [f"/cases/{case.pk}/", f"/cases/{case.pk}/facts/", f"/documents/{claim.pk}/"]
    assert judged(desk, "en", [*pages, *drafts(register, ["claim-response"])]) > 30


@pytest.mark.wide
@pytest.mark.parametrize("lang", UI_LANGS)
def test_every_page_has_one_form_for_days(desk: Desk, register: Register, lang: str) -> None:
    claim = desk.documents[OWN, "claim-response"]
    case_of(claim)
    routes = [one for one in ROUTES if not one.startswith(("api", "help"))]
    known = slots(claim)
    pages = [next(iter(filled(one, known)), "") for one in routes]
    found = judged(desk, lang, [*filter(None, pages), *drafts(register, KINDS)])
    assert found > 40, "there are days to be looked at"


@pytest.mark.parametrize("lang", UI_LANGS)
def test_a_day_on_a_page_is_read_again_as_it_was(lang: UiLang) -> None:
    for month in range(1, 13):
        day = date(2026, month, 9)
        shown = day_on_page(day, lang)
        assert day_typed(shown, date(2026, 1, 1)) == day.isoformat()
        words = said(worded("The day is {day}.", day=day), lang, "form")
        assert shown in words


def test_other_forms_are_seen() -> None:
    page = (
        "<p>2026-03-06 <code>2026-03-07</code></p><input value='3/4/2026'><b lang=de>1.2.2026</b>"
    )
    assert len(others(page, "en")) == 2
    assert others("<p>6 Mar 2026</p>", "en") == []
    assert others("<p>6 Mar 2026</p>", "de")
