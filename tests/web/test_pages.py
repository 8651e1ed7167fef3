"""What pages say, in three languages, and what they are sent with."""

from __future__ import annotations

import io
import os
import re
import stat
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from aftersales_docs.desk.accounts.models import Person, Post
from aftersales_docs.desk.chain import entry
from aftersales_docs.desk.opening import Register
from aftersales_docs.desk.register.models import Event
from aftersales_docs.desk.web.environment import KEY_FILE, make_secret_key, secret_key
from aftersales_docs.desk.web.logs import Impersonal
from aftersales_docs.messages import UI_LANGS
from aftersales_docs.resources import data_root

from .conftest import OWN, Desk

PAGES = ("start", "register", "due", "me", "help", "house", "people", "audit")
TITLES = {"de": "Art des Dokuments", "ru": "Вид документа", "en": "Kind of document"}


def _all_of(desk: Desk) -> Client:
    """Somebody with every role."""
    person = desk.people["legal"]
    for role in desk.people:
        if role != "nobody":
            Post.objects.get_or_create(person=person, office=OWN, role=role, kind="")
    return desk.client("legal")


@pytest.mark.parametrize("lang", UI_LANGS)
def test_pages_speak_the_browsers_language_or_the_accounts(desk: Desk, lang: str) -> None:
    client = desk.client("warranty", lang)
    page = client.get(reverse("desk:register"))
    assert page["Content-Language"] == lang
    assert TITLES[lang] in page.content.decode()
    assert f'<html lang="{lang}">' in page.content.decode()
    other = {"de": "ru", "ru": "en", "en": "de"}[lang]
    client.post(reverse("desk:me"), {"language": other})
    assert TITLES[other] in client.get(reverse("desk:register")).content.decode()


@pytest.mark.parametrize("lang", UI_LANGS)
def test_the_language_is_chosen_before_the_log_in(register: Register, lang: str) -> None:
    client = Client(headers={"accept-language": "fr"})
    back = client.post(reverse("desk:language"), {"language": lang, "next": "//evil.example/"})
    assert back["Location"] == "/"
    page = client.get(reverse("account_login")).content.decode()
    assert f'<html lang="{lang}">' in page


