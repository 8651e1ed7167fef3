"""`compare`: what the other side changed in a returned Word file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import worded
from ..output import write_files
from . import results
from .common import FORCE, TEMPLATES, reported, say_json
from .outputs import file_of

if TYPE_CHECKING:
    from ..comparison import Which

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_INPUTS = {".yaml", ".yml", ".json"}


@click.command()
@click.argument("issued", type=_FILE)
@click.argument("returned", type=_FILE)
@click.option("--json", "as_json", is_flag=True, help="Print the changes as JSON.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    callback=file_of(".docx", what=worded("a Word file")),
    help="Write a redline: ISSUED with tracked changes that make it RETURNED.",
)
@click.option(
    "--view",
    type=click.Choice(["final", "original"]),
    default="final",
    show_default=True,
    help="final: all changes. original: what is left once tracked changes are rejected.",
)
@FORCE
@TEMPLATES
def compare(  # noqa: PLR0913, PLR0917 (one parameter an option)
    issued: Path,
    returned: Path,
    as_json: bool,
    output: Path | None,
    view: Which,
    force: bool,
    own_templates: Path | None,
) -> None:
    """Show what the other side changed in RETURNED, a .docx.

    ISSUED is the .docx that went out, or the input file it was rendered from. Exit code: 0
    nothing was changed, 1 something was (or a file can't be read), 2 bad usage.
    """
    from ..comparison import compared, opened, redlined
    from ..comparison.report import as_data, show
    from ..ooxml.bounded import read_file

    with reported(as_json):
        names = (str(issued), str(returned))
        files = opened(_issued(issued, own_templates), read_file(returned), names)
        found = compared(files, view)
        if output is not None:
            write_files({output: redlined(files, view)}, force=force)
        if as_json:
            made = () if output is None else (output,)
            whole = results.as_data(
                files=made, ok=not found.changes, **as_data(found, names, view)
            )
            say_json(whole)
        else:
            show(found, str(output) if output is not None else "")
        sys.exit(1 if found.changes else 0)


def _issued(path: Path, own_templates: Path | None) -> bytes:
    """The Word file that went out; an input is rendered as it would be today."""
    from ..ooxml.bounded import read_file

    if path.suffix.lower() not in _INPUTS:
        return read_file(path)
    from ..api import compose, load, write

    data = load(path)
    document = compose(data, own_templates)
    return write(document, "docx", own_templates=own_templates, data=data)
