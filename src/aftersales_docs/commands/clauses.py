"""The commands on the library of clauses: list, show, diff."""

from __future__ import annotations

from pathlib import Path

import click

from ..errors import DataError, Place, Problem, worded
from ..kinds import KINDS, Kind
from ..language import LANGS, Lang
from ..messages import spaced, told
from ..nearest import did_you_mean
from ..resources import templates
from .common import TEMPLATES, reported, say
from .kinds import named_kind


@click.group()
def clauses() -> None:
    """Look into the library of clauses: list, show, diff."""


_LANG = click.option("--lang", type=click.Choice(LANGS), default="de", show_default=True)


@clauses.command("list")
@click.argument("kind", callback=named_kind)
@_LANG
@TEMPLATES
def list_clauses(kind: Kind, lang: Lang, own_templates: Path | None) -> None:
    """List the clauses of KIND: identifier, version, first words."""
    from ..texts.versions import library

    with reported():
        for clause in library(templates(own_templates), kind.id, lang).values():
            words = clause.text.splitlines()[-1] if clause.text else ""
            say(f"{clause.id:<28}{clause.version:>4}  {words[:60]}")


@clauses.command("show")
@click.argument("kind", callback=named_kind)
@click.argument("clause")
@_LANG
@TEMPLATES
def show_clause(kind: Kind, clause: str, lang: Lang, own_templates: Path | None) -> None:
    """Show every version of a CLAUSE of KIND, the newest last."""
    from ..texts.versions import history, library

    with reported():
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
@TEMPLATES
def diff_clauses(file: Path, own_templates: Path | None) -> None:
    """Show which clauses of a finished FILE (Word or PDF) read differently today."""
    from ..embedding.manifest import read_manifest
    from ..texts.versions import changes

    with reported():
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
