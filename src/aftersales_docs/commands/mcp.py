"""``mcp``: the functions of the program for an assistant."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import DataError, OutputError, Problem, worded
from .common import reported
from .desk_options import REGISTER

if TYPE_CHECKING:
    from ..desk.rest.models import ApiKey

KEY_VARIABLE = "AFTERSALES_DOCS_KEY"


@click.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder that documents are written to; without it none are made.",
)
@REGISTER
def mcp(output: Path | None, data: Path | None) -> None:
    """Serve an assistant (MCP on standard input and output): check, explain, render, search.

    The register is searched with the rights of the key in AFTERSALES_DOCS_KEY.
    """
    with reported():
        try:
            from ..desk.mcp.functions import Functions
            from ..desk.mcp.server import made
        except ImportError as error:
            raise OutputError(
                Problem(
                    "mcp-not-installed",
                    worded(
                        "serving an assistant needs a package that is not here: {name}.",
                        name=error.name,
                    ),
                    "Install it with: pip install 'aftersales-docs[desk,mcp]'.",
                )
            ) from error
        from ..desk.place import register_place

        key = _key(data)
        place = register_place(data) if key is not None else None
        server = made(Functions(key, output and output.absolute(), place))
    server.run()


def _key(data: Path | None) -> ApiKey | None:
    """The key that the assistant works with, if one is named."""
    token = os.environ.get(KEY_VARIABLE, "").strip()
    if not token:
        return None
    from ..desk.place import register_place
    from ..desk.web.serving import prepare

    prepare(register_place(data))
    from ..desk.rest.keys import found

    key = found(token)
    if key is None:
        raise DataError(
            Problem(
                "no-key",
                worded("the key in {variable} is not valid.", variable=KEY_VARIABLE),
                "Have an administrator make a new one.",
            )
        )
    return key
