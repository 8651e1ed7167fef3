"""What several commands share: showing errors, the option to overwrite."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator, Sequence

import click

from ..errors import AftersalesError, Problem, Severity

FORCE = click.option("--force", is_flag=True, help="Overwrite files that exist.")
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


@contextlib.contextmanager
def reported() -> Iterator[None]:
    """Show errors as messages, not as tracebacks."""
    try:
        yield
    except AftersalesError as error:
        report(error.problems)
        sys.exit(error.exit_code)


def report(problems: Sequence[Problem]) -> None:
    """Print problems to standard error."""
    for problem in problems:
        click.secho(str(problem), fg=_COLOURS[problem.severity], err=True)
