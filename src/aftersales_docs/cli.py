"""The command line: parse arguments, call, print."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

import click

from .commands.carried import extract, inspect
from .commands.common import FORCE, TEMPLATES, report, reported
from .commands.compare import compare
from .commands.kinds import named_kind
from .commands.law import law as law_command
from .commands.sign import sign
from .commands.templates import templates as templates_command
from .commands.verify import verify
from .errors import AftersalesError, DataError, OutputError, Place, Problem, Severity
from .kinds import KINDS, Kind
from .language import LANGS, Lang
from .law import LAWS, LawCode
from .nearest import nearest
from .output import write_files
from .pipeline import (
    FORMATS,
    Format,
    Input,
    compose,
    insert_into,
    inside,
    load,
    problems_of,
    remarks,
    write,
)
from .resources import templates

_STANDARD_STREAM = "-"


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="aftersales-docs")
def main() -> None:
    """Finished after-sales documents in Word and PDF from validated data."""


@main.command()
def kinds() -> None:
    """List the kinds of document, with their languages and laws."""
    for kind in KINDS.values():
        click.echo(f"{kind.id}  languages: {', '.join(kind.langs)}  laws: {', '.join(kind.laws)}")
        for lang in kind.langs:
            click.echo(f"    {lang}  {kind.names[lang]}")


@main.command()
@click.option("--lang", type=click.Choice(LANGS), help="Titles in this language only.")
@TEMPLATES
def roles(lang: Lang | None, own_templates: Path | None) -> None:
    """List the role catalogue: keys and titles."""
    from .clauses.catalogue import roles as catalogue_roles

    with reported():
        for key, role in catalogue_roles(templates(own_templates)).items():
            titles = [role.title[lang]] if lang else [role.title[code] for code in LANGS]
            click.echo(f"{key.replace('_', '-'):<26}{' · '.join(titles)}")


@main.command()
@click.argument("kind", callback=named_kind)
@click.option("--role", help="A role of the catalogue (see 'roles').")
@click.option("--lang", type=click.Choice(LANGS), default="de", show_default=True)
@click.option("--law", type=click.Choice(LAWS), default="de", show_default=True)
@click.option(
    "-o", "--output", default=_STANDARD_STREAM, help="The file to write [standard output]."
)
@FORCE
@TEMPLATES
def new(  # noqa: PLR0913, PLR0917 (one parameter an option)
    kind: Kind,
    role: str | None,
    lang: Lang,
    law: LawCode,
    output: str,
    force: bool,
    own_templates: Path | None,
) -> None:
    """Write a starter file for KIND, every field explained in the chosen language."""
    from .clauses.catalogue import roles as catalogue_roles
    from .clauses.job_description import canonical
    from .starter import Starter

    own = templates(own_templates)
    key = canonical(role) if role else None
    with reported():
        known = catalogue_roles(own)
        if key is not None and key not in known:
            _unknown_role(str(role), nearest(key, known))
        if key is None and kind.from_role:
            raise click.UsageError("This kind needs --role; 'aftersales-docs roles' lists them.")
        to_stdout = output == _STANDARD_STREAM
        file = f"{kind.id}.yaml" if to_stdout else output
        chosen = known[key] if key else None
        text = Starter(kind, lang, law, chosen, own, file, _schema_link(kind, output)).text()
        if to_stdout:
            click.echo(text, nl=False)
        else:
            write_files({Path(output): text.encode()}, force=force)
            click.echo(output)


def _unknown_role(role: str, near: str | None) -> NoReturn:
    offer = f" Did you mean '{near.replace('_', '-')}'?" if near else ""
    raise click.BadParameter(
        f"there is no role '{role}'.{offer} 'aftersales-docs roles' lists them.",
        param_hint="--role",
    )


def _schema_link(kind: Kind, output: str) -> str:
    """How the file at ``output`` names its schema: a relative path where one leads there."""
    from .resources import schema_path

    path = schema_path(kind.id)
    if output == _STANDARD_STREAM:
        return path.as_uri()
    folder = Path(output).resolve().parent
    top = path.parent.parent
    if folder.is_relative_to(top):
        return "../" * len(folder.relative_to(top).parts) + str(path.relative_to(top))
    return path.as_uri()


def _loaded(files: Sequence[str], use: Callable[[str, Input], Any]) -> bool:
    """Load each file and use it; what is wrong with one does not stop the others."""
    failed = False
    for file in files:
        try:
            use(file, load(file))
        except AftersalesError as error:
            report(error.problems)
            failed = True
    return failed


_DATA = click.option(
    "--with-data/--no-data", "with_data", default=None,
    help="Whether the finished file carries its input [as the kind of document has it].",
)  # fmt: skip


@main.command()
@click.argument("files", nargs=-1, required=True)
@TEMPLATES
def check(files: tuple[str, ...], own_templates: Path | None) -> None:
    """Check input FILES ('-' is standard input) and tell all errors at once."""
    failed = False
    for file in files:
        try:
            problems = problems_of(file, own_templates)
        except AftersalesError as error:
            problems = list(error.problems)
        report(problems)
        if any(problem.severity is Severity.ERROR for problem in problems):
            failed = True
        else:
            click.echo(f"{file}: all is well")
    sys.exit(1 if failed else 0)


def _targets(
    files: Sequence[str], folder: Path, formats: Sequence[Format]
) -> dict[str, list[Path]]:
    """The files that each input becomes.

    Raises:
        OutputError: two inputs would become the same file.

    """
    targets: dict[str, list[Path]] = {}
    taken: dict[str, str] = {}
    for file in files:
        stem = "document" if file == _STANDARD_STREAM else Path(file).stem
        if stem in taken:
            raise OutputError(
                Problem(
                    "same-output",
                    f"'{file}' and '{taken[stem]}' would both become {stem}.",
                    "Rename one, or render them into different folders.",
                    place=Place(file),
                )
            )
        taken[stem] = file
        targets[file] = [folder / f"{stem}.{format_}" for format_ in formats]
    return targets


def _check_accepted(files: Sequence[str], accepted: Sequence[str]) -> None:
    """Refuse to accept a warning that none of the files gives: it would be a slip."""
    if not accepted or _STANDARD_STREAM in files:
        return
    given: set[str] = set()
    for file in files:
        # What is wrong with a file is told when it is rendered.
        with contextlib.suppress(AftersalesError):
            given |= {one.code for one in remarks(load(file))}
    for code in accepted:
        if code not in given:
            near = nearest(code, given)
            offer = f" Did you mean '{near}'?" if near else ""
            raise click.BadParameter(
                f"no file gives the warning '{code}'.{offer}", param_hint="--accept-warning"
            )


@main.command()
@click.argument("files", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path(),
    help="The folder for the results [the current one].",
)
@click.option(
    "-f", "--format", "formats", multiple=True, type=click.Choice(FORMATS),
    help="One format only [both].",
)  # fmt: skip
@click.option(
    "--accept-warning", "accepted", multiple=True, metavar="CODE",
    help="Take a warning upon yourself; the file's properties record it.",
)  # fmt: skip
@_DATA
@FORCE
@TEMPLATES
def render(  # noqa: PLR0913, PLR0917 (one parameter an option)
    files: tuple[str, ...],
    output: Path,
    formats: tuple[Format, ...],
    accepted: tuple[str, ...],
    with_data: bool | None,
    force: bool,
    own_templates: Path | None,
) -> None:
    """Render input FILES ('-' is standard input) as Word and PDF."""
    wanted = tuple(dict.fromkeys(formats)) or FORMATS
    with reported():
        targets = _targets(files, output, wanted)
    _check_accepted(files, accepted)

    def use(file: str, data: Input) -> None:
        document = compose(data, own_templates, accepted=accepted)
        found = remarks(data, document)
        warnings = [one for one in found if one.severity is Severity.WARNING]
        report([one for one in warnings if one.code not in accepted])
        results = {
            path: write(
                document, format_, own_templates=own_templates, data=data, with_data=with_data
            )
            for path, format_ in zip(targets[file], wanted, strict=True)
        }
        write_files(results, force=force)
        click.echo("\n".join(str(path) for path in results))

    if _loaded(files, use):
        sys.exit(1)


@main.command()
@click.argument("section", type=click.Path(exists=True, dir_okay=False))
@click.argument("host", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help="The contract with the section in it.",
)
@click.option(
    "--marker", metavar="TEXT", help="The paragraph that holds nothing but TEXT is replaced."
)
@click.option(
    "--after-heading",
    metavar="TEXT",
    help="The section goes after the one that the heading TEXT begins.",
)
@_DATA
@FORCE
@TEMPLATES
def insert(  # noqa: PLR0913, PLR0917 (one parameter an option)
    section: str,
    host: Path,
    output: Path,
    marker: str | None,
    after_heading: str | None,
    with_data: bool | None,
    force: bool,
    own_templates: Path | None,
) -> None:
    """Put a warranty SECTION into HOST, a .docx contract of your own, in its looks."""
    from .word.insertion import AfterHeading, Marker

    if bool(marker) == bool(after_heading):
        raise click.UsageError("Say where: either --marker or --after-heading.")
    place = Marker(marker) if marker else AfterHeading(str(after_heading))
    with reported():
        data = load(section)
        if not data.kind.insertable:
            fitting = ", ".join(kind.id for kind in KINDS.values() if kind.insertable)
            raise click.UsageError(f"A {data.kind.id} can't be inserted; give a {fitting}.")
        document = compose(data, own_templates)
        found = remarks(data, document)
        report([one for one in found if one.severity is Severity.WARNING])
        held = inside(document, own_templates, data, with_data)
        done = insert_into(host.read_bytes(), document, place, held)
        report(done.warnings)
        write_files({output: done.content}, force=force)
        click.echo(f"{output}" + (f": section {done.number}" if done.number else ""))


@main.command()
@click.argument("kind", callback=named_kind)
def schema(kind: Kind) -> None:
    """Print the JSON Schema of KIND."""
    from .schemas.export import schema_text

    click.echo(schema_text(kind.model, kind.id), nl=False)


@main.group()
def clauses() -> None:
    """Look into the library of clauses: list, show, diff."""


_LANG = click.option("--lang", type=click.Choice(LANGS), default="de", show_default=True)


@clauses.command("list")
@click.argument("kind", callback=named_kind)
@_LANG
@TEMPLATES
def list_clauses(kind: Kind, lang: Lang, own_templates: Path | None) -> None:
    """List the clauses of KIND: identifier, version, first words."""
    from .clauses.versions import library

    with reported():
        for clause in library(templates(own_templates), kind.id, lang).values():
            words = clause.text.splitlines()[-1] if clause.text else ""
            click.echo(f"{clause.id:<28}{clause.version:>4}  {words[:60]}")


@clauses.command("show")
@click.argument("kind", callback=named_kind)
@click.argument("clause")
@_LANG
@TEMPLATES
def show_clause(kind: Kind, clause: str, lang: Lang, own_templates: Path | None) -> None:
    """Show every version of a CLAUSE of KIND, the newest last."""
    from .clauses.versions import history, library

    with reported():
        own = templates(own_templates)
        now = library(own, kind.id, lang)
        known = history(own, kind.id, lang).get(clause, ())
        if clause not in now and not known:
            near = nearest(clause, now)
            offer = f" Did you mean '{near}'?" if near else ""
            raise click.BadParameter(f"{kind.id} has no clause '{clause}'.{offer}")
        for number, text in enumerate(known, start=1):
            click.echo(f"--- version {number}\n{text}")
        if clause not in now:
            click.echo("--- today: left out")
        elif now[clause].version != str(len(known)):
            click.echo(f"--- today: {now[clause].version}\n{now[clause].text}")


@clauses.command("diff")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@TEMPLATES
def diff_clauses(file: Path, own_templates: Path | None) -> None:
    """Tell which clauses of a finished FILE (Word or PDF) read otherwise today."""
    from .clauses.versions import changes
    from .manifest import read_manifest

    with reported():
        manifest = read_manifest(file.read_bytes(), str(file))
        kind, lang = manifest.get("kind"), manifest.get("lang")
        if kind not in list(KINDS) or lang not in LANGS:
            raise DataError(
                Problem(
                    "unknown-kind",
                    f"the file is of a kind that is not known here: {kind} in {lang}.",
                    "Ask the program that made it, or a newer one.",
                    place=Place(str(file)),
                )
            )
        held = {str(name): str(version) for name, version in manifest["clauses"].items()}
        found = list(changes(templates(own_templates), str(kind), lang, held))
        for change in found:
            click.echo("\n".join(change.lines()))
        click.echo(
            f"{file}: {len(found)} of {len(manifest['clauses'])} clauses read otherwise today"
        )


for _command in (inspect, extract, compare, sign, law_command, verify, templates_command):
    main.add_command(_command)


if __name__ == "__main__":
    main()