def test_every_page_has_one_head_and_what_the_policy_allows(desk: Desk) -> None:
    client = _all_of(desk)
    addresses = [reverse(f"desk:{name}") for name in PAGES]
    addresses += [reverse("desk:document", args=[desk.documents[OWN, "claim-response"].pk])]
    addresses += [reverse("desk:person", args=[desk.people["legal"].pk]), "/no/such/page/"]
    addresses += [reverse("account_change_password")]
    for address in addresses:
        response = client.get(address, follow=True)
        html = response.content.decode()
        assert len(re.findall(r"<h1[ >]", html)) == 1, address
        assert not re.search(r"<[^>]+ (?:style|on\w+)=", html), address
        assert not re.search(r"(?:src|href)=\"(?:https?:)?//", html), address
        for script in re.findall(r"<script([^>]*)>", html):
            assert "src=" in script or "application/json" in script, address
        policy = response["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert response["X-Frame-Options"] == "DENY"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in response["Cache-Control"]
        assert response["Referrer-Policy"] == "same-origin"


def _guide(lang: str) -> dict[str, str]:
    """The titles of the guide's pages in a language, by name."""
    folder = data_root() / "docs" / "guide" / ("" if lang == "en" else lang)
    return {one.stem: one.read_text().splitlines()[0].lstrip("# ") for one in folder.glob("*.md")}


@pytest.mark.parametrize("lang", UI_LANGS)
def test_help_is_in_the_readers_language_where_there_is_a_page(desk: Desk, lang: str) -> None:
    client, own, english = desk.client("warranty", lang), _guide(lang), _guide("en")
    assert f"<h1>{own['index']}</h1>" in client.get("/help/").content.decode()
    for name in own | english:
        page = unescape(client.get(f"/help/{name}/").content.decode())
        written_in = lang if name in own else "en"
        assert f'<article class="prose" lang="{written_in}">' in page, name
        assert f"<h1>{(english | own)[name]}</h1>" in page, name
    for name in english:
        page = client.get(f"/help/en/{name}/").content.decode()
        assert '<article class="prose" lang="en">' in page, name
        framed = 'class="scroll" tabindex="0" role="group" aria-label="Table"><table>'
        assert page.count("<table>") == page.count(framed), name
    for address in ("/help/no-such/", "/help/fr/index/", "/help/ru/install/", "/help/en/ru/"):
        assert client.get(address).status_code == 404, address


@pytest.mark.parametrize("lang", UI_LANGS)
def test_links_of_help_lead_on_and_to_every_page(desk: Desk, lang: str) -> None:
    client, todo, seen = desk.client("warranty", lang), ["/help/"], set[str]()
    while todo:
        address = todo.pop()
        seen.add(address)
        response = client.get(address)
        assert response.status_code == 200, address
        links = set(re.findall(r'href="(/help/[^"]*)"', response.content.decode()))
        todo += links - seen - set(todo)
    assert {f"/help/{one}/{name}/" for one in ("de", "ru") for name in _guide(one)} <= seen
    for name in _guide("en"):
        assert {f"/help/{name}/", f"/help/en/{name}/"} & seen, name
    index = client.get("/help/").content.decode()
    assert ('href="/help/en/index/"' in index) is (lang != "en")


def test_what_people_typed_is_never_markup(desk: Desk) -> None:
    client = desk.client("warranty")
    document = desk.documents[OWN, "claim-response"]
    for address in ("/", "/register/", f"/documents/{document.pk}/"):
        assert b"<b>claim" not in client.get(address).content
    page = client.get("/register/", {"text": '"><script>alert(1)</script>'}).content
    assert b"<script>alert" not in page


def test_filters_search_and_pages(desk: Desk) -> None:
    client = desk.client("auditor")
    claims = client.get("/register/", {"kind": "claim-response"}).content.decode()
    assert f"{OWN}-claim-response-0001" in claims
    assert f"{OWN}-job-description-0001" not in claims
    assert 'href="/register/?"' in claims, "the filter can be removed"
    found = client.get("/register/", {"text": "Waschmaschinen"}).content.decode()
    assert f"{OWN}-claim-response-0001" in found
    none = client.get("/register/", {"text": "Geschirrspüler"}).content.decode()
    assert f"{OWN}-claim-response-0001" not in none
    for odd in ({"before": "x"}, {"before": "9" * 40}, {"since": "\0"}, {"state": "odd"}):
        assert client.get("/register/", odd).status_code == 200


@pytest.mark.parametrize(
    ("lang", "typed"),
    [("de", "2.11.2026"), ("ru", "2 ноября 2026"), ("en", "2 Nov 2026"), ("en", "2026-11-02")],
)
def test_days_are_typed_in_filters_as_people_type_them(desk: Desk, lang: str, typed: str) -> None:
    client = desk.client("warranty", lang)
    page = client.get("/register/", {"since": typed, "until": typed}).content.decode()
    assert f"{OWN}-claim-response-0001" in page
    assert 'type="date"' not in page
    shown = {"de": "02.11.2026", "ru": "02.11.2026", "en": "2 Nov 2026"}[lang]
    assert f'name="since" type="text" value="{shown}"' in page
    before = client.get("/register/", {"until": "1.11.2026"}).content.decode()
    assert f"{OWN}-claim-response-0001" not in before
    wrong = client.get("/register/", {"since": "31.11.2026"}).content.decode()
    assert "31.11.2026" in wrong
    assert f"{OWN}-claim-response-0001" in wrong, "it is told, and left out"


def test_the_day_of_a_step_is_typed_as_people_type_it(desk: Desk) -> None:
    document, client = desk.documents[OWN, "claim-response"], desk.client("warranty", "de")
    page = client.get(f"/documents/{document.pk}/").content.decode()
    assert 'type="date"' not in page
    address = f"/documents/{document.pk}/steps/sent/"
    wrong = client.post(address, {"way": "Brief", "on": "31.11."})
    assert wrong.status_code == 422
    assert "3.12.2026" in wrong.content.decode()
    client.post(address, {"way": "Brief", "on": "3. November 2025"})
    told = [entry(one)["facts"] for one in document.events.filter(action="sent")]
    assert [one["on"] for one in told] == ["2025-11-03"]


def test_numbers_are_not_torn_in_tables() -> None:
    from aftersales_docs.desk.web.templatetags.desk import untorn

    assert untorn("Waschmaschine Aqua 7 WM-714") == (
        'Waschmaschine Aqua 7 <span class="figure">WM-714</span>'
    )
    assert untorn("ПМ-45, KD-2026/1187") == (
        '<span class="figure">ПМ-45,</span> <span class="figure">KD-2026/1187</span>'
    )
    assert untorn("Groß-Gerau <b>") == "Groß-Gerau &lt;b&gt;"
    assert untorn("x-1<script>") == '<span class="figure">x-1&lt;script&gt;</span>'
    long = "WM714-" * 8 + "1"
    assert untorn(long) == long, "what is longer than a narrow screen may be torn"
    assert untorn("") == ""


def test_exports_are_of_what_is_seen_and_hold_no_formula(desk: Desk) -> None:
    client = desk.client("warranty")
    got = client.get(reverse("desk:export", args=["csv"]))
    assert got["Content-Disposition"].startswith("attachment")
    assert f"'=Partei {OWN}" in got.content.decode("utf-8-sig")
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get("/register/export.xlsx").content))
    assert len(book.get_sheet_by_index(0).to_python()) == 3
    assert client.get("/register/export.json").status_code == 404


