"""``inspect`` and ``extract``: what is inside a finished file."""

from __future__ import annotations

import re
import shlex
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from ..embedding.manifest import read_inputs, read_manifest
from ..errors import DataError, Place, Problem, Severity, worded
from ..kinds import KINDS
from ..output import write_files
from ..provenance import marks
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
    """Tell what is inside a finished FILE (Word or PDF): what it was made from, its input."""
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
    name = KINDS[kind].names["en"] if kind in KINDS else kind
    lang, law = _one(manifest, "lang"), _one(manifest, "law")
    yield f"kind        {kind} ({name}), language {lang}, law {law}"
    yield f"title       {_one(manifest, 'title')}"
    yield f"date        {_one(manifest, 'issued')}"
    yield f"program     aftersales-docs {_one(manifest, 'program')}"
    yield f"schema      {_one(manifest, 'schema')}{_compared(same['schema'])}"
    yield f"templates   {_one(manifest, 'templates')}{_compared(same['templates'])}"
    yield f"warnings    {_listed(manifest, 'accepted_warnings')} accepted"
    yield f"to sign     {_listed(manifest, 'signature_fields')}"
    yield f"data        {_listed(manifest, 'data')}"
    clauses = manifest["clauses"]
    versions = ", ".join(f"{name} {version}" for name, version in clauses.items())
    yield f"clauses     {len(clauses)}: {versions}"


def _one(manifest: Mapping[str, Any], key: str) -> str:
    value = manifest.get(key)
    return "not told" if value is None else str(value)


def _listed(manifest: Mapping[str, Any], key: str) -> str:
    values = manifest.get(key)
    if not isinstance(values, list):
        return "not told"
    return ", ".join(map(str, values)) or "none"


def _compared(same: bool | None) -> str:
    return {None: "", True: " (as here)", False: " (other than here)"}[same]


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
            said = ", ".join(map(str, value))
        case list():
            said = f"{len(value)} entries"
        case _:
            said = " ".join(str(getattr(value, "source_text", value)).split())
    return said if len(said) <= _SHOWN else f"{said[:_SHOWN]}…"


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
    """Give back the input files inside a finished FILE (Word or PDF)."""
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
        say(f"# the same document again: {_again(manifest, next(iter(paths)))}")


def _named_files(name: str, content: bytes, inputs: Collection[str]) -> Iterator[Problem]:
    """Warnings of other files that an extracted input would have read when it is rendered.

    What this program puts inside names none: the facts of a house file stand in it.
    """
    try:
        data = parse_source(name, content).data
    except DataError:  # It is given back as it is; rendering tells what is wrong with it.
        return
    second = data.get("bilingual")
    wanted = {"house": data.get("house")}
    wanted["bilingual.file"] = second.get("file") if isinstance(second, dict) else None
    for field, value in wanted.items():
        if value is not None and value not in inputs:
            yield Problem(
                "names-files",
                worded(
                    (
                        "the input names another file, '{value}', whose words would come into "
                        "a document made from it."
                    ),
                    value=str(value)[:80],
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
