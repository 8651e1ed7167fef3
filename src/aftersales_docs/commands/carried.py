"""``inspect`` and ``extract``: what is inside a finished file."""

from __future__ import annotations

import re
import shlex
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from ..embedding.manifest import read_inputs, read_manifest
from ..errors import DataError, Place, Problem, Severity, sentences, worded
from ..kinds import KINDS
from ..messages import current, said, told
from ..output import write_files
from ..provenance import marks
from ..schemas.named_files import files_named
from ..schemas.source import parse_source
from .common import FORCE, TEMPLATES, report, reported, say, say_json

_FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
_CODE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_SHOWN = 60  # Characters of a value in the summary.
_NO_DATA = Problem(
    "no-data",
    "the file carries no input: it was left out, or the program that made it was older.",
    "Render it with --with-data, or keep the input file.",
)


@click.command()
@_FILE
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
@TEMPLATES
def inspect(file: Path, as_json: bool, own_templates: Path | None) -> None:
    """Show what is inside a finished FILE (Word or PDF): its origin and its input."""
    with reported():
        content = file.read_bytes()
        manifest = read_manifest(content, str(file))
        inputs = {
            name: parse_source(f"{file}: {name}", data).data
            for name, data in read_inputs(content).items()
        }
        same = marks(manifest, own_templates)
        if as_json:
            told = {"manifest": manifest, "same_as_here": same, "inputs": inputs}
            say_json(told)
        else:
            say(*_told(manifest, same), *_summary(inputs))


def _told(manifest: Mapping[str, Any], same: Mapping[str, bool | None]) -> Iterator[str]:
    """The manifest in words, a line a fact."""
    kind = str(manifest.get("kind"))
    name = KINDS[kind].names[current()] if kind in KINDS else kind
    clauses = manifest["clauses"]
    versions = ", ".join(f"{name} {version}" for name, version in clauses.items())
    facts = {
        worded("kind"): worded(
            "{kind} ({name}), language {lang}, law {law}",
            kind=kind,
            name=name,
            lang=_one(manifest, "lang"),
            law=_one(manifest, "law"),
        ),
        worded("title"): _one(manifest, "title"),
        worded("date"): _one(manifest, "issued"),
        worded("program"): f"aftersales-docs {said(_one(manifest, 'program'))}",
        worded("schema"): sentences(_one(manifest, "schema"), _compared(same["schema"])),
        worded("templates"): sentences(_one(manifest, "templates"), _compared(same["templates"])),
        worded("accepted warnings"): _listed(manifest, "accepted_warnings"),
        worded("to sign"): _listed(manifest, "signature_fields"),
        worded("data"): _listed(manifest, "data"),
        worded("clauses"): f"{len(clauses)}: {versions}",
    }
    width = max(len(said(label)) for label in facts) + 2
    for label, value in facts.items():
        yield f"{said(label):<{width}}{said(value)}"


def _one(manifest: Mapping[str, Any], key: str) -> str:
    value = manifest.get(key)
    return worded("not told") if value is None else str(value)


def _listed(manifest: Mapping[str, Any], key: str) -> str:
    values = manifest.get(key)
    if not isinstance(values, list):
        return worded("not told")
    return ", ".join(map(str, values)) or worded("none")


def _compared(same: bool | None) -> str:
    if same is None:
        return ""
    return worded("(as here)") if same else worded("(other than here)")


def _summary(inputs: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """The fields of each input, a line each."""
    for name, data in inputs.items():
        yield ""
        yield f"{name}:"
        for key, value in data.items():
            yield f"  {key}: {_cut(value)}"


def _cut(value: Any) -> str:
    match value:
        case dict():
            text = ", ".join(map(str, value))
        case list():
            text = told("{count} {count:entry|entries}", count=len(value))
        case _:
            text = " ".join(str(getattr(value, "source_text", value)).split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


@click.command()
@_FILE
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path(),
    help="The folder for the input files [the current one].",
)
@FORCE
def extract(file: Path, output: Path, force: bool) -> None:
    """Extract the input files inside a finished FILE (Word or PDF)."""
    with reported():
        content = file.read_bytes()
        manifest = read_manifest(content, str(file))
        inputs = read_inputs(content)
        if not inputs:
            raise DataError(
                Problem(_NO_DATA.code, _NO_DATA.message, _NO_DATA.cure, place=Place(str(file)))
            )
        paths = {output / name: data for name, data in inputs.items()}
        write_files(paths, force=force)
        for name, data in inputs.items():
            report(list(_named_files(f"{file}: {name}", data, inputs)))
        say(*map(str, paths))
        say(
            worded("# the same document again: {again}", again=_again(manifest, next(iter(paths))))
        )


def _named_files(name: str, content: bytes, inputs: Collection[str]) -> Iterator[Problem]:
    """Warnings of other files that an extracted input would have read when it is rendered.

    What this program puts inside names no texts: the facts of a house file and the names of a
    list of staff stand in it. Logos and enclosures are named there, and lie beside the original.
    """
    try:
        data = parse_source(name, content).data
    except DataError:  # It is given back as it is; rendering tells what is wrong with it.
        return
    for field, value in files_named(data):
        if value not in inputs:
            yield Problem(
                "names-files",
                worded(
                    "the input names another file, '{value}', which would come into a document "
                    "made from it.",
                    value=value[:80],
                ),
                "Look at that file before you render, or take the line out.",
                field,
                Place(name),
                Severity.WARNING,
            )


def _again(manifest: Mapping[str, Any], first: Path) -> str:
    """The command that makes the file again from its first input."""
    path = f"./{first}" if str(first).startswith("-") else str(first)
    words = ["aftersales-docs", "render", path, "--with-data"]
    accepted = manifest.get("accepted_warnings")
    for code in accepted if isinstance(accepted, list) else ():
        if _CODE.fullmatch(str(code)):  # Anything else, an option say, is none of ours.
            words += ["--accept-warning", str(code)]
    return shlex.join(words)
