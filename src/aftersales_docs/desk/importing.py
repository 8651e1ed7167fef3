"""Taking over finished documents that this program made before, with their numbers.

Word and PDF of one document lie under one name; the input inside says what it is. Files are kept
as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..api import assess, compose
from ..embedding.manifest import read_inputs, read_manifest
from ..errors import AftersalesError, DataError, Place, Problem, worded
from ..loading import Input
from . import index
from .chain import Act, append, now
from .delivering import file_name
from .dues import dues_of
from .inputs import NUMBER, facts_of, loaded, packed
from .issuing import proven
from .numbers import FREE, count_up, last_given, pattern_of, series_of
from .opening import Register
from .options import Options
from .register.models import DOCX, INPUT, ISSUED, PDF, Counter, Document, Due, StoredFile
from .store import sha256
from .words import bare, folded, stems_in, text_of_document
from .writing import written

_ROLES = {".docx": DOCX, ".pdf": PDF}


@dataclass(frozen=True, slots=True)
class Found:
    """A finished document in a folder: its files by role, and what is inside them."""

    name: str
    files: Mapping[str, bytes]
    manifest: Mapping[str, Any]
    inputs: Mapping[str, bytes]

    @property
    def key(self) -> str:
        """Names the work, so that nothing is taken over twice."""
        return "f:" + sha256("".join(sorted(map(sha256, self.files.values()))).encode())


def take_over(
    register: Register, folder: Path, office: str, who: str
) -> Iterator[tuple[Document, bool] | Problem]:
    """Take over each finished document in ``folder`` and below: it, and whether it is new.

    What can't be taken over is told as a problem, and stops nothing else.
    """
    groups: dict[Path, list[Path]] = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in _ROLES and path.is_file():
            groups.setdefault(path.with_suffix(""), []).append(path)
    for stem, paths in groups.items():
        try:
            yield _taken_over(register, _found(stem, paths), office, who)
        except AftersalesError as error:
            yield from error.problems


def _found(stem: Path, paths: list[Path]) -> Found:
    files = {_ROLES[path.suffix.lower()]: path.read_bytes() for path in paths}
    first = paths[0]
    manifest = read_manifest(files[_ROLES[first.suffix.lower()]], str(first))
    inputs = read_inputs(files[_ROLES[first.suffix.lower()]])
    for path in paths[1:]:
        content = files[_ROLES[path.suffix.lower()]]
        other = read_manifest(content, str(path))
        if other != manifest or read_inputs(content) != inputs:
            raise _refused(
                "files-differ",
                path,
                worded("it is not the same document as {name}.", name=first.name),
                "Give each document a name of its own.",
            )
    if manifest.get("draft"):
        raise _refused(
            "draft-not-finished",
            first,
            "it is a draft, not a finished document.",
            "Issue its draft, or its input file.",
        )
    if not inputs:
        raise _refused(
            "no-data",
            first,
            "the file carries no input: it was left out, or the program that made it was older.",
            "Render it with --with-data, or issue its input file.",
        )
    return Found(str(stem), files, manifest, inputs)


def _refused(code: str, path: Path, message: str, cure: str) -> DataError:
    return DataError(Problem(code, message, cure, place=Place(str(path))))


def _taken_over(register: Register, found: Found, office: str, who: str) -> tuple[Document, bool]:
    there = Document.objects.filter(key=found.key).first()
    if there is not None:
        return there, False
    try:
        with loaded(found.inputs) as data:
            words = _words(found, data)
    except DataError as error:  # Its places would be those of a copy.
        problem = error.problems[0]
        raise DataError(
            Problem(problem.code, problem.message, problem.cure, problem.field, Place(found.name))
        ) from error
    contents = (*found.files.values(), *found.inputs.values())
    return written(register, lambda: _row(found, data, words, (office, who)), contents), True


def _words(found: Found, data: Input) -> list[str]:
    """What the document is found by; where this program can't compose it, what stands in it."""
    text = str(found.manifest.get("title") or "")
    with suppress(AftersalesError):
        text += " " + text_of_document(compose(assess(data)))
    return stems_in(text)


def _row(found: Found, data: Input, words: list[str], by: tuple[str, str]) -> Document:
    """The row, in the transaction that is open."""
    office, who = by
    facts = facts_of(data)
    number, skipped = _number(found, data, office)
    moment = now()
    accepted = found.manifest.get("accepted_warnings")
    options = Options(tuple(accepted) if isinstance(accepted, list) else (), with_data=True)
    document = Document.objects.create(
        office=office,
        kind=data.kind.id,
        number=number,
        state=ISSUED,
        key=found.key,
        lang=data.model.lang,
        law=data.model.law,
        dated=facts.dated.isoformat(),
        title=str(found.manifest.get("title") or ""),
        party=facts.party,
        product=facts.product,
        party_key=folded(facts.party),
        product_key=folded(facts.product),
        serials="; ".join(facts.serials),
        marks=" ".join(bare(one) for one in (number, *facts.serials)),
        inputs=packed(found.inputs),
        options=options.text,
        reserved_at=moment,
        issued_at=moment,
    )
    stored = _stored(document, found, moment)
    dues = dues_of(assess(data))
    Due.objects.bulk_create(Due(document=document, what=what, on=on) for what, on in dues)
    index.add(document)
    index.add_words(document, words)
    told = proven(document, stored, dues)
    told["inputs"] = {name: sha256(content) for name, content in found.inputs.items()}
    append("imported", Act(who, told, clear=skipped), document)
    return document


def _stored(document: Document, found: Found, moment: str) -> list[StoredFile]:
    """The files of an imported document, and those of its input."""
    made = [_file(document, role, content, moment) for role, content in found.files.items()]
    return made + [
        _file(document, INPUT, content, moment, name) for name, content in found.inputs.items()
    ]


def _file(
    document: Document, role: str, content: bytes, moment: str, name: str = ""
) -> StoredFile:
    return StoredFile.objects.create(
        document=document,
        role=role,
        sha256=sha256(content),
        size=len(content),
        name=name or f"{file_name(document)}.{role}",
        added_at=moment,
    )


def _number(found: Found, data: Input, office: str) -> tuple[str, dict[str, Any]]:
    """The document's number, and which numbers of its series were passed over for it."""
    given = getattr(data.model, NUMBER, None)
    kind = data.kind.id
    pattern = pattern_of(kind, office)
    series = None
    if pattern != FREE:
        series = series_of(kind, office, facts_of(data).dated, pattern)
    if not given:
        if series is None:
            raise _refused(
                "number-missing",
                Path(found.name),
                "numbers of this kind come from the input, and it gives none.",
                "Set a pattern with 'register pattern'.",
            )
        return series.number(count_up(series)), {}
    if Document.objects.filter(kind=kind, number=given).exists():
        raise _refused(
            "number-taken",
            Path(found.name),
            worded("the number '{number}' is taken.", number=given),
            "Look at both with 'register show'; one of the two is to have another number.",
        )
    seq = series.seq_of(given) if series else None
    if series is None or seq is None or seq <= last_given(series):
        return given, {}
    skipped = {"series": series.key, "skipped": [last_given(series) + 1, seq - 1], "kind": kind}
    Counter.objects.update_or_create(kind=kind, series=series.key, defaults={"last": seq})
    return given, skipped
