"""The command ``issue``: number a document, make it, keep it in the register."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..desk.offices import named_office
from ..errors import Problem, UsageError, worded
from .common import DATA, FORCE, HOUSE_ROOT, STANDARD_STREAM, TEMPLATES, report, reported, say
from .desk_options import PERSON, REGISTER, opened, own_templates, person_named, reasons_given

if TYPE_CHECKING:
    from ..desk.opening import Register
    from ..desk.order import Issued, Order


@click.command()
@click.argument("file")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Write the finished files into this folder too; the register keeps them anyway.",
)
@click.option("--office", default="main", show_default=True, help="The office that issues it.")
@click.option(
    "--replaces",
    metavar="NUMBER",
    help="Issue it as a new edition of this document, which it replaces.",
)
@click.option(
    "--key",
    default="",
    help="A name for this work: with the same key nothing is issued twice [made of the input].",
)
@click.option(
    "--accept-warning",
    "accepted",
    multiple=True,
    metavar="CODE",
    help="Accept this warning, also why (CODE=WHY); the file's properties record the code.",
)
@click.option("--case", metavar="NUMBER", type=click.IntRange(1), help="File it on this case.")
@PERSON
@DATA
@FORCE
@TEMPLATES
@HOUSE_ROOT
@REGISTER
def issue(file: str, output: Path | None, force: bool, data: Path | None, **given: Any) -> None:
    """Issue the document of an input FILE: number it, make Word and PDF, keep them.

    Run again with the same FILE, it gives the same document; what a run that was cut off began
    is taken up.
    """
    with reported():
        if file == STANDARD_STREAM:
            raise UsageError(
                Problem(
                    "issue-from-file",
                    "a document is issued from a file, which can be given again.",
                    "Name a file.",
                )
            )
        register = opened(data, begins=True)
        order = _order(register, file, given)
        _issued(register, order, output, force=force)


def _order(register: Register, file: str, given: dict[str, Any]) -> Order:
    from ..desk.cases.life import the_case
    from ..desk.finding import the_document
    from ..desk.inputs import requested
    from ..desk.options import Options
    from ..desk.order import Order

    request = requested(file, given["house_root"])
    reasons = reasons_given(given["accepted"])
    replaces = given["replaces"]
    old = the_document(replaces, request.kind.id) if replaces else None
    own = own_templates(register, given["own_templates"], old)
    options = Options(tuple(sorted(reasons)), given["with_data"], own)
    return Order(
        request,
        named_office(given["office"]),
        person_named(given["person"]),
        options,
        old,
        given["key"],
        case=the_case(given["case"]) if given["case"] else None,
        reasons={code: why for code, why in reasons.items() if why},
    )


def _issued(register: Register, order: Order, output: Path | None, *, force: bool) -> None:
    from ..desk.issuing import issue as issued
    from ..desk.resuming import take_up

    say_issued(register, issued(register, order), order, output, force=force)
    for one in take_up(register, order.who):
        if isinstance(one, Problem):
            report([one])
        else:
            say(worded("taken up: {number}", number=one.number))


def say_issued(
    register: Register, result: Issued, order: Order, output: Path | None, *, force: bool
) -> None:
    """Say what was issued, and write its files where they are wanted."""
    from ..desk.delivering import deliver

    document = result.document
    report([one for one in result.remarks if one.code not in order.options.accepted])
    if result.new:
        say(worded("issued: {number}", number=document.number))
    else:
        say(worded("issued before: {number}", number=document.number))
    if output is not None:
        say(*map(str, deliver(register, document, output, force=force)))
