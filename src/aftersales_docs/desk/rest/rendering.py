"""A document of an input, made as the command line makes it, and how it is handed out."""

from __future__ import annotations

import base64
import hashlib
import io
import threading
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final, Literal

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from ...api import FORMATS, Format, assess, compose, load, remarks, write
from ...errors import Problem, Severity, worded
from ...naming import safe_name
from .bodies import Sent
from .problems import ApiError, as_json, problem_as_data

Wanted = Literal["docx", "pdf", "zip", "json"]
TYPES: Final[Mapping[str, str]] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "zip": "application/zip",
    "json": "application/json",
}
_DAY: Final = (1980, 1, 1, 0, 0, 0)
# The PDF writer for page templates of the house is not made for several threads at once.
_ONE_AT_A_TIME: Final = threading.Lock()


@dataclass(frozen=True, slots=True)
class Rendered:
    """A document as files by name, with what is to be said of it."""

    kind: str
    title: str
    files: Mapping[str, bytes]
    problems: tuple[Problem, ...]

    @property
    def stem(self) -> str:
        """What the files are called, without their ending."""
        return next(iter(self.files)).rpartition(".")[0]


def rendered(
    sent: Sent,
    formats: Iterable[Format],
    accepted: Iterable[str] = (),
    own_templates: Path | None = None,
) -> Rendered:
    """The document of an input that was sent, with the templates of the house if there are any.

    Raises:
        DataError: the input is wrong, or the law forbids it.
        LibraryError: a text of the house is wrong.

    """
    assessed = assess(load(sent.path))
    codes = tuple(accepted)
    document = compose(assessed, own_templates, accepted=codes)
    found = [
        one
        for one in remarks(assessed, document)
        if not (one.severity is Severity.WARNING and one.code in codes)
    ]
    number = getattr(assessed.data.model, "number", None)
    stem = safe_name(f"{sent.kind}-{number}" if number else sent.kind) or sent.kind
    with _ONE_AT_A_TIME:
        files = {
            f"{stem}.{format_}": write(
                document, format_, own_templates=own_templates, data=assessed
            )
            for format_ in formats
        }
    return Rendered(sent.kind, document.meta.title, files, tuple(sent.shown(found)))


def wanted_by(request: HttpRequest, asked: Wanted | None) -> Wanted:
    """In which form the document is wanted: ``asked``, else as ``Accept`` says, else JSON.

    Raises:
        ApiError: only in one that there is not.

    """
    if asked:
        return asked
    best = request.get_preferred_type([TYPES["json"], TYPES["pdf"], TYPES["docx"], TYPES["zip"]])
    for name, media in TYPES.items():
        if media == best:
            return name  # type: ignore[return-value]
    raise ApiError(
        HTTPStatus.NOT_ACCEPTABLE,
        Problem(
            "not-acceptable",
            "a document is not made in the format that is asked for.",
            worded("Accept one of: {names}.", names=", ".join(TYPES.values())),
        ),
    )


def formats_of(wanted: Wanted) -> tuple[Format, ...]:
    """The formats in which a document is made to be handed out so."""
    return (wanted,) if wanted in ("docx", "pdf") else FORMATS


def handed_out(made: Rendered, wanted: Wanted) -> HttpResponse:
    """The answer: the file, an archive of both, or JSON with both in base64."""
    if wanted == "json":
        return HttpResponse(as_json(as_data(made)), content_type=TYPES["json"])
    if wanted == "zip":
        answer = attached(f"{made.stem}.zip", archive(made.files))
    else:
        [(name, content)] = made.files.items()
        answer = attached(name, content)
    # A file has no place for remarks; their codes are said beside it.
    if made.problems:
        answer["Remarks"] = ", ".join(dict.fromkeys(one.code for one in made.problems))
    return answer


def as_data(made: Rendered) -> dict[str, Any]:
    """A document as JSON has it."""
    return {
        "kind": made.kind,
        "title": made.title,
        "problems": [problem_as_data(one) for one in made.problems],
        "files": [file_as_data(name, content) for name, content in made.files.items()],
    }


def file_as_data(name: str, content: bytes) -> dict[str, Any]:
    """A file as JSON has it, its content in base64."""
    return {
        "name": name,
        "media_type": TYPES.get(name.rpartition(".")[2], "application/octet-stream"),
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "content": base64.b64encode(content).decode(),
    }


def archive(files: Mapping[str, bytes]) -> bytes:
    """The files as a ZIP; the same files give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(zipfile.ZipInfo(name, _DAY), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def attached(name: str, content: bytes) -> HttpResponse:
    """A file as an attachment, which no browser shows or runs."""
    media = TYPES.get(name.rpartition(".")[2], "application/octet-stream")
    answer = HttpResponse(content, content_type=media)
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
