"""Files of a document: handed out, put back signed, compared with what came back."""

from __future__ import annotations

import hashlib
from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from ....comparison import Comparison, compare, compare_words
from ....errors import DataError, OutputError, Problem, worded
from ....filetypes import is_pdf
from ....messages import told
from ...chain import Act
from ...register.models import DOCX, INPUT, PDF, Document, StoredFile
from ...signed import attach, recognised
from ...store import FileStore
from ..signed_in import person_of, the_document
from ..starting import the_place, the_register
from .document import page

MOST: Final = 50 * 1024 * 1024
_TYPES: Final = {
    DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    PDF: "application/pdf",
    "signed": "application/pdf",
}


@login_required
@require_safe
def download(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """A file of the document, as an attachment; never its input."""
    one = the_document(request, pk).files.exclude(role=INPUT).filter(pk=file).first()
    if one is None:
        raise Http404
    response = HttpResponse(
        content_of(one), content_type=_TYPES.get(one.role, "application/octet-stream")
    )
    response["Content-Disposition"] = content_disposition_header(True, one.name) or "attachment"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def content_of(stored: StoredFile) -> bytes:
    """The bytes of a stored file, as its hash has them.

    Raises:
        OutputError: they are missing or changed.

    """
    content = FileStore(the_place().files).get(stored.sha256)
    if content is None or hashlib.sha256(content).hexdigest() != stored.sha256:
        raise OutputError(
            Problem(
                "stored-file-bad",
                worded(
                    "the register's file {name} of {number} is missing or changed.",
                    name=stored.name,
                    number=stored.document.number,
                ),
                "Run 'register verify', and put the file back from a copy.",
            )
        )
    return content


def uploaded(request: HttpRequest) -> tuple[bytes, str]:
    """The file of a form, and its name.

    Raises:
        DataError: there is none, or it is too large.

    """
    given = request.FILES.get("file")
    if not isinstance(given, UploadedFile):
        raise DataError(Problem("no-file", "no file was chosen.", "Choose one."))
    if (given.size or 0) > MOST:
        raise DataError(
            Problem(
                "upload-too-large",
                worded("the file is larger than {most} MB.", most=MOST // 2**20),
                "Send a smaller one.",
            )
        )
    return given.read(), given.name or "file"


@login_required
@require_POST
def signed(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a signed PDF in, once it is verified and belongs to this document."""
    shown = the_document(request, pk, "sign")
    try:
        content, name = uploaded(request)
        if recognised(content, name).pk != shown.pk:
            raise DataError(
                Problem(
                    "signed-another",
                    "the file is not this document, signed.",
                    "Choose the PDF of this document as it came back from signing.",
                )
            )
        found = attach(the_register(), content, name, Act(person_of(request).signature()))
    except DataError as error:
        return page(request, shown, error.problems)
    if found.complete:
        messages.success(request, told("The signed file was verified and kept."))
    else:
        missing = ", ".join(found.report.missing)
        messages.warning(request, told("Kept; still to sign: {fields}.", fields=missing))
    return redirect("desk:document", pk)


@login_required
@require_POST
def returned(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what the other side changed in a returned file, clause by clause."""
    shown = the_document(request, pk)
    try:
        content, name = uploaded(request)
        found = _compared(shown, content, name)
    except DataError as error:
        return page(request, shown, error.problems)
    context = {"document": shown, "name": name, "found": found}
    return render(request, "desk/returned.html", context)


def _compared(shown: Document, content: bytes, name: str) -> Comparison:
    role = PDF if is_pdf(content) else DOCX
    stored = shown.files.filter(role=role).first()
    if stored is None:
        raise DataError(
            Problem(
                "nothing-to-compare",
                "the document has no file of that kind.",
                "Choose a Word file or a PDF of an issued document.",
            )
        )
    both = (content_of(stored), content)
    if role == PDF:
        return compare_words(*both, (stored.name, name))
    return compare(*both, names=(stored.name, name))
