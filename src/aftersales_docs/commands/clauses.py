"""The commands on the library of clauses: list, show, diff."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import click

from ..errors import DataError, Place, Problem, worded
from ..kinds import KINDS, Kind
from ..language import LANGS, Lang
from ..messages import spaced, told
from ..nearest import did_you_mean
from ..resources import templates
from .choices import LANG_OF_READER
from .common import JSON, TEMPLATES, reported, say, say_json
from .completion import kinds
from .kinds import named_kind
from .results import as_data


@click.group()
def clauses() -> None:
    """Look into the library of clauses: list, show, diff."""


# Alternatives, conditions, what is filled in, references, terms with their keys, emphasis.
_READ: Final = (
    (re.compile(r"\{%\s*(?:else|elif\b.*?)\s*%\}"), " / "),
    (re.compile(r"\{%.*?%\}"), ""),
    (re.compile(r"\{\{.*?\}\}|\[\[.*?\]\]"), "…"),
    (re.compile(r"\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"\*\*"), ""),
)
_WIDTH: Final = 60


@clauses.command("list")
@click.argument("kind", callback=named_kind, shell_complete=kinds)
@LANG_OF_READER
@JSON
@TEMPLATES
def list_clauses(kind: Kind, lang: Lang, as_json: bool, own_templates: Path | None) -> None:
    """List the clauses of KIND: identifier, version, first words."""
    from ..texts.versions import library

    with reported(as_json):
        found = list(library(templates(own_templates), kind.id, lang).values())
    if as_json:
        told = [{"clause": one.id, "version": one.version, "text": one.text} for one in found]
        say_json(as_data(clauses=told))
        return
    for clause in found:
        say(f"{clause.id:<28}{clause.version:>4}  {_first_words(clause.text)}")


def _first_words(text: str) -> str:
    """What a clause begins with, as it is read: what is filled in by dots, no conditions."""
    words = text.splitlines()[-1] if text else ""
    for pattern, shown in _READ:
        words = pattern.sub(shown, words)
    return " ".join(words.split())[:_WIDTH]


@clauses.command("show")
@click.argument("kind", callback=named_kind, shell_complete=kinds)
@click.argument("clause")
@LANG_OF_READER
@JSON
@TEMPLATES
def show_clause(
    kind: Kind, clause: str, lang: Lang, as_json: bool, own_templates: Path | None
) -> None:
    """Show every version of a CLAUSE of KIND, the newest last."""
    from ..texts.versions import history, library

    with reported(as_json):
        own = templates(own_templates)
        now = library(own, kind.id, lang)
        known = history(own, kind.id, lang).get(clause, ())
        if clause not in now and not known:
            offer = spaced(did_you_mean(clause, now))
            raise click.BadParameter(
                told(
                    "{id} has no clause '{clause}'.{offer}", id=kind.id, clause=clause, offer=offer
                )
            )
        if as_json:
            today = now[clause].version if clause in now else None
            say_json(as_data(clause=clause, versions=list(known), today=today))
            return
        for number, text in enumerate(known, start=1):
            say(worded("--- version {version}", version=number), *text.splitlines())
        if clause not in now:
            say(worded("--- today: left out"))
        elif now[clause].version != str(len(known)):
            say(
                worded("--- today: {version}", version=now[clause].version),
                *now[clause].text.splitlines(),
            )


@clauses.command("diff")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@JSON
@TEMPLATES
def diff_clauses(file: Path, as_json: bool, own_templates: Path | None) -> None:
    """Show which clauses of a finished FILE (Word or PDF) read differently today."""
    from ..embedding.manifest import read_manifest
    from ..texts.versions import changes

    with reported(as_json):
        manifest = read_manifest(file.read_bytes(), str(file))
        kind, lang = manifest.get("kind"), manifest.get("lang")
        if kind not in list(KINDS) or lang not in LANGS:
            raise DataError(
                Problem(
                    "unknown-kind",
                    worded(
                        "the file is of a kind that is not known here: {kind} in {lang}.",
                        kind=kind,
                        lang=lang,
                    ),
                    "Ask the program that made it, or a newer one.",
                    place=Place(str(file)),
                )
            )
        held = {str(name): str(version) for name, version in manifest["clauses"].items()}
        found = list(changes(templates(own_templates), str(kind), lang, held))
        if as_json:
            told = [{"clause": one.id, "lines": list(one.lines())} for one in found]
            say_json(as_data(file=str(file), clauses=len(held), changes=told))
            return
        for change in found:
            say(*change.lines())
        say(
            worded(
                "{file}: {count} of {all} clauses read otherwise today",
                file=file,
                count=len(found),
                all=len(manifest["clauses"]),
            )
        )
