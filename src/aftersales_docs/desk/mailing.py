"""A mail a day of what is due, by SMTP.

Text and calendar file. Nothing that was typed into a document comes into a head of the mail.
"""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from functools import partial
from pathlib import Path
from typing import Final

from ..errors import OutputError, Problem, UsageError, worded
from .chain import Act, append, moment, now
from .keeping.models import Sent
from .opening import Register
from .writing import written

PASSWORD_VARIABLE: Final = "AFTERSALES_DOCS_MAIL_PASSWORD"  # noqa: S105 (the name of a variable)
SECURITY: Final = ("starttls", "tls", "none")
ADDRESS: Final = re.compile(r"[^\s@<>,;:\"\\()\[\]]+@[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")
_SECONDS: Final = 30.0


@dataclass(frozen=True, slots=True)
class MailServer:
    """By which server, from whom and to whom; ``security`` is one of :data:`SECURITY`."""

    host: str
    sender: str
    to: tuple[str, ...]
    port: int = 0
    security: str = "starttls"
    user: str = ""
    password: str = field(default="", repr=False)
    context: ssl.SSLContext | None = None


def server_of(settings: Mapping[str, str], environment: Mapping[str, str]) -> MailServer:
    """The server that the settings name.

    Raises:
        UsageError: one is missing, or can't be used.

    """
    for name in ("mail_host", "mail_from", "mail_to"):
        if not settings.get(name):
            raise _wrong(
                worded("no mail can be sent: {name} is not set.", name=name),
                "Set it in config.toml or the environment; see docs/desk.md.",
            )
    to = tuple(one.strip() for one in settings["mail_to"].split(",") if one.strip())
    for one in (settings["mail_from"], *to):
        if not ADDRESS.fullmatch(one) or not one.isascii():
            raise _wrong(
                worded("'{address}' is no address of mail.", address=one[:200]),
                "Write it as name@host; several to whom it goes with commas between.",
            )
    security, port = settings.get("mail_security") or "starttls", settings.get("mail_port") or "0"
    if security not in SECURITY or not port.isdecimal() or int(port) > 65535:
        raise _wrong(
            "mail_security or mail_port can't be used.",
            worded("Write one of: {names}; the port as a number.", names=", ".join(SECURITY)),
        )
    password = environment.get(PASSWORD_VARIABLE, "")
    if not password and (named := settings.get("mail_password_file")):
        password = _read(Path(named))
    user = settings.get("mail_user") or ""
    if security == "none" and (user or password):
        raise _wrong(
            "a password is not sent over a line that is not encrypted.",
            "Set mail_security to starttls or tls.",
        )
    host = settings["mail_host"]
    return MailServer(host, settings["mail_from"], to, int(port), security, user, password)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        raise _wrong(
            worded("the file {path} with the password can't be read.", path=str(path)),
            "Look at mail_password_file.",
        ) from error


def _wrong(message: str, cure: str) -> UsageError:
    return UsageError(Problem("mail-setting", message, cure))


def mail(server: MailServer, to: str, subject: str, text: str, calendar: bytes) -> EmailMessage:
    """The mail of a day to one address: words, and the calendar file beside them."""
    made = mail_of(server, to, subject, text)
    made["Auto-Submitted"] = "auto-generated"
    made.add_attachment(calendar, maintype="text", subtype="calendar", filename="due.ics")
    return made


def mail_of(server: MailServer, to: str, subject: str, text: str) -> EmailMessage:
    """A mail to one address, without attachments."""
    made = EmailMessage()
    made["From"] = Address(addr_spec=server.sender)
    made["To"] = Address(addr_spec=to)
    made["Subject"] = " ".join(subject.split())
    made["Date"] = format_datetime(moment(now()))
    made["Message-ID"] = make_msgid(domain=server.sender.rpartition("@")[2])
    made.set_content(text)
    return made


