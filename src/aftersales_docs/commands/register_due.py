"""What is due, and documents of before: ``due`` and ``import``."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..config import read_config
from ..desk.offices import named_office
from ..errors import Problem, Worded, printable, worded
from ..messages import said
from ..output import write_files
from .common import FORCE, report, reported, say, say_json
from .desk_options import PERSON, REGISTER, opened, person_named

if TYPE_CHECKING:
    from ..desk.dues import OpenDue
    from ..desk.opening import Register


@click.command()
@click.option("--within", type=click.IntRange(0), metavar="DAYS", help="Due in so many days.")
@click.option("--office", default="", help="Of this office.")
@click.option(
    "--ics",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write a calendar file for calendar programs.",
)
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
@click.option("--mail", is_flag=True, help="Send it by mail, once a day.")
@click.option("--again", is_flag=True, help="Send the mail though today's was sent.")
@FORCE
@PERSON
@REGISTER
def due(  # noqa: PLR0913, PLR0917 (one parameter an option)
    within: int | None,
    office: str,
    ics: Path | None,
    as_json: bool,
    mail: bool,
    again: bool,
    force: bool,
    person: str | None,
    data: Path | None,
) -> None:
    """Show what is to be done by when, overdue first."""
    with reported():
        register = opened(data)
        from ..desk.cases.waiting import claims_waiting, with_claims
        from ..desk.days import today
        from ..desk.dues import calendar, open_dues

        found = with_claims(
            open_dues(today(), within, office), claims_waiting(today(), within, office)
        )
        if mail:
            _mailed(register, found, person_named(person), again=again)
        elif ics is not None:
            write_files({ics: calendar(found, [_summary(one) for one in found])}, force=force)
            say(str(ics))
        elif as_json:
            say_json([_as_data(one) for one in found])
        elif found:
            say(*_lines(found))
        else:
            say(worded("nothing is due."))


def _mailed(register: Register, found: list[OpenDue], who: str, *, again: bool) -> None:
    """Send today's mail in the language of the program; with nothing due there is none."""
    from ..desk.days import today
    from ..desk.dues import calendar
    from ..desk.mailing import DayMail, send, server_of

    named = click.get_current_context().find_root().params.get("config_file")
    settings = {one.key: one.value for one in read_config(named and Path(named)).settings}
    server = server_of(settings, os.environ)
    if not found:
        say(worded("nothing is due."))
        return
    day = today()
    subject = said(worded("due on {day}: {count}", day=day, count=len(found)))
    text = "\n".join(_lines(found)) + "\n"
    content = calendar(found, [_summary(one) for one in found])
    sent = send(register, server, DayMail(day, subject, text, content), who, again=again)
    for one in sent:
        say(worded("mail sent to {address}", address=one))
    if not sent:
        say(worded("today's mail was sent before; --again sends it anew."))


def _what(one: OpenDue) -> str:
    from ..desk.dues import WORDS

    return said(WORDS[one.what]) if one.what in WORDS else one.what


def _summary(one: OpenDue) -> str:
    return f"{_name(one)}: {_what(one)} ({one.document.party})"


def _name(one: OpenDue) -> str:
    """The document's number, or the case in which it is still to be written."""
    document = one.document
    return document.number or said(worded("case {case}", case=document.case_id))


def _as_data(one: OpenDue) -> dict[str, object]:
    document = one.document
    return {
        "on": one.on.isoformat(),
        "days": one.days,
        "what": one.what,
        "kind": document.kind,
        "number": document.number,
        "case": document.case_id,
        "party": document.party,
    }


def days_left(days: int) -> Worded:
    """How long there is time still, or since when there is none."""
    if days < 0:
        return worded("overdue by {days} {days:day|days}", days=-days)
    return worded("{days} {days:day|days} left", days=days)


def _lines(found: Sequence[OpenDue]) -> Iterable[str]:
    for one in found:
        parts = (one.on.isoformat(), said(days_left(one.days)), _name(one), _what(one))
        yield "  ".join(map(printable, (*parts, one.document.party)))


@click.command("import")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--office", default="main", show_default=True, help="The office that issued them.")
@PERSON
@REGISTER
def import_(folder: Path, office: str, person: str | None, data: Path | None) -> None:
    """Take over finished documents in FOLDER that this program made before, with their numbers."""
    failed = False
    with reported():
        register = opened(data, begins=True)
        from ..desk.importing import take_over

        for one in take_over(register, folder, named_office(office), person_named(person)):
            if isinstance(one, Problem):
                failed = True
                report([one])
            elif one[1]:
                say(worded("taken over: {number}", number=one[0].number))
            else:
                say(worded("taken over before: {number}", number=one[0].number))
    sys.exit(1 if failed else 0)
