"""The commands on the catalogue of wordings: what a key says, and what a role chooses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from ..language import LANGS, Lang
from ..law import LAWS, LawCode
from ..messages import told
from ..nearest import did_you_mean
from ..resources import Templates, templates
from .choices import DOCUMENT_LANG, DOCUMENT_LAW
from .common import JSON, TEMPLATES, reported, say, say_json
from .completion import catalogue_names
from .results import as_data

_LANG = click.option("--lang", type=DOCUMENT_LANG, help="In this language only.")
_LAW = click.option("--law", type=DOCUMENT_LAW, help="Under this law only.")


@click.group()
def catalogue() -> None:
    """Look into the catalogue of duties, rights, knowledge …: list, show."""


@catalogue.command("list")
@click.option("--role", metavar="ROLE", help="Only what this role chooses.")
@JSON
@TEMPLATES
def list_entries(role: str | None, as_json: bool, own_templates: Path | None) -> None:
    """List the keys of each section; 'catalogue show KEY' tells the wording."""
    with reported(as_json):
        own = templates(own_templates)
        found = _sections(own, _role_key(own, role) if role else None)
    if as_json:
        entries = [{"section": name, "key": key} for name, keys in found.items() for key in keys]
        say_json(as_data(entries=entries))
        return
    for name, keys in found.items():
        say(name, *(f"    {key}" for key in keys))


@catalogue.command("show")
@click.argument("key", shell_complete=catalogue_names)
@_LANG
@_LAW
@JSON
@TEMPLATES
def show_entry(
    key: str, lang: Lang | None, law: LawCode | None, as_json: bool, own_templates: Path | None
) -> None:
    """Show the whole wording of KEY, or of all that a role chooses if KEY is a role."""
    langs, laws = (lang,) if lang else LANGS, (law,) if law else LAWS
    with reported(as_json):
        own = templates(own_templates)
        wanted = _wanted(own, key)
        found: list[dict[str, Any]] = [
            {"section": name, "key": one, "texts": _texts(own, name, one, langs, laws)}
            for name, keys in wanted.items()
            for one in keys
        ]
    if as_json:
        say_json(as_data(entries=found))
        return
    for entry in found:
        if entry["texts"]:
            say(f"{entry['key']}  ({entry['section']})", *_lines(entry["texts"]))


def _sections(own: Templates, role: str | None) -> Mapping[str, tuple[str, ...]]:
    """The keys of each section that a role may choose from, or does choose."""
    from ..kinds.job_description.sections import SECTIONS
    from ..texts import catalogue as wordings

    if role is not None:
        chosen = wordings.sound(wordings.roles(own)[role], own).choice
        return {field: chosen[section] for field, section in SECTIONS.items()}
    return {field: tuple(wordings.section(own, name)) for field, name in SECTIONS.items()}


def _role_key(own: Templates, said: str) -> str:
    """The role that is called ``said``, by key or title.

    Raises:
        click.BadParameter: there is none, or there are several.

    """
    from ..texts.role_names import role_called

    found, offer = role_called(own, said)
    if found is None:
        raise click.BadParameter(
            told("there is no role '{role}'. {offer}", role=said, offer=offer), param_hint="--role"
        )
    return found


def _wanted(own: Templates, said: str) -> Mapping[str, tuple[str, ...]]:
    """The entries meant by ``said``: a key of any section, else all that a role chooses.

    Raises:
        click.BadParameter: neither is there.

    """
    from ..kinds.job_description.sections import canonical
    from ..texts.role_names import role_called

    sections = _sections(own, None)
    key = canonical(said)
    if found := {name: (key,) for name, keys in sections.items() if key in keys}:
        return found
    role, _offer = role_called(own, said)
    if role is not None:
        return _sections(own, role)
    known = [one for keys in sections.values() for one in keys]
    offer = did_you_mean(key, known) or told("'aftersales-docs catalogue list' lists them.")
    raise click.BadParameter(
        told("the catalogue has no entry '{key}'. {offer}", key=said, offer=offer),
        param_hint=told("KEY"),
    )


def _texts(
    own: Templates, field: str, key: str, langs: tuple[Lang, ...], laws: tuple[LawCode, ...]
) -> list[dict[str, Any]]:
    """The wording of a key in each language under each law, once where laws share it."""
    from ..kinds.job_description.plain_wording import whole_wording
    from ..kinds.job_description.sections import SECTIONS
    from ..texts import catalogue as wordings

    wording = wordings.section(own, SECTIONS[field])[key]
    texts: list[dict[str, Any]] = []
    for lang in langs:
        by_text: dict[str, list[str]] = {}
        for law in laws:
            if law in wording.laws:
                by_text.setdefault(whole_wording(wording, lang, law), []).append(law)
        texts += [{"lang": lang, "laws": under, "text": text} for text, under in by_text.items()]
    return texts


def _lines(texts: list[dict[str, Any]]) -> Iterator[str]:
    for one in texts:
        laws = "" if len(one["laws"]) == len(LAWS) else f" ({', '.join(one['laws'])})"
        yield f"    {one['lang']}{laws}  {one['text']}"
