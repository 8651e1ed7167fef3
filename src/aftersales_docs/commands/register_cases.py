"""Cases: ``case new|list|show|next|add|draft|close|reopen``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..desk.offices import named_office
from ..errors import Problem, Severity, UsageError, printable, worded
from ..kinds import KINDS
from ..messages import said
from .common import HOUSE_ROOT, report, reported, say, say_json
from .desk_options import NOTE, PERSON, REGISTER, opened, person_named

if TYPE_CHECKING:
    from ..desk.cases.models import Case
    from ..desk.cases.steps import CaseStep

STATES = ("open", "closed")


@click.group("case")
def case_() -> None:
    """Cases: what the documents of one claim share, and what comes next."""


_NUMBER = click.argument("number", type=click.IntRange(1))
_SET = click.option(
    "--set",
    "typed",
    multiple=True,
    metavar="FIELD=VALUE",
    help="Give a field, e.g. product.serial_number=WM714-2503; may be given again.",
)
_JSON = click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")


def _with_facts(facts: dict[str, Any], typed: Iterable[str]) -> dict[str, Any]:
    """``facts`` of a case with those that were given one by one, all of which documents take."""
    from ..desk.cases.facts import refuse_unknown_path

    given = list(typed)
    found = _with_typed(facts, given)
    for one in given:
        refuse_unknown_path(one.partition("=")[0])
    return found


def _with_typed(facts: dict[str, Any], typed: Iterable[str]) -> dict[str, Any]:
    """``facts`` with the fields that were given one by one."""
    from ..desk.cases.facts import put
    from ..desk.cases.facts import typed as value_of

    for one in typed:
        path, sign, value = one.partition("=")
        if not sign or not path.strip("."):
            raise UsageError(
                Problem(
                    "no-field-given",
                    worded("'{text}' gives no field.", text=one),
                    "Write FIELD=VALUE, e.g. product.serial_number=WM714-2503.",
                )
            )
        facts = put(facts, path, value_of(value))
    return facts


def _of_file(file: str | None, house_root: Path | None) -> dict[str, Any]:
    """The facts in a file, with those of the house file that it names."""
    if file is None:
        return {}
    from ..desk.cases.facts import refuse_unknown
    from ..schemas.house_file import with_house
    from ..schemas.source import read_source

    source = with_house(read_source(file), house_root)
    refuse_unknown(source)
    return dict(source.data)


@case_.command("new")
@click.argument("file", required=False)
@_SET
@click.option("--office", default="main", show_default=True, help="Of this office.")
@HOUSE_ROOT
@PERSON
@REGISTER
def new(  # noqa: PLR0913, PLR0917 (one parameter an option)
    file: str | None,
    typed: tuple[str, ...],
    office: str,
    house_root: Path | None,
    person: str | None,
    data: Path | None,
) -> None:
    """Open a case with the facts of FILE (YAML, JSON) and those given with --set."""
    with reported():
        register = opened(data, begins=True)
        from ..desk.cases.life import open_case

        facts = _with_facts(_of_file(file, house_root), typed)
        case = open_case(register, named_office(office), facts, person_named(person))
        say(worded("case {case} is open.", case=case.pk))
        say(*_steps(case))


@case_.command("list")
@click.option("--state", type=click.Choice(STATES), help="In this state.")
@click.option("--office", default="", help="Of this office.")
@click.option("--party", default="", help="A part of the claimant's name.")
@click.option("--product", default="", help="A part of the product's name.")
@click.option("--number", default="", help="Any part of the claim's or the serial number.")
@_JSON
@REGISTER
def list_(as_json: bool, data: Path | None, state: str | None, **given: str) -> None:
    """List cases, the newest first."""
    with reported():
        opened(data)
        from ..desk.cases.life import listed

        rows = list(listed(state=state or "", **given))
        if as_json:
            say_json([_as_data(row) for row in rows])
        elif rows:
            say(*map(_line, rows))
        else:
            say(worded("there are no cases like that."))


def _as_data(case: Case) -> dict[str, Any]:
    names = ("office", "state", "version", "party", "product", "serials", "received")
    times = ("opened_at", "opened_by", "changed_at", "changed_by", "closed_at")
    return {"case": case.pk, **{name: getattr(case, name) for name in (*names, *times)}}


def _line(case: Case) -> str:
    parts = (str(case.pk), _state(case), case.received, case.party, case.product, case.serials)
    return "  ".join(printable(part) for part in parts if part)


def _state(case: Case) -> str:
    from .register_look import EVERY_STATE

    return said(EVERY_STATE[case.state])


@case_.command("show")
@_NUMBER
@_JSON
@REGISTER
def show(number: int, as_json: bool, data: Path | None) -> None:
    """Show case NUMBER: its facts, documents, drafts, notes, and what happened."""
    with reported():
        opened(data)
        from ..desk.cases.facts import facts_in
        from ..desk.cases.life import about, the_case
        from ..desk.history import of

        case = the_case(number)
        if not as_json:
            say(*_lines(case))
            return
        say_json(
            {
                **_as_data(case),
                "facts": facts_in(case),
                "documents": [one.number for one in case.documents.order_by("pk")],
                "drafts": [one.pk for one in case.drafts.filter(document=None)],
                "notes": [
                    {"at": one.at, "who": one.who, "text": one.text}
                    for one in case.notes.order_by("pk")
                ],
                "events": of(about(case)),
            }
        )


def _lines(case: Case) -> Iterable[str]:
    from ..desk.cases.life import about
    from ..desk.history import of
    from .register_look import EVERY_STATE, history_lines

    yield said(worded("case {case}: {state}", case=case.pk, state=EVERY_STATE[case.state]))
    yield said(worded("version {version}", version=case.version))
    yield from (printable(line) for line in case.facts.splitlines())
    for document in case.documents.order_by("pk"):
        parts = (document.number, document.kind, said(EVERY_STATE[document.state]), document.dated)
        yield printable("  ".join(parts))
    for row in case.drafts.filter(document=None).order_by("pk"):
        words = worded(
            "draft {draft}: {kind}, {state}",
            draft=row.pk,
            kind=row.kind,
            state=EVERY_STATE[row.state],
        )
        yield printable(said(words))
    for one in case.notes.order_by("pk"):
        yield printable("  ".join((one.at, one.who, one.text)))
    yield from map(printable, history_lines(of(about(case))))


@case_.command("next")
@_NUMBER
@_JSON
@REGISTER
def next_(number: int, as_json: bool, data: Path | None) -> None:
    """Say what comes next in case NUMBER: which document, and by when."""
    with reported():
        opened(data)
        from ..desk.cases.life import the_case
        from ..desk.cases.steps import steps_of
        from ..desk.days import today

        case = the_case(number)
        if as_json:
            say_json([_step_data(one) for one in steps_of(case, today())])
        else:
            say(*_steps(case))


def _step_data(step: CaseStep) -> dict[str, Any]:
    return {
        "what": step.what,
        "by": step.by.isoformat() if step.by else None,
        "days": step.days,
        "kind": step.kind or None,
        "because_of": step.because_of.number if step.because_of else None,
        "draft": step.draft.pk if step.draft else None,
    }


def _steps(case: Case) -> Iterable[str]:
    from ..desk.cases.steps import steps_of
    from ..desk.days import today

    steps = steps_of(case, today())
    if not steps:
        yield said(worded("nothing is open."))
    for step in steps:
        yield printable("  ".join(part for part in _of_step(step) if part))


def _of_step(step: CaseStep) -> Iterable[str]:
    from ..desk.dues import WORDS
    from .register_due import days_left

    yield step.by.isoformat() if step.by else said(worded("no day"))
    if step.days is not None:
        yield said(days_left(step.days))
    yield said(WORDS[step.what]) if step.what in WORDS else step.what
    if step.kind:
        yield said(worded("→ {kind}", kind=step.kind))
    if step.draft:
        yield said(worded("draft {draft}", draft=step.draft.pk))
    if step.because_of:
        yield said(worded("because of {number}", number=step.because_of.number))


@case_.command("add")
@_NUMBER
@_SET
@click.option(
    "--version",
    metavar="NUMBER",
    type=click.IntRange(1),
    help="The version that you have read, for --set.",
)
@click.option("--document", default="", metavar="NUMBER", help="File this document on the case.")
@click.option("--kind", type=click.Choice(tuple(KINDS)), help="The kind of that document.")
@click.option(
    "--draft", metavar="NUMBER", type=click.IntRange(1), help="File this draft on the case."
)
@NOTE
@PERSON
@REGISTER
def add(
    number: int, typed: tuple[str, ...], person: str | None, data: Path | None, **given: Any
) -> None:
    """Add to case NUMBER: a document, a draft, facts, a note."""
    with reported():
        register = opened(data)
        from ..desk.cases.facts import facts_in
        from ..desk.cases.life import change, file_document, file_draft, note, the_case
        from ..desk.finding import the_document

        who, case = person_named(person), the_case(number)
        if typed:
            facts = _with_facts(facts_in(case), typed)
            change(register, number, given["version"] or case.version, facts, who)
        if given["document"]:
            document = the_document(given["document"], given["kind"] or "")
            file_document(register, number, document, who)
        if given["draft"]:
            file_draft(register, number, given["draft"], who)
        if given["note"]:
            note(register, number, given["note"], who)
        if not (typed or given["document"] or given["draft"] or given["note"]):
            raise UsageError(
                Problem("nothing-added", "it is not said what to add.", "Give an option.")
            )
        say(worded("case {case} has it.", case=number))


@case_.command("draft")
@_NUMBER
@click.argument("kind", type=click.Choice(tuple(KINDS)))
@_SET
@PERSON
@REGISTER
def draft(
    number: int, kind: str, typed: tuple[str, ...], person: str | None, data: Path | None
) -> None:
    """Make a draft of KIND on case NUMBER: its facts are filled in, --set gives the rest."""
    with reported():
        register = opened(data)
        from ..desk.cases.life import the_case
        from ..desk.cases.sharing import draft_on
        from ..desk.draft_looking import problems

        row = draft_on(
            register, the_case(number), kind, _with_typed({}, typed), person_named(person)
        )
        say(worded("draft {draft}, version {version}", draft=row.pk, version=row.version))
        report([one for one in problems(row) if one.severity is not Severity.NOTE])


@case_.command("close")
@_NUMBER
@NOTE
@PERSON
@REGISTER
def close(number: int, note: str, person: str | None, data: Path | None) -> None:
    """Close case NUMBER.

    While something is open, --note says why.
    """
    with reported():
        register = opened(data)
        from ..desk.cases.life import close as closed
        from ..desk.cases.life import the_case
        from ..desk.cases.steps import steps_of
        from ..desk.days import today

        pending = len(steps_of(the_case(number), today()))
        closed(register, number, person_named(person), note, pending=pending)
        say(worded("case {case} is closed.", case=number))


@case_.command("reopen")
@_NUMBER
@NOTE
@PERSON
@REGISTER
def reopen(number: int, note: str, person: str | None, data: Path | None) -> None:
    """Open case NUMBER again."""
    with reported():
        register = opened(data)
        from ..desk.cases.life import reopen as opened_again

        opened_again(register, number, person_named(person), note)
        say(worded("case {case} is open.", case=number))
