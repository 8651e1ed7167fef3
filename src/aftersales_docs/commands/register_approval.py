"""Approval by a second person: ``draft submit|approve|return``, and ``approval``."""

from __future__ import annotations

from pathlib import Path

import click

from ..desk.offices import named_office
from ..errors import Problem, UsageError, worded
from ..kinds import KINDS
from ..messages import said
from .common import reported, say
from .desk_options import PERSON, REGISTER, opened, person_named
from .register_drafts import DRAFT_NUMBER, DRAFT_VERSION, draft

_COMMENT = click.option("--comment", default="", help="A word to it, which the register keeps.")


@draft.command("submit")
@DRAFT_NUMBER
@DRAFT_VERSION
@_COMMENT
@PERSON
@REGISTER
def submit(number: int, version: int, comment: str, person: str | None, data: Path | None) -> None:
    """Ask a second person to approve draft NUMBER; it must be complete."""
    with reported():
        register = opened(data)
        from ..desk.approvals import submit as submitted
        from ..desk.draft_issuing import refuse_unissuable
        from ..desk.drafts import the_draft

        who = person_named(person)
        refuse_unissuable(register, the_draft(number), who)
        submitted(register, number, version, who, comment)
        say(worded("submitted: draft {draft}", draft=number))


@draft.command("approve")
@DRAFT_NUMBER
@DRAFT_VERSION
@_COMMENT
@PERSON
@REGISTER
def approve(
    number: int, version: int, comment: str, person: str | None, data: Path | None
) -> None:
    """Approve draft NUMBER as you have read it; who wrote in it can't."""
    with reported():
        register = opened(data)
        from ..desk.approvals import approve as approved

        approved(register, number, version, person_named(person), comment)
        say(worded("approved: draft {draft}", draft=number))


@draft.command("return")
@DRAFT_NUMBER
@DRAFT_VERSION
@_COMMENT
@PERSON
@REGISTER
def return_(
    number: int, version: int, comment: str, person: str | None, data: Path | None
) -> None:
    """Return draft NUMBER to who wrote it, and say with --comment what is to be changed."""
    with reported():
        register = opened(data)
        from ..desk.approvals import send_back

        send_back(register, number, version, person_named(person), comment)
        say(worded("returned: draft {draft}", draft=number))


@click.command()
@click.argument("kind", type=click.Choice(tuple(KINDS)), required=False)
@click.option("--demand/--no-demand", default=None, help="Demand it, or demand it no more.")
@click.option("--office", default="*", show_default=True, help="In this office; * is every one.")
@PERSON
@REGISTER
def approval(
    kind: str | None, demand: bool | None, office: str, person: str | None, data: Path | None
) -> None:
    """Show which kinds must be approved by a second person, or set it for KIND."""
    with reported():
        register = opened(data, begins=True)
        from ..desk.approvals import EVERY_OFFICE, demanded, set_rule

        where = office if office == EVERY_OFFICE else named_office(office)
        if demand is not None:
            if kind is None:
                raise UsageError(
                    Problem("no-kind", "it is not said for which kind.", "Name the kind.")
                )
            set_rule(register, kind, where, person_named(person), demand=demand)
        for one in [kind] if kind else KINDS:
            word = (
                worded("must be approved") if demanded(one, where) else worded("needs no approval")
            )
            say(f"{one:<24}{said(word)}")