@dataclass(frozen=True, slots=True)
class DayMail:
    """What the mail of a day says."""

    day: date
    subject: str
    text: str
    calendar: bytes


def send(
    register: Register, server: MailServer, words: DayMail, who: str, *, again: bool = False
) -> list[str]:
    """Send the day's mail to each address that has not had it; gives those addresses.

    An address counts as served once the server has taken the mail. ``again`` sends anew.

    Raises:
        OutputError: the server can't be reached, or refused it.

    """
    day, sent = words.day.isoformat(), []
    for to in server.to:
        if not again and Sent.objects.filter(day=day, address=to).exists():
            continue
        hand_over(server, mail(server, to, words.subject, words.text, words.calendar))
        written(register, partial(_noted, day, to, who))
        sent.append(to)
    return sent


def _noted(day: str, to: str, who: str) -> None:
    Sent.objects.get_or_create(day=day, address=to)
    append("mailed", Act(who, {"to": to}, clear={"day": day}))


def hand_over(server: MailServer, message: EmailMessage) -> None:
    """Let the server take a mail.

    Raises:
        OutputError: it can't be reached, or refused it.

    """
    context = server.context or ssl.create_default_context()
    try:
        if server.security == "tls":
            line: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port or 465, timeout=_SECONDS, context=context
            )
        else:
            line = smtplib.SMTP(server.host, server.port or 587, timeout=_SECONDS)
        try:
            if server.security == "starttls":
                line.starttls(context=context)
            if server.user:
                line.login(server.user, server.password)
            line.send_message(message)
        finally:
            with suppress(smtplib.SMTPException, OSError):
                line.quit()
    except (smtplib.SMTPException, OSError, UnicodeError) as error:
        # What comes along with the error may hold the password, or a word of it.
        raise _not_sent(server, error) from None


def _not_sent(server: MailServer, error: Exception) -> OutputError:
    """Why a mail did not go out, without a word of what was sent to log in."""
    host = server.host
    if isinstance(error, ssl.SSLCertVerificationError):
        return _told(
            "mail-certificate",
            worded(
                "the certificate of {host} is not trusted: {reason}.",
                host=host,
                reason=error.verify_message.rstrip("."),
            ),
            worded(
                "Nothing was sent. Name the host as its certificate does; where your house signs "
                "certificates itself, name the file with its root in {variable}.",
                variable="SSL_CERT_FILE",
            ),
        )
    if isinstance(error, ssl.SSLError):
        return _told(
            "mail-no-tls",
            worded("{host} does not speak TLS there.", host=host),
            "Look at mail_security and mail_port: starttls mostly has 587, tls 465.",
        )
    return _not_let_in(server, error) or _told_anyhow(server.host, error)


def _not_let_in(server: MailServer, error: Exception) -> OutputError | None:
    """Why the log-in was not possible, if that was it."""
    host = server.host
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return _told(
            "mail-not-offered",
            worded("{host} offers no log-in, or no encryption, of the kind set.", host=host),
            "Look at mail_security and mail_port. Nothing is sent over an open line instead.",
        )
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return _told(
            "mail-log-in",
            worded("{host} refuses the user {user} or the password.", host=host, user=server.user),
            worded(
                "Look at mail_user, and at {variable} or mail_password_file.",
                variable=PASSWORD_VARIABLE,
            ),
        )
    if isinstance(error, UnicodeError):
        return _told(
            "mail-log-in",
            "the user or password for mail holds characters that SMTP can't log in with.",
            "Give the account a password of ASCII characters.",
        )
    return None


def _told_anyhow(host: str, error: Exception) -> OutputError:
    reason = getattr(error, "strerror", None) or type(error).__name__
    return _told(
        "mail-not-sent",
        worded("the mail could not be sent by {host}: {reason}.", host=host, reason=reason),
        "Look at the settings of mail; the next call sends it.",
    )


def _told(code: str, message: str, cure: str) -> OutputError:
    return OutputError(Problem(code, message, cure))
