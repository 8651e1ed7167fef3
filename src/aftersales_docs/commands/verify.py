"""``verify``: who signed a PDF, when, and whether anything changed after."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from .common import reported, say, say_json
from .results import as_data

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=_FILE)
@click.option(
    "--trust",
    type=_FILE,
    multiple=True,
    help="A root certificate that you trust, PEM; may be repeated.",
)
@click.option("--online", is_flag=True, help="Ask the issuers whether a certificate was revoked.")
@click.option("--allow-missing", is_flag=True, help="Do not fail on unsigned blocks.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def verify(
    file: Path, trust: tuple[Path, ...], online: bool, allow_missing: bool, as_json: bool
) -> None:
    """Show who signed FILE and when, what is missing, and whether anything was changed later.

    Exit code 0: every signature is valid and trusted, and none is missing; 1: otherwise.
    """
    with reported(as_json):
        from ..signing.certificates import read, trusted_roots
        from ..signing.verify import verify as verified

        roots = tuple(trusted_roots(trust))
        report = verified(read(file), str(file), roots, online=online)
    if as_json:
        data = report.as_data(allow_missing=allow_missing)
        say_json(as_data(**data))
    else:
        say(*report.lines(allow_missing=allow_missing))
    sys.exit(0 if report.complete(allow_missing=allow_missing) else 1)
