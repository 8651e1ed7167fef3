"""What happens to a document: ``send``, ``sign``, ``done``, ``cancel``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..errors import Problem, UsageError, worded
from .common import reported, say
from .desk_options import NOTE, PERSON, REGISTER, opened, person_named, which

if TYPE_CHECKING:
    from ..desk.register.models import Document
    from ..desk.signed import Attached

_ON = click.option("--on", "day", metavar="DAY", help="The day on which it was done [today].")
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def _stepped(to: str, given: dict[str, Any], facts: dict[str, Any]) -> Document:
    """The document that is meant, a step further."""
    register = opened(given["data"])
    from ..desk.chain import Act
    from ..desk.finding import the_document
    from ..desk.steps import step

    document = the_document(given["number"], given["kind"] or "", given["edition"])
    told = {name: value for name, value in facts.items() if value}
    return step(register, document, to, Act(person_named(given["person"]), told, given["note"]))


@click.command()
@which
@click.option("--way", required=True, help="How: letter, registered letter, e-mail …")
@click.option("--tracking", default="", help="The number by which it can be followed.")
@_ON
@PERSON
@NOTE
def send(way: str, tracking: str, day: str | None, **given: Any) -> None:
    """Record that the document NUMBER was sent, and how."""
    with reported():
        from ..desk.days import day_given

        facts = {"on": day_given(day), "way": way, "tracking": tracking}
        document = _stepped("sent", given, facts)
        say(worded("sent: {number}", number=document.number))


@click.command()
@click.argument("number", required=False)
@click.option("--file", type=_FILE, help="The signed PDF; it says itself which document it is.")
@click.option("--by", "signer", default="", help="Who signed it on paper.")
@click.option("--trust", type=_FILE, multiple=True, help="A root certificate that you trust, PEM.")
@click.option("--kind", help="The kind of document.")
@click.option("--edition", type=click.IntRange(1), help="Which edition is meant [the newest].")
@_ON
@PERSON
@NOTE
@REGISTER
def sign(
    number: str | None,
    file: Path | None,
    signer: str,
    trust: tuple[Path, ...],
    day: str | None,
    **given: Any,
) -> None:
    """Record that a document was signed: NUMBER on paper, or the signed PDF with --file."""
    with reported():
        if (file is None) == (number is None) or bool(file) == bool(signer):
            raise UsageError(
                Problem(
                    "file-or-paper",
                    "it is not clear what was signed.",
                    "Give the signed PDF with --file, or NUMBER and --by for paper.",
                )
            )
        if file is not None:
            _with_file(file, trust, given)
            return
        from ..desk.days import day_given

        facts = {"on": day_given(day), "by": signer, "way": "paper"}
        document = _stepped("signed", {**given, "number": number}, facts)
        say(worded("signed: {number}", number=document.number))


def _with_file(file: Path, trust: tuple[Path, ...], given: dict[str, Any]) -> None:
    register = opened(given["data"])
    from ..desk.chain import Act
    from ..desk.signed import attach
    from ..signing.certificates import read, trusted_roots

    roots = tuple(trusted_roots(trust))
    act = Act(person_named(given["person"]), note=given["note"])
    found = attach(register, read(file), str(file), act, roots)
    say(*found.report.lines(allow_missing=True))
    _said(found)


def _said(found: Attached) -> None:
    number = found.document.number
    if not found.new:
        say(worded("attached before: {number}", number=number))
    elif found.complete:
        say(worded("signed: {number}", number=number))
    else:
        missing = ", ".join(found.report.missing)
        say(worded("attached to {number}; still to sign: {fields}", number=number, fields=missing))


@click.command()
@which
@_ON
@PERSON
@NOTE
def done(day: str | None, **given: Any) -> None:
    """Record that the matter of the document NUMBER is done."""
    with reported():
        from ..desk.days import day_given

        document = _stepped("done", given, {"on": day_given(day)})
        say(worded("done: {number}", number=document.number))


@click.command()
@which
@click.option("--ground", required=True, help="Why; the number stays taken.")
@PERSON
@NOTE
def cancel(ground: str, **given: Any) -> None:
    """Cancel the document NUMBER; its number stays taken, with the ground."""
    with reported():
        if not ground.strip():
            raise UsageError(
                Problem("no-ground", "the ground is empty.", "Say why with --ground.")
            )
        document = _stepped("cancelled", given, {"ground": ground})
        say(worded("cancelled: {number}", number=document.number))