def test_steps_are_recorded_with_who_took_them(desk: Desk) -> None:
    client, document = desk.client("warranty"), desk.documents[OWN, "claim-response"]
    address = reverse("desk:step", args=[document.pk, "sent"])
    refused = client.post(address, {"tracking": "RR 1"})
    assert refused.status_code == 422
    assert b'role="alert"' in refused.content
    assert b'value="RR 1"' in refused.content, "what was typed is not lost"
    assert client.post(address, {"way": "letter", "on": "2999-01-01"}).status_code == 422
    client.post(address, {"way": "letter", "tracking": "RR 1"})
    told = entry(Event.objects.order_by("-seq")[0])
    assert (told["action"], told["who"]) == ("sent", "warranty-person")
    assert told["facts"]["tracking"] == "RR 1"


def test_changes_of_the_house_are_in_the_audit_trail(desk: Desk) -> None:
    client = desk.client("administrator")
    client.post("/house/", {"kind": "claim-response", "office": OWN, "pattern": "KD-{seq:04}"})
    assert client.post("/house/", {"kind": "claim-response", "pattern": "x"}).status_code == 422
    client.post("/house/people/", {"username": "neu", "first_name": "N", "last_name": "Eu"})
    new = Person.objects.get(username="neu")
    page = client.get(f"/house/people/{new.pk}/").content.decode()
    link = re.search(r"http://testserver(/accounts/password/reset/key/[^\"]+)", page)
    assert link
    client.post(f"/house/people/{new.pk}/", {"act": "give", "office": OWN, "role": "legal"})
    told = Event.objects.filter(document=None).exclude(about__startswith="draft:")
    actions = [one.action for one in told.order_by("seq")]
    assert actions == ["pattern", "account-made", "post-given"]
    fresh = Client()
    form = fresh.get(link[1], follow=True)
    done = fresh.post(
        form.redirect_chain[-1][0],
        {"password1": "sehr-geheim-und-lang", "password2": "sehr-geheim-und-lang"},
    )
    assert done.status_code == 302
    assert Client().login(username="neu", password="sehr-geheim-und-lang")
    assert fresh.get(link[1], follow=True).status_code == 200
    new.refresh_from_db()
    assert new.check_password("sehr-geheim-und-lang"), "the link is used once"


