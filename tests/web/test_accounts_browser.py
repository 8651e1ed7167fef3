"""Second factors run through in a real browser: app, recovery codes, passkeys, OpenID."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import struct
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from aftersales_docs.messages import UI_LANGS
from tests.desk import postgres

from .served import PASSWORD, Served, served
from .test_browser import Complaints, browser, judge, log_in, opened, words

pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.slow

__all__ = ["browser"]


@pytest.fixture
def desk(demonstration: Served) -> Served:
    demonstration.forget_attempts()
    return demonstration


def code_of(secret: str, moment: float | None = None) -> str:
    """The six figures that an app shows now (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    counter = struct.pack(">Q", int((time.time() if moment is None else moment) // 30))
    digest = hmac.digest(key, counter, hashlib.sha1)
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


def test_the_code_is_that_of_the_standard() -> None:
    secret = base64.b32encode(b"12345678901234567890").decode()
    assert code_of(secret, 59) == "287082"
    assert code_of(secret, 1111111109) == "081804"


def log_out(page: Any) -> None:
    page.goto("/me/")
    page.locator("form[action='/accounts/logout/'] button").click()
    page.locator("#id_login").wait_for()


def confirmed(page: Any, address: str) -> None:
    """Go there, and give the password once more: factors are changed by nobody who walks past."""
    page.goto(address)
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_url(f"**{address}")


def half_logged_in(page: Any, name: str) -> None:
    """Name and password given; the second factor is asked for."""
    page.goto("/")
    page.fill("#id_login", name)
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.locator("#id_code").wait_for()


@pytest.mark.parametrize("lang", UI_LANGS)
def test_an_app_and_recovery_codes(browser: Any, desk: Served, lang: str) -> None:
    complaints, name = Complaints(), desk.account(f"app-{lang}")
    with opened(browser, desk, lang) as context:
        page = context.new_page()
        log_in(page, name)
        complaints.watch(page)
        confirmed(page, "/accounts/2fa/totp/activate/")
        secret = page.input_value("#authenticator_secret")
        judge(page, "totp", lang)
        page.fill("#id_code", "000000")
        page.press("#id_code", "Enter")
        page.locator(".field.wrong, .errorlist").first.wait_for()
        judge(page, "totp-wrong", lang)
        secret = page.input_value("#authenticator_secret")
        page.fill("#id_code", code_of(secret))
        page.press("#id_code", "Enter")
        page.wait_for_url("**/2fa/recovery-codes/**")
        judge(page, "recovery-codes", lang)
        codes = page.input_value("#recovery_codes").split()
        assert len(codes) == 10
        page.goto("/accounts/2fa/")
        judge(page, "second-factor-on", lang)
        log_out(page)
        half_logged_in(page, name)
        judge(page, "second-factor-asked", lang)
        page.goto("/register/")
        assert "/accounts/" in page.url, "half a log-in opens nothing"
        page.goto("/accounts/2fa/authenticate/")
        page.fill("#id_code", "000000")
        page.press("#id_code", "Enter")
        page.locator(".field.wrong").wait_for()
        page.fill("#id_code", codes[0])
        page.press("#id_code", "Enter")
        page.locator(".me").wait_for()
        log_out(page)
        half_logged_in(page, name)
        page.fill("#id_code", codes[0])
        page.press("#id_code", "Enter")
        page.locator(".field.wrong").wait_for()
        page.fill("#id_code", code_of(secret))
        page.press("#id_code", "Enter")
        page.locator(".me").wait_for()
    assert not [one for one in complaints if "400" not in one]


@pytest.mark.parametrize("lang", UI_LANGS)
def test_a_passkey(browser: Any, desk: Served, lang: str) -> None:
    """Added, used for the log-in without a password, and taken away."""
    # A passkey belongs to a name, never to the figures of an address.
    named = Served(desk.address.replace("127.0.0.1", "localhost"), desk.process, desk.folder)
    complaints, name = Complaints(), desk.account(f"passkey-{lang}")
    with opened(browser, named, lang) as context:
        page = context.new_page()
        log_in(page, name)
        complaints.watch(page)
        device = context.new_cdp_session(page)
        device.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        confirmed(page, "/accounts/2fa/webauthn/add/")
        page.fill("#id_name", "Laptop")
        page.locator("#id_passwordless").check()
        judge(page, "passkey-add", lang)
        page.locator("#mfa_webauthn_add").click()
        page.wait_for_url(re.compile("/2fa/(?!webauthn/add)"))
        page.goto("/accounts/2fa/webauthn/")
        assert "Laptop" in page.inner_text("main")
        judge(page, "passkeys", lang)
        log_out(page)
        page.locator("#passkey_login").click()
        page.locator(".me").wait_for()
        log_out(page)
        page.goto("/")
        page.fill("#id_login", name)
        page.fill("#id_password", PASSWORD)
        page.press("#id_password", "Enter")
        page.locator("#mfa_webauthn_authenticate").click()
        page.locator(".me").wait_for()
        page.goto("/register/")
        assert page.locator("h1").inner_text() == words("Register", lang)
    assert not complaints


@pytest.fixture
def provider(tmp_path: Path) -> Iterator[str]:
    """A provider of OpenID Connect at this machine."""
    port = postgres.free_port()
    claims = json.dumps({"sub": "hans", "email": "hans@house.example", "name": "Hans Maier"})
    command = (sys.executable, "-m", "oidc_provider_mock", "--port", str(port))
    process = subprocess.Popen((*command, "--user-claims", claims))
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(1800):
            try:
                where = f"{address}/.well-known/openid-configuration"
                urllib.request.urlopen(where, timeout=2)  # noqa: S310
                break
            except OSError:
                time.sleep(0.05)
        yield address
    finally:
        process.terminate()
        process.wait(20)


def test_log_in_by_the_house_s_own_provider(
    browser: Any, provider: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new account sees nothing; an account of another with that address is not taken over."""
    given = {"name": "House", "server": provider, "client": "desk", "secret": "s"}
    monkeypatch.setenv("AFTERSALES_DOCS_OPENID", json.dumps(given))
    with served(tmp_path / "data") as desk, opened(browser, desk, "en") as context:
        page = context.new_page()
        complaints = Complaints()
        complaints.watch(page)
        page.goto("/accounts/login/")
        before = {one["name"]: one["value"] for one in context.cookies()}
        page.get_by_role("link", name="House").click()
        page.locator("main button").first.click()
        page.wait_for_url(f"{provider}/**")
        page.fill("input[name=sub]", "hans")
        page.locator("button, input[type=submit]").first.click()
        page.wait_for_url(f"{desk.address}/**")
        page.locator(".me").wait_for()
        assert "Hans Maier" in page.inner_text(".me")
        after = {one["name"]: one["value"] for one in context.cookies()}
        assert before.get("desk") != after["desk"], "the session is a new one"
        assert page.get_by_role("navigation", name="Main").locator("a").count() == 1
        answer = page.goto("/register/")
        assert answer.status == 404
    # The provider's own page asks for a style sheet from elsewhere.
    assert not [one for one in complaints if "404" not in one and "NAME_NOT_RESOLVED" not in one]
