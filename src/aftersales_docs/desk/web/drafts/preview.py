"""What the document of a draft looks like: the real PDF beside the form, and its words as HTML."""

from __future__ import annotations

import gzip
import re
from copy import copy
from hashlib import blake2b

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from ....errors import DataError
from ....resources import templates
from ....sandbox.fields import view
from ...draft_looking import composed_draft, pictured, rendered
from ...register.models import Draft
from ..signed_in import person_of
from ..starting import the_register
from .mine import may_do, the_draft
from .saving import content, typed

# Its style sheet is for paper; nothing is loaded, nothing runs.
_TEXT_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"
# On paper it needs no landmark; who reads it on a screen is led by one.
_BODY = re.compile(r"(<body\b[^>]*>)(.*)(</body>)", re.DOTALL)


@login_required
@require_POST
def pages(request: HttpRequest, draft: int) -> HttpResponse:
    """The pages as pictures, of what is typed (it need not be saved): those that are new.

    ``draft-have`` are the pages that the browser has already, by their digests.
    """
    row = the_draft(request, draft)
    if "draft-version" in request.POST and may_do(person_of(request), "write", row):
        row = _as_typed(row, request)
    try:
        found = pictured(the_register(), row)
    except DataError:
        return JsonResponse({"pages": None})
    if found is None:
        return JsonResponse({"frame": True})
    order = [blake2b(one, digest_size=9).hexdigest() for one in found]
    there = set(request.POST.get("draft-have", "").split(","))
    both = zip(order, found, strict=True)
    new = {name: one.decode() for name, one in both if name not in there}
    return _packed(request, JsonResponse({"pages": order, "new": new}))


def _as_typed(row: Draft, request: HttpRequest) -> Draft:
    """The draft as it would be if what is typed were saved; it is not."""
    made = copy(row)
    made.content = content(row, typed(row, request.POST), {}).text
    return made


def _packed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer, packed where the browser takes that: no secret in it could be guessed so."""
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        response.content = gzip.compress(response.content, 1)
        response["Content-Encoding"] = "gzip"
        response["Content-Length"] = str(len(response.content))
    response["Vary"] = "Accept-Encoding, Cookie"
    return response


@login_required
@require_safe
@xframe_options_sameorigin
def pdf(request: HttpRequest, draft: int) -> HttpResponse:
    """The PDF as it would be issued, marked as a draft; a page that says so while it can't be."""
    row = the_draft(request, draft)
    try:
        file = rendered(the_register(), row, ("pdf",))["pdf"]
    except DataError as error:
        context = {"title": "", "problems": error.problems}
        return render(request, "drafts/no_preview.html", context, status=422)
    response = HttpResponse(file, content_type="application/pdf")
    response["Content-Disposition"] = (
        content_disposition_header(False, f"draft-{row.pk}.pdf") or "inline"
    )
    # It may stand in a frame, of the desk's own pages alone.
    response["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'self'"
    return response


@login_required
@require_safe
def text(request: HttpRequest, draft: int) -> HttpResponse:
    """The document's words with their headings, lists and tables, for a reader of any kind."""
    from ....pdf.templates import pdf_template
    from ....pdf.writer import html_of

    row = the_draft(request, draft)
    try:
        with composed_draft(the_register(), row) as (tree, assessed):
            page = pdf_template(templates(), tree.meta.layout, tree.meta.lang, tree.meta.kind)
            html = html_of(tree, page, view(assessed.data.model))
    except DataError as error:
        context = {"title": "", "problems": error.problems}
        return render(request, "drafts/no_preview.html", context, status=422)
    response = HttpResponse(_BODY.sub(r"\1<main>\2</main>\3", html, count=1))
    response["Content-Security-Policy"] = _TEXT_POLICY
    return response
