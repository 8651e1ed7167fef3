"""How long documents are kept: ``hold``, ``release``, ``purge``, and data of persons."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..errors import Worded, printable, worded
from ..messages import said
from ..output import write_files
from .common import FORCE, reported, say, say_json
from .desk_options import NOTE, PERSON, REGISTER, opened, opened_with_desk, person_named, which

if TYPE_CHECKING:
    from ..desk.holdings import Held, Outcome
    from ..desk.register.models import Document
    from ..desk.retention import Verdict

_YES = click.option("--yes", is_flag=True, help="Do it; otherwise it is only shown.")
_JSON = click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
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
@_JSON
@PERSON
@REGISTER
def purge(yes: bool, as_json: bool, person: str | None, data: Path | None) -> None:
    """Show which documents may go, and why others may not; with --yes let them go.

    Numbers stay, and the proof that something went, when, by whom and under which rule.
    """
    with reported():
        register = opened(data)
        from ..desk.days import today
        from ..desk.finding import numbered
        from ..desk.holdings import Outcome
        from ..desk.purging import judged
        from ..desk.purging import purge as purged

        day = today()
        verdicts = list(judged(day))
        if yes:
            going = [verdict.document for verdict in verdicts if verdict.kept is None]
            stay = [verdict for verdict in verdicts if verdict.kept is not None]
            verdicts = stay + purged(register, going, day, person_named(person))
        outcomes = [
            Outcome(verdict.document.kind, numbered(verdict.document), verdict.kept)
            for verdict in verdicts
        ]
        if as_json:
            say_json(
                _as_data(outcomes, yes)
                | {"documents": [_judged(verdict, yes) for verdict in verdicts]}
            )
        else:
            _show(outcomes, yes)


@click.group("person")
def person_() -> None:
    """What is held about one person: find, export, erase."""


@person_.command("find")
@_NAME
@_JSON
@REGISTER
def find(name: tuple[str, ...], as_json: bool, data: Path | None) -> None:
    """Show what tells of the person NAME."""
    with reported():
        register = opened_with_desk(data)
        from ..desk.persons import find as found
        from ..desk.persons_named import person

        held = found(register, person(" ".join(name)))
        if as_json:
            say_json({"held": [_found(one) for one in held]})
            return
        for one in held:
            say(f"{one.what:<12}{printable(one.name)}")
        if not held:
            say(worded("nothing tells of {name}.", name=" ".join(name)))


@person_.command("export")
@_NAME
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="The ZIP file to write.",
)
@_JSON
@FORCE
@PERSON
@REGISTER
def export_person(  # noqa: PLR0913, PLR0917 (one parameter an option)
    name: tuple[str, ...],
    output: Path,
    as_json: bool,
    force: bool,
    person: str | None,
    data: Path | None,
) -> None:
    """Write all that tells of the person NAME into a ZIP file: JSON and the files."""
    with reported():
        register = opened_with_desk(data)
        from ..desk.persons import export
        from ..desk.persons_named import person as named

        content = export(register, named(" ".join(name)), person_named(person))
        write_files({output: content}, force=force)
        if as_json:
            say_json({"file": str(output)})
        else:
            say(str(output))


@person_.command("erase")
@_NAME
@_YES
@_JSON
@PERSON
@REGISTER
def erase(
    name: tuple[str, ...], yes: bool, as_json: bool, person: str | None, data: Path | None
) -> None:
    """Show what of the person NAME may be erased, and what is kept and why; --yes erases it.

    Exit code 0: all of it may go or is gone; 1: something is kept.
    """
    kept = False
    with reported():
        register = opened_with_desk(data)
        from ..desk.persons import erase as erased
        from ..desk.persons_named import person as named

        found = erased(register, named(" ".join(name)), person_named(person), dry_run=not yes)
        if as_json:
            say_json(_as_data(found, yes) | {"held": [_outcome(one, yes) for one in found]})
        else:
            _show(found, yes)
        kept = any(one.kept for one in found)
    sys.exit(1 if kept else 0)


def _as_data(found: list[Outcome], done: bool) -> dict[str, Any]:
    gone = sum(one.kept is None for one in found)
    return {"done": done, "gone" if done else "may_go": gone, "kept": len(found) - gone}


def _outcome(one: Outcome, done: bool) -> dict[str, Any]:
    return {"what": one.what, "name": one.name, **_end(one.kept, done)}


def _end(kept: Worded | None, done: bool) -> dict[str, Any]:
    """What becomes of something: a word for programs, and why in the language that is spoken."""
    if kept is not None:
        return {"outcome": "kept", "why": said(kept)}
    return {"outcome": "gone" if done else "may-go", "why": None}


def _judged(one: Verdict, done: bool) -> dict[str, Any]:
    return {
        "kind": one.document.kind,
        "number": one.document.number,
        "edition": one.document.edition,
        "rule": one.rule.key if one.rule else None,
        "until": one.until.isoformat() if one.until else None,
        **_end(one.kept, done),
    }


def _found(one: Held) -> dict[str, Any]:
    return {"what": one.what, "name": one.name, "data": one.data, "files": sorted(one.files)}


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
