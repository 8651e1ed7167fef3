"""The mail of what is due: through a real server, once a day, and nothing typed in its head."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from aftersales_docs.desk.mailing import PASSWORD_VARIABLE, mail, server_of
from aftersales_docs.desk.opening import Register
from aftersales_docs.desk.register.models import Due
from aftersales_docs.errors import UsageError

from . import postgres
from .orders import issued, letter

Run = Callable[..., tuple[int, str, str]]
SETTINGS = {
    "mail_host": "127.0.0.1",
    "mail_from": "desk@house.example",
    "mail_to": "a@house.example, b@house.example",
    "mail_security": "none",
}


class Kept:
    """Keeps the mails that come, or refuses them."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.answer = "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        if self.answer.startswith("2"):
            made = email.message_from_bytes(envelope.content, policy=email.policy.default)
            assert isinstance(made, EmailMessage)
            self.mails.append(made)
        return self.answer


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[Kept]:
    """A server of mail on this machine, and the settings that name it."""
    kept = Kept()
    port = postgres.free_port()
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    for name, value in {**SETTINGS, "mail_port": str(port)}.items():
        monkeypatch.setenv(f"AFTERSALES_DOCS_{name.upper()}", value)
    yield kept
    controller.stop()


def _due(register: Register, folder: Path) -> str:
    document = issued(register, letter(folder)).document
    Due.objects.create(document=document, what="repair", on="2026-12-01")
    return document.number


@pytest.mark.parametrize(
    ("lang", "word"), [("de", "reparatur"), ("ru", "ремонт"), ("en", "repair")]
)
def test_a_mail_goes_out_once_a_day(
    run: Run, quick: Register, tmp_path: Path, box: Kept, lang: str, word: str
) -> None:
    number = _due(quick, tmp_path)
    code, told, _ = run("--lang", lang, "register", "due", "--mail")
    assert (code, "a@house.example" in told) == (0, True)
    assert [one["To"] for one in box.mails] == ["a@house.example", "b@house.example"]
    body = box.mails[0].get_body(("plain",))
    assert body is not None
    assert number in body.get_content()
    assert word in body.get_content().lower()
    attached = next(box.mails[0].iter_attachments())
    assert (attached.get_filename(), attached.get_content_type()) == ("due.ics", "text/calendar")
    assert run("register", "due", "--mail")[0] == 0
    assert len(box.mails) == 2
    assert run("register", "due", "--mail", "--again")[0] == 0
    assert len(box.mails) == 4


def test_with_nothing_due_no_mail_goes_out(run: Run, quick: Register, box: Kept) -> None:
    assert quick
    assert run("register", "due", "--mail")[0] == 0
    assert box.mails == []


def test_a_server_that_refuses_is_told_and_the_next_call_sends(
    run: Run, quick: Register, tmp_path: Path, box: Kept
) -> None:
    _due(quick, tmp_path)
    box.answer = "554 no"
    code, _, told = run("register", "due", "--mail")
    assert (code, "could not be sent" in told, "Traceback" in told) == (1, True, False)
    box.answer = "250 OK"
    assert run("register", "due", "--mail")[0] == 0
    assert len(box.mails) == 2


def test_without_settings_nothing_is_sent(run: Run, quick: Register) -> None:
    assert quick
    code, _, told = run("register", "due", "--mail")
    assert (code, "mail_host" in told) == (2, True)


@pytest.mark.parametrize(
    "changed",
    [
        {"mail_to": "a@b.example\nBcc: x@y.example"},
        {"mail_from": "a@b.example\r\nX: y"},
        {"mail_to": "Name <a@b.example>"},
        {"mail_security": "ssl"},
        {"mail_port": "70000"},
        {"mail_user": "u"},
    ],
)
def test_settings_that_are_wrong_are_refused(changed: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        server_of({**SETTINGS, **changed}, {})


def test_nothing_comes_into_the_head() -> None:
    server = server_of(SETTINGS, {})
    made = mail(server, "a@b.example", "x\r\nBcc: y@z.example", "x\r\n.\r\nBcc: q", b"")
    assert made["Bcc"] is None
    assert "\n" not in made["Subject"]


def test_the_password_comes_from_environment_or_file_and_is_not_shown(tmp_path: Path) -> None:
    (tmp_path / "p").write_text("s3cret\n", encoding="utf-8")
    safe = {**SETTINGS, "mail_security": "tls", "mail_user": "u"}
    by_file = server_of({**safe, "mail_password_file": str(tmp_path / "p")}, {})
    by_variable = server_of(safe, {PASSWORD_VARIABLE: "other"})
    assert (by_file.password, by_variable.password) == ("s3cret", "other")
    assert "s3cret" not in repr(by_file)
