"""Keeping the register: proof, checkpoints, patterns of numbers, what was cut off."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

import click

from ..desk.offices import named_office
from ..errors import Problem, Severity, UsageError, worded
from ..kinds import KINDS
from .common import FORCE, report, reported, say
from .desk_options import KIND, PERSON, REGISTER, opened, person_named

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.option(
    "--checkpoint",
    "kept",
    type=_FILE,
    multiple=True,
    help="A checkpoint that you kept elsewhere; may be given again.",
)
@click.option(
    "--public-key",
    "public",
    type=_FILE,
    multiple=True,
    help="The public half of the key that must have signed them, PEM.",
)
@click.option("--hashes-only", is_flag=True, help="Do not make the documents anew.")
@REGISTER
def verify(
    kept: tuple[Path, ...], public: tuple[Path, ...], hashes_only: bool, data: Path | None
) -> None:
    """Prove that nothing in the register was changed, and say exactly what does not fit.

    Exit code 0: all fits; 1: otherwise.
    """
    failed = False
    with reported():
        if public and not kept:
            raise UsageError(
                Problem(
                    "key-without-checkpoint",
                    "a key proves nothing without a checkpoint that it signed.",
                    "Give one with --checkpoint.",
                )
            )
        register = opened(data, check_guards=False)
        from ..desk.checkpoints import public_key_of, read
        from ..desk.register.models import Document, Event
        from ..desk.verifying import verify as verified

        trusted = [public_key_of(path) for path in public]
        checkpoints = [read(path) for path in kept]
        for one in verified(register, checkpoints, anew=not hashes_only, trusted=trusted):
            failed = failed or one.severity is Severity.ERROR
            report([one])
        if not failed:
            say(
                worded(
                    "the register is whole: {documents} {documents:document|documents}, {entries} "
                    "{entries:entry|entries} in the chain.",
                    documents=Document.objects.count(),
                    entries=Event.objects.count(),
                )
            )
    sys.exit(1 if failed else 0)


@click.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="The file for it, to keep where the register's owner can't change it.",
)
@click.option("--key", type=_FILE, help="The key, PEM, Ed25519 [the register's own].")
@FORCE
@PERSON
@REGISTER
def checkpoint(
    output: Path, key: Path | None, force: bool, person: str | None, data: Path | None
) -> None:
    """Sign the end of the chain, into a file to keep elsewhere."""
    with reported():
        register = opened(data)
        from ..desk.checkpoints import checkpoint as made
        from ..desk.checkpoints import key_of, save

        signed = made(register, person_named(person), key_of(register, key))
        save(signed, output, force=force)
        say(str(output))
        say(worded("# signed up to entry {seq}", seq=signed.seq))


@click.command()
@click.argument("pattern", required=False)
@KIND
@click.option("--office", default="main", show_default=True, help="The office that issues.")
@click.option(
    "--next",
    "first",
    type=click.IntRange(1),
    help="The next number of the year, where others were given without this register.",
)
@click.option("--year", type=click.IntRange(1900, 9999), help="The year for --next [this year].")
@PERSON
@REGISTER
def pattern(  # noqa: PLR0913, PLR0917 (one parameter an option)
    pattern: str | None,
    kind: str | None,
    office: str,
    first: int | None,
    year: int | None,
    person: str | None,
    data: Path | None,
) -> None:
    """Show the patterns of numbers, or set that of a kind.

    PATTERN is letters and figures with {seq:05}, the number by five figures, and {year}, {yy} or
    {office}; '*' takes all numbers from the input.
    """
    with reported():
        register = opened(data, begins=True)
        from ..desk.days import today
        from ..desk.numbers import pattern_of, set_pattern
        from ..desk.writing import written

        if pattern is None:
            kinds = [kind] if kind else list(KINDS)
            say(*(f"{one:<24}{pattern_of(one, named_office(office))}" for one in kinds))
            return
        if kind is None:
            raise UsageError(
                Problem("no-kind", "the pattern is of no kind.", "Name it with --kind.")
            )
        who, where = person_named(person), named_office(office)
        start = (year or today().year, first) if first else None
        written(register, lambda: set_pattern(kind, where, pattern, who, start))
        say(f"{kind:<24}{pattern}")


@click.command()
@PERSON
@REGISTER
def resume(person: str | None, data: Path | None) -> None:
    """Finish what runs that were cut off began, and take away what they left."""
    failed = False
    with reported():
        register = opened(data)
        from ..desk.files import sweep
        from ..desk.resuming import take_up

        for found in take_up(register, person_named(person), timedelta()):
            if isinstance(found, Problem):
                failed = True
                report([found])
            else:
                say(worded("taken up: {number}", number=found.number))
        gone = sweep(register)
        say(worded("leftover files taken away: {count}", count=gone))
    sys.exit(1 if failed else 0)


@click.command("restore-guards")
@PERSON
@REGISTER
def restore_guards(person: str | None, data: Path | None) -> None:
    """Put up again guards of the audit trail that were taken away, and record it."""
    with reported():
        register = opened(data, check_guards=False)
        from ..desk.chain import Act, append
        from ..desk.guards import missing_guards, put_up
        from ..desk.writing import written

        who = person_named(person)
        gone = missing_guards()

        def work() -> None:
            put_up()
            append("guards-restored", Act(who, clear={"guards": gone}))

        if gone:
            written(register, work)
        say(worded("guards put up again: {count}", count=len(gone)))
