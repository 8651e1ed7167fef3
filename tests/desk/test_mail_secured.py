"""Mail over TLS and STARTTLS with a log-in: what is wrong is told, and no secret with it."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from aftersales_docs.desk.mailing import DayMail, MailServer, send
from aftersales_docs.desk.opening import Register
from aftersales_docs.desk.register.models import Due, Event
from aftersales_docs.errors import OutputError

from . import postgres
from .orders import issued, letter

Run = Callable[..., tuple[int, str, str]]
SECRET = "Gr3en-Apple"  # noqa: S105 (a word of this test)
WAYS = ("starttls", "tls")


def _certificate(folder: Path, host: str, days: int = 1) -> Path:
    """A certificate that signs itself, with its key, for ``host``."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = datetime.now(UTC)
    is_address = host[0].isdigit()
    alternative = x509.IPAddress(ip_address(host)) if is_address else x509.DNSName(host)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=2))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([alternative]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / f"{host}{days}.pem"
    path.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return path


class Taken:
    """Counts what is taken, and who logged in."""

    def __init__(self) -> None:
        self.mails = 0
        self.secured: list[bool] = []

    async def handle_DATA(self, _server: SMTP, session: Session, _mail: Envelope) -> str:  # noqa: N802
        self.mails += 1
        self.secured.append(session.authenticated)
        return "250 OK"


def _who(
    _server: SMTP, _session: Session, _mail: Envelope, _kind: str, data: object
) -> AuthResult:
    assert isinstance(data, LoginPassword)
    right = (data.login, data.password) == (b"desk", SECRET.encode())
    return AuthResult(success=right, handled=False)


@contextmanager
def _server(way: str, certificate: Path) -> Iterator[tuple[Taken, int]]:
    """A server of mail that wants a log-in over a secured line."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    given: dict[str, object] = {"authenticator": _who, "auth_required": way != "open"}
    if way == "starttls":
        given |= {"tls_context": context, "require_starttls": True}
    elif way == "tls":
        given |= {"ssl_context": context, "auth_require_tls": False}
    else:
        given |= {"auth_require_tls": False}
    taken, port = Taken(), postgres.free_port()
    controller = Controller(taken, hostname="127.0.0.1", port=port, **given)
    if way == "tls":
        # The controller looks whether it answers by an open line, which TLS would not.
        controller._trigger_server = lambda: socket.create_connection(  # type: ignore[method-assign]
            ("127.0.0.1", port)
        ).close()
    controller.start()
    try:
        yield taken, port
    finally:
        controller.stop()


@pytest.fixture
def due(quick: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Register:
    """A register with something due, and settings that lack port and way."""
    document = issued(quick, letter(tmp_path)).document
    Due.objects.create(document=document, what="repair", on="2026-12-01")
    for name, value in {
        "MAIL_HOST": "127.0.0.1",
        "MAIL_FROM": "desk@house.example",
        "MAIL_TO": "a@house.example",
        "MAIL_USER": "desk",
        "MAIL_PASSWORD": SECRET,
    }.items():
        monkeypatch.setenv(f"AFTERSALES_DOCS_{name}", value)
    return quick


def _sent(
    run: Run, monkeypatch: pytest.MonkeyPatch, way: str, port: int, root: Path | None
) -> tuple[int, str]:
    monkeypatch.setenv("AFTERSALES_DOCS_MAIL_SECURITY", way)
    monkeypatch.setenv("AFTERSALES_DOCS_MAIL_PORT", str(port))
    if root is not None:
        monkeypatch.setenv("SSL_CERT_FILE", str(root))
    code, told, errors = run("register", "due", "--mail")
    assert SECRET not in told + errors
    assert "Traceback" not in errors
    return code, errors


@pytest.mark.parametrize("way", WAYS)
def test_a_mail_goes_out_over_a_secured_line(
    run: Run, due: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    assert due
    root = _certificate(tmp_path, "127.0.0.1")
    with _server(way, root) as (taken, port):
        code, errors = _sent(run, monkeypatch, way, port, root)
    assert (code, taken.mails, taken.secured) == (0, 1, [True]), errors
    assert SECRET not in "".join(Event.objects.values_list("body", flat=True))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("flaw", ["strange", "other-host", "expired"])
def test_a_certificate_that_is_not_trusted_is_refused(
    run: Run, due: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str, flaw: str
) -> None:
    assert due
    host = "mail.elsewhere.example" if flaw == "other-host" else "127.0.0.1"
    used = _certificate(tmp_path, host, -1 if flaw == "expired" else 1)
    trusted = _certificate(tmp_path, "other.example") if flaw == "strange" else used
    with _server(way, used) as (taken, port):
        code, errors = _sent(run, monkeypatch, way, port, trusted)
        assert (code, taken.mails) == (1, 0)
        assert "certificate of 127.0.0.1 is not trusted" in errors
        reason = {"strange": "self-signed", "other-host": "mismatch", "expired": "expired"}[flaw]
        assert reason in errors
        # The next call sends it, once that is put right.
    right = _certificate(tmp_path, "127.0.0.1", 3)
    with _server(way, right) as (taken, port):
        assert _sent(run, monkeypatch, way, port, right) == (0, "")
        assert taken.mails == 1


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("password", ["wrong-0ne", "grün-Äpfel"])
def test_a_wrong_password_is_told_and_not_shown(
    run: Run,
    due: Register,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    way: str,
    password: str,
) -> None:
    assert due
    monkeypatch.setenv("AFTERSALES_DOCS_MAIL_PASSWORD", password)
    root = _certificate(tmp_path, "127.0.0.1")
    with _server(way, root) as (taken, port):
        code, errors = _sent(run, monkeypatch, way, port, root)
    assert (code, taken.mails, password in errors) == (1, 0, False)
    assert "password" in errors


def test_no_secret_is_in_the_error_itself(due: Register, tmp_path: Path) -> None:
    """Nor in what it came of: a log of the whole error would show it."""
    root = _certificate(tmp_path, "127.0.0.1")
    context = ssl.create_default_context(cafile=root)
    password = "пароль-1"  # noqa: S105 (a word of this test)
    with _server("starttls", root) as (_taken, port):
        server = MailServer(
            "127.0.0.1",
            "a@b.example",
            ("c@d.example",),
            port,
            "starttls",
            "desk",
            password,
            context,
        )
        words = DayMail(datetime.now(UTC).date(), "x", "x", b"")
        with pytest.raises(OutputError) as refused:
            send(due, server, words, "x")
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__
    assert password not in f"{refused.value!r} {refused.value}"


@pytest.mark.parametrize(
    ("way", "spoken", "code"),
    [
        ("open", "starttls", "offers no"),  # It has no STARTTLS: nothing goes over an open line.
        ("open", "tls", "does not speak TLS"),
        ("starttls", "tls", "does not speak TLS"),
    ],
)
def test_a_line_that_is_not_as_set_is_refused(
    run: Run,
    due: Register,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    way: str,
    spoken: str,
    code: str,
) -> None:
    assert due
    with _server(way, _certificate(tmp_path, "127.0.0.1")) as (taken, port):
        done, errors = _sent(run, monkeypatch, spoken, port, None)
    assert (done, taken.mails) == (1, 0)
    assert code in errors
