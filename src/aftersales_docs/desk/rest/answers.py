"""What the answers hold, for the description of the interface (OpenAPI)."""

from __future__ import annotations

from typing import Any, Final

from ninja import Schema
from pydantic import Field


class PlaceOut(Schema):
    """Where in the input."""

    file: str
    line: int | None
    column: int | None


class ProblemOut(Schema):
    """One thing that is wrong, or worth knowing, with its cure."""

    code: str = Field(examples=["missing"])
    severity: str = Field(examples=["error"], description="error, warning or note")
    field: str = Field(examples=["claimant.address.city"])
    place: PlaceOut | None
    message: str = Field(examples=["this field must be filled in."])
    cure: str = Field(examples=["Add it."])
    values: dict[str, Any]


class Refused(Schema):
    """RFC 9457: why a request was not carried out."""

    type: str = Field(examples=["urn:aftersales-docs:problem:missing"])
    title: str = Field(examples=["The input is wrong"])
    status: int = Field(examples=[422])
    detail: str = Field(examples=["this field must be filled in. Add it."])
    problems: list[ProblemOut]


class KindOut(Schema):
    """A kind of document."""

    kind: str = Field(examples=["claim-response"])
    names: dict[str, str]
    langs: list[str] = Field(examples=[["de", "ru", "en"]])
    laws: list[str] = Field(examples=[["de", "ru"]])


class KindsOut(Schema):
    """All kinds."""

    kinds: list[KindOut]


class CheckOut(Schema):
    """What there is to be said of an input."""

    ok: bool
    problems: list[ProblemOut]


class FileOut(Schema):
    """A file, its content in base64."""

    name: str = Field(examples=["claim-response-WR-2026-00017.pdf"])
    media_type: str = Field(examples=["application/pdf"])
    size: int
    sha256: str
    content: str


class RenderOut(Schema):
    """A document as files."""

    kind: str
    title: str
    problems: list[ProblemOut]
    files: list[FileOut]


ANY: Final = dict[str, Any]


def with_refusals(*statuses: int, **successes: Any) -> dict[Any, Any]:
    """The answers of an operation: its successes (``s200=…``), and refusals."""
    found = {int(name.removeprefix("s")): schema for name, schema in successes.items()}
    return found | dict.fromkeys((401, 429, *statuses), Refused)


OF_KINDS: Final = with_refusals(s200=KindsOut)
OF_SCHEMA: Final = with_refusals(404, s200=ANY)
_OF_INPUT: Final = (400, 403, 404, 413, 415, 422)
OF_CHECK: Final = with_refusals(*_OF_INPUT, s200=CheckOut)
OF_RENDER: Final = with_refusals(*_OF_INPUT, 406, s200=RenderOut)


class RowOut(Schema):
    """A document as the list has it."""

    id: int
    number: str = Field(examples=["WR-2026-00017"])
    edition: int
    kind: str = Field(examples=["claim-response"])
    state: str = Field(examples=["issued"])
    office: str = Field(examples=["main"])
    dated: str = Field(examples=["2026-11-29"])
    issued_at: str = Field(examples=["2026-11-29T08:30:00.000Z"])
    party: str
    product: str
    serials: str
    title: str
    lang: str = Field(examples=["de"])
    law: str = Field(examples=["de"])


class ListOut(Schema):
    """A page of the list."""

    documents: list[RowOut]
    next: int | None


class StoredOut(Schema):
    """A file of a document."""

    id: int
    role: str = Field(examples=["pdf"], description="docx, pdf or signed")
    name: str
    size: int
    sha256: str
    address: str


class DueOut(Schema):
    """Something still to be done."""

    document: int
    number: str
    kind: str
    what: str = Field(examples=["answer"])
    on: str = Field(examples=["2026-12-14"])
    days: int = Field(description="Fewer than 0 where it is overdue.")


class DuesOut(Schema):
    """All that is due."""

    due: list[DueOut]


class EntryOut(Schema):
    """Something that happened."""

    at: str
    who: str
    action: str
    note: str


class DocumentOut(RowOut):
    """A document with all that belongs to it."""

    files: list[StoredOut]
    dues: list[DueOut]
    editions: list[RowOut]
    history: list[EntryOut]


class IssuedOut(DocumentOut):
    """An issued document, with the warnings and notes on its input."""

    problems: list[ProblemOut]


class StepIn(Schema):
    """What a step is told.

    `sent` needs `way`, `signed` needs `by`, `cancelled` needs `ground`; the day is today where
    none is given.
    """

    on: str = Field("", max_length=10, examples=["2026-11-29"])
    way: str = Field("", max_length=200, examples=["registered letter"])
    tracking: str = Field("", max_length=200)
    by: str = Field("", max_length=200, examples=["A. Signer"])
    ground: str = Field("", max_length=2000)
    note: str = Field("", max_length=2000)


class SignedOut(Schema):
    """What became of a signed file."""

    complete: bool
    missing: list[str]
    document: DocumentOut


_OF_FILES: Final = (400, 403, 413, 415, 422)
OF_LIST: Final = with_refusals(400, 403, s200=ListOut)
OF_DOCUMENT: Final = with_refusals(400, 403, 404, s200=DocumentOut)
OF_FILE: Final = with_refusals(400, 403, 404, 503, s200=None)
OF_DUE: Final = with_refusals(400, 403, s200=DuesOut)
OF_ISSUE: Final = with_refusals(*_OF_INPUT, 409, 503, s200=IssuedOut, s201=IssuedOut)
OF_STEP: Final = with_refusals(400, 403, 404, 409, 413, 422, 503, s200=DocumentOut)
OF_VERIFY: Final = with_refusals(*_OF_FILES, s200=ANY)
OF_COMPARE: Final = with_refusals(*_OF_FILES, s200=ANY)
OF_COMPARE_WITH: Final = with_refusals(*_OF_FILES, 404, s200=ANY)
OF_SIGNED: Final = with_refusals(*_OF_FILES, 404, 409, 503, s200=SignedOut)


class OutcomeOut(Schema):
    """What became of a line."""

    line: int
    ok: bool
    files: list[str]
    problems: list[ProblemOut]


class JobOut(Schema):
    """A job and how far it is."""

    id: str
    kind: str
    state: str = Field(examples=["finished"], description="waiting, running or finished")
    total: int
    done: int
    failed: int
    made_at: str
    finished_at: str
    result: str | None
    outcomes: list[OutcomeOut]


OF_NEW_JOB: Final = with_refusals(*_OF_INPUT, 503, s202=JobOut)
OF_JOB: Final = with_refusals(400, 403, 404, s200=JobOut)
OF_RESULT: Final = with_refusals(400, 403, 404, 409, s200=None)
