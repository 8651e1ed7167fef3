"""Each security header, on pages, files, refusals; and what depends on TLS."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from aftersales_docs.desk.web.environment import make_secret_key

from .conftest import OWN, Desk

PAGES = ("/accounts/login/", "/", "/register/", "/no/such/page/", "/sign/no-such-secret/")


@pytest.mark.parametrize("address", PAGES)
def test_every_page_has_every_header(desk: Desk, address: str) -> None:
    page = desk.client("warranty").get(address)
    policy = page["Content-Security-Policy"]
    given = dict(one.strip().partition(" ")[::2] for one in policy.split(";"))
    assert given["default-src"] == "'none'"
    assert given["base-uri"] == "'none'"
    assert given["frame-ancestors"] == "'none'"
    assert given["script-src"] == given["style-src"] == given["connect-src"] == "'self'"
    assert given["form-action"] == "'self'"
    assert "unsafe" not in policy
    assert page["X-Frame-Options"] == "DENY"
    assert page["X-Content-Type-Options"] == "nosniff"
    assert page["Referrer-Policy"] in ("same-origin", "no-referrer")
    assert page["Cross-Origin-Opener-Policy"] == "same-origin"
    assert page["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in page["Permissions-Policy"]
    assert "no-store" in page["Cache-Control"]
    assert "Strict-Transport-Security" not in page.headers, "not without TLS"


def test_a_page_has_no_code_or_style_of_its_own(desk: Desk) -> None:
    """So the policy needs no exception, and what slips into a page does nothing."""
    client = desk.client("warranty")
    document = desk.documents[OWN, "claim-response"]
    for address in ("/", "/register/", "/bulk/", reverse("desk:document", args=[document.pk])):
        text = client.get(address).content.decode()
        assert not re.search(r"<script(?![^>]*\bsrc=)", text), address
        assert not re.search(r"\s(?:style|on\w+)=", text), address


def test_a_file_is_an_attachment_that_runs_nothing(desk: Desk) -> None:
    document = desk.documents[OWN, "claim-response"]
    for file in document.files.exclude(role="input"):
        page = desk.client("warranty").get(reverse("desk:file", args=[document.pk, file.pk]))
        assert page["Content-Disposition"].startswith("attachment")
        assert page["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in page["Content-Security-Policy"]
        assert "no-store" in page["Cache-Control"]


def test_tls_is_kept_to(desk: Desk) -> None:
    with override_settings(SECURE_HSTS_SECONDS=3600, SECURE_HSTS_INCLUDE_SUBDOMAINS=True):
        page = Client().get("/accounts/login/", secure=True)
    assert page["Strict-Transport-Security"] == "max-age=3600; includeSubDomains"


ASKED = """
import json, os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "aftersales_docs.desk.web.settings"
from django.conf import settings as s
print(json.dumps([s.SECURE_HSTS_SECONDS, s.SECURE_HSTS_INCLUDE_SUBDOMAINS, s.SECURE_HSTS_PRELOAD,
    s.SESSION_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT]))
"""


@pytest.mark.parametrize("preload", ["", "1"])
@pytest.mark.parametrize("address", ["https://desk.example", ""])
def test_what_tls_brings(tmp_path: Path, address: str, preload: str) -> None:
    make_secret_key(tmp_path)
    env = {
        **os.environ,
        "AFTERSALES_DOCS_DATA": str(tmp_path),
        "AFTERSALES_DOCS_ADDRESS": address,
        "AFTERSALES_DOCS_HSTS_PRELOAD": preload,
    }
    env.pop("DJANGO_SETTINGS_MODULE", None)
    done = subprocess.run([sys.executable, "-c", ASKED], env=env, capture_output=True, check=True)
    tls = bool(address)
    year = 365 * 24 * 3600
    assert json.loads(done.stdout) == [
        year if tls else 0,
        tls,
        tls and preload == "1",
        "__Host-desk" if tls else "desk",
        tls,
        tls,
        tls,
    ]


def test_a_session_from_before_the_log_in_is_worth_nothing(desk: Desk) -> None:
    """Session fixation: who plants a cookie is not let in by it afterwards."""
    from django.conf import settings

    victim = Client()
    victim.get("/accounts/login/")
    session = victim.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    victim.cookies[settings.SESSION_COOKIE_NAME] = planted
    victim.post("/accounts/login/", {"login": "warranty-person", "password": "a-long-password-1"})
    assert victim.get("/register/").status_code == 200
    assert victim.session.session_key != planted
    attacker = Client()
    attacker.cookies[settings.SESSION_COOKIE_NAME] = planted
    assert attacker.get("/register/").status_code == 302
    ended = victim.session.session_key
    victim.post("/accounts/logout/")
    attacker.cookies[settings.SESSION_COOKIE_NAME] = ended
    assert attacker.get("/register/").status_code == 302, "logged out is logged out"


def test_a_code_of_the_second_factor_is_limited(desk: Desk) -> None:
    """Who knows the password can't try all codes."""
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    person = desk.people["warranty"]
    TOTP.activate(person, generate_totp_secret())
    client = Client()
    client.post("/accounts/login/", {"login": "warranty-person", "password": "a-long-password-1"})
    answers = [
        client.post("/accounts/2fa/authenticate/", {"code": f"{at:06}"}).status_code
        for at in range(12)
    ]
    assert client.get("/register/").status_code == 302
    page = client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert 429 in answers or "attempts" in page.content.decode(), answers


def test_the_page_of_passkeys_opens(desk: Desk) -> None:
    client = Client()
    client.post("/accounts/login/", {"login": "warranty-person", "password": "a-long-password-1"})
    asked = client.get("/accounts/2fa/webauthn/", follow=True)
    assert asked.status_code == 200
    page = client.post(
        "/accounts/reauthenticate/",
        {"password": "a-long-password-1", "next": "/accounts/2fa/webauthn/"},
        follow=True,
    )
    assert page.status_code == 200
    assert "/accounts/2fa/webauthn/add/" in page.content.decode()


def test_in_the_dark_nothing_but_colours_is_other() -> None:
    """So what axe-core finds in the light, and of colours in the dark, is all that there is."""
    from aftersales_docs.desk import web

    found = 0
    for path in (Path(web.__file__).parent / "static").rglob("*.css"):
        text = path.read_text(encoding="utf-8")
        for block in re.findall(r"prefers-color-scheme[^{]*\{(.*?\})\s*\}", text, re.DOTALL):
            (inner,) = re.findall(r"^\s*:root \{(.*)\}$", block, re.DOTALL)
            for one in filter(str.strip, inner.split(";")):
                assert re.fullmatch(r"\s*--[a-z-]+: #[0-9a-f]{3,6}\s*", one), one
                found += 1
    assert found > 10
