"""The command ``render``: Word and PDF from input files."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from ..api import FORMATS, Assessed, Format, assess, compose, load, remarks, write
from ..document import Document
from ..enclosing.remarks import NOT_IN_WORD
from ..errors import AftersalesError, OutputError, Place, Problem, Severity, worded
from ..messages import spaced, told
from ..nearest import did_you_mean
from ..output import write_files
from ..template_check.one_format import one_sided
from .common import DATA, FORCE, HOUSE_ROOT, STANDARD_STREAM, TEMPLATES, report, reported, say


def _loaded(
    files: Sequence[str], house_root: Path | None, use: Callable[[str, Assessed], Any]
) -> bool:
    """Load each file and use it; what is wrong with one does not stop the others."""
    failed = False
    for file in files:
        try:
            use(file, assess(load(file, house_root=house_root)))
        except AftersalesError as error:
            report(error.problems)
            failed = True
    return failed


def _targets(
    files: Sequence[str], folder: Path, formats: Sequence[Format]
) -> dict[str, list[Path]]:
    """The files that each input becomes.

    Raises:
        OutputError: two inputs would become the same file.

    """
    targets: dict[str, list[Path]] = {}
    taken: dict[str, str] = {}
    for file in files:
        stem = "document" if file == STANDARD_STREAM else Path(file).stem
        if stem in taken:
            raise OutputError(
                Problem(
                    "same-output",
                    worded(
                        "'{file}' and '{taken}' would both become {stem}.",
                        file=file,
                        taken=taken[stem],
                        stem=stem,
                    ),
                    "Rename one, or render them into different folders.",
                    place=Place(file),
                )
            )
        taken[stem] = file
        targets[file] = [folder / f"{stem}.{format_}" for format_ in formats]
    return targets


def _check_accepted(
    files: Sequence[str], accepted: Sequence[str], house_root: Path | None
) -> None:
    """Refuse to accept a warning that none of the files gives: it would be a slip."""
    if not accepted or STANDARD_STREAM in files:
        return
    given: set[str] = set()
    for file in files:
        # What is wrong with a file is told when it is rendered.
        with contextlib.suppress(AftersalesError):
            given |= {one.code for one in remarks(load(file, house_root=house_root))}
    for code in accepted:
        if code not in given:
            offer = spaced(did_you_mean(code, given))
            raise click.BadParameter(
                told("no file gives the warning '{code}'.{offer}", code=code, offer=offer),
                param_hint="--accept-warning",
            )


def _page_of(document: Document) -> tuple[str, str, str]:
    """The kind, language and layout by which a document's page is found."""
    return document.meta.kind, document.meta.lang, document.meta.layout


@click.command()
@click.argument("files", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path(),
    help="The folder for the results [the current one].",
)
@click.option(
    "-f",
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(FORMATS),
    help="One format only [both].",
)
@click.option(
    "--accept-warning",
    "accepted",
    multiple=True,
    metavar="CODE",
    help="Accept this warning; the file's properties record it.",
)
@DATA
@FORCE
@TEMPLATES
@HOUSE_ROOT
def render(  # noqa: PLR0913, PLR0917 (one parameter an option)
    files: tuple[str, ...],
    output: Path,
    formats: tuple[Format, ...],
    accepted: tuple[str, ...],
    with_data: bool | None,
    force: bool,
    own_templates: Path | None,
    house_root: Path | None,
) -> None:
    """Render input FILES ('-' is standard input) as Word and PDF."""
    wanted = tuple(dict.fromkeys(formats)) or FORMATS
    with reported():
        targets = _targets(files, output, wanted)
    _check_accepted(files, accepted, house_root)

    sides: list[Problem] = []

    def use(file: str, data: Assessed) -> None:
        document = compose(data, own_templates, accepted=accepted)
        found = remarks(data, document)
        warnings = [one for one in found if one.severity is Severity.WARNING]
        silent = set(accepted) if "docx" in wanted else {*accepted, NOT_IN_WORD}
        report([one for one in warnings if one.code not in silent])
        if own_templates is not None and len(wanted) == len(FORMATS):
            new = [
                one for one in one_sided(own_templates, *_page_of(document)) if one not in sides
            ]
            report(new)
            sides.extend(new)
        results = {
            path: write(
                document, format_, own_templates=own_templates, data=data, with_data=with_data
            )
            for path, format_ in zip(targets[file], wanted, strict=True)
        }
        write_files(results, force=force)
        say(*map(str, results))

    if _loaded(files, house_root, use):
        sys.exit(1)
