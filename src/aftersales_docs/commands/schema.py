"""The command ``schema``."""

from __future__ import annotations

import click

from ..kinds import Kind
from .kinds import named_kind


@click.command()
@click.argument("kind", callback=named_kind)
def schema(kind: Kind) -> None:
    """Print the JSON Schema of KIND."""
    from ..schemas.export import schema_text

    click.echo(schema_text(kind.model, kind.id).encode(), nl=False)  # JSON is UTF-8.
