"""The command ``check``."""

from __future__ import annotations

from pathlib import Path

import click

from ..checking import check as check_input
from ..errors import AftersalesError
from .common import HOUSE, HOUSE_ROOT, JSON, STRICT, TEMPLATES, VERBOSE, reported, say
from .inputs import listed
from .reporting import Reporter, well


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path())
@JSON
@STRICT
@VERBOSE
@TEMPLATES
@HOUSE
@HOUSE_ROOT
def check(  # noqa: PLR0913, PLR0917 (one parameter an option)
    files: tuple[str, ...],
    as_json: bool,
    strict: bool,
    verbose: bool,
    own_templates: Path | None,
    house: Path | None,
    house_root: Path | None,
) -> None:
    """Check input FILES ('-' is standard input) and show all errors at once.

    A folder stands for the .yaml, .yml and .json files in it.
    """
    with reported(as_json):
        told = Reporter(listed(files), as_json, strict, verbose)
        for file in told.each():
            try:
                problems = check_input(file, own_templates, house_root=house_root, house=house)
            except AftersalesError as error:
                problems = list(error.problems)
            told.tell(file, problems)
            if not as_json and not told.is_bad(problems):
                say(well(file, problems))
        told.end()
