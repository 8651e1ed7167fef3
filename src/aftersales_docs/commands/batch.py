"""The command ``batch``: documents from the rows of a table."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from ..api import ENGINES, FORMATS, Format
from ..errors import worded
from ..kinds import Kind
from ..language import Lang
from ..law import LawCode
from ..messages import told
from .choices import DOCUMENT_LAW_OPTION, LANG_OF_READER, usual_law
from .common import (
    DATA,
    FORCE,
    HOUSE,
    HOUSE_ROOT,
    JSON,
    TEMPLATES,
    reported,
    say,
    say_json,
)
from .kinds import named_kind
from .outputs import file_of, folder_for_results

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_NEW_FILE = click.Path(dir_okay=False, path_type=Path)
_INTERRUPTED = 130


class _BatchGroup(click.Group):
    """``batch TABLE …`` runs a table; a word of its own begins the other commands."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take what is no command for a table."""
        if args and args[0] not in {*self.commands, "--help", "-h"}:
            args = ["run", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_BatchGroup, options_metavar="", subcommand_metavar="TABLE --kind KIND -o DIR")
def batch() -> None:
    """Make a document of each row of TABLE (CSV, XLSX, ODS, JSON Lines, Parquet).

    'batch run --help' tells the options; 'batch template KIND' writes a table to start from.
    """


def _kind(ctx: click.Context, param: click.Parameter, value: str) -> Kind:
    found: Kind = named_kind(ctx, param, value)
    return found


def _output(ctx: click.Context, param: click.Parameter, value: str) -> str:
    """A folder, or the address of a store."""
    return value if "://" in value else str(folder_for_results(ctx, param, Path(value)))


_OUTPUT_OPTIONS = (
    click.option(
        "-o",
        "--output",
        required=True,
        metavar="DIR",
        callback=_output,
        help="The folder for the results, or with --engine dask the address of a store.",
    ),
    click.option(
        "-f",
        "--format",
        "formats",
        multiple=True,
        type=click.Choice(FORMATS, case_sensitive=False),
        help="One format only [both].",
    ),
    click.option(
        "--pdf-engine",
        "pdf_engine",
        type=click.Choice(ENGINES),
        help="What sets the PDFs [as house.yaml says; a page template of your own is html].",
    ),
    click.option(
        "--name",
        "pattern",
        metavar="PATTERN",
        help="Names of the files, e.g. '{number}-{claimant.person.surname}' [{number|row}].",
    ),
    click.option(
        "--zip",
        "archive",
        type=_NEW_FILE,
        callback=file_of(".zip", what=worded("an archive")),
        help="All documents in one archive too.",
    ),
    click.option(
        "--merge",
        "merged",
        type=_NEW_FILE,
        callback=file_of(".pdf", what=worded("a PDF")),
        help="All PDFs in one file too, for the print shop.",
    ),
    click.option(
        "--print-order", metavar="FIELD", help="Sort --merge and --zip by this field [the table]."
    ),
    click.option(
        "--resume",
        is_flag=True,
        help="Make what is missing or has changed since; leave what is there.",
    ),
)
_TABLE_OPTIONS = (
    click.option(
        "--map", "map_file", type=_FILE, help="Which field each column of the table is for."
    ),
    click.option("--defaults", type=_FILE, help="An input file of what all rows have in common."),
    click.option("--sheet", help="The sheet of the rows [the first]."),
    click.option("--delimiter", help="What parts the columns of a CSV file [found]."),
    click.option("--encoding", help="The encoding of a CSV file [found]."),
    click.option(
        "--accept-warning",
        "accepted",
        multiple=True,
        metavar="CODE",
        help="Take a warning upon yourself; the files' properties record it.",
    ),
)
_WORK_OPTIONS = (
    click.option("--workers", type=click.IntRange(min=1), help="Processes at work [all cores]."),
    click.option(
        "--engine",
        type=click.Choice(["local", "dask"]),
        default="local",
        show_default=True,
        help="Where the work is done.",
    ),
    click.option("--scheduler", metavar="ADDRESS", help="The Dask scheduler: tcp://host:8786."),
    click.option(
        "--state",
        type=click.Path(file_okay=False, path_type=Path),
        help="The folder in which is kept what is made [inside DIR].",
    ),
)


_C = TypeVar("_C", bound=Callable[..., Any])


def _with(options: tuple[Any, ...]) -> Callable[[_C], _C]:
    """A decorator of all ``options``, in their order."""

    def decorate(command: _C) -> _C:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


@batch.command()
@click.argument("table", type=click.Path(path_type=Path))
@click.option("--kind", required=True, callback=_kind, help="The kind of all documents.")
@_with(_OUTPUT_OPTIONS)
@_with(_TABLE_OPTIONS)
@_with(_WORK_OPTIONS)
@DATA
@JSON
@TEMPLATES
@HOUSE
@HOUSE_ROOT
def run(engine: str, as_json: bool, **options: Any) -> None:
    """Make a document of each row of TABLE."""
    from ..batch.progress import progress
    from ..batch.run import run as run_batch

    if (engine == "dask") != (options["scheduler"] is not None):
        raise click.UsageError(told("--engine dask and --scheduler ADDRESS go together."))
    with reported(as_json):
        report = run_batch(_job(**options), progress())
        if as_json:
            say_json(report.told())
        else:
            say(*report.lines())
    if report.interrupted:
        sys.exit(_INTERRUPTED)
    sys.exit(1 if report.failed else 0)


def _job(
    *,
    formats: tuple[Format, ...],
    pattern: str | None,
    map_file: Path | None,
    merged: Path | None,
    workers: int | None,
    **options: Any,
) -> Any:
    from ..batch.job import Job
    from ..batch.mapfile import ColumnMap, read_map
    from ..naming import NamePattern

    wanted = tuple(dict.fromkeys(formats)) or FORMATS
    if merged is not None and "pdf" not in wanted:
        raise click.UsageError(told("--merge needs PDFs: leave '-f docx' out."))
    return Job(
        formats=wanted,
        pattern=NamePattern.read(pattern) if pattern else None,
        columns=read_map(map_file) if map_file else ColumnMap(),
        merged=merged,
        workers=workers or 0,
        **options,
    )


@batch.command()
@click.argument("kind", callback=named_kind)
@LANG_OF_READER
@DOCUMENT_LAW_OPTION
@click.option(
    "-o",
    "--output",
    type=_NEW_FILE,
    callback=file_of(".xlsx", what=worded("a workbook")),
    help="The workbook to write [KIND.xlsx].",
)
@FORCE
def template(
    kind: Kind, lang: Lang, law: LawCode | None, output: Path | None, force: bool
) -> None:
    """Write a workbook to fill in: a column a field of KIND, explained, with an example row."""
    from ..batch.template import workbook
    from ..output import write_files

    path = output or Path(f"{kind.id}.xlsx")
    with reported():
        write_files({path: workbook(kind, lang, law or usual_law(lang))}, force=force)
        say(str(path))
