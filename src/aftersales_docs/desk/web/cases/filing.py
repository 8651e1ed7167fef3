"""Files of a case in the browser: put in, looked at, taken away, enclosed with a draft."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from ....errors import AftersalesError, DataError, Problem
from ....messages import told
from ...cases.files import MOST_FILES, enclose, keep, take_away
from ...cases.models import Case
from ..drafts.mine import visible_drafts
from ..signed_in import bounded, person_of
from ..starting import the_register
from .mine import taking_files, the_case
from .pages import page

_LARGEST: Final = 2**62


@login_required
@require_safe
def file(request: HttpRequest, case: int, file: int) -> HttpResponse:
    """A file of a case; a picture is shown, anything else handed out."""
    row = the_case(request, case).files.filter(pk=file).first()
    if row is None:
        raise Http404
    response = HttpResponse(bytes(row.content), content_type=row.media_type)
    shown = row.media_type.startswith("image/")
    response["Content-Disposition"] = content_disposition_header(not shown, row.name) or ""
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@login_required
@require_POST
def files(request: HttpRequest, case: int) -> HttpResponse:
    """Put files in, take one away, or enclose some with a draft."""
    shown = the_case(request, case, "write")
    try:
        if request.POST.get("act") == "enclose":
            return _enclosed(request, shown)
        done = _gone(request, shown) if request.POST.get("gone") else _kept(request, shown)
    except AftersalesError as error:
        return page(request, shown, error.problems)
    messages.success(request, done)
    return redirect("cases:case", case)


def _kept(request: HttpRequest, shown: Case) -> str:
    given = [one for one in request.FILES.getlist("files") if isinstance(one, UploadedFile)]
    if not given:
        raise DataError(Problem("no-file", "no file was chosen.", "Choose a picture or a PDF."))
    who = person_of(request).signature()
    for one in given[:MOST_FILES]:
        keep(the_register(), shown.pk, one.read(), one.name or "file", who)
    return told("{count} {count:file|files} kept on the case.", count=len(given))


def _gone(request: HttpRequest, shown: Case) -> str:
    named = bounded(request.POST.get("gone"), 1, _LARGEST, 0)
    take_away(the_register(), shown.pk, named, person_of(request).signature())
    return told("Taken off the case. Documents that enclose it keep it.")


def _enclosed(request: HttpRequest, shown: Case) -> HttpResponse:
    wanted = bounded(request.POST.get("draft"), 1, _LARGEST, 0)
    person = person_of(request)
    rows = visible_drafts(person).filter(case=shown, pk=wanted)
    draft = next(iter(taking_files(person, rows)), None)
    if draft is None:
        raise Http404
    chosen = [bounded(one, 1, _LARGEST, 0) for one in request.POST.getlist("enclosed")]
    enclose(the_register(), shown, draft, chosen, person.signature())
    messages.success(request, told("The files are enclosed with the draft."))
    return redirect("drafts:draft", draft.pk)
