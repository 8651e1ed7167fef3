"""The commands ``kinds`` and ``roles``; naming a kind of document on the command line."""

from __future__ import annotations

from pathlib import Path

import click

from ..errors import worded
from ..kinds import KINDS, Kind
from ..language import LANGS, Lang
from ..messages import spaced, told
from ..nearest import did_you_mean
from ..resources import templates
from .common import TEMPLATES, reported, say


def named_kind(_context: click.Context, _parameter: click.Parameter, value: str) -> Kind:
    """The kind called ``value``; the nearest is offered where there is none."""
    if value in KINDS:
        return KINDS[value]
    offer = spaced(did_you_mean(value, KINDS))
    raise click.BadParameter(
        told(
            "there is no kind '{value}'.{offer} Known: {kinds}.",
            value=value,
            offer=offer,
            kinds=", ".join(KINDS),
        )
    )


@click.command()
def kinds() -> None:
    """List the kinds of document, with their languages and laws."""
    for kind in KINDS.values():
        say(
            worded(
                "{id}  languages: {langs}  laws: {laws}",
                id=kind.id,
                langs=", ".join(kind.langs),
                laws=", ".join(kind.laws),
            ),
            *(f"    {lang}  {kind.names[lang]}" for lang in kind.langs),
        )


@click.command()
@click.option("--lang", type=click.Choice(LANGS), help="Titles in this language only.")
@TEMPLATES
def roles(lang: Lang | None, own_templates: Path | None) -> None:
    """List the role catalogue: keys and titles."""
    from ..texts.catalogue import roles as catalogue_roles

    with reported():
        for key, role in catalogue_roles(templates(own_templates)).items():
            titles = [role.title[lang]] if lang else [role.title[code] for code in LANGS]
            click.echo(f"{key.replace('_', '-'):<26}{' · '.join(titles)}")
