"""How long documents are kept: ``hold``, ``release``, ``purge``, and data of persons."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..errors import printable, worded
from ..messages import said
from ..output import write_files
from .common import FORCE, reported, say
from .desk_options import NOTE, PERSON, REGISTER, opened, person_named, which

if TYPE_CHECKING:
    from ..desk.holdings import Outcome
    from ..desk.register.models import Document

_YES = click.option("--yes", is_flag=True, help="Do it; otherwise it is only shown.")
_NAME = click.argument("name", nargs=-1, required=True)


def _meant(given: dict[str, Any]) -> Document:
    from ..desk.finding import the_document

    return the_document(given["number"], given["kind"] or "", given["edition"])


@click.command()
@which
@click.option("--ground", required=True, help="Why, e.g. the court and its reference.")
@PERSON
def hold(ground: str, **given: Any) -> None:
    """Keep the document NUMBER whatever its retention says, as for a lawsuit."""
    with reported():
        register = opened(given["data"])
        from ..desk.retention import hold as held

        document = _meant(given)
        held(register, document, ground, person_named(given["person"]))
        say(worded("held: {number}", number=document.number))


@click.command()
@which
@PERSON
@NOTE
def release(note: str, **given: Any) -> None:
    """Release the hold on the document NUMBER."""
    with reported():
        register = opened(given["data"])
        from ..desk.retention import release as released

        document = _meant(given)
        released(register, document, person_named(given["person"]), note)
        say(worded("released: {number}", number=document.number))


@click.command()
@_YES
@PERSON
@REGISTER
def purge(yes: bool, person: str | None, data: Path | None) -> None:
    """Show which documents may go, and why others may not; with --yes let them go.

    Numbers stay, and the proof that something went, when, by whom and under which rule.
    """
    with reported():
        register = opened(data)
        from ..desk.days import today
        from ..desk.holdings import Outcome
        from ..desk.purging import judged
        from ..desk.purging import purge as purged

        day = today()
        found = list(judged(day))
        if yes:
            going = [one.document for one in found if one.kept is None]
            stay = [one for one in found if one.kept is not None]
            found = stay + purged(register, going, day, person_named(person))
        _show([Outcome(one.document.kind, one.document.number, one.kept) for one in found], yes)


@click.group("person")
def person_() -> None:
    """What is held about one person: find, export, erase."""


@person_.command("find")
@_NAME
@REGISTER
def find(name: tuple[str, ...], data: Path | None) -> None:
    """Show what tells of the person NAME."""
    with reported():
        register = opened(data)
        from ..desk.persons import find as found
        from ..desk.persons_named import person

        for one in found(register, person(" ".join(name))):
            say(f"{one.what:<12}{printable(one.name)}")


@person_.command("export")
@_NAME
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="The ZIP file to write.",
)
@FORCE
@PERSON
@REGISTER
def export_person(
    name: tuple[str, ...], output: Path, force: bool, person: str | None, data: Path | None
) -> None:
    """Write all that tells of the person NAME into a ZIP file: JSON and the files."""
    with reported():
        register = opened(data)
        from ..desk.persons import export
        from ..desk.persons_named import person as named

        content = export(register, named(" ".join(name)), person_named(person))
        write_files({output: content}, force=force)
        say(str(output))


@person_.command("erase")
@_NAME
@_YES
@PERSON
@REGISTER
def erase(name: tuple[str, ...], yes: bool, person: str | None, data: Path | None) -> None:
    """Show what of the person NAME may be erased, and what is kept and why; --yes erases it.

    Exit code 0: all of it may go or is gone; 1: something is kept.
    """
    kept = False
    with reported():
        register = opened(data)
        from ..desk.persons import erase as erased
        from ..desk.persons_named import person as named

        found = erased(register, named(" ".join(name)), person_named(person), dry_run=not yes)
        _show(found, yes)
        kept = any(one.kept for one in found)
    sys.exit(1 if kept else 0)


def _show(found: list[Outcome], done: bool) -> None:
    for one in found:
        if one.kept is not None:
            why = said(one.kept)
        else:
            why = said(worded("gone.") if done else worded("may go."))
        say(f"{one.what:<24}{printable(one.name)}  {printable(why)}")
    count = sum(one.kept is None for one in found)
    told = (
        worded("gone: {count}; kept: {kept}", count=count, kept=len(found) - count)
        if done
        else worded(
            "may go: {count}; kept: {kept}. Nothing was changed; --yes does it.",
            count=count,
            kept=len(found) - count,
        )
    )
    say(told)
