"""Making links for the other party, following them, answering, revoking; each is recorded."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from ...errors import DataError, Problem, worded
from ..chain import Act, append, moment, now, text_of
from ..opening import Register
from ..register.models import ISSUED, SENT, Document
from ..register.models import SIGNED as SIGNED_STATE
from ..signed import Attached, attach, recognised
from ..writing import written
from .models import DECLINED, SIGNED, Link

MOST_DAYS: Final = 90
_LEADING: Final = (ISSUED, SENT, SIGNED_STATE)


def digest_of(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def made(
    register: Register, document: Document, name: str, days: int, who: str
) -> tuple[Link, str]:
    """A new link and its secret, which is nowhere kept.

    Raises:
        DataError: it has nobody's name, too many days, or the document is not in force.

    """
    if not name or not 1 <= days <= MOST_DAYS:
        raise DataError(
            Problem(
                "link-for-nobody",
                "a link needs the name of who it is for, and a number of days.",
                worded("Give a name, and 1 to {most} days.", most=MOST_DAYS),
            )
        )
    secret = secrets.token_urlsafe(32)

    def work() -> Link:
        row = Document.objects.select_for_update().get(pk=document.pk)
        if row.state not in _LEADING:
            raise DataError(
                Problem(
                    "link-not-in-force",
                    worded("{number} is not in force.", number=row.number),
                    "Make a link to a document that is issued.",
                )
            )
        until = text_of(datetime.now(UTC) + timedelta(days=days))
        one = Link.objects.create(
            document=row, digest=digest_of(secret), name=name, made_by=who, made_at=now(),
            until=until,
        )  # fmt: skip
        _told("link-made", who, one, {"until": until, "by": name})
        return one

    return written(register, work), secret


def _told(action: str, who: str, link: Link, facts: Mapping[str, Any] | None = None) -> None:
    append(action, Act(who, {"link": link.pk, **(facts or {})}), link.document)


def leads(link: Link) -> bool:
    """Whether the link leads to its document now."""
    return (
        not link.answered_at
        and not link.revoked_at
        and moment(link.until) > datetime.now(UTC)
        and link.document.state in _LEADING
    )


def followed(secret: str) -> Link | None:
    """The link of a secret as long as it leads somewhere."""
    link = Link.objects.select_related("document").filter(digest=digest_of(secret)).first()
    return link if link is not None and leads(link) else None


def party_of(link: Link) -> str:
    """How the audit trail names who follows a link: we know of no more."""
    return f"{link.name} (link {link.pk})"


def opened(register: Register, link: Link) -> None:
    """Record that the link was followed for the first time."""
    if link.opened_at:
        return

    def work() -> None:
        first = Link.objects.filter(pk=link.pk, opened_at="").update(opened_at=now())
        if first:
            _told("link-opened", party_of(link), link)

    written(register, work)


def declined(register: Register, link: Link, ground: str) -> None:
    """Record that the other party declines; the link leads nowhere from then on."""

    def work() -> None:
        _answered(link, DECLINED)
        _told("declined", party_of(link), link, {"ground": ground} if ground else {})

    written(register, work)


def signed(register: Register, link: Link, content: bytes, name: str) -> Attached:
    """Take a signed PDF in from the other party; then the link leads nowhere.

    Raises:
        DataError: it is not this document, signed, or its signatures are not sound; the link
            still leads to the document.

    """
    if recognised(content, name).pk != link.document.pk:
        raise DataError(
            Problem(
                "signed-another",
                "the file is not this document, signed.",
                "Choose the PDF of this document as it came back from signing.",
            )
        )
    found = attach(register, content, name, Act(party_of(link)))
    if not found.new:
        raise DataError(
            Problem(
                "signed-nothing-new",
                "the file holds no new signature.",
                "Sign the PDF that you downloaded here, and choose the signed one.",
            )
        )
    written(register, lambda: _answered(link, SIGNED))
    return found


def _answered(link: Link, answer: str) -> None:
    """Use the link up, once.

    Raises:
        DataError: somebody was quicker.

    """
    free = Link.objects.filter(pk=link.pk, answered_at="", revoked_at="")
    if not free.update(answered_at=now(), answer=answer):
        raise DataError(Problem("link-used", "the link was used before.", "Ask for a new one."))


def revoked(register: Register, link: Link, who: str) -> None:
    """Let a link lead nowhere from now on."""

    def work() -> None:
        if Link.objects.filter(pk=link.pk, revoked_at="").update(revoked_at=now()):
            _told("link-revoked", who, link)

    written(register, work)
