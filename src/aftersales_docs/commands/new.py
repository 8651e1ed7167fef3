"""The command ``new``: a starter file."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import click

from ..errors import worded
from ..kinds import Kind
from ..language import Lang
from ..law import LawCode
from ..messages import spaced, told
from ..output import write_files
from ..resources import templates
from .choices import DOCUMENT_LAW_OPTION, LANG_OF_READER, usual_law
from .common import FORCE, STANDARD_STREAM, TEMPLATES, reported, say
from .completion import kinds, roles
from .kinds import named_kind
from .outputs import file_of


@click.command()
@click.argument("kind", callback=named_kind, shell_complete=kinds)
@click.option(
    "--role",
    shell_complete=roles,
    help="A role of the catalogue, by key or title (see 'roles').",
)
@LANG_OF_READER
@DOCUMENT_LAW_OPTION
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, allow_dash=True),
    default=STANDARD_STREAM,
    callback=file_of(".yaml", ".yml", what=worded("a YAML file")),
    help="The file to write [standard output].",
)
@FORCE
@TEMPLATES
def new(  # noqa: PLR0913, PLR0917 (one parameter an option)
    kind: Kind,
    role: str | None,
    lang: Lang,
    law: LawCode | None,
    output: str,
    force: bool,
    own_templates: Path | None,
) -> None:
    """Write a starter file for KIND, every field explained in the chosen language."""
    from ..starter import Starter
    from ..texts.catalogue import roles as catalogue_roles
    from ..texts.catalogue import sound
    from ..texts.role_names import role_called

    own = templates(own_templates)
    with reported():
        known = catalogue_roles(own)
        key, offer = role_called(own, role) if role else (None, "")
        if role and key is None:
            _unknown_role(role, offer)
        if key is None and kind.from_role:
            raise click.UsageError(
                told("This kind needs --role; 'aftersales-docs roles' lists them.")
            )
        to_stdout = output == STANDARD_STREAM
        file = f"{kind.id}.yaml" if to_stdout else output
        chosen = sound(known[key], own) if key else None
        text = Starter(
            kind, lang, law or usual_law(lang), chosen, own, file, _schema_link(kind, output)
        ).text()
        if to_stdout:
            click.echo(text.encode(), nl=False)  # UTF-8, whatever the terminal has.
        else:
            write_files({Path(output): text.encode()}, force=force)
            say(output)


def _unknown_role(role: str, offer: str) -> NoReturn:
    offer = spaced(offer)
    raise click.BadParameter(
        told(
            "there is no role '{role}'.{offer} 'aftersales-docs roles' lists them.",
            role=role,
            offer=offer,
        ),
        param_hint="--role",
    )


def _schema_link(kind: Kind, output: str) -> str:
    """How the file at ``output`` names its schema: a path that moves with it, or none.

    A path into an installation would lead nowhere on a colleague's machine.
    """
    from ..resources import schema_path

    if output == STANDARD_STREAM:
        return ""
    folder = Path(output).resolve().parent
    beside = f"{kind.id}.schema.json"
    if (folder / beside).is_file():
        return beside
    path = schema_path(kind.id)
    top = path.parent.parent
    if folder.is_relative_to(top):
        return "../" * len(folder.relative_to(top).parts) + str(path.relative_to(top))
    return ""
