"""Options that all commands of the register take, and how they open it."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..errors import DataError, Problem, worded
from ..kinds import KINDS

if TYPE_CHECKING:
    from ..desk.opening import Register
    from ..desk.register.models import Document

PERSON_VARIABLE = "AFTERSALES_DOCS_PERSON"

REGISTER = click.option(
    "--data",
    "data",
    metavar="FOLDER",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder of the register [AFTERSALES_DOCS_DATA, or your own].",
)
PERSON = click.option(
    "--person",
    metavar="NAME",
    help="Who does it [AFTERSALES_DOCS_PERSON, or the name of your account].",
)
NOTE = click.option("--note", default="", help="A note that the register keeps with the step.")
KIND = click.option("--kind", type=click.Choice(tuple(KINDS)), help="The kind of document.")
EDITION = click.option(
    "--edition", type=click.IntRange(1), help="Which edition is meant [the newest]."
)


def which(command: Callable[..., Any]) -> Callable[..., Any]:
    """Let ``command`` be told which document is meant: NUMBER, and what tells it from others."""
    for option in (REGISTER, EDITION, KIND, click.argument("number")):
        command = option(command)
    return command


def opened(data: Path | None, *, check_guards: bool = True, begins: bool = False) -> Register:
    """The register that is meant; ``begins``: made on first use, by what first goes into it."""
    from ..desk.opening import open_register
    from ..desk.place import register_place

    return open_register(register_place(data), check_guards=check_guards, begins=begins)


def opened_with_desk(data: Path | None) -> Register:
    """The register that is meant, with the tables of the desk in a browser if it was served."""
    from ..desk.web.starting import set_up_web

    set_up_web()
    return opened(data)


def person_named(given: str | None) -> str:
    """Who does it.

    Raises:
        DataError: nobody is named.

    """
    name = given or os.environ.get(PERSON_VARIABLE, "")
    if not name:
        try:
            name = getpass.getuser()
        except (KeyError, OSError):
            name = ""
    name = " ".join(name.split())
    if not name or len(name) > 200:
        raise DataError(
            Problem(
                "nobody-named",
                "the register records who does it, and nobody is named.",
                worded("Name them with --person or {variable}.", variable=PERSON_VARIABLE),
            )
        )
    return name


def reasons_given(accepted: Iterable[str]) -> dict[str, str]:
    """The codes of warnings that are accepted, and why: ``answer-late=the shop was shut``."""
    return {code: why.strip() for code, _, why in (one.partition("=") for one in accepted)}


def own_templates(register: Register, given: Path | None, replaces: Document | None) -> str:
    """The folder of own templates as a row keeps it: the one that is named, else the house's."""
    from ..desk.house.in_use import folder_for

    found = given.resolve() if given else folder_for(register.place, replaces)
    return str(found or "")
