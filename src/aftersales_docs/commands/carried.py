"""The command ``extract``: the input inside a finished file."""

from __future__ import annotations

import re
import shlex
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from ..embedding.manifest import read_inputs, read_manifest
from ..errors import DataError, Place, Problem, Severity, worded
from ..loading import read_by_name
from ..output import write_files
from ..schemas.named_files import files_named
from .common import FORCE, JSON, report, reported, say, say_json
from .outputs import folder_for_results
from .results import as_data

_FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
_CODE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_NO_DATA = Problem(
    "no-data",
    "the file carries no input: it was left out, or the program that made it was older.",
    "Render it with --with-data, or keep the input file.",
)


@click.command()
@_FILE
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path(),
    callback=folder_for_results,
    help="The folder for the input files [the current one].",
)
@FORCE
@JSON
def extract(file: Path, output: Path, force: bool, as_json: bool) -> None:
    """Extract the input files inside a finished FILE (Word or PDF)."""
    with reported(as_json):
        content = file.read_bytes()
        manifest = read_manifest(content, str(file))
        inputs = read_inputs(content)
        if not inputs:
            raise DataError(
                Problem(_NO_DATA.code, _NO_DATA.message, _NO_DATA.cure, place=Place(str(file)))
            )
        paths = {output / name: data for name, data in inputs.items()}
        write_files(paths, force=force)
        found = [
            one
            for name, data in inputs.items()
            for one in _named_files(f"{file}: {name}", data, inputs)
        ]
        again = _again(manifest, next(iter(paths)))
        if as_json:
            say_json(as_data(found, paths, again=again))
            return
        report(found)
        say(*map(str, paths))
        say(worded("# the same document again: {again}", again=again))


def _named_files(name: str, content: bytes, inputs: Collection[str]) -> Iterator[Problem]:
    """Warnings of other files that an extracted input would have read when it is rendered.

    What this program puts inside names no texts: the facts of a house file and the names of a
    list of staff stand in it. Logos and enclosures are named there, and lie beside the original.
    """
    try:
        data = read_by_name(name, content).data
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
