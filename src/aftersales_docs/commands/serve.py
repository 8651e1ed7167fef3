"""`serve`: the desk in a browser."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import Problem, UsageError, worded
from ..messages import told
from .common import reported, say
from .desk_options import REGISTER

if TYPE_CHECKING:
    from ..desk.opening import Register


@click.command()
@REGISTER
@click.option("--host", default="127.0.0.1", show_default=True, help="Where it listens.")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8780, show_default=True, help="At which port."
)
@click.option("--no-browser", is_flag=True, help="Do not open the browser.")
@click.option("--demo", is_flag=True, help="Fill an empty register with documents to look at.")
def serve(data: Path | None, host: str, port: int, *, no_browser: bool, demo: bool) -> None:
    """Serve the desk: the register in a browser, for people with accounts."""
    with reported():
        from ..desk.place import register_place
        from ..desk.web import serving

        place = register_place(data)
        register = serving.prepare(place)
        if serving.nobody_there():
            _first_account(register)
        if demo:
            _fill(register)
        listening = serving.Listening(host, port, not no_browser)
        say(worded("The desk is at {address} (Ctrl+C ends it).", address=listening.address))
        serving.serve(place, listening)


def _first_account(register: Register) -> None:
    """Make the administrator: from the environment, else by asking."""
    from ..desk.web import serving

    name = os.environ.get(serving.USER_VARIABLE, "")
    password = os.environ.get(serving.PASSWORD_VARIABLE, "")
    if not (name and password):
        if not sys.stdin.isatty():
            raise UsageError(
                Problem(
                    "no-administrator",
                    "there is no account yet, and nobody to ask for the first.",
                    worded(
                        "Put its name and password into {name} and {password}.",
                        name=serving.USER_VARIABLE,
                        password=serving.PASSWORD_VARIABLE,
                    ),
                )
            )
        name = click.prompt(told("Name of the first account, an administrator"))
        password = click.prompt(
            told("Its password (12 characters or more)"), hide_input=True, confirmation_prompt=True
        )
    serving.make_administrator(register, name, password)


def _fill(register: Register) -> None:
    from ..desk.web.demo import fill

    count = fill(register)
    say(worded("Demonstration: {count} {count:document|documents} issued.", count=count))
