"""What the environment says of the web desk: address, secret key, mail, OpenID."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

ADDRESS_VARIABLE: Final = "AFTERSALES_DOCS_ADDRESS"
OPENID_VARIABLE: Final = "AFTERSALES_DOCS_OPENID"
MAIL_VARIABLE: Final = "AFTERSALES_DOCS_SMTP"
SENDER_VARIABLE: Final = "AFTERSALES_DOCS_SENDER"
PRELOAD_VARIABLE: Final = "AFTERSALES_DOCS_HSTS_PRELOAD"
KEY_FILE: Final = "web-secret-key"
_LOCAL: Final = ("127.0.0.1", "localhost", "[::1]")


def address() -> str:
    """Under which address people come (``https://desk.example``); empty on this machine alone."""
    given = os.environ.get(ADDRESS_VARIABLE, "").strip().rstrip("/")
    parts = urlsplit(given)
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme and parts.netloc else ""


def preload() -> bool:
    """Whether the house wishes its domain in the browsers' lists of those with TLS alone."""
    return os.environ.get(PRELOAD_VARIABLE, "").strip() == "1"


def is_local(named: str) -> bool:
    """Whether that address is this machine's own."""
    host = urlsplit(named).hostname or ""
    return not named or host in ("127.0.0.1", "localhost", "::1")


def hosts() -> list[str]:
    """The names of hosts under which pages are asked for."""
    host = urlsplit(address()).hostname
    return [*_LOCAL, *([host] if host else [])]


def secret_key(folder: Path) -> str:
    """The key in the data folder; where there is none, one that lasts as long as the process."""
    try:
        return (folder / KEY_FILE).read_text(encoding="ascii").strip() or secrets.token_urlsafe(60)
    except OSError:
        return secrets.token_urlsafe(60)


def make_secret_key(folder: Path) -> None:
    """Put a key into the data folder, for its owner alone, unless one is there."""
    try:
        handle = os.open(folder / KEY_FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(60))


def _openid() -> dict[str, str]:
    """The provider: ``{"name": …, "server": …, "client": …, "secret": …}``; empty for none."""
    given = os.environ.get(OPENID_VARIABLE, "")
    found = json.loads(given) if given.strip() else {}
    return {name: str(value) for name, value in found.items()}


def openid_providers() -> dict[str, Any]:
    """The provider of log-ins as allauth wants it."""
    one = _openid()
    if not one:
        return {}
    app = {
        "provider_id": "house",
        "name": one.get("name", "OpenID"),
        "client_id": one.get("client", ""),
        "secret": one.get("secret", ""),
        "settings": {"server_url": one.get("server", "")},
    }
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}


def openid_origins() -> list[str]:
    """Where a form may lead on to: the provider's origin."""
    parts = urlsplit(_openid().get("server", ""))
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []


def mail_backend() -> str:
    """How mail goes out; without a server it does not."""
    way = "smtp" if os.environ.get(MAIL_VARIABLE) else "dummy"
    return f"django.core.mail.backends.{way}.EmailBackend"


def mail_server() -> dict[str, Any]:
    """Django's settings for ``smtp://user:password@host:port`` (``smtps://`` for TLS at once)."""
    parts = urlsplit(os.environ.get(MAIL_VARIABLE, ""))
    if not parts.hostname:
        return {}
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme != "smtps" and not is_local(f"smtp://{parts.hostname}"),
        "DEFAULT_FROM_EMAIL": os.environ.get(SENDER_VARIABLE, "desk@localhost"),
    }


def mail_way() -> tuple[str, int, str, str, str, str] | None:
    """The server of :func:`mail_server` for who speaks SMTP without Django.

    Host, port, security (``starttls``, ``tls`` or ``none``), user, password, sender.
    """
    found = mail_server()
    if not found:
        return None
    security = (
        "tls" if found["EMAIL_USE_SSL"] else "starttls" if found["EMAIL_USE_TLS"] else "none"
    )
    return (
        found["EMAIL_HOST"],
        found["EMAIL_PORT"],
        security,
        found["EMAIL_HOST_USER"],
        found["EMAIL_HOST_PASSWORD"],
        found["DEFAULT_FROM_EMAIL"],
    )
