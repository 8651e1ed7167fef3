"""The commands ``kinds`` and ``roles``; naming a kind of document on the command line."""

from __future__ import annotations

from pathlib import Path

import click

from ..errors import worded
from ..kinds import KINDS, Kind
from ..language import LANGS, Lang
from ..messages import spaced, told
from ..nearest import offered
from ..resources import templates
from .choices import DOCUMENT_LANG
from .common import JSON, TEMPLATES, reported, say, say_json
from .results import as_data


def named_kind(_context: click.Context, _parameter: click.Parameter, value: str) -> Kind:
    """The kind called ``value``, by its key or its name; the nearest is offered where none is."""
    from ..kinds.called import kind_called, kind_like, titled  # It reads the words of fields.

    if kind := kind_called(value):
        return kind
    like = kind_like(value)
    offer = spaced(offered(titled(like))) if like else ""
    raise click.BadParameter(
        told(
            "there is no kind '{value}'.{offer} Known: {kinds}.",
            value=value,
            offer=offer,
            kinds=titled(),
        )
    )


@click.command()
@JSON
def kinds(as_json: bool) -> None:
    """List the kinds of document, with their languages and laws."""
    if as_json:
        say_json(as_data(kinds=[_kind_as_data(kind) for kind in KINDS.values()]))
        return
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
@click.option("--lang", type=DOCUMENT_LANG, help="Titles in this language only.")
@JSON
@TEMPLATES
def roles(lang: Lang | None, as_json: bool, own_templates: Path | None) -> None:
    """List the role catalogue: keys and titles."""
    from ..texts.catalogue import roles as catalogue_roles

    langs = (lang,) if lang else LANGS
    with reported(as_json):
        found = {
            key.replace("_", "-"): {code: role.title[code] for code in langs}
            for key, role in catalogue_roles(templates(own_templates)).items()
        }
    if as_json:
        say_json(as_data(roles=[{"role": key, "titles": one} for key, one in found.items()]))
        return
    for key, titles in found.items():
        say(f"{key:<26}{' · '.join(titles.values())}")


def _kind_as_data(kind: Kind) -> dict[str, object]:
    return {
        "kind": kind.id,
        "names": {lang: kind.names[lang] for lang in kind.langs},
        "langs": list(kind.langs),
        "laws": list(kind.laws),
    }
