"""The command ``insert``: a section into a contract of the user's own."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..api import assess, compose, insert_into, inside, load, remarks
from ..errors import Problem, Severity, worded
from ..kinds import KINDS, Kind
from ..messages import told
from ..output import write_files
from .common import (
    DATA,
    FORCE,
    HOUSE,
    HOUSE_ROOT,
    JSON,
    STRICT,
    TEMPLATES,
    report,
    reported,
    say,
    say_json,
)
from .outputs import file_of
from .results import as_data

if TYPE_CHECKING:
    from ..insertion import Place


@click.command()
@click.argument("section", type=click.Path(exists=True, dir_okay=False))
@click.argument("host", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    callback=file_of(".docx", what=worded("a Word file")),
    help="The contract with the section in it.",
)
@click.option("--in-place", is_flag=True, help="Replace HOST by the contract with the section.")
@click.option(
    "--marker", metavar="TEXT", help="The paragraph that holds nothing but TEXT is replaced."
)
@click.option(
    "--after-heading",
    metavar="TEXT",
    help="The section goes after the one that the heading TEXT begins.",
)
@click.option(
    "--replace-heading",
    metavar="TEXT",
    help="The section that the heading TEXT begins is replaced, heading and all.",
)
@DATA
@FORCE
@JSON
@STRICT
@TEMPLATES
@HOUSE
@HOUSE_ROOT
def insert(  # noqa: PLR0913, PLR0917 (one parameter an option)
    section: str,
    host: Path,
    output: Path | None,
    in_place: bool,
    marker: str | None,
    after_heading: str | None,
    replace_heading: str | None,
    with_data: bool | None,
    force: bool,
    as_json: bool,
    strict: bool,
    own_templates: Path | None,
    house: Path | None,
    house_root: Path | None,
) -> None:
    """Put a warranty SECTION into HOST, a .docx contract of your own, in the contract's style."""
    from ..ooxml.bounded import read_file

    place = _place(marker, after_heading, replace_heading)
    if in_place == bool(output):
        raise click.UsageError(told("Say where the contract goes: either -o or --in-place."))
    # A link stays a link: what it leads to is replaced.
    target, force = (output, force) if output else (host.resolve(), True)
    with reported(as_json):
        data = load(section, house_root=house_root, house=house)
        _refuse_unfit(data.kind)
        assessed = assess(data)
        document = compose(assessed, own_templates)
        found = remarks(assessed, document)
        warnings = [one for one in found if one.severity is Severity.WARNING]
        held = inside(document, own_templates, data, with_data)
        done = insert_into(read_file(host), document, place, held, str(host))
        problems = [*warnings, *done.warnings]
        stopped = strict and any(one.severity is Severity.WARNING for one in problems)
        if not stopped:
            write_files({target: done.content}, force=force)
        _tell(problems, None if stopped else output or host, done.number, as_json=as_json)
        sys.exit(1 if stopped else 0)


def _tell(problems: list[Problem], made: Path | None, number: str, *, as_json: bool) -> None:
    """Tell what was found and what was made of it; nothing was made where ``made`` is none."""
    if as_json:
        files = () if made is None else (made,)
        say_json(as_data(problems, files, ok=made is not None, section=number or None))
        return
    report(problems)
    if made is not None:
        say(_told(made, number))


def _told(path: Path, number: str) -> str:
    if not number:
        return str(path)
    return worded("{file}: section {number}", file=path, number=number)


def _refuse_unfit(kind: Kind) -> None:
    if not kind.insertable:
        fitting = ", ".join(one.id for one in KINDS.values() if one.insertable)
        raise click.UsageError(
            told("A {id} can't be inserted; give a {fitting}.", id=kind.id, fitting=fitting)
        )


def _place(marker: str | None, after: str | None, replaced: str | None) -> Place:
    """The one place that was named.

    Raises:
        click.UsageError: none was, or several were.

    """
    from ..insertion import AfterHeading, Marker, ReplaceHeading

    places: list[Place] = []
    if marker is not None:
        places.append(Marker(marker))
    if after is not None:
        places.append(AfterHeading(after))
    if replaced is not None:
        places.append(ReplaceHeading(replaced))
    if len(places) != 1:
        raise click.UsageError(
            told("Say where: one of --marker, --after-heading and --replace-heading.")
        )
    return places[0]
