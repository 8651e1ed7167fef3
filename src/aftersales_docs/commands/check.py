"""The command ``check``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from ..checking import check as check_input
from ..errors import AftersalesError, Problem, Severity, Worded, worded
from .common import HOUSE_ROOT, TEMPLATES, report, say


def _well(file: str, problems: Sequence[Problem]) -> Worded:
    """That no error was found, and how many warnings were."""
    warnings = sum(one.severity is Severity.WARNING for one in problems)
    if not warnings:
        return worded("{file}: no errors", file=file)
    counted = "{file}: no errors, {count} {count:warning|warnings}"
    return worded(counted, file=file, count=warnings)


@click.command()
@click.argument("files", nargs=-1, required=True)
@TEMPLATES
@HOUSE_ROOT
def check(files: tuple[str, ...], own_templates: Path | None, house_root: Path | None) -> None:
    """Check input FILES ('-' is standard input) and show all errors at once."""
    failed = False
    for file in files:
        try:
            problems = check_input(file, own_templates, house_root=house_root)
        except AftersalesError as error:
            problems = list(error.problems)
        report(problems)
        if any(problem.severity is Severity.ERROR for problem in problems):
            failed = True
        else:
            say(_well(file, problems))
    sys.exit(1 if failed else 0)
