"""The command ``insert``: a section into a contract of the user's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..api import assess, compose, insert_into, inside, load, remarks
from ..errors import Severity, worded
from ..kinds import KINDS
from ..messages import told
from ..output import write_files
from .common import DATA, FORCE, HOUSE_ROOT, TEMPLATES, report, reported, say

if TYPE_CHECKING:
    from ..insertion import Place


@click.command()
@click.argument("section", type=click.Path(exists=True, dir_okay=False))
@click.argument("host", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
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
@TEMPLATES
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
    own_templates: Path | None,
    house_root: Path | None,
) -> None:
    """Put a warranty SECTION into HOST, a .docx contract of your own, in the contract's style."""
    from ..ooxml.bounded import read_file

    place = _place(marker, after_heading, replace_heading)
    if in_place == bool(output):
        raise click.UsageError(told("Say where the contract goes: either -o or --in-place."))
    # A link stays a link: what it leads to is replaced.
    target, force = (output, force) if output else (host.resolve(), True)
    with reported():
        data = load(section, house_root=house_root)
        if not data.kind.insertable:
            fitting = ", ".join(kind.id for kind in KINDS.values() if kind.insertable)
            raise click.UsageError(
                told(
                    "A {id} can't be inserted; give a {fitting}.", id=data.kind.id, fitting=fitting
                )
            )
        assessed = assess(data)
        document = compose(assessed, own_templates)
        found = remarks(assessed, document)
        report([one for one in found if one.severity is Severity.WARNING])
        held = inside(document, own_templates, data, with_data)
        done = insert_into(read_file(host), document, place, held, str(host))
        report(done.warnings)
        write_files({target: done.content}, force=force)
        shown = output or host
        number = done.number
        placed = worded("{file}: section {number}", file=shown, number=number)
        say(placed if number else str(shown))


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
