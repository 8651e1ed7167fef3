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
