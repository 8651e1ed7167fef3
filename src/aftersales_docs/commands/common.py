"""What several commands share: options, and showing errors as messages."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator, Sequence

import click

from ..errors import AftersalesError, Problem, Severity
from ..kinds import KINDS, Kind
from ..nearest import nearest

_FORCE = click.option("--force", is_flag=True, help="Overwrite files that exist.")
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


@contextlib.contextmanager
def _reported() -> Iterator[None]:
    """Show errors as messages, not as tracebacks."""
    try:
        yield
    except AftersalesError as error:
        _report(error.problems)
        sys.exit(error.exit_code)


def _report(problems: Sequence[Problem]) -> None:
    for problem in problems:
        click.secho(str(problem), fg=_COLOURS[problem.severity], err=True)


def _kind(_context: click.Context, _parameter: click.Parameter, value: str) -> Kind:
    if value in KINDS:
        return KINDS[value]
    near = nearest(value, KINDS)
    offer = f" Did you mean '{near}'?" if near else ""
    raise click.BadParameter(f"there is no kind '{value}'.{offer} Known: {', '.join(KINDS)}.")
