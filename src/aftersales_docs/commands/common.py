"""What several commands share: showing errors, the options that many take."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from ..errors import AftersalesError, Problem, Severity, printable, worded
from ..messages import Worded, current, said
from .results import as_data

TEMPLATES = click.option(
    "--template",
    "own_templates",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder of your own templates; what it lacks comes from the built-in ones.",
)
HOUSE = click.option(
    "--house",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The house file for inputs that use facts and name none.",
)
JSON = click.option(
    "--json", "as_json", is_flag=True, help="As JSON on standard output, for programs."
)
STRICT = click.option("--strict", is_flag=True, help="Warnings count as errors (exit code 1).")
VERBOSE = click.option(
    "-v", "--verbose", is_flag=True, help="Tell every remark, also where many files share it."
)
FORCE = click.option("--force", is_flag=True, help="Overwrite files that exist.")
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


@contextlib.contextmanager
def reported(as_json: bool = False) -> Iterator[None]:
    """Show errors as messages (``as_json``: as JSON), not as tracebacks."""
    try:
        yield
    except AftersalesError as error:
        if as_json:
            say_json(as_data(error.problems, ok=False))
        else:
            report(error.problems)
        sys.exit(error.exit_code)
    except Exception as error:
        problem = _of_database(error)
        if problem is None:
            raise
        if as_json:
            say_json(as_data([problem], ok=False))
        else:
            report([problem])
        sys.exit(1)


def _of_database(error: Exception) -> Problem | None:
    """What to say where the register's database fails while it is read; Django may be absent."""
    django = sys.modules.get("django.db.utils")
    if django is None or not isinstance(error, django.DatabaseError | django.InterfaceError):
        return None
    return Problem(
        "register-unusable",
        worded(
            "the database of the register can't be used: {reason}.",
            reason=" ".join(str(error).split())[:300].rstrip("."),
        ),
        "See that it is there, whole, and open to you.",
    )


def say(*lines: str) -> None:
    """Print lines in which names and values stand: a terminal obeys nothing in them."""
    click.echo(
        "\n".join(printable(said(line) if isinstance(line, Worded) else line) for line in lines)
    )


def say_json(data: object) -> None:
    """Print ``data`` as JSON, with what a terminal would obey as JSON's own escapes."""
    text = json.dumps(data, ensure_ascii=False, indent=1, default=str)
    safe = (
        char if char == "\n" or printable(char) == char else json.dumps(char)[1:-1]
        for char in text
    )
    click.echo("".join(safe))


def report(problems: Sequence[Problem]) -> None:
    """Print problems to standard error."""
    for problem in problems:
        click.secho(problem.line(current()), fg=_COLOURS[problem.severity], err=True)


DATA = click.option(
    "--with-data/--no-data",
    "with_data",
    default=None,
    help="Embed the input in the finished file [depends on the kind of document].",
)

HOUSE_ROOT = click.option(
    "--house-root",
    metavar="FOLDER",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The input may name files below FOLDER too [its own folder].",
)

STANDARD_STREAM = "-"
