"""`compare`: what the other side changed in a returned file, Word or PDF."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import worded
from ..messages import told
from ..output import write_files
from . import results
from .common import FORCE, HOUSE_ROOT, TEMPLATES, reported, say_json
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
    help="Write a redline: ISSUED with tracked changes that make it RETURNED (Word files only).",
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
@HOUSE_ROOT
def compare(  # noqa: PLR0913, PLR0917 (one parameter an option)
    issued: Path,
    returned: Path,
    as_json: bool,
    output: Path | None,
    view: Which,
    force: bool,
    own_templates: Path | None,
    house_root: Path | None,
) -> None:
    """Show what differs between ISSUED and RETURNED: what the other side changed, say.

    Each is a .docx, a .pdf, or the input file that it is rendered from; with a PDF the words
    alone are compared. Exit code: 0 nothing was changed, 1 something was (or a file can't be
    read), 2 bad usage.
    """
    from ..comparison import compare_words, compared, opened, redlined
    from ..comparison.report import as_data, show
    from ..filetypes import is_pdf

    with reported(as_json):
        sides = (issued, returned)
        first, second = (_content(side, own_templates, house_root) for side in sides)
        names = (str(issued), str(returned))
        if is_pdf(first) or is_pdf(second):
            _check_words_only(view, output)
            found, redline = compare_words(first, second, names), None
        else:
            files = opened(first, second, names)
            found = compared(files, view, own=all(map(_is_input, sides)))
            redline = redlined(files, view) if output is not None and found.changes else None
        if output is not None and redline is not None:
            write_files({output: redline}, force=force)
        if as_json:
            made = () if output is None or redline is None else (output,)
            data = as_data(found, names, view)
            say_json(results.as_data(files=made, ok=not found.changes, **data))
        else:
            show(found, str(output or ""))
        sys.exit(1 if found.changes else 0)


def _check_words_only(view: Which, output: Path | None) -> None:
    """Refuse what a PDF can't give.

    Raises:
        click.UsageError: a redline, or a view of tracked changes, is wanted.

    """
    if output is not None:
        raise click.UsageError(
            told("A redline can be written of two Word files only, not of a PDF.")
        )
    if view != "final":
        raise click.UsageError(told("A PDF has no tracked changes: leave --view out."))


def _is_input(path: Path) -> bool:
    return path.suffix.lower() in _INPUTS


def _content(path: Path, own_templates: Path | None, house_root: Path | None) -> bytes:
    """A Word file or a PDF; an input as the Word file that it is rendered to today."""
    from ..ooxml.bounded import read_file

    if not _is_input(path):
        return read_file(path)
    from ..api import compose, load, write

    data = load(path, house_root=house_root)
    document = compose(data, own_templates)
    return write(document, "docx", own_templates=own_templates, data=data)
