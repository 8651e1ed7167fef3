"""The command ``schema``."""

from __future__ import annotations

from pathlib import Path

import click

from ..errors import worded
from ..kinds import Kind
from ..output import write_files
from .common import FORCE, reported, say
from .completion import kinds
from .kinds import named_kind
from .outputs import file_of


@click.command()
@click.argument("kind", callback=named_kind, shell_complete=kinds)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    callback=file_of(".json", what=worded("a JSON Schema")),
    help="The file to write [standard output].",
)
@FORCE
def schema(kind: Kind, output: Path | None, force: bool) -> None:
    """Print the JSON Schema of KIND."""
    from ..schemas.export import schema_text

    text = schema_text(kind.model, kind.id).encode()  # JSON is UTF-8.
    if output is None:
        click.echo(text, nl=False)
        return
    with reported():
        write_files({output: text}, force=force)
    say(str(output))
