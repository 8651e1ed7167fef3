"""The command ``inspect``: what finished files are, for whom, and what they were made from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from ..embedding.manifest import read_inputs, read_manifest
from ..errors import AftersalesError, Place, Problem, sentences, worded
from ..kinds import KINDS
from ..messages import current, said, told
from ..messages.choice import ENGLISH
from ..provenance import PARTIES, marks
from ..schemas.by_language import first_language
from ..schemas.source import Source, parse_source
from .common import JSON, TEMPLATES, report, reported, say, say_json
from .inputs import FINISHED, listed
from .reporting import Reporter
from .results import as_data

_SHOWN = 60  # Characters of a value in the summary.
_ENTRIES = 20  # Of a longer list those at its beginning are shown.


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True))
@JSON
@TEMPLATES
def inspect(files: tuple[str, ...], as_json: bool, own_templates: Path | None) -> None:
    """Show what is inside finished FILES (Word or PDF): their origin and their input.

    A folder stands for the Word and PDF files in it; of many files a line each is told.
    """
    with reported(as_json):
        reporter = Reporter(listed(files, FINISHED), as_json)
    problems: list[Problem] = []
    documents: list[dict[str, Any]] = []
    for file in reporter.each():
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
        if reporter.many:
            say(_line(document))
        else:
            say(*_told(document), *summary(document["inputs"]))
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
        raise AftersalesError(
            Problem(
                "unreadable", "the file can't be read.", "Look at its rights.", place=Place(file)
            )
        ) from error
    manifest = read_manifest(content, file)
    sources = {
        name: parse_source(f"{file}: {name}", data) for name, data in read_inputs(content).items()
    }
    return {
        "file": file,
        "kind": manifest.get("kind"),
        "number": manifest.get("number"),
        "date": manifest.get("issued"),
        "parties": list(dict.fromkeys([*_parties(sources), *_listed_parties(manifest)])),
        "title": manifest.get("title"),
        "manifest": manifest,
        "same_as_here": marks(manifest, own_templates),
        "inputs": {name: source.data for name, source in sources.items()},
    }


def _listed_parties(manifest: Mapping[str, Any]) -> list[str]:
    """The companies that a finished file names; nothing where another program wrote it."""
    found = manifest.get("parties")
    return [str(name) for name in found] if isinstance(found, list) else []


def _parties(sources: Mapping[str, Source]) -> list[str]:
    """Whom the input inside names; a private person stands nowhere else but on the pages.

    Of a name that stands there in two languages, the one in the language of the document.
    """
    source = next(iter(sources.values()), None)
    data = first_language(source).data if source else {}
    return [name for field in PARTIES if (name := _name(data.get(field)))]


def _name(party: Any) -> str:
    """The name of a company, or of a person with the surname first."""
    if not isinstance(party, Mapping):
        return ""
    person = party.get("person")
    company = party.get("company") or party.get("name")
    if company or not isinstance(person, Mapping):
        return str(company or "")
    parts = (person.get(part) for part in ("surname", "given_name", "patronymic"))
    return " ".join(str(part) for part in parts if part)


def _line(document: Mapping[str, Any]) -> str:
    """A finished file in one line, with what a register asks for, parted by tabs."""
    parts = (said(_day(document["date"])), document["number"], _joined(document["parties"]))
    words = ["–" if part is None or part == "" else str(part) for part in parts]
    return "  ".join((str(document["file"]), *words, str(document["title"])))


def _day(issued: object) -> str:
    """The day of a document as the reader's language writes it."""
    try:
        return worded("{day}", day=date.fromisoformat(str(issued)))
    except ValueError:
        return ""


def _joined(parties: Any) -> str:
    return " · ".join(map(str, parties)) if isinstance(parties, list) else ""


def _told(document: Mapping[str, Any]) -> Iterator[str]:
    """The manifest in words, a line a fact."""
    manifest, same = document["manifest"], document["same_as_here"]
    kind = str(manifest.get("kind"))
    name = KINDS[kind].called(current()) if kind in KINDS else kind
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
        worded("document number"): _one(manifest, "number"),
        worded("date"): _day(document["date"]) or worded("not told"),
        worded("parties"): _joined(document["parties"]) or worded("not told"),
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


def summary(inputs: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """The fields of each input, a line each."""
    for name, data in inputs.items():
        yield ""
        yield f"{name}:"
        yield from _fields(data, "  ")


def _fields(data: Mapping[str, Any], indent: str) -> Iterator[str]:
    """The fields of a group, a line each; what is inside one stands below it, further in."""
    for key, value in data.items():
        if isinstance(value, dict | list) and value:
            entries = value if isinstance(value, list) else ()
            counted = told("{count} {count:entry|entries}", count=len(entries)) if entries else ""
            yield f"{indent}{_cut(key)}: {counted}".rstrip()
            yield from _inside(value, f"{indent}  ")
        else:
            yield f"{indent}{_cut(key)}: {_cut(value)}"


def _inside(value: dict[str, Any] | list[Any], indent: str) -> Iterator[str]:
    """The fields of a group, or the entries of a list, each after a hyphen."""
    if isinstance(value, dict):
        yield from _fields(value, indent)
        return
    for entry in value[:_ENTRIES]:
        lines = list(_inside(entry, "")) if isinstance(entry, dict | list) else [_cut(entry)]
        for number, line in enumerate(lines or [_cut(entry)]):
            yield f"{indent}{'  ' if number else '- '}{line}"
    if len(value) > _ENTRIES:
        yield f"{indent}…"


def _cut(value: Any) -> str:
    match value:
        case dict() | list():
            text = "–"
        case bool():
            text = said(worded("yes") if value else worded("no"))
        case Decimal():
            text = _number(str(getattr(value, "source_text", value)))
        case date() if not isinstance(value, datetime):
            text = told("{day}", day=value)
        case _:
            text = " ".join(str(getattr(value, "source_text", value)).split())
            if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
                text = said(_day(text)) or text
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _number(typed: str) -> str:
    """A number with the decimal mark of the reader."""
    return typed if current() == ENGLISH or "," in typed else typed.replace(".", ",")
