"""The commands ``kinds`` and ``roles``; naming a kind of document on the command line."""

from __future__ import annotations

import re
from pathlib import Path

import click

from ..errors import worded
from ..kinds import KINDS, Kind
from ..language import LANGS, Lang
from ..messages import spaced, told
from ..nearest import did_you_mean
from ..resources import templates
from .choices import DOCUMENT_LANG
from .common import JSON, TEMPLATES, reported, say, say_json
from .results import as_data


def named_kind(_context: click.Context, _parameter: click.Parameter, value: str) -> Kind:
    """The kind called ``value``, by its key, its name or words of it alone.

    The nearest is offered where none is called so.
    """
    from ..schemas.field_words import Choices, plain

    wanted = plain(value)
    called = {
        kind.id: {plain(kind.id), *map(plain, kind.names.values())} for kind in KINDS.values()
    }
    whole = [key for key, names in called.items() if wanted in names]
    part = re.compile(rf"\b{re.escape(wanted)}\b")
    parts = [key for key, names in called.items() if any(map(part.search, names))]
    for found in (whole, parts if wanted else []):
        if len(found) == 1:
            return KINDS[found[0]]
    offer = spaced(did_you_mean(value, KINDS))
    titles: dict[str, dict[str, str]] = {
        lang: {kind.id: kind.names[lang] for kind in KINDS.values()} for lang in LANGS
    }
    raise click.BadParameter(
        told(
            "there is no kind '{value}'.{offer} Known: {kinds}.",
            value=value,
            offer=offer,
            kinds=Choices(KINDS, titles),
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
