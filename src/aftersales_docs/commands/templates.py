"""The user's own templates: hand out the built-in ones, check what came of them."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from .. import sandbox
from ..errors import Severity
from ..kinds import KINDS, Kind
from ..output import write_files
from .common import FORCE, JSON, STRICT, report, reported, say, say_json
from .kinds import named_kind
from .reporting import well
from .results import as_data


def _kinds(
    context: click.Context, parameter: click.Parameter, values: tuple[str, ...]
) -> tuple[Kind, ...]:
    return tuple(named_kind(context, parameter, value) for value in values)


_KINDS = click.option(
    "--kind",
    "kinds",
    multiple=True,
    callback=_kinds,
    metavar="KIND",
    help="Of this kind of document only; may be given again [all].",
)


@click.group()
def templates() -> None:
    """Work on templates of your own: copy the built-in ones, check yours."""


@templates.command("copy")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@_KINDS
@click.option("--word", is_flag=True, help="Word templates only.")
@click.option("--pdf", is_flag=True, help="HTML and style sheet of the PDF only.")
@click.option("--texts", is_flag=True, help="Texts only.")
@FORCE
def copy_templates(  # noqa: PLR0913, PLR0917 (one parameter an option)
    folder: Path, kinds: tuple[Kind, ...], word: bool, pdf: bool, texts: bool, force: bool
) -> None:
    """Copy the built-in templates into FOLDER, to start from."""
    from ..template_check.copying import copies

    sorts = [name for name, given in (("word", word), ("pdf", pdf), ("texts", texts)) if given]
    with reported():
        files = copies(folder, [kind.id for kind in kinds], sorts)
        write_files(files, force=force)
        say(*map(str, files))


@templates.command("check")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@_KINDS
@JSON
@STRICT
def check_templates(folder: Path, kinds: tuple[Kind, ...], as_json: bool, strict: bool) -> None:
    """Check the templates in FOLDER against what they will get, and show all errors at once."""
    from ..template_check.check import check
    from ..template_check.one_format import all_one_sided

    with reported(as_json):
        problems = sandbox.run(check, folder.resolve(), tuple(kind.id for kind in kinds))
    if not any(problem.severity is Severity.ERROR for problem in problems):
        problems += all_one_sided(folder, kinds or tuple(KINDS.values()))
    stopping = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    failed = any(problem.severity in stopping for problem in problems)
    if as_json:
        say_json(as_data(problems, ok=not failed))
    else:
        report(problems)
        if not failed:
            say(well(str(folder), problems))
    sys.exit(1 if failed else 0)
