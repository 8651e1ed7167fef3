"""Files of a document: handed out, put back signed, compared with what came back."""

from __future__ import annotations

import hashlib
from pathlib import PurePath
from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from ....comparison import Comparison, compare_words, compared, opened, redlined
from ....comparison.report import summary
from ....errors import DataError, OutputError, Problem, worded
from ....filetypes import is_pdf
from ....messages import told
from ...accounts.rights import may_with
from ...chain import Act
from ...register.models import DOCX, INPUT, PDF, PURGED, RESERVED, Document, StoredFile
from ...signed import attach, recognised
from ...store import FileStore
from ...uploads import refuse_larger
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
    return _handed_out(content_of(one), one.role, one.name)


def _handed_out(content: bytes, role: str, name: str) -> HttpResponse:
    """A file as an attachment that runs nothing."""
    response = HttpResponse(content, content_type=_TYPES.get(role, "application/octet-stream"))
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
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
    refuse_larger(given.size or 0, MOST)
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
    """Show what the other side changed in a returned file, clause by clause.

    With ``as=redline`` it is handed out as a Word file with tracked changes, where a change can
    be shown in one.
    """
    shown = the_document(request, pk)
    wanted = request.POST.get("as") == "redline"
    try:
        content, name = uploaded(request)
        found, redline = _compared(shown, content, name, redline=wanted)
    except DataError as error:
        return page(request, shown, error.problems)
    if redline is not None:
        return _handed_out(redline[1], DOCX, redline[0])
    context = {
        "document": shown,
        "name": name,
        "found": found,
        "summary": summary(found),
        "left": sum(not one.redlined for one in found.changes),
        "redline": any(one.redlined for one in found.changes),
        "may_write": shown.state not in {RESERVED, PURGED}
        and may_with(person_of(request), "write", shown),
    }
    return render(request, "desk/returned.html", context)


def _compared(
    shown: Document, content: bytes, name: str, *, redline: bool
) -> tuple[Comparison, tuple[str, bytes] | None]:
    """What was changed; and where it is wanted and there is one, name and bytes of a redline.

    Raises:
        DataError: the document has no such file, or this one can't be read or can't be redlined.

    """
    stored = _issued_like(shown, content)
    names = (stored.name, name)
    if stored.role == PDF:
        if redline:
            raise DataError(
                Problem(
                    "redline-pdf",
                    "of a PDF there is no Word file with the changes.",
                    "Compare it on a page, or ask the other side for the Word file.",
                )
            )
        return compare_words(content_of(stored), content, names), None
    files = opened(content_of(stored), content, names)
    found = compared(files)
    if not redline or not any(one.redlined for one in found.changes):
        return found, None
    return found, (f"{PurePath(stored.name).stem}-redline.docx", redlined(files))


def _issued_like(shown: Document, content: bytes) -> StoredFile:
    """The issued file that one of that kind is compared with.

    Raises:
        DataError: there is none.

    """
    stored = shown.files.filter(role=PDF if is_pdf(content) else DOCX).first()
    if stored is None:
        raise DataError(
            Problem(
                "nothing-to-compare",
                "the document has no file of that kind.",
                "Choose a Word file or a PDF of an issued document.",
            )
        )
    return stored