def test_the_last_administrator_stays(desk: Desk) -> None:
    client, person = desk.client("administrator"), desk.people["administrator"]
    address = reverse("desk:person", args=[person.pk])
    assert client.post(address, {"act": "switch"}).status_code == 422
    post = person.posts.get()
    assert client.post(address, {"act": "take", "post": post.pk}).status_code == 422
    person.refresh_from_db()
    assert person.is_active
    assert person.posts.exists()


def test_nobody_makes_an_account_for_themselves(register: Register) -> None:
    page = Client().post(
        "/accounts/signup/", {"username": "x", "password1": "a" * 14, "password2": "a" * 14}
    )
    assert page.status_code == 200
    assert not Person.objects.exists()


def test_the_log_in_renews_the_session_and_is_limited(desk: Desk) -> None:
    client = Client()
    client.get("/accounts/login/")
    client.session["x"] = 1
    given = {"login": "legal-person", "password": "a-long-password-1"}
    before = client.cookies.get(settings.SESSION_COOKIE_NAME)
    assert client.post("/accounts/login/", given).status_code == 302
    after = client.cookies[settings.SESSION_COOKIE_NAME]
    assert before is None or before.value != after.value
    assert after["httponly"]
    wrong = Client()
    for _ in range(12):
        page = wrong.post("/accounts/login/", {"login": "legal-person", "password": "x"})
    assert page.status_code in (200, 429)
    page = wrong.post("/accounts/login/", given)
    assert page.status_code != 302, "too many attempts"


def test_forms_from_elsewhere_are_refused(desk: Desk) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(desk.people["warranty"])
    document = desk.documents[OWN, "claim-response"]
    page = client.post(reverse("desk:step", args=[document.pk, "done"]))
    assert page.status_code == 403
    document.refresh_from_db()
    assert document.state == "issued"


def test_passwords_are_kept_by_argon2(desk: Desk) -> None:
    assert desk.people["legal"].password.startswith("argon2$argon2id")


def test_uploads_are_judged_by_content(desk: Desk) -> None:
    client, document = desk.client("warranty"), desk.documents[OWN, "claim-response"]
    for name, content in (("a.pdf", b"%PDF-1.7 nothing"), ("a.docx", b"PK\3\4 no"), ("x", b"")):
        file = io.BytesIO(content)
        file.name = name
        for address in ("desk:signed", "desk:returned"):
            file.seek(0)
            page = client.post(reverse(address, args=[document.pk]), {"file": file})
            assert page.status_code == 422, (name, address)


def test_the_secret_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    make_secret_key(tmp_path)
    first = secret_key(tmp_path)
    make_secret_key(tmp_path)
    assert secret_key(tmp_path) == first
    assert len(first) > 50
    assert stat.S_IMODE((tmp_path / KEY_FILE).stat().st_mode) == 0o600


def test_the_log_names_nobody() -> None:
    import logging

    record = logging.makeLogRecord(
        {"msg": "Not Found: %s", "args": ("/feed/s3cret/due.ics?text=Vogt",)}
    )
    assert Impersonal().filter(record)
    assert "s3cret" not in record.getMessage()
    assert "Vogt" not in record.getMessage()


def test_check_deploy_is_clean_behind_tls(tmp_path: Path) -> None:
    make_secret_key(tmp_path)
    env = {
        **os.environ,
        "AFTERSALES_DOCS_DATA": str(tmp_path),
        "AFTERSALES_DOCS_ADDRESS": "https://desk.example",
        "DJANGO_SETTINGS_MODULE": "aftersales_docs.desk.web.settings",
    }
    done = subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout
