"""Drafts and their approval: ``draft new|save|list|show|submit|approve|return|issue|delete``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..desk.offices import named_office
from ..errors import Problem, Severity, printable, worded
from ..messages import said
from .common import DATA, FORCE, HOUSE_ROOT, TEMPLATES, report, reported, say, say_json
from .desk_options import (
    KIND,
    PERSON,
    REGISTER,
    opened,
    own_templates,
    person_named,
    reasons_given,
)

if TYPE_CHECKING:
    from ..desk.drafts import Frame
    from ..desk.opening import Register
    from ..desk.register.models import Draft

STATES = ("draft", "submitted", "approved", "sent-back")


@click.group()
def draft() -> None:
    """Drafts: keep, change, approve and issue documents that are still being written."""


DRAFT_NUMBER = click.argument("number", type=click.IntRange(1))
DRAFT_VERSION = click.option(
    "--version",
    metavar="NUMBER",
    type=click.IntRange(1),
    required=True,
    help="The version that you have read; 'draft show' tells it.",
)
_OUTPUT = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Write Word and PDF into this folder, with the mark of a draft.",
)


def _framed(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in (
        click.option(
            "--case", metavar="NUMBER", type=click.IntRange(1), help="File it on this case."
        ),
        click.option(
            "--accept-warning",
            "accepted",
            multiple=True,
            metavar="CODE=WHY",
            help="Accept this warning, and say why.",
        ),
        click.option(
            "--replaces",
            metavar="NUMBER",
            help="It is to be a new edition of this document, which it replaces.",
        ),
        click.option("--office", default="main", show_default=True, help="Of this office."),
        HOUSE_ROOT,
        TEMPLATES,
        DATA,
        FORCE,
        PERSON,
        REGISTER,
    ):
        command = option(command)
    return command


def _frame(
    register: Register, kind: str, given: dict[str, Any], row: Draft | None = None
) -> Frame:
    """How the document is to be made; of a draft that is there, with its templates."""
    from ..desk.cases.life import the_case
    from ..desk.drafts import Frame
    from ..desk.finding import the_document
    from ..desk.options import Options, options_in

    named, case = given["replaces"], given["case"]
    replaces = the_document(named, kind) if named else None
    own = given["own_templates"]
    if own is None and row is not None:
        own = options_in(row.options).folder
        folder = str(own or "")
    else:
        folder = own_templates(register, own, replaces)
    return Frame(
        named_office(given["office"]),
        Options((), given["with_data"], folder),
        reasons_given(given["accepted"]),
        replaces,
        the_case(case) if case else None,
    )


@draft.command("new")
@click.argument("file")
@_OUTPUT
@_framed
def new(
    file: str,
    output: Path | None,
    force: bool,
    person: str | None,
    data: Path | None,
    **given: Any,
) -> None:
    """Keep the input FILE as a draft, whatever it lacks."""
    with reported():
        register = opened(data, begins=True)
        from ..desk.draft_content import content_of_request
        from ..desk.drafts import create
        from ..desk.inputs import requested

        content = content_of_request(requested(file, given["house_root"]))
        row = create(
            register, content, person_named(person), _frame(register, content.kind, given)
        )
        _kept(register, row, output, force=force)


@draft.command("save")
@DRAFT_NUMBER
@click.argument("file")
@DRAFT_VERSION
@_OUTPUT
@_framed
def save(  # noqa: PLR0913, PLR0917 (one parameter an option)
    number: int,
    file: str,
    version: int,
    output: Path | None,
    force: bool,
    person: str | None,
    data: Path | None,
    **given: Any,
) -> None:
    """Put the input FILE in place of draft NUMBER, of which you have read --version."""
    with reported():
        register = opened(data)
        from ..desk.draft_content import content_of_request
        from ..desk.drafts import save as saved
        from ..desk.drafts import the_draft
        from ..desk.inputs import requested

        content = content_of_request(requested(file, given["house_root"]))
        frame = _frame(register, content.kind, given, the_draft(number))
        row = saved(register, number, version, content, person_named(person), frame)
        _kept(register, row, output, force=force)


def _kept(register: Any, row: Draft, output: Path | None, *, force: bool) -> None:
    """Say which draft was kept and what it lacks, and write its files where they are wanted."""
    say(worded("draft {draft}, version {version}", draft=row.pk, version=row.version))
    _remarks(row)
    _written(register, row, output, force=force)


def _remarks(row: Draft) -> None:
    """What is to be said of a draft; it is kept all the same."""
    from ..desk.draft_looking import problems

    accepted = frame_codes(row)
    report([one for one in problems(row) if _worth_saying(one, accepted)])


def frame_codes(row: Draft) -> set[str]:
    """The codes of the warnings that were accepted in a draft."""
    from ..desk.drafts import frame_of

    return set(frame_of(row).accepted)


def _worth_saying(problem: Problem, accepted: set[str]) -> bool:
    return problem.severity is not Severity.NOTE and problem.code not in accepted


def _written(register: Any, row: Draft, output: Path | None, *, force: bool) -> None:
    if output is not None:
        from ..desk.draft_looking import deliver

        say(*map(str, deliver(register, row, output, force=force)))


@draft.command("list")
@click.option("--office", default="", help="Of this office.")
@KIND
@click.option("--state", type=click.Choice(STATES), help="In this state.")
@click.option("--by", "writer", default="", help="That this person wrote in.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
@REGISTER
def list_(  # noqa: PLR0913, PLR0917 (one parameter an option)
    office: str,
    kind: str | None,
    state: str | None,
    writer: str,
    as_json: bool,
    data: Path | None,
) -> None:
    """List drafts, the last changed first."""
    with reported():
        opened(data)
        from ..desk.drafts import listed

        rows = list(
            listed(
                office=office,
                kind=kind or "",
                state=(state or "").replace("-", " "),
                person=writer,
            )
        )
        if as_json:
            say_json([_as_data(row) for row in rows])
        elif rows:
            say(*map(_line, rows))
        else:
            say(worded("there are no drafts like that."))


def _as_data(row: Draft) -> dict[str, Any]:
    names = ("office", "kind", "lang", "state", "version", "sha256", "party", "product")
    more = ("author", "created_at", "changed_by", "changed_at", "approved_by", "comment")
    document = row.document
    return {
        "draft": row.pk,
        **{name: getattr(row, name) for name in (*names, *more)},
        "case": row.case_id,
        "document": document.number if document else None,
    }


def _line(row: Draft) -> str:
    from .register_look import EVERY_STATE

    parts = (
        str(row.pk),
        row.kind,
        said(EVERY_STATE[row.state]),
        row.changed_at,
        row.changed_by,
        row.party,
        row.product,
    )
    return "  ".join(printable(part) for part in parts if part)


@draft.command("show")
@DRAFT_NUMBER
@_OUTPUT
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
@FORCE
@REGISTER
def show(number: int, output: Path | None, as_json: bool, force: bool, data: Path | None) -> None:
    """Show draft NUMBER: its facts, what is still to be mended, what happened to it."""
    with reported():
        register = opened(data)
        from ..desk.draft_content import fields_of
        from ..desk.drafts import the_draft
        from ..desk.history import of_draft

        row = the_draft(number)
        if as_json:
            say_json({**_as_data(row), "data": fields_of(row), "events": of_draft(row)})
        else:
            say(*_lines(row))
            _remarks(row)
        _written(register, row, output, force=force)


def _lines(row: Draft) -> Iterable[str]:
    from ..desk.history import of_draft
    from .register_look import EVERY_STATE, history_lines

    facts = {
        worded("draft"): str(row.pk),
        worded("version"): str(row.version),
        worded("kind"): row.kind,
        worded("state"): said(EVERY_STATE[row.state]),
        worded("office"): row.office,
        worded("case"): str(row.case_id or ""),
        worded("party"): row.party,
        worded("product"): row.product,
        worded("changed by"): f"{row.changed_by}  {row.changed_at}",
        worded("approved by"): row.approved_by,
        worded("comment"): row.comment,
        worded("document"): row.document.number if row.document else "",
    }
    width = max(len(said(label)) for label in facts) + 2
    for label, value in facts.items():
        if value:
            yield printable(f"{said(label):<{width}}{value}")
    yield from history_lines(of_draft(row))


@draft.command("issue")
@DRAFT_NUMBER
@DRAFT_VERSION
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Write the finished files into this folder too; the register keeps them anyway.",
)
@FORCE
@PERSON
@REGISTER
def issue(  # noqa: PLR0913, PLR0917 (one parameter an option)
    number: int,
    version: int,
    output: Path | None,
    force: bool,
    person: str | None,
    data: Path | None,
) -> None:
    """Issue draft NUMBER: number it, make Word and PDF, keep them."""
    with reported():
        register = opened(data)
        from ..desk.draft_issuing import issue_draft, order_of
        from ..desk.drafts import the_draft
        from .issue import say_issued

        who = person_named(person)
        result = issue_draft(register, number, version, who)
        order = order_of(register, the_draft(number), who)
        say_issued(register, result, order, output, force=force)


@draft.command("delete")
@DRAFT_NUMBER
@click.option(
    "--version", metavar="NUMBER", type=click.IntRange(1), help="The version that you have read."
)
@PERSON
@REGISTER
def delete(number: int, version: int | None, person: str | None, data: Path | None) -> None:
    """Delete draft NUMBER; no number was used, and that it was stays recorded."""
    with reported():
        register = opened(data)
        from ..desk.drafts import delete as deleted

        deleted(register, number, person_named(person), version)
        say(worded("deleted: draft {draft}", draft=number))
