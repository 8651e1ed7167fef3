"""The command ``inspect``: what finished files are, for whom, and what they were made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from ..embedding.manifest import read_inputs, read_manifest
from ..errors import AftersalesError, Place, Problem
from ..kinds import KINDS
from ..provenance import PARTIES, marks
from ..schemas.source import parse_source
from .common import JSON, TEMPLATES, report, reported, say, say_json
from .inputs import FINISHED, listed
from .reporting import Reporter
from .results import as_data

_SHOWN = 60  # Characters of a value in the summary.


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True))
@JSON
@TEMPLATES
def inspect(files: tuple[str, ...], as_json: bool, own_templates: Path | None) -> None:
    """Tell what is inside finished FILES (Word or PDF): what they were made from, their input.

    A folder stands for the Word and PDF files in it; of many files a line each is told.
    """
    with reported(as_json):
        told = Reporter(listed(files, FINISHED), as_json)
    problems: list[Problem] = []
    documents: list[dict[str, Any]] = []
    for file in told.each():
        try:
            document = _document(file, own_templates)
        except AftersalesError as error:
            problems += error.problems
            if not as_json:
                report(error.problems)
            continue
        documents.append(document)
        if as_json:
            continue
        if told.many:
            say(_line(document))
        else:
            manifest, same = document["manifest"], document["same_as_here"]
            say(*_told(document, manifest, same), *_summary(document["inputs"]))
    if as_json:
        say_json(as_data(problems, documents=documents))
    click.get_current_context().exit(1 if problems else 0)


def _document(file: str, own_templates: Path | None) -> dict[str, Any]:
    """What a finished file says of itself.

    Raises:
        DataError: it can't be read, or this program did not make it.

    """
    try:
        content = Path(file).read_bytes()
    except OSError as error:
        told = Problem("unreadable", "the file can't be read.", "Look at its rights.")
        raise AftersalesError(
            Problem(told.code, told.message, told.cure, place=Place(file))
        ) from error
    manifest = read_manifest(content, file)
    inputs = {
        name: parse_source(f"{file}: {name}", data).data
        for name, data in read_inputs(content).items()
    }
    return {
        "file": file,
        "kind": manifest.get("kind"),
        "number": manifest.get("number"),
        "date": manifest.get("issued"),
        "parties": manifest.get("parties") or _parties(inputs),
        "title": manifest.get("title"),
        "manifest": manifest,
        "same_as_here": marks(manifest, own_templates),
        "inputs": inputs,
    }


def _parties(inputs: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Whom the input inside names; a private person stands nowhere else but on the pages."""
    data = next(iter(inputs.values()), {})
    return [name for field in PARTIES if (name := _name(data.get(field)))]


def _name(party: Any) -> str:
    """The name of a company, or of a person with the surname first."""
    if not isinstance(party, Mapping):
        return ""
    person = party.get("person")
    if party.get("name") or not isinstance(person, Mapping):
        return str(party.get("name") or "")
    parts = (person.get(part) for part in ("surname", "given_name", "patronymic"))
    return " ".join(str(part) for part in parts if part)


def _line(document: Mapping[str, Any]) -> str:
    """A finished file in one line, with what a register asks for, parted by tabs."""
    parts = (document["date"], document["number"], _joined(document["parties"]))
    words = ["–" if part is None or part == "" else str(part) for part in parts]
    return "  ".join((str(document["file"]), *words, str(document["title"])))


def _joined(parties: Any) -> str:
    return " · ".join(map(str, parties)) if isinstance(parties, list) else ""


def _told(
    document: Mapping[str, Any], manifest: Mapping[str, Any], same: Mapping[str, bool | None]
) -> Iterator[str]:
    """The manifest in words, a line a fact."""
    kind = str(manifest.get("kind"))
    name = KINDS[kind].names["en"] if kind in KINDS else kind
    lang, law = _one(manifest, "lang"), _one(manifest, "law")
    yield f"kind        {kind} ({name}), language {lang}, law {law}"
    yield f"title       {_one(manifest, 'title')}"
    yield f"number      {_one(manifest, 'number')}"
    yield f"date        {_one(manifest, 'issued')}"
    yield f"parties     {_joined(document['parties']) or 'not told'}"
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
