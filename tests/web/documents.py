"""Documents of every kind in an office, with files, dues and history, made in no time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from aftersales_docs.desk import index
from aftersales_docs.desk.chain import Act, append, now
from aftersales_docs.desk.draft_content import content_of_mapping
from aftersales_docs.desk.drafts import Frame, create
from aftersales_docs.desk.inputs import packed
from aftersales_docs.desk.opening import Register
from aftersales_docs.desk.register.models import (
    ISSUED,
    SUBMITTED,
    Document,
    Draft,
    Due,
    StoredFile,
)
from aftersales_docs.desk.store import FileStore
from aftersales_docs.desk.words import bare, folded, stems_in
from aftersales_docs.desk.writing import written
from aftersales_docs.kinds import KINDS


def everything_in(register: Register, office: str) -> Iterator[Document]:
    """A document of each kind; party, number and file name hold the name of the office."""
    for kind in KINDS:
        yield written(register, lambda kind=kind: _made(register, office, kind))  # type: ignore[misc]


def drafts_in(register: Register, office: str) -> Iterator[Draft]:
    """A draft of each kind that waits for approval, with the name of the office in its words."""
    for kind in KINDS:
        fields = {"lang": "de", "law": "de", "place": f"Ort {office}", "number": f"{office}-7"}
        content = content_of_mapping(kind, fields)
        row = create(register, content, f"Clerk {office}", Frame(office))
        Draft.objects.filter(pk=row.pk).update(state=SUBMITTED, party=f"Partei {office}")
        yield Draft.objects.get(pk=row.pk)


def document_with(
    register: Register, office: str, kind: str, text: bytes, count: str = "0002", **files: bytes
) -> Document:
    """A document of that input, beside the others; with ``files`` by role, else stand-ins."""
    inputs = packed({"input.yaml": text}, {})
    return written(register, lambda: _made(register, office, kind, inputs, count, files))


def _made(
    register: Register,
    office: str,
    kind: str,
    inputs: str = "{}",
    count: str = "0001",
    files: Mapping[str, bytes] = MappingProxyType({}),
) -> Document:
    number, party = f"{office}-{kind}-{count}", f"=Partei {office} <b>{kind}</b>"
    one = Document.objects.create(
        office=office,
        kind=kind,
        number=number,
        state=ISSUED,
        key=number,
        lang="de",
        law="de",
        dated="2026-11-02",
        title=f"Titel {office}",
        party=party,
        product=f"WM {office}",
        party_key=folded(party),
        product_key=folded(f"WM {office}"),
        serials="",
        marks=bare(number),
        inputs=inputs,
        options="{}",
        reserved_at=now(),
        issued_at=now(),
    )
    index.add(one)
    index.add_words(one, stems_in(f"Waschmaschine {party}"))
    Due.objects.create(document=one, what="end", on="2026-11-05")
    for role in ("docx", "pdf", "input"):
        content = files.get(role, f"{role} {number}".encode())
        digest = FileStore(register.place.files).put(content)
        StoredFile.objects.create(
            document=one,
            role=role,
            sha256=digest,
            size=len(content),
            name=f"{number}.{role}",
            added_at=now(),
        )
    append("issued", Act(f"Clerk {office}"), one)
    return one
