"""A document sent by mail: words, files, and the entry that says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ...errors import DataError, Problem, worded
from ...messages import told
from ..chain import Act
from ..days import today
from ..mailing import ADDRESS, MailServer, hand_over, mail_of
from ..opening import Register
from ..register.models import SENT, Document
from ..steps import STEPS, step

MOST_ADDRESSES: Final = 10
_PARTS: Final = re.compile(r"[\s,;]+")


@dataclass(frozen=True, slots=True)
class Letter:
    """What goes out: subject, text, and the files by name with their types."""

    subject: str
    text: str
    files: Sequence[tuple[str, str, bytes]]


def addresses_in(given: str) -> tuple[str, ...]:
    """The addresses that were typed, with commas, semicolons or spaces between.

    Raises:
        DataError: there is none, too many, or one can't be an address.

    """
    found = tuple(dict.fromkeys(one for one in _PARTS.split(given.strip()) if one))
    if not found or len(found) > MOST_ADDRESSES:
        raise DataError(
            Problem(
                "no-address",
                "there is no address, or there are too many.",
                worded("Give one to {most}.", most=MOST_ADDRESSES),
            )
        )
    for one in found:
        if not ADDRESS.fullmatch(one) or not one.isascii():
            raise DataError(
                Problem(
                    "mail-address",
                    worded("'{address}' is no address of mail.", address=one[:200]),
                    "Write it as name@host.",
                )
            )
    return found


def sent(
    register: Register, server: MailServer, document: Document, letter: Letter, act: Act
) -> None:
    """Send a letter, one mail to each address of ``server``, and take the step "sent".

    Raises:
        DataError: the document can't be sent in its state; nothing goes out.
        OutputError: the server refused it. Who has it until then has it.

    """
    if document.state not in STEPS[SENT]:
        raise DataError(
            Problem(
                "link-not-in-force",
                worded("{number} is not in force.", number=document.number),
                "Send a document that is issued.",
            )
        )
    for to in server.to:
        message = mail_of(server, to, letter.subject, letter.text)
        for name, type_, content in letter.files:
            main, _, sub = type_.partition("/")
            message.add_attachment(content, maintype=main, subtype=sub, filename=name)
        hand_over(server, message)
    facts = {
        **act.facts,
        "on": today().isoformat(),
        "way": told("mail to {addresses}", addresses=", ".join(server.to)),
        "subject": letter.subject,
        "enclosed": [name for name, _, _ in letter.files],
    }
    step(register, document, SENT, Act(act.who, facts, act.note))
