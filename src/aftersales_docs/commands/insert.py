"""The command ``insert``: a section into a contract of the user's own."""

from __future__ import annotations

from pathlib import Path

import click

from ..api import assess, compose, insert_into, inside, load, remarks
from ..errors import Severity
from ..kinds import KINDS
from ..output import write_files
from .common import DATA, FORCE, HOUSE_ROOT, TEMPLATES, report, reported, say


@click.command()
@click.argument("section", type=click.Path(exists=True, dir_okay=False))
@click.argument("host", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help="The contract with the section in it.",
)
@click.option(
    "--marker", metavar="TEXT", help="The paragraph that holds nothing but TEXT is replaced."
)
@click.option(
    "--after-heading",
    metavar="TEXT",
    help="The section goes after the one that the heading TEXT begins.",
)
@DATA
@FORCE
@TEMPLATES
@HOUSE_ROOT
def insert(  # noqa: PLR0913, PLR0917 (one parameter an option)
    section: str,
    host: Path,
    output: Path,
    marker: str | None,
    after_heading: str | None,
    with_data: bool | None,
    force: bool,
    own_templates: Path | None,
    house_root: Path | None,
) -> None:
    """Put a warranty SECTION into HOST, a .docx contract of your own, in its looks."""
    from ..insertion import AfterHeading, Marker

    if bool(marker) == bool(after_heading):
        raise click.UsageError("Say where: either --marker or --after-heading.")
    place = Marker(marker) if marker else AfterHeading(str(after_heading))
    with reported():
        data = load(section, house_root=house_root)
        if not data.kind.insertable:
            fitting = ", ".join(kind.id for kind in KINDS.values() if kind.insertable)
            raise click.UsageError(f"A {data.kind.id} can't be inserted; give a {fitting}.")
        assessed = assess(data)
        document = compose(assessed, own_templates)
        found = remarks(assessed, document)
        report([one for one in found if one.severity is Severity.WARNING])
        held = inside(document, own_templates, data, with_data)
        done = insert_into(host.read_bytes(), document, place, held)
        report(done.warnings)
        write_files({output: done.content}, force=force)
        say(f"{output}" + (f": section {done.number}" if done.number else ""))
