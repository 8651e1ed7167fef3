"""Files that come from elsewhere: verified, compared, taken in."""

from __future__ import annotations

import tempfile
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from ninja import Router

from ...comparison import Comparison, compare_words, compared, opened, redlined
from ...comparison.report import as_data
from ...errors import DataError, Problem, worded
from ...filetypes import is_pdf
from ...signing.certificates import trusted_roots
from ...signing.verify import verify as verified
from ..chain import Act
from ..register.models import DOCX, PDF, Document
from ..signed import attach, recognised
from ..web.pages.files import content_of
from ..web.starting import the_register
from . import answers, examples, rows
from .access import key_of, need_anywhere, the_document
from .bodies import uploads
from .parameters import DocumentId, Redline
from .problems import ApiError
from .rendering import file_as_data
from .replies import answered

router: Final = Router(tags=["files"])
_Given = tuple[str, bytes]


def _sent(request: HttpRequest, *parts: str) -> list[_Given]:
    """The files of these parts, one of each.

    Raises:
        ApiError: one is missing.

    """
    if (request.content_type or "").lower() != "multipart/form-data":
        raise ApiError(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            Problem(
                "media-type",
                worded(
                    "content of the type '{media}' is not taken.",
                    media=(request.content_type or "")[:100],
                ),
                "Send multipart/form-data.",
            ),
        )
    given = uploads(request)
    for part in parts:
        if part not in given:
            raise ApiError(
                HTTPStatus.BAD_REQUEST,
                Problem(
                    "no-file",
                    worded("the request has no file '{name}'.", name=part),
                    "Send it in the part of that name.",
                    part,
                ),
            )
    return [given[part][0] for part in parts]


@router.post(
    "/verify",
    response=answers.OF_VERIFY,
    operation_id="verify",
    summary="Verify signatures",
    openapi_extra=examples.file_body("file", trust=True),
)
def verify(request: HttpRequest) -> HttpResponse:
    """Tell who signed a PDF and when, what is missing, and whether anything was changed later.

    Certificates that you trust come as PEM in `trust`; without one no signature is trusted.
    """
    need_anywhere(request, "see")
    [(name, content)] = _sent(request, "file")
    with tempfile.TemporaryDirectory(prefix="aftersales-docs-") as folder:
        trusted = []
        for place, (_, one) in enumerate(uploads(request).get("trust", ())):
            trusted.append(Path(folder, f"{place}.pem"))
            trusted[-1].write_bytes(one)
        roots = tuple(trusted_roots(trusted))
    report = verified(content, name, roots)
    return answered({"ok": report.complete(), **report.as_data(allow_missing=False)})


@router.post(
    "/compare",
    response=answers.OF_COMPARE,
    operation_id="compare",
    summary="Compare two files",
    openapi_extra=examples.file_body("issued", "returned"),
)
def compare(request: HttpRequest, redline: Redline = False) -> HttpResponse:
    """Tell what differs between two Word files or PDFs: what the other side changed."""
    need_anywhere(request, "see")
    issued, returned = _sent(request, "issued", "returned")
    return answered(_differences(issued, returned, redline=redline))


@router.post(
    "/register/documents/{id}/compare",
    response=answers.OF_COMPARE_WITH,
    operation_id="compare_with_document",
    summary="Compare a returned file",
    openapi_extra=examples.file_body("returned"),
)
def compare_with(
    request: HttpRequest,
    id: DocumentId,  # noqa: A002
    redline: Redline = False,
) -> HttpResponse:
    """Tell what the other side changed in a file that came back."""
    shown = the_document(request, id)
    [returned] = _sent(request, "returned")
    return answered(_differences(_issued_like(shown, returned[1]), returned, redline=redline))


def _issued_like(shown: Document, content: bytes) -> _Given:
    stored = shown.files.filter(role=PDF if is_pdf(content) else DOCX).first()
    if stored is None:
        raise DataError(
            Problem(
                "nothing-to-compare",
                "the document has no file of that kind.",
                "Choose a Word file or a PDF of an issued document.",
            )
        )
    return stored.name, content_of(stored)


def _differences(issued: _Given, returned: _Given, *, redline: bool) -> dict[str, Any]:
    names = (issued[0], returned[0])
    if is_pdf(issued[1]) or is_pdf(returned[1]):
        return {**as_data(compare_words(issued[1], returned[1], names), names, "final")}
    files = opened(issued[1], returned[1], names)
    found: Comparison = compared(files, "final")
    data = as_data(found, names, "final")
    if redline and found.changes:
        data["redline"] = file_as_data("redline.docx", redlined(files, "final"))
    return data


@router.post(
    "/register/documents/{id}/signed",
    response=answers.OF_SIGNED,
    operation_id="signed",
    summary="Hand in a signed PDF",
    openapi_extra=examples.file_body("file"),
)
def signed(request: HttpRequest, id: DocumentId) -> HttpResponse:  # noqa: A002
    """Verify a signed PDF and keep it; the document is signed once no signature is missing."""
    shown = the_document(request, id, "sign")
    [(name, content)] = _sent(request, "file")
    if recognised(content, name).pk != shown.pk:
        raise DataError(
            Problem(
                "signed-another",
                "the file is not this document, signed.",
                "Choose the PDF of this document as it came back from signing.",
            )
        )
    found = attach(the_register(), content, name, Act(key_of(request).signature()))
    after = Document.objects.get(pk=found.document.pk)
    data = {"complete": found.complete, "missing": list(found.report.missing)}
    return answered({**data, "document": rows.whole(after, key_of(request))})
